"""How far people agree on an ordered scale: van der Eijk's A, with an interval."""

from functools import cache
from itertools import combinations
from math import nan

import numpy as np
import pandas as pd

Counts = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Values = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
MOST_LEVELS = 11
"""Levels of a scale, above which it is hardly an ordered one."""
FEWEST = 5
"""People below which no interval is given: samples drawn from fewer are too much alike."""
_DRAWS = 1_999


def van_der_eijk_a(counts: Counts) -> Values:
    """Van der Eijk's agreement A of answers on an ordered scale.

    The distribution is peeled into layers of equal height; each layer has agreement U (1 - (S - 1) / (K -
    1)), with S the filled ones of K categories and U how much it has one peak; A is their mean, weighted by
    people.

    Parameters
    ----------
    counts
        People in each of K ordered categories, the last axis; of one distribution, or of many at once.

    Returns
    -------
    array of float
        1 all in one category, 0 evenly spread, -1 half at each end; missing when nobody answered or K < 2.

    References
    ----------
    Van der Eijk, C. (2001). Measuring agreement in ordered rating scales. *Quality & Quantity* 35, 325-341.

    Examples
    --------
    >>> van_der_eijk_a(np.array([30, 40, 210, 130, 530, 50, 10])).round(4)
    np.float64(0.6113)
    """
    counts = np.asarray(counts, dtype="int64")
    size, total = counts.shape[-1], counts.sum(axis=-1)
    if size < 2:
        return np.full(counts.shape[:-1], nan)
    tops = np.sort(counts, axis=-1)
    heights = np.diff(tops, axis=-1, prepend=0)
    filled = counts[..., None, :] >= np.maximum(tops, 1)[..., :, None]
    layers = _layers(size)[filled @ (1 << np.arange(size))]
    agreement = (heights * filled.sum(axis=-1) * layers).sum(axis=-1)
    return np.asarray(np.where(total > 0, agreement / np.maximum(total, 1), nan))[()]


def eijk_interval(counts: Counts, *, ci: float = 0.95, seed: int = 1) -> tuple[float, float]:
    """The interval of van der Eijk's A: percentiles over samples of people drawn again; missing below five people.

    Examples
    --------
    >>> [round(limit, 2) for limit in eijk_interval(np.array([0, 1, 2, 9, 8]))]
    [0.46, 0.8]
    """
    n = int(counts.sum())
    if n < FEWEST or len(counts) < 2:
        return nan, nan
    drawn = np.random.default_rng(seed).multinomial(n, counts / n, size=_DRAWS)
    low, high = np.quantile(van_der_eijk_a(drawn), [(1 - ci) / 2, (1 + ci) / 2])
    return float(low), float(high)


def counted(values: "pd.Series[float]", lowest: int, highest: int) -> Counts:
    """How many gave each level of a scale.

    Examples
    --------
    >>> counted(pd.Series([1.0, 3, 3]), 1, 4).tolist()
    [1, 0, 2, 0]
    """
    levels = values.dropna().to_numpy("float64").round().astype("int64")
    return np.asarray(np.bincount(levels - lowest, minlength=highest - lowest + 1))


@cache
def _layers(size: int) -> Values:
    """The agreement of each pattern of filled categories, by the number that its filled ones make in binary."""
    patterns = (np.arange(2**size)[:, None] >> np.arange(size)) & 1 == 1
    one_peak, two_peaks = np.zeros(2**size), np.zeros(2**size)
    for low, middle, high in combinations(range(size), 3):
        first, second, third = patterns[:, low], patterns[:, middle], patterns[:, high]
        one_peak += second & (first ^ third)
        two_peaks += first & ~second & third
    triples = one_peak + two_peaks
    uneven = (size - 2) * one_peak - (size - 1) * two_peaks
    peaks = np.where(triples > 0, uneven / np.maximum((size - 2) * triples, 1), 1.0)
    return np.asarray(peaks * (1 - (patterns.sum(axis=1) - 1) / (size - 1)))
