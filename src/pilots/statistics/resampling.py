"""Samples drawn again from a sample: how often each distinct answer counts in every one of them.

A drawn sample of n people is no list of n answers but a line of counts, one for each distinct answer, so that statistics
of thousands of drawn samples are a few products of matrices (`weighted`), and people who answered alike cost nothing.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pilots.statistics.samples import Values

_CELLS = 30_000
"""Counts that are held at once: as many as a processor keeps near, for all that is done with them."""


_FEW = 12
"""Kinds of units, up to which those drawn are the quickest counted kind by kind."""


class Stratum(NamedTuple):
    """Units that are drawn from one another: respondents, or clusters with everyone in them.

    `alike`: how many units there are of each kind. `held`: how often each kind holds each distinct answer, a line a kind;
    nothing where kinds of respondents are themselves the distinct answers, in the order of the strata.
    """

    alike: NDArray[np.int64]
    held: Values | None = None

    @property
    def size(self) -> int:
        """How many units there are."""
        return int(self.alike.sum())


class Pool(NamedTuple):
    """What is drawn from: the distinct answers of each group, one below the other, and the strata they are drawn in."""

    distinct: tuple[Values, ...]
    strata: tuple[Stratum, ...]

    def of_groups(self, counts: Values) -> list[Values]:
        """Counts of all distinct answers, group by group."""
        ends = np.cumsum([len(group) for group in self.distinct])
        return np.split(counts, ends[:-1], axis=1)

    def observed(self) -> Values:
        """The counts of the sample itself, in one line."""
        return self._counts([stratum.alike[None].astype("float64") for stratum in self.strata])

    def drawn(self, resamples: int, seed: int) -> Iterator[Values]:
        """The counts of seeded drawn samples, some lines at a time."""
        generator = np.random.default_rng(seed)
        for lines in _lines(resamples, max(*(stratum.size for stratum in self.strata), *map(len, self.distinct))):
            yield self._counts([_drawn(stratum.alike, len(lines), generator) for stratum in self.strata])

    def without_one(self, stratum: Stratum) -> Iterator[Values]:
        """The counts without one unit of each kind in a stratum, a line a kind, some lines at a time."""
        kinds = len(stratum.alike)
        for lines in _lines(kinds, sum(map(len, self.distinct))):
            left_out = np.eye(len(lines), kinds, lines.start)
            yield self._counts(
                [s.alike - (left_out if s is stratum else np.zeros((len(lines), 1))) for s in self.strata]
            )

    def _counts(self, of_kinds: Sequence[Values]) -> Values:
        """Counts of kinds, stratum by stratum, as counts of distinct answers."""
        added = [counts @ s.held for s, counts in zip(self.strata, of_kinds, strict=True) if s.held is not None]
        return np.sum(added, axis=0) if added else np.concatenate(of_kinds, axis=1)


def pool(samples: Sequence[Values], strata: Sequence[NDArray[np.int64]], clusters: Sequence[NDArray[np.int64]]) -> Pool:
    """What samples of two groups or one are drawn from.

    Parameters
    ----------
    samples
        Answers of each group, a line a respondent.
    strata
        The stratum of each respondent; groups are drawn apart, whatever their strata.
    clusters
        The cluster of each respondent, or nothing. A cluster in both groups is drawn with its people in both.

    Examples
    --------
    >>> found = pool([np.array([[1.0], [2], [2]])], [np.array([0, 0, 0])], [])
    >>> found.observed(), found.strata[0].size
    (array([[1., 2.]]), 3)
    """
    return _of_clusters(samples, strata, clusters) if clusters else _of_people(samples, strata)


def _of_people(samples: Sequence[Values], strata: Sequence[NDArray[np.int64]]) -> Pool:
    distinct, found = [], []
    for sample, labels in zip(samples, strata, strict=True):
        kinds, alike = np.unique(np.column_stack([labels, sample]), axis=0, return_counts=True)
        for label in np.unique(labels):
            found.append(Stratum(alike[kinds[:, 0] == label]))
        distinct.append(kinds[:, 1:])
    return Pool(tuple(distinct), tuple(found))


def _of_clusters(
    samples: Sequence[Values], strata: Sequence[NDArray[np.int64]], clusters: Sequence[NDArray[np.int64]]
) -> Pool:
    kinds = [np.unique(sample, axis=0, return_inverse=True) for sample in samples]
    starts = np.cumsum([0, *(len(distinct) for distinct, _ in kinds)])
    answers = np.concatenate([start + place.ravel() for start, (_, place) in zip(starts[:-1], kinds, strict=True)])
    apart = not set.intersection(*(set(labels.tolist()) for labels in clusters))
    groups = np.repeat(np.arange(len(samples)) * apart, [len(sample) for sample in samples])
    drawn_together = np.unique(np.column_stack([groups, np.concatenate(strata)]), axis=0, return_inverse=True)[
        1
    ].ravel()
    everyone, found = np.concatenate(clusters), []
    for label in range(drawn_together.max() + 1):
        inside = drawn_together == label
        names, unit = np.unique(everyone[inside], return_inverse=True)
        held = np.zeros((len(names), starts[-1]))
        np.add.at(held, (unit, answers[inside]), 1)
        found.append(Stratum(np.ones(len(names), dtype="int64"), held))
    return Pool(tuple(distinct for distinct, _ in kinds), tuple(found))


def _drawn(alike: NDArray[np.int64], lines: int, generator: np.random.Generator) -> Values:
    """How often each kind is drawn: for each line, as many units as there are, each equally likely."""
    size, kinds = int(alike.sum()), len(alike)
    dtype = np.uint16 if size < 2**16 else np.int64
    if kinds <= _FEW:
        unit = generator.integers(0, size, (size, lines), dtype=dtype)
        upto = [np.add.reduce(unit < end, axis=0, dtype=dtype) for end in np.cumsum(alike)[:-1].astype(dtype)]
        return np.diff(np.array([*upto, np.full(lines, size)], dtype="float64"), axis=0, prepend=0).T
    unit = generator.integers(0, size, (lines, size), dtype=dtype)
    kind = unit if kinds == size else np.repeat(np.arange(kinds), alike)[unit]
    cells = kind + kinds * np.arange(lines)[:, None]
    return np.bincount(cells.ravel(), minlength=lines * kinds).reshape(lines, kinds).astype("float64")


def _lines(all_of_them: int, cells: int) -> Iterator[range]:
    at_once = max(_CELLS // cells, 1)
    for start in range(0, all_of_them, at_once):
        yield range(start, min(start + at_once, all_of_them))
