"""Codes that go together, against comparing all codings of a case by hand."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.qualitative.projects import TEXT, above, project, projects, rows

from pilots.errors import PilotsError
from pilots.qualitative import co_occurrence


def placed(row):
    return str(row["start"]) not in ("<NA>", "None", "nan")


def paragraph(at):
    return TEXT[:at].count("\n")


NEAR = {
    "case": lambda a, b, k: True,
    "document": lambda a, b, k: a["document"] == b["document"],
    "passage": lambda a, b, k: text(a, b) and max(a["start"], b["start"]) < min(a["end"], b["end"]),
    "characters": lambda a, b, k: text(a, b) and max(a["start"], b["start"]) - min(a["end"], b["end"]) <= k,
    "paragraphs": lambda a, b, k: (
        text(a, b)
        and max(paragraph(a["start"]), paragraph(b["start"])) - min(paragraph(a["end"] - 1), paragraph(b["end"] - 1))
        <= k
    ),
}


def text(a, b):
    return placed(a) and placed(b) and a["document"] == b["document"]


def by_hand(project, within, distance):
    """Cases and pairs of codings in which two codes go together."""
    codings = rows(project)
    cases, mentions = {}, {}
    for a in codings:
        for b in codings:
            if a["unit"] == b["unit"] and a["segment"] != b["segment"] and NEAR[within](a, b, distance):
                for one in a["codes"]:
                    for other in b["codes"]:
                        cases.setdefault((one, other), set()).add(a["unit"])
                        mentions.setdefault((one, other), set()).add((a["segment"], b["segment"]))
    return cases, mentions


@pytest.mark.parametrize("within", ["case", "document", "passage", "characters", "paragraphs"])
@settings(max_examples=10)
@given(project=projects(), distance=st.integers(0, 4))
def test_cases_are_those_of_a_reader(within, project, distance):
    expected, _ = by_hand(project, within, distance)
    for _, row in co_occurrence(project, within=within, distance=distance).iterrows():
        assert row["together"] == len(expected.get((row["code_a"], row["code_b"]), ()))


@settings(max_examples=10)
@given(project=projects(), distance=st.integers(0, 4))
def test_mentions_are_those_of_a_reader(project, distance):
    _, expected = by_hand(project, "characters", distance)
    for _, row in co_occurrence(project, within="characters", distance=distance, count="mentions").iterrows():
        assert row["together"] == len(expected.get((row["code_a"], row["code_b"]), ()))


@settings(max_examples=10)
@given(projects())
def test_a_code_and_one_under_it_are_no_pair(project):
    sets, found = above(project), co_occurrence(project)
    assert not any(a in sets[b] or b in sets[a] for a, b in zip(found["code_a"], found["code_b"], strict=True))


@settings(max_examples=10)
@given(projects())
def test_nearer_is_never_more(project):
    counts = [co_occurrence(project, within=within).set_index(["code_a", "code_b"])["together"] for within in ("case", "document", "characters", "passage")]  # fmt: skip
    for wider, nearer in pairwise(counts):
        assert (wider >= nearer.reindex(wider.index)).all()


def test_jaccard_and_what_chance_gives():
    made = project([None, None], 4, [], [(0, 0, 0, 0, 2), (1, 0, 0, 5, 2), (0, 1, 0, 0, 2), (1, 2, 0, 0, 2)])
    row = co_occurrence(made).iloc[0]
    assert row[["cases_a", "cases_b", "together", "base", "expected"]].tolist() == [2, 2, 1, 4, 1.0]
    assert row["coefficient"] == pytest.approx(1 / 3)


def test_only_the_codes_that_are_asked():
    made = project([None, None, None], 1, [], [(0, 0, 0, 0, 2), (1, 0, 0, 5, 2), (2, 0, 0, 5, 2)])
    assert co_occurrence(made, codes=["code 0", "code 2"])[["code_a", "code_b"]].to_numpy().tolist() == [["c0", "c2"]]


@pytest.mark.parametrize("ask", [{"within": "room"}, {"count": "words"}, {"count": "mentions"}, {"codes": ["x"]}])
def test_what_is_not_there_is_told(ask):
    with pytest.raises(PilotsError):
        co_occurrence(project([None], 1, [], []), **ask)


def test_too_many_codes_are_told():
    many = project([None] * 2_001, 1, [], [(n, 0, 0, 0, 2) for n in range(2_001)])
    with pytest.raises(PilotsError, match="too many pairs"):
        co_occurrence(many)


@pytest.mark.parametrize("within", ["case", "document", "passage", "characters", "paragraphs"])
def test_without_documents_there_is_no_pair(within):
    assert co_occurrence(project([None, None], 0, [], []), within=within).empty
