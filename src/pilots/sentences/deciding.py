"""How it was decided, in sentences: what ranks first and how firmly, what a panel settled, and who had a say."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.actions.priorities import size_of_top
from pilots.actions.withheld import withheld
from pilots.cells import Cells, is_missing
from pilots.exhibits import Sentence
from pilots.language import pick
from pilots.pilot import Pilot


def ranking(
    ranks: pd.DataFrame,
    turned: pd.DataFrame,
    hangs: bool | None,
    plan: ActionPlan,
    pilot: Pilot,
    *,
    language: str = "nl",
) -> Sentence:
    """What ranks first with equal voices, and how firm the top is when groups weigh more or less, or one voter is left out.

    Parameters
    ----------
    ranks, turned, hangs
        As `actions.sensitivity`, `actions.turns` and `actions.hangs_on_one_voter` give them.
    """
    cell = Cells(pilot, language)
    if ranks.empty:
        return Sentence(cell.say("No votes were cast in this pilot."), language, absent=True)
    kept = withheld(plan, pilot.privacy.threshold)
    if kept.groups:
        return Sentence(
            cell.say("Not shown: in some group so few people voted that it would tell how they did."), language
        )
    first = cell.say("; ").join(_title(cell, plan, action) for action in ranks.loc[ranks["rank"] == 1, "action"])
    always = cell.say("; ").join(
        _title(cell, plan, action) for action in ranks.loc[ranks["in_top"] == "always", "action"]
    )
    top = size_of_top(plan, None)
    moved = turned.loc[turned["across"], "moved"].min()
    lines = [
        cell.say("When every group weighs the same, this ranks first: {first}.", first=first),
        cell.say("However the groups are weighed, these stay in the top {n}: {always}.", n=top, always=always)
        if always
        else cell.say("No action stays in the top {n} however the groups are weighed.", n=top),
        cell.say("No other weights of the groups change which actions are in the top {n}.", n=top)
        if is_missing(moved)
        else cell.say("Which actions are in the top {n} changes only when {moved} of all weight goes to another group.", n=top, moved=cell.share(moved)),
        cell.say("It hangs on a single voter, so it is not firm.")
        if hangs
        else cell.say("No single voter decides that alone."),
    ]  # fmt: skip
    values = {} if is_missing(moved) else {"moved": cell.share(moved)}
    method = cell.say("Taken from the workbook of actions that the group keeps.")
    return Sentence(" ".join(lines), language, values=values, provenance=cell.provenance(method, ranks))


def delphi(rounds: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """On how many actions the panel settled in its last round, on which it will hardly agree, and what still moves.

    Parameters
    ----------
    rounds
        As `actions.delphi` gives them.
    """
    cell = Cells(pilot, language)
    if rounds.empty:
        return Sentence(cell.say("No Delphi rounds were held in this pilot."), language, absent=True)
    last = rounds[rounds["round"] == rounds["round"].max()]
    told = last[~last["n"].map(cell.few).astype("bool")]
    if told.empty:
        return Sentence(cell.people_note(), language)
    counts = {
        "rounds": cell.number(float(rounds["round"].nunique()), 0),
        "settled": cell.number(float((told["verdict"] == "settled").sum()), 0),
        "total": cell.number(float(len(told)), 0),
    }
    lines = [cell.say("Rounds: {rounds}. Actions that the panel settled: {settled} of {total}.", **counts)]
    for verdict in dict.fromkeys(told["verdict"]):
        if verdict != "settled":
            named = cell.say("; ").join(
                _title(cell, plan, action) for action in told.loc[told["verdict"] == verdict, "action"]
            )
            said = cell.say(verdict)
            lines.append(f"{said[:1].upper()}{said[1:]}{cell.say(': ')}{named}.")
    method = cell.say(
        "Ratings of the same panel in rounds; Wilson's intervals; van der Eijk's A with bootstrap interval."
    )
    return Sentence("\n".join(lines), language, values=counts, provenance=cell.provenance(method, rounds))


def had_a_say(attended: pd.DataFrame, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """In how many decisions each group had a say, and what part of all people it is.

    Parameters
    ----------
    attended
        As `actions.took_part` gives it.
    """
    cell = Cells(pilot, language)
    if attended.empty:
        return Sentence(cell.say("Who took part in decisions was not recorded in this pilot."), language, absent=True)
    total = attended["decision"].nunique()
    lines, values = [], {"total": cell.number(float(total), 0)}
    for group, own in attended.groupby("group", sort=False):
        times = own.loc[own["decided"], "decision"].nunique()
        values[str(group)] = cell.number(float(times), 0)
        name = cell.group(str(group))
        said = {"group": f"{name[:1].upper()}{name[1:]}", "times": values[str(group)], "total": values["total"]}
        part = own["of_people"].dropna()
        lines.append(
            cell.say("{group}: had a say in {times} of {total} {total:decision|decisions}. Part of all people who were asked in the surveys: {part}.", part=cell.share(part.iloc[-1]), **said)
            if len(part)
            else cell.say("{group}: had a say in {times} of {total} {total:decision|decisions}.", **said)
        )  # fmt: skip
    method = cell.say("Taken from the workbook of actions that the group keeps.")
    provenance = cell.provenance(method, attended)
    return Sentence("\n".join(lines), language, values=values, provenance=provenance)


def _title(cell: Cells, plan: ActionPlan, action: str) -> str:
    named = plan.actions.loc[plan.actions["action"] == action, "titles"]
    return pick(named.iloc[0], cell.language) if len(named) else action
