"""Whether enough was answered of what was asked."""

from collections.abc import Callable

import pytest

from pilots.survey.checks import CHECKS
from pilots.survey.survey import Survey

GAPS = [f"q{n}" for n in range(1, 6)]


@pytest.mark.parametrize(("unasked", "flagged"), [((), ["w0-1"]), (GAPS, []), (GAPS[:1], ["w0-1"])])
def test_what_was_not_asked_need_not_be_answered(
    make: Callable[..., Survey], unasked: list[str], flagged: list[str]
) -> None:
    missing = tuple({"respondent_id": "w0-1", "variable": name, "reason": "not asked"} for name in unasked)
    survey = make(dict.fromkeys(GAPS), {}, missing=missing)
    assert CHECKS["incomplete"](survey)["respondent_id"].tolist() == flagged


def test_an_answer_to_what_was_not_asked_counts_as_one(make: Callable[..., Survey]) -> None:
    missing = tuple({"respondent_id": "w0-1", "variable": name, "reason": "not asked"} for name in GAPS)
    assert CHECKS["incomplete"](make({}, {}, missing=missing)).empty
