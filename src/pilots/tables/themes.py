"""What people said: themes with the number of cases."""

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.qualitative.order import Told, most_first, told
from pilots.tables.assemble import assemble


def themes(counted: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-themes") -> Table:
    """In how many conversations each theme comes up, with the interval of the share.

    Parameters
    ----------
    counted
        As `qualitative.themes` gives them.

    Returns
    -------
    Table with a row a code, under its theme, the most frequent first.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Theme", "Code", "Conversations", "Share", "95% interval")]
    shown = most_first(counted)
    few = len(counted) > 0 and cell.few(counted["base"].iloc[0])
    rows = [[row["theme"], row["name"], *_said(cell, row)] for _, row in shown.iterrows()] if not few else []
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Themes in the conversations"),
        label=label,
        method=cell.say("Coded segments counted by case; Wilson's interval."),
        empty=cell.people_note() if few else cell.say("No interviews or other conversations were coded in this pilot."),
        notes=[
            cell.say("Counts of conversations (cases) in which a theme comes up at least once, not of mentions."),
            *([cell.people_note()] if any("–" in row for row in rows) else []),
        ],
        numeric=heads[2:],
        row_groups=heads[0],
    )


def conversations(cell: Cells, cases: int, base: int) -> str:
    """In how many of all conversations: exactly, or as few or nearly all where that would tell of someone."""
    how = told(cases, base, cell.pilot.privacy.threshold)
    if how is Told.NEARLY_ALL:
        return cell.say("more than {n} of {base}", n=base - cell.pilot.privacy.threshold, base=base)
    return "–" if how is Told.NOT else cell.say("{cases} of {base}", cases=cell.n(cases), base=base)


def _said(cell: Cells, row: "pd.Series") -> list[str]:
    said = conversations(cell, row["cases"], row["base"])
    if told(row["cases"], row["base"], cell.pilot.privacy.threshold) is not Told.EXACTLY:
        return [said, "–", "–"]
    return [said, cell.share(row["share"]), cell.interval(row["ci_low"], row["ci_high"], share=True)]
