"""From need to plan: the needs, the actions proposed for them, what was chosen, and where that chain is broken."""

import pandas as pd

from pilots import frameworks
from pilots.actions import ActionPlan
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import LANGUAGES, date, pick
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble
from pilots.tables.written import amount, listed, own, prose


def needs(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-needs") -> Table:
    """The needs that were drawn from the findings, strengths to build on first."""
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Kind", "Need", "Description", "From findings")]
    strength, problem = cell.say("Strengths to build on"), cell.say("What can be better")
    ordered = plan.needs.sort_values("kind", key=lambda kind: kind != "strength", kind="stable")
    rows = [
        [
            strength if row["kind"] == "strength" else problem,
            cell.titled(row["need"], row["titles"]),
            prose(row["descriptions"], language),
            listed(row["findings"]),
        ]
        for _, row in ordered.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Needs drawn from the findings"),
        label=label,
        method=_method(cell),
        empty=cell.say("No needs were recorded yet."),
        row_groups=heads[0],
    )


def candidates(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-candidates") -> Table:
    """The actions that were proposed, for which need, with their expected impact and effort (1 to 5)."""
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Action", "For need", "Impact", "Effort", "Materials", "Chosen")]
    rows = [
        [
            cell.titled(row["action"], row["titles"]),
            listed(row["needs"]),
            *("–" if pd.isna(row[judged]) else f"{row[judged]:g}" for judged in ("impact", "effort")),
            _materials(cell, row),
            cell.say("yes") if row["chosen"] else cell.say("no"),
        ]
        for _, row in plan.actions.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Candidate actions"),
        label=label,
        method=_method(cell),
        empty=cell.say("No candidate actions were recorded yet."),
        numeric=heads[2:4],
    )


def action_plan(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-action-plan") -> Table:
    """The plan: a row an indicator of a chosen action, with baseline, target, responsible and period."""
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Action", "Indicator", "Baseline", "Target", "Responsible", "Period")]
    rows = []
    for _, action in plan.actions[plan.actions["chosen"]].iterrows():
        followed = [
            [
                pick(row["titles"], language) or row["indicator"],
                *(amount(cell, row[when], row["unit"]) for when in ("baseline", "target")),
            ]
            for _, row in plan.indicators[plan.indicators["action"] == action["action"]].iterrows()
        ]
        about = cell.titled(action["action"], action["titles"])
        who, when = own(cell, action["responsible"]), _period(cell, action["start"], action["end"])
        rows += [[about, *own, who, when] for own in followed or [[cell.say("no indicator was chosen"), "–", "–"]]]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("The action plan"),
        label=label,
        method=_method(cell),
        empty=cell.say("No actions were chosen yet."),
        numeric=heads[2:4],
        row_groups=heads[0],
    )


def broken_links(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-broken-links") -> Table:
    """Where the chain from need to result is broken."""
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Part", "Which", "What is missing")]
    nothing = plan.needs.empty and plan.actions.empty
    return assemble(
        cell,
        heads,
        [[cell.say(row["kind"]), row["item"], cell.say(row["problem"])] for _, row in plan.broken_links().iterrows()],
        caption=cell.say("Broken links in the chain from need to result"),
        label=label,
        method=_method(cell),
        empty=cell.say("No needs or actions were recorded in this pilot yet.")
        if nothing
        else cell.say("The chain from need to result has no broken links."),
    )


def _materials(cell: Cells, row: "pd.Series") -> str:
    """What an action uses, in the group's words; what the catalogue holds by its name in the reader's language."""
    said = cell.own(row["materials"]) if isinstance(row["materials"], str) and row["materials"] else ""
    for material in row["catalogue"] if isinstance(row["catalogue"], tuple) else ():
        name = frameworks.label(material, cell.language)
        names = {frameworks.label(material, other) for other in LANGUAGES}
        typed = max((other for other in names if other in said), key=len, default="")
        said = said.replace(typed, name) if typed else cell.say("; ").join(filter(None, (said, name)))
    return said or "–"


def _method(cell: Cells) -> str:
    return cell.say("Taken from the workbook of actions that the group keeps.")


def _period(cell: Cells, start: pd.Timestamp, end: pd.Timestamp) -> str:
    known = ["" if pd.isna(day) else date(day.date(), cell.language, "medium") for day in (start, end)]
    return cell.say("{start} to {end}", start=known[0], end=known[1]) if all(known) else "".join(known) or "–"
