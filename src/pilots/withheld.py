"""Which estimates are held back: those of few people, and those from which such a one could be computed."""

from collections.abc import Mapping

import pandas as pd

from pilots.cells import is_missing
from pilots.privacy import suppress
from pilots.statistics.names import STATISTICS, Form
from pilots.statistics.samples import EVERYONE
from pilots.vocabulary import OPTION

BETWEEN = " - "
"""Stands between the two groups of a difference."""

Key = tuple[object, object]
"""A variable and a group."""


def hold_back(estimates: pd.DataFrame, threshold: int) -> list[bool]:
    """Which estimates may not be shown, as too few people stand behind them.

    Parameters
    ----------
    estimates
        An estimates frame.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    list of bool
        Row by row, True for what rests on fewer people; for a share or a count of fewer, or of all but fewer; for those
        from which such a one could be computed; and for a difference of which a group is held back, or whose groups' sizes the
        frame does not tell.
    """
    sizes = _sizes(estimates)
    held = _few(sizes, threshold)
    counted = _few_counted(estimates, threshold)
    hidden = []
    for variable, group, statistic, estimate, n in estimates[
        ["variable", "group", "statistic", "estimate", "n"]
    ].itertuples(index=False):
        parts = [(variable, part) for part in str(group).split(BETWEEN)]
        unknown = len(parts) > 1 and any(part not in sizes for part in parts)
        few = unknown or is_missing(n) or n < threshold or any(part in held for part in parts)
        told = counted.get((variable, group), False)
        hidden.append(_of_people(statistic) and not is_missing(estimate) and (few or told))
    return hidden


def _of_people(statistic: str) -> bool:
    return statistic not in STATISTICS or STATISTICS[statistic].people


def _sizes(estimates: pd.DataFrame) -> dict[Key, float]:
    """How many people each group has that is no difference; of two waves, the one with fewer."""
    own = estimates.loc[
        estimates["statistic"].map(_of_people).astype("bool") & ~estimates["group"].str.contains(BETWEEN, regex=False)
    ]
    least = own.groupby(["variable", "group"], as_index=False)["n"].min()
    return dict(
        zip(zip(least["variable"], least["group"], strict=True), least["n"].astype("float64").fillna(0.0), strict=True)
    )


def _few(sizes: Mapping[Key, float], threshold: int) -> set[Key]:
    """The groups that are too small, and as many others as keep them from being computed from everyone."""
    held = {key for key, n in sizes.items() if n < threshold}
    for variable in {variable for variable, group in sizes if group == EVERYONE}:
        parts = {key: n for key, n in sizes.items() if key[0] == variable and key[1] != EVERYONE}
        if parts:
            hidden = suppress(pd.DataFrame({"n": list(parts.values())}), threshold)["n"]
            held |= {key for key, hit in zip(parts, hidden, strict=True) if hit}
    return held


def _few_counted(estimates: pd.DataFrame, threshold: int) -> dict[Key, bool]:
    """The answers that too few gave, or all but too few, and as many others as keep them from being computed."""
    forms = [STATISTICS[name].form if name in STATISTICS else Form.NUMBER for name in estimates["statistic"]]
    counted = [
        form in (Form.SHARE, Form.COUNT) and _of_people(name) and BETWEEN not in str(group)
        for form, name, group in zip(forms, estimates["statistic"], estimates["group"], strict=True)
    ]
    own = estimates.assign(share=[form is Form.SHARE for form in forms]).loc[counted]
    own = own.dropna(subset=["estimate"])
    n = own["n"].astype("float64").fillna(0.0)
    count = (own["estimate"] * n.where(own["share"], 1.0)).round().abs()
    shown = own.assign(count=count, rest=(n - count).abs(), question=own["variable"].str.split(OPTION).str[0])
    held: dict[Key, bool] = {}
    for _, rows in shown.groupby(["question", "statistic"], sort=False):
        for key in _hidden(rows, threshold):
            held[key] = True
    return held


def _hidden(rows: pd.DataFrame, threshold: int) -> list[Key]:
    """The cells of one question to hold back: options in rows, groups in columns, everyone apart."""
    small = rows[["count", "rest"]].apply(lambda people: people.between(1, threshold - 1)).any(axis=1)
    keys = [
        (variable, group) for variable, group, hit in zip(rows["variable"], rows["group"], small, strict=True) if hit
    ]
    parts = rows.loc[rows["group"] != EVERYONE]
    split = (parts if len(parts) else rows).drop_duplicates(["variable", "group"])
    # a complement that is too small is held back like a count that is
    people = split["count"].mask(small[split.index], 1.0)
    table = people.set_axis(pd.MultiIndex.from_frame(split[["variable", "group"]].astype("str"))).unstack()
    hidden = suppress(table, threshold)
    return keys + [(row, column) for row in hidden.index for column in hidden.columns if hidden.loc[row, column]]
