"""Indices of careless answering: runs of one answer, how much answers vary, and whether they agree with each other.

Each gives a number a respondent and judges nobody. They are those of the R package careless 1.2.2, in which a missing
answer is left out, but for runs, where it is a run of its own. Cut-offs are the checks' (`vocabulary.THRESHOLDS`).
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.statistics.blocks import by_blocks, covariance, means
from pilots.statistics.samples import Values, require


def longstring(data: pd.DataFrame, columns: Sequence[str]) -> "pd.Series[float]":
    """The longest run of equal answers in each row.

    Parameters
    ----------
    data
        One row a respondent; numbers or texts.
    columns
        The items in the order in which they were asked.

    Returns
    -------
    Series of int, aligned with `data`; 0 without columns.

    Raises
    ------
    PilotsError
        When a column is not there or twice there.

    References
    ----------
    Johnson, J. A. (2005). Ascertaining the validity of individual protocols from web-based personality inventories.
    Journal of Research in Personality, 39, 103-129.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [3, 1], "b": [3, 2], "c": [3, None], "d": [4, 1]})
    >>> longstring(items, ["a", "b", "c", "d"]).tolist()
    [3, 1]
    """
    require(data, columns)
    return pd.Series(runs(_codes(data, columns))[0], index=data.index)


def average_string(data: pd.DataFrame, columns: Sequence[str]) -> "pd.Series[float]":
    """The average length of the runs of equal answers in each row; see `longstring`.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [3, 1], "b": [3, 2], "c": [3, None], "d": [4, 1]})
    >>> average_string(items, ["a", "b", "c", "d"]).tolist()
    [2.0, 1.0]
    """
    require(data, columns)
    count = runs(_codes(data, columns))[1].astype("float64")
    return pd.Series(np.divide(len(columns), count, out=np.full(len(data), np.nan), where=count > 0), index=data.index)


def runs(codes: NDArray[np.signedinteger]) -> tuple[NDArray[np.signedinteger], NDArray[np.signedinteger]]:
    """The length of the longest run of equal codes in each row, and how many runs there are; -1 equals nothing.

    Examples
    --------
    >>> longest, count = runs(np.array([[0, 0, 1], [-1, -1, 2]]))
    >>> longest.tolist(), count.tolist()
    ([2, 1], [2, 3])
    """
    n, k = codes.shape
    run = np.full(n, min(k, 1), dtype=np.int32)
    longest, count = run.copy(), run.copy()
    for left, right in pairwise(codes.T):
        same = (left == right) & (right >= 0)
        run = np.where(same, run + 1, 1).astype(np.int32)
        np.maximum(longest, run, out=longest)
        count += ~same
    return longest, count


def irv(data: pd.DataFrame, columns: Sequence[str], *, skip_missing: bool = True) -> "pd.Series[float]":
    """Intra-individual response variability: the standard deviation of a respondent's answers.

    Parameters
    ----------
    data, columns
        One row a respondent; the items, numeric, as they were answered.
    skip_missing
        Whether answers that are missing are left out; else the index is missing where one is.

    Returns
    -------
    Series of float, aligned with `data`; missing with fewer than two answers.

    References
    ----------
    Dunn, A. M., Heggestad, E. D., Shanock, L. R., & Theilgard, N. (2018). Intra-individual response variability as an
    indicator of insufficient effort responding. Journal of Business and Psychology, 33(1), 105-121.

    Examples
    --------
    >>> irv(pd.DataFrame({"a": [3, 1], "b": [3, 5], "c": [3, None]}), ["a", "b", "c"]).round(3).tolist()
    [0.0, 2.828]
    """

    def spread(block: Values) -> Values:
        answered = ~np.isnan(block)
        n = answered.sum(axis=1)
        if block.shape[1] == 0:
            return np.full(len(block), np.nan)
        first = np.where(answered.any(axis=1), block[np.arange(len(block)), answered.argmax(axis=1)], 0)
        shifted = np.where(answered, block - first[:, None], 0)
        mean = shifted.sum(axis=1) / np.maximum(n, 1)
        square = (np.where(answered, shifted - mean[:, None], 0) ** 2).sum(axis=1)
        enough = (n > 1) & (skip_missing | (n == block.shape[1]))
        return np.where(enough, np.sqrt(square / np.maximum(n - 1, 1)), np.nan)

    return by_blocks(data, columns, spread)


def split_items(columns: Sequence[str], parts: int) -> list[list[str]]:
    """Items in parts of equal length, in order, for an index of each part of a long questionnaire.

    Examples
    --------
    >>> split_items(["a", "b", "c", "d", "e"], 2)
    [['a', 'b', 'c'], ['d', 'e']]
    """
    last = max(len(columns) - 1, 1)
    of = [max(-(-place * parts // last), 1) for place in range(len(columns))]
    return [[column for column, part in zip(columns, of, strict=True) if part == one] for one in range(1, parts + 1)]


def even_odd(data: pd.DataFrame, scales: Sequence[Sequence[str]]) -> "pd.Series[float]":
    """Even-odd inconsistency: how little a respondent's half scores of the scales agree; from -1 (best) to 1.

    Parameters
    ----------
    data
        One row a respondent.
    scales
        The items of each scale in order, numeric, reverse-keyed ones already turned round.

    Returns
    -------
    Series of float, aligned with `data`; missing where fewer than two scales have both halves, or where a half does
    not vary over the scales.

    Notes
    -----
    r is the correlation, over the scales, of the mean of the items with an even and with an odd place; the index is
    -2r / (1 + r), at most 1 (Spearman and Brown's correction, turned round so that high is careless).

    References
    ----------
    Johnson, J. A. (2005); see `longstring`. Jackson, D. N. (1976). The appraisal of personal reliability.

    Examples
    --------
    >>> items = pd.DataFrame({"a1": [1, 5], "a2": [2, 1], "b1": [4, 2], "b2": [5, 4], "c1": [3, 3], "c2": [3, 2]})
    >>> even_odd(items, [["a1", "a2"], ["b1", "b2"], ["c1", "c2"]]).round(3).tolist()
    [-0.963, 1.0]
    """
    columns = [column for scale in scales for column in scale]
    ends = np.cumsum([0, *map(len, scales)])
    places = [list(range(start, end)) for start, end in pairwise(ends)]

    def inconsistency(block: Values) -> Values:
        odd, even = (
            np.array([_mean(block[:, place[half::2]]) for place in places]).reshape(len(places), len(block)).T
            for half in (0, 1)
        )
        r = _correlation(odd, even)
        with np.errstate(divide="ignore"):
            corrected = 2 * r / (1 + r)
        return -np.maximum(corrected, -1)

    return by_blocks(data, columns, inconsistency)


def psychometric_synonyms(
    data: pd.DataFrame, columns: Sequence[str], *, critical: float = 0.6, antonyms: bool = False
) -> "pd.Series[float]":
    """How a respondent's answers to items that most people answer alike agree: a correlation over the pairs of items.

    Parameters
    ----------
    data, columns
        One row a respondent; the items, numeric, as they were answered.
    critical
        Pairs of items that correlate more than this are synonyms.
    antonyms
        Take the pairs that correlate less than minus `critical` instead; the index of a careful respondent is then
        near -1.

    Returns
    -------
    Series of float, aligned with `data`; missing with fewer than three answered pairs, or where a side of them does
    not vary. That is `resample_na = FALSE` in careless, whose default puts chance in its place.

    References
    ----------
    Meade, A. W., & Craig, S. B. (2012). Identifying careless responses in survey data. Psychological Methods, 17(3),
    437-455.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [1, 2, 4, 5], "b": [1, 2, 4, 5], "c": [2, 1, 5, 4], "d": [1, 2, 4, 4]})
    >>> psychometric_synonyms(items, ["a", "b", "c", "d"]).round(3).tolist()
    [-0.316, -0.316, -0.316, 0.2]
    """
    require(data, columns)
    return pair_agreement(
        data, columns, synonym_pairs(correlations(data, columns), critical=critical, antonyms=antonyms)
    )


def pair_agreement(
    data: pd.DataFrame, columns: Sequence[str], pairs_of: tuple[NDArray[np.intp], NDArray[np.intp]]
) -> "pd.Series[float]":
    """How a respondent's answers to pairs of items agree: a correlation over the pairs; see `psychometric_synonyms`.

    Parameters
    ----------
    pairs_of
        The places in `columns` of the first and of the second item of each pair.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [1, 5], "b": [2, 4], "c": [4, 1], "d": [1, 5], "e": [3, 4], "f": [4, 5]})
    >>> pair_agreement(items, [*"abcdef"], (np.array([0, 1, 2]), np.array([3, 4, 5]))).round(3).tolist()
    [0.929, -0.277]
    """
    used, places = np.unique(np.concatenate(pairs_of), return_inverse=True)
    first, second = np.split(places, 2)
    pairs = np.zeros((len(used), len(used)))
    pairs[first, second] = 1

    def agreement(block: Values) -> Values:
        """Sums over the pairs, as products with the table of pairs: the pairs themselves would fill the memory."""
        there = (~np.isnan(block)).astype("float64")
        x = np.where(there > 0, block, 0)
        right, left = there @ pairs.T, there @ pairs
        n = (there * right).sum(axis=1)
        sum_x, sum_y = (x * right).sum(axis=1), (x * left).sum(axis=1)
        xx, yy = n * (x**2 * right).sum(axis=1), n * (x**2 * left).sum(axis=1)
        spread_x, spread_y = xx - sum_x**2, yy - sum_y**2
        varies = (n > 2) & (spread_x > 1e-12 * xx) & (spread_y > 1e-12 * yy)
        product = n * (x * (x @ pairs.T)).sum(axis=1) - sum_x * sum_y
        scale = np.sqrt(np.where(varies, spread_x, 1)) * np.sqrt(np.where(varies, spread_y, 1))
        return np.where(varies, np.clip(product / scale, -1, 1), np.nan)

    return by_blocks(data, [columns[place] for place in used], agreement)


def correlations(data: pd.DataFrame, columns: Sequence[str]) -> Values:
    """Correlations of items, each pair over who answered both; missing where one of them does not vary.

    Examples
    --------
    >>> correlations(pd.DataFrame({"a": [1, 2, 3, None], "b": [3, 2, 1, 5]}), ["a", "b"]).round(3).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    require(data, columns)
    _, shared, variance = covariance(data, columns)
    variance = np.where(variance > 1e-12, variance, np.nan)
    return np.asarray(shared / np.sqrt(variance * variance.T))


