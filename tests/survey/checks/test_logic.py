"""The logic of a form: constraints, and who was to be asked what."""

import pandas as pd
import pytest

from pilots import vocabulary
from pilots.codebook import build
from pilots.survey.checks.logic import constraint, relevant
from pilots.survey.conditions import not_asked
from pilots.survey.survey import Survey

FORM = [
    ("integer", "age", "item", None, ". >= 0 and . <= 120", "yes", "99=refused"),
    ("select_one yn", "has", "item", None, None, None, None),
    ("text", "why", "open text", "${has} = 'yes' and ${age} >= 18", "string-length(.) > 1", "yes", None),
    (
        "select_multiple help",
        "help",
        "item",
        "${has} != 'no'",
        "not(selected(., 'none') and count-selected(.) > 1)",
        None,
        None,
    ),
    ("date", "born", "date", None, ". <= today()", None, None),
    ("text", "code", "link code", None, "regex(., '[A-Z]{4}')", None, None),
    ("text", "who", "open text", "${code} != ''", None, None, None),
]
CHOICES = [("yn", "yes"), ("yn", "no"), ("help", "talk"), ("help", "read"), ("help", "none")]


def survey(*rows: dict[str, str | None], missing: tuple[dict[str, str], ...] = ()) -> Survey:
    columns = ["type", "name", "role", "relevant", "constraint", "required", "missing"]
    book = build(pd.DataFrame(FORM, columns=columns, dtype="str"), pd.DataFrame(CHOICES, columns=["list_name", "name"]))
    ordinary = {"age": "40", "has": "yes", "why": "omdat", "help/talk": "1", "help/read": "0", "help/none": "0",
                "born": "1980-01-01", "code": "ABCD", "submitted": "2020-06-01T10:00:00", "wave": 0}  # fmt: skip
    table = [{"respondent_id": f"w0-{n}"} | ordinary | row for n, row in enumerate(rows, 1)]
    frame = pd.DataFrame(table, columns=list(dict.fromkeys([*vocabulary.ADMIN, *book.all_columns])))
    return Survey("parents", "parents", frame.astype({"wave": "int64"}), book, missing=vocabulary.missing(missing))


def flagged(found: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(found[["respondent_id", "variable", "severity"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("odd", "variable"),
    [
        ({"age": "121"}, "age"),
        ({"age": "-1"}, "age"),
        ({"age": "veel"}, "age"),
        ({"why": "x"}, "why"),
        ({"help/none": "1"}, "help/talk"),
        ({"born": "2021-01-01"}, "born"),
    ],
)
def test_an_answer_that_breaks_its_constraint_is_doubtful(odd: dict[str, str], variable: str) -> None:
    assert flagged(constraint(survey({}, odd))) == [("w0-2", variable, "doubt")]


@pytest.mark.parametrize(
    "fine",
    [
        {"age": None},
        {"age": "99"},
        {"born": "2021-01-01", "submitted": None},
        {"code": "pseudonym-0815"},
        {"help/talk": "0", "help/none": "1"},
    ],
)
def test_what_cannot_break_a_constraint_is_left_alone(fine: dict[str, str | None]) -> None:
    assert flagged(constraint(survey({}, fine))) == []


@pytest.mark.parametrize(
    ("odd", "variable"),
    [({"has": "no", "help/talk": "0"}, "why"), ({"has": "no", "why": None}, "help/talk"), ({"age": "12"}, "why")],
)
def test_an_answer_that_was_not_to_be_asked_is_doubtful(odd: dict[str, str | None], variable: str) -> None:
    assert flagged(relevant(survey({}, odd))) == [("w0-2", variable, "doubt")]


@pytest.mark.parametrize(
    ("odd", "notes"),
    [
        ({"why": None}, [("w0-2", "why", "note")]),
        ({"why": None, "has": "no", "help/talk": "0"}, []),
        ({"why": None, "age": "7"}, []),
        ({"why": None, "submitted": None}, []),
    ],
)
def test_a_required_question_that_was_asked_wants_an_answer(odd: dict[str, str | None], notes: list[object]) -> None:
    assert flagged(relevant(survey({}, odd))) == notes


def test_a_known_reason_is_an_answer() -> None:
    known = {"respondent_id": "w0-2", "variable": "why", "reason": "refused"}
    assert flagged(relevant(survey({}, {"why": None}, missing=(known,)))) == []


def test_nothing_is_told_of_a_question_another_wave_was_not_asked() -> None:
    found = survey({}, {"wave": 1, "has": None, "why": "omdat"})  # type: ignore[dict-item]
    assert flagged(relevant(found)) == []
    assert not_asked(found).empty


def test_who_was_not_asked_is_known() -> None:
    found = not_asked(survey({}, {"has": "no", "why": None, "help/talk": None, "help/read": None, "help/none": None}))
    assert found["variable"].tolist() == ["why", "help/talk", "help/read", "help/none"]
    assert set(found["respondent_id"]) == {"w0-2"}


def test_a_reason_is_given_once() -> None:
    known = {"respondent_id": "w0-1", "variable": "why", "reason": "not asked"}
    assert not_asked(survey({"has": "no", "why": None, "help/talk": "0"}, {}, missing=(known,))).empty


def test_no_reason_holds_an_answer() -> None:
    found = survey({"age": "31415", "why": "Z", "has": "no"}, {})
    reasons = pd.concat([constraint(found), relevant(found)])["reason"]
    assert len(reasons) >= 3
    assert not reasons.str.contains("31415|Z").any()
