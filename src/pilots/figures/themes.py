"""Themes by the number of conversations they come up in."""

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import GREY, GROUPS, LIGHT, in_language, rows, sheet
from pilots.mixed.conversations import Told, told_codes
from pilots.pilot import Pilot
from pilots.qualitative.order import most_first
from pilots.told_themes import told_themes


def themes(counted: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "fig-themes") -> Figure:
    """In which share of the conversations each code comes up, with its interval, by theme.

    Parameters
    ----------
    counted
        As `qualitative.themes` gives them; codes that came up in too few conversations are left out. Where it can't be told
        how many more than half there were, the bar is full as far as that is sure. Where that is so of all of them, nothing is
        drawn: bars that are all as long say nothing.
    """
    cell = Cells(pilot, language)
    caption = cell.say("Themes by the share of conversations they come up in")
    found = told_codes(counted, pilot.privacy.threshold)
    drawn = counted.assign(
        exact=[one.exact for one in found],
        sure=[one.least for one in found],
        said=[_conversations(cell, one) for one in found],
    ).loc[[one.exact or 2 * one.least >= 1 for one in found]]
    drawn = most_first(drawn, drawn["sure"].tolist())
    if drawn.empty:
        rare = cell.say("No theme came up in enough conversations to be drawn.")
        none = cell.say("No interviews or other conversations were coded in this pilot.")
        return Figure.absent(rare if len(counted) else none, caption=caption, label=label, language=language)
    if not drawn["exact"].any() and drawn["said"].nunique() == 1:
        same = cell.say(
            "Bars would all be equally long: of each theme no more can be told than {said}.", said=drawn["said"].iloc[0]
        )
        return Figure.absent(same, caption=caption, label=label, language=language)
    with sheet(0.3 * len(drawn) + 1.0) as (drawing, (axis,)):
        _bars(axis, cell, drawn)
        rows(axis, [cell.own(str(name)) for name in drawn["name"]])
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
            notes=()
            if drawn["exact"].all()
            else (cell.say("Hatched: how many more there were is not told, so that nobody can be recognised."),),
            provenance=cell.provenance(
                cell.say("Coded segments counted by case; Wilson's interval."), _numbers(cell, drawn)
            ),
            counts=tuple(told_themes(counted, found, label)),
        )


def _bars(axis: Axes, cell: Cells, drawn: pd.DataFrame) -> None:
    for number, theme in enumerate(dict.fromkeys(drawn["theme"])):
        own = drawn["theme"].to_numpy() == theme
        places = [place for place, mine in enumerate(own) if mine]
        colour = GROUPS[number % len(GROUPS)]
        mine = drawn.loc[own]
        axis.barh(places, mine["sure"], color=colour, height=0.62, label=cell.own(theme))
        lines = [(place, row) for place, (_, row) in zip(places, mine.iterrows(), strict=True)]
        for place, row in lines:
            if not row["exact"]:
                axis.barh(
                    place, 1 - row["sure"], left=row["sure"], color=LIGHT, height=0.62, hatch="///", edgecolor="white"
                )
            else:
                axis.hlines(place, row["ci_low"], row["ci_high"], color=GREY, linewidth=1.4)


def _numbers(cell: Cells, drawn: pd.DataFrame) -> pd.DataFrame:
    said = [[cell.own(row["theme"]), cell.own(row["name"]), row["said"]] for _, row in drawn.iterrows()]
    heads = [cell.say(text) for text in ("Theme", "Code", "Conversations")]
    return pd.DataFrame(said, columns=heads, dtype="str")


def _conversations(cell: Cells, found: Told) -> str:
    """A count of conversations, or the range in which it lies."""
    if found.cases:
        return cell.say("{cases} of {base}", cases=found.cases, base=found.base)
    return cell.say(found.text, **found.values)


def _alt(cell: Cells, drawn: pd.DataFrame) -> str:
    top = drawn.iloc[int(drawn["sure"].to_numpy("float64").argmax())]
    if not top["exact"]:
        # which of these came up most is not told
        alike = drawn.loc[drawn["said"] == top["said"], "name"]
        return cell.say("Bars by code. {codes}: {said}.", codes=", ".join(map(cell.own, alike)), said=top["said"])
    return cell.say(
        "Bars by code. Most often: {code}, in {cases} of {base} conversations.",
        code=cell.own(top["name"]),
        cases=top["cases"],
        base=top["base"],
    )
