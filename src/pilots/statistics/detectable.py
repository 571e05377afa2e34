"""Which shares and which correlations a sample can tell from another value, before it is collected."""

from collections.abc import Callable
from math import asin, atanh, floor, nan, sin, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.clusters import design_effect
from pilots.statistics.compare import FEWEST_SCHOOLS
from pilots.statistics.methods import Method
from pilots.statistics.samples import EVERYONE, Values

MOST_TABLES = 250_000
"""Pairs of counts up to which the power of Fisher's test is added up; above, the arcsine approximates it."""


def detectable_share(
    n: int,
    *,
    share: float,
    n_other: int | None = None,
    school_size: float = 1.0,
    icc: float = 0.0,
    alpha: float = 0.05,
    power: float = 0.80,
    name: str = "share",
) -> pd.DataFrame:
    """The shares nearest to an expected one that a sample would tell from it.

    Parameters
    ----------
    n
        People who will answer.
    share
        The share to beat: a target, or what is expected in the other group; 0 to 1.
    n_other
        People in that other group; left out, the share is a target, known exactly.
    school_size, icc
        Respondents a school, and the intraclass correlation to expect, where whole schools take part: each n counts for n
        / (1 + (school_size - 1) icc).
    alpha, power
        Two-sided level of the test, and the probability that it tells.
    name
        What the estimates are called.

    Returns
    -------
    DataFrame
        An estimates frame with the rows `detectable_share_above` and `detectable_share_below`, 0 to 1; n counts all
        people. "Cannot tell" where no share so high (or low) is far enough, and with fewer than three schools.

    Raises
    ------
    PilotsError
        When share, level, power or icc lie outside their bounds.

    Notes
    -----
    Exact: the power is added up over all outcomes that the binomial test (equal tails), or for two groups Fisher's exact
    test, would reject. For two groups of together more than about 1000 people Cohen's (1988) arcsine: φ = 2 arcsin √p,
    φ₁ - φ₂ = (z₁₋α/₂ + z_power) √(1/n₁ + 1/n₂). Fisher's test is careful with few people, so is this.

    Examples
    --------
    >>> detectable_share(40, share=0.5, n_other=40)[["statistic", "estimate", "n"]].round(2)
                    statistic  estimate   n
    0  detectable_share_above      0.81  80
    1  detectable_share_below      0.19  80
    """
    _bounds(alpha, power, icc, school_size)
    if not 0 <= share <= 1:
        raise PilotsError("a share lies between 0 and 1")
    sizes = [size for size in (n, n_other) if size is not None]
    worth = [floor(size / design_effect(icc, [school_size])) for size in sizes]
    names = ("detectable_share_above", "detectable_share_below")
    common = {"variable": name, "group": EVERYONE, "n": sum(sizes)}
    reason = Method.NO_ANSWERS if min(worth) < 1 else _few_schools(sum(sizes), school_size, icc)
    if reason:
        return vocabulary.estimates(common | {"statistic": one, "method": reason.value} for one in names)
    exact = len(worth) == 1 or (worth[0] + 1) * (worth[1] + 1) <= MOST_TABLES
    if exact:
        chance = _against_target(worth[0], share, alpha) if len(worth) == 1 else _against_group(worth, share, alpha)
        found = [_nearest(chance, share, end, power) for end in (1.0, 0.0)]
    else:
        found = _arcsine(worth, share, alpha, power)
    how = Method.DETECTABLE_EXACT if exact else Method.DETECTABLE_ARCSINE
    return vocabulary.estimates(
        common | {"statistic": one, "estimate": value, "method": (how if value == value else Method.NONE_SHOWN).value}
        for one, value in zip(names, found, strict=True)
    )


