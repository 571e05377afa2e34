from collections.abc import Callable

import pandas as pd
import pytest

from pilots.errors import CleaningError, Problems
from pilots.survey.clean import clean
from pilots.survey.log import revert
from pilots.survey.review import COLUMNS
from pilots.survey.survey import Survey

Make = Callable[..., Survey]


def reviewed(*rows: dict[str, str]) -> pd.DataFrame:
    sheet = [
        {
            "respondent_id": "w0-1",
            "initials": "AB",
            "why": "nagekeken",
            "where": f"parents.xlsx, sheet decisions, row {n}",
            **row,
        }
        for n, row in enumerate(rows, 2)
    ]
    return pd.DataFrame(sheet, columns=[*COLUMNS, "where"], dtype="str")


def refusal(survey: Survey, *rows: dict[str, str]) -> str:
    with pytest.raises((CleaningError, Problems)) as refused:
        clean(survey, reviewed(*rows))
    return str(refused.value)


def test_a_missing_code_becomes_empty_with_its_reason(make: Make) -> None:
    cleaned = clean(make({"children": "99", "q1": "9"}))
    assert cleaned.responses[["children", "q1"]].isna().all(axis=None)
    assert cleaned.missing["reason"].tolist() == ["don't know", "refused"]


@pytest.mark.parametrize(
    ("column", "answer"), [("q1", "Zebedeus"), ("children", "40"), ("born", "Zebedeus"), ("help/talk", "x")]
)
def test_an_invalid_answer_becomes_empty(make: Make, column: str, answer: str) -> None:
    cleaned = clean(make({column: answer}))
    assert cleaned.responses[column].isna().all()
    assert cleaned.missing["reason"].tolist() == ["invalid"]


def test_zeros_in_front_stay(make: Make) -> None:
    assert clean(make({"remark": "007"})).responses["remark"].tolist() == ["007"]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"status": "Survey Preview"}, "test response"),
        ({"consent": "2"}, "refused consent"),
        ({"consent": None}, "no consent"),
        ({"code": "AB0001"}, "duplicate"),
        (
            dict.fromkeys(["school", "q1", "q2", "q3", "q4", "q5", "children", "help/talk", "help/other", "help/none"]),
            "empty response",
        ),
    ],
)
def test_responses_that_can_not_count_go(make: Make, row: dict[str, str], rule: str) -> None:
    cleaned = clean(make({}, row))
    assert cleaned.responses["respondent_id"].tolist() == ["w0-1"]
    assert cleaned.decisions["rule"].unique().tolist() == [rule]


def test_the_same_code_with_other_answers_stays(make: Make) -> None:
    assert len(clean(make({}, {"code": "AB0001", "q1": "1"})).responses) == 2


def test_decisions_are_carried_out_and_signed(make: Make) -> None:
    cleaned = clean(make({"remark": "oud", "q1": "4"}), reviewed(
        {"variable": "remark", "old": "oud", "decision": "correct", "new": "nieuw", "why": "tikfout", "date": "2017-07-01"},
        {"variable": "q1", "old": "4", "decision": "blank", "why": "onzin"},
    ))  # fmt: skip
    assert cleaned.responses[["remark", "q1"]].iloc[0].tolist() == ["nieuw", pytest.approx(float("nan"), nan_ok=True)]
    assert cleaned.decisions.set_index("variable").loc["remark", ["reason", "author", "date"]].tolist() == [
        "tikfout",
        "AB",
        "2017-07-01",
    ]


def test_a_reviewer_can_remove_a_respondent(make: Make) -> None:
    survey = make({}, {})
    cleaned = clean(survey, reviewed({"check": "too fast", "decision": "remove"}))
    assert cleaned.responses["respondent_id"].tolist() == ["w0-2"]
    assert cleaned.decisions["rule"].unique().tolist() == ["review: too fast"]
    pd.testing.assert_frame_equal(revert(cleaned, cleaned.decisions).responses, survey.responses)


def test_keep_stops_the_range_and_the_removal_of_a_test(make: Make) -> None:
    survey = make({"children": "14", "status": "Survey Preview"})
    kept = clean(survey, reviewed(
        {"variable": "children", "check": "out of range", "old": "14", "decision": "keep"}, {"check": "test response", "decision": "keep"},
    ))  # fmt: skip
    assert kept.responses["children"].tolist() == ["14"]


def test_keep_about_something_else_keeps_nothing(make: Make) -> None:
    survey = make({}, {"status": "Survey Preview"})
    assert (
        len(clean(survey, reviewed({"respondent_id": "w0-2", "check": "too fast", "decision": "keep"})).responses) == 1
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"variable": "remark", "old": "geheim", "decision": "blank"}, "no longer what stands"),
        ({"variable": "remark", "old": "oud", "decision": "correct"}, "needs a new value"),
        ({"variable": "remrk", "old": "oud", "decision": "blank"}, "Did you mean 'remark'"),
        ({"variable": "remark", "old": "oud", "decision": "weg"}, "keep, correct, blank, remove"),
        ({"variable": "q1", "old": "4", "decision": "correct", "new": "8"}, "does not allow"),
        ({"variable": "q2", "old": "8", "check": "invalid answer", "decision": "keep"}, "can't be kept"),
        ({"decision": "remove", "initials": " "}, "row 2: a decision without initials"),
        ({"decision": "remove", "why": None}, "row 2: a decision without why"),
        ({"decision": "remove", "date": "31/02/2017"}, "row 2: 'date' is no date"),
        ({"decision": "blank"}, "needs a variable"),
        ({"respondent_id": "w0-9", "decision": "remove"}, "not in the data"),
        ({"respondent_id": None, "variable": "q1", "decision": "blank"}, "needs a respondent"),
    ],
)
def test_what_can_not_be_carried_out_is_refused_with_its_row(make: Make, row: dict[str, str], said: str) -> None:
    message = refusal(make({"remark": "oud", "q2": "8"}), row)
    assert said in message
    assert "row 2" in message
    assert "geheim" not in message


def test_who_refused_consent_can_not_be_kept(make: Make) -> None:
    assert "Choose remove" in refusal(make({"consent": "2"}), {"check": "consent", "decision": "keep"})


def test_all_problems_are_told_at_once(make: Make) -> None:
    rows = [{"variable": "remark", "old": "x", "decision": "blank"}, {"respondent_id": "w0-9", "decision": "remove"}]
    assert refusal(make({"remark": "oud"}), *rows).startswith("2 problems")


def test_contradicting_decisions_are_refused(make: Make) -> None:
    rows = [{"variable": "q1", "old": "4", "decision": decision} for decision in ("blank", "keep")]
    assert "contradict" in refusal(make({}), *rows)


def test_rows_without_decision_wait(make: Make) -> None:
    assert clean(make({}), reviewed({"variable": "q1", "old": "3"})).decisions.empty


def test_a_remark_about_a_question_can_be_kept(make: Make) -> None:
    survey = make({})
    assert clean(
        survey, reviewed({"respondent_id": None, "variable": "q1", "check": "constant question", "decision": "keep"})
    ).decisions.empty


def test_a_long_correction_is_not_cut(make: Make) -> None:
    new = "lang " * 1000 + "einde"
    row = {"variable": "remark", "old": "oud", "decision": "correct", "new": new}
    assert clean(make({"remark": "oud"}), reviewed(row)).responses["remark"].tolist() == [new]


def test_a_decision_may_go_without_a_date(make: Make) -> None:
    row = {"variable": "q1", "old": "4", "decision": "blank", "date": None}
    assert clean(make({}), reviewed(row)).decisions["date"].isna().all()
