"""The town beside the province and the region."""

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, LIGHT, sheet
from pilots.language import pick
from pilots.pilot import Pilot


def context(figures: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "fig-context") -> Figure:
    """The town's published percentages beside those of the other areas.

    Parameters
    ----------
    figures
        As `context.load` gives them; only percentages that are known for the town and elsewhere are drawn.

    Returns
    -------
    Figure with a bar an area under each indicator; the town's is dark.
    """
    cell = Cells(pilot, language)
    caption = cell.say("{town} beside other areas", town=cell.own(pilot.town))
    drawn = _comparable(figures)
    if drawn.empty:
        none = cell.say("No published figures about the town were collected for this pilot.")
        return Figure.absent(none, caption=caption, label=label, language=language)
    drawn = drawn.assign(named=[pick(labels, language) for labels in drawn["labels"]], area=drawn["area"].map(cell.own))
    drawn = drawn.assign(said=[cell.share(value / 100, 1) for value in drawn["value"]])
    with sheet(0.27 * len(drawn) + 0.38 * drawn["indicator"].nunique() + 0.4) as (drawing, (axis,)):
        _bars(axis, drawn)
        axis.xaxis.set_visible(False)
        axis.grid(visible=False)
        axis.spines["bottom"].set_visible(False)
        heads = [cell.say(text) for text in ("Indicator", "Area", "Value")]
        how = cell.say("Published percentages, drawn as they were published.")
        return Figure.draw(
            drawing,
            data=drawn[["named", "area", "said"]].set_axis(heads, axis="columns").reset_index(drop=True),
            caption=caption,
            label=label,
            alt=_alt(cell, drawn),
            language=language,
            notes=(cell.say("Sources: see the table of published figures."),),
            provenance=cell.provenance(how, figures.loc[drawn.index, figures.columns.drop("labels")]),
        )


def _comparable(figures: pd.DataFrame) -> pd.DataFrame:
    shares = figures[figures["unit"] == "%"].dropna(subset=["value"])
    levels = shares.groupby("indicator", sort=False)["level"].agg(set)
    both = [name for name, known in levels.items() if "town" in known and len(known) > 1]
    return shares[shares["indicator"].isin(both)]


def _bars(axis: Axes, drawn: pd.DataFrame) -> None:
    """The areas under the name of each indicator."""
    place, ticks = 0.0, []
    for _, own in drawn.groupby("indicator", sort=False):
        axis.text(0, place, own["named"].iloc[0], fontweight="bold", va="center")
        for _, row in own.iterrows():
            place += 1
            ticks.append((place, row["area"]))
            axis.barh(place, row["value"], color=BLUE if row["level"] == "town" else LIGHT, height=0.72)
            axis.annotate(row["said"], (row["value"], place), (4, 0), textcoords="offset points", va="center")
        place += 1.4
    axis.set_yticks([tick for tick, _ in ticks], [area for _, area in ticks])
    axis.set(ylim=(place - 0.8, -0.7), xlim=(0, drawn["value"].max() * 1.15))


def _alt(cell: Cells, drawn: pd.DataFrame) -> str:
    said = [cell.say("Bars by indicator and area.")]
    for _, own in drawn.groupby("indicator", sort=False):
        places = ", ".join(f"{row['area']} {row['said']}" for _, row in own.iterrows())
        said.append(f"{own['named'].iloc[0]}{cell.say(': ')}{places}.")
    return " ".join(said)
