"""What coders gave, added up by document: a document that is drawn twice counts twice, and nothing is counted anew."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pilots.qualitative.unitising import Units
from pilots.statistics.agreement_coefficients import Weighed
from pilots.statistics.agreement_coefficients import values as coefficient_values
from pilots.statistics.ratings import of_codes
from pilots.statistics.samples import Values

Codes = NDArray[np.int64]
_MOST_SETS = 500
_OF_ALL = {"cohen_kappa", "scott_pi", "light_kappa"}
_CELLS = 500_000
"""Counts of values in drawn samples that are held at once."""


@dataclass(frozen=True)
class Sums:
    """Of each document the distances within its units, and how often each value was given.

    Parameters
    ----------
    apart
        Sum over units of the mean distance of two coders.
    differing
        Sum over units of the distances of all pairs of values, divided by the values less one.
    size
        Size of the units.
    given
        A row a document, a column a value.
    distance
        Of each value from each other; None where any two are equally far apart.
    """

    apart: Values
    differing: Values
    size: Values
    given: Values
    distance: Values | None

    def percent(self, lines: Values) -> Values:
        """One less the mean distance of two coders, of each line of how often documents count."""
        total = lines @ self.size
        agreed: Values = 1 - np.divide(lines @ self.apart, total, out=np.full(len(lines), np.nan), where=total > 0)
        return agreed

    def alpha(self, lines: Values) -> Values:
        """1 - (n - 1) Σ o δ / Σ n n' δ of each line; missing where only one value occurs."""
        parts = 1 + len(lines) * self.given.shape[1] // _CELLS
        return np.concatenate([self._alpha(some) for some in np.array_split(lines, parts)])

    def _alpha(self, lines: Values) -> Values:
        given = lines @ self.given
        n = given.sum(axis=1)
        other = n[:, None] - given if self.distance is None else given @ self.distance
        expected = (given * other).sum(axis=1)
        observed = (n - 1) * (lines @ self.differing)
        alpha: Values = 1 - np.divide(observed, expected, out=np.full(len(lines), np.nan), where=expected > 0)
        return alpha


@dataclass(frozen=True)
class Judged:
    """The units that two or more of some coders judged.

    Parameters
    ----------
    paired
        Whether a unit is one of them.
    raters
        How many of these coders judged it.
    size, text
        How much it counts, and the number of its document.
    n, n_missing
        Size of all of them, and of all other units.
    """

    paired: NDArray[np.bool_]
    raters: Codes
    size: Values
    text: Codes
    n: int
    n_missing: int

    @classmethod
    def by(cls, units: Units, coders: list[int]) -> "Judged":
        """Those that two or more of these coders judged."""
        raters = units.judged[:, coders].sum(axis=1).astype("int64")
        paired = np.asarray(raters >= 2, dtype="bool")
        n = int(units.size[paired].sum())
        return cls(
            paired,
            raters[paired],
            units.size[paired],
            units.text[paired],
            n,
            units.left_out + int(units.size.sum()) - n,
        )

    def sums(self, values: Codes, documents: int, distance: Values | None = None) -> Sums:
        """Add up what was given, document by document; -1 is no value."""
        known = values if self.paired.all() else values[self.paired]
        if distance is None and known.max() <= 1:
            yes = np.maximum(known, 0).sum(axis=1, dtype="float64")
            differing, given = 2 * yes * (self.raters - yes), self._yes_and_no(yes, documents)
        else:
            differing, given = self._pairs(known, distance), self._given(known, documents)
        used = np.flatnonzero(given.any(axis=0))
        weighed = differing / (self.raters - 1)
        return Sums(
            apart=self._added(weighed / self.raters, documents),
            differing=self._added(weighed, documents),
            size=self._added(np.ones(len(known)), documents),
            given=given[:, used],
            distance=None if distance is None else distance[np.ix_(used, used)],
        )

    def coefficient(self, name: str, values: Codes, lines: Values) -> Values | None:
        """Any other coefficient of each line; None where there are too many different values for it."""
        kinds, kind = np.unique(values[self.paired], axis=0, return_inverse=True)
        found, places = np.unique(kinds[kinds >= 0], return_inverse=True)
        if len(found) > _MOST_SETS:
            return None
        codes = np.full(kinds.shape, -1, dtype="int64")
        codes[kinds >= 0] = places
        flat = self.text * len(kinds) + kind.ravel()
        held = np.bincount(flat, self.size, lines.shape[1] * len(kinds)).reshape(-1, len(kinds))
        used = (kinds >= 0).all(axis=1) if name in _OF_ALL else np.ones(len(kinds), dtype="bool")
        if not used.any():
            return np.full(len(lines), np.nan)
        ratings = of_codes(
            codes[used], held[:, used].sum(axis=0), np.arange(1.0, len(found) + 1), [str(one) for one in found]
        )
        return coefficient_values(name, Weighed(ratings, np.eye(len(found))), lines @ held[:, used])

    def _yes_and_no(self, yes: Values, documents: int) -> Values:
        given = self._added(yes, documents)
        return np.column_stack([self._added(self.raters, documents) - given, given])

    def _given(self, values: Codes, documents: int) -> Values:
        kinds = int(values.max()) + 1
        row, coder = np.nonzero(values >= 0)
        flat = self.text[row] * kinds + values[row, coder]
        counted: Values = np.bincount(flat, self.size[row], documents * kinds).astype("float64")
        return counted.reshape(documents, kinds)

    def _pairs(self, values: Codes, distance: Values | None) -> Values:
        differing = np.zeros(len(values))
        for one, other in combinations(values.T, 2):
            apart = one != other if distance is None else distance[one, other]
            differing += 2 * ((one >= 0) & (other >= 0)) * apart
        return differing

    def _added(self, of_units: "Values | Codes", documents: int) -> Values:
        total: Values = np.bincount(self.text, of_units * self.size, documents).astype("float64")
        return total
