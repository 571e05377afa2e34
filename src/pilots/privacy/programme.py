"""What a reader can compute who adds, subtracts and compares all that is told."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from pilots.privacy.joint import Joint
from pilots.privacy.simplex import ContradictionError, Floats, Simplex

EPS = 1e-6
"""What a solver may be off."""
ROUNDS = 50
"""How often limits are carried from count to count before the solver takes over."""


def extremes(
    tables: Joint, low: Floats, high: Floats, wanted: Sequence[int], *, whole: bool = True
) -> tuple[Floats, Floats]:
    r"""Narrowest interval of some counts that all others allow.

    Parameters
    ----------
    tables
        How the counts hang together.
    low, high
        The least and the most that is told of each count.
    wanted
        Which counts.
    whole
        Whether counts are whole numbers, as people are: limits are then rounded inward.

    Raises
    ------
    ContradictionError
        When no people fit what is told.

    Notes
    -----
    .. math:: \min, \max \; c_k^\top x \quad \text{s.t.} \quad l \le C x \le u, \; L x = 0, \; x \ge 0

    Limits are first carried from count to count (Fréchet bounds, again and again); what that fixes is taken out, and what
    then falls apart is solved apart.

    References
    ----------
    Fischetti & Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints.
    """
    rows = csr_array(vstack([tables.cells, tables.links]))
    none = np.zeros(tables.links.shape[0])
    floor, ceiling = np.concatenate([low, none]), np.concatenate([high, none])
    least, most = _carried(rows, floor, ceiling, whole=whole)
    own = csr_array(tables.cells[np.asarray(wanted, dtype="int64")])
    bottom, top = own @ least, own @ most
    for part, lines in _parts(rows, most - least > EPS):
        fixed = least.copy()
        fixed[part] = 0
        given = rows[lines] @ fixed
        inner = csr_array(rows[lines][:, part])
        solver = Simplex(inner, floor[lines] - given, ceiling[lines] - given, least[part], most[part])
        aims = csr_array(own[:, part])
        asked = np.flatnonzero(np.diff(aims.indptr))
        rest = own[asked] @ fixed
        found = _reach(solver, csr_array(aims[asked]), bottom[asked] - rest, top[asked] - rest)
        bottom[asked], top[asked] = found[0] + rest, found[1] + rest
    return (np.ceil(bottom - EPS), np.floor(top + EPS)) if whole else (bottom, top)


def _reach(solver: Simplex, aims: csr_array, bottom: Floats, top: Floats) -> tuple[Floats, Floats]:
    """Both ends of each aim; one that a point found on the way already reaches needs no further search."""
    seen = aims @ solver.point()
    ends = []
    for sign, limit in ((1.0, top), (-1.0, -bottom)):
        best, found = sign * seen, limit.copy()
        for at in range(aims.shape[0]):
            if best[at] < limit[at] - EPS:
                found[at] = solver.farthest(sign * aims[[at]].toarray()[0])
                if found[at] < np.inf:
                    best = np.maximum(best, sign * (aims @ solver.point()))
        ends.append(sign * found)
    return ends[1], ends[0]


def _parts(rows: csr_array, free: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """The variables that hang together through what is not fixed, and the rows that they stand in."""
    columns = np.flatnonzero(free)
    inner = csr_array(rows[:, columns])
    height = inner.shape[0]
    line, column = inner.nonzero()
    ways = csr_array((np.ones(len(line)), (line, column + height)), shape=(height + len(columns),) * 2)
    count, label = connected_components(ways, directed=False)
    for one in range(count):
        part = np.flatnonzero(label[height:] == one)
        if len(part):
            yield columns[part], np.flatnonzero(label[:height] == one)


def _carried(rows: csr_array, floor: Floats, ceiling: Floats, *, whole: bool) -> tuple[Floats, Floats]:
    """What the limits of each sum leave to each of its parts."""
    grid = rows.tocoo()
    row, column, plus = grid.row, grid.col, grid.data > 0
    least, most = np.zeros(rows.shape[1]), np.full(rows.shape[1], np.inf)
    for _ in range(ROUNDS):
        before = least.copy(), most.copy()
        own = np.where(plus, least[column], -most[column]), np.where(plus, most[column], -least[column])
        down = floor[row] - _others(row, own[1], len(floor))
        up = ceiling[row] - _others(row, own[0], len(floor))
        np.maximum.at(least, column, np.where(plus, down, -up))
        np.minimum.at(most, column, np.where(plus, up, -down))
        if whole:
            least, most = np.ceil(least - EPS), np.floor(most + EPS)
        if (least > most + EPS).any():
            raise ContradictionError("a count would have to be more and less at once")
        if all((old == new).all() for old, new in zip(before, (least, most), strict=True)):
            break
    return least, np.maximum(least, most)


def _others(row: NDArray[np.int32], own: Floats, height: int) -> Floats:
    """What the other parts of the same sum come to."""
    endless = np.isinf(own)
    finite = np.where(endless, 0.0, own)
    beside = np.bincount(row, endless, height)[row] - endless
    sums = np.bincount(row, finite, height)[row] - finite
    end = own[endless][0] if endless.any() else 0.0
    return np.where(beside > 0, end, sums)
