"""Themes by the number of conversations they come up in."""

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
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
    caption = cell.say("Themes by the share of conversations they come up in")
    drawn = most_first(counted)
    drawn = drawn[drawn["cases"] >= pilot.privacy.threshold]
    if drawn.empty:
        rare = cell.say("No theme came up in enough conversations to be drawn.")
        none = cell.say("No interviews or other conversations were coded in this pilot.")
        return Figure.absent(rare if len(counted) else none, caption=caption, label=label, language=language)
    with sheet(0.3 * len(drawn) + 1.0) as (drawing, (axis,)):
        _bars(axis, drawn)
        rows(axis, [str(name) for name in drawn["name"]])
        axis.set_xlim(0, 1)
        axis.set_xlabel(cell.say("Share of the conversations, with 95% interval"))
        in_language(axis, language, share=True)
        drawing.legend(loc="outside upper left", ncols=min(drawn["theme"].nunique(), 3))
        return Figure.draw(
            drawing,
            data=_numbers(cell, drawn),
            caption=caption,
            label=label,
            alt=_alt(cell, drawn),
            language=language,
            provenance=cell.provenance(cell.say("Coded segments counted by case; Wilson's interval."), counted),
        )


def _bars(axis: Axes, drawn: pd.DataFrame) -> None:
    for number, theme in enumerate(dict.fromkeys(drawn["theme"])):
        own = drawn["theme"].to_numpy() == theme
        places = [place for place, mine in enumerate(own) if mine]
        colour = GROUPS[number % len(GROUPS)]
        axis.barh(places, drawn.loc[own, "share"], color=colour, height=0.62, label=theme)
        axis.hlines(places, drawn.loc[own, "ci_low"], drawn.loc[own, "ci_high"], color=GREY, linewidth=1.4)


def _numbers(cell: Cells, drawn: pd.DataFrame) -> pd.DataFrame:
    said = [
        [row["theme"], row["name"], cell.say("{cases} of {base}", cases=row["cases"], base=row["base"])]
        for _, row in drawn.iterrows()
    ]
    heads = [cell.say(text) for text in ("Theme", "Code", "Conversations")]
    return pd.DataFrame(said, columns=heads, dtype="str")


def _alt(cell: Cells, drawn: pd.DataFrame) -> str:
    top = drawn.iloc[drawn["cases"].to_numpy().argmax()]
    return cell.say(
        "Bars by code. Most often: {code}, in {cases} of {base} conversations.",
        code=top["name"],
        cases=top["cases"],
        base=top["base"],
    )
