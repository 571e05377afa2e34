"""Was each target reached? Told by the interval of the result, and *cannot tell* where it holds the target."""

from collections.abc import Mapping

import pandas as pd

from pilots.actions.attainment import attainment
from pilots.actions.measures import (
    ALIKE,
    LEAST,
    SAME_SHARE,
    Measured,
    Registered,
    last_school_year,
    ratio_over,
    registered_measure,
    tells_of_few,
)
from pilots.actions.plan import ActionPlan
from pilots.statistics.intervals import mean_interval
from pilots.survey.survey import Survey
from pilots.vocabulary import SITE, WAVE, Column, frame

MOMENTS = "moments"
"""Under this name results remember the last moment of goals by action, as under `WAVE` the last wave by survey (`DataFrame.attrs`)."""
RESULTS = (
    Column("indicator", "str", "Indicator", "its id"),
    Column("action", "str", "Action", "of which action"),
    Column("measure", "str", "Measure", "scale:<survey>.<scale>, attendance, count, or of what was registered"),
    Column("site", "str", "School", "the only school it is about; empty for all"),
    Column("baseline", "float64", "Baseline", "in the indicator's unit"),
    Column("target", "float64", "Target", "in the indicator's unit"),
    Column("result", "float64", "Result", "in the indicator's unit"),
    Column("ci_low", "float64", "Lower limit", "lower limit of the interval of the result"),
    Column("ci_high", "float64", "Upper limit", "upper limit of the interval of the result"),
    Column("n", "Int64", "n", "people, weeks or sessions; missing of a count", "n"),
    Column("period", "str", "Period", "first and last week or session, as 2017-09-04/2018-06-25; else empty"),
    Column("change", "float64", "Change", "of a scale from the first to the last wave, in scale points"),
    Column("change_low", "float64", "Lower limit", "lower limit of the interval of the change"),
    Column("change_high", "float64", "Upper limit", "upper limit of the interval of the change"),
    Column("verdict", "str", "Verdict", "reached, not reached or cannot tell"),
    Column("reason", "str", "Why", "an English text, translated where it is shown"),
)


def evaluate(plan: ActionPlan, changes: pd.DataFrame, attendance: pd.DataFrame,
             surveys: Mapping[str, Survey], *, registered: Registered | None = None,
             ci: float = 0.95) -> pd.DataFrame:  # fmt: skip
    """Hold the result of each indicator against its target.

    A scale is measured by its mean in the last wave, with a t interval. Attendance is measured over the
    last school year that was registered (the weeks since the last 1 September): all present out of all
    possible, with a t interval over the weeks; `period` tells the first and last of them. What was registered
    is measured as `measures.registered_measure` says. A count is taken as the workbook gives it, exactly. The target is reached when the whole interval lies on its good
    side, not reached when the whole interval lies on the other, and otherwise these data cannot tell.
    Nor is a target judged whose result rests on fewer people than the plan's threshold: the verdict would tell of them.

    Parameters
    ----------
    plan
        With its indicators and the threshold.
    changes
        As `survey.change` gives them; shown beside a scale's result, no part of the verdict.
    attendance
        As `attendance` gives it.
    surveys
        Scored surveys by name.
    registered
        As `registrations` gives it, for indicators measured by sessions, reach, families, gas, funnel or cost.
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
        measured = _measure(row, attendance, surveys, registered or {}, ci)
        verdict, reason = _verdict(measured, float(row["target"]), str(row["direction"]))
        low, high, n = measured.low, measured.high, measured.n
        found = {name: row[name] for name in ("indicator", "action", "measure", "site", "baseline", "target")}
        found |= {"result": measured.result, "ci_low": low, "ci_high": high, "n": n, "period": measured.period}
        if tells_of_few(pd.Series(found), plan.threshold):
            scale = str(row["measure"]).startswith("scale:")
            verdict, reason = "cannot tell", "too few answers" if scale else "too few people"
        rows.append(found | _change(row, changes) | {"verdict": verdict, "reason": reason})
    made = frame(RESULTS, rows)
    made.attrs[WAVE] = {name: survey.waves[-1] for name, survey in surveys.items() if survey.waves}
    made.attrs[MOMENTS] = _moments((registered or {}).get("goals", pd.DataFrame()))
    return made


def _moments(goals: pd.DataFrame) -> dict[str, str]:
    """The last moment at which goals were scored, of all together (an empty name) and by action, as `attainment` names it."""
    if goals.empty:
        return {}
    found = {"": attainment(goals)} | {str(name): attainment(own) for name, own in goals.groupby("action")}
    last = {name: own.loc[own["statistic"] == "gas_t", "group"] for name, own in found.items()}
    return {name: str(moments.iloc[-1]) for name, moments in last.items() if len(moments)}


def _measure(
    row: pd.Series, attendance: pd.DataFrame, surveys: Mapping[str, Survey], registered: Registered, ci: float
) -> Measured:
    measure, site = str(row["measure"]), row["site"] if isinstance(row["site"], str) else ""
    if measure == "count":
        problem = "the result was not recorded" if pd.isna(row["result"]) else ""
        return Measured(float(row["result"]), problem=problem, exact=True)
    if measure == "attendance":
        return _attendance(attendance, site, 100 if row["unit"] == "%" else 1, ci)
    if not measure.startswith("scale:"):
        return registered_measure(measure, registered, site=site, percent=row["unit"] == "%", ci=ci)
    survey, _, scale = measure.removeprefix("scale:").partition(".")
    return _scale(surveys.get(survey), scale, site, ci)


def _scale(survey: Survey | None, scale: str, site: str, ci: float) -> Measured:
    if survey is None or scale not in survey.scores:
        return Measured(problem="the scale was not measured")
    last = survey.waves[-1] if survey.waves else 0
    if last == 0:
        return Measured(problem="the survey was not repeated")
    scores = survey.scores.loc[survey.scores[WAVE] == last]
    values = (scores.loc[scores[SITE] == site] if site else scores)[scale].dropna().to_numpy("float64")
    if len(values) < LEAST:
        return Measured(n=len(values), problem="too few answers")
    low, high = mean_interval(values, ci=ci)
    problem = ALIKE if low != low else ""
    return Measured(float(values.mean()), low, high, len(values), problem=problem)


def _attendance(attendance: pd.DataFrame, site: str, factor: int, ci: float) -> Measured:
    if attendance.empty:
        return Measured(problem="attendance was not registered")
    own = attendance.loc[attendance["site"] == site] if site else attendance
    last = own[last_school_year(own["week"])] if len(own) else own
    n = last["week"].nunique()
    if n < LEAST:
        return Measured(n=n, problem="too few weeks")
    share, low, high = ratio_over(last, "week", ci)
    period = f"{last['week'].min():%Y-%m-%d}/{last['week'].max():%Y-%m-%d}"
    return Measured(factor * share, factor * low, factor * high, n, period, problem=SAME_SHARE if low != low else "")


def _verdict(measured: Measured, target: float, direction: str) -> tuple[str, str]:
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
    if changes.empty or not scale or not str(row["measure"]).startswith("scale:"):
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
