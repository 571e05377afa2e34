from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from pilots.codebook import Codebook, build
from pilots.survey.checks import CHECKS
from pilots.survey.survey import Survey

Make = Callable[..., Survey]


@pytest.fixture
def fixed(book: Codebook) -> Codebook:
    """The codebook with children as a number that can't change."""
    return replace(book, variables=book.variables.assign(fixed=book.variables.index == "children"))


def test_a_number_far_from_the_others_is_noted() -> None:
    book = build(pd.DataFrame({"type": ["integer"], "name": ["age"], "role": ["quasi-identifier"]}), pd.DataFrame())
    frame = pd.DataFrame({"respondent_id": list("abcdefgh"), "wave": 0, "age": list(map(str, [*range(34, 41), 350]))})
    flags = CHECKS["outlier"](Survey("parents", "parents", frame, book))
    assert flags[["respondent_id", "variable", "severity"]].to_numpy().tolist() == [["h", "age", "note"]]


def test_codes_for_missing_answers_are_no_outliers(make: Make) -> None:
    assert CHECKS["outlier"](make(*[{}] * 9, {"children": "99"}, {"children": "2,0"})).empty


def test_what_can_not_change_is_compared_between_waves(make: Make, fixed: Codebook) -> None:
    rows = [{"code": "A"}, {"code": "B"}, {"code": "C"}, {"code": "D"}, {"code": "E"}, {"code": "E"}]
    later = [
        {"code": "A", "wave": 1, "children": "3"}, {"code": "B", "wave": 1, "children": "2,0"}, {"code": "C", "wave": 1, "children": "99"},
        {"code": None, "wave": 1, "children": "5"}, {"code": "E", "wave": 1, "children": "5"}, {"code": "D", "wave": 1, "q1": "1"},
    ]  # fmt: skip
    flags = CHECKS["changed answer"](replace(make(*rows, *later), codebook=fixed))
    assert flags[["respondent_id", "variable", "severity"]].to_numpy().tolist() == [["w1-7", "children", "doubt"]]


def test_a_question_that_everyone_answers_alike_is_told_once(make: Make) -> None:
    flags = CHECKS["constant question"](make(*({"q1": str(n % 5 + 1)} for n in range(12))))
    assert flags["variable"].tolist() == ["q2", "q3", "q4", "q5"]
    assert flags["respondent_id"].isna().all()


def test_a_question_that_many_leave_open_is_told_once(make: Make) -> None:
    flags = CHECKS["missing question"](make(*({"q1": None if n < 4 else "3"} for n in range(12))))
    assert flags["variable"].tolist() == ["q1"]
    assert flags["reason"].item() == "33% of who answered the survey left it open"


def test_who_was_not_asked_did_not_leave_it_open(make: Make) -> None:
    missing = tuple({"respondent_id": f"w0-{n}", "variable": "q1", "reason": "not asked"} for n in range(1, 5))
    survey = make(*({"q1": None if n < 4 else "3"} for n in range(12)), missing=missing)
    assert CHECKS["missing question"](survey).empty
