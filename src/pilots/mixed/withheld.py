"""What of displays that join the strands may not leave, as too few people stand behind it."""

from dataclasses import replace
from math import nan

import pandas as pd

from pilots.mixed.conversations import told_under
from pilots.mixed.triangulate import NUMBERS, Triangulation


def tells_of_few(by_theme: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Which rows of `by_theme` tell of too few people.

    Those without a difference; with fewer than `threshold` on one side; with a side that all answered alike (its mean has no
    interval); and shares of which fewer than `threshold` on one side agree, or do not, or from whose interval it could be computed
    how few conversations are not linked.

    Examples
    --------
    >>> from pilots.mixed.by_theme import BY_THEME
    >>> from pilots.vocabulary import frame
    >>> tells_of_few(frame(BY_THEME), 5).empty
    True
    """
    held = by_theme["difference"].isna() | by_theme[["ci_low", "ci_high"]].isna().any(axis=1)
    share = by_theme["statistic"] == "share"
    for side in ("spoke", "silent"):
        n = by_theme[f"n_{side}"].astype("float64")
        count = (by_theme[side] * n).round()
        held |= (n < threshold) | by_theme[f"{side}_low"].isna()
        held |= share & (_few(count, threshold) | _few(n - count, threshold) | few_apart(by_theme, side, threshold))
    return held.astype("bool")


def few_apart(by_theme: pd.DataFrame, side: str, threshold: int) -> "pd.Series[bool]":
    """On which rows few of a side ("spoke" or "silent") are not linked: its number beside that of all conversations would tell."""
    left = by_theme[f"all_{side}"].astype("float64") - by_theme[f"n_{side}"].astype("float64")
    return _few(left, threshold)


def held_numbers(by_group: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Which numbers of `by_group` are of too few people, or would give such a one away beside the number of all.

    Of sites and languages another group is held back with the only one that is too small, as the joint display tells how many
    answered in all.
    """
    n = by_group["n_least"].fillna(by_group["n"]).astype("float64").fillna(0.0)
    count = (by_group["estimate"] * by_group["n"].astype("float64")).round()
    share = by_group["statistic"] == "share"
    alike = (by_group["statistic"] == "mean") & by_group["ci_low"].isna()
    alike |= share & ((count == 0) | (count == by_group["n"].astype("float64")))
    small = (
        (n < threshold)
        | alike
        | (share & (_few(count, threshold) | _few(by_group["n"].astype("float64") - count, threshold)))
    )
    held = (small & by_group["estimate"].notna()).astype("bool")
    for _, own in n.loc[(by_group["by"] != "survey") & by_group["estimate"].notna()].groupby(
        by_group["finding"], sort=False
    ):
        free = list(own.loc[~held.loc[own.index]].sort_values(kind="stable").index)
        hidden = [place for place in own.index if held.loc[place]]
        while hidden and free and (len(hidden) < 2 or own.loc[hidden].sum() < threshold):
            hidden.append(free.pop(0))
        held.loc[hidden] = True
    return held


def publishable(found: Triangulation, threshold: int) -> Triangulation:
    """A triangulation without the numbers of too few people, and without what follows from them.

    Parameters
    ----------
    found
        As `triangulate` gives it.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    Triangulation
        Numbers of fewer than `threshold` people, means of a group that answered all alike, and shares of which fewer than that
        agree or do not, are missing, with their differences; verdicts on them are "cannot tell". Counts of conversations stay:
        `conversations.told` tells them; their differences are missing where one of the counts is not told. Themes are left
        out where fewer than two groups have `threshold` conversations.
    """
    groups, pairs = _heard(found.groups, found.pairs, threshold)
    n, count = groups["n"].astype("float64"), groups["count"].astype("float64")
    few = _few(n, threshold) | _few(count, threshold) | _few(n - count, threshold)
    few |= pd.Series(
        [
            strand != NUMBERS and not told_under(int(cases), above, int(base), threshold).exact
            for strand, cases, above, base in zip(
                *(groups[name] for name in ("strand", "count", "above", "n")), strict=True
            )
        ],
        index=groups.index,
        dtype="bool",
    )
    alike = groups["ci_low"].isna() & groups["estimate"].notna()
    share = (groups["statistic"] == "share") & (groups["strand"] == NUMBERS)
    alike |= share & ((count == 0) | (count == n))
    held = few | alike
    told = groups["strand"] == NUMBERS
    blank = groups.copy()
    blank.loc[held & told, ["estimate", "ci_low", "ci_high", "count"]] = nan
    keys = set(zip(groups.loc[held, "strand"], groups.loc[held, "topic"], groups.loc[held, "group"], strict=True))
    hit = pd.Series(
        [
            any((strand, topic, group) in keys for group in both.split(" - "))
            for strand, topic, both in zip(pairs["strand"], pairs["topic"], pairs["group"], strict=True)
        ],
        index=pairs.index,
        dtype="bool",
    )
    without = pairs.copy()
    without.loc[hit, ["difference", "ci_low", "ci_high"]] = nan
    unsure = hit & (pairs["strand"] == NUMBERS) & (pairs["verdict"] != "silent")
    without.loc[unsure, "verdict"] = "cannot tell"
    return replace(found, groups=blank, pairs=without)


def _heard(groups: pd.DataFrame, pairs: pd.DataFrame, threshold: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Without the themes of which too few conversations were held with all groups but one."""
    enough = groups.loc[groups["n"] >= threshold].groupby(["strand", "topic"])["group"].nunique()
    heard = {key for key, n in enough.items() if n > 1}
    kept = [
        own.loc[[key[0] == NUMBERS or key in heard for key in zip(own["strand"], own["topic"], strict=True)]]
        for own in (groups, pairs)
    ]
    return kept[0].reset_index(drop=True), kept[1].reset_index(drop=True)


def _few(count: "pd.Series[float]", threshold: int) -> "pd.Series[bool]":
    return count.between(1, threshold - 1)
