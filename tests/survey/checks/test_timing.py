from collections.abc import Callable

import pandas as pd
import pytest

from pilots.codebook import build
from pilots.survey.checks import CHECKS
from pilots.survey.survey import Survey

Make = Callable[..., Survey]
ORDINARY = [{"seconds": str(500 + 10 * n)} for n in range(6)]


@pytest.mark.parametrize(
    ("seconds", "severity"), [("0", "doubt"), ("-5", "error"), ("18265.7", "note"), ("900", None), (None, None)]
)
def test_times_that_can_not_be(make: Make, seconds: str | None, severity: str | None) -> None:
    flags = CHECKS["impossible time"](make(*ORDINARY, {"seconds": seconds}))
    assert flags["severity"].tolist() == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("started", "submitted", "severity"),
    [
        ("2017-03-01 09:30:00", "2017-03-01 09:10:00", "error"),
        ("2017-08-01 09:30:00", "2017-03-01 09:10:00", "doubt"),
        ("2017-03-01T10:05:00.000+02:00", "2017-03-01T08:10:00", None),
        ("2017-03-01T10:05:00.000+02:00", "2017-03-01T08:00:00Z", "error"),
        ("12/2/21 8:46", "11/2/21 8:46", None),
        (None, "2017-03-01 09:10:00", None),
    ],
)
def test_a_response_starts_before_it_is_submitted(
    make: Make, started: str | None, submitted: str, severity: str | None
) -> None:
    flags = CHECKS["dates"](make({}, {"started": started, "submitted": submitted}))
    assert flags["severity"].tolist() == ([severity] if severity else [])


def test_dates_after_the_submission(make: Make) -> None:
    flags = CHECKS["dates"](make({"born": "2017-03-03"}, {"born": "2017-03-02"}, {"born": "1987-01-01"}))
    assert flags["respondent_id"].tolist() == ["w0-1"]
    assert flags["variable"].tolist() == ["born"]


def test_dates_before_the_birth() -> None:
    book = build(pd.DataFrame({"type": ["date"] * 2, "name": ["birth_date", "arrived"]}), pd.DataFrame())
    frame = pd.DataFrame({"respondent_id": ["a", "b"], "wave": 0, "started": None, "submitted": None})
    frame = frame.assign(birth_date=["1990-01-01"] * 2, arrived=["1989-01-01", "2001-05-05"])
    flags = CHECKS["dates"](Survey("parents", "parents", frame, book))
    assert flags[["respondent_id", "variable"]].to_numpy().tolist() == [["a", "arrived"]]


def test_a_later_wave_comes_later(make: Make) -> None:
    early = {"code": "AB9", "wave": 1, "submitted": "2017-02-01 09:00:00"}
    late = {"wave": 1, "submitted": "2018-02-01 09:00:00"}
    flags = CHECKS["wave order"](make({"code": "AB9"}, early, late, late))
    assert flags["variable"].tolist() == ["submitted"]
    assert CHECKS["wave order"](make({"code": "AB9"}, late)).empty


def test_swapped_waves_are_told_of_the_survey(make: Make) -> None:
    flags = CHECKS["wave order"](make({"code": "A"}, {"code": "A", "wave": 1, "submitted": "2016-02-01 09:00:00"}))
    assert flags["respondent_id"].isna().tolist() == [True]
