"""What a synthetic copy keeps, and that nobody is in it."""

import numpy as np
import pandas as pd
import pytest

from pilots import actions, qualitative
from pilots.errors import PilotError
from pilots.pilot import Pilot
from pilots.survey.keys import read_keys
from pilots.survey.load import load_raw
from pilots.survey.store import links, load
from pilots.synthetic import copy
from pilots.synthetic.variables import measured, variables
from pilots.workbook import read_sheets
from pilots.workflow.check import problems


def numbers(survey):
    return measured(survey, variables(survey))


def written(pilot):
    return {path: path.read_bytes() for path in sorted(pilot.folder.rglob("*")) if path.is_file()}


def test_nothing_is_wrong_with_it(both):
    assert problems(both.new.project, "menen") == []


def test_it_says_that_it_is_one(both):
    assert both.new.synthetic
    assert both.new.title["nl"].startswith("Synthetische kopie")
    assert both.new.authors == []


@pytest.mark.parametrize("part", ["surveys", "sites", "phases", "registrations"])
def test_its_structure_is_the_pilots(both, part):
    names = [[str(getattr(one, "name", getattr(one, "id", one))) for one in getattr(pilot, part)] for pilot in both]
    assert names[0] == names[1]


def test_each_wave_has_as_many_answers(surveys):
    real, new = (survey.responses.groupby("wave").size().to_dict() for survey in surveys)
    assert real == new


def test_margins_are_those_of_another_sample(surveys):
    real, new = (numbers(survey) for survey in surveys)
    shares = [[(table == level).sum() / table.notna().sum() for level in range(5)] for table in (real, new)]
    distance = sum(abs(a - b) for a, b in zip(*shares, strict=True)).dropna() / 2
    assert distance.mean() < 0.12


def test_correlations_are_kept(surveys):
    items = list(variables(surveys[0]).ordered)
    real, new = (numbers(survey)[items].corr().to_numpy() for survey in surveys)
    assert np.abs(real - new).mean() < 0.1


def test_as_many_can_be_linked(both):
    assert len(links(both.real)["parents"]) == len(links(both.new)["parents"])


def test_no_row_of_answers_is_a_respondents(both, surveys):
    columns = [name for name in surveys[0].codebook.with_role("item") if name in surveys[0].responses]
    rows = [{tuple(row) for row in survey.responses[columns].fillna("").to_numpy()} for survey in surveys]
    assert max(len(columns), 8) == len(columns)
    assert not rows[0] & rows[1]


def test_nobodys_name_code_or_number_is_in_it(both):
    text = b"\n".join(written(both.new).values()).decode("utf-8", "ignore")
    keys = pd.concat([read_keys(both.real, source.name) for source in both.real.surveys])
    assert [value for value in keys["value"].unique() if len(value) > 6 and value in text] == []


def test_no_open_answer_is_a_respondents(both):
    said = set()
    for source in both.real.surveys:
        raw = load_raw(both.real, source.name)
        said |= {text for name in raw.codebook.with_role("open text") for text in raw.responses[name].dropna()}
    text = b"\n".join(written(both.new).values()).decode("utf-8", "ignore")
    assert [answer for answer in said if len(answer) > 8 and answer in text] == []


def test_no_passage_or_quote_is_anybodys(both):
    said = {line for text in qualitative.load(both.real).texts.values() for line in text.splitlines() if len(line) > 12}
    shown = read_sheets(both.real.path(both.real.integration))["quotes"].filter(regex="^(text|translation)")
    quotes = shown.melt()["value"].dropna()
    sheets = [table.to_csv() for table in read_sheets(both.new.path(both.new.integration)).values()]
    new = "\n".join([*qualitative.load(both.new).texts.values(), *sheets])
    assert [line for line in [*said, *quotes] if line in new] == []


def test_codes_have_about_as_many_cases(both):
    counts = [qualitative.load(pilot).segments.groupby("code")["document"].nunique() for pilot in both]
    real, new = pd.concat(counts, axis=1).fillna(0).to_numpy().T
    assert np.abs(real - new).mean() < 2.5


def test_votes_by_group_keep_their_totals_and_voters_are_new(both):
    plans = [actions.load(pilot).votes for pilot in both]
    totals = [votes.groupby("group")["points"].sum().to_dict() for votes in plans]
    assert totals[0] == totals[1]
    assert not set(plans[0]["voter"]) & set(plans[1]["voter"])


def test_who_came_is_dealt_out_again_over_as_many(both):
    real, new = (actions.participation(pilot) for pilot in both)
    assert (len(real), real["person"].nunique()) == (len(new), new["person"].nunique())
    assert sorted(real.groupby("person").size()) == sorted(new.groupby("person").size())


def test_the_same_seed_gives_the_same_bytes(both, tmp_path):
    again = copy(both.real, tmp_path)
    first = {path.relative_to(both.new.folder): data for path, data in written(both.new).items()}
    assert {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()} == first


def test_another_seed_gives_other_people(project, tmp_path):
    real = Pilot.find("a20031", project)
    made = [copy(real, tmp_path / str(seed), seed=seed) / "registrations" for seed in (1, 2)]
    first, second = ([path.read_bytes() for path in sorted(folder.glob("*.csv"))] for folder in made)
    assert first != second


def test_what_is_there_is_not_overwritten(both):
    with pytest.raises(PilotError, match="nothing is overwritten"):
        copy(both.real, both.new.project)


def test_who_was_brought_by_whom_is_made_anew_without_circles(project, tmp_path):
    real = Pilot.find("a20031", project)
    new = Pilot.read(copy(real, tmp_path) / "pilot.toml")
    chains = [actions.network(pilot) for pilot in (real, new)]
    assert chains[0]["brought_by"].notna().sum() == chains[1]["brought_by"].notna().sum()


def test_cases_of_conversations_answered_the_survey(both):
    told = read_sheets(both.new.path(both.new.integration))["cases"]
    known = {who for source in both.new.surveys for who in load(both.new, source.name).responses["respondent_id"]}
    assert set(told["respondent"].dropna()) <= known
