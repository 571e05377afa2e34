"""How wide the interval of each statistic is on average, over the samples that a plan makes one expect."""

from collections.abc import Callable
from math import atanh, floor, inf, nan, sqrt
from typing import NamedTuple

import numpy as np

from pilots.statistics.clusters import design_effect
from pilots.statistics.detectable import binomial
from pilots.statistics.intervals import small_sample_factor
from pilots.statistics.ranks import Dominance
from pilots.statistics.reliability import feldt_interval

_EXACT = 10_000
"""People up to which the width of a share is averaged over all counts; beyond, counts hardly scatter."""


class Plan(NamedTuple):
    """What is expected before collecting.

    Parameters
    ----------
    value
        Of the statistic; a mean needs none.
    sd
        Standard deviation of the answers: for a mean.
    items
        Items of the scale: for alpha.
    ratio
        People in the other group for each in the first: for Cliff's delta.
    school_size, icc
        Respondents a school, and the intraclass correlation of their answers; 1 and 0 where they are not sampled by
        school.
    """

    value: float
    sd: float
    items: int
    ratio: float
    school_size: float
    icc: float

    def effective(self, n: float) -> float:
        """How many people of a simple random sample n of these are worth."""
        return n / design_effect(self.icc, [self.school_size])

    def schools(self, n: float) -> float:
        """How many schools n people are; infinite where schools don't count."""
        return n / self.school_size if self.icc > 0 and self.school_size > 1 else inf


def _mean(n: float, plan: Plan, ci: float) -> float:
    from scipy.special import stdtrit

    df = min(n, plan.schools(n)) - 1
    shrunken = small_sample_factor(df + 1) * sqrt((df + 1) / df)
    return 2 * float(stdtrit(df, (1 + ci) / 2)) * shrunken * plan.sd / sqrt(plan.effective(n))


def _share(n: float, plan: Plan, ci: float) -> float:
    from scipy.special import ndtri

    z, many = float(ndtri((1 + ci) / 2)), floor(plan.effective(n))
    few = many <= _EXACT
    p, chances = (np.arange(many + 1) / many, binomial(many, plan.value)) if few else (plan.value, np.ones(1))
    widths = 2 * z * np.sqrt(p * (1 - p) / many + (z / (2 * many)) ** 2) / (1 + z**2 / many)
    return float((widths * chances).sum())


def _alpha(n: float, plan: Plan, ci: float) -> float:
    many = plan.effective(n)
    if not many > 3:
        return nan
    low, high = feldt_interval(plan.value, many, plan.items, ci=ci)
    # 1 - alpha of samples is that of all, times an F with such a mean
    return (high - low) * (many - 1) / (many - 3)


def _pearson(n: float, plan: Plan, ci: float) -> float:
    return _fisher(plan.value, 0.0, plan.effective(n), ci)


def _spearman(n: float, plan: Plan, ci: float) -> float:
    return _fisher(plan.value, 0.5, plan.effective(n), ci)


def _fisher(r: float, slope: float, n: float, ci: float) -> float:
    """On Fisher's scale, with variance (1 + slope r²) / (n - 3): the mean width over the correlations that samples have."""
    from scipy.special import ndtri

    if not n > 3:
        return nan
    nodes, chances = np.polynomial.hermite_e.hermegauss(30)
    z = atanh(r) + r / (2 * (n - 1)) + nodes * sqrt((1 + slope * r**2) / (n - 3))
    half = float(ndtri((1 + ci) / 2)) * np.sqrt((1 + slope * np.tanh(z) ** 2) / (n - 3))
    return float((np.tanh(z + half) - np.tanh(z - half)) @ chances / chances.sum())


def _cliffs_delta(n: float, plan: Plan, ci: float) -> float:
    from scipy.special import ndtr, ndtri, owens_t

    first, other = plan.effective(n), plan.effective(n) * plan.ratio
    if min(first, other) < 2:
        return nan
    p = (1 + plan.value) / 2
    z = float(ndtri(p))
    both_below = float(ndtr(z)) - 2 * float(owens_t(z, 1 / sqrt(3)))
    shared, alone = 4 * (both_below - p**2), 1 - plan.value**2
    variance = ((first + other - 2) * shared + alone) / (first * other)
    a, b = ((shared + (alone - shared) / m) / k for k, m in ((first, other), (other, first)))
    df = (a + b) ** 2 / (a**2 / (first - 1) + b**2 / (other - 1))
    low, high = Dominance(plan.value, sqrt(variance), df, int(min(first, other))).interval(ci)
    return high - low


WIDTHS: dict[str, Callable[[float, Plan, float], float]] = {
    "mean": _mean,
    "share": _share,
    "cronbach_alpha": _alpha,
    "pearson": _pearson,
    "spearman": _spearman,
    "cliffs_delta": _cliffs_delta,
}
"""How wide an interval is, by statistic."""
