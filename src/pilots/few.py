"""Groups and answers of too few people, and as many others as keep them from being computed.

A reader may subtract: the groups shown from everyone, the options shown from all answers. So where a group or an answer is held back,
another is held back with it, until those held back are two at least and hold as many people together as may be shown. People of no group
(everyone less the groups) are a group that nobody sees, and count as held back.
"""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pilots.privacy import suppress
from pilots.statistics.samples import EVERYONE

Key = tuple[str, str]
"""A variable and a group."""

_REST = "\0rest"


def few_groups(sizes: Mapping[Key, float], threshold: int) -> set[Key]:
    """The groups that are too small, and those that would give them away.

    Parameters
    ----------
    sizes
        How many people each group of a variable has, in the order of the frame.
    threshold
        The least number of people that may be shown.

    Examples
    --------
    >>> sorted(few_groups({("trust", "all"): 59, ("trust", "a"): 20, ("trust", "b"): 9, ("trust", "c"): 30}, 10))
    [('trust', 'a'), ('trust', 'b')]
    """
    held = {key for key, n in sizes.items() if n < threshold}
    for variable in dict.fromkeys(variable for variable, group in sizes if group == EVERYONE):
        parts = {group: n for (name, group), n in sizes.items() if name == variable and group != EVERYONE}
        for block in _blocks(parts, sizes[variable, EVERYONE]):
            hidden = _hidden_parts({name: parts[name] for name in block}, sizes[variable, EVERYONE], threshold)
            held |= {(variable, group) for group in hidden}
    return held


def few_answers(cells: pd.DataFrame, threshold: int) -> set[Key]:
    """The answers that too few gave, or all but too few, or everybody in a group, and those that would give them away.

    Parameters
    ----------
    cells
        A row an answer in a group: `question`, `kind` (of count), `variable`, `group`, `count`, `n`, and `same` (whether it tells that
        everybody in the group answered the same).
    threshold
        The least number of people that may be shown.
    """
    held: set[Key] = set()
    for _, own in cells.groupby(["question", "kind"], sort=False):
        rest = own["n"] - own["count"]
        alike = own["group"].isin(own.loc[own["same"], "group"])
        small = own["count"].between(1, threshold - 1) | rest.between(1, threshold - 1) | alike
        held |= {(str(v), str(g)) for v, g in own.loc[small, ["variable", "group"]].itertuples(index=False)}
        # a complement that is too small is held back like a count that is
        masked = own.assign(people=own["count"].mask(small, 1.0)).drop_duplicates(["variable", "group"])
        for table in _tables(masked, threshold):
            hidden = suppress(table, threshold)
            held |= {
                (str(v), str(g)) for v in hidden.index for g in hidden.columns if g != _REST and hidden.loc[v, g]
            }  # fmt: skip
    return held


def few_missing(missing: Mapping[Key, float], threshold: int) -> set[Key]:
    """Whose number of missing answers would give away one of too few, by subtraction from everyone's."""
    held: set[Key] = set()
    for variable in dict.fromkeys(variable for variable, group in missing if group == EVERYONE):
        parts = {group: n for (name, group), n in missing.items() if name == variable and group != EVERYONE}
        hidden = _hidden_parts(parts, missing[variable, EVERYONE], threshold)
        held |= {(variable, group) for group in hidden}
    return held


def too_near(numbers: Iterable[float], threshold: int) -> list[bool]:
    """Which numbers of the same people lie so near to one before that is shown that their difference is of few.

    Examples
    --------
    >>> too_near([20, 18, 20, 15, 12], 5)
    [False, True, False, False, True]
    """
    shown: set[float] = set()
    near = []
    for n in numbers:
        near.append(any(0 < abs(n - other) < threshold for other in shown))
        if not near[-1]:
            shown.add(n)
    return near


def _tables(cells: pd.DataFrame, threshold: int) -> Iterable[pd.DataFrame]:
    """Everyone's answers, and of each division into groups the answers by group, with those of no group."""
    everyone = cells.loc[cells["group"] == EVERYONE].set_index("variable")
    parts = cells.loc[cells["group"] != EVERYONE]
    if len(everyone):
        yield everyone[["people"]].set_axis([EVERYONE], axis=1)
    sizes = parts.groupby("group", sort=False)["n"].max()
    total = float(everyone["n"].max()) if len(everyone) else None
    for block in _blocks({str(group): float(n) for group, n in sizes.items()}, total):
        own = parts.loc[parts["group"].isin(block)]
        table = own.pivot(index="variable", columns="group", values="people").reindex(own["variable"].unique())
        counted = own.groupby("variable")["count"].sum().reindex(table.index)
        left = (everyone["count"].reindex(table.index) - counted).fillna(0.0)
        people = (everyone["n"].reindex(table.index) - own.groupby("variable")["n"].sum().reindex(table.index)).fillna(
            0.0
        )
        small = left.between(1, threshold - 1) | (people - left).between(1, threshold - 1)
        yield table.assign(**{_REST: left.clip(lower=0).mask(small, 1.0)}) if (people > 0).any() else table


def _blocks(parts: Mapping[str, float], total: float | None) -> list[list[str]]:
    """Groups that divide the same people: in the order of the frame, as long as they are no more than everyone together."""
    if total is None:
        return [list(parts)] if parts else []
    found: list[list[str]] = []
    room = 0.0
    for name, n in parts.items():
        if not found or n > room:
            found.append([])
            room = total
        found[-1].append(name)
        room -= n
    return found


def _hidden_parts(parts: Mapping[str, float], total: float, threshold: int) -> Sequence[str]:
    """Which parts of a total to hold back; what the parts leave over is held back as it is."""
    rest = total - sum(parts.values())
    hidden = [name for name, n in parts.items() if 0 < n < threshold]
    free = sorted((name for name, n in parts.items() if n >= threshold), key=lambda name: parts[name])
    people = sum(parts[name] for name in hidden) + max(rest, 0.0)
    while free and people > 0 and (people < threshold or (hidden and len(hidden) + (rest > 0) < 2)):
        people += parts[free[0]]
        hidden.append(free.pop(0))
    return hidden
