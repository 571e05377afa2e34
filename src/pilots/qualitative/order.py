"""Themes in the order in which a reader wants them, and which of them may be told together."""

from collections.abc import Sequence

import pandas as pd


def most_first(counted: pd.DataFrame, ranks: Sequence[float] | None = None) -> pd.DataFrame:
    """Codes that come up, under their theme, the most frequent first; a theme itself only where it has no codes under it.

    Parameters
    ----------
    counted
        As `themes` gives them.
    ranks
        What to order by, a number a row, where the order of the cases would tell how many there are; left out, the cases.

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
    ranked = counted["cases"] if ranks is None else pd.Series(list(ranks), index=counted.index, dtype="float64")
    by_cases = codes.loc[ranked.loc[codes.index].sort_values(ascending=False, kind="stable").index]
    return by_cases.sort_values("theme", key=lambda themes: themes.map(order), kind="stable")


def told_together(a: int, b: int, both: int, base: int, threshold: int) -> bool:
    """Whether it may be told in how many cases two things go together: no corner of the table of both may hold too few.

    Examples
    --------
    >>> told_together(20, 15, 10, 40, 5), told_together(20, 11, 10, 40, 5)
    (True, False)
    """
    return min(both, a - both, b - both, base - a - b + both) >= threshold
