"""What of displays that join the strands may not leave, as too few people stand behind it."""

from dataclasses import replace
from math import nan

import pandas as pd

from pilots.mixed.triangulate import NUMBERS, Triangulation
from pilots.privacy import suppress


def tells_of_few(by_theme: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Which rows of `by_theme` tell of too few people.

    Those without a difference; with fewer than `threshold` on one side; with a side that all answered alike (its mean has no
    interval); and shares of which fewer than `threshold` on one side agree, or do not.

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
        held |= share & (_few(count, threshold) | _few(n - count, threshold))
    return held.astype("bool")


def held_numbers(by_group: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Which numbers of `by_group` are of too few people, or would give such a one away beside the number of all.

    Of sites and languages another group is held back with the only one that is too small, as the joint display tells how many
    answered in all.
    """
    n = by_group["n_least"].fillna(by_group["n"]).astype("float64").fillna(0.0)
    count = (by_group["estimate"] * by_group["n"].astype("float64")).round()
    share = by_group["statistic"] == "share"
    small = (n < threshold) | (
        share & (_few(count, threshold) | _few(by_group["n"].astype("float64") - count, threshold))
    )
    held = small & by_group["estimate"].notna()
    for _, own in by_group.loc[by_group["by"] != "survey"].groupby("finding", sort=False):
        people = n.loc[own.index].mask(held.loc[own.index] & (n.loc[own.index] > 0), 1.0)
        held.loc[own.index] |= suppress(people.to_frame("n"), threshold)["n"] & own["estimate"].notna()
    return held.astype("bool")


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
        `conversations.told` tells them; their differences are missing where one of the counts is not told.
    """
    groups, pairs = found.groups, found.pairs
    n, count = groups["n"].astype("float64"), groups["count"].astype("float64")
    few = _few(n, threshold) | _few(count, threshold) | _few(n - count, threshold)
    alike = groups["ci_low"].isna() & groups["estimate"].notna()
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


def _few(count: "pd.Series[float]", threshold: int) -> "pd.Series[bool]":
    return count.between(1, threshold - 1)