def synonym_pairs(
    correlations: Values, *, critical: float = 0.6, antonyms: bool = False
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places of the items of each pair of synonyms (or antonyms), the later item first.

    Examples
    --------
    >>> synonym_pairs(np.array([[1, 0.8], [0.8, 1]]))
    (array([1]), array([0]))
    """
    alike = correlations < -abs(critical) if antonyms else correlations > abs(critical)
    first, second = np.nonzero(np.tril(alike, -1))
    return first, second


def mahalanobis(data: pd.DataFrame, columns: Sequence[str]) -> "pd.Series[float]":
    """The squared Mahalanobis distance of each respondent from the mean of all.

    Parameters
    ----------
    data, columns
        One row a respondent; the items, numeric.

    Returns
    -------
    Series of float, aligned with `data`; missing for who answered nothing, and for all where the items' covariances
    have no inverse (an item is constant, or the sum of others, or there are fewer respondents than items).

    Notes
    -----
    (x - m)' S⁻¹ (x - m), with S over the respondents who answered both items; a missing answer counts as the mean. That
    is R's psych::outlier, on which careless builds.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [2, 1, 4, 3, 5]})
    >>> mahalanobis(items, ["a", "b"]).round(3).tolist()
    [2.0, 2.0, 1.111, 1.111, 1.778]
    """
    require(data, columns)
    n, shared, _ = covariance(data, columns)
    nothing = pd.Series(np.nan, index=data.index)
    if not len(columns) or (n < 2).any() or np.linalg.cond(shared) > 1e14:
        return nothing
    inverse = np.linalg.inv(shared)
    middle = means(data, columns)

    def distance(block: Values) -> Values:
        centred = np.nan_to_num(block - middle)
        squared = ((centred @ inverse) * centred).sum(axis=1)
        return np.where(np.isnan(block).all(axis=1), np.nan, squared)

    return by_blocks(data, columns, distance)


def _codes(data: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.signedinteger]:
    answers = data[list(columns)].to_numpy()
    return pd.factorize(answers.ravel())[0].reshape(answers.shape)


def _mean(answers: Values) -> Values:
    """The mean of each row's answers, missing where there is none."""
    there = ~np.isnan(answers)
    n = there.sum(axis=1)
    return np.where(n > 0, np.where(there, answers, 0).sum(axis=1) / np.maximum(n, 1), np.nan)


def _correlation(x: Values, y: Values) -> Values:
    """The correlation within each row, over the columns that both have; missing where one side does not vary."""
    both = ~(np.isnan(x) | np.isnan(y))
    n = np.maximum(both.sum(axis=1, keepdims=True), 1)

    def centred(side: Values) -> Values:
        low = np.min(np.where(both, side, np.inf), axis=1, keepdims=True, initial=np.inf)
        from_low = np.where(both, side - np.where(np.isfinite(low), low, 0), 0)
        return np.where(both, from_low - from_low.sum(axis=1, keepdims=True) / n, 0)

    cx, cy = centred(x), centred(y)
    scale = np.sqrt((cx**2).sum(axis=1)) * np.sqrt((cy**2).sum(axis=1))
    r = (cx * cy).sum(axis=1) / np.where(scale > 0, scale, 1)
    return np.where(scale > 0, np.clip(r, -1, 1), np.nan)
