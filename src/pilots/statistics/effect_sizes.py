"""Differences between two groups in standard deviations: Cohen's d, Hedges' g, Glass's delta, with exact intervals."""

from math import nan, sqrt
from typing import NamedTuple

import numpy as np

from pilots.statistics.intervals import NONE, noncentral_t, small_sample_factor
from pilots.statistics.samples import Values, rescaled


class EffectSize(NamedTuple):
    """An effect size with the limits of its interval; missing where nothing varies."""

    estimate: float
    ci_low: float
    ci_high: float


MISSING = EffectSize(nan, *NONE)


def cohens_d(first: Values, second: Values, *, ci: float = 0.95) -> EffectSize:
    """Cohen's d: the difference in means over the pooled standard deviation, too far from 0 in small groups.

    d = (x̄₁ - x̄₂) / s, s² = (SS₁ + SS₂) / (n₁ + n₂ - 2). Its limits are those of the noncentrality of t, times
    √(1/n₁ + 1/n₂) (Steiger & Fouladi 1997), exact for normal answers with one variance; pingouin's
    `compute_esci` takes a normal interval, too wide below n = 15.

    Parameters
    ----------
    first, second
        The values of the two groups.
    ci
        Level of the interval.

    Notes
    -----
    Steiger, J. H. & Fouladi, R. T. (1997). Noncentrality interval estimation and the evaluation of statistical
    models. In Harlow et al. (eds), What if there were no significance tests?, 221-257.

    Examples
    --------
    >>> [round(x, 3) for x in cohens_d(np.array([3.0, 4, 4, 5]), np.array([1.0, 2, 3, 4]))]
    [1.389, -0.238, 2.931]
    """
    (first, second), df = _same_scale(first, second), len(first) + len(second) - 2
    if df < 1 or not min(len(first), len(second)):
        return MISSING
    pooled = sqrt((first.var() * len(first) + second.var() * len(second)) / df)
    return _standardised(first, second, pooled, 1 / len(first) + 1 / len(second), df, ci)


def hedges_g(first: Values, second: Values, *, ci: float = 0.95) -> EffectSize:
    """Hedges' g: Cohen's d without its bias in small groups, J(n₁ + n₂ - 2) d; its limits are J times those of d.

    J is Hedges' exact factor of gamma functions (`small_sample_factor`), as in R's effectsize; pingouin takes the
    approximation 1 - 3 / (4 df - 1).

    Notes
    -----
    Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect size and related estimators. Journal
    of Educational Statistics 6, 107-128. Parameters and result as for `cohens_d`.

    Examples
    --------
    >>> [round(x, 3) for x in hedges_g(np.array([3.0, 4, 4, 5]), np.array([1.0, 2, 3, 4]))]
    [1.206, -0.207, 2.546]
    """
    j = small_sample_factor(len(first) + len(second) - 2)
    return EffectSize(*(j * value for value in cohens_d(first, second, ci=ci)))


def glass_delta(first: Values, second: Values, *, ci: float = 0.95) -> EffectSize:
    """Glass's delta: the difference in means over the standard deviation of the second group, the controls.

    For groups of unequal spread, where only the second is what things were like without the pilot. Limits: those of
    the noncentrality of Δ / √h on n₂ - 1 degrees of freedom, times √h, h = 1/n₂ + s₁² / (n₁ s₂²), as in R's
    effectsize. Parameters and result as for `cohens_d`.

    Examples
    --------
    >>> [round(x, 3) for x in glass_delta(np.array([3.0, 4, 4, 5]), np.array([1.0, 2, 3, 4]))]
    [1.162, -0.349, 2.568]
    """
    first, second = _same_scale(first, second)
    if len(first) < 2 or len(second) < 2:
        return MISSING
    spread = float(second.std(ddof=1))
    if not spread > _least(first, second):
        return MISSING
    h = 1 / len(second) + float(first.var(ddof=1)) / (len(first) * spread**2)
    return _standardised(first, second, spread, h, len(second) - 1, ci)


def _same_scale(first: Values, second: Values) -> tuple[Values, Values]:
    together, _ = rescaled(np.concatenate([first, second]))
    return together[: len(first)], together[len(first) :]


def _least(first: Values, second: Values) -> float:
    """Less than this is no spread but rounding."""
    return 1e-12 * float(max(np.abs(first).max(), np.abs(second).max()))


def _standardised(first: Values, second: Values, spread: float, h: float, df: float, ci: float) -> EffectSize:
    if not spread > _least(first, second):
        return MISSING
    estimate = float(first.mean() - second.mean()) / spread
    low, high = noncentral_t(estimate / sqrt(h), df, ci=ci)
    return EffectSize(estimate, low * sqrt(h), high * sqrt(h))
