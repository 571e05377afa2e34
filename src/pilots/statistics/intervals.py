"""Intervals of a mean, a standard deviation, a median, a difference between means, and of a noncentral t.

Closed forms on `scipy.special`; `scipy.stats` and statsmodels hold the same ones but cost one to two seconds
at the start of every notebook. The tests hold these against both.
"""

from math import exp, inf, lgamma, log, nan, sqrt
from typing import NamedTuple

import numpy as np

from pilots.statistics.samples import Values, rescaled

Interval = tuple[float, float]
NONE: Interval = (nan, nan)
_HUGE = 1e4
"""Beyond such a t the noncentral distribution is out of reach of double precision."""


class Difference(NamedTuple):
    """A difference between two means: estimate, standard error, degrees of freedom, in the unit of the values."""

    estimate: float
    se: float
    df: float

    @property
    def p(self) -> float:
        """The two-sided p-value of no difference; missing where nothing varies."""
        from scipy.special import stdtr

        return float(2 * stdtr(self.df, -abs(self.estimate) / self.se)) if self.se > 0 else nan

    def interval(self, ci: float = 0.95) -> Interval:
        """The t interval; missing where nothing varies."""
        from scipy.special import stdtrit

        if not self.se > 0:
            return NONE
        half = float(stdtrit(self.df, (1 + ci) / 2)) * self.se
        return self.estimate - half, self.estimate + half


def mean_interval(values: Values, *, ci: float = 0.95) -> Interval:
    """The t interval of a mean; missing with fewer than two values or where all are the same.

    Examples
    --------
    >>> [round(limit, 3) for limit in mean_interval(np.array([1.0, 2, 3, 4]))]
    [0.446, 4.554]
    """
    if len(values) < 2:
        return NONE
    return Difference(float(values.mean()), _se(values), len(values) - 1).interval(ci)


def sd_interval(values: Values, *, ci: float = 0.95) -> Interval:
    """Bonett's interval of a standard deviation, which does not ask for normal answers.

    The textbook's χ² interval covers 78 % for answers as skewed as waiting times (n = 8) and gets worse as n
    grows; this one 88 to 90 %, and 93 to 98 % for normal, even and 5-point answers.

    Parameters
    ----------
    values
        At least five values, not all the same; else the limits are missing.
    ci
        Level, 0 to 1.

    Notes
    -----
    ln(c s²) ± z c √((γ - (n - 3) / n) / (n - 1)), c = n / (n - z), γ = n Σ(x - m)⁴ / (Σ(x - x̄)²)², m the mean with
    a share 1 / (2 √(n - 4)) trimmed at each end. Bonett, D. G. (2006). Approximate confidence interval for standard
    deviation of nonnormal distributions. Computational Statistics & Data Analysis 50, 775-782.

    Examples
    --------
    >>> [round(limit, 3) for limit in sd_interval(np.array([1.0, 2, 2, 3, 4, 4, 5, 9]))]
    [1.054, 7.811]
    """
    from scipy.special import ndtri

    n = len(values)
    if n < 5 or values.min() == values.max():
        return NONE
    z = float(ndtri((1 + ci) / 2))
    if n <= z:
        return NONE
    small, unit = rescaled(values - values.mean())
    trimmed = int(n / (2 * sqrt(n - 4)))
    middle = np.sort(small)[trimmed : n - trimmed].mean()
    gamma = n * float(((small - middle) ** 4).sum()) / float((small**2).sum()) ** 2
    correction = n / (n - z)
    half = z * correction * sqrt(max(gamma - (n - 3) / n, 0.0) / (n - 1)) / 2
    sd = unit * sqrt(correction) * float(small.std(ddof=1))
    return sd * exp(-half), sd * exp(half)


