"""Who brought whom: how many came through another, over how many generations, and how that grew."""

import pandas as pd

from pilots.statistics import wilson
from pilots.vocabulary import Column, frame

SPREAD = (
    Column("what", "str", "What", "people, brought, ambassadors, generation or how"),
    Column("name", "str", "Which", "at least so many people before them in their chain, or how they were brought"),
    Column("people", "int64", "People", "how many", "n"),
    Column("of", "int64", "Of", "out of how many"),
    Column("share", "float64", "Share", "people / of, 0 to 1"),
    Column("ci_low", "float64", "Lower limit", "lower limit of the interval"),
    Column("ci_high", "float64", "Upper limit", "upper limit of the interval"),
)
GROWTH = (
    Column("month", "datetime64[us]", "Month", "its first day"),
    Column("alone", "int64", "Of their own accord", "people until then whom nobody of the list brought", "n"),
    Column("brought", "int64", "Brought", "people until then who came through another", "n"),
)


def generations(network: pd.DataFrame) -> "pd.Series[int]":
    """How many people stand between each person and the one who came of their own accord.

    Parameters
    ----------
    network
        As `network` gives it.

    Returns
    -------
    Series of int
        0 for who came of their own accord, 1 for whom they brought, and so on; by person.

    Examples
    --------
    >>> rows = pd.DataFrame({"person": [1, 2, 3], "brought_by": [None, 1, 2]})
    >>> generations(rows).tolist()
    [0, 1, 2]
    """
    above = network.set_index("person")["brought_by"].astype("float64")
    found = pd.Series(0, index=above.index, dtype="int64")
    step = above.copy()
    for _ in range(len(above)):
        if step.isna().all():
            break
        found += step.notna()
        step = step.map(above)
    return found


def spread(network: pd.DataFrame, *, ci: float = 0.95) -> pd.DataFrame:
    """How reach spread from person to person.

    Parameters
    ----------
    network
        As `network` gives it.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        what, name, people, of, share, ci_low, ci_high (Wilson): the people, who of them was brought, who brought another
        (ambassadors), who has at least two, three... people before them in the chain that they came through ("generation"),
        and how those who were brought were.

    Examples
    --------
    >>> rows = pd.DataFrame({"person": [1, 2, 3], "brought_by": [None, 1, 1], "how": ["", "trust", "trust"]})
    >>> spread(rows)[["what", "people", "of"]].to_numpy().tolist()[:3]
    [['people', 3, 3], ['brought', 2, 3], ['ambassadors', 1, 3]]
    """
    n = len(network)
    if not n:
        return frame(SPREAD)
    brought = network["brought_by"].notna()
    ambassadors = network["brought_by"].nunique()
    counts = [("people", "", n, n), ("brought", "", int(brought.sum()), n), ("ambassadors", "", ambassadors, n)]
    levels = generations(network)
    counts += [("generation", str(least), int((levels >= least).sum()), n) for least in range(2, int(levels.max()) + 1)]
    ways = network.loc[brought, "how"].replace("", "unknown")
    counts += [("how", str(way), int(size), int(brought.sum())) for way, size in ways.value_counts(sort=False).items()]
    return frame(SPREAD, [_row(*count, ci) for count in counts])


def growth(network: pd.DataFrame) -> pd.DataFrame:
    """How many had come until each month, of their own accord and brought by another.

    Parameters
    ----------
    network
        As `network` gives it; who has no date is left out.

    Returns
    -------
    DataFrame
        month, alone, brought: a row a month from the first to the last, adding up.
    """
    dated = network.dropna(subset=["date"])
    if dated.empty:
        return frame(GROWTH)
    months = dated["date"].dt.to_period("M")
    every = pd.period_range(months.min(), months.max(), freq="M")
    came = pd.crosstab(months, dated["brought_by"].notna()).reindex(index=every, columns=[False, True], fill_value=0)
    total = came.cumsum()
    return frame(
        GROWTH,
        [
            {"month": month.start_time, "alone": alone, "brought": brought}
            for month, alone, brought in zip(every, total[False], total[True], strict=True)
        ],
    )


def _row(what: str, name: str, people: int, of: int, ci: float) -> dict[str, object]:
    about = {"what": what, "name": name, "people": people, "of": of}
    if what == "people":
        return about
    low, high = wilson(people, of, ci=ci)
    return about | {"share": people / of, "ci_low": low, "ci_high": high}
