"""Any estimates frame as a figure: dots with their intervals, one statistic at a time, around the line of no effect."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells, is_missing
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, in_language, rows, sheet
from pilots.pilot import Pilot
from pilots.statistics.names import STATISTICS, Form, Statistic
from pilots.statistics.samples import EVERYONE
from pilots.survey import Survey
from pilots.told_estimates import told_estimates
from pilots.wording import Told, any_held, as_shown, methods, reasons, tell


def estimates(
    found: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    caption: str,
    language: str = "nl",
    label: str = "fig-estimates",
) -> Figure:
    """Draw what a function of `pilots.statistics` gives, a panel a statistic, in the order of the frame, rows of one variable together.

    Parameters
    ----------
    found
        An estimates frame, or several joined by `pandas.concat`; take only the statistics to draw. What is held back
        (see `tables.estimates`), and what has no estimate, is left out, and the note says so. Statistics that have no interval are
        drawn only where none has one.
    surveys, pilot, caption
        As for `tables.estimates`.

    Returns
    -------
    Figure
        A line shows an interval, open where it has no end; a vertical line the value of no effect. Ratios stand on a logarithmic axis.
    """
    cell = Cells(pilot, language, surveys)
    told = tell(found, cell)
    drawn = [line for line in told if not line.held and not is_missing(line.row["estimate"])]
    if not drawn:
        none = cell.people_note() if any_held(told) else cell.say("There is nothing to estimate.")
        return Figure.absent(none, caption=caption, label=label, language=language)
    bounded = {line.row["statistic"] for line in drawn if line.interval != "–"}
    drawn = [line for line in drawn if not bounded or line.row["statistic"] in bounded]
    panels = {
        name: [line for line in drawn if line.row["statistic"] == name] for name in dict.fromkeys(found["statistic"])
    }
    panels = {name: lines for name, lines in panels.items() if lines}
    with sheet(sum(0.34 * len(lines) + 0.75 for lines in panels.values()), len(panels)) as (drawing, axes):
        if len(panels) > 1:
            heights = [len(lines) + 1.6 for lines in panels.values()]
            axes[0].get_gridspec().set_height_ratios(heights)  # type: ignore[union-attr]
        for axis, (name, lines) in zip(axes, panels.items(), strict=True):
            _panel(axis, lines, STATISTICS.get(name, Statistic(name, name)), language)
        heads = [cell.say(text) for text in ("What", "Group", "Statistic", "Estimate", "Interval", "n")]
        data = [[line.what, line.group, line.statistic, line.value, line.interval, line.n] for line in drawn]
        return Figure.draw(
            drawing,
            data=pd.DataFrame(data, columns=heads, dtype="str"),
            caption=caption,
            label=label,
            alt=_alt(cell, drawn),
            language=language,
            notes=(*reasons(told), *([cell.people_note()] if any_held(told) else [])),
            provenance=cell.provenance(methods(told, cell), as_shown(told)),
            counts=tuple(told_estimates(drawn, found, surveys, pilot, label)),
        )


def _panel(axis: Axes, lines: list[Told], known: Statistic, language: str) -> None:
    """One statistic: an interval a row, and the line of no effect."""
    ratio = known.form is Form.RATIO and all(line.row["estimate"] > 0 for line in lines)
    times = 100 if known.form is Form.POINTS else 1
    if known.null is not None:
        axis.axvline(known.null, color=GREY, linewidth=1)
    for place, line in enumerate(lines):
        low, estimate, high = (times * float(line.row[name]) for name in ("ci_low", "estimate", "ci_high"))
        ends = [estimate if end != end or (ratio and end <= 0) else end for end in (low, high)]
        axis.hlines(place, ends[0], ends[1], color=BLUE, linewidth=2)
        axis.plot([estimate], [place], "o", color=BLUE, markersize=6)
    several = len({line.group for line in lines}) > 1
    rows(
        axis,
        [f"{line.what}, {line.group}" if several or line.row["group"] != EVERYONE else line.what for line in lines],
    )
    axis.set_xlabel(lines[0].statistic)
    in_language(axis, language, share=known.form is Form.SHARE, ratio=ratio)


def _alt(cell: Cells, drawn: list[Told]) -> str:
    """The first eight; the rest stand in the numbers."""
    said = cell.say("; ").join(
        f"{line.what}, {line.group}{cell.say(': ')}{line.statistic} {line.value} ({line.interval})"
        for line in drawn[:8]
    )
    return f"{cell.say('Dots with intervals.')} {said}."
