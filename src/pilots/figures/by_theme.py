"""Statistics by themes drawn: those who spoke of a theme beside those who did not."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, ORANGE, in_language, rows, sheet
from pilots.mixed.withheld import tells_of_few
from pilots.pilot import Pilot
from pilots.survey import Survey

_APART = 0.14
"""Half the distance between the two dots of a theme."""


def by_theme(
    found: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "fig-by-theme",
) -> Figure:
    """Two dots with their intervals a theme, a panel a score: filled for who spoke of it, open for who did not.

    Parameters
    ----------
    found
        As `mixed.by_theme` gives it; what `tables.by_theme` leaves out is not drawn.
    """
    cell = Cells(pilot, language, surveys)
    caption = cell.say("Those who spoke of a theme beside those who did not")
    drawn = found.loc[~tells_of_few(found, pilot.privacy.threshold)]
    if drawn.empty:
        none = cell.say(
            "No conversation is linked to a response, so statistics by themes can't be computed; compare groups."
        )
        few = cell.say(
            "Too few conversations are linked to a response to compare those who spoke of a theme with those who did not."
        )
        return Figure.absent(none if found.empty else few, caption=caption, label=label, language=language)
    panels = [own for _, own in drawn.groupby("variable", sort=False)]
    with sheet(sum(0.42 * len(own) + 0.9 for own in panels) + 0.3, len(panels)) as (drawing, axes):
        if len(panels) > 1:
            heights = [len(own) + 1.6 for own in panels]
            axes[0].get_gridspec().set_height_ratios(heights)  # type: ignore[union-attr]
        for axis, own in zip(axes, panels, strict=True):
            _panel(axis, own, cell)
        handles, names = axes[0].get_legend_handles_labels()
        drawing.legend(handles[:2], names[:2], loc="outside upper left", ncols=2)
        return Figure.draw(
            drawing,
            data=_data(cell, drawn),
            caption=caption,
            label=label,
            alt=_alt(cell, drawn),
            language=language,
            notes=(cell.say("With many themes some differences come by chance: read them as questions."),),
            provenance=cell.provenance(
                cell.say(
                    "Linked conversations; t interval of a mean, Welch's of a difference, Wilson's of a share, Newcombe's of a difference in shares."
                ),
                drawn,
            ),
        )


def _panel(axis: Axes, own: pd.DataFrame, cell: Cells) -> None:
    sides = (("spoke", -_APART, BLUE, BLUE, "o"), ("silent", _APART, ORANGE, "white", "s"))
    for place, (_, row) in enumerate(own.iterrows()):
        axis.plot(row[["spoke", "silent"]], [place - _APART, place + _APART], color=GREY, linewidth=1, zorder=1)
    for side, shift, line, face, marker in sides:
        places = [place + shift for place in range(len(own))]
        axis.hlines(places, own[f"{side}_low"], own[f"{side}_high"], color=line, linewidth=1.8)
        name = cell.say("Spoke of it") if side == "spoke" else cell.say("Did not")
        axis.plot(own[side], places, marker, color=line, markerfacecolor=face, markersize=6.5, linestyle="", label=name)
    rows(axis, [cell.own(str(code)) for code in own["code"]])
    share = bool((own["statistic"] == "share").all())
    axis.set_xlabel(cell.scale(str(own["variable"].iloc[0])))
    in_language(axis, cell.language, share=share)


def _data(cell: Cells, drawn: pd.DataFrame) -> pd.DataFrame:
    lines = []
    for _, row in drawn.iterrows():
        share = row["statistic"] == "share"
        told = [
            f"{cell.share(row[side]) if share else cell.number(row[side])} "
            f"({cell.interval(row[f'{side}_low'], row[f'{side}_high'], share=share)})"
            for side in ("spoke", "silent")
        ]
        lines.append([cell.scale(row["variable"]), cell.own(row["code"]), *told, cell.say(row["verdict"])])
    heads = [cell.say(text) for text in ("Score", "Theme", "Spoke of it", "Did not", "Reading")]
    return pd.DataFrame(lines, columns=heads, dtype="str")


def _alt(cell: Cells, drawn: pd.DataFrame) -> str:
    clear = drawn.loc[drawn["verdict"] != "cannot tell"]
    said = cell.say("; ").join(
        f"{cell.scale(row['variable'])}, {cell.own(row['code'])}{cell.say(': ')}{cell.say(row['verdict'])}"
        for _, row in clear.head(6).iterrows()
    )
    if not said:
        return cell.say("Two dots with intervals a theme. On no theme these data tell the two apart.")
    return cell.say("Two dots with intervals a theme. Who spoke of it differs on: {listed}.", listed=said)
