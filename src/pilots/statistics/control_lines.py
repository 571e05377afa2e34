"""The centre line and the standard errors of each kind of control chart."""

from collections.abc import Callable
from math import inf, pi, sqrt
from typing import NamedTuple

import numpy as np

from pilots.statistics.methods import Method
from pilots.statistics.samples import Values

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
Line = Callable[[Values, Values, Mask], tuple[Values, Values]]
"""From counts (or values), bases, and which points set it: the centre line and the standard error at every point."""
_D2 = 2 / sqrt(pi)
"""The mean absolute difference of two normal values, in standard deviations."""


class Chart(NamedTuple):
    """A kind of chart.

    Its line, its name in words, whether it has a base, whether counts are divided by that, whether that counts people (no
    count is above it then), and the lowest value there is.
    """

    line: Line
    method: Method
    has_base: bool = False
    divided: bool = False
    people: bool = False
    low: float = 0.0


def _share(counts: Values, bases: Values, who: Mask) -> tuple[Values, Values]:
    p = counts[who].sum() / bases[who].sum()
    return np.full(len(counts), p), np.sqrt(p * (1 - p) / bases)


def _count_of_base(counts: Values, bases: Values, who: Mask) -> tuple[Values, Values]:
    centre, error = _share(counts, bases, who)
    return centre * bases, error * bases


def _rate(counts: Values, bases: Values, who: Mask) -> tuple[Values, Values]:
    u = counts[who].sum() / bases[who].sum()
    return np.full(len(counts), u), np.sqrt(u / bases)


def _single(values: Values, bases: Values, who: Mask) -> tuple[Values, Values]:
    spread = np.abs(np.diff(values[who])).mean() / _D2 if who.sum() > 1 else 0.0
    return np.full(len(values), values[who].mean()), np.full(len(bases), spread)


def _laney(line: Line) -> Line:
    """The same line, with standard errors widened (or narrowed) to what the points really do from one to the next."""

    def widened(counts: Values, bases: Values, who: Mask) -> tuple[Values, Values]:
        centre, error = line(counts, bases, who)
        if not (error > 0).all():
            return centre, error
        standard = (counts / bases - centre) / error
        return centre, error * _single(standard, bases, who)[1]

    return widened


CHARTS = {
    "p": Chart(_share, Method.P_CHART, has_base=True, divided=True, people=True),
    "np": Chart(_count_of_base, Method.NP_CHART, has_base=True, people=True),
    "u": Chart(_rate, Method.U_CHART, has_base=True, divided=True),
    "c": Chart(_rate, Method.C_CHART),
    "i": Chart(_single, Method.I_CHART, low=-inf),
    "pp": Chart(_laney(_share), Method.P_PRIME, has_base=True, divided=True, people=True),
    "up": Chart(_laney(_rate), Method.U_PRIME, has_base=True, divided=True),
}
"""The kinds of chart by name."""
