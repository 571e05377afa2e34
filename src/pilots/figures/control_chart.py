"""Points in time with their centre line and the limits of chance, phase by phase."""

from math import ceil

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells, is_missing
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, INK, ORANGE, in_language, sheet
from pilots.pilot import Pilot
from pilots.told_estimates import told_points
from pilots.withheld import hold_back

_LINES = ("point", "centre_line", "lower_limit", "upper_limit", "beyond_limits")
_TICKS = 10
_LETTERS = 70
"""So many letters stand next to each other under the axis."""


def control_chart(
    found: pd.DataFrame,
    pilot: Pilot,
    *,
    caption: str,
    share: bool = False,
    language: str = "nl",
    label: str = "fig-control-chart",
) -> Figure:
    """Draw what `statistics.control_chart` gives: points, line and limits, and what the rules say.

    Parameters
    ----------
    found
        An estimates frame of one chart. Points of few people (see `withheld`) are left out: there the line has a gap.
    pilot
        Gives that threshold.
    caption
        In the reader's language.
    share
        Whether the values are shares of people (p-charts): then the axis shows percentages and small bases are left out.

    Returns
    -------
    Figure
        Points beyond the limits are filled in another colour and another shape.
    """
    cell = Cells(pilot, language)
    points = _points(found)
    small = _held(found, points, pilot.privacy.threshold, share=share)
    shown = points[~small].dropna(subset=["point"])
    if shown.empty:
        none = cell.people_note() if small.any() else cell.say("There is nothing to estimate.")
        return Figure.absent(none, caption=caption, label=label, language=language)
    said = _rules(cell, found)
    with sheet(3.0) as (drawing, (axis,)):
        _draw(axis, points.where(~small, axis=0), cell)
        drawing.legend(loc="outside upper left", ncols=2)
        in_language(axis, language, share=share, axes="y")
        heads = [cell.say(text) for text in ("When", "Value", "Line", "Limits")]
        return Figure.draw(
            drawing,
            data=pd.DataFrame([_row(cell, time, row, share) for time, row in shown.iterrows()], columns=heads, dtype="str"),
            caption=caption,
            label=label,
            alt=" ".join([cell.say("Points in time with a line and limits."), *said]),
            language=language,
            notes=(
                cell.say("Between the limits chance alone can move the points; what moved one beyond them, the chart can't tell."),
                *said,
                *([cell.people_note()] if small.any() else []),
            ),
            provenance=cell.provenance(cell.methods(found), shown),
            counts=tuple(told_points(shown, label)) if share else (),
        )  # fmt: skip


def _points(found: pd.DataFrame) -> pd.DataFrame:
    """A row a point: its value, line and limits, whether beyond, and its base; in the order of time."""
    own = found[found["statistic"].isin(_LINES)]
    order = own["group"].unique()
    wide = own.pivot(index="group", columns="statistic", values="estimate").reindex(index=order, columns=list(_LINES))
    base = own[own["statistic"] == "point"].set_index("group")["n"].astype("float64")
    return wide.assign(n=base)


def _held(found: pd.DataFrame, points: pd.DataFrame, threshold: int, *, share: bool) -> "pd.Series[bool]":
    """Which points are of few people: of a small base, or, in a chart of shares or of counts out of a base, of few in it."""
    own = (found["statistic"] == "point").to_numpy()
    hidden = pd.Series(hold_back(found, threshold))[own]
    held = pd.Series(hidden.to_numpy(), index=found.loc[own, "group"]).reindex(points.index, fill_value=False)
    return held | (points["n"] < threshold) if share else held


def _draw(axis: Axes, shown: pd.DataFrame, cell: Cells) -> None:
    places = range(len(shown))
    axis.step(places, shown["centre_line"], where="mid", color=ORANGE, linewidth=1.2, label=cell.say("centre line"))
    for limit, name in (("lower_limit", None), ("upper_limit", cell.say("Limits"))):
        axis.step(places, shown[limit], where="mid", color=GREY, linewidth=1, linestyle=(0, (3, 3)), label=name)
    axis.plot(places, shown["point"], "-o", color=BLUE, markersize=3.5, linewidth=1.1)
    beyond = [place for place, hit in zip(places, shown["beyond_limits"], strict=True) if hit == 1]
    axis.plot(beyond, shown["point"].iloc[beyond], "D", color=INK, markersize=7)
    widest = max(len(str(time)) for time in shown.index) + 2
    step = ceil(len(shown) / max(min(_TICKS, _LETTERS // widest), 1))
    axis.set_xticks(list(places)[::step], [str(time) for time in shown.index[::step]])
    axis.grid(axis="y")
    axis.grid(visible=False, axis="x")


def _row(cell: Cells, time: object, row: "pd.Series", share: bool) -> list[str]:
    write = cell.share if share else cell.number
    limits = cell.interval(row["lower_limit"], row["upper_limit"], share=share)
    return [str(time), write(row["point"]), write(row["centre_line"]), limits]


def _rules(cell: Cells, found: pd.DataFrame) -> list[str]:
    """What the rules say, phase by phase."""
    told = found[found["statistic"].isin(["points_beyond", "signal"])]
    said = []
    for phase, own in told.groupby("group", sort=False):
        values = own.set_index("statistic")["estimate"]
        beyond, signal = values.get("points_beyond", float("nan")), values.get("signal", float("nan"))
        if is_missing(beyond) and is_missing(signal):
            verdict = cell.say("too few points to tell")
        else:
            verdict = cell.say("a sign of change") if beyond > 0 or signal == 1 else cell.say("no sign of change")
        said.append(f"{cell.group(str(phase))}{cell.say(': ')}{verdict}.")
    return said
