"""Triangulation: what each group says of each topic, and how every two groups fit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from pilots.cells import Cells, is_missing
from pilots.exhibits import Table
from pilots.mixed import Triangulation
from pilots.mixed.convergence import overall
from pilots.mixed.conversations import Told, told_under
from pilots.mixed.triangulate import NUMBERS, WIDEST, WORDS
from pilots.mixed.withheld import publishable
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.tables.joint_display import conversations_note
from pilots.told import base
from pilots.told_findings import told_codes_of, told_number

_STRANDS = {NUMBERS: "Survey", WORDS: "Conversations"}


def triangulation(
    found: Triangulation,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-triangulation",
) -> Table:
    """What each group says of each topic, with its interval, and how the groups fit.

    Parameters
    ----------
    found
        As `mixed.triangulate` gives it.

    Returns
    -------
    Table with a row a topic, under its strand; a column a group, and the verdict over all of them.
    """
    cell = Cells(pilot, language, surveys)
    shown = publishable(found, pilot.privacy.threshold)
    names = list(dict.fromkeys(shown.groups["group"]))
    cells = {(row["strand"], row["topic"], row["group"]): _value(cell, row) for _, row in shown.groups.iterrows()}
    heads = [cell.say("Strand"), cell.say("Topic"), *map(cell.group, names), cell.say("How they fit")]
    rows = [
        [
            *_topic(cell, own),
            *(cells.get((own["strand"].iloc[0], own["topic"].iloc[0], name), "–") for name in names),
            cell.say(overall(list(own["verdict"]))),
        ]
        for _, own in shown.pairs.groupby(["strand", "topic"], sort=False)
    ]
    told = _counts(shown, names, surveys, cell)
    said = cell.say("What the groups say of the same")
    return _assembled(cell, heads, rows, found, shown, said, label, heads[2:-1], told)


def _counts(shown: Triangulation, names: Sequence[str], surveys: Mapping[str, Survey], cell: Cells) -> Iterator[Count]:
    """Of whom each number is, and in how many conversations of each group each theme is."""
    wave, phase = shown.groups.attrs.get("wave"), shown.groups.attrs.get("phase")
    topics = list(dict.fromkeys(zip(shown.pairs["strand"], shown.pairs["topic"], strict=True)))
    for _, row in shown.groups.iterrows():
        strand, topic, group = row["strand"], str(row["topic"]), str(row["group"])
        if (strand, topic) not in topics:
            continue
        at, column = topics.index((strand, topic)), 2 + list(names).index(group)
        if strand == WORDS:
            yield from told_codes_of([topic], _said(cell, row), phase, group=group, row=at, column=column)
        elif group in surveys:
            number, least = row.rename({"topic": "variable"}), cell.pilot.privacy.threshold
            yield from told_number(base(group, wave), surveys[group].codebook, number, least, row=at, column=column)


def convergence(
    found: Triangulation,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-convergence",
) -> Table:
    """How every two groups fit on each topic: the verdict, with the difference and its interval.

    Parameters
    ----------
    found
        As `mixed.triangulate` gives it.

    Returns
    -------
    Table with a row a topic, under its strand; a column a pair of groups.
    """
    cell = Cells(pilot, language, surveys)
    shown = publishable(found, pilot.privacy.threshold)
    pairs = list(dict.fromkeys(shown.pairs["group"]))
    share = set(shown.groups.loc[shown.groups["statistic"] == "share", "topic"])
    heads = [cell.say("Strand"), cell.say("Topic"), *map(cell.group, pairs)]
    rows = []
    for _, own in shown.pairs.groupby(["strand", "topic"], sort=False):
        said = {row["group"]: _pair(cell, row, share=row["topic"] in share) for _, row in own.iterrows()}
        rows.append([*_topic(cell, own), *(said.get(pair, "–") for pair in pairs)])
    return _assembled(cell, heads, rows, found, shown, cell.say("Where two groups agree"), label, ())


def _assembled(
    cell: Cells,
    heads: list[str],
    rows: list[list[str]],
    found: Triangulation,
    shown: Triangulation,
    caption: str,
    label: str,
    numeric: "list[str] | tuple[str, ...]",
    counts: Iterable[Count] = (),
) -> Table:
    words = shown.groups.loc[shown.groups["strand"] == WORDS]
    points = cell.number(100 * shown.margin * WIDEST, 0)
    return assemble(
        cell,
        heads,
        rows,
        caption=caption,
        label=label,
        method=cell.say(
            "t and Wilson's intervals; differences with Welch's and Newcombe's intervals, held beside a margin."
        ),
        source=shown.pairs[["strand", "topic", "group", "verdict"]],
        empty=cell.say(
            "There is nothing to hold beside each other: no scale, item or theme was heard from two groups."
        ),
        notes=[
            cell.say(
                "Agree: the whole interval of the difference lies within {margin} standard deviations (of shares: {points} percentage points). Disagree: it lies wholly outside. Partly agree: on the same side of the middle, but not known to be as high. Silent: one of the two was not asked, or hardly speaks of it.",
                margin=cell.number(shown.margin),
                points=points,
            ),
            cell.say(
                "Verdicts after Farmer et al. (2006); half a standard deviation after Norman, Sloan and Wyrwich (2003)."
            ),
            *_themes_note(cell, found, shown),
            *([cell.people_note()] if shown.groups["estimate"].isna().any() else []),
            *conversations_note(cell, (_said(cell, row) for _, row in words.iterrows())),
        ],
        numeric=numeric,
        row_groups=heads[0],
        counts=counts,
    )


def _themes_note(cell: Cells, found: Triangulation, shown: Triangulation) -> list[str]:
    """What is said where themes are left out, as hardly any conversations were held with all groups but one."""
    if len(found.pairs) == len(shown.pairs):
        return []
    return [
        cell.say(
            "Themes are left out: fewer than two groups have {threshold} conversations or more.",
            threshold=cell.pilot.privacy.threshold,
        )
    ]


def _topic(cell: Cells, own: pd.DataFrame) -> tuple[str, str]:
    """The strand of a topic, and what it is called."""
    strand, topic = str(own["strand"].iloc[0]), str(own["topic"].iloc[0])
    return cell.say(_STRANDS[strand]), cell.label(topic) if strand == NUMBERS else cell.own(topic)


def _value(cell: Cells, row: "pd.Series") -> str:
    if row["strand"] == WORDS:
        said = _said(cell, row)
        return cell.say(said.text, **said.values)
    if is_missing(row["estimate"]):
        return cell.n(row["n"]) if row["n"] < cell.pilot.privacy.threshold and row["n"] else "·" if row["n"] else "–"
    share = row["statistic"] == "share"
    value = cell.share(row["estimate"]) if share else cell.number(row["estimate"])
    interval = cell.interval(row["ci_low"], row["ci_high"], share=share)
    return f"{value} ({interval}{cell.say('; ')}n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{cell.n(row['n'])})"


def _said(cell: Cells, row: "pd.Series") -> Told:
    return told_under(int(row["count"]), row["above"], int(row["n"]), cell.pilot.privacy.threshold)


def _pair(cell: Cells, row: "pd.Series", *, share: bool) -> str:
    said = cell.say(row["verdict"])
    if is_missing(row["difference"]):
        return said
    times, digits = (100, 0) if share else (1, 2)
    value, low, high = (cell.number(times * row[name], digits) for name in ("difference", "ci_low", "ci_high"))
    plus = "+" if row["difference"] > 0 else ""
    return f"{said}{cell.say(': ')}{plus}{value} ({cell.say('{low} to {high}', low=low, high=high)})"
