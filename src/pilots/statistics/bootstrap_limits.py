"""The limits of an interval from drawn samples: percentile and BCa, plain or widened for small samples."""

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np

from pilots.statistics.intervals import NONE
from pilots.statistics.methods import Method
from pilots.statistics.resampling import Pool
from pilots.statistics.samples import Values
from pilots.statistics.weighted import Weighted

LOST = 0.2
"""Share of drawn samples without a value, as nothing varies in them, above which there is no interval."""


class Influence(NamedTuple):
    """What each kind of unit in a stratum of `size` units moves, and how many units are of that kind."""

    moved: Values
    alike: Values
    size: int

    def moment(self, power: int) -> float:
        """Sum of a power over the units."""
        return float((self.alike * self.moved**power).sum())


def limits(
    source: Pool, of: Weighted, *, kind: str, widen: bool, resamples: int, ci: float, seed: int
) -> tuple[float, float, Method | None]:
    """Lower and upper limit, or the reason why there is none.

    Parameters
    ----------
    source
        What is drawn from.
    of
        The statistic.
    kind, widen, resamples, ci, seed
        As for `bootstrap.bootstrap`.
    """
    from scipy.special import ndtr, ndtri

    estimate = _values(of, source, [source.observed()])[0]
    drawn = _values(of, source, source.drawn(resamples, seed))
    drawn = drawn[np.isfinite(drawn)]
    if len(drawn) < (1 - LOST) * resamples:
        return *NONE, Method.LOST_RESAMPLES
    drawn.sort()
    range_ = float(drawn[-1] - drawn[0])
    if not range_ > 1e-12 * float(np.abs(drawn).max()):
        return *NONE, Method.STILL_RESAMPLES
    z = float(ndtri((1 + ci) / 2)) * np.array([-1, 1])
    if kind == "percentile" and not widen:
        return *_quantiles(drawn, ndtr(z)), None
    influences = _influences(source, of)
    if not np.isfinite(sum(influence.moment(2) for influence in influences)):
        return *NONE, Method.LOST_RESAMPLES
    if widen:
        z = z * _widening(influences, ci) / z[1]
    if kind == "percentile":
        return *_quantiles(drawn, ndtr(z)), None
    below = np.searchsorted(drawn, [estimate - 1e-9 * range_, estimate + 1e-9 * range_]).mean() / len(drawn)
    if not 0 < below < 1:
        return *NONE, Method.STILL_RESAMPLES
    bias = float(ndtri(below))
    slowed = 1 - _acceleration(influences) * (bias + z)
    return *_quantiles(drawn, np.where(slowed > 0, ndtr(bias + (bias + z) / slowed), [0, 1])), None


def _values(of: Weighted, source: Pool, counts: Iterable[Values]) -> Values:
    return np.concatenate([of(source.distinct, source.of_groups(lines)) for lines in counts])


def _quantiles(drawn: Values, shares: Values) -> tuple[float, float]:
    low, high = np.quantile(drawn, shares)
    return float(low), float(high)


def _influences(source: Pool, of: Weighted) -> list[Influence]:
    """uᵢ = (n - 1) (θ̄ - θ₋ᵢ) / n, n the units of a stratum, θ̄ the mean over them."""
    found = []
    for stratum in source.strata:
        if (n := stratum.size) > 1:
            without = _values(of, source, source.without_one(stratum))
            centre = np.average(without, weights=stratum.alike)
            found.append(Influence((n - 1) / n * (centre - without), stratum.alike.astype("float64"), n))
    return found


def _acceleration(influences: Sequence[Influence]) -> float:
    squares = sum(influence.moment(2) for influence in influences)
    return sum(influence.moment(3) for influence in influences) / (6 * squares**1.5) if squares > 0 else 0.0


def _widening(influences: Sequence[Influence], ci: float) -> float:
    """What takes the place of the normal quantile: √(v / w) t, see `bootstrap.bootstrap`."""
    from scipy.special import ndtri, stdtrit

    drawn = [influence.moment(2) for influence in influences]
    true = [square * influence.size / (influence.size - 1) for square, influence in zip(drawn, influences, strict=True)]
    if not sum(drawn) > 0:
        return float(ndtri((1 + ci) / 2))
    df = sum(true) ** 2 / sum(v**2 / (influence.size - 1) for v, influence in zip(true, influences, strict=True))
    return sqrt(sum(true) / sum(drawn)) * float(stdtrit(df, (1 + ci) / 2))
