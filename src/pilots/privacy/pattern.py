"""Which counts to hold back so that none can be computed, with the least information lost."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from pilots.privacy.joint import Joint
from pilots.privacy.programme import EPS, Part, Whole, apart, stacked
from pilots.privacy.simplex import Floats

Mask = NDArray[np.bool_]

MANY = 40
"""How many counts that must be held back are too many to look at all tables at once."""
ROUNDS = 100
"""How often the cheapest pattern is attacked before counts are only added to it."""
NODES = 2000
"""How many branches the search for the cheapest pattern may take; never a time, so that the same tables give the same."""


class NoPatternError(ValueError):
    """Not even everything that may be held back protects what must be."""


@dataclass(frozen=True)
class Secrets:
    """Counts, and what of them must stay unknown.

    Parameters
    ----------
    tables
        How the counts hang together.
    low, high
        What a reader takes each count for where it is told.
    least, most
        What a reader takes it for where it is held back.
    must
        Which are held back in any case.
    need
        How wide the interval of each must stay, if it is held back.
    cost
        What is lost with each; infinite where it stays told.
    rules
        Sums that must not be below 0: a weight for each count that is held back.
    """

    tables: Joint
    low: Floats
    high: Floats
    least: Floats
    most: Floats
    must: Mask
    need: Floats
    cost: Floats
    rules: Floats | None = None

    def within(self, inside: Mask) -> "Secrets":
        """Those of some counts only, while all others are told."""
        return replace(self, must=self.must & inside, cost=np.where(inside, self.cost, np.inf))

    @property
    def may(self) -> Mask:
        """Which may be held back."""
        return self.must | np.isfinite(self.cost)


def least_loss(secrets: Secrets, *, whole: bool = True) -> Mask:
    r"""Hold back counts so that none of them can be bounded more narrowly than it needs, at the least cost.

    Parameters
    ----------
    secrets
        The counts, which must be held back, and what is lost with others.
    whole
        Whether counts are whole numbers, and a reader knows it.

    Returns
    -------
    array of bool
        Which counts are held back.

    Raises
    ------
    NoPatternError
        When holding back everything that may be is not enough.

    Notes
    -----
    .. math:: \min \sum_i c_i z_i \quad \text{s.t.} \quad \bar x_k(z) - \underline x_k(z) \ge w_k z_k
        \text{ for all } k, \; z \in \{0, 1\}

    The ends of a count's interval are linear programmes of the reader (`extremes`). Where a pattern leaves one too
    narrow by :math:`r`, the prices :math:`\lambda` of those two programmes say what other counts would add to it, which gives
    the cut :math:`\sum_i \min(r, \lambda_i^+ \infty + \lambda_i^- a_i) z_i \ge r z_k` over the counts :math:`a_i` that are
    told: every pattern that protects satisfies it. The cheapest pattern under all cuts is attacked again, until none
    is left: it is then the cheapest of all. After `ROUNDS` attacks counts are only added. Where many must be held back (`MANY`), each table is
    first protected by itself, from a reader who is told all others whole: what protects it then protects it all the more when less is
    told. That may lose a little more than the least.

    References
    ----------
    Fischetti & Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints. Management
    Science 47(7).
    """
    must, left = secrets.must, np.ones(len(secrets.must), dtype="bool")
    if must.sum() > MANY:
        for table in np.unique(secrets.tables.table[must]):
            inside = secrets.tables.table == table
            try:
                must = must | _least(secrets.within(inside), whole=whole)
                left &= ~inside
            except NoPatternError:
                continue
    return _least(replace(secrets, must=must), whole=whole) if (left & secrets.must).any() else must


def _least(secrets: Secrets, *, whole: bool) -> Mask:
    """The cheapest pattern, part by part."""
    low = np.where(secrets.may, secrets.least, secrets.low)
    high = np.where(secrets.may, secrets.most, secrets.high)
    rows, floor, ceiling = stacked(secrets.tables, low, high)
    least, most, parts = apart(rows, floor, ceiling, whole=whole)
    if (secrets.must & (secrets.tables.cells @ (most - least) < secrets.need - EPS)).any():
        raise NoPatternError("what stays told gives a count away")
    held = secrets.must.copy()
    for part in parts:
        own = part.lines[part.lines < len(held)]
        if secrets.must[own].any():
            held[own] = _cheapest(_Reader(part, secrets), secrets, own)
    return held


def _cheapest(reader: "_Reader", secrets: Secrets, own: Whole) -> Mask:
    """The cheapest pattern of one part: of all that the cuts found so far allow, until no attack finds another."""
    must, may, cost = secrets.must[own], secrets.may[own], secrets.cost[own]
    rules = np.zeros((0, len(own))) if secrets.rules is None else secrets.rules[:, own]
    search, held = _Search(must, may, cost), must
    search.add(rules[np.abs(rules).sum(axis=1) > 0])
    for _ in range(ROUNDS):
        held = search.cheapest()
        found = reader.cuts(held)
        if not found:
            return held
        search.add(np.array(found))
    while found := reader.cuts(held):
        search.keep(held, np.array(found))
        held = search.cheapest()
    return held


class _Search:
    """The cheapest pattern that satisfies cuts; those that share no count are searched apart, and once."""

    def __init__(self, must: Mask, may: Mask, cost: Floats) -> None:
        self._must, self._may = must.astype("float64"), may.astype("float64")
        self._cost = np.where(np.isfinite(cost), cost, 0.0)
        self._cuts = csr_array((0, len(must)))
        self._known: dict[bytes, Floats] = {}

    def add(self, cuts: Floats) -> None:
        """Ask more of a pattern."""
        self._cuts = csr_array(vstack([self._cuts, csr_array(cuts)]))

    def keep(self, held: Mask, cuts: Floats) -> None:
        """Ask more, of patterns that hold back at least these counts."""
        self._must = held.astype("float64")
        self.add(cuts)

    def cheapest(self) -> Mask:
        """The cheapest pattern so far."""
        held = self._must.copy()
        unsure = np.flatnonzero(self._may > self._must)
        row, column = self._cuts[:, unsure].nonzero()
        height = self._cuts.shape[0]
        ways = csr_array((np.ones(len(row)), (row, column + height)), shape=(height + len(unsure),) * 2)
        count, label = connected_components(ways, directed=False)
        given = self._cuts @ self._must
        for one in range(count):
            lines, own = np.flatnonzero(label[:height] == one), unsure[label[height:] == one]
            if len(lines):
                held[own] = self._best(csr_array(self._cuts[lines][:, own]), given[lines], self._cost[own])
        return held > 0.5

    def _best(self, cuts: csr_array, given: Floats, cost: Floats) -> Floats:
        key = cuts.toarray().tobytes() + given.tobytes() + cost.tobytes()
        if key not in self._known:
            if not len(cost):
                if (given < -EPS).any():
                    raise NoPatternError("nothing that may be held back is enough")
                return np.zeros(0)
            found = milp(
                cost,
                integrality=np.ones(len(cost), dtype="int64"),
                bounds=Bounds(0, 1),
                constraints=LinearConstraint(cuts, -given, np.inf),
                options={"mip_rel_gap": 0.0, "node_limit": NODES},
            )
            if found.x is None:
                raise NoPatternError("nothing that may be held back is enough")
            self._known[key] = np.round(found.x)
        return self._known[key]


class _Reader:
    """Who attacks the counts of a part: what they can compute, and what would keep them from it."""

    def __init__(self, part: Part, secrets: Secrets) -> None:
        count = int((part.lines < len(secrets.must)).sum())
        own = part.lines[:count]
        self._cells = csr_array(part.rows[:count])
        none = np.zeros(secrets.tables.links.shape[0])
        floor, ceiling = np.concatenate([secrets.low, none]), np.concatenate([secrets.high, none])
        given = part.given[:count, None]
        self._told = np.column_stack([secrets.low[own], secrets.high[own]]) - given
        # a reader who is told nothing still knows what stays told around it
        self._hidden = np.column_stack([secrets.least[own], secrets.most[own]]) - given
        around = np.column_stack([self._cells @ part.least, self._cells @ part.most])
        ends = np.maximum(self._hidden[:, 0], around[:, 0]), np.minimum(self._hidden[:, 1], around[:, 1])
        self._room = _apart(self._told[:, 0], ends[0]), _apart(ends[1], self._told[:, 1])
        self._need = secrets.need[own]
        self._solver = part.solver(floor, ceiling)
        self._held = np.zeros(count, dtype="bool")

    def cuts(self, held: Mask) -> list[Floats]:
        """What a pattern must satisfy that protects the counts better than this one; nothing where all are safe."""
        for row in np.flatnonzero(held != self._held):
            low, high = self._hidden[row] if held[row] else self._told[row]
            self._solver.limit(int(row), low, high)
        self._held = held.copy()
        found = []
        bottom, top = np.full(len(held), np.inf), np.full(len(held), -np.inf)
        for at in np.flatnonzero(held).tolist():
            if top[at] - bottom[at] < self._need[at] - EPS:
                width, worth = self._width(at, bottom, top)
                if width < self._need[at] - EPS:
                    short = self._need[at] - width
                    cut = np.where(held, 0.0, np.minimum(worth, short))
                    cut[at] = -short
                    found.append(cut)
        return found

    def _width(self, at: int, bottom: Floats, top: Floats) -> tuple[float, Floats]:
        """How wide a count's interval is, and what each other count would add to it at the most if it were held back."""
        aim = self._cells[[at]].toarray()[0]
        width, worth = 0.0, np.zeros(len(self._held))
        for sign in (1.0, -1.0):
            end = self._solver.farthest(sign * aim)
            if end == np.inf:
                return np.inf, worth
            width += end
            price = self._solver.prices()[: len(worth)]
            for way, room in ((-1.0, self._room[0]), (1.0, self._room[1])):
                worth += np.where(way * price > EPS, np.abs(price) * np.where(np.abs(price) > EPS, room, 0.0), 0.0)
            seen = self._cells @ self._solver.point()
            np.minimum(bottom, seen, out=bottom)
            np.maximum(top, seen, out=top)
        return width, worth


def _apart(high: Floats, low: Floats) -> Floats:
    """How far ends lie apart; not at all where both are endless."""
    return np.subtract(high, low, out=np.zeros(len(high)), where=high != low)
