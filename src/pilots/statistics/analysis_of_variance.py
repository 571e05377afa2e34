"""Tests of three or more groups at once: the two analyses of variance, Kruskal-Wallis, and their permutations."""

from collections.abc import Callable, Sequence
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pilots.statistics.samples import Values

DRAWS = 9_999
"""Random ways to deal people into groups, where there are too many to go through all."""
MOST_STATES = 300_000
"""Sums of ranks kept at once, up to which all ways to deal the people into groups are gone through."""


class FTest(NamedTuple):
    """An F ratio, its degrees of freedom and its p-value."""

    f: float
    df1: float
    df2: float
    p: float


class KruskalWallis(NamedTuple):
    """H, corrected for ties, its degrees of freedom, the p-value of χ², and how many people."""

    h: float
    df: int
    p: float
    n: int

    @property
    def epsilon_squared(self) -> float:
        """ε² = H / (n - 1): the share of the variance of the ranks that lies between the groups (Kelley 1935)."""
        return self.h / (self.n - 1)

    @property
    def eta_squared_h(self) -> float:
        """η²[H] = (H - k + 1) / (n - k): the same without the part that chance adds; below 0 where there is less."""
        return (self.h - self.df) / (self.n - self.df - 1)

    @property
    def of_ranks(self) -> FTest:
        """The analysis of variance of the ranks, whose η² is ε² (Conover & Iman 1981)."""
        df2 = self.n - self.df - 1
        left = self.n - 1 - self.h
        return _tested(self.h / self.df / (left / df2) if left > 1e-9 * self.n else np.inf, self.df, df2)


def anova(samples: Sequence[Values]) -> FTest:
    """The classic one-way analysis of variance, which takes the spread of all groups as one (Fisher 1925).

    Examples
    --------
    >>> [round(x, 4) for x in anova([np.array([1.0, 2, 3]), np.array([2.0, 4, 4]), np.array([5.0, 6, 8])])]
    [9.5, 2, 6, 0.0138]
    """
    sizes = np.array([len(sample) for sample in samples])
    means = np.array([sample.mean() for sample in samples])
    grand = float((sizes * means).sum() / sizes.sum())
    within = sum(float(((sample - mean) ** 2).sum()) for sample, mean in zip(samples, means, strict=True))
    df1, df2 = len(samples) - 1, int(sizes.sum()) - len(samples)
    return _tested(float((sizes * (means - grand) ** 2).sum()) / df1 / (within / df2), df1, df2)


def welch_anova(samples: Sequence[Values]) -> FTest:
    """Welch's analysis of variance, in which each group has its own spread (Welch 1951).

    With wᵢ = nᵢ / sᵢ²: F = Σ wᵢ (x̄ᵢ - x̃)² / (k - 1) / (1 + 2 (k - 2) Λ / (k² - 1)), Λ = Σ (1 - wᵢ / Σw)² / (nᵢ - 1),
    on k - 1 and (k² - 1) / (3 Λ) degrees of freedom.

    Notes
    -----
    Welch, B. L. (1951). On the comparison of several mean values: an alternative approach. Biometrika 38, 330-336.

    Examples
    --------
    >>> [round(x, 4) for x in welch_anova([np.array([1.0, 2, 3]), np.array([2.0, 4, 4]), np.array([5.0, 6, 8])])]
    [7.2168, 2.0, 3.8989, 0.0489]
    """
    sizes = np.array([len(sample) for sample in samples], dtype="float64")
    means = np.array([sample.mean() for sample in samples])
    variances = np.array([sample.var(ddof=1) for sample in samples])
    return _tested(*(float(x) for x in _welch(sizes, means, variances)))


def kruskal_wallis(samples: Sequence[Values]) -> KruskalWallis:
    """The rank test of several groups, corrected for ties, with the p of χ² (Kruskal & Wallis 1952).

    Examples
    --------
    >>> found = kruskal_wallis([np.array([1.0, 2, 3]), np.array([2.0, 4, 4]), np.array([5.0, 6, 8])])
    >>> round(found.h, 4), found.df, round(found.p, 4)
    (6.3051, 2, 0.0427)
    """
    from scipy.special import chdtrc

    ranks, n = midranks(np.concatenate(samples)), sum(len(sample) for sample in samples)
    sizes = [len(sample) for sample in samples]
    sums = np.add.reduceat(ranks, np.cumsum([0, *sizes[:-1]]))
    spread = float(((ranks - (n + 1) / 2) ** 2).sum())
    h = (n - 1) * float(((sums - np.array(sizes) * (n + 1) / 2) ** 2 / sizes).sum()) / spread
    return KruskalWallis(h, len(samples) - 1, float(chdtrc(len(samples) - 1, h)), n)


