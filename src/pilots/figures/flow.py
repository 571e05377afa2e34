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

_WIDE, _SIDE = 2.5, 3.6
_MAIN = ("sent", "received", "analysed")


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
    Figure with a column a survey and wave: invited, received, beside it what was removed by reason, analysed.
    """
    cell = Cells(pilot, language)
    caption = cell.say("From sent to analysed, drawn")
    asked = stages if wave is None else stages[stages["wave"] == wave]
    charts = [(head, _shown(cell, counts)) for head, counts in cell.stages(asked)]
    if not charts:
        return Figure.absent(
            cell.say("No survey was held in this pilot."), caption=caption, label=label, language=language
        )
    with sheet(sum(_height(boxes) for _, boxes in charts) * 0.5 + 0.3) as (drawing, (axis,)):
        top = 0.0
        for head, boxes in charts:
            _draw(axis, cell, head, boxes, top)
            top += _height(boxes)
        axis.set(xlim=(-_WIDE / 2 - 0.1, _WIDE / 2 + 0.5 + _SIDE), ylim=(top, -0.2))
        axis.axis("off")
        table = [[head, cell.stage(stage), n] for head, boxes in charts for stage, n in boxes.items()]
        held = any(n == "·" for _, boxes in charts for n in boxes.values())
        return Figure.draw(
            drawing,
            data=pd.DataFrame(table, columns=[cell.say("Survey"), cell.say("Stage"), "n"], dtype="str"),
            caption=caption,
            label=label,
            alt=cell.say(
                "Boxes from top to bottom: {said}.", said=cell.say("; ").join(_said(cell, *chart) for chart in charts)
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


def _height(boxes: Mapping[str, str]) -> float:
    """In lines: a heading, the boxes with room between them, the removals beside the way down."""
    removed = sum(stage.startswith("removed") for stage in boxes)
    return 1.0 + 1.6 * sum(stage in boxes for stage in _MAIN) + max(0.0, 0.36 * removed - 0.4)


def _draw(axis: Axes, cell: Cells, head: str, boxes: Mapping[str, str], top: float) -> None:
    axis.text(-_WIDE / 2, top + 0.35, head, fontweight="bold", color=INK, va="center")
    removed = [
        f"{cell.stage(stage)}{cell.say(': ')}n = {n}" for stage, n in boxes.items() if stage.startswith("removed")
    ]
    y, before = top + 1.3, None
    for stage in (stage for stage in _MAIN if stage in boxes):
        gap = max(0.0, 0.36 * len(removed) - 0.4) if stage == "analysed" else 0.0
        y += gap
        if before is not None:
            axis.annotate(
                "",
                (0, y - 0.5),
                (0, before + 0.5),
                arrowprops={"arrowstyle": "-|>", "color": GREY, "shrinkA": 0, "shrinkB": 0},
            )
            if stage == "analysed" and removed:
                _beside(axis, removed, (y + before) / 2)
        text = f"{cell.stage(stage)}\nn = {boxes[stage]}"
        filled = stage == "analysed"
        axis.text(
            0, y, text, ha="center", va="center", color="white" if filled else INK, linespacing=1.3,
            bbox={"boxstyle": "round,pad=0.45", "facecolor": BLUE if filled else "white", "edgecolor": BLUE},
        )  # fmt: skip
        before = y
        y += 1.6


def _beside(axis: Axes, removed: list[str], y: float) -> None:
    """What was removed, to the right of the way down."""
    start = _WIDE / 2 + 0.3
    axis.annotate(
        "", (start - 0.1, y), (0, y), arrowprops={"arrowstyle": "-|>", "color": GREY, "shrinkA": 0, "shrinkB": 0}
    )
    lines = "\n".join("\n   ".join(wrap(line, 58)) for line in removed)
    axis.text(
        start, y, lines, va="center", fontsize=8.5, linespacing=1.35, color=INK,
        bbox={"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": LIGHT},
    )  # fmt: skip
