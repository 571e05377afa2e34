"""Themes by the number of conversations they come up in."""

from typing import Any

import pandas as pd

from pilots.cells import Cells, provenance
from pilots.exhibits import Figure
from pilots.figures.style import GREY, GROUPS, in_language, rows, sheet
from pilots.pilot import Pilot
from pilots.qualitative.order import most_first


def themes(counted: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "fig-themes") -> Figure:
    """In which share of the conversations each code comes up, with its interval, by theme.

    Parameters
    ----------
    counted
        As `qualitative.themes` gives them; codes that came up in too few conversations are left out.
    """
    cell = Cells(pilot, language)
    drawn = most_first(counted)
    drawn = drawn[drawn["cases"] >= pilot.privacy.threshold]
    order = list(dict.fromkeys(drawn["theme"]))
    names = [cell.say(text) for text in ("Theme", "Code", "Conversations")]
    table = [
        (row["theme"], row["name"], cell.say("{cases} of {base}", cases=row["cases"], base=row["base"]))
        for _, row in drawn.iterrows()
    ]
    about: dict[str, Any] = {
        "data": pd.DataFrame(table, columns=names, dtype="str"), "caption": cell.say("Themes by the share of conversations they come up in"),
        "label": label, "language": language,
        "provenance": provenance(cell.say("Coded segments counted by case; Wilson's interval."), counted),
    }  # fmt: skip
    if drawn.empty:
        return Figure(
            svg="",
            alt="",
            empty_note=cell.say("No theme came up in enough conversations to be drawn.")
            if len(counted)
            else cell.say("No interviews or other conversations were coded in this pilot."),
            **about,
        )
    with sheet(0.3 * len(drawn) + 1.0) as (drawing, (axis,)):
        for number, theme in enumerate(order):
            own = drawn["theme"].to_numpy() == theme
            places = [place for place, mine in enumerate(own) if mine]
            colour = GROUPS[number % len(GROUPS)]
            axis.barh(places, drawn.loc[own, "share"], color=colour, height=0.62, label=theme)
            axis.hlines(places, drawn.loc[own, "ci_low"], drawn.loc[own, "ci_high"], color=GREY, linewidth=1.4)
        rows(axis, [str(name) for name in drawn["name"]])
        axis.set_xlim(0, 1)
        axis.set_xlabel(cell.say("Share of the conversations, with 95% interval"))
        in_language(axis, language, share=True)
        drawing.legend(loc="outside upper left", ncols=min(len(order), 3))
        top = drawn.iloc[drawn["cases"].to_numpy().argmax()]
        alt = cell.say(
            "Bars by code. Most often: {code}, in {cases} of {base} conversations.",
            code=top["name"],
            cases=top["cases"],
            base=top["base"],
        )
        return Figure.draw(drawing, alt=alt, **about)
