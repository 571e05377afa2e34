"""What exhibits tell of conversations: in how many of them each code comes up, code by code of a tree, phase by phase."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, product

import pandas as pd

from pilots.mixed.conversations import Told
from pilots.privacy.counts import Count
from pilots.qualitative.themes import PHASES, SEVERAL
from pilots.told import CONVERSATIONS, open_value, told

_MOST = 7
"""Codes under one code, above which what they share is not looked into: too many ways."""


def told_themes(
    counted: pd.DataFrame, found: Sequence[Told], label: str, *, rows: Sequence[Hashable] = (), column: int = -1
) -> Iterator[Count]:
    """How many conversations each code of a tree comes up in, as far as it is told, and how codes hang together.

    Parameters
    ----------
    counted
        name, level, base: a row a code, each after the one above it, as `qualitative.themes` and `code_tree` give them.
    found
        What is told of each, as `mixed.conversations.told_codes` gives it.
    label
        Of the exhibit.
    rows, column
        Which codes, by their index, stand in which row of a table; and the column of the counts.
    """
    if counted.empty or not counted["base"].gt(0).any():
        return
    phases: tuple[str, ...] = counted.attrs.get(PHASES, (label,))
    one = len(phases) == 1
    base = int(counted["base"].max())
    yield from _of_phases(phases, base, found[0].threshold, several=bool(counted.attrs.get(SEVERAL)))
    above: list[tuple[int, str]] = []
    under: dict[str, list[str]] = {}
    own = dict(zip(counted["name"], counted.get("own_segments", pd.Series(0, index=counted.index)), strict=True))
    for (at, row), said in zip(counted.iterrows(), found, strict=True):
        name = str(row["name"])
        code = in_phase(name, phases[0]) if one else name
        place = list(rows).index(at) if at in rows else -1
        low, high = told_range(said)
        where = {code: "yes"} | ({of_phase(phases[0]): "yes"} if one else {})
        yield Count(CONVERSATIONS, where, low, high, not said.exact, place, column if place >= 0 else -1)
        if one:
            yield Count(CONVERSATIONS, {code: "yes", of_phase(phases[0]): "no"}, 0, 0)
        else:
            yield from _anywhere(name, phases)
        above = [(level, other) for level, other in above if level < row["level"]]
        if above:
            yield Count(CONVERSATIONS, {code: "yes", above[-1][1]: "no"}, 0, 0)
            under.setdefault(above[-1][1], []).append(code)
        above.append((int(row["level"]), code))
    for code, parts in under.items():
        name = code.removesuffix(in_phase("", phases[0])) if one else code
        yield from _together(code, parts, whole=not own.get(name, 0))


def told_range(said: Told) -> tuple[int, int]:
    """The least and the most conversations that what is told of them leaves."""
    most = said.threshold - 1 if said.base < said.threshold else said.base
    return round(said.least * said.base), min(round(said.most * said.base), most)


def of_phase(phase: str) -> str:
    """The characteristic that a conversation is of a phase."""
    return f"phase {phase}"


def in_phase(code: str, phase: str) -> str:
    """The characteristic that a code comes up in a conversation of a phase."""
    return f"{code} (phase {phase})"


def _of_phases(phases: Sequence[str], base: int, threshold: int, *, several: bool) -> Iterator[Count]:
    """How many conversations there were in a phase, or in all; each was in one of them, or in several where some were."""
    if len(phases) == 1:
        yield told(CONVERSATIONS, {of_phase(phases[0]): "yes"}, base, threshold)
        return
    yield told(CONVERSATIONS, {}, base, threshold)
    yield Count(CONVERSATIONS, {of_phase(phase): "no" for phase in phases}, 0, 0)
    if not several:
        yield from (
            Count(CONVERSATIONS, {of_phase(one): "yes", of_phase(two): "yes"}, 0, 0)
            for one, two in combinations(phases, 2)
        )


def _anywhere(code: str, phases: Sequence[str]) -> Iterator[Count]:
    """A code that comes up comes up in some phase, in one that the conversation is of."""
    yield Count(CONVERSATIONS, {code: "yes"} | {in_phase(code, phase): "no" for phase in phases}, 0, 0)
    for phase in phases:
        yield Count(CONVERSATIONS, {in_phase(code, phase): "yes", code: "no"}, 0, 0)
        yield Count(CONVERSATIONS, {in_phase(code, phase): "yes", of_phase(phase): "no"}, 0, 0)
        yield open_value(CONVERSATIONS, {in_phase(code, phase): "yes", of_phase(phase): "yes"})


def _together(code: str, parts: Sequence[str], *, whole: bool) -> Iterator[Count]:
    """Of codes under one code how many conversations have two of them, or one only, must not follow."""
    if len(parts) > _MOST:
        return
    if whole:
        # where a code was never given itself, whatever has it has one under it
        yield Count(CONVERSATIONS, {code: "yes"} | dict.fromkeys(parts, "no"), 0, 0)
    for two in combinations(parts, 2):
        for sides in product(("yes", "no"), repeat=2):
            yield open_value(CONVERSATIONS, {code: "yes", **dict(zip(two, sides, strict=True))})
