"""What a reader can compute who adds, subtracts and compares all that is told."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from pilots.privacy.joint import Joint
from pilots.privacy.simplex import ContradictionError, Floats, Simplex

Whole = NDArray[np.int64]

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
    rows, floor, ceiling = stacked(tables, low, high)
    least, most, parts = apart(rows, floor, ceiling, whole=whole)
    own = csr_array(tables.cells[np.asarray(wanted, dtype="int64")])
    bottom, top = own @ least, own @ most
    for part in parts:
        solver = part.solver(floor, ceiling)
        aims = csr_array(own[:, part.columns])
        asked = np.flatnonzero(np.diff(aims.indptr))
        rest = own[asked] @ least - aims[asked] @ part.least
        found = _reach(solver, csr_array(aims[asked]), bottom[asked] - rest, top[asked] - rest)
        bottom[asked], top[asked] = found[0] + rest, found[1] + rest
    # adding 0 makes a negative zero a zero
    return (np.ceil(bottom - EPS) + 0.0, np.floor(top + EPS) + 0.0) if whole else (bottom, top)


@dataclass(frozen=True)
class Part:
    """Cells that hang together through what is not fixed.

    Parameters
    ----------
    lines
        The sums that they stand in, by number.
    columns
        The cells, by number.
    rows
        Those sums over those cells.
    given
        What fixed cells add to the sums.
    least, most
        What the cells can be.
    """

    lines: Whole
    columns: Whole
    rows: csr_array
    given: Floats
    least: Floats
    most: Floats

    def solver(self, floor: Floats, ceiling: Floats) -> Simplex:
        """The linear programme over these cells, for limits of all sums."""
        low, high = floor[self.lines] - self.given, ceiling[self.lines] - self.given
        return Simplex(self.rows, low, high, self.least, self.most)


def stacked(tables: Joint, low: Floats, high: Floats) -> tuple[csr_array, Floats, Floats]:
    """Counts, then links, as sums of cells with their limits."""
    none = np.zeros(tables.links.shape[0])
    rows = csr_array(vstack([tables.cells, tables.links]))
    return rows, np.concatenate([low, none]), np.concatenate([high, none])


def apart(rows: csr_array, floor: Floats, ceiling: Floats, *, whole: bool) -> tuple[Floats, Floats, list[Part]]:
    """What limits leave to each cell when they are carried from sum to sum, and what then falls apart."""
    least, most = _carried(rows, floor, ceiling, whole=whole)
    free = np.flatnonzero(most - least > EPS)
    inner = csr_array(rows[:, free])
    height = inner.shape[0]
    line, column = inner.nonzero()
    ways = csr_array((np.ones(len(line)), (line, column + height)), shape=(height + len(free),) * 2)
    count, label = connected_components(ways, directed=False)
    parts = []
    for one in range(count):
        lines, own = np.flatnonzero(label[:height] == one), np.flatnonzero(label[height:] == one)
        if len(own):
            columns = free[own]
            sums = csr_array(inner[lines][:, own])
            given = rows[lines] @ least - sums @ least[columns]
            parts.append(Part(lines, columns, sums, given, least[columns], most[columns]))
    return least, most, parts


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
