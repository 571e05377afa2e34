"""Intervals of agreement from drawn units: each sample gets its exact coefficient, and its percentiles are the limits."""

from collections.abc import Iterable
from math import nan, sqrt

import numpy as np
from numpy.typing import NDArray

from pilots.errors import PilotsError
from pilots.statistics.agreement_methods import AgreementMethod
from pilots.statistics.bootstrap_limits import LOST
from pilots.statistics.methods import Method
from pilots.statistics.resampling import Pool, Stratum
from pilots.statistics.samples import Values, at_most

RESAMPLES = 2_000
_MOST_RESAMPLES = 100_000
_WORTH = 8
"""Units of a kind, on average, from which on kinds are the quicker to draw."""


def drawn_units(alike: Values, resamples: int, seed: int) -> Iterable[Values]:
    """How often each kind of unit is drawn, a line a sample, some lines at a time; nothing without units.

    Examples
    --------
    >>> lines = np.concatenate(list(drawn_units(np.array([30.0, 70.0]), 1_000, seed=0)))
    >>> lines.sum(axis=1).max(), lines.mean(axis=0).round().tolist()
    (np.float64(100.0), [30.0, 70.0])
    """
    units = alike.astype("int64")
    if not units.sum():
        return []
    if len(units) * _WORTH > units.sum():
        return Pool((np.arange(float(len(units)))[:, None],), (Stratum(units),)).drawn(resamples, seed)
    return [_drawn_by_kind(units, resamples, np.random.default_rng(seed))]


def _drawn_by_kind(units: NDArray[np.int64], lines: int, generator: np.random.Generator) -> Values:
    """Kind by kind instead of unit by unit, where many units are alike.

    Counts of kinds that are Poisson, with fewer units expected than there are, are multinomial given how many they are; with
    the units that lack to the full number drawn one by one, they are those of a full sample. Lines with too many are drawn again.
    """
    size = int(units.sum())
    first, shares = _poisson_table(units * max(1 - 1.5 / sqrt(size), 0.0))
    counts = _poisson(first, shares, lines, generator)
    while (many := counts.sum(axis=0) > size).any():
        counts[:, many] = _poisson(first, shares, int(many.sum()), generator)
    lacking = size - counts.sum(axis=0)
    start = np.repeat(lines * np.arange(len(units)), units)  # of the counts of each unit's kind, laid in one row
    cell = start.take(generator.integers(0, size, int(lacking.sum()), dtype="int32"))
    cell += np.repeat(np.arange(lines), lacking)
    counts += np.bincount(cell, minlength=counts.size).reshape(counts.shape)
    return counts.astype("float64").T


def _poisson_table(expected: NDArray[np.floating]) -> tuple[NDArray[np.int64], Values]:
    """From nine standard deviations below to nine above, the probability of each count, a row each; and where it starts."""
    from scipy.special import gammaln

    spread = 9 * np.sqrt(expected)
    first = np.floor(np.maximum(expected - spread, 0)).astype("int64")
    count = first[:, None] + np.arange(int(2 * spread.max()) + 20)
    log_share = count * np.log(np.maximum(expected, 1e-300))[:, None] - expected[:, None] - gammaln(count + 1.0)
    shares = np.exp(log_share)
    return first, shares / shares.sum(axis=1, keepdims=True)


def _poisson(first: NDArray[np.int64], shares: Values, lines: int, generator: np.random.Generator) -> NDArray[np.int64]:
    """Poisson counts, a row each: how many lines get each count, then which; a third of the time of drawing one by one."""
    often = generator.multinomial(lines, shares)
    counts = np.repeat(np.tile(np.arange(shares.shape[1]), len(shares)), often.ravel()).reshape(len(shares), lines)
    return generator.permuted(counts, axis=1) + first[:, None]


def percentiles(
    drawn: Iterable[Values], resamples: int, ci: float
) -> tuple[float, float, Method | AgreementMethod | None]:
    """The limits that drawn values give, or the reason why there are none."""
    values = np.concatenate([np.zeros(0), *drawn])
    values = values[np.isfinite(values)]
    if len(values) < (1 - LOST) * resamples:
        return nan, nan, Method.LOST_RESAMPLES
    if np.ptp(values) < 1e-12:
        return nan, nan, AgreementMethod.SAME_AGREEMENT
    low, high = np.quantile(values, [(1 - ci) / 2, (1 + ci) / 2])
    return float(low), float(high), None


def require_resamples(resamples: int) -> None:
    """Refuse too few drawn samples for the ends of an interval, and more than seconds allow.

    Raises
    ------
    PilotsError
        When there are fewer than 100, or more than 100,000.
    """
    if resamples < 100:
        raise PilotsError("an interval needs at least 100 drawn samples", mend="Give `resamples` of 1,000 or more.")
    at_most(resamples, _MOST_RESAMPLES, "drawn samples")
