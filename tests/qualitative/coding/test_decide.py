"""Deciding about what coders gave differently."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.qualitative.coding.conftest import given

from pilots.errors import PilotsError
from pilots.qualitative.coding import (
    DECISIONS,
    counted,
    decide,
    disagreements,
    read_copies,
    read_decisions,
    write_decisions,
)
from pilots.qualitative.project import QualitativeProject
from pilots.vocabulary import frame
from pilots.workbook import read_sheets

ALL = {0: "first", 1: "both", 2: "Koffie", 3: "none", 4: "second"}


def rows(project: QualitativeProject) -> list[tuple[str, str, str, str]]:
    """Code, coder, decision and who decided, of each segment."""
    names = dict(zip(project.codes["code"], project.codes["name"], strict=True))
    told = project.segments[["code", "coder", "decision", "decided_by"]].fillna("").itertuples(index=False, name=None)
    return [(names[code], *rest) for code, *rest in told]


def test_the_workbook_shows_each_unit_with_what_each_gave(coded, tmp_path):
    table = read_sheets(write_decisions(coded, tmp_path / "d.xlsx"))["decisions"]
    columns = ["document", "agreed", "first gave", "second gave"]
    assert table[columns].fillna("").values.tolist() == [
        ["D1", "Welkom", "Onthaal", ""], ["D1", "Koffie", "", "Welkom"], ["D1", "", "Taal", ""],
        ["D2", "", "Koffie", ""], ["D2", "", "", "Taal"],
    ]  # fmt: skip


def test_the_drop_down_offers_both_none_each_coder_and_each_code(coded, tmp_path):
    choices = read_sheets(write_decisions(coded, tmp_path / "d.xlsx"))["choices"]["choice"].tolist()
    assert choices == ["both", "all", "none", "first", "second", "Onthaal", "Welkom", "Koffie", "Taal"]


def test_every_decision_has_its_segments(coded, decided):
    project = decide(coded, read_decisions(decided(ALL), coded))
    assert sorted(rows(project)) == sorted(
        [
            ("Welkom", "AN + BO", "agreed", ""),
            ("Onthaal", "AN", "coder", "AN, BO"),
            ("Koffie", "AN + BO", "agreed", ""),
            ("Welkom", "BO", "all", "AN, BO"),
            ("Koffie", "AN, BO", "code", "AN, BO"),
            ("Taal", "BO", "coder", "AN, BO"),
        ]
    )


def test_a_chosen_code_stands_at_the_place_of_the_others(coded, decided):
    project = decide(coded, read_decisions(decided({2: "Koffie"}), coded))
    assert ("Maar de taal is moeilijk.", "Koffie", "AN, BO") in given(project)
    assert ("Maar de taal is moeilijk.", "Taal", "AN") not in given(project)


def test_a_chosen_code_that_all_gave_too_stands_once(coded, decided):
    project = decide(coded, read_decisions(decided({0: "Welkom"}), coded))
    assert [row for row in given(project) if row[0] == "Ik voel mij welkom."] == [
        ("Ik voel mij welkom.", "Welkom", "AN + BO")
    ]


def test_what_is_not_decided_stays_visible_as_such(coded, decided):
    project = decide(coded, read_decisions(decided({0: "first"}), coded))
    assert project.segments["decision"].value_counts().to_dict() == {"undecided": 4, "agreed": 2, "coder": 1}


def test_without_decisions_nothing_is_lost(coded):
    project = decide(coded, frame(DECISIONS))
    assert {row[:2] for row in given(project)} == {row[:2] for row in given(coded)}


def test_the_originals_stay_as_they_are(coded, decided):
    before = coded.segments.copy()
    decide(coded, read_decisions(decided(ALL), coded))
    assert coded.segments.equals(before)


def test_the_same_decisions_give_the_same_project(coded, decided):
    decisions = read_decisions(decided(ALL), coded)
    once = decide(coded, decisions).segments
    assert once.equals(decide(coded, decisions).segments)
    assert once.equals(decide(coded, decisions.iloc[::-1]).segments)


@settings(max_examples=8)
@drawn(order=st.permutations(range(9)))
def test_the_order_of_segments_does_not_matter(order):
    names = ["d", "d", "d", "d", "e", "e", "e", "f", "f"]
    segments = pd.DataFrame(
        {"segment": list("123456789"), "document": names, "code": list("ABABAABAC"), "coder": list("XXYYXYYXX"),
         "start": [0, 0, 0, 5, 0, 0, 0, 0, 0], "end": [5, 5, 5, 9, 5, 5, 5, 5, 5]}
    )  # fmt: skip
    codes = pd.DataFrame({"code": list("ABC"), "name": list("ABC"), "path": list("ABC"), "parent": None}, dtype="str")
    base = QualitativeProject(codes=codes, documents=frame((), ()).assign(document=list("def")))
    made = [
        replace(base, segments=pd.concat([base.segments, segments.iloc[list(places)]])) for places in (range(9), order)
    ]
    found = [disagreements(project) for project in made]
    assert found[0][["unit", "fingerprint"]].equals(found[1][["unit", "fingerprint"]])


def test_who_alone_judged_a_document_needs_no_decision(talks, fill):
    project = read_copies(talks, [fill("AN", {0: ["Taal"], 3: ["Taal"]}), fill("BO", {0: ["Koffie"]})])
    assert decide(project, frame(DECISIONS)).segments["decision"].tolist() == ["undecided", "undecided", "alone"]


def test_a_decision_is_refused_where_the_coding_has_changed_since(talks, fill, coded, decided):
    decisions = read_decisions(decided(ALL), coded)
    changed = [
        fill("AN", {0: ["Welkom"], 1: ["Koffie"], 2: ["Taal"], 3: ["Taal"]}),
        fill("BO", {0: ["Welkom"], 1: ["Koffie", "Welkom"]}),
    ]
    with pytest.raises(PilotsError) as told:
        decide(read_copies(talks, changed), decisions)
    parts = [
        "row 2: what the coders gave here has changed since",
        "row 5: what the coders gave",
        "row 6: nobody coded this unit any more",
    ]
    assert [part for part in parts if part not in str(told.value)] == []
    assert "row 3" not in str(told.value)


def emptied(column):
    def change(sheets):
        sheets["decisions"].loc[sheets["decisions"].index[0], column] = None

    return change


def deleted(sheets):
    sheets["decisions"] = sheets["decisions"].iloc[:-1]


def doubled(sheets):
    sheets["decisions"] = pd.concat([sheets["decisions"], sheets["decisions"].iloc[[0]]])


@pytest.mark.parametrize(
    ("decisions", "change", "said"),
    [
        ({0: "frist"}, lambda sheets: None, "row 2: this is no decision. Did you mean 'first'?"),
        ({0: "third"}, lambda sheets: None, "row 2: this is no decision"),
        ({0: "first"}, emptied("decided by"), "row 2: the decision has no initials"),
        ({0: "first"}, emptied("why"), "row 2: the decision has no reason"),
        ({}, emptied("text"), "row 2: the text was changed"),
        ({0: "first"}, deleted, "sheet decisions: a row was deleted"),
        ({0: "first"}, emptied("unit"), "row 2: the row has no id"),
        ({0: "first"}, doubled, "row 7: the unit was decided in row 2 too"),
        ({}, lambda sheets: sheets.pop("decisions"), "there is no sheet 'decisions'"),
    ],
)
def test_what_can_not_be_a_decision_is_told_with_its_row(coded, decided, decisions, change, said):
    with pytest.raises(PilotsError) as told:
        read_decisions(decided(decisions, change), coded)
    assert said in str(told.value)


def test_decisions_in_another_order_are_the_same(coded, decided):
    def turned(sheets):
        sheets["decisions"] = sheets["decisions"].iloc[::-1]

    straight, upside_down = (read_decisions(decided(ALL, change), coded) for change in (lambda sheets: None, turned))
    assert straight.drop(columns="where").equals(upside_down.drop(columns="where"))


def test_there_must_be_two_coders_who_differ(talks, fill, tmp_path):
    for coders, said in ((["AN"], "no two coders"), (["AN", "BO"], "differ nowhere")):
        project = read_copies(talks, [fill(coder, {0: ["Taal"]}) for coder in coders])
        with pytest.raises(PilotsError, match=said):
            write_decisions(project, tmp_path / "d.xlsx")


def test_decisions_that_are_there_are_never_written_over(coded, tmp_path):
    write_decisions(coded, tmp_path / "d.xlsx")
    with pytest.raises(PilotsError, match="nothing is overwritten"):
        write_decisions(coded, tmp_path / "d.xlsx")


def test_a_new_workbook_keeps_what_was_decided_about_what_has_not_changed(talks, fill, decided, tmp_path):
    first = {0: ["Welkom", "Onthaal"], 1: ["Koffie"], 2: ["Taal"], 3: ["Koffie", "Taal"]}
    second = {0: ["Welkom"], 1: ["Koffie", "Welkom"], 4: ["Taal"]}
    now = read_copies(talks, [fill("AN", first), fill("BO", second)])
    path = write_decisions(now, tmp_path / "new.xlsx", earlier=[decided(ALL)])
    table = read_sheets(path)["decisions"]
    assert table["decision"].fillna("").tolist() == ["first", "both", "Koffie", "", "second"]
    assert (counted(path), table["why"].dropna().unique().tolist()) == ((4, 1), ["besproken"])
    assert len(decide(now, read_decisions(path, now)).segments)


def test_with_a_third_coder_decisions_still_name_the_same_people(talks, fill, decided, tmp_path):
    first = {0: ["Welkom", "Onthaal"], 1: ["Koffie"], 2: ["Taal"], 3: ["Koffie"]}
    second = {0: ["Welkom"], 1: ["Koffie", "Welkom"], 4: ["Taal"]}
    copies = [fill("AN", first), fill("BO", second), fill("AL", {0: ["Welkom"]})]
    path = write_decisions(read_copies(talks, copies), tmp_path / "new.xlsx", earlier=[decided(ALL)])
    table = read_sheets(path)["decisions"].set_index("text")
    # who coded nothing in the second document did not judge it
    assert table["decision"].dropna().to_dict() == {
        "De koffie  is goed.": "all",
        "Maar de taal is moeilijk.": "Koffie",
        "Café \N{GRINNING FACE} très bien.": "none",
        "Je ne comprends pas.": "third",
    }


def test_no_new_workbook_is_written_where_nothing_has_changed(coded, decided, tmp_path):
    with pytest.raises(PilotsError, match="nothing is new since"):
        write_decisions(coded, tmp_path / "new.xlsx", earlier=[decided(ALL)])


@pytest.mark.parametrize("change", [deleted, emptied("text")])
def test_a_workbook_that_was_damaged_is_written_anew_with_its_decisions(coded, decided, tmp_path, change):
    path = write_decisions(coded, tmp_path / "new.xlsx", earlier=[decided({1: "none", 2: "Koffie"}, change)])
    assert (counted(path), len(read_decisions(path, coded))) == ((2, 3), 2)
