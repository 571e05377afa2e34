"""Checks of when and how long: too fast, too slow, and dates that can't be in this order."""

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pilots.survey import exclusions
from pilots.survey.checks.flagging import flags, item_flags, limit, together
from pilots.survey.survey import Survey
from pilots.vocabulary import SECONDS, STARTED, SUBMITTED, WAVE

_FEWEST = 5
"""Complete responses of a wave below which its median time says nothing."""
_ZONES = pd.Timedelta(hours=14)
"""How far the clocks of two zones can be apart."""
_DAY = pd.Timedelta(days=1)
_BIRTH = re.compile(r"birth|\bborn\b|geboor|geboren|naissance|\bnée?\b|\bdob\b", re.IGNORECASE)
_ZONED = r"(?:Z|UTC|[+-]\d{2}:?\d{2})$"


def too_fast(survey: Survey) -> pd.DataFrame:
    """Less than `too_fast` (a third) of the median time of the complete responses of the wave.

    Half of the median is usual for single pages, a third is on the side of the respondent (Leiner 2019).
    """
    seconds, median = _times(survey)
    fast = seconds < median * limit(survey, "too_fast")
    said = "a third" if abs(limit(survey, "too_fast") - 1 / 3) < 1e-9 else f"{limit(survey, 'too_fast'):g}"
    return flags(survey, fast, "doubt", f"answered in less than {said} of the median time")


def impossible_time(survey: Survey) -> pd.DataFrame:
    """No time at all, or so much (`too_slow`, ten times the median of the wave) that the page must have stood open."""
    seconds, median = _times(survey, complete=False)
    answered = ~exclusions.is_empty(survey)
    times = limit(survey, "too_slow")
    return together(
        [
            flags(survey, seconds < 0, "error", "the time it took is below zero", SECONDS),
            flags(survey, (seconds == 0) & answered, "doubt", "answered in no time", SECONDS),
            flags(survey, (seconds > median * times) & answered, "note",
                  f"took more than {times:g} times the median time: left open, or answered in parts", SECONDS),
        ]
    )  # fmt: skip


def dates(survey: Survey) -> pd.DataFrame:
    """Submitted before it was started, started or ended long after, dates after the submission or before the birth."""
    started, submitted = _moments(survey, STARTED), _moments(survey, SUBMITTED)
    slack = pd.Series(_zoned(survey, STARTED) != _zoned(survey, SUBMITTED)).map({True: _ZONES, False: pd.Timedelta(0)})
    after = started - submitted
    late = after > pd.Timedelta(days=limit(survey, "late_edit"))
    found = [
        flags(survey, late, "doubt", "started long after it was submitted: changed by hand, or a wrong clock", STARTED),
        flags(survey, (after > slack) & ~late, "error", "started after it was submitted", STARTED),
    ]
    asked = _asked_dates(survey)
    last = submitted.fillna(submitted.max())
    for variable, moments in asked.items():
        reason = "after the day of submission"
        found.append(flags(survey, moments > last.dt.normalize() + _DAY, "doubt", reason, variable))
    for birth in (name for name in asked if _is_birth(survey, name)):
        for variable in (name for name in asked if name != birth):
            early = asked[variable] < asked[birth]
            found.append(flags(survey, early, "doubt", f"before the date of '{birth}'", variable))
    return together(found)


def wave_order(survey: Survey) -> pd.DataFrame:
    """A wave that came in before the one before it, by its median day, or for one person with the same link code."""
    submitted = _moments(survey, SUBMITTED).fillna(_moments(survey, STARTED))
    found = []
    medians = submitted.groupby(survey.responses[WAVE]).median().dropna().sort_index()
    for earlier, later in pairwise(medians.index):
        if medians[later] < medians[earlier]:
            found.append(item_flags([None], "doubt", f"wave {later} came in before wave {earlier}: swapped files?"))
    codes = survey.codebook.with_role("link code")
    if codes and not found:
        people = survey.responses[codes].assign(wave=survey.responses[WAVE], at=submitted)
        people = people.loc[people[codes].notna().all(axis=1) & submitted.notna()]
        people = people.loc[~people.duplicated([*codes, WAVE], keep=False)].sort_values(WAVE, kind="stable")
        before = people.groupby(codes, sort=False)["at"].shift()
        early = (people["at"] < before).reindex(survey.responses.index, fill_value=False)
        reason = "submitted before the earlier wave's response with the same link code"
        found.append(flags(survey, early, "doubt", reason, SUBMITTED))
    return together(found)


def _times(survey: Survey, *, complete: bool = True) -> "tuple[pd.Series[float], pd.Series[float]]":
    """Seconds, of complete responses or of all, and the median of the complete ones of the wave."""
    seconds = pd.Series(survey.distinct(SECONDS).numbers(), index=survey.responses.index)
    submitted = survey.responses[SUBMITTED].notna()
    done = seconds.where(submitted | (not submitted.any()))
    wave = done.groupby(survey.responses[WAVE])
    return done if complete else seconds, wave.transform("median").where(wave.transform("count") >= _FEWEST)


def _moments(survey: Survey, column: str) -> "pd.Series[Any]":
    """ISO dates and times as moments; what is written otherwise can't be compared and is missing."""
    answers = survey.distinct(column)
    texts = pd.Series(answers.texts, dtype="str").str.strip()
    parsed = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True).dt.tz_localize(None)
    stamps = answers.take(parsed.to_numpy(dtype="datetime64[s]"), np.datetime64("NaT", "s"))
    return pd.Series(stamps, index=survey.responses.index)


def _zoned(survey: Survey, column: str) -> Any:
    answers = survey.distinct(column)
    return answers.take(answers.texts.str.strip().str.contains(_ZONED, regex=True), False)


def _asked_dates(survey: Survey) -> "dict[str, pd.Series[Any]]":
    variables = survey.codebook.variables
    names = variables.index[variables["type"].isin(["date", "datetime"]) & (variables["role"] != "technical")]
    return {str(name): _moments(survey, str(name)) for name in names}


def _is_birth(survey: Survey, variable: str) -> bool:
    labels: dict[str, str] = survey.codebook.variables["labels"][variable]
    return any(_BIRTH.search(text.replace("_", " ")) for text in (variable, *labels.values()))
