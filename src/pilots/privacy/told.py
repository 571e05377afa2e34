"""What is told of the same people, each count once, and how the values named part them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.privacy.joint import Joint, Where, joint
from pilots.privacy.programme import extremes
from pilots.privacy.simplex import ContradictionError, Floats

OTHER = ""
"""A value that nobody named."""
PARTS, MORE, SEVERAL = range(3)
"""People have one of the values named, one of them or another, any number of them."""


@dataclass(frozen=True)
class Told:
    """What is told of the same people, each count once.

    Parameters
    ----------
    tables
        How the counts hang together.
    wheres
        The characteristics and values of each.
    low, high
        What is told of each of them.
    place
        Which of them each row tells of.
    whole
        Whether all counts are whole numbers.

    Notes
    -----
    Values that are named for a characteristic part the people. Where what is told rules that out, the characteristic gets
    a further value that nobody named; where that does not help either, people may have several of its values.
    """

    tables: Joint
    wheres: Sequence[Where]
    low: Floats
    high: Floats
    place: NDArray[np.intp]
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
        return cls(_laid_out(wheres, modes), wheres, low, high, place, whole)


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
