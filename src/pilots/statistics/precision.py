"""How wide an interval to expect of so many people, and how many people an interval of some width needs."""

from math import inf, nan

import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.compare import FEWEST_SCHOOLS
from pilots.statistics.methods import Method
from pilots.statistics.samples import EVERYONE
from pilots.statistics.widths import WIDTHS, Plan

_MOST = 10**9
"""People that no pilot has."""


def expected_width(
    statistic: str,
    n: int,
    *,
    value: float = nan,
    sd: float = 1.0,
    items: int = 0,
    n_other: int | None = None,
    school_size: float = 1.0,
    icc: float = 0.0,
    ci: float = 0.95,
    name: str = "",
) -> pd.DataFrame:
    """The width of the interval to expect of so many people.

    Parameters
    ----------
    statistic
        `mean` (t interval), `share` (Wilson), `cronbach_alpha` (Feldt), `pearson` or `spearman` (Fisher; Bonett & Wright)
        or `cliffs_delta` (Cliff).
    n
        People who will answer; for Cliff's delta those of the first group.
    value
        The value to expect; a mean needs none.
    sd
        Standard deviation of the answers to expect, for a mean, in their unit.
    items
        Items of the scale, for alpha; at least two.
    n_other
        People in the other group, for Cliff's delta; left out, as many.
    school_size, icc
        Respondents a school, and the intraclass correlation to expect, where whole schools take part: n counts for n / (1
        + (school_size - 1) icc), and a mean has one degree of freedom fewer than there are schools.
    ci
        Level of the interval.
    name
        What the estimate is called; the statistic where it is left out.

    Returns
    -------
    DataFrame
        An estimates frame with the row `expected_width`, in the unit of the statistic, n counting all people. Missing,
        with the reason, where n is too small for an interval, sd is 0, or there are fewer than three schools.

    Raises
    ------
    PilotsError
        When there is no such statistic, or what is expected is impossible.

    Notes
    -----
    The mean width over the samples to expect: those of single samples scatter around it. Exact for a mean of normal
    answers, a share, and alpha; for correlations by Fisher's z; for Cliff's delta at the variance of δ for two normal groups
    that differ in their means (Hanley & McNeil 1982, without their approximation); many ties, as of five answers, make
    that a little narrower.

    Examples
    --------
    >>> expected_width("share", 60, value=0.5)[["variable", "statistic", "estimate", "n"]].round(3)
      variable       statistic  estimate   n
    0    share  expected_width     0.243  60
    """
    other = n if n_other is None else n_other
    plan = _plan(statistic, value, sd, items, other / n if n > 0 else 1.0, school_size, icc, ci)
    width, reason = _width(statistic, n, plan, ci)
    people = n + other if statistic == "cliffs_delta" else n
    row = {
        "variable": name or statistic,
        "group": EVERYONE,
        "statistic": "expected_width",
        "estimate": width,
        "n": people,
    }
    return vocabulary.estimates([row | {"ci_level": ci, "method": reason.value}])


def needed_n(
    statistic: str,
    width: float,
    *,
    value: float = nan,
    sd: float = 1.0,
    items: int = 0,
    school_size: float = 1.0,
    icc: float = 0.0,
    ci: float = 0.95,
    name: str = "",
) -> pd.DataFrame:
    """The fewest people of whom an interval no wider than that is to be expected.

    Parameters
    ----------
    width
        The greatest width, in the unit of the statistic.
    statistic, value, sd, items, school_size, icc, ci, name
        As for `expected_width`.

    Returns
    -------
    DataFrame
        An estimates frame with the row `needed_n`; for Cliff's delta people in each of two groups as large. Missing where
        no number of people would do, or sd is 0.

    Raises
    ------
    PilotsError
        As for `expected_width`, or when the width is not above 0.

    Examples
    --------
    >>> needed_n("share", 0.2, value=0.5)["estimate"].item()
    92.0
    """
    if not width > 0:
        raise PilotsError("an interval can't be that narrow", mend="Give a width above 0.")
    plan = _plan(statistic, value, sd, items, 1.0, school_size, icc, ci)
    row = {"variable": name or statistic, "group": EVERYONE, "statistic": "needed_n", "ci_level": ci, "n": 0}
    low, high = 0, 1
    while not _width(statistic, high, plan, ci)[0] <= width:
        low, high = high, high * 2
        if high > _MOST:
            return vocabulary.estimates([row | {"method": (Method.NO_N if sd > 0 else Method.NO_VARIANCE).value}])
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _width(statistic, middle, plan, ci)[0] <= width else (middle, high)
    return vocabulary.estimates([row | {"estimate": high, "method": Method.NEEDED_N.value}])


def _width(statistic: str, n: int, plan: Plan, ci: float) -> tuple[float, Method]:
    if plan.schools(n) < FEWEST_SCHOOLS:
        return nan, Method.FEW_SCHOOLS
    if not plan.sd > 0:
        return nan, Method.NO_VARIANCE
    fewest = {"share": 1, "pearson": 4, "spearman": 4}.get(statistic, 2)
    if plan.effective(n) < fewest or plan.effective(n) * plan.ratio < 1:
        return nan, Method.FEW_TO_PLAN
    width = WIDTHS[statistic](n, plan, ci)
    return width, Method.WIDTH if width == width else Method.FEW_TO_PLAN


_POSSIBLE = {"share": (0.0, 1.0), "cronbach_alpha": (-inf, 1.0)}


def _plan(
    statistic: str, value: float, sd: float, items: int, ratio: float, school_size: float, icc: float, ci: float
) -> Plan:
    if statistic not in WIDTHS:
        raise PilotsError(f"no width can be told of '{statistic}'", mend=f"Take one of {', '.join(WIDTHS)}.")
    low, high = _POSSIBLE.get(statistic, (-1.0, 1.0))
    inside = low < value < high or (statistic == "share" and low <= value <= high)
    if statistic != "mean" and not inside:
        raise PilotsError(f"the value to expect must lie between {low:g} and {high:g}", mend="Name it: value=...")
    if statistic == "cronbach_alpha" and items < 2:
        raise PilotsError("alpha needs at least two items", mend="Name how many: items=...")
    if not (0 < ci < 1 and school_size >= 1 and 0 <= icc <= 1):
        raise PilotsError("the level and icc must lie between 0 and 1, and a school must have a respondent")
    return Plan(value, sd, items, ratio, school_size, icc)
