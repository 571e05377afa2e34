"""Did the action contribute? Claims with their verdict, and the evidence for and against them."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble
from pilots.tables.written import prose

_DIRECTIONS = {"supports": "speaks for it", "opposes": "speaks against it", "alternative": "another explanation"}


def claims(
    found: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-claims"
) -> Table:
    """Each contribution claim: how much speaks for and against it, whether it stands, and why.

    Parameters
    ----------
    found
        As `actions.contribution` gives it.
    plan
        For the titles of claims.
    """
    cell = Cells(pilot, language)
    texts = ("Claim", "For", "Sources", "Against", "Other explanations", "Verdict", "Why")
    heads = [cell.say(text) for text in texts]
    titles = dict(zip(plan.claims["claim"], plan.claims["titles"], strict=True))
    rows = [
        [
            pick(titles.get(row["claim"], {}), language) or row["claim"],
            *(str(row[name]) for name in ("supports", "sources", "opposes", "alternatives")),
            cell.say(f"claim:{row['verdict']}"),
            cell.say("; ").join(cell.say(reason) for reason in row["reasons"]),
        ]
        for _, row in found.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Did the actions contribute?"),
        label=label,
        method=cell.say("Contribution analysis after Mayne (2012), by a fixed rule."),
        empty=cell.say("No claims of contribution were made yet."),
        notes=[
            cell.say("A claim stands when two sources or more support it, what opposes it was answered, and other explanations were considered and answered."),
        ],
        numeric=heads[1:5],
    )  # fmt: skip


def evidence(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-evidence") -> Table:
    """The evidence for and against each claim, where it is from, and what was answered to it."""
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Claim", "Direction", "What", "Source", "Answer")]
    titles = dict(zip(plan.claims["claim"], plan.claims["titles"], strict=True))
    rows = [
        [
            pick(titles.get(row["claim"], {}), language) or row["claim"],
            cell.say(_DIRECTIONS[row["direction"]]) if row["direction"] in _DIRECTIONS else "–",
            prose(row["what"], language),
            ", ".join(cell.own(name) for name in (row["source"], row["finding"], row["indicator"]) if isinstance(name, str) and name) or "–",
            prose(row["answers"], language),
        ]
        for _, row in plan.evidence.iterrows()
    ]  # fmt: skip
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("What speaks for and against each claim"),
        label=label,
        method=cell.say("Taken from the workbook of actions that the group keeps."),
        empty=cell.say("No claims of contribution were made yet."),
        row_groups=heads[0],
        optional=heads[4:],
    )
