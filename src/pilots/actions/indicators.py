"""Was each target reached? Told by the interval of the result, and *cannot tell* where it holds the target."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import Any

import pandas as pd

from pilots.actions.plan import ActionPlan
from pilots.statistics.intervals import mean_interval
from pilots.survey.survey import Survey
from pilots.vocabulary import SITE, WAVE, Column, frame

RESULTS = (
    Column("indicator", "str", "Indicator", "its id"),
    Column("action", "str", "Action", "of which action"),
    Column("measure", "str", "Measure", "scale:<survey>.<scale>, attendance or count"),
    Column("site", "str", "School", "the only school it is about; empty for all"),
    Column("baseline", "float64", "Baseline", "in the indicator's unit"),
    Column("target", "float64", "Target", "in the indicator's unit"),
    Column("result", "float64", "Result", "in the indicator's unit"),
    Column("ci_low", "float64", "Lower limit", "lower limit of the interval of the result"),
    Column("ci_high", "float64", "Upper limit", "upper limit of the interval of the result"),
    Column("n", "Int64", "n", "respondents (scale), weeks (attendance) or missing (count)", "n"),
    Column("period", "str", "Period", "first and last week, as 2017-09-04/2018-06-25; empty but for attendance"),
    Column("change", "float64", "Change", "of a scale from the first to the last wave, in scale points"),
    Column("change_low", "float64", "Lower limit", "lower limit of the interval of the change"),
    Column("change_high", "float64", "Upper limit", "upper limit of the interval of the change"),
    Column("verdict", "str", "Verdict", "reached, not reached or cannot tell"),
    Column("reason", "str", "Why", "an English text, translated where it is shown"),
)
LEAST = 5
"""Respondents or weeks below which nothing is told."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """A result with its interval, or counted exactly; `problem` says why it can't be told."""

    result: float = nan
    low: float = nan
    high: float = nan
    n: int | None = None
    period: str = ""
    problem: str = ""
    exact: bool = False


def evaluate(plan: ActionPlan, changes: pd.DataFrame, attendance: pd.DataFrame,
             surveys: Mapping[str, Survey], *, ci: float = 0.95) -> pd.DataFrame:  # fmt: skip
    """Hold the result of each indicator against its target.

    A scale is measured by its mean in the last wave, with a t interval. Attendance is measured over the
    last school year that was registered (the weeks since the last 1 September): all present out of all
    possible, with a t interval over the weeks; `period` tells the first and last of them. A count is taken as the workbook gives it, exactly. The target is reached when the whole interval lies on its good
    side, not reached when the whole interval lies on the other, and otherwise these data cannot tell.

    Parameters
    ----------
    plan
        With its indicators.
    changes
        As `survey.change` gives them; shown beside a scale's result, no part of the verdict.
    attendance
        As `attendance` gives it.
    surveys
        Scored surveys by name.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        indicator, action, measure, site, baseline, target, result, ci_low, ci_high, n, period, change,
        change_low, change_high, verdict, reason; a row an indicator. Attendance in the unit % stands in percent.

    Examples
    --------
    >>> evaluate(ActionPlan(), pd.DataFrame(), pd.DataFrame(), {}).empty
    True
    """
    rows = []
    for _, row in plan.indicators.iterrows():
        measured = _measure(row, attendance, surveys, ci)
        verdict, reason = _verdict(measured, float(row["target"]), str(row["direction"]))
        low, high, n = measured.low, measured.high, measured.n
        rows.append(
            {name: row[name] for name in ("indicator", "action", "measure", "site", "baseline", "target")}
            | {"result": measured.result, "ci_low": low, "ci_high": high, "n": n, "period": measured.period}
            | _change(row, changes)
            | {"verdict": verdict, "reason": reason}
        )
    return frame(RESULTS, rows)


