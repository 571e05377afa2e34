"""Summaries of Likert items: every level with its share, who agrees and who does not, on each item's own respondents."""

from collections.abc import Mapping, Sequence
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.choice import ordered
from pilots.statistics.describe import frequencies, means, medians
from pilots.statistics.samples import as_list, groups, require
from pilots.vocabulary import OPTION

NEUTRAL = "share_neutral"
SIDES = {-1: "share_disagreeing", 0: NEUTRAL, 1: "share_agreeing"}


def likert(
    data: pd.DataFrame,
    items: str | Sequence[str],
    *,
    codes: Sequence[object] | None = None,
    by: str | None = None,
    weights: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
    mean: bool = False,
    ci: float = 0.95,
) -> pd.DataFrame:
    """Each item: the share of every level, of who disagrees, is neutral and agrees, and the median.

    Parameters
    ----------
    data
        One row a respondent.
    items
        Columns that hold the codes of the same levels.
    codes
        The levels, from full disagreement to full agreement, also those that nobody chose. Left out, the categories of
        items that are all ordered categories in one order, else the numbers that occur in any of the items: give them wherever a level at either
        end may have been left out by all.
    by
        A column whose groups are described one by one.
    weights, clusters, strata, fpc
        As in `SampleDesign.of`; with any of these shares, median and mean are weighted and their intervals design-based.
    mean
        Whether to add the mean of the levels: it takes them to lie equally far apart.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame: per item and group, and for each level (variable "item/code") the rows `count` and `share`; then
        `share_disagreeing`, `share_neutral` (where there is a middle level) and `share_agreeing`, the levels below, at and
        above the middle; `median` and, if wished, `mean`, in the codes where these are all numbers, else in places from 1.
        n is each item's own: respondents with an answer (and a weight); n_missing the others of the group.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, a level is given twice, answers are none of the levels, or words without an order.

    Examples
    --------
    >>> answers = pd.DataFrame({"trust": [1, 2, 4, 4, 5], "safe": [5, 5, 4, None, 2]})
    >>> found = likert(answers, ["trust", "safe"], codes=[1, 2, 3, 4, 5])
    >>> found.loc[~found["statistic"].isin(["count", "share"]), ["variable", "statistic", "estimate", "n"]].round(2)
       variable          statistic  estimate  n
    10    trust  share_disagreeing      0.40  5
    11    trust      share_neutral      0.00  5
    12    trust     share_agreeing      0.60  5
    13    trust             median      4.00  5
    24     safe  share_disagreeing      0.25  4
    25     safe      share_neutral      0.00  4
    26     safe     share_agreeing      0.75  4
    27     safe             median      4.50  4
    """
    require(data, [*as_list(items), *([by] if by else [])], ci=ci)
    levels = _levels(data, as_list(items), codes)
    design: dict[str, Any] = {
        "by": by,
        "weights": weights,
        "clusters": clusters,
        "strata": strata,
        "fpc": fpc,
        "ci": ci,
    }
    frames = [vocabulary.estimates()]
    for item in as_list(items):
        place = _places(data, item, levels)
        middle = 2 * place - (len(levels) + 1)
        frames.append(_shares(data.assign(**{item: place}), item, dict(enumerate(levels, 1)), design))
        sides = _shares(data.assign(**{item: np.sign(middle)}), item, SIDES, design)
        sides = sides[sides["statistic"] == "share"]
        kept = sides["variable"].str.rsplit(OPTION, n=1).str[1]
        sides = sides.assign(variable=item, statistic=kept)
        frames.append(sides[sides["statistic"] != NEUTRAL] if len(levels) % 2 == 0 else sides)
        scored = data.assign(**{item: _scores(levels, place)})
        frames.append(medians(scored, item, **design))
        if mean:
            found = means(scored, item, **design)
            frames.append(found[found["statistic"] == "mean"])
    return pd.concat(frames, ignore_index=True)


def _levels(data: pd.DataFrame, items: Sequence[str], codes: Sequence[object] | None) -> list[str]:
    if codes is None and all(ordered(data[item]) for item in items):
        orders = {tuple(data[item].cat.categories) for item in items}
        codes = orders.pop() if len(orders) == 1 else None
    if codes is None:
        found = pd.concat([data[item].dropna().map(_written).astype("object") for item in items]).rename("level")
        if pd.to_numeric(found, errors="coerce").isna().any():
            raise PilotsError(
                "words have no order of their own",
                mend="Give the levels in `codes`, from disagreement to agreement, or make the items ordered categories.",
            )
        return list(groups(found.to_frame(), "level"))
    levels = [_written(code) for code in codes]
    if len(set(levels)) < len(levels):
        raise PilotsError("a level is given twice", mend="Give each level once, from disagreement to agreement.")
    return levels


def _written(code: object) -> str:
    """A code as text: 3.0 and "3" are the same level."""
    return str(int(code)) if isinstance(code, float) and code.is_integer() else str(code)


def _places(data: pd.DataFrame, item: str, levels: Sequence[str]) -> "pd.Series[float]":
    """By respondent: the place of the level, from 1; missing for none."""
    known = {level: float(place) for place, level in enumerate(levels, 1)}
    there = data[item].notna().to_numpy()
    place = np.full(len(data), nan)
    place[there] = [known.get(_written(code), nan) for code in data.loc[there, item]]
    strange = int((np.isnan(place) & there).sum())
    if strange:
        raise PilotsError(
            f"{strange} answers are none of the levels",
            where=f"item '{item}'",
            mend="Give all levels in `codes`, in order.",
        )
    return pd.Series(place, index=data.index)


def _shares(data: pd.DataFrame, item: str, labels: Mapping[int, str], design: Mapping[str, Any]) -> pd.DataFrame:
    """The frequencies of numbers, under their labels."""
    found = frequencies(data, item, codes={item: [str(float(number)) for number in labels]}, **design)
    names = {f"{item}{OPTION}{float(number)}": f"{item}{OPTION}{label}" for number, label in labels.items()}
    return found.assign(variable=found["variable"].map(names).astype("str"))


def _scores(levels: Sequence[str], place: "pd.Series[float]") -> "pd.Series[float]":
    """The levels as numbers where they all are, else their places."""
    numbers = pd.to_numeric(pd.Series(levels, dtype="object"), errors="coerce")
    return place.map(dict(enumerate(numbers, 1))).astype("float64") if numbers.notna().all() else place
