"""Which numbers of people and families reached must not be told, the same in every table, figure and sentence that tells of them."""

from itertools import combinations

import numpy as np
import pandas as pd

from pilots.actions.kinds import STAGES
from pilots.actions.reach import EVERYONE
from pilots.privacy.nested import Counts, Mask, nested

_THREE = 3
_FOR_QUARTILES = 4
"""People, in thresholds, from whom on a quartile that is alike on both sides tells nothing of few."""


def held_people(found: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Of which names, as `reach` and `dose` give them, the number of people must be held back.

    Parameters
    ----------
    found
        name, people.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    Series of bool
        By name.

    Examples
    --------
    >>> held_people(pd.DataFrame({"name": ["a1", "a2", "all"], "people": [20, 18, 21]}), 5).tolist()
    [True, True, False]
    """
    return nested(found.set_index("name")[["people"]].astype("float64"), threshold)["people"]


def held_bases(found: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Of which names, as `reach` gives them, it must not be told how many could have come, nor the share that came.

    Where all but few came, how many could have come is held back: how many did is told elsewhere too. With it goes the number of
    all together, or, where it is that one, all of them.

    Examples
    --------
    >>> found = pd.DataFrame({"name": ["a1", "a2", "all"], "people": [20, 18, 38], "of": [22, 30, 52]})
    >>> held_bases(found, 5).tolist()
    [True, False, True]
    """
    named = found.set_index("name")[["people", "of"]].astype("float64")
    near = (named["of"] - named["people"]).between(1, threshold - 1) | named["of"].between(1, threshold - 1)
    whole = near.index == EVERYONE
    return near | bool(near[whole].any()) | (whole & bool(near.any()))


def held_families(found: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Which numbers of families, as `cost_per_family` gives them, by name and by what counts as reached, must be held back.

    Of referrals the same as in the funnel, whichever stages are told here.

    Examples
    --------
    >>> paid = pd.DataFrame({"name": ["all"], "reached": ["asked"], "families": [38], "stages": [(40, 38, 20, 20, 10)]})
    >>> held_families(paid, 5).loc["all", "asked"]
    np.True_
    """
    counted = found[found["families"].notna()]
    if counted["reached"].isin(STAGES).any():
        every = counted.drop_duplicates("name").set_index("name")["stages"]
        stages = pd.DataFrame(every.tolist(), index=every.index, columns=list(STAGES)).astype("float64")
        return nested(stages, threshold)
    counts = counted.pivot(index="name", columns="reached", values="families").astype("float64")
    counts = counts.reindex(index=counted["name"].unique(), columns=counted["reached"].unique())
    return nested(counts, threshold)


def held_overlap(found: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Which cells of who came to both, as `overlap` gives them, must be held back.

    Of nobody it may follow, beside how many came to each and to any, that they are one of few who came to both, to one of two only, to
    neither of two; nor, of three, to all or to two and not the third. Two that are shown tell who came to neither, and all pairs of
    three how many came to all three; where one pair is held back it still follows who came to both and not to the third.

    Examples
    --------
    >>> both = pd.DataFrame([[30, 10, 10], [10, 30, 9], [10, 9, 30]], index=list("abc"), columns=list("abc"))
    >>> both.attrs["all"] = 63
    >>> held_overlap(both, 5).to_numpy().tolist()
    [[False, False, False], [False, False, True], [False, True, False]]
    """
    counts, n = found.to_numpy("float64"), len(found)
    everyone = found.attrs.get(EVERYONE)
    own = counts.diagonal()
    named = pd.DataFrame({"name": found.index, "people": own})
    if everyone is not None:
        named.loc[n] = [EVERYONE, everyone]
    held = np.diag(held_people(named, threshold).to_numpy()[:n])
    for a, b in combinations(range(n), 2):
        both = counts[a, b]
        told = [both, own[a] - both, own[b] - both]
        told += [everyone - own[a] - own[b] + both] if everyone is not None else []
        held[a, b] = held[b, a] = any(0 < few < threshold for few in told) or min(own[a], own[b]) < threshold
    while everyone is not None and n == _THREE and (pair := _of_three(counts, held, everyone, threshold)):
        held[pair] = held[pair[::-1]] = True
    return pd.DataFrame(held, index=found.index, columns=found.columns)


def _of_three(counts: Counts, held: Mask, everyone: int, threshold: int) -> tuple[int, int] | None:
    """The pair of three to hold back next, the smallest; None where what is shown tells of no few."""
    pairs = list(combinations(range(_THREE), 2))
    shown = [pair for pair in pairs if not held[pair]]
    every = everyone - counts.diagonal().sum() + sum(counts[pair] for pair in pairs)
    told = [counts[pair] - every for pair in pairs if held[pair] or len(shown) == _THREE]
    told += [every] if len(shown) == _THREE else []
    if len(shown) < _THREE - 1 or not any(0 < few < threshold for few in told):
        return None
    return min(shown, key=lambda pair: counts[pair])


def tells_quartiles(row: "pd.Series", what: str, threshold: int) -> bool:
    """Whether quartiles would tell how many came once, where that is held back: all but those that are alike for many people."""
    alike = row[f"{what}_low"] == row[f"{what}_high"]
    return not (alike and row["people"] >= _FOR_QUARTILES * threshold)
