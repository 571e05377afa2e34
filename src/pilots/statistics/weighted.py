"""Statistics of many drawn samples at once, each given as counts of the distinct answers (`resampling`).

Every function takes the distinct answers of one group or two, a line each, and for each group the counts, a line a drawn
sample; it gives a number a drawn sample, missing where it is not defined there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from pilots.statistics.intervals import small_sample_factor
from pilots.statistics.samples import Values

_FEW = 128
"""Distinct answers, up to which a matrix of the signs of all their differences is the quickest."""
_AT_ONCE = 100
"""Lines in one product: too small to be shared among processors, which costs ten times as much where these are busy."""

Weighted = Callable[[Sequence[Values], Sequence[Values]], Values]


class OwnStatistic(Protocol):
    """A statistic of one's own: of arrays of answers along an axis, as `numpy.mean` is."""

    def __call__(self, *samples: Values, axis: int) -> Values:
        """One number for each line of answers; of two groups, the arrays of both are given."""


@dataclass(frozen=True, slots=True)
class Resampled:
    """A statistic that can be drawn again.

    Parameters
    ----------
    of
        The statistic of counts.
    groups
        How many groups it compares.
    columns
        How many columns it takes; 0 for all together.
    in_units
        Whether it is in the unit of the column, so that it grows with it; None where nobody knows.
    widen
        Whether its limits cover better when widened for small samples.
    fewest
        Respondents in a group, below which its limits cover far too little.
    """

    of: Weighted
    groups: int = 1
    columns: int = 1
    in_units: bool | None = False
    widen: bool = True
    fewest: int = 5


