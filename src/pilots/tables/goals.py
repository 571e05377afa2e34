"""How far people reached goals of their own."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.few import few_groups, too_near
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble
from pilots.tables.reach import named
from pilots.told_registered import told_goals


def goals(
    found: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-goals"
) -> Table:
    """The mean T score of people's goals at each moment, and how it changed.

    Parameters
    ----------
    found
        As `actions.attainment` gives it.
    plan
        For the titles of actions.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Whom", "Moment", "n", "T score", "95% interval", "p")]
    sizes = {
        (str(moment), str(name)): float(n)
        for moment, name, n in found[["group", "variable", "n"]].itertuples(index=False)
    }
    held = few_groups(sizes, pilot.privacy.threshold)
    # who was there at one moment and not at another
    near = found.groupby("variable", sort=False)["n"].transform(lambda n: too_near(n, pilot.privacy.threshold))
    rows: list[list[str]] = []
    for (_, row), close in zip(found.iterrows(), near, strict=True):
        change = row["statistic"] == "gas_change"
        moments = str(row["group"]).split(" - ")
        parts = {(moment, str(row["variable"])) for moment in (row["group"], *moments)}
        hidden = bool(parts & held) or bool(close) or cell.few(row["n"])
        shown = ["·"] * 3
        if not hidden:
            plus = "+" if change and row["estimate"] > 0 else ""
            shown = [
                plus + cell.number(row["estimate"], 1),
                cell.interval(row["ci_low"], row["ci_high"], 1),
                cell.p(row["p_value"]),
            ]
        when = cell.say("change, {first} to {last}", first=moments[-1], last=moments[0]) if change else moments[0]
        when = cell.say("all moments") if when == "all" else when
        rows.append([named(cell, plan)(row["variable"]), when, "·" if hidden else cell.number(row["n"], 0), *shown])
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("How far people reached their own goals"),
        label=label,
        method=cell.say("Goal attainment scaling (Kiresuk and Sherman), mean T score over people with t interval."),
        empty=cell.say("No goals of people were scored in this pilot."),
        notes=[
            cell.say("50: as expected; 10 points are a standard deviation. Goals are each person's own and are never shown."),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=told_goals(found, [row[2] == "·" for row in rows]),
    )  # fmt: skip
