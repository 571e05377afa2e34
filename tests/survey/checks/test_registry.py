from collections.abc import Callable

import pandas as pd
import pytest

from pilots import Pilot
from pilots.codebook import build, empty
from pilots.survey import exclusions, rules
from pilots.survey.checks import CHECKS, check
from pilots.survey.survey import Survey
from pilots.vocabulary import ADMIN

Make = Callable[..., Survey]


def flagged(survey: Survey, name: str) -> list[str]:
    return CHECKS[name](survey)["respondent_id"].tolist()


NOTHING = dict.fromkeys(
    ["language", "started", "submitted", "seconds", "last_page", "consent", "school", "code", "children", "help/talk",
     "help/other", "help/none", *(f"q{n}" for n in range(1, 6))]
)  # fmt: skip
ORDINARY = [{"q1": str(n % 5 + 1), "seconds": str(500 + 10 * n)} for n in range(6)]


@pytest.mark.parametrize("name", CHECKS)
def test_ordinary_responses_are_not_flagged(make: Make, name: str) -> None:
    assert flagged(make(*ORDINARY), name) == []


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("test response", {"status": "Survey Preview"}),
        ("test response", {"remark": "Test!"}),
        ("consent", {"consent": "2"}),
        ("consent", {"consent": None}),
        ("incomplete", {"submitted": None}),
        ("incomplete", {f"q{n}": None for n in range(1, 6)}),
        ("duplicate", {"code": "AB0001"}),
        ("too fast", {"seconds": "100"}),
        ("straight-lining", dict.fromkeys(["q1", "q2", "q3", "q4", "q5"], "4")),
        ("invalid answer", {"q1": "8"}),
        ("invalid answer", {"born": "gisteren"}),
        ("invalid answer", {"children": "0470123456"}),
        ("out of range", {"children": "31"}),
        ("other without text", {"help/other": "1"}),
        ("other without text", {"help_other": "taal"}),
        ("personal data", {"remark": "Bel mij op 0470 12 34 56"}),
    ],
)
def test_each_check_finds_the_odd_one(make: Make, name: str, odd: dict[str, str]) -> None:
    survey = make(*ORDINARY, odd)
    assert survey.responses["respondent_id"].iloc[-1] in flagged(survey, name)


def test_no_reason_holds_an_answer(make: Make, pilot: Pilot) -> None:
    flags = check(make({"remark": "Ik ben Zebedeus, 0470 12 34 56", "q1": "Zebedeus", "children": "31415"}), pilot)
    assert len(flags) >= 3
    assert not flags["reason"].str.contains("Zebedeus|0470|31415").any()


def test_a_wave_that_did_not_ask_consent_needs_none(make: Make) -> None:
    assert exclusions.consent(make({"consent": None}, {"consent": None, "wave": 1})).tolist() == ["given", "given"]


def test_straight_lines_through_reverse_keyed_items_are_doubtful(make: Make) -> None:
    flat = make(dict.fromkeys(["q1", "q2", "q3", "q4", "q5"], "4"))
    assert CHECKS["straight-lining"](flat)["severity"].tolist() == ["doubt"]


@pytest.mark.parametrize(
    ("column", "answer", "verdict"),
    [
        ("q1", "9", (None, "missing code", "don't know")),
        ("q1", " 4", ("4", "spelling", "code written otherwise")),
        ("q1", "4.0", ("4", "spelling", "code written otherwise")),
        ("q1", "Jan", (None, "unknown code", "invalid")),
        ("children", "99", (None, "missing code", "refused")),
        ("children", "3,0", ("3", "spelling", "number written otherwise")),
        ("children", "2.5", (None, "not a number", "invalid")),
        ("children", "13", (None, "out of range", "invalid")),
        ("language", "nl-informal", ("nl", "spelling", "language written otherwise")),
        ("language", "Jan Peeters", (None, "unknown language", "invalid")),
        ("born", "0470/12.34", (None, "not a date", "invalid")),
        ("seconds", "0470123456", (None, "not a number", "invalid")),
        ("help/talk", "Jan", (None, "unknown code", "invalid")),
        ("submitted", "jan@example.org", (None, "not a date", "invalid")),
    ],
)
def test_rules_judge_an_answer(make: Make, column: str, answer: str, verdict: tuple[str | None, str, str]) -> None:
    assert rules.judge(make(), column)(answer) == verdict


@pytest.mark.parametrize(
    ("column", "answer"),
    [("q1", "4"), ("children", "12"), ("born", "1990-01-31"), ("started", "12/2/21 8:46"), ("started", "2017-03-01T09:30:00.000+02:00"),
     ("language", "ar"), ("remark", "007"), ("seconds", "18265.7")],
)  # fmt: skip
def test_good_answers_stand(make: Make, column: str, answer: str) -> None:
    assert rules.judge(make(), column)(answer) is None


def test_only_dont_know_empties_a_multiple_choice_question(make: Make) -> None:
    survey = make({"help/talk": "0", "help/none": "1"}, {"help/none": "1"})
    lines = rules.cell_rules(survey)
    assert set(zip(lines["respondent_id"], lines["variable"], strict=True)) == {
        ("w0-1", f"help/{o}") for o in ("talk", "other", "none")
    }
    assert lines["reason"].unique().tolist() == ["not applicable"]


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("rows", [[], [{}], [NOTHING] * 12])
def test_next_to_nothing_is_no_error(make: Make, name: str, rows: list[dict[str, None]]) -> None:
    assert CHECKS[name](make(*rows))["reason"].notna().all()


@pytest.mark.parametrize("name", CHECKS)
def test_a_survey_without_questions_is_no_error(name: str) -> None:
    frame = pd.DataFrame({column: ["a", "b"] for column in ADMIN}).assign(wave=0)
    survey = Survey("parents", "parents", frame, empty())
    assert CHECKS[name](survey)["reason"].notna().all()


@pytest.mark.parametrize("name", CHECKS)
def test_types_nobody_knows_are_no_error(name: str) -> None:
    book = build(
        pd.DataFrame({"type": ["image", "geopoint"], "name": ["photo", "place"], "role": "item"}), pd.DataFrame()
    )
    frame = pd.DataFrame({column: [f"{column} {n}" for n in range(12)] for column in [*ADMIN, "photo", "place"]})
    assert CHECKS[name](Survey("parents", "parents", frame.assign(wave=0), book))["reason"].notna().all()


def test_flags_have_the_columns_of_the_vocabulary(make: Make) -> None:
    frames = [run(make(*ORDINARY)) for run in CHECKS.values()]
    columns = ["respondent_id", "variable", "check", "severity", "reason"]
    assert all(frame.columns.tolist() == columns for frame in frames)
    assert isinstance(pd.concat(frames), pd.DataFrame)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_report_can_say_for_which_check_a_response_was_removed(
    catalogue: Callable[[str], dict[str, str]], language: str
) -> None:
    assert set(CHECKS) - set(catalogue(language)) == {"constant question", "missing question"}
