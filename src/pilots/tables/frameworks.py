"""By the elements of a framework: progress by building block, what several pilots add up to, and materials to read."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pilots import frameworks
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.frameworks.elements import FRAMEWORKS, above
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.statistics.samples import EVERYONE
from pilots.survey import Survey
from pilots.survey.changes import held_back, least_people
from pilots.tables.assemble import assemble

_COUNTED = ("involvement", "capitals", "blocks")
"""Frameworks that say what a pilot is about; of the others, materials and themes, nothing is measured."""


def by_element(
    done: pd.DataFrame,
    measured: pd.DataFrame,
    changes: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    framework: str = "",
    language: str = "nl",
    label: str = "tbl-by-element",
) -> Table:
    """Progress by element of a framework: what was done, and where each school stood at every measurement.

    Parameters
    ----------
    done
        As `actions.by_element` gives it.
    measured
        As `survey.by_element` gives it.
    changes
        As `survey.change` gives them.
    framework
        involvement, capitals or blocks; left out, the one that needs and actions name most.

    Returns
    -------
    Table with, under each element with its actions and targets, a row a scale and school.
    """
    cell = Cells(pilot, language, surveys)
    chosen = framework or _most_named(done, measured)
    named = {*done["element"], *measured["element"]}
    shown = [element for element in frameworks.elements()["id"] if element in named and _of(element) == chosen]
    waves = sorted(measured.loc[measured["element"].isin(shown), "wave"].unique())
    moments = [
        cell.say("Baseline") if place == 0 else cell.say("Follow-up {number}", number=place)
        for place in range(len(waves))
    ]
    heads = [cell.say("Element"), cell.say("Scale"), cell.say("School"), *moments]
    heads += [cell.say("Change")] if len(waves) > 1 else []
    moved = _moved(changes, pilot.privacy.threshold)
    rows = [
        [_headed(cell, element, done), *row, *([_change(cell, moved, key)] if len(waves) > 1 else [])]
        for element in shown
        for key, row in _scales(cell, measured.loc[measured["element"] == element], waves)
    ]
    named_source = frameworks.elements().set_index("id")["source"]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Progress by element of the framework"),
        label=label,
        method=cell.say("Means of scales by school and measurement; actions and targets from the workbook of actions."),
        source=measured,
        empty=cell.say("No need, action or scale names an element of a framework."),
        notes=[
            *(cell.say("Framework: {source}.", source=source) for source in dict.fromkeys(named_source[shown])),
            cell.say("In brackets the 95% interval, and how many answered. Change: last measurement minus first."),
            cell.say("A school's baseline is its own first measurement, though it may be later than another's."),
            *([cell.people_note()] if any(map(cell.few, measured.loc[measured["element"].isin(shown), "n"])) else []),
        ],
        row_groups=heads[0],
    )


def adding_up(
    counted: pd.DataFrame,
    pilots: Sequence[Pilot],
    *,
    language: str = "nl",
    label: str = "tbl-adding-up",
) -> Table:
    """What pilots need, do and measure, element by element; the strictest of their thresholds holds for all.

    Parameters
    ----------
    counted
        As `frameworks.adding_up` gives it.
    pilots
        Those that were counted.
    """
    cell = Cells(max(pilots, key=lambda pilot: pilot.privacy.threshold), language)
    titles = {pilot.name: pick(pilot.title, language) for pilot in pilots}
    heads = [
        cell.say(text)
        for text in (
            "Framework",
            "Element",
            "Pilot",
            "Needs",
            "Actions chosen",
            "Scales",
            "Mean",
            "Codes",
            "Conversations",
        )
    ]
    own = counted.loc[counted["framework"].isin(_COUNTED)]
    hidden = _told_by_parents(own, cell.pilot.privacy.threshold)
    rows = [
        [
            cell.say(f"framework:{row['framework']}"),
            frameworks.label(row["element"], language),
            titles.get(row["pilot"], row["pilot"]),
            cell.number(row["needs"], 0),
            cell.say("{n} of {all}", n=row["chosen"], all=row["actions"]),
            cell.number(row["scales"], 0),
            "–" if cell.few(row["people"]) else cell.number(row["mean"]),
            cell.number(row["codes"], 0),
            "·" if key in hidden else cell.n(row["cases"]),
        ]
        for key, row in zip(zip(own["pilot"], own["element"], strict=True), own.to_dict("records"), strict=True)
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Needs, actions and measurements by element"),
        label=label,
        method=cell.say("Counted from the workbooks of actions, the codebooks and the coded conversations."),
        source=own,
        empty=cell.say("No need, action or scale names an element of a framework."),
        notes=[
            cell.say("What names a part of an element counts for that element too; what names two counts for both."),
            cell.say("Mean: of the scales, where their answers run alike."),
            *([cell.people_note()] if any(map(cell.rare, own["cases"])) else []),
            *([cell.held_note()] if hidden else []),
        ],
        numeric=heads[3:],
        row_groups=heads[0],
    )


def catalogue(ids: Iterable[str], pilot: Pilot, *, language: str = "nl", label: str = "tbl-catalogue") -> Table:
    """Materials as a reading list: by whom, for whom, what is in them, where more is told.

    Parameters
    ----------
    ids
        Ids of materials, in the order in which they are shown, e.g. those of `frameworks.suggest` or of actions; one
        that comes twice is shown once.

    Raises
    ------
    PilotsError
        When there is no such material.
    """
    wanted = list(dict.fromkeys(ids))
    frameworks.require(wanted)
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Material", "Made by", "Meant for", "Content", "Themes", "More information")]
    known = frameworks.catalogue().set_index("id")
    found = known.reindex([name for name in wanted if name in known.index])
    rows = [
        [
            pick(row["labels"], language),
            row["made_by"] or "–",
            ", ".join(cell.say(f"for:{audience}") for audience in row["meant_for"]) or "–",
            pick(row["contents"], language) or "–",
            "; ".join(frameworks.label(theme, language) for theme in row["themes"]) or "–",
            row["more"] or "–",
        ]
        for _, row in found.iterrows()
    ]
    source = frameworks.elements().set_index("id")["source"]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Materials to read and use"),
        label=label,
        method=cell.say("Taken from the catalogue of materials that comes with this package."),
        source=found.reset_index(),
        empty=cell.say("No material of the catalogue is named."),
        notes=[
            *(cell.say("Source: {source}.", source=said) for said in dict.fromkeys(source[found.index])),
            cell.say("An en dash: not told in the source. Themes are our reading of the title."),
        ],
    )


def _told_by_parents(counted: pd.DataFrame, threshold: int) -> set[tuple[str, str]]:
    """Pilots and elements whose conversations differ by few from those of what the element is a part of."""
    cases = {(row["pilot"], row["element"]): row["cases"] for row in counted.to_dict("records")}
    return {
        (pilot, element)
        for (pilot, element), n in cases.items()
        for parent in above(element)[1:]
        if n >= threshold and 0 < cases.get((pilot, parent), n) - n < threshold
    }


def _most_named(done: pd.DataFrame, measured: pd.DataFrame) -> str:
    needs = done.assign(framework=done["element"].map(_of)).groupby("framework")["actions"].sum()
    scales = measured["element"].map(_of).value_counts()
    return max(_COUNTED, key=lambda name: (needs.get(name, 0), scales.get(name, 0), -FRAMEWORKS.index(name)))


def _of(element: str) -> str:
    return element.partition(".")[0]


def _headed(cell: Cells, element: str, done: pd.DataFrame) -> str:
    """An element with how many actions were chosen for it and how their targets turned out."""
    name = frameworks.label(element, cell.language)
    own = done.loc[done["element"] == element]
    if own.empty:
        return name
    row = own.iloc[0]
    said = cell.say(
        "actions chosen: {chosen}; adjusted: {adjusted}; targets reached: {reached}, not reached: {missed}, cannot tell: {open}",
        **{count: int(row[count]) for count in ("chosen", "adjusted", "reached", "missed", "open")},
    )
    return f"{name} ({said})"


def _scales(cell: Cells, measured: pd.DataFrame, waves: Sequence[int]) -> list[tuple[tuple[str, str], list[str]]]:
    """Scale and school, and the row's cells; one row of dashes where nothing was measured."""
    if measured.empty:
        return [(("", ""), [cell.say("not measured"), "–", *["–"] * len(waves)])]
    rows = []
    for key, own in measured.groupby(["variable", "site"], sort=False):
        at = {row["wave"]: row for _, row in own.iterrows()}
        means = [_mean(cell, at[wave]) if wave in at else "–" for wave in waves]
        variable, site = str(key[0]), str(key[1])
        rows.append(((variable, site), [cell.scale(variable), cell.group(site) if site else "–", *means]))
    return rows


def _mean(cell: Cells, row: "pd.Series") -> str:
    if cell.few(row["n"]):
        return "–"
    mean, n, interval = cell.number(row["mean"]), cell.number(row["n"], 0), cell.interval(row["ci_low"], row["ci_high"])
    if interval == "–":
        return f"{mean} (n = {n})"
    return f"{mean} ({interval}; n = {n})"


def _moved(changes: pd.DataFrame, threshold: int) -> "dict[tuple[str, str], pd.Series]":
    """The changes that may be shown, by scale and school."""
    found = changes.loc[changes["statistic"] == "mean_difference"].reset_index(drop=True)
    least = found.assign(n_least=least_people(changes, found))
    shown = least.loc[~held_back(least, threshold) & least["estimate"].notna()]
    return {(str(row["variable"]), str(row["group"])): row for _, row in shown.iterrows()}


def _change(cell: Cells, moved: "Mapping[tuple[str, str], pd.Series]", key: tuple[str, str]) -> str:
    row = moved.get((key[0], key[1] or EVERYONE))
    if row is None:
        return "–"
    estimate, interval = cell.estimate(row, signed=True)
    return estimate if interval == "–" else f"{estimate} ({interval})"