def _measure(row: pd.Series, attendance: pd.DataFrame, surveys: Mapping[str, Survey], ci: float) -> _Measured:
    measure, site = str(row["measure"]), row["site"] if isinstance(row["site"], str) else ""
    if measure == "count":
        problem = "the result was not recorded" if pd.isna(row["result"]) else ""
        return _Measured(float(row["result"]), problem=problem, exact=True)
    if measure == "attendance":
        return _attendance(attendance, site, 100 if row["unit"] == "%" else 1, ci)
    survey, _, scale = measure.removeprefix("scale:").partition(".")
    return _scale(surveys.get(survey), scale, site, ci)


def _scale(survey: Survey | None, scale: str, site: str, ci: float) -> _Measured:
    if survey is None or scale not in survey.scores:
        return _Measured(problem="the scale was not measured")
    last = survey.waves[-1] if survey.waves else 0
    if last == 0:
        return _Measured(problem="the survey was not repeated")
    scores = survey.scores.loc[survey.scores[WAVE] == last]
    values = (scores.loc[scores[SITE] == site] if site else scores)[scale].dropna().to_numpy("float64")
    if len(values) < LEAST:
        return _Measured(n=len(values), problem="too few answers")
    low, high = mean_interval(values, ci=ci)
    problem = "all answers are the same" if low != low else ""
    return _Measured(float(values.mean()), low, high, len(values), problem=problem)


def _attendance(attendance: pd.DataFrame, site: str, factor: int, ci: float) -> _Measured:
    """A ratio estimate over weeks, its spread by linearisation (Cochran 1977, chapter 6)."""
    from scipy.special import stdtrit

    if attendance.empty:
        return _Measured(problem="attendance was not registered")
    own = attendance.loc[attendance["site"] == site] if site else attendance
    weeks = own.groupby("week")[["present", "possible"]].sum().sort_index()
    weeks = weeks.loc[_school_years(weeks.index) == _school_years(weeks.index).max()]
    if len(weeks) < LEAST:
        return _Measured(n=len(weeks), problem="too few weeks")
    possible = float(weeks["possible"].sum())
    share, n = float(weeks["present"].sum()) / possible, len(weeks)
    residuals = weeks["present"] - share * weeks["possible"]
    half = float(stdtrit(n - 1, (1 + ci) / 2)) * float((residuals**2).sum() * n / (n - 1)) ** 0.5 / possible
    low, high = max(share - half, 0.0), min(share + half, 1.0)
    period = f"{weeks.index[0]:%Y-%m-%d}/{weeks.index[-1]:%Y-%m-%d}"
    return _Measured(factor * share, factor * low, factor * high, n, period)


def _school_years(weeks: "pd.Index[Any]") -> "pd.Series[int]":
    """The year in which the school year of each week began; a week belongs to the year of its Friday."""
    ends = pd.Series(weeks, index=weeks) + pd.Timedelta(days=4)
    years: pd.Series[int] = ends.dt.year - (ends.dt.month < 9)
    return years


def _verdict(measured: _Measured, target: float, direction: str) -> tuple[str, str]:
    if target != target:
        return "cannot tell", "no target was set"
    if measured.problem:
        return "cannot tell", measured.problem
    exact, result = measured.exact, measured.result
    low, high = (result, result) if exact else (measured.low, measured.high)
    if direction == "down":
        low, high, target = -high, -low, -target
    if low >= target:
        return "reached", "counted" if exact else "the whole interval lies on the good side of the target"
    if high < target:
        return "not reached", "counted" if exact else "the whole interval lies on the wrong side of the target"
    return "cannot tell", "the interval holds the target"


def _change(row: pd.Series, changes: pd.DataFrame) -> dict[str, float]:
    survey, _, scale = str(row["measure"]).removeprefix("scale:").partition(".")
    if changes.empty or not scale:
        return {}
    site = row["site"] if isinstance(row["site"], str) and row["site"] else "all"
    found = changes.loc[
        (changes["statistic"] == "mean_difference")
        & changes["variable"].isin([scale, f"{survey}.{scale}"])
        & (changes["group"] == site)
    ]
    if len(found) != 1:
        return {}
    only = found.iloc[0]
    return {"change": only["estimate"], "change_low": only["ci_low"], "change_high": only["ci_high"]}