def detectable_correlation(
    n: int,
    *,
    school_size: float = 1.0,
    icc: float = 0.0,
    alpha: float = 0.05,
    power: float = 0.80,
    name: str = "pearson",
) -> pd.DataFrame:
    """The smallest correlation that a sample would tell from none.

    Parameters
    ----------
    n
        People who will answer both questions.
    school_size, icc, alpha, power, name
        As for `detectable_share`.

    Returns
    -------
    DataFrame
        An estimates frame with the row `detectable_correlation`, 0 to 1, the sign being free. "Cannot tell" with fewer than
        four people, or three schools.

    Raises
    ------
    PilotsError
        When level, power or icc lie outside their bounds.

    Notes
    -----
    The t test of r, whose power is that of Fisher's z with its bias: z = atanh ρ + ρ / (2(n - 1)), variance 1 / (n - 3)
    (Cohen 1988; R's pwr.r.test and pingouin's power_corr do the same).

    Examples
    --------
    >>> detectable_correlation(40)["estimate"].round(3).item()
    0.427
    """
    from scipy.special import ndtr, stdtrit

    _bounds(alpha, power, icc, school_size)
    worth = n / design_effect(icc, [school_size])
    row = {"variable": name, "group": EVERYONE, "statistic": "detectable_correlation", "n": n}
    reason = Method.FEW_TO_PLAN if worth < 4 else _few_schools(n, school_size, icc)
    if reason:
        return vocabulary.estimates([row | {"method": reason.value}])
    t = float(stdtrit(worth - 2, 1 - alpha / 2))
    critical = atanh(t / sqrt(t**2 + worth - 2))

    def chance(r: float) -> float:
        z = atanh(min(r, 1 - 1e-15)) + r / (2 * (worth - 1))
        return float(sum(ndtr((side * z - critical) * sqrt(worth - 3)) for side in (1, -1)))

    return vocabulary.estimates(
        [row | {"estimate": _nearest(chance, 0.0, 1.0, power), "method": Method.DETECTABLE.value}]
    )


def _nearest(chance: Callable[[float], float], start: float, end: float, power: float) -> float:
    """The value nearest to the start, on the way to the end, at which the chance comes up to the power."""
    from scipy.optimize import brentq

    if start == end or chance(end) < power:
        return nan
    return float(brentq(lambda value: chance(value) - power, start, end, xtol=1e-10))


def _against_target(n: int, share: float, alpha: float) -> Callable[[float], float]:
    from scipy.special import bdtr, bdtrc

    counts = np.arange(n + 1)
    at_most, at_least = bdtr(counts, n, share), np.concatenate([[1.0], bdtrc(counts[:-1], n, share)])
    rejected = (at_most <= alpha / 2) | (at_least <= alpha / 2)
    return lambda p: float(binomial(n, p)[rejected].sum())


def _against_group(sizes: list[int], share: float, alpha: float) -> Callable[[float], float]:
    n, other = sizes
    weights = _rejected(n, other, alpha) @ binomial(other, share)
    return lambda p: float(binomial(n, p) @ weights)


def _rejected(n: int, other: int, alpha: float) -> Values:
    """Which counts of the one group (rows) and the other (columns) Fisher's two-sided test rejects."""
    from scipy.special import gammaln

    def ways(size: int) -> Values:
        counts = np.arange(size + 1)
        return np.asarray(gammaln(size + 1) - gammaln(counts + 1) - gammaln(size - counts + 1))

    first, second = ways(n), ways(other)
    rejected = np.zeros((n + 1, other + 1))
    for total in range(n + other + 1):
        x = np.arange(max(0, total - other), min(n, total) + 1)
        log = first[x] + second[total - x]
        probability = np.exp(log - log.max())
        order = np.argsort(probability)
        upto = np.searchsorted(probability[order], probability * (1 + 1e-7), side="right")
        p = np.cumsum(probability[order])[upto - 1] / probability.sum()
        rejected[x, total - x] = p <= alpha
    return rejected


def binomial(n: int, p: float) -> Values:
    """The probability of each count from 0 to n."""
    from scipy.special import gammaln, xlog1py, xlogy

    counts = np.arange(n + 1)
    log = gammaln(n + 1) - gammaln(counts + 1) - gammaln(n - counts + 1)
    return np.asarray(np.exp(log + xlogy(counts, p) + xlog1py(n - counts, -p)))


def _arcsine(sizes: list[int], share: float, alpha: float, power: float) -> list[float]:
    from scipy.special import ndtri

    reach = float(ndtri(1 - alpha / 2) + ndtri(power)) * sqrt(sum(1 / size for size in sizes)) / 2
    here = asin(sqrt(share))
    return [sin(there) ** 2 if 0 <= there <= np.pi / 2 else nan for there in (here + reach, here - reach)]


def _few_schools(n: float, school_size: float, icc: float) -> Method | None:
    clustered = icc > 0 and school_size > 1
    return Method.FEW_SCHOOLS if clustered and n / school_size < FEWEST_SCHOOLS else None


def _bounds(alpha: float, power: float, icc: float, school_size: float) -> None:
    if not (0 < alpha < power < 1 and 0 <= icc <= 1 and school_size >= 1):
        raise PilotsError(
            "alpha must lie below power, both and icc between 0 and 1, and a school must have a respondent"
        )
