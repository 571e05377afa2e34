"""Themes by the number of conversations they come up in."""

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import GREY, GROUPS, LIGHT, in_language, rows, sheet
from pilots.pilot import Pilot
from pilots.qualitative.order import Told, most_first, told


def themes(counted: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "fig-themes") -> Figure:
    """In which share of the conversations each code comes up, with its interval, by theme.

    Parameters
    ----------
    counted
        As `qualitative.themes` gives them; codes that came up in too few conversations are left out. A code that came up in nearly all
        (too few without it) is drawn up to where that is sure.
    """
    cell = Cells(pilot, language)
    caption = cell.say("Themes by the share of conversations they come up in")
    drawn = most_first(counted)
    hows = [told(n, base, pilot.privacy.threshold) for n, base in zip(drawn["cases"], drawn["base"], strict=True)]
    sure = drawn["base"] - pilot.privacy.threshold
    # "more than 2 of 7" says nothing of nearly all
    nearly = pd.Series([how is Told.NEARLY_ALL for how in hows], index=drawn.index) & (2 * sure >= drawn["base"])
    exact = pd.Series([how is Told.EXACTLY for how in hows], index=drawn.index)
    drawn = drawn.assign(nearly=nearly, sure=(sure / drawn["base"]).astype("float64"))[exact | nearly]
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
            provenance=cell.provenance(
                cell.say("Coded segments counted by case; Wilson's interval."), _numbers(cell, drawn)
            ),
        )


def _bars(axis: Axes, drawn: pd.DataFrame) -> None:
    for number, theme in enumerate(dict.fromkeys(drawn["theme"])):
        own = drawn["theme"].to_numpy() == theme
        places = [place for place, mine in enumerate(own) if mine]
        colour = GROUPS[number % len(GROUPS)]
        mine = drawn.loc[own]
        axis.barh(places, mine["share"].mask(mine["nearly"], mine["sure"]), color=colour, height=0.62, label=theme)
        lines = [(place, row) for place, (_, row) in zip(places, mine.iterrows(), strict=True)]
        for place, row in lines:
            if row["nearly"]:
                axis.barh(
                    place, 1 - row["sure"], left=row["sure"], color=LIGHT, height=0.62, hatch="///", edgecolor="white"
                )
            else:
                axis.hlines(place, row["ci_low"], row["ci_high"], color=GREY, linewidth=1.4)


def _numbers(cell: Cells, drawn: pd.DataFrame) -> pd.DataFrame:
    said = [[row["theme"], row["name"], _conversations(cell, row)] for _, row in drawn.iterrows()]
    heads = [cell.say(text) for text in ("Theme", "Code", "Conversations")]
    return pd.DataFrame(said, columns=heads, dtype="str")


def _conversations(cell: Cells, row: "pd.Series") -> str:
    if row["nearly"]:
        return cell.say("more than {n} of {base}", n=row["base"] - cell.pilot.privacy.threshold, base=row["base"])
    return cell.say("{cases} of {base}", cases=row["cases"], base=row["base"])


def _alt(cell: Cells, drawn: pd.DataFrame) -> str:
    # of those told as nearly all none is the most frequent
    top = drawn.iloc[(drawn["cases"].mask(drawn["nearly"], drawn["base"])).to_numpy("int64").argmax()]
    if top["nearly"]:
        sure = top["base"] - cell.pilot.privacy.threshold
        return cell.say(
            "Bars by code. Most often: {code}, in more than {n} of {base} conversations.",
            code=top["name"],
            n=sure,
            base=top["base"],
        )
    return cell.say(
        "Bars by code. Most often: {code}, in {cases} of {base} conversations.",
        code=top["name"],
        cases=top["cases"],
        base=top["base"],
    )
