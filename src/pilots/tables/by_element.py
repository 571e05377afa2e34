"""Progress by the elements of a framework, such as building blocks: what was done, and where each school stood."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pilots import frameworks
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.frameworks.elements import FRAMEWORKS, above
from pilots.pilot import Pilot
from pilots.statistics.samples import EVERYONE
from pilots.survey import Survey
from pilots.survey.changes import held_back, least_people
from pilots.tables.assemble import assemble
from pilots.told_estimates import told_elements

COUNTED = ("involvement", "capitals", "blocks")
"""Frameworks that say what a pilot is about; of the others, materials and themes, nothing is measured."""
_DONE = {"chosen": "Actions chosen", "adjusted": "Times adjusted", "reached": "Targets reached", "missed": "Targets not reached", "open": "Targets, cannot tell"}  # fmt: skip


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
    Table with, under each element with its actions and targets, a row a scale and school; a scale stands once, with the
    element that its codebook names. Without scales, a row an element.
    """
    cell = Cells(pilot, language, surveys)
    chosen = framework or _most_named(done, measured)
    named = {*done["element"], *measured["element"]}
    shown = [element for element in frameworks.elements()["id"] if element in named and _of(element) == chosen]
    caption = cell.say("Progress by element of the framework")
    named_source = frameworks.elements().set_index("id")["source"]
    sources = [cell.say("Framework: {source}.", source=source) for source in dict.fromkeys(named_source[shown])]
    if not measured["element"].isin(shown).any():
        return _only_done(cell, done[done["element"].isin(shown)], caption, label, sources)
    waves = sorted(measured.loc[measured["element"].isin(shown), "wave"].unique())
    moments = [
        cell.say("Baseline") if place == 0 else cell.say("Follow-up {number}", number=place)
        for place in range(len(waves))
    ]
    heads = [cell.say("Element"), cell.say("Scale"), cell.say("School"), *moments]
    heads += [cell.say("Change")] if len(waves) > 1 else []
    moved = _moved(changes, pilot.privacy.threshold)
    lines = [(element, *line) for element in shown for line in _scales(cell, element, measured, waves)]
    rows = [
        [_headed(cell, element, done), *row, *([_change(cell, moved, key)] if len(waves) > 1 else [])]
        for element, key, row, _ in lines
    ]
    places = [(at, 3 + waves.index(wave), where) for at, (*_, own) in enumerate(lines) for wave, where in own.items()]
    return assemble(
        cell,
        heads,
        rows,
        caption=caption,
        label=label,
        method=cell.say("Means of scales by school and measurement; actions and targets from the workbook of actions."),
        source=measured,
        notes=[
            *sources,
            cell.say("In brackets the 95% interval, and how many answered. Change: last measurement minus first."),
            cell.say("A school's baseline is its own first measurement, though it may be later than another's."),
            *([cell.people_note()] if any(map(cell.few, measured.loc[measured["element"].isin(shown), "n"])) else []),
            *([cell.alike_note()] if any(text.startswith("·") for row in rows for text in row) else []),
        ],
        row_groups=heads[0],
        counts=told_elements(measured, places, pilot.privacy.threshold),
    )


def _only_done(cell: Cells, done: pd.DataFrame, caption: str, label: str, sources: Sequence[str]) -> Table:
    """What was done for each element, where no scale measures any."""
    heads = [cell.say("Element"), *(cell.say(text) for text in _DONE.values())]
    rows = [
        [frameworks.label(row["element"], cell.language), *(cell.number(row[name], 0) for name in _DONE)]
        for _, row in done.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=caption,
        label=label,
        method=cell.say("Actions and targets from the workbook of actions."),
        empty=cell.say("No need, action or scale names an element of a framework."),
        notes=[*sources, cell.say("No scale of the questionnaires names an element of this framework.")],
        numeric=heads[1:],
    )


def _most_named(done: pd.DataFrame, measured: pd.DataFrame) -> str:
    needs = done.assign(framework=done["element"].map(_of)).groupby("framework")["actions"].sum()
    scales = measured["element"].map(_of).value_counts()
    return max(COUNTED, key=lambda name: (needs.get(name, 0), scales.get(name, 0), -FRAMEWORKS.index(name)))


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


def _scales(
    cell: Cells, element: str, measured: pd.DataFrame, waves: Sequence[int]
) -> list[tuple[tuple[str, str], list[str], dict[int, int]]]:
    """Scale and school, the row's cells, and by wave which row they are of; one row of dashes where nothing measures the element itself."""
    every = measured.loc[measured["element"] == element]
    in_parts = {
        variable
        for part, variable in zip(measured["element"], measured["variable"], strict=True)
        if element in above(part)[1:]
    }
    themselves = every.loc[~every["variable"].isin(in_parts)]
    if themselves.empty:
        said = cell.say("not measured") if every.empty else cell.say("see its parts")
        return [(("", ""), [said, "–", *["–"] * len(waves)], {})]
    rows = []
    for key, own in themselves.groupby(["variable", "site"], sort=False):
        at = {row["wave"]: row for _, row in own.iterrows()}
        means = [_mean(cell, at[wave]) if wave in at else "–" for wave in waves]
        variable, site = str(key[0]), str(key[1])
        cells = [cell.scale(variable), cell.group(site) if site else "–", *means]
        rows.append(
            (
                (variable, site),
                cells,
                dict(zip(own["wave"], measured.index.get_indexer(own.index).tolist(), strict=True)),
            )
        )
    return rows


def _mean(cell: Cells, row: "pd.Series") -> str:
    if cell.few(row["n"]):
        return "–"
    mean, n, interval = cell.number(row["mean"]), cell.number(row["n"], 0), cell.interval(row["ci_low"], row["ci_high"])
    if interval == "–":
        # all of them answered alike
        return f"· (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n})"
    return f"{mean} ({interval}{cell.say('; ')}n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n})"


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
