"""Actions drawn: what has priority, and the logic from need to action to indicator."""

import pandas as pd
from matplotlib.axes import Axes

from pilots.actions import ActionPlan
from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, INK, ORANGE, sheet
from pilots.language import pick
from pilots.pilot import Pilot


def priorities(
    shares: pd.DataFrame,
    plan: ActionPlan,
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "fig-priorities",
) -> Figure:
    """Impact against effort of each candidate action; the larger the dot, the higher it ranked with equal voices.

    Parameters
    ----------
    shares
        As `actions.priorities` gives them.
    """
    cell = Cells(pilot, language)
    caption = cell.say("Candidate actions by impact, effort and votes")
    actions = plan.actions.dropna(subset=["impact", "effort"])
    if actions.empty:
        none = cell.say("No candidate actions were recorded yet.")
        return Figure.absent(none, caption=caption, label=label, language=language)
    ranks = shares[shares["group"] == "all"].set_index("action")["rank"]
    with sheet(4.2) as (drawing, (axis,)):
        _dots(axis, actions, ranks)
        axis.axhline(3, color=GREY, linewidth=0.8)
        axis.axvline(3, color=GREY, linewidth=0.8)
        axis.set(xlim=(0.5, 5.6), ylim=(0.5, 5.5), xticks=range(1, 6), yticks=range(1, 6))
        axis.set_xlabel(cell.say("Effort (1 low, 5 high)"))
        axis.set_ylabel(cell.say("Impact (1 low, 5 high)"))
        chosen = ", ".join(actions.loc[actions["chosen"], "action"]) or "–"
        said = cell.say("The larger the dot, the higher the action ranked when each group's voice is equal.")
        how = cell.say("Impact and effort as the group judged them (1 to 5); rank from the votes.")
        return Figure.draw(
            drawing,
            data=_judged(cell, actions, ranks),
            caption=caption,
            label=label,
            alt=cell.say("Dots of actions by effort and impact. Filled, chosen: {actions}.", actions=chosen),
            language=language,
            notes=(said,) if len(ranks) else (),
            provenance=cell.provenance(how, actions.drop(columns=["titles", "descriptions"])),
        )


def logic_model(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "fig-logic-model") -> Figure:
    """The chain drawn: needs on the left, chosen actions in the middle, indicators on the right, with what links them."""
    cell = Cells(pilot, language)
    caption = cell.say("Logic model: from need to action to indicator")
    columns = _columns(cell, plan)
    needs, actions, indicators = columns
    if not actions:
        none = cell.say("No actions were chosen yet.")
        return Figure.absent(none, caption=caption, label=label, language=language)
    links = _links(plan, columns)
    heads = [cell.say(text) for text in ("Need", "Action", "Indicator")]
    tallest = max(map(len, columns))
    with sheet(0.78 * tallest + 0.7) as (drawing, (axis,)):
        _boxes(axis, heads, columns, links)
        axis.set(xlim=(-0.42, 2.42), ylim=(tallest - 0.4, -1.1))
        axis.axis("off")
        linked = [
            ["" if at else needs[first], actions[first if at else second], indicators[second] if at else ""]
            for at, first, second in links
        ]
        return Figure.draw(
            drawing,
            data=pd.DataFrame(linked, columns=heads, dtype="str"),
            caption=caption,
            label=label,
            alt=cell.say(
                "Arrows from {needs} needs to {actions} actions to {indicators} indicators.",
                needs=len(needs),
                actions=len(actions),
                indicators=len(indicators),
            ),
            language=language,
            provenance=cell.provenance(
                cell.say("Drawn from the links in the workbook of actions."), pd.DataFrame(links)
            ),
        )


def _judged(cell: Cells, actions: pd.DataFrame, ranks: "pd.Series[float]") -> pd.DataFrame:
    said = [
        [
            cell.titled(row["action"], row["titles"]),
            f"{row['impact']:g}",
            f"{row['effort']:g}",
            cell.number(ranks.get(row["action"], float("nan")), 0),
        ]
        for _, row in actions.iterrows()
    ]
    heads = [cell.say(text) for text in ("Action", "Impact", "Effort", "Rank")]
    return pd.DataFrame(said, columns=heads, dtype="str")


def _dots(axis: Axes, actions: pd.DataFrame, ranks: "pd.Series[float]") -> None:
    """A dot an action, filled where it was chosen; those that were judged alike stand beside each other."""
    seen: dict[tuple[float, float], int] = {}
    for _, row in actions.iterrows():
        judged = row["effort"], row["impact"]
        place = judged[0] + 0.22 * seen.get(judged, 0), judged[1]
        seen[judged] = seen.get(judged, 0) + 1
        size = 140 + 320 * (1 - (ranks[row["action"]] - 1) / len(ranks) if row["action"] in ranks else 0)
        inside, ink = (BLUE, "white") if row["chosen"] else ("white", INK)
        axis.scatter(*place, s=size, color=inside, edgecolor=BLUE, linewidth=1.4, zorder=3)
        axis.annotate(row["action"], place, ha="center", va="center", fontsize=8, zorder=4, color=ink)


_Columns = tuple[dict[str, str], dict[str, str], dict[str, str]]
_Link = tuple[int, str, str]
"""An arrow: the number of a column, something in it, and something in the next."""


def _columns(cell: Cells, plan: ActionPlan) -> _Columns:
    """The needs that chosen actions serve, those actions, and their indicators: each id with what it is called."""
    chosen = plan.actions[plan.actions["chosen"]]
    needs = plan.needs[plan.needs["need"].isin({need for named in chosen["needs"] for need in named})]
    indicators = plan.indicators[plan.indicators["action"].isin(chosen["action"])]
    return (
        {row["need"]: cell.titled(row["need"], row["titles"]) for _, row in needs.iterrows()},
        {row["action"]: cell.titled(row["action"], row["titles"]) for _, row in chosen.iterrows()},
        {row["indicator"]: pick(row["titles"], cell.language) or row["indicator"] for _, row in indicators.iterrows()},
    )


def _links(plan: ActionPlan, columns: _Columns) -> list[_Link]:
    needs, actions, indicators = columns
    served = zip(plan.actions["action"], plan.actions["needs"], strict=True)
    followed = zip(plan.indicators["indicator"], plan.indicators["action"], strict=True)
    return [
        *((0, need, name) for name, named in served if name in actions for need in named if need in needs),
        *((1, action, name) for name, action in followed if name in indicators),
    ]


def _boxes(axis: Axes, heads: list[str], columns: _Columns, links: list[_Link]) -> None:
    from textwrap import fill

    tallest = max(map(len, columns))
    places = [
        {name: (tallest - 1) * (number + 0.5) / len(column) for number, name in enumerate(column)} for column in columns
    ]
    arrow = {"arrowstyle": "-|>", "color": GREY, "linewidth": 1.1, "shrinkA": 0, "shrinkB": 0}
    for at, first, second in links:
        ends = (at + 0.62, places[at + 1][second]), (at + 0.36, places[at][first])
        axis.annotate("", *ends, arrowprops=arrow)
    for at, column in enumerate(columns):
        axis.text(at, -0.85, heads[at], ha="center", va="center", fontweight="bold")
        box = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": (BLUE, ORANGE, GREY)[at]}
        for name, text in column.items():
            lines = fill(text, 27)
            axis.text(at, places[at][name], lines, ha="center", va="center", fontsize=8, bbox=box | {"linewidth": 1.3})
