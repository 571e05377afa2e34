"""Counts that a publication holds back: what a reader can still compute of them from everything that it tells."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from math import inf

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError
from pilots.privacy.joint import Where
from pilots.privacy.pattern import NoPatternError, Secrets, least_loss
from pilots.privacy.primary import primary
from pilots.privacy.programme import EPS, extremes
from pilots.privacy.simplex import ContradictionError, Floats
from pilots.privacy.told import Told

Mask = NDArray[np.bool_]

TRIES = 10
"""How often a pattern is asked for wider intervals, where whole numbers leave less than they seem to."""


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
        place, names = pd.factorize(own["where"])
        low, high = own["low"].groupby(place).max(), own["high"].groupby(place).min()
        order = sorted(range(len(names)), key=lambda at: repr(names[at]))
        told = tuple((tuple(names[at]), float(low[at]), float(high[at])) for at in order)
        ends = np.empty((2, len(names)))
        ends[:, order] = _reachable(told)
        found.loc[own.index, "low"], found.loc[own.index, "high"] = ends[0][place], ends[1][place]
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
    nobody is. An interval that holds all numbers from 1 to the threshold says no more than "fewer than the threshold", which is
    told everywhere, and is wide enough.

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
    # what may be told as "fewer than the threshold" may be computed as that
    few = (found["low"] <= 1 + EPS) & (found["high"] >= threshold - 1 - EPS)
    safe = (few | (found["high"] - found["low"] >= need - EPS)) & found.notna().all(axis=1)
    open_ = counts["held"].astype(bool) & ~safe
    return counts.assign(low=found["low"], high=found["high"], need=need).loc[open_]


def hold_back(
    counts: pd.DataFrame,
    threshold: int,
    *,
    sensitive: "pd.Series[bool] | None" = None,
    cost: "pd.Series[float] | None" = None,
    totals: bool = True,
) -> "pd.Series[bool]":
    """Say which counts to hold back so that none of them can be computed, with the least information lost.

    Parameters
    ----------
    counts
        What there is to tell, as `counts_frame` gives it, each count with its true value as `low` and `high`. Those that
        are `held` are held back in any case; what is told of one of those as a range ("fewer than 5") stays told.
    threshold
        The least number of people that may be shown.
    sensitive
        Which must be held back; by default those that `primary` names.
    cost
        What is lost with each; infinite where it stays told, as what an earlier report told does, or that nobody is of a town and
        of another region. By default one more than
        the count; for a count of nobody, which a reader may know, as much as for the largest.
    totals
        Whether totals may be held back too, where nothing else protects. A total is a count of people of whom others count a part.

    Returns
    -------
    Series of bool
        True where a count must be held back.

    Raises
    ------
    PilotsError
        When nothing that may be held back protects what must be, or what is told contradicts itself.

    Notes
    -----
    The cheapest pattern in which each count that is held back keeps the interval that `derivable` asks for: see
    `pattern.least_loss`. Totals are held back only where there is no pattern without.

    References
    ----------
    Fischetti & Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints.

    Examples
    --------
    >>> from pilots.privacy.counts import Count, counts_frame
    >>> sites = {"a": 30, "b": 3, "c": 12}
    >>> told = [Count("parents/0", {"site": site}, n, n) for site, n in sites.items()]
    >>> hold_back(counts_frame([Count("parents/0", {}, 45, 45), *told]), 5).to_list()
    [False, False, True, True]
    """
    must = counts["held"].astype(bool) | (primary(counts, threshold) if sensitive is None else sensitive)
    held = must.copy()
    for of, own in counts.groupby("of", sort=False):
        if must[own.index].any():
            losses = None if cost is None else cost[own.index]
            held[own.index] = _held(own, must[own.index], losses, threshold, totals=totals, of=str(of))
    return held


def _held(
    own: pd.DataFrame,
    must: "pd.Series[bool]",
    cost: "pd.Series[float] | None",
    threshold: int,
    *,
    totals: bool,
    of: str,
) -> Mask:
    """What to hold back of counts of the same people: without their totals first."""
    told = Told.of(own)
    secret = must.groupby(told.place).any().to_numpy()
    ranged = own["held"].astype(bool).groupby(told.place).any().to_numpy() & (told.low < told.high)
    above = _totals(told.wheres)
    if cost is None:
        price = np.where(told.high == 0, told.low.max() + 1, told.low + 1)
        price[above] += price[~above].sum()
    else:
        price = cost.groupby(told.place).sum().to_numpy("float64")
    for loss in (np.where(above, np.inf, price), price)[: 1 + totals]:
        try:
            return _pattern(told, ranged, secret, loss, threshold)[told.place]
        except NoPatternError:
            continue
        except ContradictionError:
            raise PilotsError(
                "what is told of these people contradicts itself", where=of, mend="Check the counts."
            ) from None
    what = "small counts can't be protected while all that must stay told is told"
    raise PilotsError(what, where=of, mend="Let totals be held back, or tell less of these people.")


def _pattern(told: Told, ranged: Mask, must: Mask, cost: Floats, threshold: int) -> Mask:
    """The cheapest pattern that leaves whole numbers enough room."""
    least, most = np.where(ranged, told.low, 0.0), np.where(ranged, told.high, np.inf)
    open_ = must | np.isfinite(cost)
    need = _need(told.wheres, np.where(open_, least, told.low), np.where(open_, most, told.high), threshold)
    asked = need.copy()
    for _ in range(TRIES):
        held = least_loss(Secrets(told.tables, told.low, told.high, least, most, must, asked, cost), whole=told.whole)
        low, high = np.where(held, least, told.low), np.where(held, most, told.high)
        found = np.flatnonzero(held)
        bottom, top = extremes(told.tables, low, high, found.tolist(), whole=told.whole)
        narrow = found[top - bottom < need[found] - EPS]
        if not len(narrow):
            return held
        asked[narrow] += 1
    raise NoPatternError("whole numbers leave too little room")


def _totals(wheres: Sequence[Where]) -> Mask:
    """Which counts are of people of whom another counts a part."""
    parts = {group for where in wheres for group in _around(where)}
    return np.array([where in parts for where in wheres])


def _around(where: Where) -> list[Where]:
    """The groups that some people are part of: those with fewer of their characteristics."""
    return [group for size in range(len(where)) for group in combinations(where, size)]


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
        need[own.index] = _need(
            own["where"], own["low"].to_numpy("float64"), own["high"].to_numpy("float64"), threshold
        )
    return need


@lru_cache(maxsize=512)
def _reachable(told: tuple[tuple[Where, float, float], ...]) -> Floats:
    """The least and the most of each count of the same people; what several reports and passes ask is computed once."""
    own = Told.of(pd.DataFrame(told, columns=["where", "low", "high"]))
    asked = np.flatnonzero(own.high - own.low > EPS)
    low, high = own.low.copy(), own.high.copy()
    try:
        low[asked], high[asked] = extremes(own.tables, own.low, own.high, asked.tolist(), whole=own.whole)
    except ContradictionError:
        low[:], high[:] = np.nan, np.nan
    return np.array([low[own.place], high[own.place]])


def _need(wheres: Iterable[Where], low: Floats, high: Floats, threshold: int) -> Floats:
    wheres = [tuple(where) for where in wheres]
    most: dict[Where, float] = {}
    for where, top in zip(wheres, high, strict=True):
        most[where] = min(float(top), most.get(where, inf))
    around = np.array([min((most.get(group, inf) for group in _around(where)), default=inf) for where in wheres])
    need: Floats = np.maximum(np.minimum(np.minimum(around, high - low), threshold), around > 0)
    return need
