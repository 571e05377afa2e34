"""What people said: themes with the number of cases."""

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.mixed.conversations import Told, told_codes
from pilots.pilot import Pilot
from pilots.qualitative.order import most_first
from pilots.tables.assemble import assemble
from pilots.told_themes import told_themes


def themes(counted: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-themes") -> Table:
    """In how many conversations each theme comes up, with the interval of the share.

    Parameters
    ----------
    counted
        As `qualitative.themes` gives them.

    Returns
    -------
    Table with a row a code, under its theme, the most frequent first. Codes of too few conversations are left out like those of
    none, and of nearly all it is told no more than that.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Theme", "Code", "Conversations", "Share", "95% interval")]
    told = dict(zip(counted["code"], told_codes(counted, pilot.privacy.threshold), strict=True))
    least = [found.least for found in told.values()]
    shown = most_first(counted.loc[[share > 0 for share in least]], [share for share in least if share > 0])
    rows = [
        [cell.own(row["theme"]), cell.own(row["name"]), *_said(cell, row, told[row["code"]])]
        for _, row in shown.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Themes in the conversations"),
        label=label,
        method=cell.say("Coded segments counted by case; Wilson's interval."),
        empty=cell.say("No theme came up in enough conversations to be shown.")
        if counted["base"].gt(0).any()
        else cell.say("No interviews or other conversations were coded in this pilot."),
        notes=[
            cell.say("Counts of conversations (cases) in which a theme comes up at least once, not of mentions."),
            *([cell.people_note()] if any("–" in row for row in rows) else []),
            *(
                [cell.say("Codes of too few conversations, or of none, are not listed.")]
                if min(least, default=1) == 0
                else []
            ),
        ],
        numeric=heads[2:],
        row_groups=heads[0],
        optional=heads[3:],
        counts=told_themes(counted, list(told.values()), label, rows=list(shown.index), column=2),
    )


def conversations(cell: Cells, found: Told) -> str:
    """In how many of all conversations: exactly, or as a range where that would tell of someone."""
    if found.cases:
        return cell.say("{cases} of {base}", cases=found.cases, base=found.base)
    return cell.say(found.text, **found.values)


def _said(cell: Cells, row: "pd.Series", found: Told) -> list[str]:
    said = conversations(cell, found)
    if not found.exact:
        return [said, "–", "–"]
    return [said, cell.share(row["share"]), cell.interval(row["ci_low"], row["ci_high"], share=True)]
