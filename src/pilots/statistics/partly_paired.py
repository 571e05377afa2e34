"""No change, tested over linked and other people at once: every answer could as well stand in the other wave."""

from math import sqrt

import numpy as np

from pilots.statistics.pairing import People
from pilots.statistics.ranks import deals_by_sum, tosses
from pilots.statistics.samples import Values

EXACT_UP_TO = 120
"""Answers in both waves together, up to which the test is exact."""
Law = tuple[Values, int]
"""Probabilities of sums from a least one on."""


def permutation_test(people: People, *, mid: bool = False) -> float:
    """Two-sided p of no change by ranks: linked people may swap their answers, others are dealt anew over the waves.

    The sum of the midranks after, over all swaps and deals, each as likely as the other. Where everyone is linked
    and the answers are 0 or 1 it is McNemar's test, where nobody is the Wilcoxon-Mann-Whitney test (Fisher's for 0
    and 1). Linked people need not be like the others. Exact up to 120 answers (shift algorithm, as in `rank_test`),
    normal with the exact variance beyond.

    Parameters
    ----------
    people
        Answers of both waves.
    mid
        Count sums as far off as the one that was found by half (mid-p): for 0 and 1, where the exact p is far too
        careful.

    Examples
    --------
    >>> both = np.array([[0.0, 1], [0, 1], [0, 1], [0, 1], [0, 1], [1, 0], [1, 1], [0, 0]])
    >>> none = np.array([])
    >>> permutation_test(People(np.sort(both[:, 0]), np.sort(both[:, 1]), both, 8, none, none), mid=True)
    0.125
    """
    swapped, dealt, first = _scores(people)
    found = int(swapped[:, 1].sum()) + int(dealt[first:].sum())
    centre = swapped.sum() / 2 + (dealt.mean() * (len(dealt) - first) if len(dealt) else 0.0)
    surprise = abs(found - centre)
    if len(people.before) + len(people.after) > EXACT_UP_TO:
        return _normal(surprise, swapped, dealt, first)
    law, least = _of_swaps(swapped)
    if first < len(dealt):
        others, lowest = _of_deals(dealt, len(dealt) - first)
        law, least = np.convolve(law, others), least + lowest
    off = np.abs(np.arange(len(law)) + least - centre)
    beyond, at = float(law[off > surprise + 1e-6].sum()), float(law[np.abs(off - surprise) <= 1e-6].sum())
    return float(min(beyond + (at / 2 if mid else at), 1.0))


def _scores(people: People) -> tuple[Values, Values, int]:
    """Doubled midranks over all answers: of linked people, of the others, and from where on these stand after."""
    only = np.concatenate([people.only_before, people.only_after])
    everything = np.concatenate([people.linked.ravel(), only])
    _, place, count = np.unique(everything, return_inverse=True, return_counts=True)
    ranks = (2 * np.cumsum(count) - count + 1)[place].astype("int64")
    linked = people.linked.size
    return ranks[:linked].reshape(-1, 2), ranks[linked:], len(people.only_before)


def _of_swaps(pairs: Values) -> Law:
    """The law of the sum after when each pair is a toss of a coin."""
    return tosses(np.abs(pairs[:, 1] - pairs[:, 0])), int(pairs.min(axis=1).sum()) if len(pairs) else 0


def _of_deals(scores: Values, n: int) -> Law:
    """The law of the sum of n of the scores."""
    lowest = int(scores.min())
    ways = deals_by_sum((scores - lowest).astype("int64"), n)
    return ways / ways.sum(), n * lowest


def _normal(surprise: float, pairs: Values, dealt: Values, first: int) -> float:
    from scipy.special import ndtr

    size = len(dealt)
    variance = float(((pairs[:, 1] - pairs[:, 0]) ** 2).sum()) / 4
    if 0 < first < size:
        variance += float(dealt.var()) * first * (size - first) / (size - 1)
    return float(2 * ndtr(-surprise / sqrt(variance))) if variance > 0 else 1.0
