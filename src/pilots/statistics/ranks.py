"""Which of two groups answers higher: Cliff's delta with its interval, and the rank test that belongs to it."""

from math import atanh, nan, sqrt, tanh
from typing import NamedTuple

import numpy as np

from pilots.statistics.intervals import NONE, Interval
from pilots.statistics.samples import Values

EXACT_UP_TO = 60
"""People in both groups together, up to which the rank test is exact."""


class Dominance(NamedTuple):
    """Cliff's delta, its standard error, and the smaller of the two groups' sizes with both together."""

    delta: float
    se: float
    smaller: int
    n: int

    def interval(self, ci: float = 0.95) -> Interval:
        """Cliff's asymmetric interval, with t on n - 2 degrees of freedom (Feng & Cliff 2004).

        Without any overlap (delta 1 or -1) the limit nearer to 0 is (m - t²) / (m + t²), m the size of the
        smaller group. Missing where every answer is the same.
        """
        from scipy.special import stdtrit

        t2 = float(stdtrit(self.n - 2, (1 + ci) / 2)) ** 2
        d = self.delta
        if abs(d) == 1:
            near = (self.smaller - t2) / (self.smaller + t2)
            return (near, 1.0) if d > 0 else (-1.0, -near)
        if not self.se > 0:
            return NONE
        half = sqrt(t2) * self.se * sqrt((1 - d**2) ** 2 + t2 * self.se**2)
        scale = 1 - d**2 + t2 * self.se**2
        return max((d - d**3 - half) / scale, -1.0), min((d - d**3 + half) / scale, 1.0)


def cliffs_delta(first: Values, second: Values) -> Dominance:
    """Cliff's delta: how much oftener a first answer is above a second one than below, -1 to 1.

    With dᵢⱼ the sign of xᵢ - yⱼ: δ = mean of dᵢⱼ, and the unbiased variance
    s² = (m² Σ(dᵢ. - δ)² + n² Σ(d.ⱼ - δ)² - ΣΣ(dᵢⱼ - δ)²) / (m n (m - 1)(n - 1)), never below (1 - δ²) / (m n
    - 1).

    Parameters
    ----------
    first, second
        At least two values each, sorted.

    Notes
    -----
    Cliff, N. (1993). Dominance statistics. Psychological Bulletin 114, 494-509; Feng, D. & Cliff, N. (2004).
    Monte Carlo evaluation of ordinal d with improved confidence interval. J. Modern Applied Statistical
    Methods 3(2), 322-332.

    Examples
    --------
    >>> d = cliffs_delta(np.array([1.0, 2, 2, 3]), np.array([2.0, 3, 4]))
    >>> round(d.delta, 3), [round(limit, 2) for limit in d.interval()]
    (-0.583, [-0.94, 0.41])
    """
    n, m = len(first), len(second)
    below, upto = np.searchsorted(second, first, "left"), np.searchsorted(second, first, "right")
    rows = (below - (m - upto)) / m
    columns = (n - np.searchsorted(first, second, "right") - np.searchsorted(first, second, "left")) / n
    delta = float(rows.mean())
    untied = n * m - float((upto - below).sum())
    spread = untied - n * m * delta**2
    variance = (m**2 * ((rows - delta) ** 2).sum() + n**2 * ((columns - delta) ** 2).sum() - spread) / (
        n * m * (n - 1) * (m - 1)
    )
    least = (1 - delta**2) / (n * m - 1) if untied else 0.0
    return Dominance(delta, sqrt(max(float(variance), least)), min(n, m), n + m)


def rank_biserial(first: Values, second: Values, *, ci: float = 0.95) -> tuple[float, float, float]:
    """The rank-biserial correlation with the interval of Fisher's z, as R's effectsize gives it.

    The number is Cliff's delta; its standard error on the scale of z is √((n₁ + n₂ + 1) / (3 n₁ n₂)), that of no
    difference and no ties. Without any overlap the limits are missing: z knows no end.

    Examples
    --------
    >>> [round(x, 3) for x in rank_biserial(np.array([1.0, 2, 2, 3]), np.array([2.0, 3, 4]))]
    [-0.583, -0.92, 0.251]
    """
    from scipy.special import ndtri

    r = cliffs_delta(first, second).delta
    if abs(r) == 1 or min(first[0], second[0]) == max(first[-1], second[-1]):
        return r, *NONE
    half = float(ndtri((1 + ci) / 2)) * sqrt((len(first) + len(second) + 1) / (3 * len(first) * len(second)))
    return r, tanh(atanh(r) - half), tanh(atanh(r) + half)


def rank_test(first: Values, second: Values) -> float:
    """Two-sided p of the Wilcoxon-Mann-Whitney test, right with ties.

    Up to 60 people exact over all ways to deal the midranks (the shift algorithm of Streitberg & Röhmel 1986,
    as R's coin does): scipy's `method="exact"` overlooks ties, and its permutations are random where the
    exact law is at hand. Above, the normal approximation with ties and continuity corrected.

    Examples
    --------
    >>> round(rank_test(np.array([1.0, 2, 2, 3, 3, 4, 5, 5]), np.array([2.0, 3, 3, 4, 4, 4, 5, 5, 5])), 6)
    0.275483
    """
    n, size = len(first), len(first) + len(second)
    _, place, count = np.unique(np.concatenate([first, second]), return_inverse=True, return_counts=True)
    doubled = (2 * np.cumsum(count) - count + 1)[place]
    surprise = abs(int(doubled[:n].sum()) - n * (size + 1))
    if size > EXACT_UP_TO:
        return _normal(surprise / 2, n, size, count)
    ways = np.zeros((n + 1, int(doubled.sum()) + 1))
    ways[0, 0] = 1
    for rank in doubled:
        ways[1:, rank:] += ways[:-1, :-rank].copy()
    deals = ways[n]
    far = np.abs(np.arange(len(deals)) - n * (size + 1)) >= surprise
    return float(deals[far].sum() / deals.sum())


def _normal(surprise: float, n: int, size: int, ties: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    from scipy.special import ndtr

    spread = n * (size - n) / 12 * (size + 1 - float((ties.astype("float64") ** 3 - ties).sum()) / (size * (size - 1)))
    return float(min(2 * ndtr(-max(surprise - 0.5, 0) / sqrt(spread)), 1)) if spread > 0 else nan
