"""The pilots side by side: what they are, published figures that several have, and who spoke of what."""

from dataclasses import replace

import pandas as pd

from pilots import frameworks
from pilots.across import Publication
from pilots.cells import Cells, is_missing
from pilots.exhibits import Table
from pilots.language import date, listed, pick
from pilots.mixed.conversations import Told
from pilots.privacy.counts import Count
from pilots.tables.assemble import assemble
from pilots.tables.themes import conversations
from pilots.tables.written import amount
from pilots.told import CONVERSATIONS


def side_by_side(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-side-by-side"
) -> Table:
    """Each pilot in a row: where, when, with how many places, whom it asked, and what it collected.

    Parameters
    ----------
    found
        As `across.contexts` gives it.
    """
    cell = Cells(publication.pilot, language)
    texts = ("Pilot", "Town", "Period", "Places", "Groups asked", "Measurements", "Also collected", "Actions chosen")
    heads = [cell.say(text) for text in texts]
    rows = [
        [
            publication.called(row["pilot"], language),
            row["town"] or "–",
            _period(cell, row),
            _places(cell, row),
            ", ".join(map(cell.group, row["groups"])) or "–",
            cell.number(row["waves"], 0) if row["waves"] else "–",
            _collected(cell, row),
            cell.number(row["chosen"], 0),
        ]
        for row in found.to_dict("records")
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("The pilots side by side"),
        label=label,
        method=cell.say("Taken from the descriptions of the pilots and their workbooks of actions."),
        notes=[
            cell.say("Measurements: the most that one of its surveys had. Places: schools and others that take part."),
            *(
                cell.say(
                    "{pilot}: its own reports show counts from {threshold} people on.",
                    pilot=publication.called(row["pilot"], language),
                    threshold=row["threshold"],
                )
                for row in found.to_dict("records")
                if row["threshold"] != publication.least
            ),
            *(
                cell.say("{pilot}: {source}", pilot=publication.called(name, language), source=pick(source, language))
                for name, source in publication.sources.items()
                if name in set(found["pilot"])
            ),
            cell.say("This publication shows counts from {threshold} people on.", threshold=publication.least),
        ],
        numeric=[heads[5], heads[7]],
    )


def shared_figures(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-shared-figures"
) -> Table:
    """Published figures that several pilots have of their own town.

    Parameters
    ----------
    found
        As `across.shared_figures` gives it.
    """
    cell = Cells(publication.pilot, language)
    names = list(dict.fromkeys(found["pilot"]))
    heads = [cell.say("Indicator"), cell.say("Period"), *(publication.called(name, language) for name in names)]
    rows = []
    for _, own in found.groupby(["indicator", "unit", "period"], sort=False) if names else ():
        first, values = own.iloc[0], dict(zip(own["pilot"], own["value"], strict=True))
        told = [amount(cell, values.get(name), first["unit"]) for name in names]
        rows.append([pick(first["labels"], language), str(first["period"]), *told])
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("The towns in figures"),
        label=label,
        method=cell.say("Copied from published statistics; nothing was computed."),
        empty=cell.say("No published figure is known of two pilots or more in the same period."),
        notes=[cell.say("Source: {source}.", source=said) for said in dict.fromkeys(found.get("source", []))],
        numeric=heads[2:],
    )


def case_themes(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-case-themes"
) -> Table:
    """Case by theme: a row an element of a framework, a column a pilot, in how many of its conversations it came up.

    Parameters
    ----------
    found
        As `across.themes` gives it.
    """
    cell = Cells(publication.pilot, language)
    names = [pilot.name for pilot in publication.members if pilot.name in set(found["pilot"])]
    silent = [publication.called(pilot.name, language) for pilot in publication.members if pilot.name not in names]
    heads = [cell.say("Framework"), cell.say("Element"), *(publication.called(name, language) for name in names)]
    rows: list[list[str]] = []
    counts: list[Count] = []
    for element, own in found.groupby("element", sort=False):
        told = dict(zip(own["pilot"], own["told"], strict=True))
        said = [conversations(cell, told[name]) if name in told else "–" for name in names]
        counts += [_count(name, str(element), told[name], len(rows), 2 + names.index(name)) for name in told]
        framework = cell.say(f"framework:{own['framework'].iloc[0]}")
        rows.append([framework, frameworks.label(str(element), language), *said])
    without = cell.say("No coded conversations in: {pilots}.", pilots=listed(silent, language))
    table = assemble(
        cell,
        heads,
        rows,
        caption=cell.say("What people spoke of, pilot by pilot"),
        label=label,
        method=cell.say("Conversations (cases) with at least one code that belongs to the element or to a part of it."),
        empty=cell.say("No conversations were coded with codes that belong to a framework."),
        notes=[
            cell.say("The pilots' own codes are linked to the elements of frameworks in their workbooks of findings."),
            cell.say("Counts from which it would follow who said what, are told as a range."),
            *([without] if silent else []),
        ],
        row_groups=heads[0],
    )
    return replace(table, counts=tuple(counts))


def _count(pilot: str, element: str, told: Told, row: int, column: int) -> Count:
    low, high = round(told.least * told.base), round(told.most * told.base)
    return Count(f"{pilot}: {CONVERSATIONS}", {element: "yes"}, low, high, not told.exact, row, column)


def _period(cell: Cells, row: dict[object, object]) -> str:
    start, end = row["start"], row["end"]
    if is_missing(start) or is_missing(end):
        return "–"
    low, high = (date(day, cell.language) for day in (start, end))  # type: ignore[arg-type]
    return cell.say("{start} to {end}", start=low, end=high)


def _places(cell: Cells, row: dict[object, object]) -> str:
    if row["joined_later"]:
        return cell.say("{n}, of which {later} joined later", n=row["sites"], later=row["joined_later"])
    return str(row["sites"])


def _collected(cell: Cells, row: dict[object, object]) -> str:
    kinds = [f"kind:{kind}" for kind in row["registrations"]]  # type: ignore[attr-defined]
    return ", ".join(map(cell.say, [*(["kind:conversations"] if row["conversations"] else []), *kinds])) or "–"
