"""Permutation tests in bulk: thousands of ways to deal people (or schools) into groups, each a row of one matrix product."""

from collections.abc import Callable, Iterator
from itertools import combinations, product
from math import comb, prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Deals = NDArray[np.int8]
Matrix = NDArray[np.float64]
Codes = NDArray[Any]
DRAWS = 9_999
"""Deals drawn, where there are too many to go through all."""
_AT_ONCE = 100
"""Deals in one matrix product: small enough for one thread, which is faster where other work goes on."""
_MOST = 100_000_000
"""Labels dealt in all; of more than 10,000 people there are fewer deals, 999 at the least."""
_TIE = 1e-9


class Permuted(NamedTuple):
    """A p-value, and whether all ways were gone through."""

    p: float
    exact: bool


def ways(labels: Codes, strata: Codes) -> int:
    """How many different ways there are to deal these labels within their strata.

    Examples
    --------
    >>> ways(np.array([0, 0, 1, 1]), np.array([0, 0, 0, 0])), ways(np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1]))
    (6, 4)
    """
    total = 1
    for stratum in np.unique(strata):
        left = int((strata == stratum).sum())
        for size in np.unique(labels[strata == stratum], return_counts=True)[1]:
            total *= comb(left, int(size))
            left -= int(size)
    return total


