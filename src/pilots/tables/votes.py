"""How the groups voted: who gave what how much weight, how sure the ranking is, and how far the voters agree."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.actions.ballots import form_of, irregular
from pilots.actions.withheld import withheld
from pilots.cells import Cells, is_missing
from pilots.exhibits import Table
from pilots.language import listed
from pilots.pilot import Pilot
from pilots.statistics.names import STATISTICS
from pilots.tables.assemble import assemble
from pilots.told import told
from pilots.told_deciding import told_votes
from pilots.told_deciding import voters as voters_of


def votes(
    priorities: pd.DataFrame,
    plan: ActionPlan,
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-votes",
) -> Table:
    """How each group divided its voice, and the ranking when each group's voice is equal, with its interval.

    Parameters
    ----------
    priorities
        As `actions.priorities` gives them.

    Returns
    -------
    Table
        Without the column of a group of few voters, and then without that of all, from which it could be computed;
        without the ranking too where one or two people voted in a group.
    """
    cell = Cells(pilot, language)
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    voters = priorities[priorities["group"] != "all"].groupby("group", sort=False)["voters"].max()
    kept = withheld(plan, pilot.privacy.threshold)
    held, hidden, ranked = list(kept.groups), {**kept.actions, "all": kept.together}, not kept.ranking
    shares = priorities.pivot(index="action", columns="group", values="share")
    shown = [group for group in voters.index if group not in held]
    # the shares of a group that is held back could be computed from those of the others and the mean of all
    columns = shown if held else [*shown, "all"]
    overall = priorities[priorities["group"] == "all"]
    overall = overall.sort_values("rank", kind="stable") if ranked else overall
    rows = [
        [
            *([cell.number(row["rank"], 0)] if ranked else []),
            cell.titled(row["action"], titles.get(row["action"], {})),
            *("·" if row["action"] in hidden[group] else cell.share(shares[group][row["action"]]) for group in columns),
            *([] if held else _sure(cell, row, hidden["all"])),
        ]
        for _, row in overall.iterrows()
    ]
    words = [*([cell.say("Rank")] if ranked else []), cell.say("Action")]
    numbers = [_head(cell, group, voters) for group in columns]
    numbers += [] if held else [cell.say(text) for text in ("95% interval", "Ranks within reach")]
    return assemble(
        cell,
        [*words, *numbers],
        rows,
        caption=cell.say("Votes by group"),
        label=label,
        method=cell.say("Taken from the workbook of actions that the group keeps."),
        empty=cell.say("No votes were cast in this pilot."),
        notes=[
            cell.say("Share of a group's points. Equal voice: the mean of the groups' shares, whatever their size."),
            *(
                []
                if held
                else [cell.say("Interval and ranks: how far they may be others with other voters like these.")]
            ),
            *_forms_note(cell, plan),
            *([cell.held_note()] if hidden["all"] else []),
            *_held_note(cell, held, ranked=ranked),
        ],
        numeric=[*words[: int(ranked)], *numbers],
        counts=told_votes(voters[shown], hidden, pilot.privacy.threshold),
    )


def consensus(estimates: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-consensus") -> Table:
    """How far the voters agree with each other.

    Parameters
    ----------
    estimates
        As `actions.consensus` gives them.

    Returns
    -------
    Table
        Without what few voters agree on; without the agreement among the groups too where there is a group of few
        voters, as its ranking could be computed from it; and without a full agreement within a group, which tells how
        each of them voted.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Among whom", "Measure", "n", "Value", "95% interval", "p")]
    few = any(cell.few(n) for n in estimates.loc[~estimates["group"].isin(("all", "groups")), "n"])
    rows = []
    for _, row in estimates.iterrows():
        among_groups = row["group"] in ("all", "groups")
        alike = not is_missing(row["estimate"]) and row["estimate"] > 1 - 1e-9
        held = few if among_groups else cell.few(row["n"]) or alike
        rows.append(
            [
                cell.say("the groups") if row["group"] == "groups" else cell.group(row["group"]),
                cell.say(STATISTICS[row["statistic"]].label),
                cell.number(float(row["n"]), 0) if among_groups else cell.n(row["n"]),
                *(["·"] * 3 if held else [cell.number(row["estimate"]), cell.interval(row["ci_low"], row["ci_high"]), cell.p(row["p_value"])]),
            ]
        )  # fmt: skip
    reasons = dict.fromkeys(estimates.loc[estimates["estimate"].isna(), "method"].dropna())
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Consensus among the voters"),
        label=label,
        method=cell.methods(estimates),
        empty=cell.say("No votes were cast in this pilot."),
        notes=[
            cell.say("Kendall's W: how far they put the actions in the same order, from 0 (not at all) to 1 (all in the same). p: how often chance alone would give as much."),
            *([cell.say("Van der Eijk's A: how far they give an action the same points, from −1 (two camps) over 0 (spread evenly) to 1 (all the same); the mean over the actions.")] if (estimates["statistic"] == "van_der_eijk_a").any() else []),
            *(f"–{cell.say(': ')}{cell.say(str(reason))}." for reason in reasons),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=heads[2:],
        optional=heads[4:],
        counts=[
            told(voters_of(str(row["group"])), {}, row["n"], pilot.privacy.threshold, row=at, column=2)
            for at, (_, row) in enumerate(estimates.iterrows())
            if row["group"] not in ("all", "groups")
        ],
    )  # fmt: skip


def _sure(cell: Cells, row: "pd.Series", hidden: frozenset[str]) -> list[str]:
    """The interval of a share and of its rank."""
    if row["action"] in hidden:
        return ["·", "·"]
    return [
        cell.interval(row["ci_low"], row["ci_high"], share=True),
        within(cell, row["rank_low"], row["rank_high"]),
    ]


def within(cell: Cells, best: float, worst: float) -> str:
    """From which rank to which; one rank where they are the same."""
    return cell.number(best, 0) if best == worst else cell.interval(best, worst, 0)


def _head(cell: Cells, group: str, voters: "pd.Series[int]") -> str:
    if group == "all":
        return cell.say("Equal voice")
    return cell.say("{group} (n = {n})", group=cell.group(group), n=cell.n(voters[group]))


def _forms_note(cell: Cells, plan: ActionPlan) -> list[str]:
    """In what forms was voted where there are several, and that voters who gave more or less count for one."""
    forms = {str(group): form_of(own) for group, own in plan.votes.groupby("group", sort=False)}
    named = ", ".join(
        f"{cell.group(group)}{cell.say(': ')}{cell.say(f'vote by {form}')}" for group, form in forms.items()
    )
    several = set(forms.values()) - {"dots", "points"}
    told = [cell.say("How each group voted: {forms}.", forms=named)] if several else []
    if irregular(plan)["problem"].str.endswith("points than the others").any():
        told.append(cell.say("Some voters gave more or fewer points than the others; each of them counts for one."))
    return told


def _held_note(cell: Cells, held: list[str], *, ranked: bool) -> list[str]:
    if not held:
        return []
    said = cell.say(
        "Held back because fewer than {threshold} people voted: {groups}.",
        threshold=cell.pilot.privacy.threshold,
        groups=listed((cell.group(group) for group in held), cell.language),
    )
    unranked = cell.say("The ranking is held back too: it would tell how one or two people voted.")
    return [said] if ranked else [said, unranked]
