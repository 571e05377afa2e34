"""Two groups and something that happens or not: odds ratio, risk ratio, risk difference, each with its interval."""

from collections.abc import Callable, Sequence
from math import atanh, exp, inf, log, nan, sqrt, tanh

import numpy as np
from numpy.typing import NDArray

from pilots.statistics.effect_sizes import MISSING, EffectSize
from pilots.statistics.proportions import newcombe
from pilots.statistics.samples import Values

Table = Sequence[Sequence[int]] | NDArray[np.int64]


def conditional_odds_ratio(table: Table, *, ci: float = 0.95) -> EffectSize:
    """The odds ratio given the margins, by conditional maximum likelihood, with Fisher's exact interval.

    The estimate ψ makes the observed count the mean of the noncentral hypergeometric distribution, the limits make it
    the (1 - ci)/2 tail (Cornfield 1956). Computed from the sums themselves: R's `fisher.test` stops its search early
    and its limits are off by up to 0.7 %; `scipy.stats.contingency.odds_ratio` has the right ones.

    Parameters
    ----------
    table
        Two rows (groups) of two counts: happened, did not.
    ci
        Level of the interval, which is kept at least.

    Returns
    -------
    EffectSize
        Odds in the first group over odds in the second. With an empty cell the estimate is 0 or, where it would be
        infinite, missing; a limit that is infinite is missing too.

    Examples
    --------
    >>> [round(x, 4) for x in conditional_odds_ratio([[3, 1], [1, 3]])]
    [6.4083, 0.2117, 626.2435]
    """
    (a, b), (c, d) = table
    low, high = max(0, a - d), min(a + b, a + c)
    if low == high:
        return MISSING
    counts = np.arange(low, high + 1, dtype="float64")
    chances = _log_hypergeometric(counts, a + b, c + d, a + c)
    tail = (1 - ci) / 2

    def tilted(logarithm: float) -> NDArray[np.float64]:
        weight = chances + counts * logarithm
        weight = np.exp(weight - weight.max())
        return np.asarray(weight / weight.sum())

    estimate = 0.0 if a == low else nan if a == high else exp(_rising(lambda x: float(tilted(x) @ counts) - a))
    lower = 0.0 if a == low else exp(_rising(lambda x: float(tilted(x)[counts >= a].sum()) - tail))
    upper = nan if a == high else exp(_rising(lambda x: tail - float(tilted(x)[counts <= a].sum())))
    return EffectSize(estimate, lower, upper)


def odds_ratio(table: Table, *, ci: float = 0.95) -> EffectSize:
    """The odds ratio of the sample, a d / (b c), with Woolf's interval on the logarithm.

    With an empty cell 0.5 is added to all four (Haldane 1956; Anscombe 1956), so it is always finite. Parameters as for
    `conditional_odds_ratio`.

    Examples
    --------
    >>> [round(x, 4) for x in odds_ratio([[3, 1], [1, 3]])]
    [9.0, 0.3666, 220.927]
    """
    cells = np.asarray(table, dtype="float64")
    if not cells.sum(axis=0).all() or not cells.sum(axis=1).all():
        return MISSING
    return haldane_odds_ratio(cells, ci=ci, added=0.0 if cells.all() else 0.5)


def haldane_odds_ratio(table: Table, *, ci: float = 0.95, added: float = 0.5) -> EffectSize:
    """The odds ratio after adding a half to each cell, which takes out most of its bias, with Woolf's interval.

    Parameters as for `conditional_odds_ratio`, and `added` to each cell.

    Examples
    --------
    >>> [round(x, 4) for x in haldane_odds_ratio([[3, 1], [1, 3]])]
    [5.4444, 0.3641, 81.4185]
    """
    from scipy.special import ndtri

    (a, b), (c, d) = np.asarray(table, dtype="float64") + added
    middle, half = log(a * d / b / c), float(ndtri((1 + ci) / 2)) * sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return EffectSize(exp(middle), exp(middle - half), exp(middle + half))


