"""Chance-corrected agreement: (observed - expected) / (1 - expected), and what each coefficient expects of chance."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from math import nan, sqrt
from typing import NamedTuple

import numpy as np

from pilots.statistics.ratings import Ratings
from pilots.statistics.samples import Values

_NOTHING = 1e-12
"""Below this there is no room for agreement beyond chance."""


class Agreed(NamedTuple):
    """One coefficient of agreement.

    Parameters
    ----------
    value
        The coefficient; missing where only one category was given, as chance then leaves no room.
    observed, expected
        Agreement that was observed, and that chance gives.
    standard_error
        Over units, for just these coders; missing with fewer than two units.
    units
        Units it rests on; one more than the degrees of freedom.
    """

    value: float
    observed: float
    expected: float
    standard_error: float
    units: int

    @property
    def p(self) -> float:
        """Two-sided, of a coefficient of nought, by t; missing without standard error."""
        from scipy.special import stdtr

        return (
            float(2 * stdtr(self.units - 1, -abs(self.value) / self.standard_error)) if self.standard_error > 0 else nan
        )


@dataclass(frozen=True)
class Weighed:
    """Ratings with the weights of their categories, ready to be counted as often as lines say.

    A line holds how often each kind of unit counts: `ratings.alike` for the ratings themselves, other counts for drawn samples.
    """

    ratings: Ratings
    weights: Values
    raters: Values = field(init=False)
    paired: Values = field(init=False)
    matched: Values = field(init=False)
    shares: Values = field(init=False)

    def __post_init__(self) -> None:
        counts, raters = self.ratings.counts, self.ratings.raters
        matched = (counts * (counts @ self.weights - 1)).sum(axis=1)
        several = np.maximum(raters, 2) - 1
        for name, value in {
            "raters": raters,
            "paired": (raters >= 2).astype("float64"),
            "matched": np.where(raters >= 2, matched / np.maximum(raters, 1) / several, 0.0),
            "shares": counts / np.maximum(raters, 1)[:, None],
        }.items():
            object.__setattr__(self, name, value)

    def observed(self, lines: Values) -> Values:
        """Agreement of a pair of coders, the mean over units that two or more rated."""
        return _divided(lines @ (self.matched * self.paired), lines @ self.paired)

    def given(self, lines: Values) -> Values:
        """Share of each category, a line a line: the mean over units of the share of their coders that gave it."""
        return _divided(lines @ self.shares, lines.sum(axis=1)[:, None])

    def by_coder(self) -> Values:
        """A row a kind, then a coder, then a category: 1 where the coder gave it."""
        codes = self.ratings.codes
        assert codes is not None
        given: Values = (codes[:, :, None] == np.arange(len(self.weights))).astype("float64")
        return given


def values(name: str, weighed: Weighed, lines: Values) -> Values:
    """The coefficient of each line; missing where chance leaves no room."""
    if name == "light_kappa":
        pairs = [values("cohen_kappa", pair, lines) for pair in _pairs(weighed)]
        found: Values = np.mean(pairs, axis=0) if pairs else np.full(len(lines), nan)
        return found
    observed = _observed(name, weighed, lines)
    expected = EXPECTED[name](weighed, lines)
    return _divided(observed - expected, 1 - expected)


def coefficient(name: str, weighed: Weighed, *, sampled: bool = True) -> Agreed:
    """A coefficient with its standard error.

    Parameters
    ----------
    name
        `percent_agreement`, `cohen_kappa`, `scott_pi`, `conger_kappa`, `light_kappa`, `fleiss_kappa`, `krippendorff_alpha`, `gwet_ac` or
        `brennan_prediger`.
    weighed
        For Cohen's kappa, Scott's pi and Light's kappa: units that all coders rated.
    sampled
        Whether the variance over units is divided by their number less one, as of a sample, or by their number.

    Notes
    -----
    The standard error is that of the linearised coefficient: with xᵤ what a unit adds, √(Σ (xᵤ - θ)² / (n (n - 1))), for these coders, of
    whom no sample is thought (Gwet 2014, chapter 5). As irrCAC, it takes the number of units rated by two or more as given.
    """
    ratings = weighed.ratings
    line = ratings.alike[None]
    value = float(values(name, weighed, line)[0])
    observed = float(np.mean([_observed(name, pair, line)[0] for pair in _parts(name, weighed)] or [nan]))
    expected = float(np.mean([EXPECTED[name](pair, line)[0] for pair in _parts(name, weighed)] or [nan]))
    alike = ratings.alike * weighed.paired if name == "krippendorff_alpha" else ratings.alike
    n = float(alike.sum())
    if not n >= 2 or not np.isfinite(value):
        return Agreed(value, observed, expected, nan, int(n))
    added = _added(name, weighed)
    squares = float((alike * (added - np.average(added, weights=alike)) ** 2).sum())
    largest = max(float(np.abs(added).max()), 1.0)
    spread = sqrt(squares / n / (n - 1 if sampled else n)) if squares > n * (1e-12 * largest) ** 2 else 0.0
    return Agreed(value, observed, expected, spread, int(n))


def _pairs(weighed: Weighed) -> list[Weighed]:
    codes = weighed.ratings.codes
    coders = 0 if codes is None else codes.shape[1]
    return [Weighed(weighed.ratings.of(pair), weighed.weights) for pair in combinations(range(coders), 2)]


def _parts(name: str, weighed: Weighed) -> list[Weighed]:
    return _pairs(weighed) if name == "light_kappa" else [weighed]


def _observed(name: str, weighed: Weighed, lines: Values) -> Values:
    """For Krippendorff's alpha the units weigh by their coders, and a share of one over all ratings agrees with itself."""
    if name != "krippendorff_alpha":
        return weighed.observed(lines)
    ratings = lines @ (weighed.raters * weighed.paired)
    agreeing = _divided(lines @ (weighed.matched * weighed.raters * weighed.paired), ratings)
    own = _divided(np.ones(len(lines)), ratings)
    return (1 - own) * agreeing + own


