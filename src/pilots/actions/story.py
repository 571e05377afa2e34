"""What happened with one family, step by step, so coarse that only who lived it knows when."""

import pandas as pd

from pilots.vocabulary import Column, frame

STORY = (
    Column("family", "int64", "Family", "1, 2 and so on; no code"),
    Column(
        "month",
        "Int64",
        "Month",
        "since the first step that may be shown, which lies in month 1; missing without a date",
    ),
    Column("kind", "str", "Kind", "contact, visit, step, activity or setback"),
    Column("texts", "object", "What happened", "by language; empty where it may not be told"),
    Column("shown", "bool", "May be shown", "whether the family consented and somebody approved the text"),
)
_DAYS = 365.25 / 12


def story(timeline: pd.DataFrame) -> pd.DataFrame:
    """The steps of each family in order, with days made months since its first step that may be shown.

    Parameters
    ----------
    timeline
        As `timeline` gives it.

    Returns
    -------
    DataFrame
        family, month, kind, texts, shown; a row a step. Steps without a date stand last. Families of which nothing may be shown
        have the last numbers, and steps that may not be shown no month: nothing of them follows from the others.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-12-02", "2025-01-20"])
    >>> rows = pd.DataFrame({"case": 1, "date": days, "kind": "visit", "texts": [{}, {}], "shown": True})
    >>> story(rows)["month"].tolist()
    [1, 2]
    """
    ordered = timeline.sort_values(["case", "date"], kind="stable", ignore_index=True)
    shown = ordered["shown"].astype("bool")
    told = ordered["date"].where(shown)
    since = (told - told.groupby(ordered["case"]).transform("min")).dt.days
    families = dict.fromkeys([*ordered.loc[shown, "case"], *ordered["case"]])
    number = {case: at for at, case in enumerate(families, start=1)}
    months = (since // _DAYS + 1).astype("Int64")
    found = ordered.assign(family=ordered["case"].map(number), month=months)[[column.name for column in STORY]]
    return found.astype({column.name: column.dtype for column in STORY}) if len(found) else frame(STORY)
