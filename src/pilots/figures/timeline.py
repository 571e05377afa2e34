"""One family's story, drawn month by month; only what it agreed to and somebody approved."""

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREEN, GREY, INK, ORANGE, sheet
from pilots.language import pick
from pilots.pilot import Pilot

_MARKS = {
    "contact": ("o", BLUE),
    "visit": ("s", GREEN),
    "step": ("^", BLUE),
    "activity": ("D", GREEN),
    "setback": ("X", ORANGE),
}
_LETTERS = 74


def timeline(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "fig-timeline") -> Figure:
    """The steps of each family under each other, with their month since the first, a mark for their kind, and their text.

    Parameters
    ----------
    found
        As `actions.story` gives it.
    """
    cell = Cells(pilot, language)
    caption = cell.say("What happened with one family, drawn")
    shown = found[found["shown"]]
    if shown.empty:
        why = cell.say("Steps were registered, but none of them may be told.") if len(found) else cell.say("No timeline of a family was kept in this pilot.")  # fmt: skip
        return Figure.absent(why, caption=caption, label=label, language=language)
    steps = [
        (_when(cell, row), str(row["kind"]), fill(pick(row["texts"], language) or "–", _LETTERS), str(row["family"]))
        for _, row in shown.iterrows()
    ]
    several = shown["family"].nunique() > 1
    lines = sum(text.count("\n") + 1 for _, _, text, _ in steps)
    with sheet(0.2 * lines + 0.22 * len(steps) + 0.7) as (drawing, (axis,)):
        _draw(axis, steps)
        used = dict.fromkeys(kind for _, kind, _, _ in steps)
        marks = [axis.scatter([], [], marker=_MARKS[kind][0], color=_MARKS[kind][1], label=cell.say(f"timeline:{kind}")) for kind in used]  # fmt: skip
        drawing.legend(handles=marks, loc="outside upper left", ncols=len(marks))
        heads = [cell.say(text) for text in (*(["Family"] if several else []), "Month", "Kind", "What happened")]
        table = [[*([family] if several else []), when, cell.say(f"timeline:{kind}"), text.replace("\n", " ")]
                 for when, kind, text, family in steps]  # fmt: skip
        return Figure.draw(
            drawing,
            data=pd.DataFrame(table, columns=heads, dtype="str"),
            caption=caption,
            label=label,
            alt=cell.say("{n} {n:step|steps} under each other, from {first} to {last}.", n=len(steps), first=steps[0][0], last=steps[-1][0]),
            language=language,
            notes=(cell.say("Told because the family consented and somebody approved each text; one family shows what is possible, not what is usual."),),
            provenance=cell.provenance(cell.say("Taken from the timeline that those who support the family keep; days made months since the first step."), pd.DataFrame(table)),
        )  # fmt: skip


def _when(cell: Cells, row: "pd.Series") -> str:
    return "–" if pd.isna(row["month"]) else cell.say("month {n}", n=row["month"])


def _draw(axis: Axes, steps: list[tuple[str, str, str, str]]) -> None:
    place, before = 0.0, ("", "")
    places = []
    for when, kind, text, family in steps:
        marker, color = _MARKS[kind]
        axis.scatter(0, place, marker=marker, s=52, color=color, zorder=3)
        if (when, family) != before:
            axis.text(-0.03, place, when, ha="right", va="center", fontsize=8.5, color=INK)
        axis.text(0.035, place, text, ha="left", va="center", fontsize=8.5, color=INK, linespacing=1.25)
        before = when, family
        places.append(place)
        place += 0.9 + 0.55 * text.count("\n") + 0.35
    axis.plot([0, 0], [places[0], places[-1]], color=GREY, linewidth=1.4, zorder=1)
    axis.set(xlim=(-0.17, 1.0), ylim=(places[-1] + 0.8, -0.8))
    axis.axis("off")
