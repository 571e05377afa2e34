"""What actions may bring against what they ask: four quadrants, each action a dot with its id."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pilots.actions import ActionPlan
from pilots.actions.effort import BETWEEN, HIGHEST, LOWEST, MIDDLE, QUADRANTS
from pilots.cells import Cells, is_missing
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, INK, LIGHT, sheet
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.told_registered import told_raters

_APART = 0.36
"""Least distance between two dots, in points of the scale."""
Places = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def impact_effort(
    judged: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "fig-impact-effort"
) -> Figure:
    """Impact against effort of each action, the chosen ones filled and round, the others open and square.

    Parameters
    ----------
    judged
        As `actions.impact_effort` gives it. What fewer raters judged than may be shown is left out.
    """
    cell = Cells(pilot, language)
    caption = cell.say("Impact and effort of the actions")
    shown = judged[~judged["raters"].fillna(0).map(cell.rare).astype("bool")]
    if shown.empty:
        none = cell.say("No candidate actions were recorded yet.") if judged.empty else cell.people_note()
        return Figure.absent(none, caption=caption, label=label, language=language)
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    # an id says nothing to readers who are no researchers: to them the actions are numbered
    called = {name: cell.say("{id}", id=name, n=number) for number, name in enumerate(shown["action"], 1)}
    with sheet(5.4) as (drawing, (axis,)):
        _quadrants(axis, cell)
        _dots(axis, shown, called)
        axis.set(xlim=(0.4, 5.6), ylim=(0.4, 5.6), xticks=range(1, 6), yticks=range(1, 6))
        axis.grid(visible=False)
        axis.set_xlabel(cell.say("Effort (1 low, 5 high)"))
        axis.set_ylabel(cell.say("Impact (1 low, 5 high)"))
        return Figure.draw(
            drawing,
            data=_table(cell, shown, titles),
            caption=caption,
            label=label,
            alt=_alt(cell, shown, called),
            language=language,
            notes=_notes(cell, shown, titles, called),
            provenance=cell.provenance(cell.say("Impact and effort as the group judged them (1 to 5)."), shown),
            counts=tuple(told_raters(judged, pilot.privacy.threshold)),
        )


def _quadrants(axis: Axes, cell: Cells) -> None:
    axis.axhline(MIDDLE, color=GREY, linewidth=0.8)
    axis.axvline(MIDDLE, color=GREY, linewidth=0.8)
    for (high, much), name in QUADRANTS.items():
        place = (5.55 if much else 0.45, 5.52 if high else 0.48)
        where = {"ha": "right" if much else "left", "va": "top" if high else "bottom"}
        axis.text(*place, cell.say(name), fontsize=10, fontstyle="italic", color=INK, **where)  # type: ignore[arg-type]


def _dots(axis: Axes, shown: pd.DataFrame, called: dict[str, str]) -> None:
    true = shown[["effort", "impact"]].to_numpy("float64")
    for place, at, (_, row) in zip(_spread(true), true, shown.iterrows(), strict=True):
        for ends, line in ((("effort_low", "effort_high"), 0), (("impact_low", "impact_high"), 1)):
            if not is_missing(row[ends[0]]):
                span = [row[ends[0]], row[ends[1]]]
                xs, ys = (span, [at[1]] * 2) if line == 0 else ([at[0]] * 2, span)
                axis.plot(xs, ys, color=LIGHT, linewidth=2.2, zorder=1)
        axis.plot(*zip(at, place, strict=True), color=GREY, linewidth=0.7, zorder=2)
        inside, ink, marker = (BLUE, "white", "o") if row["chosen"] else ("white", INK, "s")
        axis.scatter(place[0], place[1], s=360, color=inside, edgecolor=BLUE, linewidth=1.5, marker=marker, zorder=3)
        axis.annotate(
            called[row["action"]], (place[0], place[1]), ha="center", va="center", fontsize=9, zorder=4, color=ink
        )


def _spread(places: Places) -> Places:
    """The same places, pushed apart where dots would lie over each other."""
    moved = places + 1e-3 * np.array([[np.cos(2.4 * n), np.sin(2.4 * n)] for n in range(len(places))])
    for _ in range(200):
        gaps = moved[:, None, :] - moved[None, :, :]
        distance = np.hypot(*np.moveaxis(gaps, 2, 0))
        np.fill_diagonal(distance, np.inf)
        push = np.maximum(_APART - distance, 0)
        if not push.any():
            break
        moved = moved + ((push / distance)[:, :, None] * gaps).sum(axis=1) / 2
    return np.asarray(np.clip(moved, LOWEST - 0.4, HIGHEST + 0.4))


def _table(cell: Cells, shown: pd.DataFrame, titles: dict[str, dict[str, str]]) -> pd.DataFrame:
    heads = [cell.say(text) for text in ("Action", "Impact", "Effort", "Quadrant", "Chosen")]
    rows = [
        [
            cell.titled(row["action"], titles.get(row["action"], {})),
            _value(cell, row, "impact"),
            _value(cell, row, "effort"),
            cell.say(row["quadrant"]),
            cell.say("yes") if row["chosen"] else cell.say("no"),
        ]
        for _, row in shown.iterrows()
    ]
    return pd.DataFrame(rows, columns=heads, dtype="str")


def _value(cell: Cells, row: "pd.Series", name: str) -> str:
    digits = 0 if float(row[name]).is_integer() else 1
    value = cell.number(row[name], digits)
    if is_missing(row[f"{name}_low"]):
        return value
    return f"{value} ({cell.interval(row[f'{name}_low'], row[f'{name}_high'], 1)})"


def _alt(cell: Cells, shown: pd.DataFrame, called: dict[str, str]) -> str:
    names = [*QUADRANTS.values(), BETWEEN]
    found = {name: ", ".join(shown.loc[shown["quadrant"] == name, "action"].map(called)) for name in names}
    told = cell.say("; ").join(
        f"{cell.say(name)}{cell.say(': ')}{actions}" for name, actions in found.items() if actions
    )
    chosen = ", ".join(shown.loc[shown["chosen"], "action"].map(called)) or "–"
    return cell.say("Dots of actions by effort and impact. {told}. Chosen: {actions}.", told=told, actions=chosen)


def _notes(
    cell: Cells, shown: pd.DataFrame, titles: dict[str, dict[str, str]], called: dict[str, str]
) -> tuple[str, ...]:
    named = cell.say("; ").join(
        f"{called[name]}{cell.say(': ')}{pick(titles.get(name, {}), cell.language)}" for name in shown["action"]
    )
    said = [cell.say("Round and filled: chosen. Square and open: not chosen. Dots that would overlap are moved aside.")]
    if shown["raters"].notna().any():
        said.append(cell.say("Lines: 95% intervals of the mean of the raters, each group weighing the same."))
    return (*said, f"{named}.")