def welch_permutations(samples: Sequence[Values], *, seed: int) -> float:
    """The p of Welch's F over seeded random ways to deal the people into the groups."""
    sizes = np.array([len(sample) for sample in samples])
    starts = np.cumsum([0, *sizes[:-1]])
    everyone = np.concatenate(samples)
    everyone = (everyone - everyone.mean()) / everyone.std()

    def ratio(deals: Values) -> Values:
        means = np.add.reduceat(deals, starts, axis=-1) / sizes
        squares = np.add.reduceat(deals**2, starts, axis=-1) / sizes
        variances = np.maximum((squares - means**2) * sizes / (sizes - 1), 1e-12)
        return np.asarray(_welch(sizes.astype("float64"), means, variances)[0])

    return _random(everyone, ratio, seed)


def rank_permutations(samples: Sequence[Values], *, seed: int) -> tuple[float, bool]:
    """The p of Kruskal-Wallis over all ways to deal the midranks, or seeded random ones; and whether it was all.

    All: person by person, from the sums of ranks that the groups can have so far to those that they can have
    next, each with the number of ways that lead there (Streitberg & Röhmel 1986, for more than two groups).
    """
    sizes = np.array([len(sample) for sample in samples])
    doubled = (2 * midranks(np.concatenate(samples))).astype("int64")
    starts = np.cumsum([0, *sizes[:-1]])

    def spread(sums: NDArray[np.int64]) -> Values:
        return np.asarray((sums.astype("float64") ** 2 / sizes).sum(axis=-1))

    observed = float(spread(np.add.reduceat(doubled, starts)))
    dealt = _all_deals(sizes, np.sort(doubled))
    if dealt is None:
        return _random(doubled, lambda deals: spread(np.add.reduceat(deals, starts, axis=-1)), seed), False
    sums, ways = dealt
    return float(ways[spread(sums) >= observed * (1 - 1e-12)].sum() / ways.sum()), True


def midranks(everyone: Values) -> Values:
    """The rank of each value, equal ones sharing the mean of theirs.

    Examples
    --------
    >>> midranks(np.array([3.0, 1, 3, 2])).tolist()
    [3.5, 1.0, 3.5, 2.0]
    """
    _, place, count = np.unique(everyone, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[place])


def _tested(f: float, df1: float, df2: float) -> FTest:
    from scipy.special import fdtrc

    return FTest(f, df1, df2, float(fdtrc(df1, df2, f)))


def _welch(sizes: Values, means: Values, variances: Values) -> tuple[Values, float, Values]:
    """F and its degrees of freedom, for one division into groups or for many (the last axis is the groups)."""
    groups = len(sizes)
    weights = sizes / variances
    share = weights / weights.sum(axis=-1, keepdims=True)
    centre = (share * means).sum(axis=-1, keepdims=True)
    excess = ((1 - share) ** 2 / (sizes - 1)).sum(axis=-1)
    between = (weights * (means - centre) ** 2).sum(axis=-1) / (groups - 1)
    f = between / (1 + 2 * (groups - 2) * excess / (groups**2 - 1))
    return f, groups - 1, (groups**2 - 1) / (3 * excess)


def _random(everyone: NDArray[np.generic], statistic: Callable[..., Values], seed: int) -> float:
    deals = np.random.default_rng(seed).permuted(np.tile(everyone, (DRAWS, 1)), axis=1)
    observed = float(statistic(everyone))
    return (1 + int((statistic(deals) >= observed * (1 - 1e-12)).sum())) / (1 + DRAWS)


def _all_deals(sizes: NDArray[np.int64], doubled: NDArray[np.int64]) -> tuple[NDArray[np.int64], Values] | None:
    """The sums of ranks of the groups and in how many ways they come about; None where they are too many.

    A state (how many are in each group so far, and their sums) is one number, its digits on a mixed base.
    """
    groups, most = len(sizes), int(doubled.sum()) + 1
    bases = [*(int(size) + 1 for size in sizes), *[most] * groups]
    if prod(bases) >= 2**63:
        return None
    places = np.array([prod(bases[:digit]) for digit in range(2 * groups)], dtype="int64")
    states: NDArray[np.int64] = np.zeros(1, "int64")
    ways: Values = np.ones(1)
    for rank in doubled:
        grown, paths = [], []
        for group in range(groups):
            room = states // places[group] % (sizes[group] + 1) < sizes[group]
            grown.append(states[room] + places[group] + rank * places[groups + group])
            paths.append(ways[room])
        states, place = np.unique(np.concatenate(grown), return_inverse=True)
        ways = np.asarray(np.bincount(place, weights=np.concatenate(paths)), dtype="float64")
        if len(ways) > MOST_STATES:
            return None
    return np.stack([states // places[groups + group] % most for group in range(groups)], axis=1), ways
