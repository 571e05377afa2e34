"""Which numbers of people reached must not be told, the same in every table, figure and sentence that tells of them."""

import pandas as pd

from pilots.actions.reach import EVERYONE
from pilots.privacy.nested import nested

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


def tells_quartiles(row: "pd.Series", what: str, threshold: int) -> bool:
    """Whether quartiles would tell how many came once, where that is held back: all but those that are alike for many people."""
    alike = row[f"{what}_low"] == row[f"{what}_high"]
    return not (alike and row["people"] >= _FOR_QUARTILES * threshold)
