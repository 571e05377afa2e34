"""Permutation tests of whether two answers go together: over all orders of the people, or over random ones."""

from functools import lru_cache
from itertools import permutations
from math import nan, sqrt

import numpy as np
from numpy.typing import NDArray

from pilots.statistics.samples import Values

EXACT_UP_TO = 8
"""People up to whom all n! orders are gone through."""
RANDOM_UP_TO = 30
"""People up to whom random orders are drawn; the large-sample law is good to three decimals above."""
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


def kendall_p(x: Values, y: Values, *, seed: int = 0) -> float:
    """The two-sided p of no association by Kendall's tau, ties as they are.

    As `linear_p`; above 30 people the normal law with the variance corrected for ties. `scipy.stats.kendalltau` is exact
    without ties only.

    Examples
    --------
    >>> round(kendall_p(np.array([1.0, 2, 3, 4, 5]), np.array([1.0, 3, 2, 4, 5])), 4)
    0.0833
    """
    n = len(x)
    if n > RANDOM_UP_TO:
        from scipy.stats import kendalltau

        return float(kendalltau(x, y, method="asymptotic").pvalue)
    if x.min() == x.max() or y.min() == y.max():
        return nan
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


def _share_as_far(values: Values, observed: float, n: int) -> float:
    as_far = int((values >= observed - _TIE * max(observed, 1e-3)).sum())
    return as_far / len(values) if n <= EXACT_UP_TO else (as_far + 1) / (len(values) + 1)


@lru_cache(maxsize=32)
def _orders(n: int, seed: int) -> NDArray[np.intp]:
    if n <= EXACT_UP_TO:
        return np.array(list(permutations(range(n))), dtype=np.intp)
    return np.random.default_rng(seed).permuted(np.tile(np.arange(n), (DRAWS, 1)), axis=1)
