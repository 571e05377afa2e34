"""What it cost to reach a family."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.actions.withheld_reach import held_families
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble
from pilots.tables.reach import named
from pilots.told import told_families


def cost_per_family(
    found: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-cost-per-family"
) -> Table:
    """Cost per family reached, with what another year of the same kind might bring.

    Parameters
    ----------
    found
        As `actions.cost_per_family` gives it.
    plan
        For the titles of actions.
    """
    cell = Cells(pilot, language)
    texts = ("Reached", "Whom", "Paid", "Families", "Cost per family", "95% interval")
    heads = [cell.say(text) for text in texts]
    hidden = held_families(found, pilot.privacy.threshold)
    rows = [
        [
            reached(cell, row["reached"]),
            cell.say("for all in common") if row["name"] == "shared" else named(cell, plan)(row["name"]),
            euro(cell, row["amount"]),
            *_ratio(cell, row, hidden),
        ]
        for _, row in found.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Cost per family reached"),
        label=label,
        method=cell.say("Paid, divided by the different families that were reached; Garwood's exact interval of their number."),
        empty=cell.say("Cost per family can't be told: no costs were registered, or nobody who was reached."),
        notes=[
            cell.say("Costs are known and families were counted: the interval tells what a family may cost in another year of the same kind for the same money."),
            cell.say("What was paid for all in common counts in the whole and in none of the parts."),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=told_families(found, hidden),
    )  # fmt: skip


def reached(cell: Cells, name: str) -> str:
    """What counts as reached, in the reader's words."""
    if name.endswith(" times"):
        return cell.say("came {n} times or more", n=name.removesuffix(" times"))
    return cell.say("came at least once") if name == "once" else cell.say(f"stage:{name}")


def euro(cell: Cells, amount: float) -> str:
    """An amount in whole euro; an en dash where there is none."""
    return "–" if pd.isna(amount) else cell.say("€\xa0{amount}", amount=cell.number(amount, 0))


def _ratio(cell: Cells, row: "pd.Series", hidden: pd.DataFrame) -> list[str]:
    if pd.isna(row["families"]):
        return ["–"] * 3
    if hidden.loc[row["name"], row["reached"]]:
        return ["·"] * 3
    low, high = euro(cell, row["ci_low"]), euro(cell, row["ci_high"])
    interval = "–" if low == "–" else cell.say("{low} to {high}", low=low, high=high if high != "–" else "∞")
    return [cell.number(row["families"], 0), euro(cell, row["estimate"]), interval]