def mean(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """The mean, and of 0 and 1 the share."""
    return _ratio(counts[0] @ answers[0][:, 0], counts[0].sum(axis=1))


def sd(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """The standard deviation, with n - 1."""
    n = counts[0].sum(axis=1)
    return np.sqrt(_ratio(_squares(answers[0][:, 0], counts[0]), n - 1))


def median(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """The median, midway between two answers where n is even."""
    order = np.argsort(answers[0][:, 0], kind="stable")
    ordered, upto = answers[0][order, 0], 2 * np.cumsum(counts[0][:, order], axis=1)
    n = upto[:, -1:] / 2
    middle: Values = (ordered[(upto >= n).argmax(axis=1)] + ordered[(upto > n).argmax(axis=1)]) / 2
    return middle


def mean_difference(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """The difference between two means, and of 0 and 1 that between two shares."""
    return mean(answers[:1], counts[:1]) - mean(answers[1:], counts[1:])


def median_difference(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """The difference between two medians."""
    return median(answers[:1], counts[:1]) - median(answers[1:], counts[1:])


def hedges_g(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """Hedges' g with the pooled standard deviation and the exact factor for small samples."""
    df = counts[0].sum(axis=1) + counts[1].sum(axis=1) - 2
    squares = [_squares(values[:, 0], weights) for values, weights in zip(answers, counts, strict=True)]
    sizes, place = np.unique(df, return_inverse=True)
    factors = np.array([small_sample_factor(float(size)) for size in sizes])[place]
    g: Values = factors * _ratio(mean_difference(answers, counts), np.sqrt(_ratio(squares[0] + squares[1], df)))
    return g


def cliffs_delta(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """Cliff's delta: c₁' S c₂ / (n₁ n₂), S the signs of the differences between the distinct answers."""
    (x, y), (first, second) = (values[:, 0] for values in answers), counts
    n, m = first.sum(axis=1), second.sum(axis=1)
    return _ratio(np.einsum("bj,bj->b", first, _above(x, y, second)), n * m)


def pearson(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """Pearson's correlation of two columns."""
    x, y = (side - side.mean() for side in answers[0].T)
    sums = counts[0] @ np.column_stack([x, y, x * x, y * y, x * y])
    return _correlation(counts[0].sum(axis=1), *sums.T)


def spearman(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """Spearman's correlation of two columns: Pearson's of the midranks in each drawn sample."""
    x, y = (_midranks(side, counts[0]) for side in answers[0].T)
    weighted = counts[0] * x, counts[0] * y
    sums = [side.sum(axis=1) for side in weighted]
    products = [np.einsum("bj,bj->b", *pair) for pair in ((weighted[0], x), (weighted[1], y), (weighted[0], y))]
    return _correlation(counts[0].sum(axis=1), *sums, *products)


def kendall(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """Kendall's tau-b of two columns."""
    s, t = (np.sign(np.subtract.outer(side, side)) for side in answers[0].T)
    both, first, second = (np.einsum("bj,bj->b", counts[0] @ signs, counts[0]) for signs in (s * t, s * s, t * t))
    return _ratio(both, np.sqrt(first * second))


def cronbach_alpha(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
    """Cronbach's alpha of all columns as items of one scale."""
    items = answers[0].T
    of_items = np.sum([_squares(item, counts[0]) for item in items], axis=0)
    k = len(items)
    alpha: Values = k / (k - 1) * (1 - _ratio(of_items, _squares(items.sum(axis=0), counts[0])))
    return alpha


RESAMPLED = {
    "mean": Resampled(mean, in_units=True),
    "share": Resampled(mean),
    "sd": Resampled(sd, in_units=True, fewest=30),
    "median": Resampled(median, in_units=True),
    "mean_difference": Resampled(mean_difference, groups=2, in_units=True),
    "share_difference": Resampled(mean_difference, groups=2),
    "median_difference": Resampled(median_difference, groups=2, in_units=True, widen=False),
    "hedges_g": Resampled(hedges_g, groups=2, widen=False),
    "cliffs_delta": Resampled(cliffs_delta, groups=2, widen=False),
    "pearson": Resampled(pearson, columns=2),
    "spearman": Resampled(spearman, columns=2, widen=False),
    "kendall": Resampled(kendall, columns=2, widen=False),
    "cronbach_alpha": Resampled(cronbach_alpha, columns=0),
}
"""Every statistic that can be drawn again, by its name in `names.STATISTICS`."""


def own(statistic: OwnStatistic, groups: int) -> Resampled:
    """A statistic of arrays as one of counts; every drawn sample must have as many answers as the others.

    Examples
    --------
    >>> range_of = own(lambda x, axis: x.max(axis=axis) - x.min(axis=axis), 1)
    >>> range_of.of([np.array([[1.0], [4], [9]])], [np.array([[1.0, 2, 0], [1, 1, 1]])])
    array([3., 8.])
    """

    def of(answers: Sequence[Values], counts: Sequence[Values]) -> Values:
        arrays = []
        for values, weights in zip(answers, counts, strict=True):
            place = np.tile(np.arange(len(values)), len(weights))
            arrays.append(np.repeat(values[place, 0], weights.astype("int64").ravel()).reshape(len(weights), -1))
        return np.asarray(statistic(*arrays, axis=-1), dtype="float64")

    return Resampled(of, groups=groups, in_units=None)


def _above(x: Values, y: Values, counts: Values) -> Values:
    """How many more of the counted y each x is above than below: by the signs, where these are many by adding up."""
    if len(y) <= _FEW:
        signs = np.sign(x - y[:, None]).astype("float32")  # sums of so few whole numbers are exact
        lines = counts.astype("float32")
        return np.concatenate([lines[k : k + _AT_ONCE] @ signs for k in range(0, len(lines), _AT_ONCE)])
    order = np.argsort(y, kind="stable")
    upto = np.zeros((len(counts), len(y) + 1))
    np.cumsum(counts[:, order], axis=1, out=upto[:, 1:])
    below, upto_equal = (upto[:, np.searchsorted(y[order], x, side)] for side in ("left", "right"))
    more: Values = below + upto_equal - upto[:, -1:]
    return more


def _ratio(above: Values, below: Values) -> Values:
    fine = below > 0
    return np.where(fine, above / np.where(fine, below, 1), np.nan)


def _squares(values: Values, counts: Values) -> Values:
    """Sums of squares about the mean."""
    centred = values - values.mean()
    n = counts.sum(axis=1)
    squares = counts @ centred**2
    within: Values = squares - _ratio((counts @ centred) ** 2, n)
    return np.where(within > 1e-12 * squares, within, 0.0)


def _correlation(n: Values, x: Values, y: Values, xx: Values, yy: Values, xy: Values) -> Values:
    a, b = n * xx - x**2, n * yy - y**2
    varies = (a > 1e-12 * n * xx) & (b > 1e-12 * n * yy)
    r: Values = _ratio(n * xy - x * y, np.sqrt(np.where(varies, a * b, 0)))
    return r.clip(-1, 1)


def _midranks(values: Values, counts: Values) -> Values:
    levels, place = np.unique(values, return_inverse=True)
    held = np.zeros((len(values), len(levels)))
    held[np.arange(len(values)), place] = 1
    upto = counts @ held
    ranks: Values = (np.cumsum(upto, axis=1) - upto / 2)[:, place]
    ranks -= counts.sum(axis=1, keepdims=True) / 2
    return ranks
