"""How our figures look: one palette that colour-blind readers can tell apart, few lines, numbers in the reader's language."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from math import floor, log10
from textwrap import fill
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from pilots.language import number, percent

BLUE, ORANGE, GREEN, GREY, INK = "#1f6378", "#b5532a", "#5b7f3a", "#8b9196", "#23292e"
LIGHT = "#b9cdd3"
DIVERGING = ("#b5532a", "#e0a184", "#d8d8d4", "#8fbac6", "#1f6378")
GROUPS = (BLUE, ORANGE, GREEN, "#7a5195", GREY)
WIDTH = 7.2
MARKS = "os^Dv"
"""Shapes of points, one a group, so that colour is not all that tells them apart."""
_STYLE: Any = {
    "font.size": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "grid.color": "#e4e4e0",
    "grid.linewidth": 0.8,
    "xtick.color": INK,
    "ytick.color": INK,
    "ytick.left": False,
    "text.color": INK,
    "legend.frameon": False,
    "axes.unicode_minus": True,
}


@contextmanager
def sheet(height: float, panels: int = 1, *, sharex: bool = False) -> Iterator[tuple[Drawing, list[Axes]]]:
    """A drawing of our width with panels under each other, in our style."""
    with mpl.rc_context(_STYLE):
        drawing = Drawing(figsize=(WIDTH, height), layout="constrained")
        axes = drawing.subplots(panels, 1, squeeze=False, sharex=sharex)
        yield drawing, [axis for row in axes for axis in row]


def on(colour: str) -> str:
    """White or dark: what can be read best on a colour (WCAG contrast)."""
    from matplotlib.colors import to_rgb

    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    brightness = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
    return INK if brightness > 0.2 else "white"


def rows(axis: Axes, labels: list[str], width: int = 34) -> None:
    """Put labels at the rows 0, 1, 2… of an axis, the first on top, broken over lines."""
    axis.set_yticks(range(len(labels)), [fill(label, width) for label in labels])
    axis.set_ylim(len(labels) - 0.45, -0.55)


def in_language(axis: Axes, language: str, *, share: bool = False, ratio: bool = False, axes: str = "x") -> None:
    """Write the numbers of an axis as the reader does, with the decimals that tell its marks apart; ratios on a log scale."""
    side = axis.xaxis if axes == "x" else axis.yaxis
    if ratio:
        axis.set_xscale("log")
        side.set_major_locator(LogLocator(subs=(1, 2, 5)))
        side.set_minor_locator(NullLocator())
    else:
        side.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10]))

    def write(value: float, _: object) -> str:
        marks = [value] if ratio else [b - a for a, b in pairwise(side.get_majorticklocs())]
        step = min((abs(mark) for mark in marks if mark), default=1.0)
        digits = max(-floor(log10(step) + 1e-9), 0)
        return percent(value, language, max(digits - 2, 0)) if share else number(value, language, digits)

    side.set_major_formatter(FuncFormatter(write))


def by_month(axis: Axes, language: str) -> None:
    """Write the dates under an axis as the reader does: a few months of each year."""
    from babel.dates import format_date
    from matplotlib.dates import MonthLocator, num2date

    def month(value: float, _: object) -> str:
        moment = num2date(value)  # type: ignore[no-untyped-call]
        return str(format_date(moment.date(), "MMM yyyy", locale=language))

    axis.xaxis.set_major_locator(MonthLocator(bymonth=(1, 4, 9)))  # type: ignore[no-untyped-call]
    axis.xaxis.set_major_formatter(FuncFormatter(month))
