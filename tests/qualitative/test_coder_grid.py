"""Two coders side by side."""

import pytest
from tests.qualitative.test_agreement import TEXT, project

from pilots.errors import PilotsError
from pilots.qualitative import code_confusion, coder_grid

CODINGS = [
    ("ann", "x", (0, 8)),
    ("bo", "x", (0, 7)),
    ("ann", "x", (9, 17)),
    ("bo", "y", (9, 16)),
    ("bo", "z", (18, 25)),
]


def test_the_grid_tells_what_each_gave_and_where_they_part():
    grid = coder_grid(project(CODINGS, text=TEXT))
    assert grid["verdict"].tolist() == ["agree", "different", "only second"]
    assert grid["first"].tolist() == ["X", "X", ""]
    assert grid["second"].tolist() == ["X", "Y", "Z"]
    assert grid["overlap"].tolist() == [7, 7, 0]
    assert grid["text"].tolist() == ["Een zin.", "Nog een!", "Tweede "]


def test_codes_of_one_passage_stand_together():
    grid = coder_grid(project([("ann", "y", (0, 8)), ("ann", "x", (0, 8)), ("bo", "x", (0, 8))]))
    assert grid[["first", "second", "verdict"]].to_numpy().tolist() == [["X; Y", "X", "different"]]


def test_coders_must_be_named_where_there_are_three_and_errors_name_nobody():
    three = project([*CODINGS, ("cy", "x", (0, 8))])
    assert len(coder_grid(three, coders=("ann", "cy"))) == 2
    with pytest.raises(PilotsError, match="3 coders"):
        coder_grid(three)
    with pytest.raises(PilotsError, match="no such coder") as error:
        coder_grid(three, coders=("ann", "di"))
    assert "bo" not in str(error.value).split()


def test_one_document_can_be_asked_for():
    parts = project(CODINGS, others=[("ann", "z", (0, 5)), ("bo", "z", (0, 5))])
    assert coder_grid(parts, document="d2")["document"].tolist() == ["d2"]


def test_codes_that_are_taken_for_one_another_are_counted_both_ways_round():
    found = code_confusion(project(CODINGS))
    rows = {(row.code, row.other): (row.units, row.only) for row in found.fillna({"other": ""}).itertuples()}
    assert rows == {("X", "X"): (1, 1), ("X", "Y"): (1, 1), ("Y", "X"): (1, 1), ("Z", ""): (1, 1)}
