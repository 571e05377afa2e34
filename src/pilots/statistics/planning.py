"""What a sample can show, before it is collected. There is no power after the fact here: the interval tells that."""

from math import sqrt

import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.methods import Method


def detectable_difference(
    n_before: int,
    n_after: int,
    *,
    pairs: int = 0,
    r: float = 0.5,
    sd: float = 1.0,
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
    alpha, power
        Two-sided level of the test, and the probability that it finds the change.
    variable, group
        What the estimates are called.

    Returns
    -------
    DataFrame
        An estimates frame with the rows `detectable_difference` and `expected_width` (of the interval at
        1 - alpha), both in the unit of sd; n counts people once. Missing, with the reason, for fewer than two
        people in a sample or an sd of zero or unknown.

    Raises
    ------
    PilotsError
        When there are more pairs than people, or r, alpha or power lies outside its bounds.

    Notes
    -----
    Standard error and degrees of freedom of Derrick, Russ, Toher & White (2017) for equal variances:
    se = sd √(1/n₀ + 1/n₁ - 2 r c / (n₀ n₁)), df = c - 1 + (n₀ + n₁ - c - 1)(n₀ + n₁ - 2c) / (n₀ + n₁); the
    noncentrality for which the t test reaches the power, the other tail included.

    Examples
    --------
    >>> detectable_difference(30, 30, pairs=15, sd=0.8)[["statistic", "estimate", "n"]].round(2)
                   statistic  estimate   n
    0  detectable_difference      0.52  45
    1         expected_width      0.73  45
    """
    if not 0 <= pairs <= min(n_before, n_after):
        raise PilotsError(f"{pairs} pairs can't be had from {n_before} and {n_after} people")
    if not (-1 < r < 1 and 0 < alpha < power < 1):
        raise PilotsError("r must lie between -1 and 1, and alpha below power, both between 0 and 1")
    n = n_before + n_after
    common = {"variable": variable, "group": group, "n": n - pairs}
    names = ("detectable_difference", "expected_width")
    if min(n_before, n_after) < 2 or not sd > 0:
        reason = Method.ONE_ANSWER if min(n_before, n_after) < 2 else Method.NO_VARIANCE
        return vocabulary.estimates(common | {"statistic": name, "method": reason.value} for name in names)
    from scipy.special import stdtrit

    se = sd * sqrt(1 / n_before + 1 / n_after - 2 * r * pairs / (n_before * n_after))
    df = pairs - 1 + (n - pairs - 1) * (n - 2 * pairs) / n
    critical = float(stdtrit(df, 1 - alpha / 2))
    found = (_noncentrality(df, critical, power) * se, 2 * critical * se)
    methods = (Method.DETECTABLE, Method.WIDTH)
    return vocabulary.estimates(
        common | {"statistic": name, "estimate": value, "method": method.value}
        for name, value, method in zip(names, found, methods, strict=True)
    )


def _noncentrality(df: float, critical: float, power: float) -> float:
    from scipy.optimize import brentq
    from scipy.special import nctdtr, ndtri

    def surplus(noncentrality: float) -> float:
        both_tails = nctdtr(df, noncentrality, -critical) + 1 - nctdtr(df, noncentrality, critical)
        return float(both_tails) - power

    return float(brentq(surplus, 0.0, 2 * critical + 2 * abs(float(ndtri(power))) + 2, xtol=1e-12))
