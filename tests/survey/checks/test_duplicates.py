from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from pilots.codebook import build
from pilots.survey.checks import CHECKS, duplicates
from pilots.survey.survey import Survey

Make = Callable[..., Survey]


def survey_of(answers: "np.ndarray", codes: list[str] | None = None, ids: list[str] | None = None) -> Survey:
    """A survey of items q1, q2, ... with or without a link code."""
    n, k = answers.shape
    names = [f"q{place}" for place in range(1, k + 1)]
    lines = [("select_one agree", name, "item") for name in names] + ([("text", "code", "link code")] if codes else [])
    book = build(
        pd.DataFrame(lines, columns=["type", "name", "role"]),
        pd.DataFrame([("agree", str(code)) for code in range(1, 6)], columns=["list_name", "name"]),
    )
    frame = pd.DataFrame(answers, columns=names).astype("str").assign(wave=0, status=None)
    frame["respondent_id"] = ids or [f"w0-{row}" for row in range(n)]
    return Survey("parents", "parents", frame.assign(code=codes) if codes else frame, book)


@pytest.fixture
def answers() -> "np.ndarray":
    return np.random.default_rng(4).integers(1, 6, (40, 20))


def test_a_duplicate_names_the_first(make: Make) -> None:
    flags = CHECKS["duplicate"](make({}, {"code": "AB0001"}, {"q1": "1"}))
    assert flags[["respondent_id", "severity", "reason"]].to_numpy().tolist() == [
        ["w0-2", "error", "same link code and same answers as w0-1"]
    ]


def test_the_same_code_names_what_differs_and_no_answer(make: Make) -> None:
    flags = CHECKS["duplicate"](make({}, {"code": "AB0001", "q1": "1", "help/talk": "0"}))
    assert flags["reason"].tolist() == [
        "same link code as w0-2; they differ on q1, help",
        "same link code as w0-1; they differ on q1, help",
    ]


def test_nearly_the_same_answers_are_noted_with_what_differs(answers: "np.ndarray") -> None:
    answers[30] = answers[5]
    answers[30, 3] = answers[5, 3] % 5 + 1
    flags = CHECKS["soft duplicate"](survey_of(answers))
    assert dict(zip(flags["respondent_id"], flags["reason"], strict=True)) == {
        "w0-5": "but for q4 the same answers as w0-30",
        "w0-30": "but for q4 the same answers as w0-5",
    }
    assert set(flags["severity"]) == {"note"}


def test_the_same_answers_under_another_code_are_noted(answers: "np.ndarray") -> None:
    answers[30] = answers[5]
    flags = CHECKS["soft duplicate"](survey_of(answers, [f"AB{row}" for row in range(40)]))
    assert flags["reason"].tolist() == ["the same answers as w0-30", "the same answers as w0-5"]


def test_an_id_that_somebody_typed_stays_out_of_reasons(answers: "np.ndarray") -> None:
    answers[30] = answers[5]
    flags = CHECKS["duplicate"](survey_of(answers, ids=[f"Zebedeus {row}" for row in range(40)]))
    assert flags["reason"].tolist() == ["the same answers as response 6 of the survey"]


def test_where_everyone_agrees_likeness_says_nothing() -> None:
    draw = np.random.default_rng(5)
    assert CHECKS["soft duplicate"](survey_of(draw.choice([4, 5], (60, 12), p=[0.1, 0.9]))).empty


def test_too_many_responses_to_compare_is_said(answers: "np.ndarray", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "MOST", 39)
    flags = CHECKS["soft duplicate"](survey_of(answers))
    assert flags["respondent_id"].isna().all()
    assert "not looked for" in flags["reason"].item()
