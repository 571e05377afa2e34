import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pilots import actions, context, qualitative
from pilots.examples.interviews import read_conversation
from pilots.examples.menen.codebooks import TEXTS, texts
from pilots.pilot import Pilot

DOCUMENTS = [about["name"] for about in texts("interviews")["documents"]]


def test_every_file_that_the_description_names_is_there(menen: Pilot) -> None:
    named = [menen.context, menen.actions, menen.integration]
    named += [source.file for source in (*menen.qualitative, *menen.registrations)]
    named += [file for source in menen.surveys for file in (source.codebook, *(wave.file for wave in source.waves))]
    assert [file for file in named if file is None or not menen.path(file).is_file()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_interview_is_of_a_real_one_s_length_and_says_it_is_invented(name: str) -> None:
    text, passages = read_conversation(TEXTS, name)
    assert 250 <= len(text.split()) <= 450
    assert text.startswith(("SYNTHETISCH", "EXEMPLE SYNTHÉTIQUE"))
    assert len(passages) >= 7


def test_the_project_reads_back_with_two_coders_who_mostly_agree(menen: Pilot) -> None:
    project = qualitative.load(menen)
    assert list(project.documents["name"]) == DOCUMENTS
    assert len(project.coders) == 2
    found = qualitative.agreement(project, coefficients=["krippendorff_alpha"]).set_index(["variable", "statistic"])
    alpha = found.at[("all", "krippendorff_alpha"), "estimate"]
    assert 0.7 < alpha < 0.85


def test_positions_of_codings_are_those_of_the_texts(menen: Pilot) -> None:
    project = qualitative.load(menen)
    first = project.segments.loc[project.segments["coder"] == "codeur A"].merge(project.documents, on="document")
    names = project.codes.set_index("code")["name"]
    coded = {(one.name, one.start, one.end, names[one.code]) for one in first.itertuples()}
    assert coded == {(name, *passage) for name in DOCUMENTS for passage in read_conversation(TEXTS, name)[1]}


def test_speech_is_in_dutch_and_french_and_of_two_phases(menen: Pilot) -> None:
    documents = qualitative.load(menen).documents
    assert documents["language"].value_counts().to_dict() == {"nl": 11, "fr": 3}
    assert documents["phase"].value_counts().to_dict() == {"1": 7, "3": 7}


@pytest.mark.parametrize("quote", texts("findings")["quotes"], ids=lambda quote: str(quote["quote"]))
def test_a_quote_stems_from_a_passage_with_its_code(quote: dict[str, str]) -> None:
    text, passages = read_conversation(TEXTS, quote["document"])
    # what a reviewer left out or said in general words stands in [ ]
    said = ".+?".join(re.escape(part.strip()) for part in re.split(r"\[[^\]]+\]", quote["text"]) if part.strip())
    assert [code for start, end, code in passages if re.search(said, text[start:end])] == [quote["code"]]


@pytest.mark.parametrize("quote", texts("findings")["quotes"], ids=lambda quote: str(quote["quote"]))
def test_no_quote_tells_a_country_or_a_language_beside_a_trade(quote: dict[str, str]) -> None:
    assert not re.search("Roemeni|chauffeur|lingala|Berber|tresses", quote["text"])


def test_findings_and_quotes_refer_to_what_exists(menen: Pilot) -> None:
    source = texts("findings")
    codes = {code for under in texts("interviews")["codes"].values() for code in under}
    assert {code.strip() for finding in source["findings"] for code in finding["codes"].split(";")} <= codes
    assert {finding["need"] for finding in source["findings"]} == {need["need"] for need in texts("actions")["needs"]}


def test_strengths_come_before_problems() -> None:
    kinds = [finding["kind"] for finding in texts("findings")["findings"] if finding["phase"] == "1"]
    assert kinds == sorted(kinds, key=["strength", "problem"].index)


def test_the_chain_from_need_to_result_is_whole(menen: Pilot) -> None:
    assert actions.load(menen).broken_links().empty


def test_the_baseline_of_attendance_is_that_of_the_first_year(menen: Pilot) -> None:
    table = actions.attendance(menen).query("site == 'vlam' and week < '2017-09-01'")
    baseline = actions.load(menen).indicators.set_index("indicator").at["i7", "baseline"]
    assert baseline == round(100 * table["present"].sum() / table["possible"].sum())


def test_every_group_votes_with_five_points_a_voter(menen: Pilot) -> None:
    votes = actions.load(menen).votes
    assert set(votes["group"]) == {"parents", "staff", "partners"}
    assert set(votes.groupby(["group", "voter"])["points"].sum()) == {5.0}


def test_attendance_leaves_out_the_belgian_holidays(menen: Pilot) -> None:
    weeks = set(actions.attendance(menen)["week"].dt.date)
    holidays = {
        date(2016, 10, 31),
        date(2016, 12, 26),
        date(2017, 4, 3),
        date(2017, 10, 30),
        date(2018, 2, 12),
        date(2018, 4, 9),
    }
    assert not weeks & holidays
    assert all(week.weekday() == 0 for week in weeks)


def test_attendance_rose_a_little_at_the_first_school(menen: Pilot) -> None:
    table = actions.attendance(menen).query("site == 'vlam'")
    table = table.assign(last=table["week"] >= pd.Timestamp(2018, 1, 8), first=table["week"] < pd.Timestamp(2017, 9, 1))
    rise = table.loc[table["last"], "share"].mean() - table.loc[table["first"], "share"].mean()
    assert 0.02 < rise < 0.08


def test_context_figures_are_the_published_ones(menen: Pilot) -> None:
    figures = context.load(menen)
    values = figures.set_index(["indicator", "area"])["value"]
    assert values["births_in_deprivation"].to_dict() == {"Menen": 26.4, "West-Vlaanderen": 10.1, "Vlaanderen": 11.0}
    assert values["eu_share"].to_dict() == {"Menen": 61.0, "Kortrijk (arrondissement)": 47.0, "West-Vlaanderen": 51.0}
    assert values["foreigners", "Menen"] == 2975
    assert figures["source"].str.contains("Cocreatief werken").all()


def test_no_text_of_the_example_names_a_machine(menen: Pilot) -> None:
    for path in menen.folder.rglob("*"):
        if path.is_file():
            assert str(Path.home()).encode() not in path.read_bytes()
