"""What a sample can show, before it is collected. There is no power after the fact here: the interval tells that."""

from math import inf, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.clusters import design_effect
from pilots.statistics.compare import FEWEST_SCHOOLS
from pilots.statistics.intervals import small_sample_factor
from pilots.statistics.methods import Method


def detectable_difference(
    n_before: int,
    n_after: int,
    *,
    pairs: int = 0,
    r: float = 0.5,
    sd: float = 1.0,
    school_size: float = 1.0,
    icc: float = 0.0,
    alpha: float = 0.05,
    power: float = 0.80,
    variable: str = "",
    group: str = "all",
) -> pd.DataFrame:
    """The smallest change (or difference between two groups) that samples of this size would show.

    Parameters
    ----------
    n_before, n_after
        People who answer before and after, or in the one and in the other group.
    pairs
        How many are in both and linked.
    r
        Correlation to expect between the answers of the same person.
    sd
        Standard deviation of the answers, in their unit; 1 gives the result in standard deviations.
    school_size, icc
        Respondents a school, and the intraclass correlation to expect, where whole schools make up a group: the variance
        is 1 + (school_size - 1) icc times as large, and the t test has two degrees of freedom fewer than there are schools.
        Before and after in the same schools the icc is that of the change, often near 0.
    alpha, power
        Two-sided level of the test, and the probability that it finds the change.
    variable, group
        What the estimates are called.

    Returns
    -------
    DataFrame
        An estimates frame with the rows `detectable_difference` and `expected_width` (of the interval at
        1 - alpha), both in the unit of sd; n counts people once. Missing, with the reason, for fewer than two
        people in a sample, an sd of zero or unknown, or fewer than three schools.

    Raises
    ------
    PilotsError
        When there are more pairs than people, or r, alpha or power lies outside its bounds.

    Notes
    -----
    Standard error and degrees of freedom of Derrick, Russ, Toher & White (2017) for equal variances:
    se = sd √(1/n₀ + 1/n₁ - 2 r c / (n₀ n₁)), df = c - 1 + (n₀ + n₁ - c - 1)(n₀ + n₁ - 2c) / (n₀ + n₁); the
    noncentrality for which the t test reaches the power, the other tail included. The width is that with the standard
    deviation that samples have on average, a little below sd.

    Examples
    --------
    >>> detectable_difference(30, 30, pairs=15, sd=0.8)[["statistic", "estimate", "n"]].round(2)
                   statistic  estimate   n
    0  detectable_difference      0.52  45
    1         expected_width      0.72  45
    """
    if not 0 <= pairs <= min(n_before, n_after):
        raise PilotsError(f"{pairs} pairs can't be had from {n_before} and {n_after} people")
    if not (-1 < r < 1 and 0 < alpha < power < 1):
        raise PilotsError("r must lie between -1 and 1, and alpha below power, both between 0 and 1")
    if not (0 <= icc <= 1 and school_size >= 1):
        raise PilotsError("icc must lie between 0 and 1, and a school must have a respondent")
    n = n_before + n_after
    common = {"variable": variable, "group": group, "n": n - pairs}
    names = ("detectable_difference", "expected_width")
    schools = (n - pairs) / school_size if icc > 0 and school_size > 1 else inf
    if min(n_before, n_after) < 2 or not sd > 0 or schools < FEWEST_SCHOOLS:
        few = Method.ONE_ANSWER if min(n_before, n_after) < 2 else Method.NO_VARIANCE
        reason = Method.FEW_SCHOOLS if schools < FEWEST_SCHOOLS else few
        return vocabulary.estimates(common | {"statistic": name, "method": reason.value} for name in names)
    from scipy.special import stdtrit

    se = sd * sqrt(1 / n_before + 1 / n_after - 2 * r * pairs / (n_before * n_after))
    se *= sqrt(design_effect(icc, [school_size]))
    df = min(pairs - 1 + (n - pairs - 1) * (n - 2 * pairs) / n, schools - 2)
    critical = float(stdtrit(df, 1 - alpha / 2))
    shrunken = small_sample_factor(df + 1) * sqrt((df + 1) / df)
    found = (_noncentrality(df, critical, power) * se, 2 * critical * shrunken * se)
    methods = (Method.DETECTABLE, Method.WIDTH)
    return vocabulary.estimates(
        common | {"statistic": name, "estimate": value, "method": method.value}
        for name, value, method in zip(names, found, methods, strict=True)
    )


def _noncentrality(df: float, critical: float, power: float) -> float:
    from scipy.optimize import brentq
    from scipy.special import nctdtr

    def surplus(noncentrality: float) -> float:
        # scipy knows no probability for a tail that is next to nothing
        other_tail = np.nan_to_num(nctdtr(df, noncentrality, -critical))
        return float(1 - nctdtr(df, noncentrality, critical) + other_tail) - power

    high = 2 * critical
    while surplus(high) < 0:
        high *= 2
    return float(brentq(surplus, 0.0, high, xtol=1e-12))
