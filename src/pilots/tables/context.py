"""The pilot and its town: who takes part, and the published figures about the place."""

import pandas as pd

from pilots.cells import Cells, is_missing
from pilots.context import LEVELS
from pilots.exhibits import Table
from pilots.language import date, pick
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble


def overview(pilot: Pilot, *, language: str = "nl", label: str = "tbl-pilot") -> Table:
    """The pilot at a glance: place, schools, partners, phases, and what was collected.

    Returns
    -------
    Table with a row a fact.
    """
    cell = Cells(pilot, language)
    rows = [[cell.say("Town"), cell.own(pilot.town)]] if pilot.town else []
    for site in pilot.sites:
        since = cell.say("since {date}", date=date(site.joined, language)) if site.joined else ""
        rows.append([cell.say("School"), f"{site.name} ({since})" if since else site.name])
    for partner in pilot.partners:
        role = pick(partner.role, language)
        name = cell.own(partner.name)
        rows.append([cell.say("Partner"), f"{name}{cell.say(': ')}{role}" if role else name])
    for phase in pilot.phases:
        period = cell.say("{start} to {end}", start=date(phase.start, language), end=date(phase.end, language))
        rows.append([cell.say("Phase {number}", number=phase.number), f"{pick(phase.title, language)} ({period})"])
    return assemble(
        cell,
        [cell.say("Part"), cell.say("Description")],
        rows,
        caption=cell.say("The pilot at a glance"),
        label=label,
        method=cell.say("Taken from the description of the pilot (pilot.toml)."),
    )


def context(figures: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-context") -> Table:
    """Published figures about the town beside those of other areas, with their period and source.

    Parameters
    ----------
    figures
        As `context.load` gives them.

    Returns
    -------
    Table with a row an indicator and period, a column an area, and the number of the source in the notes.
    """
    cell = Cells(pilot, language)
    ordered = figures.sort_values("level", key=lambda level: level.map(LEVELS.index), kind="stable")
    areas, sources = list(ordered["area"].unique()), list(figures["source"].unique())
    named_areas = [cell.own(area) for area in areas]
    rows = []
    for (_, period), own in figures.groupby(["indicator", "period"], sort=False):
        by_area = {row["area"]: _value(cell, row["value"], row["unit"]) for _, row in own.iterrows()}
        numbers = sorted({sources.index(source) + 1 for source in own["source"]})
        named = pick(own["labels"].iloc[0], language)
        rows.append([named, str(period), *(by_area.get(area, "–") for area in areas), ", ".join(map(str, numbers))])
    return assemble(
        cell,
        [cell.say("Indicator"), cell.say("Period"), *named_areas, cell.say("Source")],
        rows,
        caption=cell.say("The town in figures"),
        label=label,
        method=cell.say("Copied from published statistics; nothing was computed."),
        empty=cell.say("No published figures about the town were collected for this pilot."),
        notes=[
            *(f"{number}{cell.say(': ')}{cell.own(source)}" for number, source in enumerate(sources, start=1)),
            cell.say("–: not published in that source."),
        ],
        numeric=named_areas,
    )


def _value(cell: Cells, value: float, unit: str) -> str:
    if is_missing(value):
        return "–"
    if unit == "%":
        return cell.share(value / 100, 1)
    return cell.number(value, 0 if float(value).is_integer() else 1)
