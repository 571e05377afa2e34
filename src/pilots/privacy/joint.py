"""How the counts of a publication hang together: each is a sum over cells of tables that share their margins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Where = tuple[tuple[str, str], ...]
"""Characteristics and their values, sorted."""

Names = frozenset[str]

CELLS = 4000
"""The largest table that is laid out whole."""
ALL_CELLS = 60_000
"""The most cells that are laid out to make a cycle of tables exact."""


@dataclass(frozen=True)
class Joint:
    """Tables that are linked over what they share.

    Parameters
    ----------
    cells
        A row a count, a column a cell of one of the tables: the count is the sum of its cells.
    links
        Rows that must be 0: a table's margin less the same margin of another table.
    table
        In which of the tables each count stands.
    """

    cells: csr_array
    links: csr_array
    table: NDArray[np.intp]


def joint(wheres: Sequence[Where], values: Mapping[str, Sequence[str]]) -> Joint:
    """Lay out the tables whose cells and margins the counts are.

    Parameters
    ----------
    wheres
        The characteristics and values of each count.
    values
        The values that each characteristic has: every person has one of them.

    Notes
    -----
    The characteristics that occur together in a count are joined in a graph, which is triangulated; its cliques are the
    tables. Tables that agree on their separators are the margins of one table over all characteristics, so whatever can
    be computed from that table can be computed from these (running intersection). Where a clique is too large, the counts'
    own tables and all triples of characteristics are laid out instead, and agree two by two.

    References
    ----------
    Lauritzen (1996), Graphical Models, chapter 2.
    Dobra & Fienberg (2000), Bounds for cell entries in contingency tables given marginal totals and decomposable graphs.
    """
    sets = sorted({frozenset(name for name, _ in where) for where in wheres}, key=lambda one: (-len(one), sorted(one)))
    edges = _tree(sets, values) or _pairs(sets, values)
    blocks = sorted({block for edge in edges for block in edge}, key=lambda one: (_size(one, values), sorted(one)))
    tables = _Tables.laid_out(blocks, values)
    cells = [tables.of(where) for where in wheres]
    links = [
        (
            tables.of(tuple(zip(sorted(inner), key, strict=True)), outer),
            tables.of(tuple(zip(sorted(inner), key, strict=True)), inner),
        )
        for outer, inner in edges
        if outer != inner
        for key in product(*(values[name] for name in sorted(inner)))
    ]
    table = np.array([blocks.index(tables.around(where)) for where in wheres], dtype="intp")
    return Joint(_matrix([(own, ()) for own in cells], tables.width), _matrix(links, tables.width), table)


@dataclass(frozen=True)
class _Tables:
    blocks: Sequence[Names]
    starts: Mapping[Names, int]
    values: Mapping[str, Sequence[str]]
    width: int

    @classmethod
    def laid_out(cls, blocks: Sequence[Names], values: Mapping[str, Sequence[str]]) -> "_Tables":
        ends = np.cumsum([0, *(_size(block, values) for block in blocks)])
        return cls(blocks, dict(zip(blocks, map(int, ends), strict=False)), values, int(ends[-1]))

    def around(self, where: Where) -> Names:
        """The smallest block that has all of some characteristics."""
        return next(block for block in self.blocks if block.issuperset(name for name, _ in where))

    def of(self, where: Where, block: Names | None = None) -> Sequence[int]:
        """The cells of a block, or of the smallest that will do, that a count is the sum of."""
        told = dict(where)
        own = self.around(where) if block is None else block
        shape = [len(self.values[name]) for name in sorted(own)]
        cells = np.arange(prod(shape)).reshape(shape)
        at = tuple(self.values[name].index(told[name]) if name in told else slice(None) for name in sorted(own))
        return [self.starts[own] + int(cell) for cell in np.ravel(cells[at])]


def _matrix(rows: Iterable[tuple[Sequence[int], Sequence[int]]], width: int) -> csr_array:
    """Rows of 1 at the first cells and -1 at the second."""
    rows = list(rows)
    where = [
        (row, cell, sign)
        for row, (plus, minus) in enumerate(rows)
        for sign, own in ((1.0, plus), (-1.0, minus))
        for cell in own
    ]
    at = np.array([one[:2] for one in where], dtype="int64").reshape(-1, 2)
    data = np.array([one[2] for one in where])
    return csr_array((data, (at[:, 0], at[:, 1])), shape=(len(rows), width))


def _size(names: Names, values: Mapping[str, Sequence[str]]) -> int:
    return prod(len(values[name]) for name in names)


def _tree(sets: Sequence[Names], values: Mapping[str, Sequence[str]]) -> list[tuple[Names, Names]]:
    """Tables and separators of a junction tree, as (table, separator); nothing where a table would be too large."""
    left = _graph(sets)
    cliques: list[Names] = []
    while left:
        name = min(left, key=lambda one: (_missing(one, left), _size(left[one] | {one}, values), one))
        clique = left[name] | {name}
        if _size(clique, values) > CELLS:
            return []
        cliques.append(clique)
        for near in left[name]:
            left[near] = (left[near] | clique) - {near, name}
        del left[name]
    tops = [one for one in cliques if not any(one < other for other in cliques)] or [frozenset()]
    if sum(_size(one, values) for one in tops) > ALL_CELLS:
        return []
    edges, beyond = [(tops[0], tops[0])], tops[1:]
    inside = tops[:1]
    while beyond:
        # the heaviest spanning tree of the cliques is a junction tree
        host, table = max(product(inside, beyond), key=lambda pair: len(pair[0] & pair[1]))
        edges += [(host, host & table), (table, host & table)]
        inside.append(table)
        beyond.remove(table)
    return list(dict.fromkeys(edges))


def _graph(sets: Iterable[Names]) -> dict[str, Names]:
    """The characteristics that occur with each."""
    near: dict[str, Names] = {}
    for names in sets:
        for name in names:
            near[name] = near.get(name, frozenset()) | (names - {name})
    return near


def _missing(name: str, near: Mapping[str, Names]) -> int:
    """How many edges a graph must gain for the neighbours of a characteristic to be each other's."""
    return sum(two not in near[one] for one, two in combinations(sorted(near[name]), 2))


def _pairs(sets: Sequence[Names], values: Mapping[str, Sequence[str]]) -> list[tuple[Names, Names]]:
    """The counts' own tables and triples, with what each two of them share."""
    near = _graph(sets)
    triples = [
        frozenset(three)
        for three in combinations(sorted(near), 3)
        if all(two in near[one] for one, two in combinations(three, 2)) and _size(frozenset(three), values) <= CELLS
    ]
    if sum(_size(three, values) for three in triples) > ALL_CELLS:
        triples = []
    tables = [one for one in {*sets, *triples} if not any(one < other for other in {*sets, *triples})]
    tables.sort(key=lambda one: (len(one), sorted(one)))
    edges = [(one, one) for one in tables]
    for one, two in combinations(tables, 2):
        edges += [(one, one & two), (two, one & two)]
    return list(dict.fromkeys(edges))
