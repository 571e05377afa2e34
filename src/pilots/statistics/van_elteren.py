"""Which of two groups answers higher than the others of its own school: ranks within strata, many deals at once."""

from typing import NamedTuple

import numpy as np

from pilots.statistics.permutation import Codes, Deals, Matrix


class Dominances(NamedTuple):
    """Of each deal: how much the first group is above the second (-1 to 1), its variance, and each group's part of it."""

    delta: Matrix
    variance: Matrix
    parts: Matrix


class VanElteren:
    """Cliff's delta within strata, with a variance for each group.

    δ is the mean of the strata's Cliff's deltas, weighted as in van Elteren's test by n₁ n₂ / (n + 1). Its
    variance is that of the placements (for each answer the share of the other group in its stratum that is
    below), pooled over strata for each group: in one stratum Brunner and Munzel's. That of the ranks themselves, as in
    van Elteren's own test, is that of equal distributions: with spreads 2 to 1 such a test finds 6 to 7 % where
    it should find 5 %.

    Parameters
    ----------
    values
        A number for each person.
    labels, strata
        Of each person the group (0 or 1) and the stratum (0 to s - 1), each of which holds both groups.
    """

    def __init__(self, values: Matrix, labels: Codes, strata: Codes) -> None:
        self.places = []
        for stratum in range(int(strata.max()) + 1):
            here = np.flatnonzero(strata == stratum)
            here = here[np.argsort(values[here], kind="stable")]
            self.places.append((here, np.unique(values[here], return_index=True)[1]))
        sizes = np.array([np.bincount(labels[here], minlength=2) for here, _ in self.places], dtype="float64").T
        self.sizes = sizes
        weights = sizes.prod(axis=0) / (sizes.sum(axis=0) + 1)
        self.weights = weights / weights.sum()
        self.freedom = np.maximum((sizes - 1).sum(axis=1), 1)

    def dominances(self, deals: Deals) -> Dominances:
        """Delta and variance, a row for each deal."""
        delta, rests = np.zeros(len(deals)), np.zeros((len(deals), 2))
        for (here, starts), weight, (n0, n1) in zip(self.places, self.weights, self.sizes.T, strict=True):
            dealt = deals[:, here]
            first = np.add.reduceat(dealt == 0, starts, axis=1, dtype="float64")
            second = np.add.reduceat(dealt == 1, starts, axis=1, dtype="float64")
            under_first = (first.cumsum(axis=1) - first / 2) / n0
            under_second = (second.cumsum(axis=1) - second / 2) / n1
            above = (first * under_second).sum(axis=1) / n0
            delta += weight * (2 * above - 1)
            rests[:, 0] += (first * under_second**2).sum(axis=1) - n0 * above**2
            rests[:, 1] += (second * under_first**2).sum(axis=1) - n1 * (1 - above) ** 2
        shares = (self.weights**2 / self.sizes).sum(axis=1)
        parts = 4 * np.maximum(rests, 0) / self.freedom * shares
        return Dominances(delta, parts.sum(axis=1), parts)

    def studentised(self, deals: Deals) -> Matrix:
        """δ² over its variance, which is never quite 0."""
        found = self.dominances(deals)
        square: Matrix = found.delta**2 / (found.variance + 1e-9)
        return square
