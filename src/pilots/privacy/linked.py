"""Counts that a publication holds back: what a reader can still compute of them from everything that it tells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import pandas as pd

from pilots.privacy.joint import Joint, Where, joint
from pilots.privacy.programme import EPS, extremes
from pilots.privacy.simplex import ContradictionError, Floats

OTHER = ""
"""A value that nobody named."""


def bounds(counts: pd.DataFrame) -> pd.DataFrame:
    """Say how narrowly a reader can bound each count, from all that is told of the same people.

    Parameters
    ----------
    counts
        What a publication tells, as `counts_frame` gives it: `of`, `where`, `low` and `high`.

    Returns
    -------
    DataFrame
        `low` and `high`, a row a count; both are missing where what is told of these people contradicts itself, so that
        nothing can be said.

    Notes
    -----
    Every count of the same people is the sum of cells of one table over all characteristics; the reader knows that cells
    are 0 or more, that people are whole, and what is told. The least and the most of a count are linear programmes over
    that table (see `joint` for how it is laid out, `extremes` for how it is solved). Values that are named for a
    characteristic part the people. Where what is told rules that out, the characteristic gets a further value that
    nobody named; where that doesn't help either, people may have several of its values.

    References
    ----------
    Fischetti & Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints.
    Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.

    Examples
    --------
    >>> from pilots.privacy.counts import Count, counts_frame
    >>> told = [Count("parents/0", {}, 30, 30), Count("parents/0", {"site": "a"}, 27, 27)]
    >>> bounds(counts_frame([*told, Count("parents/0", {"site": "b"}, 0, held=True)]))
        low  high
    0  30.0  30.0
    1  27.0  27.0
    2   3.0   3.0
    """
    found = pd.DataFrame({"low": counts["low"], "high": counts["high"]}, dtype="float64", index=counts.index)
    for _, own in counts.groupby("of", sort=False):
        told = Told.of(own)
        asked = np.flatnonzero(told.high - told.low > EPS)
        low, high = told.low.copy(), told.high.copy()
        try:
            low[asked], high[asked] = extremes(told.tables, told.low, told.high, asked.tolist(), whole=told.whole)
        except ContradictionError:
            low[:], high[:] = np.nan, np.nan
        found.loc[own.index, "low"], found.loc[own.index, "high"] = low[told.place], high[told.place]
    return found


def derivable(counts: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Say which counts that are held back can be computed, or bounded more narrowly than they may be.

    Parameters
    ----------
    counts
        What a publication tells, as `counts_frame` gives it.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    DataFrame
        A row a held-back count that is not protected: its row of `counts` with the `low` and `high` that a reader can
        compute (missing where what is told contradicts itself), and `need`, how wide that interval should be.

    Notes
    -----
    The interval must be `threshold` wide, or as wide as the people there allow: no wider than what is told of the count
    itself ("fewer than 5"), and than the smallest told group that it is part of. It is never a single number, but where
    nobody is.

    Examples
    --------
    >>> from pilots.privacy.counts import Count, counts_frame
    >>> told = [Count("parents/0", {}, 30, 30), Count("parents/0", {"site": "a"}, 27, 27)]
    >>> found = derivable(counts_frame([*told, Count("parents/0", {"site": "b"}, 0, held=True)]), 5)
    >>> found[["low", "high", "need"]]
       low  high  need
    2  3.0   3.0   5.0
    """
    found = bounds(counts)
    need = protection(counts, threshold)
    safe = (found["high"] - found["low"] >= need - EPS) & found.notna().all(axis=1)
    open_ = counts["held"].astype(bool) & ~safe
    return counts.assign(low=found["low"], high=found["high"], need=need).loc[open_]


def protection(counts: pd.DataFrame, threshold: int) -> "pd.Series[float]":
    """How wide the interval of a count must stay, if it is held back.

    Parameters
    ----------
    counts
        What a publication tells, as `counts_frame` gives it.
    threshold
        The least number of people that may be shown.
    """
    need = pd.Series(float(threshold), index=counts.index)
    for _, own in counts.groupby("of", sort=False):
        most: dict[frozenset[tuple[str, str]], float] = {}
        for where, high in zip(own["where"], own["high"], strict=True):
            most[frozenset(where)] = min(high, most.get(frozenset(where), inf))
        for at, where, low, high in zip(own.index, own["where"], own["low"], own["high"], strict=True):
            around = min((top for group, top in most.items() if group < set(where)), default=inf)
            least = 0.0 if around == 0 else 1.0
            need[at] = max(min(threshold, around, high - low), least)
    return need


@dataclass(frozen=True)
class Told:
    """What is told of the same people, each count once.

    Parameters
    ----------
    tables
        How the counts hang together.
    low, high
        What is told of each of them.
    place
        Which of them each row tells of.
    whole
        Whether all counts are whole numbers.
    """

    tables: Joint
    low: Floats
    high: Floats
    place: np.ndarray
    whole: bool

    @classmethod
    def of(cls, own: pd.DataFrame) -> "Told":
        """Gather what is told of the same people, and how far the values named part them."""
        place, names = pd.factorize(own["where"])
        low = own["low"].groupby(place).max().to_numpy("float64")
        high = own["high"].groupby(place).min().to_numpy("float64")
        exact = low[low == high]
        whole = bool((exact == np.round(exact)).all())
        wheres = [tuple(where) for where in names]

        def fits(modes: Mapping[str, int]) -> bool:
            try:
                extremes(_laid_out(wheres, modes), low, high, [], whole=whole)
            except ContradictionError:
                return False
            return True

        modes = _modes(sorted({name for where in wheres for name, _ in where}), fits)
        return cls(_laid_out(wheres, modes), low, high, place, whole)


PARTS, MORE, SEVERAL = range(3)
"""People have one of the values named, one of them or another, any number of them."""


def _modes(names: Sequence[str], fits: Callable[[Mapping[str, int]], bool]) -> dict[str, int]:
    """How each characteristic parts the people: as strictly as what is told allows, in alphabetical order."""
    modes = dict.fromkeys(names, PARTS)
    if fits(modes):
        return modes
    loose = dict.fromkeys(names, SEVERAL)
    if not fits(loose):
        return modes
    for name in names:
        modes[name] = next(mode for mode in (PARTS, MORE, SEVERAL) if mode == SEVERAL or fits(loose | {name: mode}))
    for name in names:
        while modes[name] != SEVERAL and not fits(loose | {one: modes[one] for one in names[: names.index(name) + 1]}):
            modes[name] += 1
    return modes


def _laid_out(wheres: Sequence[Where], modes: Mapping[str, int]) -> Joint:
    """The tables of counts, with a characteristic of which people may have several values as one for each value."""
    values: dict[str, list[str]] = {}
    told: list[Where] = []
    for where in wheres:
        pairs = []
        for name, value in where:
            if modes[name] == SEVERAL:
                pairs.append((f"{name}\0{value}", "yes"))
                values[pairs[-1][0]] = ["no", "yes"]
            else:
                pairs.append((name, value))
                own = values.setdefault(name, [OTHER] if modes[name] == MORE else [])
                if value not in own:
                    own.append(value)
        told.append(tuple(sorted(pairs)))
    return joint(told, {name: sorted(own) for name, own in values.items()})
