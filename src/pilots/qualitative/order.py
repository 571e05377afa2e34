"""Themes in the order in which a reader wants them."""

import pandas as pd


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
