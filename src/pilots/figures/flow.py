"""From sent to analysed, drawn: who was asked, who answered, what was removed and why, who counts."""

from collections.abc import Mapping
from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, INK, LIGHT, sheet
from pilots.pilot import Pilot
from pilots.told import told_stages

_PLACES = {"sent": 0.8, "received": 2.6, "analysed": 6.5}
"""Where the boxes stand, from left to right, in inches."""
_BESIDE = 3.45
_LINE = 0.34
"""How high a line of removals is, in half inches as all heights here."""


def flow(
    stages: pd.DataFrame, pilot: Pilot, *, wave: int | None = None, language: str = "nl", label: str = "fig-flow"
) -> Figure:
    """A flow chart of the responses of each survey and wave; small counts held back as in the table.

    Parameters
    ----------
    stages
        As `survey.load_flow` gives them.
    wave
        One wave only.

    Returns
    -------
    Figure with a row a survey and wave: invited, received, under the way on what was removed by reason, analysed.
    """
    cell = Cells(pilot, language)
    caption = cell.say("From sent to analysed, drawn")
    asked = stages if wave is None else stages[stages["wave"] == wave]
    charts = [(head, _shown(cell, counts)) for head, counts in cell.stages(asked)]
    if not charts:
        return Figure.absent(
            cell.say("No survey was held in this pilot."), caption=caption, label=label, language=language
        )
    with sheet(sum(_height(cell, boxes) for _, boxes in charts) * 0.5 + 0.3) as (drawing, (axis,)):
        top = 0.0
        for head, boxes in charts:
            _draw(axis, cell, head, boxes, top)
            top += _height(cell, boxes)
        axis.set(xlim=(0, 7.3), ylim=(top, -0.2))
        axis.axis("off")
        table = [[head, cell.stage(stage), n] for head, boxes in charts for stage, n in boxes.items()]
        held = any(n == "·" for _, boxes in charts for n in boxes.values())
        return Figure.draw(
            drawing,
            data=pd.DataFrame(table, columns=[cell.say("Survey"), cell.say("Stage"), "n"], dtype="str"),
            caption=caption,
            label=label,
            alt=cell.say(
                "Boxes from left to right: {said}.", said=cell.say("; ").join(_said(cell, *chart) for chart in charts)
            ),
            language=language,
            notes=(cell.held_note(),) if held else (),
            provenance=cell.provenance(cell.say("Counted from the raw exports and the cleaning log."), asked),
            counts=told_stages(cell, asked),
        )


def _shown(cell: Cells, counts: "pd.Series[float]") -> dict[str, str]:
    """By stage, in order, the number as it may be shown; removals of nobody are left out."""
    hidden = cell.hidden_stages(counts)
    removed = sorted(stage for stage in counts.index if stage.startswith("removed"))
    order = [stage for stage in ("sent", "received", *removed, "analysed") if stage in counts.index]
    return {stage: "·" if stage in hidden else cell.number(float(counts[stage]), 0) for stage in order}


def _said(cell: Cells, head: str, boxes: Mapping[str, str]) -> str:
    return f"{head}{cell.say(': ')}" + ", ".join(f"{cell.stage(stage)} {n}" for stage, n in boxes.items() if n != "·")


def _height(cell: Cells, boxes: Mapping[str, str]) -> float:
    """A heading, the boxes, and the removals under them."""
    lines = len(_removed(cell, boxes))
    return 2.3 + (_LINE * lines + 0.3 if lines else 0.0)


def _removed(cell: Cells, boxes: Mapping[str, str]) -> list[str]:
    """The lines that say what was removed."""
    said = [
        f"{cell.stage(stage)}{cell.say(': ')}n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n}"
        for stage, n in boxes.items()
        if stage not in _PLACES
    ]
    return [line for one in said for line in wrap(one, 42, subsequent_indent="   ")]


def _draw(axis: Axes, cell: Cells, head: str, boxes: Mapping[str, str], top: float) -> None:
    axis.text(0.1, top + 0.3, head, fontweight="bold", color=INK, va="center")
    removed, y, before = _removed(cell, boxes), top + 1.3, None
    arrow = {"arrowstyle": "-|>", "color": GREY, "shrinkA": 0, "shrinkB": 0}
    for stage, x in ((stage, x) for stage, x in _PLACES.items() if stage in boxes):
        if before is not None:
            axis.annotate("", (x - 0.62, y), (before + 0.62, y), arrowprops=arrow)
        filled = stage == "analysed"
        axis.text(
            x, y, f"{cell.stage(stage)}\nn = {boxes[stage]}", ha="center", va="center", linespacing=1.3,
            color="white" if filled else INK,
            bbox={"boxstyle": "round,pad=0.45", "facecolor": BLUE if filled else "white", "edgecolor": BLUE},
        )  # fmt: skip
        before = x
    if removed:
        axis.annotate("", (_BESIDE + 0.2, y + 0.5), (_BESIDE + 0.2, y), arrowprops=arrow)
        axis.text(
            _BESIDE, y + 0.7, "\n".join(removed), va="top", fontsize=8.5, linespacing=1.35, color=INK,
            bbox={"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": LIGHT},
        )  # fmt: skip
