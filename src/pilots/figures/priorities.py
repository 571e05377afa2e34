"""What has priority: the share of each action with equal voices and its interval, beside those of the groups."""

import pandas as pd
from matplotlib.axes import Axes

from pilots.actions import ActionPlan
from pilots.actions.withheld import Withheld, withheld
from pilots.cells import Cells, is_missing
from pilots.exhibits import Figure
from pilots.figures.style import GROUPS, INK, in_language, rows, sheet
from pilots.language import pick
from pilots.pilot import Pilot

_MARKS = ("s", "^", "D", "v", "P")
_LINE = 48
"""So many letters of a legend stand beside each other."""


def priorities(
    shares: pd.DataFrame,
    plan: ActionPlan,
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "fig-priorities",
) -> Figure:
    """The actions by their share with equal voices, with its interval, and the share that each group gave.

    Parameters
    ----------
    shares
        As `actions.priorities` gives them. What few people voted is left out, as in `tables.votes`.
    """
    cell = Cells(pilot, language)
    caption = cell.say("Candidate actions by the votes")
    kept = withheld(plan, pilot.privacy.threshold)
    shown = _shown(shares, kept)
    if shown.empty:
        why = cell.say("No votes were cast in this pilot.") if shares.empty else cell.people_note()
        return Figure.absent(why, caption=caption, label=label, language=language)
    overall = shares[shares["group"] == "all"]
    order = list(overall["action"] if kept.ranking else overall.sort_values("rank", kind="stable")["action"])
    chosen = set(plan.actions.loc[plan.actions["chosen"], "action"])
    titles = {row["action"]: cell.titled(row["action"], row["titles"]) for _, row in plan.actions.iterrows()}
    names = [f"{titles.get(action, action)}{' *' if action in chosen else ''}" for action in order]
    with sheet(0.5 * len(order) + 1.1) as (drawing, (axis,)):
        _marks(axis, shown, order, cell)
        rows(axis, names)
        axis.set_xlim(left=0)
        axis.set_xlabel(cell.say("Share of the group's voice"))
        in_language(axis, language, share=True)
        said = axis.get_legend_handles_labels()[1]
        beside = 4 if sum(map(len, said)) <= _LINE else 2
        axis.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12 - 0.6 / len(order)), ncols=beside, handletextpad=0.3)
        return Figure.draw(
            drawing,
            data=_table(cell, shown, order, names),
            caption=caption,
            label=label,
            alt=_alt(cell, plan, order, kept),
            language=language,
            notes=(
                cell.say("*: chosen. Line: 95% interval of the share with equal voices, with other voters like these."),
                *((cell.held_note(),) if len(shown) < len(shares) else ()),
            ),
            provenance=cell.provenance(cell.say("Taken from the workbook of actions that the group keeps."), shown),
        )


def _shown(shares: pd.DataFrame, kept: Withheld) -> pd.DataFrame:
    """The shares that may be shown."""
    hidden = kept.actions | {"all": kept.together}
    held = {*kept.groups, *(("all",) if kept.groups else ())}
    told = [
        group not in held and action not in hidden.get(group, ())
        for group, action in zip(shares["group"], shares["action"], strict=True)
    ]
    return shares[told]


def _marks(axis: Axes, shown: pd.DataFrame, order: list[str], cell: Cells) -> None:
    """A mark a group, each with a shape of its own, and the equal voice as a large dot with its interval."""
    groups = [group for group in dict.fromkeys(shown["group"]) if group != "all"]
    for number, group in enumerate(groups):
        own = shown[shown["group"] == group]
        places = [order.index(action) for action in own["action"]]
        colour, mark = GROUPS[number % len(GROUPS)], _MARKS[number % len(_MARKS)]
        axis.scatter(own["share"], places, s=34, marker=mark, facecolor="white", edgecolor=colour, linewidth=1.3, zorder=2, label=cell.group(group))  # fmt: skip
    together = shown[shown["group"] == "all"]
    for _, row in together.iterrows():
        if not is_missing(row["ci_low"]):
            axis.plot(
                [row["ci_low"], row["ci_high"]], [order.index(row["action"])] * 2, color=INK, linewidth=1.6, zorder=3
            )
    if len(together):
        places = [order.index(action) for action in together["action"]]
        axis.scatter(together["share"], places, s=62, color=INK, zorder=4, label=cell.say("Equal voice"))


def _table(cell: Cells, shown: pd.DataFrame, order: list[str], names: list[str]) -> pd.DataFrame:
    told = {(row["action"], row["group"]): row for row in shown.to_dict("records")}
    groups = list(dict.fromkeys(shown["group"]))
    heads = [cell.say("Equal voice") if group == "all" else cell.group(group) for group in groups]
    lines = []
    for action, name in zip(order, names, strict=True):
        own = [told.get((action, group)) for group in groups]
        line = [name, *("·" if row is None else cell.share(row["share"]) for row in own)]
        both = told.get((action, "all"))
        interval = "·" if both is None else cell.interval(both["ci_low"], both["ci_high"], share=True)
        lines.append([*line, *([interval] if "all" in groups else [])])
    more = [cell.say("95% interval")] if "all" in groups else []
    return pd.DataFrame(lines, columns=[cell.say("Action"), *heads, *more], dtype="str")


def _alt(cell: Cells, plan: ActionPlan, order: list[str], kept: Withheld) -> str:
    seen = cell.say("Dots of the share of each action, by group and with equal voices.")
    if kept.ranking:
        return seen
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    first = cell.say("; ").join(pick(titles.get(action, {}), cell.language) or action for action in order[:3])
    return f"{seen} {cell.say('Highest: {first}.', first=first)}"
