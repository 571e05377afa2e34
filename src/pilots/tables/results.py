"""From plan to result: what was done and adjusted, and whether targets were reached."""

import datetime

import pandas as pd

from pilots.actions import ActionPlan
from pilots.actions.measures import ALIKE, tells_of_few
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import date, pick
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble
from pilots.tables.written import amount, prose
from pilots.told_registered import told_targets


def cycles(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-cycles") -> Table:
    """What was done and what was adjusted: when, why, and who agreed."""
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Action", "Date", "Step", "What was done", "Adjusted because", "Agreed by")]
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    rows = [
        [
            cell.titled(row["action"], titles.get(row["action"], {})),
            "–" if pd.isna(row["date"]) else date(row["date"].date(), language),
            cell.say(f"step:{row['step']}"),
            prose(row["what"], language),
            prose(row["reason"], language) if row["adjusted"] else "–",
            ", ".join(map(cell.group, row["agreed_by"])) or "–",
        ]
        for _, row in plan.cycles.sort_values(["action", "date"], kind="stable").iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("What was done and adjusted"),
        label=label,
        method=cell.say("Taken from the workbook of actions that the group keeps."),
        empty=cell.say("No actions were followed up yet."),
        row_groups=heads[0],
    )


def targets(
    results: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-targets"
) -> Table:
    """Each target: reached, not reached, or cannot tell.

    Parameters
    ----------
    results
        As `actions.evaluate` gives them.
    """
    cell = Cells(pilot, language)
    heads = [
        cell.say(text)
        for text in ("Action", "Indicator", "Baseline", "Target", "Result", "n", "95% interval", "Verdict")
    ]
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    indicators = plan.indicators.set_index("indicator")
    rows = []
    for _, row in results.iterrows():
        indicator = indicators.loc[row["indicator"]]
        rows.append(
            [
                cell.titled(row["action"], titles.get(row["action"], {})),
                pick(indicator["titles"], language) or row["indicator"],
                *(amount(cell, row[when], indicator["unit"]) for when in ("baseline", "target")),
                *_found(cell, row, indicator["unit"]),
            ]
        )
    said = cell.say(
        "Reached: the whole interval lies on the good side of the target; not reached: on the other side; otherwise this sample cannot tell."
    )
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Targets: reached, not reached, or cannot tell"),
        label=label,
        method=cell.say(
            "Targets as the group set them; results from the last survey, the attendance of the last school year, what was registered, or as counted."
        ),
        empty=cell.say("No targets were set."),
        notes=[
            said,
            cell.say(
                "n: people or families, or weeks or sessions of attendance. Counts have no interval and are compared with the target as they are."
            ),
            cell.say("Reached says where things stand, not that a change was proven: see the table of changes."),
            *_periods(cell, results, indicators),
            *([cell.alike_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=heads[2:7],
        row_groups=heads[0],
        counts=told_targets(results, pilot.privacy.threshold, label, column=5),
    )


def _periods(cell: Cells, results: pd.DataFrame, indicators: pd.DataFrame) -> list[str]:
    """Of which weeks each result of attendance is."""
    notes = []
    for name, period in zip(results["indicator"], results["period"], strict=True):
        if isinstance(period, str) and period:
            first, last = (date(datetime.date.fromisoformat(day), cell.language) for day in period.split("/"))
            title = pick(indicators["titles"][name], cell.language) or str(name)
            notes.append(
                cell.say("{indicator}: weeks from {first} to {last}.", indicator=title, first=first, last=last)
            )
    return notes


def _found(cell: Cells, row: "pd.Series", unit: object) -> list[str]:
    """Result, interval and verdict; nothing of what rests on too few people."""
    unknown = cell.say("cannot tell")
    few = "too few answers" if str(row["measure"]).startswith("scale:") else "too few people"
    if tells_of_few(row, cell.pilot.privacy.threshold):
        return ["–", cell.n(row["n"]), "–", f"{unknown} ({cell.say(few)})"]
    if row["reason"] == ALIKE:
        # it would tell how each of them answered
        return ["·", cell.number(row["n"], 0), "·", unknown]
    low, high = (amount(cell, row[limit], unit) for limit in ("ci_low", "ci_high"))
    interval = "–" if pd.isna(row["ci_low"]) else cell.say("{low} to {high}", low=low, high=high)
    verdict = f"{unknown} ({cell.say(row['reason'])})" if row["verdict"] == "cannot tell" else cell.say(row["verdict"])
    count = "–" if pd.isna(row["n"]) else cell.number(row["n"], 0)
    return [amount(cell, row["result"], unit), count, interval, verdict]
