"""Themes before and after, as dots with intervals."""

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells, is_missing
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, ORANGE, in_language, rows, sheet
from pilots.pilot import Pilot
from pilots.qualitative.themes import PHASES
from pilots.told_codes import told_moved
from pilots.wording import Told, any_held, methods, tell

_TIMES = ("share_before", "share_after")


def theme_change(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "fig-theme-change") -> Figure:
    """Draw in which share of the conversations each theme came up before and after, each with its interval.

    Parameters
    ----------
    found
        As `qualitative.theme_change` gives them. Themes of which a share is held back are left out.
    """
    cell = Cells(pilot, language)
    caption = cell.say("Themes before and after")
    # how many moved each way is not shown, and can give nothing away
    lines = tell(found.loc[~found["statistic"].isin(["higher", "lower"])], cell)
    shown = [line for line in lines if line.row["statistic"] in _TIMES and not line.held]
    both = [str(theme) for theme in dict.fromkeys(found["variable"]) if sum(line.row["variable"] == theme for line in shown) == len(_TIMES)]  # fmt: skip
    drawn = [line for line in shown if line.row["variable"] in both]
    if not drawn:
        none = cell.say("There were no conversations in two phases of this pilot.")
        return Figure.absent(
            cell.people_note() if len(found) else none, caption=caption, label=label, language=language
        )
    with sheet(0.55 * len(both) + 1.2) as (drawing, (axis,)):
        _draw(axis, drawn, both, cell)
        drawing.legend(loc="outside upper left", ncols=2)
        heads = [cell.say(text) for text in ("Theme", "When", "Share", "Interval", "n")]
        when = {"share_before": cell.say("before"), "share_after": cell.say("after")}
        said = [
            [cell.own(line.row["variable"]), when[line.row["statistic"]], line.value, line.interval, line.n]
            for line in drawn
        ]
        return Figure.draw(
            drawing,
            data=pd.DataFrame(said, columns=heads, dtype="str"),
            caption=caption,
            label=label,
            alt=_alt(cell, lines, both),
            language=language,
            notes=(cell.people_note(),) if any_held(lines) else (),
            provenance=cell.provenance(methods(drawn, cell), pd.DataFrame(said, columns=heads, dtype="str")),
            counts=tuple(
                told_moved(
                    [(line.row, line.held) for line in lines if line.row["statistic"] in when],
                    found.attrs.get(PHASES, (f"before {label}", f"after {label}")),
                    pilot.privacy.threshold,
                )
            ),
        )


def _draw(axis: Axes, drawn: list[Told], themes: list[str], cell: Cells) -> None:
    styles = {
        "share_before": (ORANGE, "o", -0.14, cell.say("before")),
        "share_after": (BLUE, "s", 0.14, cell.say("after")),
    }
    for name, (colour, mark, shift, said) in styles.items():
        mine = [line.row for line in drawn if line.row["statistic"] == name]
        places = [themes.index(row["variable"]) + shift for row in mine]
        fill = "white" if name == "share_before" else colour
        axis.hlines(places, [r["ci_low"] for r in mine], [r["ci_high"] for r in mine], color=colour, linewidth=2)
        axis.plot([row["estimate"] for row in mine], places, mark, color=colour, markerfacecolor=fill, markersize=7, label=said)  # fmt: skip
    rows(axis, [cell.own(theme) for theme in themes])
    axis.set_xlim(0, 1)
    axis.set_xlabel(cell.say("Share of the conversations, with 95% interval"))
    in_language(axis, cell.language, share=True)


def _alt(cell: Cells, lines: list[Told], themes: list[str]) -> str:
    told = cell.say("Dots with intervals, before and after, by theme.")
    changes = [
        line
        for line in lines
        if line.row["statistic"] == "share_change" and line.row["variable"] in themes and not line.held
        and not is_missing(line.row["estimate"])
    ]  # fmt: skip
    if not changes:
        return told
    most = max(changes, key=lambda line: abs(line.row["estimate"]))
    largest = cell.say(
        "Largest difference: {theme}, {value} percentage points ({interval}).",
        theme=cell.own(most.row["variable"]),
        value=most.value,
        interval=most.interval,
    )
    return f"{told} {largest}"
