"""How the groups voted: who gave what how much weight, and how far the voters agree."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble


def votes(
    priorities: pd.DataFrame,
    plan: ActionPlan,
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-votes",
) -> Table:
    """How each group divided its points, and the ranking when each group's voice is equal.

    Parameters
    ----------
    priorities
        As `actions.priorities` gives them.
    """
    cell = Cells(pilot, language)
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    voters = priorities[priorities["group"] != "all"].groupby("group", sort=False)["voters"].max()
    held = [group for group in voters.index if cell.few(voters[group])]
    shown = [group for group in voters.index if group not in held]
    shares = priorities.pivot(index="action", columns="group", values="share")
    # the shares of a group that is held back could be computed from those of the others and the mean of all
    columns = shown if held else [*shown, "all"]
    hidden = {group: _hidden(plan, group, pilot.privacy.threshold) for group in shown}
    hidden["all"] = set().union(*hidden.values())
    overall = priorities[priorities["group"] == "all"].sort_values("rank", kind="stable")
    rows = [
        [
            cell.number(row["rank"], 0),
            cell.titled(row["action"], titles.get(row["action"], {})),
            *("·" if row["action"] in hidden[group] else cell.share(shares[group][row["action"]]) for group in columns),
        ]
        for _, row in overall.iterrows()
    ]
    heads = [cell.say("Rank"), cell.say("Action"), *(_head(cell, group, voters) for group in columns)]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Votes by group"),
        label=label,
        method=cell.say("Taken from the workbook of actions that the group keeps."),
        empty=cell.say("No votes were cast in this pilot."),
        notes=[
            cell.say("Share of a group's points. Equal voice: the mean of the groups' shares, whatever their size."),
            *([cell.held_note()] if hidden["all"] else []),
            *_held_note(cell, held),
        ],
        numeric=[heads[0], *heads[2:]],
    )


def _hidden(plan: ActionPlan, group: str, threshold: int) -> set[str]:
    """Actions that so few of a group voted for that their points tell of someone, and one more that they need."""
    given = plan.votes[(plan.votes["group"] == group) & (plan.votes["points"] > 0)]
    voters = given.groupby("action")["voter"].nunique().sort_values(kind="stable")
    hidden = [str(action) for action, n in voters.items() if n < threshold]
    return set(hidden) | ({str(action) for action in voters.index[:2]} if len(hidden) == 1 else set())


def consensus(estimates: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-consensus") -> Table:
    """How far the voters agree with each other.

    Parameters
    ----------
    estimates
        As `actions.consensus` gives them.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Among whom", "Measure", "n", "Value", "p")]
    rows = []
    for _, row in estimates.iterrows():
        among_groups = row["group"] in ("all", "groups")
        held = not among_groups and cell.few(row["n"])
        rows.append(
            [
                cell.say("the groups") if row["group"] == "groups" else cell.group(row["group"]),
                cell.say(row["statistic"]),
                cell.number(float(row["n"]), 0) if among_groups else cell.n(row["n"]),
                "–" if held else cell.number(row["estimate"]),
                "–" if held else cell.p(row["p_value"]),
            ]
        )
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Consensus among the voters"),
        label=label,
        method=cell.say("Taken from the workbook of actions that the group keeps."),
        empty=cell.say("No votes were cast in this pilot."),
        notes=[cell.say(str(method)) for method in dict.fromkeys(estimates["method"].dropna())],
        numeric=heads[2:],
    )


def _head(cell: Cells, group: str, voters: "pd.Series[int]") -> str:
    if group == "all":
        return cell.say("Equal voice")
    return cell.say("{group} (n = {n})", group=cell.group(group), n=cell.n(voters[group]))


def _held_note(cell: Cells, held: list[str]) -> list[str]:
    if not held:
        return []
    said = cell.say(
        "Held back because fewer than {threshold} people voted: {groups}.",
        threshold=cell.pilot.privacy.threshold,
        groups=", ".join(cell.group(group) for group in held),
    )
    return [said]
