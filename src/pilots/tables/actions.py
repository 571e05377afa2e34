"""From need to result: needs, candidate actions, votes, the plan, what was adjusted, and whether targets were reached."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.cells import Cells, provenance
from pilots.exhibits import Table
from pilots.language import date, pick
from pilots.pilot import Pilot


def needs(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-needs") -> Table:
    """The needs that were drawn from the findings, strengths to build on first."""
    cell = Cells(pilot, language)
    names = [cell.say(text) for text in ("Kind", "Need", "Description", "From findings")]
    kinds = {"strength": cell.say("Strengths to build on"), "problem": cell.say("What can be better")}
    ordered = plan.needs.sort_values("kind", key=lambda kind: kind != "strength", kind="stable")
    rows = [
        [kinds.get(row["kind"], kinds["problem"]), f"{row['need']}. {pick(row['titles'], language)}", pick(row["descriptions"], language) or "–", _list(row["findings"])]
        for _, row in ordered.iterrows()
    ]  # fmt: skip
    return _table(
        cell,
        rows,
        names,
        "Needs drawn from the findings",
        label,
        "No needs were recorded yet.",
        groups=names[0],
    )


def candidates(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-candidates") -> Table:
    """The actions that were proposed, for which need, with their expected impact and effort (1 to 5)."""
    cell = Cells(pilot, language)
    names = [cell.say(text) for text in ("Action", "For need", "Impact", "Effort", "Materials", "Chosen")]
    rows = [
        [
            f"{row['action']}. {pick(row['titles'], language)}", _list(row["needs"]), _whole(row["impact"]), _whole(row["effort"]),
            _prose(row["materials"], language), cell.say("yes") if row["chosen"] else cell.say("no"),
        ]
        for _, row in plan.actions.iterrows()
    ]  # fmt: skip
    return _table(
        cell,
        rows,
        names,
        "Candidate actions",
        label,
        "No candidate actions were recorded yet.",
        numeric=(names[2], names[3]),
    )


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
    voters = priorities.groupby("group", sort=False)["voters"].max()
    shown = [group for group in voters.index if group == "all" or not cell.few(voters[group])]
    held = [group for group in voters.index if group not in shown]
    shares = priorities.pivot(index="action", columns="group", values="share")
    overall = priorities[priorities["group"] == "all"].sort_values("rank", kind="stable")
    groups = [group for group in shown if group != "all"]
    # with one group held back its shares could be computed from the equal-voice mean, so that mean is given as a rank only
    last = cell.say("Equal voice") if not held else cell.say("Rank")
    heads = {group: cell.say("{group} (n = {n})", group=cell.group(group), n=cell.n(voters[group])) for group in groups}
    names = [cell.say("Rank"), cell.say("Action"), *heads.values(), *([last] if not held else [])]
    rows = []
    for _, row in overall.iterrows():
        action = row["action"]
        own = [cell.share(shares[group][action]) for group in groups]
        rows.append(
            [
                cell.number(row["rank"], 0),
                f"{action}. {pick(titles.get(action, {}), language)}",
                *own,
                *([cell.share(row["share"])] if not held else []),
            ]
        )
    notes = [cell.say("Share of a group's points. Equal voice: the mean of the groups' shares, whatever their size.")]
    if held:
        groups_held = ", ".join(cell.group(group) for group in held)
        notes.append(
            cell.say(
                "Held back because fewer than {threshold} people voted: {groups}.",
                threshold=pilot.privacy.threshold,
                groups=groups_held,
            )
        )
    return _table(cell, rows, names, "Votes by group", label, "No votes were cast in this pilot.", numeric=tuple(name for name in names if name != names[1]), notes=tuple(notes))  # fmt: skip


def consensus(estimates: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-consensus") -> Table:
    """How far the voters agree with each other.

    Parameters
    ----------
    estimates
        As `actions.consensus` gives them.
    """
    cell = Cells(pilot, language)
    names = [cell.say(text) for text in ("Among whom", "Measure", "n", "Value", "p")]
    rows = []
    for _, row in estimates.iterrows():
        among_groups = row["group"] in ("all", "groups")
        held = not among_groups and cell.few(row["n"])
        who = cell.say("the groups") if row["group"] == "groups" else cell.group(row["group"])
        count = cell.number(float(row["n"]), 0) if among_groups else cell.n(row["n"])
        rows.append(
            [
                who,
                cell.say(row["statistic"]),
                count,
                "–" if held else cell.number(row["estimate"]),
                "–" if held else cell.p(row["p_value"]),
            ]
        )
    methods = tuple(cell.say(str(method)) for method in dict.fromkeys(estimates["method"].dropna()))
    return _table(
        cell,
        rows,
        names,
        "Consensus among the voters",
        label,
        "No votes were cast in this pilot.",
        numeric=tuple(names[2:]),
        notes=methods,
    )


def action_plan(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-action-plan") -> Table:
    """The plan: a row an indicator of a chosen action, with baseline, target, responsible and period."""
    cell = Cells(pilot, language)
    names = [cell.say(text) for text in ("Action", "Indicator", "Baseline", "Target", "Responsible", "Period")]
    rows = []
    for _, action in plan.actions[plan.actions["chosen"]].iterrows():
        own = plan.indicators[plan.indicators["action"] == action["action"]]
        about = f"{action['action']}. {pick(action['titles'], language)}"
        who = action["responsible"] if isinstance(action["responsible"], str) else "–"
        when = _period(cell, action["start"], action["end"])
        for _, row in own.iterrows():
            rows.append(
                [
                    about,
                    pick(row["titles"], language) or row["indicator"],
                    _value(cell, row["baseline"], row["unit"]),
                    _value(cell, row["target"], row["unit"]),
                    who,
                    when,
                ]
            )
        if own.empty:
            rows.append([about, cell.say("no indicator was chosen"), "–", "–", who, when])
    return _table(
        cell,
        rows,
        names,
        "The action plan",
        label,
        "No actions were chosen yet.",
        numeric=(names[2], names[3]),
        groups=names[0],
    )


def broken_links(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-broken-links") -> Table:
    """Where the chain from need to result is broken."""
    cell = Cells(pilot, language)
    names = [cell.say(text) for text in ("Part", "Which", "What is missing")]
    rows = [[cell.say(row["kind"]), row["item"], cell.say(row["problem"])] for _, row in plan.broken_links().iterrows()]
    return _table(
        cell,
        rows,
        names,
        "Broken links in the chain from need to result",
        label,
        "No needs or actions were recorded in this pilot yet."
        if plan.needs.empty and plan.actions.empty
        else "The chain from need to result has no broken links.",
    )


def cycles(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-cycles") -> Table:
    """What was done and what was adjusted: when, why, and who agreed."""
    cell = Cells(pilot, language)
    names = [cell.say(text) for text in ("Action", "Date", "Step", "What was done", "Adjusted because", "Agreed by")]
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    rows = []
    for _, row in plan.cycles.sort_values(["action", "date"], kind="stable").iterrows():
        about = f"{row['action']}. {pick(titles.get(row['action'], {}), language)}"
        when = date(row["date"].date(), language) if not pd.isna(row["date"]) else "–"
        why = _prose(row["reason"], language) if row["adjusted"] else cell.say("not adjusted")
        rows.append(
            [
                about,
                when,
                cell.say(f"step:{row['step']}"),
                _prose(row["what"], language),
                why,
                _groups(cell, row["agreed_by"]),
            ]
        )
    return _table(
        cell,
        rows,
        names,
        "What was done and adjusted",
        label,
        "No actions were followed up yet.",
        groups=names[0],
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
    names = [
        cell.say(text) for text in ("Action", "Indicator", "Baseline", "Target", "Result", "95% interval", "Verdict")
    ]
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    indicators = plan.indicators.set_index("indicator")
    rows = []
    for _, row in results.iterrows():
        about = f"{row['action']}. {pick(titles.get(row['action'], {}), language)}"
        unit = indicators.at[row["indicator"], "unit"]
        held = str(row["measure"]).startswith("scale:") and cell.few(row["n"])
        result = "–" if held else _value(cell, row["result"], unit)
        interval = (
            "–"
            if held or pd.isna(row["ci_low"])
            else cell.say(
                "{low} to {high}",
                low=_value(cell, row["ci_low"], unit),
                high=_value(cell, row["ci_high"], unit),
            )
        )
        verdict = cell.say("cannot tell") if held else cell.say(row["verdict"])
        if verdict == cell.say("cannot tell"):
            verdict += f" ({cell.say('too few answers' if held else row['reason'])})"
        rows.append([about, pick(indicators["titles"][row["indicator"]], language) or row["indicator"], _value(cell, row["baseline"], unit), _value(cell, row["target"], unit), result, interval, verdict])  # fmt: skip
    notes = (
        cell.say(
            "Reached: the whole interval lies on the good side of the target; not reached: on the other side; otherwise this sample cannot tell."
        ),
    )
    return _table(cell, rows, names, "Targets: reached, not reached, or cannot tell", label, "No targets were set.", numeric=tuple(names[2:6]), groups=names[0], notes=notes)  # fmt: skip


def _table(cell: Cells, rows: list[list[str]], names: list[str], caption: str, label: str, empty: str, *,
           numeric: tuple[str, ...] = (), groups: str = "", notes: tuple[str, ...] = ()) -> Table:  # fmt: skip
    data = pd.DataFrame(rows, columns=names, dtype="str")
    method = cell.say("Taken from the workbook of actions that the group keeps.")
    return Table(
        data,
        cell.say(caption),
        label,
        cell.language,
        notes,
        numeric,
        groups,
        provenance(method, data),
        cell.say(empty),
    )


def _list(value: object) -> str:
    return (
        ", ".join(map(str, value))
        if isinstance(value, list | tuple)
        else str(value)
        if isinstance(value, str) and value
        else "–"
    )


def _whole(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:g}"


def _prose(value: object, language: str) -> str:
    said = pick(value, language) if isinstance(value, dict) else value
    return said if isinstance(said, str) and said else "–"


def _groups(cell: Cells, value: object) -> str:
    listed = (
        value
        if isinstance(value, list | tuple)
        else str(value).replace(";", ",").split(",")
        if isinstance(value, str)
        else []
    )
    return ", ".join(cell.group(str(name).strip()) for name in listed) or "–"


def _period(cell: Cells, start: object, end: object) -> str:
    known = [
        date(moment.date(), cell.language, "medium") if isinstance(moment, pd.Timestamp) and not pd.isna(moment) else ""
        for moment in (start, end)
    ]
    return cell.say("{low} to {high}", low=known[0], high=known[1]) if all(known) else "".join(known) or "–"


def _value(cell: Cells, value: object, unit: object) -> str:
    if not isinstance(value, int | float) or pd.isna(value):
        return "–"
    if unit == "%":
        return cell.share(value / 100)
    return cell.number(value, 0 if float(value).is_integer() else 2)
