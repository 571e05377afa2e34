"""Themes in the order in which a reader wants them, and how exactly their cases may be told."""

from enum import Enum

import pandas as pd


class Told(Enum):
    """How exactly a number of cases may be told: as it is, as few, as nearly all, or not at all."""

    EXACTLY = "exactly"
    FEW = "few"
    NEARLY_ALL = "nearly all"
    NOT = "not"


def most_first(counted: pd.DataFrame) -> pd.DataFrame:
    """Codes that come up, under their theme, the most frequent first; a theme itself only where it has no codes under it.

    Parameters
    ----------
    counted
        As `themes` gives them.

    Returns
    -------
    DataFrame
        Some of its rows.

    Examples
    --------
    >>> from pilots.qualitative import QualitativeProject, themes
    >>> most_first(themes(QualitativeProject())).empty
    True
    """
    size = counted.groupby("theme", sort=False)["code"].transform("size")
    codes = counted[((counted["name"] != counted["theme"]) | (size == 1)) & (counted["cases"] > 0)]
    order = {theme: place for place, theme in enumerate(dict.fromkeys(counted["theme"]))}
    by_cases = codes.sort_values("cases", ascending=False, kind="stable")
    return by_cases.sort_values("theme", key=lambda themes: themes.map(order), kind="stable")


def told(cases: int, base: int, threshold: int) -> Told:
    """How exactly it may be told that so many of all cases speak of something.

    All cases are known, so who do not speak of it can be counted too: where they are fewer than the threshold, or nobody, it is told as
    nearly all.

    Examples
    --------
    >>> [told(cases, 20, 5).value for cases in (0, 3, 12, 16, 20)], told(2, 3, 5).value
    (['exactly', 'few', 'exactly', 'nearly all', 'nearly all'], 'not')
    """
    if base < threshold:
        return Told.NOT
    if 0 < cases < threshold:
        return Told.FEW
    return Told.NEARLY_ALL if base - cases < threshold else Told.EXACTLY


def told_together(a: int, b: int, both: int, base: int, threshold: int) -> bool:
    """Whether it may be told in how many cases two things go together: no corner of the table of both may hold too few.

    Examples
    --------
    >>> told_together(20, 15, 10, 40, 5), told_together(20, 11, 10, 40, 5)
    (True, False)
    """
    return min(both, a - both, b - both, base - a - b + both) >= threshold
