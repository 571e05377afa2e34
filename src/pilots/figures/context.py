"""The town beside the province and the region."""

from typing import Any

import pandas as pd

from pilots.cells import Cells, provenance
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
    drawn = _comparable(figures)
    names = [cell.say(text) for text in ("Indicator", "Area", "Value")]
    data = pd.DataFrame(
        [(pick(row["labels"], language), row["area"], cell.share(row["value"] / 100, 1)) for _, row in drawn.iterrows()],
        columns=names, dtype="str",
    )  # fmt: skip
    about: dict[str, Any] = {
        "data": data,
        "caption": cell.say("{town} beside other areas", town=pilot.town),
        "label": label,
        "language": language,
        "notes": (cell.say("Sources: see the table of published figures."),),
        "provenance": provenance(
            cell.say("Published percentages, drawn as they were published."), drawn.drop(columns="labels")
        ),
    }
    if drawn.empty:
        empty = cell.say("No published figures about the town were collected for this pilot.")
        return Figure(svg="", alt="", empty_note=empty, **about)
    indicators = list(dict.fromkeys(drawn["indicator"]))
    with sheet(0.27 * len(drawn) + 0.38 * len(indicators) + 0.4) as (drawing, (axis,)):
        place, ticks = 0.0, []
        for indicator in indicators:
            own = drawn[drawn["indicator"] == indicator]
            axis.text(0, place, pick(own["labels"].iloc[0], language), fontweight="bold", va="center")
            for _, row in own.iterrows():
                place += 1
                ticks.append((place, row["area"]))
                axis.barh(place, row["value"], color=BLUE if row["level"] == "town" else LIGHT, height=0.72)
                axis.annotate(
                    cell.share(row["value"] / 100, 1),
                    (row["value"], place),
                    (4, 0),
                    textcoords="offset points",
                    va="center",
                )
            place += 1.4
        axis.set_yticks([tick for tick, _ in ticks], [area for _, area in ticks])
        axis.set(ylim=(place - 0.8, -0.7), xlim=(0, drawn["value"].max() * 1.15))
        axis.xaxis.set_visible(False)
        axis.grid(visible=False)
        axis.spines["bottom"].set_visible(False)
        return Figure.draw(drawing, alt=_alt(cell, drawn, indicators, language), **about)


def _comparable(figures: pd.DataFrame) -> pd.DataFrame:
    shares = figures[figures["unit"] == "%"].dropna(subset=["value"])
    levels = shares.groupby("indicator", sort=False)["level"].agg(set)
    both = [name for name, known in levels.items() if "town" in known and len(known) > 1]
    return shares[shares["indicator"].isin(both)]


def _alt(cell: Cells, drawn: pd.DataFrame, indicators: list[str], language: str) -> str:
    said = []
    for indicator in indicators:
        own = drawn[drawn["indicator"] == indicator]
        places = ", ".join(f"{row['area']} {cell.share(row['value'] / 100, 1)}" for _, row in own.iterrows())
        said.append(f"{pick(own['labels'].iloc[0], language)}: {places}.")
    return cell.say("Bars by indicator and area.") + " " + " ".join(said)