def _none(_weighed: Weighed, lines: Values) -> Values:
    return np.zeros(len(lines))


def _fleiss(weighed: Weighed, lines: Values) -> Values:
    """Two coders draw from the same shares."""
    given = weighed.given(lines)
    return _total((given @ weighed.weights) * given)


def _krippendorff(weighed: Weighed, lines: Values) -> Values:
    """As Fleiss, of the ratings of units that two or more rated."""
    counted = lines @ (weighed.ratings.counts * weighed.paired[:, None])
    given = _divided(counted, counted.sum(axis=1)[:, None])
    return _total((given @ weighed.weights) * given)


def _conger(weighed: Weighed, lines: Values) -> Values:
    """Each coder draws from their own shares; with two coders this is Cohen's."""
    given = weighed.by_coder()
    kinds, coders, categories = given.shape
    if coders < 2:
        return np.full(len(lines), nan)
    counted = (lines @ given.reshape(kinds, -1)).reshape(len(lines), coders, categories)
    shares = _divided(counted, counted.sum(axis=2)[:, :, None])
    together = shares.sum(axis=1)
    own = ((shares @ weighed.weights) * shares).sum(axis=(1, 2))
    by_others: Values = (_total((together @ weighed.weights) * together) - own) / (coders * (coders - 1))
    return by_others


def _gwet(weighed: Weighed, lines: Values) -> Values:
    """Coders guess among all categories, on units that are hard to tell."""
    given, q = weighed.given(lines), len(weighed.weights)
    if q < 2:
        return np.ones(len(lines))
    return _total(given * (1 - given)) * float(weighed.weights.sum()) / (q * (q - 1))


def _brennan_prediger(weighed: Weighed, lines: Values) -> Values:
    """Coders guess all categories equally."""
    return np.full(len(lines), weighed.weights.sum() / len(weighed.weights) ** 2 if len(weighed.weights) else nan)


