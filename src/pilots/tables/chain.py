"""The whole chain from need to result in one table, with what is missing on the way."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble
from pilots.tables.written import listed


def chain(
    found: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-chain"
) -> Table:
    """Every need → action → indicator → result, with its findings, adjustments, claims and broken links.

    Parameters
    ----------
    found
        As `actions.chain` gives it.
    plan
        For the titles of needs, actions and indicators.
    """
    cell = Cells(pilot, language)
    texts = ("Need", "From findings", "Action", "Adjusted", "Indicator", "Result", "Contribution", "What is missing")
    heads = [cell.say(text) for text in texts]
    needs, actions, indicators = (
        dict(zip(table[name], table["titles"], strict=True))
        for name, table in (("need", plan.needs), ("action", plan.actions), ("indicator", plan.indicators))
    )
    rows = [
        [
            cell.titled(row["need"], needs[row["need"]]) if row["need"] else cell.say("no need behind it"),
            listed(row["findings"]),
            cell.titled(row["action"], actions[row["action"]]) if row["action"] else "–",
            cell.say("{times} of {cycles} {cycles:time|times}", times=row["adjusted"], cycles=row["cycles"]) if row["cycles"] else "–",
            (pick(indicators[row["indicator"]], language) or row["indicator"]) if row["indicator"] else "–",
            cell.say(row["verdict"]) if row["verdict"] else "–",
            ", ".join(cell.say(f"claim:{verdict}") for verdict in row["claims"]) or "–",
            cell.say("; ").join(cell.say(problem) for problem in row["problems"]) or cell.say("nothing"),
        ]
        for _, row in found.iterrows()
    ]  # fmt: skip
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("From need to result"),
        label=label,
        method=cell.say("Drawn from the links in the workbook of actions."),
        empty=cell.say("No needs or actions were recorded in this pilot yet."),
        row_groups=heads[0],
    )