def deal(labels: Codes, strata: Codes, *, resamples: int, seed: int) -> tuple[Deals, bool]:
    """Every way to deal the labels within their strata, a row each; random ones where there are more than `resamples`.

    Examples
    --------
    >>> deal(np.array([0, 1, 1]), np.zeros(3, int), resamples=10, seed=0)[0].tolist()
    [[0, 1, 1], [1, 0, 1], [1, 1, 0]]
    """
    places = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
    if ways(labels, strata) <= resamples:
        every = [list(_arrangements(labels[place])) for place in places]
        deals = np.empty((prod(len(some) for some in every), len(labels)), dtype=np.int8)
        for row, chosen in enumerate(product(*every)):
            for place, arrangement in zip(places, chosen, strict=True):
                deals[row, place] = arrangement
        return deals, True
    generator = np.random.default_rng(seed)
    small = labels.astype(np.int8)
    drawn = min(resamples, max(999, _MOST // len(labels)))
    order = np.argsort(np.concatenate(places))
    return np.hstack([_shuffled(small[place], drawn, generator) for place in places])[:, order], False


def _shuffled(labels: Deals, rows: int, generator: np.random.Generator) -> Deals:
    if rows * len(labels) > _MOST / 10:
        return generator.permuted(np.tile(labels, (rows, 1)), axis=1)
    return labels[generator.random((rows, len(labels))).argsort(axis=1)]


def permuted(
    statistic: Callable[[Deals], Matrix], labels: Codes, strata: Codes, *, resamples: int = DRAWS, seed: int = 0
) -> Permuted:
    """The share of deals whose statistic is at least as large as the one that was observed.

    Parameters
    ----------
    statistic
        Takes deals, a row each, and gives a value for each.
    labels, strata
        Of each person the group (0 to k - 1) and the stratum within which labels are dealt.
    resamples, seed
        Deals to draw where there are more than that; the observed one then counts as one of them.

    Examples
    --------
    >>> labels = np.array([0, 0, 0, 1, 1, 1])
    >>> permuted(lambda deals: deals @ np.array([1.0, 2, 3, 4, 5, 6]), labels, np.zeros(6, int))
    Permuted(p=0.05, exact=True)
    """
    deals, exact = deal(labels, strata, resamples=resamples, seed=seed)
    observed = float(statistic(labels.astype(np.int8)[None, :])[0])
    far = 0
    for start in range(0, len(deals), _AT_ONCE):
        values = statistic(deals[start : start + _AT_ONCE])
        far += int((values >= observed - _TIE * max(abs(observed), 1e-3)).sum())
    return Permuted(far / len(deals) if exact else (far + 1) / (len(deals) + 1), exact)


class Effects(NamedTuple):
    """Of each deal: the groups' effects against the first group, their variances, and the variance of each group."""

    effects: Matrix
    variance: Matrix
    spread: Matrix


class Cells:
    """Means of groups, compared within strata, with a variance for each group: many deals at once.

    The effects are those of least squares with an indicator for each stratum: with two groups the differences
    within strata weighted by n₁ n₂ / (n₁ + n₂), without strata the plain difference. Each group has its own
    variance, pooled over strata. Dealing within strata leaves the cells' sizes as they are, so effects and
    their variances are fixed combinations of the cells' means: one matrix product for all deals.

    Parameters
    ----------
    values
        A number for each person.
    labels, strata
        Of each person the group (0 to k - 1) and the stratum (0 to s - 1).
    """

    def __init__(self, values: Matrix, labels: Codes, strata: Codes) -> None:
        k, s = int(labels.max()) + 1, int(strata.max()) + 1
        sizes = np.bincount(labels * s + strata, minlength=k * s).astype("float64")
        filled = np.flatnonzero(sizes)
        design = np.hstack([np.tile(np.eye(s), (k, 1)), np.repeat(np.eye(k), s, axis=0)[:, 1:]])[filled]
        weighted = design * sizes[filled, None]
        self.weights = np.zeros((k - 1, k * s))
        self.weights[:, filled] = (np.linalg.pinv(design.T @ weighted) @ weighted.T)[s:]
        self.inverse = np.divide(1.0, sizes, out=np.zeros(k * s), where=sizes > 0)
        self.groups = [slice(group * s, (group + 1) * s) for group in range(k)]
        self.freedom = np.array([sizes[cells].sum() - (sizes[cells] > 0).sum() for cells in self.groups])
        self.centred = values - (np.bincount(strata, values) / np.bincount(strata))[strata]
        by_stratum = (strata[:, None] == np.arange(s)) * self.centred[:, None]
        self.terms = np.hstack([by_stratum, self.centred[:, None] ** 2])
        self.least = 1e-12 * max(float((self.centred**2).sum()), 1e-290)

    def effects(self, deals: Deals) -> Effects:
        """Effects and variances, a row for each deal."""
        means, rests = np.empty((len(deals), len(self.inverse))), np.empty((len(deals), len(self.groups)))
        left = self.terms.sum(axis=0)
        for group, cells in enumerate(self.groups):
            last = group == len(self.groups) - 1
            sums = left if last else (deals == group).astype("float64") @ self.terms
            left = left - sums
            means[:, cells] = sums[:, :-1] * self.inverse[cells]
            rests[:, group] = sums[:, -1] - np.einsum("rc,rc->r", sums[:, :-1], means[:, cells])
        pooled = rests.sum(axis=1, keepdims=True) / max(self.freedom.sum(), 1)
        spread = np.where(self.freedom > 0, np.maximum(rests, 0) / np.maximum(self.freedom, 1), pooled)
        variance = np.einsum("rg,gij->rij", spread, np.stack([self.share(group) for group in range(len(self.groups))]))
        return Effects(means @ self.weights.T, variance, spread)

    def share(self, group: int) -> Matrix:
        """How much of a group's variance is in the variances of the effects."""
        cells = self.groups[group]
        share: Matrix = (self.weights[:, cells] * self.inverse[cells]) @ self.weights[:, cells].T
        return share

    def studentised(self, deals: Deals) -> Matrix:
        """Effects' V⁻¹ effects: with two groups and no strata the square of Welch's t."""
        found = self.effects(deals)
        return _wald(found.effects, found.variance, self.least)


def wald_of_ranks(values: Matrix, labels: Codes) -> Callable[[Deals], Matrix]:
    """The studentised statistic of equal relative effects: with two groups the square of Brunner and Munzel's.

    The relative effect of a group is the probability that one of its people answers higher than someone of a
    group at random (ties count half). All is reckoned from how often each answer occurs in each group.
    """
    k = int(labels.max()) + 1
    order = np.argsort(values, kind="stable")
    starts = np.unique(values[order], return_index=True)[1]
    sizes = np.bincount(labels, minlength=k).astype("float64")
    least = 1e-9 / len(values)

    def statistic(deals: Deals) -> Matrix:
        dealt = deals[:, order]
        counts = [np.add.reduceat(dealt == group, starts, axis=1, dtype="float64") for group in range(k)]
        shares = [count / size for count, size in zip(counts, sizes, strict=True)]
        under = [share.cumsum(axis=1) - share / 2 for share in shares]
        overall = sum(under)
        effects = np.stack([(share * overall).sum(axis=1) for share in shares], axis=1) / k
        variance = np.zeros((len(deals), k, k))
        for group in range(k):
            scores = [(overall - under[g]) if g == group else -under[g] for g in range(k)]
            means = [(shares[group] * score).sum(axis=1) for score in scores]
            for i in range(k):
                for j in range(i, k):
                    spread = (shares[group] * scores[i] * scores[j]).sum(axis=1) - means[i] * means[j]
                    variance[:, i, j] += spread / max(sizes[group] - 1, 1) / k**2
                    variance[:, j, i] = variance[:, i, j]
        contrast = np.hstack([-np.ones((k - 1, 1)), np.eye(k - 1)])
        return _wald(effects @ contrast.T, contrast @ variance @ contrast.T, least)

    return statistic


def _wald(effects: Matrix, variance: Any, least: float) -> Matrix:
    """Effects' V⁻¹ effects, deal by deal; `least` keeps it finite where nothing varies."""
    if effects.shape[1] == 1:
        square: Matrix = effects[:, 0] ** 2 / (variance[:, 0, 0] + least)
        return square
    steady = variance + least * np.eye(effects.shape[1])
    found: Matrix = np.sum(effects * np.linalg.solve(steady, effects[:, :, None])[:, :, 0], axis=1)
    return found


def _arrangements(labels: Codes) -> Iterator[Codes]:
    groups, sizes = np.unique(labels, return_counts=True)
    if len(groups) < 2:
        yield labels.copy()
        return
    first, places = groups[0], range(len(labels))
    others = np.sort(labels)[int(sizes[0]) :]
    for chosen in combinations(places, int(sizes[0])):
        taken = np.zeros(len(labels), dtype=bool)
        taken[list(chosen)] = True
        for rest in _arrangements(others):
            arrangement = np.full(len(labels), first)
            arrangement[~taken] = rest
            yield arrangement