EXPECTED: dict[str, Callable[[Weighed, Values], Values]] = {
    "percent_agreement": _none,
    "weighted_agreement": _none,
    "cohen_kappa": _conger,
    "scott_pi": _fleiss,
    "conger_kappa": _conger,
    "light_kappa": _conger,
    "fleiss_kappa": _fleiss,
    "krippendorff_alpha": _krippendorff,
    "gwet_ac": _gwet,
    "brennan_prediger": _brennan_prediger,
}
"""What each coefficient expects of chance."""


def _added(name: str, weighed: Weighed) -> Values:
    """What a unit of each kind adds to the coefficient."""
    if name == "light_kappa":
        parts = [_added("cohen_kappa", pair) for pair in _pairs(weighed)]
        added: Values = np.mean(parts, axis=0)
        return added
    line = weighed.ratings.alike[None]
    expected = float(EXPECTED[name](weighed, line)[0])
    if name == "krippendorff_alpha":
        return _added_to_alpha(weighed, expected)
    n, rated_twice = float(line.sum()), float(line[0] @ weighed.paired)
    value = float(values(name, weighed, line)[0])
    seen = n / rated_twice * (weighed.matched - expected) * weighed.paired
    return (seen - 2 * (1 - value) * (_guessed(name, weighed, expected) - expected)) / (1 - expected)


def _added_to_alpha(weighed: Weighed, expected: float) -> Values:
    ratings = weighed.ratings
    line = (ratings.alike * weighed.paired)[None]
    coders = float(np.average(weighed.raters, weights=line[0]))
    more = (weighed.raters - coders) / coders
    observed = float(_observed("krippendorff_alpha", weighed, line)[0])
    uncorrected = float((line @ (weighed.matched * weighed.raters))[0] / (line @ weighed.raters)[0])
    value = (uncorrected - expected) / (1 - expected)
    given = line[0] @ ratings.counts / float((line @ weighed.raters)[0])
    seen = weighed.matched * weighed.raters / coders - observed * more
    guessed = ratings.counts @ (weighed.weights @ given) / coders - expected * more
    added: Values = (seen - expected - 2 * (1 - value) * (guessed - expected)) / (1 - expected)
    return added


def _guessed(name: str, weighed: Weighed, expected: float) -> Values:
    """What a unit of each kind adds to half of the agreement expected."""
    line = weighed.ratings.alike[None]
    if name in ("fleiss_kappa", "scott_pi"):
        fleiss: Values = weighed.shares @ (weighed.weights @ weighed.given(line)[0])
        return fleiss
    if name == "gwet_ac":
        q = len(weighed.weights)
        gwet: Values = weighed.shares @ (1 - weighed.given(line)[0]) * float(weighed.weights.sum()) / (q * (q - 1))
        return gwet
    if name in ("cohen_kappa", "conger_kappa"):
        return _guessed_by_coder(weighed, line)
    return np.full(len(weighed.shares), expected)


def _guessed_by_coder(weighed: Weighed, line: Values) -> Values:
    given = weighed.by_coder()
    kinds, coders, categories = given.shape
    counted = (line @ given.reshape(kinds, -1)).reshape(coders, categories)
    rated = counted.sum(axis=1)
    shares = counted / rated[:, None]
    of_others = (shares.sum(axis=0) - shares) @ weighed.weights
    n = float(line.sum())
    known = given.sum(axis=2) - rated / n
    own = (given * of_others).sum(axis=2) - known * (shares * of_others).sum(axis=1)
    total: Values = (own * n / rated).sum(axis=1) / (coders * (coders - 1))
    return total


def _total(of_categories: Values) -> Values:
    total: Values = of_categories.sum(axis=1)
    return total


def _divided(part: Values, whole: Values) -> Values:
    """Missing where there is nothing to divide by."""
    whole = np.broadcast_to(whole, part.shape)
    quotient: Values = np.divide(part, whole, out=np.full(part.shape, nan), where=np.abs(whole) > _NOTHING)
    return quotient
