"""Whether the ranking stays the same when votes are counted, or groups weighed, in another way."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.actions.withheld import withheld
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble
from pilots.tables.votes import within
from pilots.told_deciding import told_approval


def sensitivity(
    ranks: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-sensitivity"
) -> Table:
    """The best and the worst rank of each action over all ways to weigh the groups.

    Parameters
    ----------
    ranks
        As `actions.sensitivity` gives them.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Action", "Rank", "Best to worst rank", "In the top", "Another without")]
    rows = [
        [
            _title(cell, plan, row["action"]),
            cell.number(row["rank"], 0),
            within(cell, row["rank_best"], row["rank_worst"]),
            cell.say(row["in_top"]),
            ", ".join(cell.group(group) for group in row["left_out"]) or "–",
        ]
        for _, row in ranks.sort_values("rank", kind="stable").iterrows()
    ]
    return _held_or(
        cell,
        plan,
        heads,
        rows,
        caption=cell.say("The ranking over all ways to weigh the groups"),
        label=label,
        notes=[
            cell.say("Rank: with equal voices. Best and worst: over all weights, also where one group decides alone."),
            cell.say(
                "In the top: among as many actions as were chosen. Another without: groups without which that changes."
            ),
        ],
        numeric=heads[1:3],
    )


def duels(
    won: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-duels"
) -> Table:
    """Every action against every other, with equal voices.

    Parameters
    ----------
    won
        As `actions.duels` gives them.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Rank", "Action", "Won", "Undecided", "Lost")]
    together = won[won["group"] == "all"].sort_values("rank", kind="stable")
    rows = [
        [
            cell.number(row["rank"], 0),
            _title(cell, plan, row["action"]),
            *(cell.number(float(row[name]), 0) for name in ("wins", "ties", "losses")),
        ]
        for _, row in together.iterrows()
    ]
    best = together.loc[together["condorcet"], "action"]
    said = (
        cell.say("{action} wins against every other action.", action=best.iloc[0])
        if len(best)
        else cell.say("No action wins against every other.")
    )
    return _held_or(
        cell,
        plan,
        heads,
        rows,
        caption=cell.say("Every action against every other"),
        label=label,
        notes=[
            said,
            cell.say("Won: more voters, with equal voices of the groups, gave it more than the other action."),
        ],
        numeric=[heads[0], *heads[2:]],
    )


def approval(estimates: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-approval") -> Table:  # fmt: skip
    """Which share of each group approves of each action.

    Parameters
    ----------
    estimates
        As `actions.approval` gives them. A share is held back where few approve or do not, where nobody or everybody does, which tells
        how each of them voted, and where it is in `votes`.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Group", "Action", "n", "Approves", "95% interval")]
    kept = withheld(plan, pilot.privacy.threshold).actions
    rows, hidden = [], []
    for _, row in estimates.iterrows():
        held = cell.tells(round(row["estimate"] * row["n"]), row["n"]) or row["estimate"] == 1
        # what is held back of the shares of all points is so here too
        held = held or row["variable"] in kept.get(row["group"], ())
        hidden.append(held)
        interval = cell.interval(row["ci_low"], row["ci_high"], share=True)
        told = ["·", "·"] if held else [cell.share(row["estimate"]), interval]
        rows.append([cell.group(row["group"]), _title(cell, plan, row["variable"]), cell.n(row["n"]), *told])
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Approval of each action by group"),
        label=label,
        method=cell.methods(estimates),
        empty=cell.say("No group voted by approval."),
        notes=[cell.held_note()] if any("·" in row for row in rows) else [],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=told_approval(estimates, hidden, pilot.privacy.threshold),
    )


def _held_or(cell: Cells, plan: ActionPlan, heads: list[str], rows: list[list[str]], *, caption: str, label: str,
             notes: list[str], numeric: list[str]) -> Table:  # fmt: skip
    """The table, unless few voters of a group could be seen through it."""
    few = withheld(plan, cell.pilot.privacy.threshold).groups
    why = cell.say("Not shown: in some group so few people voted that it would tell how they did.")
    return assemble(
        cell,
        heads,
        [] if few else rows,
        caption=caption,
        label=label,
        method=cell.say("Taken from the workbook of actions that the group keeps."),
        empty=why if few else cell.say("No votes were cast in this pilot."),
        notes=notes,
        numeric=numeric,
    )


def _title(cell: Cells, plan: ActionPlan, action: str) -> str:
    named = plan.actions.loc[plan.actions["action"] == action, "titles"]
    return f"{action}. {pick(named.iloc[0], cell.language)}" if len(named) else action
