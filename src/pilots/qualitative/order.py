"""Themes in the order in which a reader wants them."""

import pandas as pd


def most_first(counted: pd.DataFrame) -> pd.DataFrame:
    """Codes under their theme, the most frequent first; a theme itself only where it has no codes under it."""
    size = counted.groupby("theme", sort=False)["code"].transform("size")
    codes = counted[(counted["name"] != counted["theme"]) | (size == 1)]
    order = {theme: place for place, theme in enumerate(dict.fromkeys(counted["theme"]))}
    by_cases = codes.sort_values("cases", ascending=False, kind="stable")
    return by_cases.sort_values("theme", key=lambda themes: themes.map(order), kind="stable")
