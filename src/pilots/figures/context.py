"""The town beside the province and the region."""

import pandas as pd

from pilots.cells import Cells, provenance
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, in_language, rows, sheet
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
    Figure with a row an indicator; the town is the filled dot.
    """
    cell = Cells(pilot, language)
    drawn = _comparable(figures)
    names = [cell.say(text) for text in ("Indicator", "Area", "Value")]
    data = pd.DataFrame(
        [(pick(row["labels"], language), row["area"], cell.share(row["value"] / 100, 1)) for _, row in drawn.iterrows()],
        columns=names, dtype="str",
    )  # fmt: skip
    about = {
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
    with sheet(0.75 * len(indicators) + 0.9) as (drawing, (axis,)):
        for place, indicator in enumerate(indicators):
            own = drawn[drawn["indicator"] == indicator]
            axis.hlines(place, own["value"].min() / 100, own["value"].max() / 100, color=GREY, linewidth=1)
            for position, (_, row) in enumerate(own.sort_values("value").iterrows()):
                town = row["level"] == "town"
                axis.plot(
                    row["value"] / 100,
                    place,
                    "o",
                    markersize=9 if town else 6,
                    color=BLUE if town else "white",
                    markeredgecolor=BLUE if town else GREY,
                    markeredgewidth=1.4,
                )
                above = position % 2 == 0
                axis.annotate(row["area"], (row["value"] / 100, place), (0, 9 if above else -9), textcoords="offset points", ha="center",
                              va="bottom" if above else "top", fontsize=8, fontweight="bold" if town else "normal")  # fmt: skip
        rows(
            axis,
            [pick(drawn.loc[drawn["indicator"] == name, "labels"].iloc[0], language) for name in indicators],
        )
        axis.set_xlim(0, drawn["value"].max() / 100 * 1.15)
        in_language(axis, language, share=True)
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
    return cell.say("Dot chart.") + " " + " ".join(said)
