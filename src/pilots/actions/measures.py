"""What an indicator can be measured by: its result, with an interval or counted exactly, or why there is none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import nan

import pandas as pd

from pilots.actions.attainment import attainment
from pilots.actions.cost import cost_per_family
from pilots.actions.funnel import funnel
from pilots.actions.kinds import STAGES
from pilots.privacy.dominance import by_fewest, p_percent
from pilots.statistics import mean_interval

LEAST = 5
"""Respondents, sessions or weeks below which nothing is told."""
ALIKE = "all answers are the same"
"""Why a mean has no interval: it would tell how each of them answered."""
SAME_SHARE = "the share was the same every time"
"""Why a share without spread over time has no interval."""
_OF_PEOPLE = ("scale:", "reach:", "families:", "funnel:", "gas", "cost:")
"""Measures whose n counts people, so that they are held back where these are few."""
Registered = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Measured:
    """A result with its interval, or counted exactly; `problem` says why it can't be told."""

    result: float = nan
    low: float = nan
    high: float = nan
    n: int | None = None
    period: str = ""
    problem: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is measured of which action or stage, and who came to it."""

    what: str
    percent: bool
    ci: float
    came: pd.DataFrame


def names(actions: Iterable[str]) -> list[str]:
    """Every measure of registrations that a plan with these actions can name.

    Examples
    --------
    >>> names(["a1"])[:3]
    ['sessions:a1', 'reach:a1', 'families:a1']
    """
    of_actions = [f"{kind}:{action}" for action in actions for kind in ("sessions", "reach", "families", "gas", "cost")]
    return [*of_actions, "gas", *(f"funnel:{stage}" for stage in STAGES)]


def tells_of_few(result: pd.Series, threshold: int) -> bool:
    """Whether a result, as `evaluate` gives it, rests on too few people or families, or counts too few in or out.

    Parameters
    ----------
    result
        A row: measure, result, ci_low and n.
    threshold
        The least number of people that may be shown.

    Examples
    --------
    >>> row = pd.Series({"measure": "funnel:helped", "result": 20.0, "ci_low": 5.7, "n": 10})
    >>> tells_of_few(row, 5)
    True
    """
    measure, n = str(result["measure"]), result["n"]
    if not measure.startswith(_OF_PEOPLE) or pd.isna(n):
        return False
    # a funnel in percent, which has an interval, counts who was met, and tells how many came this far and how many did not
    share = measure.startswith("funnel:") and not pd.isna(result["ci_low"])
    count = round(float(result["result"]) / 100 * n) if share else n
    return bool(n < threshold or 0 < count < threshold or 0 < n - count < threshold)


def registered_measure(measure: str, registered: Registered, *, site: str, percent: bool, ci: float) -> Measured:
    """Measure an indicator by what was registered.

    Parameters
    ----------
    measure
        One of `names`: sessions:<action>, how many came by session (in the unit % the share of who could have, in the last
        school year that was registered), not where it may be the same one or two each time; reach:<action> and families:<action>, how many different people or families came;
        gas or gas:<action>, the mean T score at the last moment; cost:<action>, per family reached; funnel:<stage>, how
        many families came as far (in the unit % the share of those who were met).
    registered
        As `registrations` gives it.
    site
        The only school it is about; empty for all.
    percent
        Whether its unit is %.
    ci
        Level of the interval.
    """
    kind, _, what = measure.partition(":")
    table, measured = _MEASURES[kind]
    own = _own(registered, table, what if table != "referrals" else "", site)
    if own.empty:
        return Measured(problem="nothing of it was registered")
    asked = _Asked(what, percent, ci, _own(registered, "participation", what, site))
    return measured(own, asked)


def ratio_over(points: pd.DataFrame, time: str, ci: float) -> tuple[float, float, float]:
    """All present out of all possible with its interval, whose spread is that over the points in time; none without spread.

    Notes
    -----
    A ratio estimate, linearised: Cochran, W. G. (1977). Sampling techniques, chapter 6.
    """
    from scipy.special import stdtrit

    sums = points.groupby(time)[["present", "possible"]].sum().astype("float64")
    possible, n = float(sums["possible"].sum()), len(sums)
    share = float(sums["present"].sum()) / possible
    residuals = sums["present"] - share * sums["possible"]
    if (residuals.abs() < 1e-9 * possible).all():
        return share, nan, nan
    half = float(stdtrit(n - 1, (1 + ci) / 2)) * float((residuals**2).sum() * n / (n - 1)) ** 0.5 / possible
    return share, max(share - half, 0.0), min(share + half, 1.0)


def last_school_year(days: "pd.Series[pd.Timestamp]") -> "pd.Series[bool]":
    """Which days lie in the last school year among them; the days until Friday belong to the year of that Friday."""
    ends = days + pd.to_timedelta(4 - days.dt.day_of_week.clip(upper=4), unit="D")
    years = ends.dt.year - (ends.dt.month < 9)
    return years == years.max()


def _sessions(own: pd.DataFrame, asked: _Asked) -> Measured:
    last = own[last_school_year(own["date"])]
    n = last["date"].nunique()
    if n < LEAST:
        return Measured(n=n, problem="too few sessions")
    away = (last["possible"] - last["present"]).dropna()
    if p_percent(by_fewest(last["present"])) or (asked.percent and p_percent(by_fewest(away))):
        return Measured(n=n, problem="too few people")
    period = f"{last['date'].min():%Y-%m-%d}/{last['date'].max():%Y-%m-%d}"
    if not asked.percent:
        came = last.groupby("date")["present"].sum().to_numpy("float64")
        low, high = mean_interval(came, ci=asked.ci)
        problem = "every session had as many" if low != low else ""
        return Measured(float(came.mean()), low, high, n, period, problem=problem)
    if last["possible"].isna().any() or not last["possible"].sum():
        return Measured(n=n, problem="nobody knows how many could have come")
    share, low, high = ratio_over(last, "date", asked.ci)
    return Measured(100 * share, 100 * low, 100 * high, n, period, problem=SAME_SHARE if low != low else "")


def _reach(own: pd.DataFrame, _: _Asked) -> Measured:
    people = own["person"].nunique()
    return Measured(float(people), n=people, exact=True)


def _reached_families(own: pd.DataFrame, _: _Asked) -> Measured:
    families = own["family"].nunique()
    if not families:
        return Measured(problem="families were not registered")
    return Measured(float(families), n=families, exact=True)


def _funnel(own: pd.DataFrame, asked: _Asked) -> Measured:
    stages = funnel(own, ci=asked.ci)
    row = stages[stages["stage"] == asked.what].iloc[0]
    if not asked.percent:
        return Measured(float(row["families"]), n=int(row["families"]), exact=True)
    met = own.loc[own["met"], "family"].nunique()
    problem = "" if met else "nobody was met"
    return Measured(100 * row["of_first"], 100 * row["first_low"], 100 * row["first_high"], met, problem=problem)


def _gas(own: pd.DataFrame, asked: _Asked) -> Measured:
    found = attainment(own, ci=asked.ci)
    means = found[found["statistic"] == "gas_t"]
    if means.empty:
        return Measured(problem="no goals were scored")
    last = means.iloc[-1]
    problem = "too few people" if last["estimate"] != last["estimate"] or last["n"] < LEAST else ""
    problem = problem or (ALIKE if last["ci_low"] != last["ci_low"] else "")
    return Measured(last["estimate"], last["ci_low"], last["ci_high"], int(last["n"]), problem=problem)


def _cost(own: pd.DataFrame, asked: _Asked) -> Measured:
    if asked.came.empty:
        return Measured(problem="nobody was reached")
    row = cost_per_family(own, asked.came, reached=[1], ci=asked.ci).iloc[0]
    families = int(row["families"])
    problem = "" if row["amount"] else "nothing was paid"
    return Measured(row["estimate"], row["ci_low"], row["ci_high"], families, problem=problem)


def _own(registered: Registered, table: str, action: str, site: str) -> pd.DataFrame:
    """What was registered of an action at a school."""
    found = registered.get(table, pd.DataFrame())
    if found.empty:
        return found
    own = found[found["site"] == site] if site else found
    return own[own["action"] == action] if action else own


_MEASURES: dict[str, tuple[str, Callable[[pd.DataFrame, _Asked], Measured]]] = {
    "sessions": ("sessions", _sessions),
    "reach": ("participation", _reach),
    "families": ("participation", _reached_families),
    "gas": ("goals", _gas),
    "funnel": ("referrals", _funnel),
    "cost": ("costs", _cost),
}
"""By kind of measure the registration that it rests on, and how it is measured."""
