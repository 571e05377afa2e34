"""What came up in conversations, in a sentence."""

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Sentence
from pilots.mixed.conversations import told_codes
from pilots.pilot import Pilot
from pilots.qualitative.order import most_first
from pilots.told_themes import told_themes


def themes(counted: pd.DataFrame, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """Which codes came up in how many of the conversations, those of most first; codes of too few are left out.

    Parameters
    ----------
    counted
        As `qualitative.themes` gives them.
    """
    cell = Cells(pilot, language)
    found = told_codes(counted, pilot.privacy.threshold)
    lines: dict[str, list[str]] = {}
    told = counted.assign(sure=[one.least for one in found], at=range(len(found)))
    shown = told.loc[[one.exact or 2 * one.least >= 1 for one in found]]
    for _, row in most_first(shown, shown["sure"].tolist()).iterrows():
        one = found[int(row["at"])]
        if one.cases:
            said = cell.say("{cases} of {base} conversations", cases=one.cases, base=one.base)
        else:
            said = cell.say(one.text, **one.values)
        lines.setdefault(said, []).append(cell.own(row["name"]))
    if not lines:
        return Sentence(cell.say("No theme came up in enough conversations to be shown."), language, absent=True)
    text = "\n".join(
        cell.say("In {said}: {codes}.", said=said, codes=", ".join(codes)) for said, codes in lines.items()
    )
    method = cell.say("Coded segments counted by case.")
    return Sentence(
        text,
        language,
        provenance=cell.provenance(method, counted.drop(columns=["above"], errors="ignore")),
        counts=tuple(told_themes(counted, found, "themes")),
    )
