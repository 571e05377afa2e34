"""What a table or figure of any estimates frame tells of how many: who each number is of, and how many gave an answer."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pilots.counted import AGREEING
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.statistics.names import STATISTICS, Statistic
from pilots.told import ANSWERED, base, group_of, of_frame, open_value, rounded, told, told_answered
from pilots.vocabulary import OPTION, SITE, WAVE
from pilots.wording import Told

_COUNTED = ("count", "share", *AGREEING)
_WHOLE = 1e-6


def told_estimates(
    lines: Sequence[Told], found: pd.DataFrame, surveys: Collection[str], pilot: Pilot, label: str, *, column: int = -1
) -> Iterator[Count]:
    """Of how many people each estimate is, and of a count or a share how many are counted.

    Parameters
    ----------
    lines
        What is shown, in the order of the exhibit.
    found
        The frame they are made of; where it remembers its wave, its people are those of the survey in that wave.
    surveys
        The names of the surveys. A variable is of the one that it names, or of the only one.
    label
        Of the exhibit.
    column
        That of n; left out, they stand in no cell.
    """
    sites = frozenset(site.id for site in pilot.sites)
    for at, line in enumerate(lines):
        survey, _, variable = str(line.row["variable"]).rpartition(".")
        survey = survey or (next(iter(surveys)) if len(surveys) == 1 else label)
        people = STATISTICS.get(line.row["statistic"], Statistic("", "")).people
        if not people or pd.isna(line.row["n"]) or (group := group_of(str(line.row["group"]), sites)) is None:
            continue
        of, place = of_frame(survey, found, label), {"row": at if column >= 0 else -1, "column": column}
        column_of = variable.partition(OPTION)[0]
        yield from told_answered(of, column_of, line.row["n"], pilot.privacy.threshold, group=group, held=line.n == "·", **place)  # fmt: skip
        if line.row["statistic"] not in _COUNTED or (OPTION in variable and line.row["statistic"] in AGREEING):
            continue
        name, _, value = variable.partition(OPTION) if OPTION in variable else (f"{line.row['statistic']}: {variable}", "", "yes")  # fmt: skip
        where = group | {name: value}
        if line.held:
            yield Count(of, where, 0, held=True, **place)
        elif not pd.isna(line.row["estimate"]):
            n = line.row["n"]
            people = line.row["estimate"] * (1 if line.row["statistic"] == "count" else n)
            # a weighted share counts nobody
            if abs(people - round(people)) > _WHOLE:
                continue
            yield rounded(of, where, people, n, **place)
            if OPTION not in variable:
                yield open_value(of, group | {name: "no"})


def told_elements(measured: pd.DataFrame, cells: Sequence[tuple[int, int, int]], threshold: int) -> Iterator[Count]:
    """How many answered each scale at each school and measurement.

    Parameters
    ----------
    measured
        As `survey.by_element` gives it.
    cells
        Row and column of the table, and the number of the row of `measured` that stands there.
    """
    divided = set(measured.loc[measured[SITE].ne(""), ["variable", WAVE]].itertuples(index=False, name=None))
    for row, column, at in cells:
        own = measured.iloc[at]
        survey, _, scale = str(own["variable"]).partition(".")
        group = {SITE: str(own[SITE])} if (own["variable"], own[WAVE]) in divided else {}
        yield from told_answered(f"{survey}/{own[WAVE]}", scale, own["n"], threshold, group=group, row=row, column=column)  # fmt: skip


def told_of_pilot(about: Mapping[Hashable, Any], *, row: int = -1, column: int = -1) -> Count:
    """How many people of one pilot answered a scale; nothing is told where the row is held back.

    Parameters
    ----------
    about
        A row of `across.synthesise`, about one pilot.
    row, column
        See `Count`.
    """
    of = f"{about['group']}: {base(about['survey'], about['kind'] if pd.isna(about['wave']) else about['wave'])}"
    where = {f"{ANSWERED}{str(about['variable']).rpartition('.')[2]}": "yes"}
    return told(of, where, about["n"], 1, held=bool(about["held"] or pd.isna(about["n"])), row=row, column=column)


def told_points(shown: pd.DataFrame, label: str) -> Iterator[Count]:
    """Of each point of a chart of shares, how many people it is of, and how many of them are counted.

    Parameters
    ----------
    shown
        The points that are drawn, by their moment: `point` (the share) and `n`.
    label
        Of the exhibit.
    """
    for moment, row in shown.iterrows():
        of = f"{label} {moment}"
        yield told(of, {}, row["n"], 1)
        yield rounded(of, {"counted": "yes"}, row["point"] * row["n"], row["n"])
        yield open_value(of, {"counted": "no"})