def risk_ratio(table: Table, *, ci: float = 0.95) -> EffectSize:
    """The share in the first group over that in the second, with Koopman's score interval.

    The limits are the ratios θ for which Koopman's χ² of p₁ = θ p₂ reaches that of the level: they hold in small
    groups and are there when a count is zero. statsmodels' score interval of a ratio goes wrong (complex numbers,
    0.75 to 0.79 for 5/10 against 10/10) where everybody in a group did. Missing where it happened to nobody; without
    estimate and upper limit where it happened to nobody in the second group.

    Notes
    -----
    Koopman, P. A. R. (1984). Confidence intervals for the ratio of two binomial proportions. Biometrics 40, 513-517.
    Parameters as for `conditional_odds_ratio`.

    Examples
    --------
    >>> [round(x, 3) for x in risk_ratio([[36, 4], [16, 64]])]
    [4.5, 2.94, 7.152]
    """
    from scipy.special import ndtri

    (x, failed), (y, other) = ((float(count) for count in row) for row in np.asarray(table))
    m, n = x + failed, y + other
    if not (m and n and x + y):
        return MISSING
    z2 = float(ndtri((1 + ci) / 2)) ** 2

    def surplus(logarithm: float) -> float:
        ratio = exp(logarithm)
        linear = ratio * (m + y) + x + n
        root = sqrt(max(linear**2 - 4 * ratio * (m + n) * (x + y), 0.0))
        first = 2 * ratio * (x + y) / (linear + root)
        return _misfit(x, m, first) + _misfit(y, n, first / ratio) - z2

    if x and y:
        centre = log(x / m / (y / n))
        down = _rising(lambda t: surplus(centre - t), 0.0)
        up = _rising(lambda t: surplus(centre + t), 0.0)
        return EffectSize(exp(centre), exp(centre - down), exp(centre + up))
    if x:
        return EffectSize(nan, exp(-_rising(lambda t: surplus(-t))), nan)
    return EffectSize(0.0, 0.0, exp(_rising(surplus)))


def risk_difference(table: Table, *, ci: float = 0.95) -> EffectSize:
    """The share in the first group minus that in the second, with Newcombe's interval of two Wilson intervals.

    Parameters as for `conditional_odds_ratio`.

    Examples
    --------
    >>> [round(x, 4) for x in risk_difference([[9, 1], [3, 7]])]
    [0.6, 0.1705, 0.809]
    """
    (x, failed), (y, other) = ((int(count) for count in row) for row in table)
    m, n = x + failed, y + other
    return EffectSize(x / m - y / n, *newcombe(x, m, y, n, ci=ci)) if m and n else MISSING


def phi(table: Table, *, ci: float = 0.95) -> EffectSize:
    """Pearson's correlation of two things that are or are not, with the interval of Fisher's z.

    Parameters as for `conditional_odds_ratio`. Missing limits where it is 1 or -1, or with fewer than four people.

    Examples
    --------
    >>> [round(x, 3) for x in phi([[36, 4], [16, 64]])]
    [0.666, 0.553, 0.755]
    """
    from scipy.special import ndtri

    (a, b), (c, d) = ((float(count) for count in row) for row in table)
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if not margins:
        return MISSING
    r, n = (a * d - b * c) / sqrt(margins), a + b + c + d
    if abs(r) > 1 - 1e-12 or n < 4:
        return EffectSize(r, nan, nan)
    half = float(ndtri((1 + ci) / 2)) / sqrt(n - 3)
    return EffectSize(r, tanh(atanh(r) - half), tanh(atanh(r) + half))


def _log_hypergeometric(counts: Values, first: int, second: int, happened: int) -> Values:
    from scipy.special import betaln

    return np.asarray(
        -betaln(counts + 1, first - counts + 1) - betaln(happened - counts + 1, second - happened + counts + 1)
    )


def _misfit(count: float, n: float, share: float) -> float:
    """One group's part of Koopman's χ²; nothing where the share is 0 or 1 and so were the answers."""
    gap, spread = count - n * share, n * share * (1 - share)
    if spread > 0:
        return gap**2 / spread
    return 0.0 if abs(gap) < 1e-9 else inf


def _rising(surplus: Callable[[float], float], low: float = nan) -> float:
    """The root of a rising function; from `low` on, where it is given."""
    from scipy.optimize import brentq

    high, step = (1.0 if low != low else low + 1), 1.0
    if low != low:
        low = -1.0
        while surplus(low) > 0:
            low -= (step := 2 * step)
    step = 1.0
    while surplus(high) < 0:
        high += (step := 2 * step)
    while surplus(high) == inf:
        middle = (low + high) / 2
        low, high = (middle, high) if surplus(middle) < 0 else (low, middle)
        if high - low < 1e-12:
            return high
    return float(brentq(surplus, low, high, xtol=1e-14, rtol=1e-14))
