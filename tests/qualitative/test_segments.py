"""Passages by code, case, coder and document, and where codes meet."""

import pytest
from hypothesis import given, settings
from tests.qualitative.projects import TEXT, project, projects, rows

from pilots.errors import PilotsError
from pilots.qualitative import intersections, segments


@pytest.fixture
def made():
    codings = [(0, 0, 0, 0, 5), (1, 0, 1, 3, 4), (2, 1, 0, 2, 3), (0, 1, 0, -1, 1), (2, 0, 0, 4, 2)]
    return project([None, 0, None], 2, [(0, 0, "whole"), (1, 1, "whole")], codings)


@settings(max_examples=10)
@given(projects())
def test_a_code_stands_for_those_under_it(project):
    found = segments(project, code="c0")["segment"]
    assert set(found) == {row["segment"] for row in rows(project) if "c0" in row["codes"]}
    assert set(segments(project, code="c0", under=False)["code"]) <= {"c0"}


def test_the_text_is_that_of_the_passage(made):
    assert segments(made, code="code 2")["text"].tolist() == [TEXT[4:6], TEXT[2:5]]


def test_a_coding_of_the_whole_document_shows_it_all(made):
    assert segments(made, document="d1", code="code 0")["text"].tolist() == [TEXT]


def test_cases_coders_and_documents_choose_together(made):
    assert segments(made, case="case 0", coder="u0")["segment"].tolist() == ["s0", "s4"]


def test_what_overlaps_is_shown_once(made):
    found = segments(made, document="d0", once=True)
    assert found[["start", "end", "text", "codings", "case"]].to_numpy().tolist() == [[0, 7, TEXT[0:7], 3, "k0"]]


@settings(max_examples=10)
@given(projects())
def test_once_covers_each_character_once(project):
    def characters(found):
        return [(row["document"], at) for _, row in found.dropna(subset=["start"]).iterrows() for at in range(int(row["start"]), int(row["end"]))]  # fmt: skip

    merged = characters(segments(project, once=True))
    assert len(merged) == len(set(merged))
    assert set(characters(segments(project))) <= set(merged)


@settings(max_examples=10)
@given(projects())
def test_codes_meet_where_a_reader_sees_it(project):
    placed = [row for row in rows(project) if row["start"] == row["start"] and row["start"] is not None]
    placed = [row for row in placed if str(row["start"]) != "<NA>"]
    last = project.codes["code"].iloc[-1]
    expected = sorted(
        (a["segment"], b["segment"])
        for a in placed
        for b in placed
        if a["segment"] != b["segment"] and "c0" in a["codes"] and last in b["codes"] and a["document"] == b["document"]
        and max(a["start"], b["start"]) < min(a["end"], b["end"])
    )  # fmt: skip
    found = intersections(project, "c0", last)
    assert sorted(zip(found["segment_first"], found["segment_second"], strict=True)) == expected


def test_within_is_wholly_within(made):
    found = intersections(made, "code 2", "code 1", how="within")
    assert found[["start", "end", "coder_first", "coder_second"]].to_numpy().tolist() == [[4, 6, "u0", "u1"]]
    assert intersections(made, "code 1", "code 2", how="within").empty


@pytest.mark.parametrize(
    "ask",
    [{"code": "code 9"}, {"case": "nobody"}, {"coder": "nobody"}, {"document": "nothing"}],
)
def test_what_is_not_there_is_told_without_names(made, ask):
    with pytest.raises(PilotsError) as error:
        segments(made, **ask)
    assert "nobody" not in str(error.value)


def test_another_way_to_meet_is_told(made):
    with pytest.raises(PilotsError, match="can't meet"):
        intersections(made, "c0", "c1", how="near")