def median_interval(values: Values, *, ci: float = 0.95) -> Interval:
    """The interval of a median between sorted values, interpolated so that it holds its level.

    The exact interval, from the k-th smallest to the k-th largest value, can only have some levels: with 8
    people 99.2 or 93.0 %. Between those two Hettmansperger & Sheather interpolate: 94 to 96 % from 6 people up,
    whatever the shape (exact: up to 99 %). On scales of few points nothing can: half of the people or more then
    give the median itself, and any interval covers up to 100 %.

    Parameters
    ----------
    values
        In any order.
    ci
        Level, 0 to 1.

    Returns
    -------
    tuple of float
        Missing where n is too small: below 6 at 0.95.

    Notes
    -----
    With gₖ = 1 - 2 P(Bin(n, 1/2) < k) and k the largest with gₖ ≥ ci: I = (gₖ - ci) / (gₖ - gₖ₊₁), λ = (n - k) I /
    (k + (n - 2k) I), low = (1 - λ) x₍ₖ₎ + λ x₍ₖ₊₁₎, high likewise from above. Hettmansperger, T. P. & Sheather, S. J.
    (1986). Confidence intervals based on interpolated order statistics. Statistics & Probability Letters 4, 75-79;
    Nyblom, J. (1992). Note on interpolated order statistics. 14, 129-131.

    Examples
    --------
    >>> [round(limit, 3) for limit in median_interval(np.arange(1.0, 11))]
    [2.658, 8.342]
    """
    from scipy.special import bdtr

    n = len(values)
    levels = 1 - 2 * bdtr(np.arange(n // 2 + 1), n, 0.5)
    k = int((levels[: n // 2] >= ci).sum()) if n else 0
    if not k:
        return NONE
    upper = max(float(levels[k]), 0.0) if 2 * k < n else 0.0
    share = (float(levels[k - 1]) - ci) / (float(levels[k - 1]) - upper)
    inwards = (n - k) * share / (k + (n - 2 * k) * share)
    ordered = np.sort(values)
    low = ordered[k - 1] + inwards * (ordered[k] - ordered[k - 1])
    return float(low), float(ordered[n - k] - inwards * (ordered[n - k] - ordered[n - k - 1]))


def mean_difference(first: Values, second: Values, *, correlation: float = 0.0, pairs: int = 0) -> Difference:
    """Difference first - second between the means of two samples that may share some of their people.

    The t of Derrick, Russ, Toher & White (2017), unequal variances: all observations count, those of `pairs`
    people in both samples correlated. Without pairs it is Welch's t, with nothing but pairs the paired t.

        se² = s₁²/n₁ + s₂²/n₂ - 2 r s₁ s₂ c / (n₁ n₂)
        df  = c - 1 + (γ - c + 1) (n₁ + n₂ - 2c) / (n₁ + n₂),  γ the degrees of freedom of Welch

    Parameters
    ----------
    first, second
        All values of each sample, at least two.
    correlation, pairs
        Pearson's r between the samples over the people in both, and how many these are.

    Notes
    -----
    Derrick, B., Russ, B., Toher, D. & White, P. (2017). Test statistics for the comparison of means for two
    samples that include both paired and independent observations. Journal of Modern Applied Statistical
    Methods 16(1), 137-157.

    Examples
    --------
    >>> d = mean_difference(np.array([3.0, 4, 5]), np.array([1.0, 2, 3, 4]))
    >>> round(d.estimate, 2), round(d.df, 2), round(d.p, 3)
    (1.5, 4.96, 0.144)
    """
    n1, n2 = len(first), len(second)
    estimate = float(first.mean() - second.mean())
    v1, v2 = _se(first) ** 2, _se(second) ** 2
    variance = v1 + v2 - 2 * correlation * sqrt(v1 * v2) * pairs / sqrt(n1 * n2)
    if not variance > 1e-12 * (v1 + v2):
        return Difference(estimate, 0.0, nan)
    welch = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
    alone = n1 + n2 - 2 * pairs
    df = pairs - 1 + (welch - pairs + 1) * alone / (n1 + n2)
    return Difference(estimate, sqrt(variance), df)


def noncentral_t(t: float, df: float, *, ci: float = 0.95) -> Interval:
    """The limits of the noncentrality that a t value allows: the basis of intervals of standardised differences.

    `scipy.special.nctdtrinc` is good to six digits only; its answer is where the root is searched.

    Examples
    --------
    >>> [round(limit, 4) for limit in noncentral_t(2.0, 10)]
    [-0.1835, 4.1011]
    """
    return _noncentrality(t, df, (1 + ci) / 2), _noncentrality(t, df, (1 - ci) / 2)


def small_sample_factor(df: float) -> float:
    """Hedges' exact J(df): what takes the bias out of a standardised difference (Hedges 1981).

    J = Γ(df/2) / (√(df/2) Γ((df-1)/2)); pingouin takes the approximation 1 - 3 / (4 df - 1), off by up to
    1e-3.

    Examples
    --------
    >>> round(small_sample_factor(10), 6)
    0.922746
    """
    return exp(lgamma(df / 2) - log(df / 2) / 2 - lgamma((df - 1) / 2)) if df > 1 else nan


def _se(values: Values) -> float:
    if len(values) < 2 or values.min() == values.max():
        return 0.0
    return float(values.std(ddof=1)) / sqrt(len(values))


def _noncentrality(t: float, df: float, probability: float) -> float:
    from scipy.optimize import brentq
    from scipy.special import nctdtr, ndtri

    def surplus(noncentrality: float) -> float:
        below = float(nctdtr(df, noncentrality, t))
        if below != below and t * noncentrality < 0:
            # it gives up far on the other side of zero, where at most Φ(-|noncentrality|) is left
            below = float(noncentrality < 0)
        return below - probability

    near = t - float(ndtri(probability)) * sqrt(1 + t**2 / (2 * df))
    if not abs(t) < _HUGE:
        return nan
    step = 0.25 + 0.05 * abs(near)
    low, high = near - step, near + step
    while surplus(low) < 0 and low > -inf:
        low -= (step := 2 * step)
    while surplus(high) > 0 and high < inf:
        high += (step := 2 * step)
    return float(brentq(surplus, low, high, xtol=1e-13, rtol=1e-14))
