"""Order statistics of all sums of two numbers, without a table of them where that would be large."""

from collections.abc import Sequence

import numpy as np

from pilots.statistics.samples import Values

_LARGE = 4_000_000
"""Sums, above which they are counted instead of written out."""
_NEAR = 1e-13


def ranked_sums(first: Values, second: Values, places: Sequence[int], *, once: bool = False) -> list[float]:
    """The k-th smallest of all sums of a number of `first` and one of `second`.

    Of many numbers a value is halved towards until it stands between two sums: what is at most a value takes one search by
    number to count.

    Parameters
    ----------
    first, second
        At least one number each, in any order.
    places
        Each k, from 1 on.
    once
        Whether both are the same sample, of which each pair counts once, and each number with itself.

    Examples
    --------
    >>> ranked_sums(np.array([1.0, 2.0]), np.array([10.0, 20.0]), [1, 4])
    [11.0, 22.0]
    >>> ranked_sums(np.array([1.0, 3.0]), np.array([1.0, 3.0]), [2], once=True)
    [4.0]
    """
    first, second = np.sort(first), np.sort(second)
    if len(first) * len(second) <= _LARGE:
        table = np.add.outer(first, second)
        sums = np.sort(table[np.triu_indices(len(first))] if once else table, axis=None)
        return [float(sums[k - 1]) for k in places]
    return [_counted(first, second, k, once) for k in places]


def _counted(first: Values, second: Values, k: int, once: bool) -> float:
    numbers, often = np.unique(first, return_counts=True)
    low, high = float(first[0] + second[0]), float(first[-1] + second[-1])
    near = _NEAR * max(abs(low), abs(high))
    low -= near
    while high - low > near:
        middle = low + (high - low) / 2
        count = int(often @ np.searchsorted(second, middle - numbers, side="right"))
        if once:
            count = (count + int(np.searchsorted(first, middle / 2, side="right"))) // 2
        low, high = (low, middle) if count >= k else (middle, high)
    below = np.searchsorted(second, high + near - numbers, side="right") - 1
    return float((numbers + second[np.maximum(below, 0)])[below >= 0].max())
