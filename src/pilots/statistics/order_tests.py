"""Permutation tests of whether two answers go together: over all orders of the people, or over random ones."""

from functools import lru_cache
from itertools import permutations
from math import factorial, nan, sqrt

import numpy as np
from numpy.typing import NDArray

from pilots.statistics.samples import Values

EXACT_UP_TO = 8
"""People up to whom all n! orders are gone through."""
RANDOM_UP_TO = 30
"""People up to whom random orders are drawn; the large-sample law is good to three decimals above."""
UNTIED_UP_TO = {"spearman": 12, "kendall": 49}
"""People up to whom the law over all n! orders is counted where no two answers are equal: R's `cor.test` goes to 9 for
rho, above it by an expansion, and for tau to 49 too."""
DRAWS = 9_999
_TIE = 1e-9


def linear_p(x: Values, y: Values, *, seed: int = 0) -> float:
    """The two-sided p of no association by the sum of products: Pearson's r, and Spearman's rho of ranks.

    Over the orders of the people in y, each as likely, with ties as they are; above 30 people t with n - 2 degrees
    of freedom. Missing where x or y does not vary.

    Examples
    --------
    >>> round(linear_p(np.array([1.0, 2, 3, 4, 5]), np.array([1.0, 3, 2, 4, 5])), 4)
    0.0833
    """
    n = len(x)
    x, y = x - x.mean(), y - y.mean()
    size = sqrt(float((x**2).sum() * (y**2).sum()))
    if not size > 0:
        return nan
    observed = abs(float(x @ y)) / size
    if n > RANDOM_UP_TO:
        return t_p(observed, n - 2)
    return _share_as_far(np.abs(y[_orders(n, seed)] @ x) / size, observed, n)


def spearman_p(x: Values, y: Values, *, seed: int = 0) -> float:
    """The two-sided p of no association by Spearman's rho, of ranks: `linear_p`, up to 12 people without ties exact.

    Examples
    --------
    >>> ranks = np.arange(1.0, 10)
    >>> round(spearman_p(ranks, np.array([2.0, 1, 4, 3, 9, 6, 5, 8, 7])), 4)
    0.0214
    """
    if len(x) <= EXACT_UP_TO or not is_exact(x, y, "spearman"):
        return linear_p(x, y, seed=seed)
    shares = _rank_sum_law(len(x))
    centre = len(x) * (len(x) + 1) ** 2 / 4
    return float(min(1.0, shares[np.abs(np.arange(len(shares)) - centre) >= abs(float(x @ y) - centre) - _TIE].sum()))


def kendall_p(x: Values, y: Values, *, seed: int = 0) -> float:
    """The two-sided p of no association by Kendall's tau, ties as they are.

    As `linear_p`; without ties exact up to 49 people, by `scipy.stats.kendalltau`, which is exact without ties only;
    above, and with ties above 30 people, the normal law with the variance corrected for ties.

    Examples
    --------
    >>> round(kendall_p(np.array([1.0, 2, 3, 4, 5]), np.array([1.0, 3, 2, 4, 5])), 4)
    0.0833
    """
    n = len(x)
    if x.min() == x.max() or y.min() == y.max():
        return nan
    counted = n > EXACT_UP_TO and is_exact(x, y, "kendall")
    if counted or n > RANDOM_UP_TO:
        from scipy.stats import kendalltau

        return float(kendalltau(x, y, method="exact" if counted else "asymptotic").pvalue)
    first, second = np.triu_indices(n, 1)
    of_x = np.sign(x[first] - x[second])
    of_y = np.sign(np.subtract.outer(y, y)).astype("int8")
    orders = _orders(n, seed)
    sums = np.abs(of_y[orders[:, first], orders[:, second]] @ of_x)
    return _share_as_far(sums, abs(float(of_x @ of_y[first, second])), n)


def t_p(r: float, df: float) -> float:
    """The two-sided p of a correlation by t, √df · r / √(1 - r²).

    Examples
    --------
    >>> round(t_p(0.5, 28), 4)
    0.0049
    """
    from scipy.special import stdtr

    left = (1 - abs(r)) * (1 + abs(r))
    return float(2 * stdtr(df, -abs(r) * sqrt(df / left))) if left > 0 else 0.0


def is_exact(x: Values, y: Values, statistic: str) -> bool:
    """Whether p counts all orders: up to 8 people, for ranks without ties up to more."""
    n = len(x)
    return n <= EXACT_UP_TO or (n <= UNTIED_UP_TO.get(statistic, 0) and min(len(np.unique(x)), len(np.unique(y))) == n)


@lru_cache(maxsize=8)
def _rank_sum_law(n: int) -> Values:
    """Share of the n! orders of the ranks 1 to n for each sum of products with 1 to n, set of ranks by set of ranks."""
    orders = {0: np.ones(1)}
    for chosen in range(1, 1 << n):
        place = chosen.bit_count()
        found = np.zeros(n * (n + 1) * (2 * n + 1) // 6 + 1)
        for last in (rank for rank in range(1, n + 1) if chosen >> (rank - 1) & 1):
            before = orders[chosen ^ 1 << (last - 1)]
            found[place * last : place * last + len(before)] += before[: len(found) - place * last]
        orders[chosen] = found
    return orders[(1 << n) - 1] / float(factorial(n))


def _share_as_far(values: Values, observed: float, n: int) -> float:
    as_far = int((values >= observed - _TIE * max(observed, 1e-3)).sum())
    return as_far / len(values) if n <= EXACT_UP_TO else (as_far + 1) / (len(values) + 1)


@lru_cache(maxsize=32)
def _orders(n: int, seed: int) -> NDArray[np.intp]:
    if n <= EXACT_UP_TO:
        return np.array(list(permutations(range(n))), dtype=np.intp)
    return np.random.default_rng(seed).permuted(np.tile(np.arange(n), (DRAWS, 1)), axis=1)
