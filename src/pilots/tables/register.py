"""The register of actions, school year by school year, and one family's story with it."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble
from pilots.tables.written import own, prose


def action_register(
    found: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-action-register"
) -> Table:
    """Each action with its number, its status and progress per period, and the actions it is linked to.

    Parameters
    ----------
    found
        As `actions.action_register` gives it.
    plan
        For the titles of actions.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Action", "Number", "Period", "Status", "Progress", "Linked to")]
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    rows = [
        [
            cell.titled(row["action"], titles.get(row["action"], {})),
            row["register"] or "–",
            row["period"] or "–",
            own(cell, row["status"]),
            prose(row["texts"], language),
            ", ".join([*row["related"], *(cell.say("{number} (elsewhere)", number=it) for it in row["elsewhere"])]) or "–",
        ]
        for _, row in found.iterrows()
    ]  # fmt: skip
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("The register of actions"),
        label=label,
        method=cell.say("Taken from the workbook of actions that the group keeps."),
        empty=cell.say("No actions were chosen yet."),
        row_groups=heads[0],
        optional=heads[1:],
    )


def timeline(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-timeline") -> Table:
    """What happened with one family, month by month; only what it agreed to and somebody approved.

    Parameters
    ----------
    found
        As `actions.story` gives it.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Family", "Month", "Kind", "What happened")]
    shown = found[found["shown"]]
    rows = [
        [
            cell.say("Family {n}", n=row["family"]),
            "–" if pd.isna(row["month"]) else cell.say("month {n}", n=row["month"]),
            cell.say(f"timeline:{row['kind']}"),
            prose(row["texts"], language),
        ]
        for _, row in shown.iterrows()
    ]
    untold = _untold(cell, shown, found)
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("What happened with one family"),
        label=label,
        method=cell.say("Taken from the timeline that those who support the family keep; days made months since the first step."),
        empty=(untold or [cell.say("No timeline of a family was kept in this pilot.")])[0],
        notes=[
            cell.say("Told because the family consented and somebody approved each text; one family shows what is possible, not what is usual."),
            *untold,
        ],
        row_groups=heads[0],
    )  # fmt: skip


def _untold(cell: Cells, shown: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """That there were other steps, where there were; never how many."""
    if len(shown) == len(found):
        return []
    if shown.empty:
        return [cell.say("Steps were registered, but none of them may be told.")]
    return [cell.say("Other steps were registered too, and are not told.")]
