"""From met to helped, drawn: a bar a stage, with what was lost on the way."""

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, INK, LIGHT, in_language, rows, sheet
from pilots.pilot import Pilot
from pilots.privacy.nested import nested
from pilots.told import REFERRED, told

_ALL = "all"


def funnel(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "fig-funnel") -> Figure:
    """How many families came how far, all together: dark who came this far, light who was lost since the bar above.

    Parameters
    ----------
    found
        As `actions.funnel` gives it. Stages that would tell of too few families are left out.
    """
    cell = Cells(pilot, language)
    caption = cell.say("From met to helped, drawn")
    everyone = found[found["name"] == _ALL]
    counts = everyone.set_index("stage")["families"].astype("float64")
    hidden = nested(counts.to_frame(_ALL).T, pilot.privacy.threshold).to_numpy()[0] if len(counts) else []
    shown = counts[[not hide for hide in hidden]]
    if len(shown) < 2 or shown.index[0] != counts.index[0] or not shown.iloc[0]:
        none = cell.people_note() if len(everyone) else cell.say("No referrals were registered in this pilot.")
        if len(counts) and not counts.iloc[0]:
            none = cell.say("Of no family it was registered that it was met.")
        return Figure.absent(none, caption=caption, label=label, language=language)
    names = [cell.say(f"stage:{stage}") for stage in shown.index]
    sizes = [float(size) for size in shown]
    lost = [0.0, *(max(before - after, 0.0) for before, after in pairwise(sizes))]
    with sheet(0.52 * len(names) + 0.7) as (drawing, (axis,)):
        _bars(axis, cell, sizes, lost)
        rows(axis, names, 20)
        axis.set_xlim(0, max(sizes) * 1.16)
        axis.set_xlabel(cell.say("Families"))
        in_language(axis, language)
        table = [[name, cell.number(size, 0), cell.number(gone, 0) if at else "–", cell.share(size / sizes[0])]
                 for at, (name, size, gone) in enumerate(zip(names, sizes, lost, strict=True))]  # fmt: skip
        return Figure.draw(
            drawing,
            data=pd.DataFrame(table, columns=[cell.say(text) for text in ("Stage", "Families", "Lost", "Of all met")], dtype="str"),
            caption=caption,
            label=label,
            alt=cell.say(
                "Bars that grow shorter from {first} ({n} families) to {last} ({share} of them).",
                first=names[0],
                n=cell.number(sizes[0], 0),
                last=names[-1],
                share=cell.share(sizes[-1] / sizes[0]),
            ),
            language=language,
            notes=(
                cell.say("Dark: families who came this far. Light: those who were lost since the bar above."),
                *([cell.held_note()] if len(shown) < len(counts) else []),
            ),
            provenance=cell.provenance(cell.say("Families counted stage by stage in the registrations; Wilson's interval."), pd.DataFrame(table)),
            counts=tuple(told(REFERRED, {f"stage: {stage}": "yes"}, n, 1, held=stage not in shown) for stage, n in counts.items()),
        )  # fmt: skip


def _bars(axis: Axes, cell: Cells, sizes: list[float], lost: list[float]) -> None:
    places = range(len(sizes))
    axis.barh(places, sizes, color=BLUE, height=0.62)
    axis.barh(places, lost, left=sizes, color=LIGHT, height=0.62, edgecolor="white", hatch="////", linewidth=0)
    for place, (size, gone) in enumerate(zip(sizes, lost, strict=True)):
        said = f"{cell.number(size, 0)} ({cell.share(size / sizes[0])})" + (
            f"   −{cell.number(gone, 0)}" if gone else ""
        )
        axis.annotate(said, (size + gone, place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8.5, color=INK)  # fmt: skip
