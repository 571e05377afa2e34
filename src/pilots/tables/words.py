"""The words that people use most."""

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import language_name
from pilots.pilot import Pilot
from pilots.qualitative.words import publishable
from pilots.tables.assemble import assemble
from pilots.told_codes import told_words


def words(
    counted: pd.DataFrame, pilot: Pilot, *, most: int = 30, language: str = "nl", label: str = "tbl-words"
) -> Table:
    """In how many conversations the most used words come up, by language.

    Parameters
    ----------
    counted
        As `qualitative.word_counts` gives them. Only words of enough conversations, and absent from enough, are shown, and none that may
        be a name (`qualitative.words.publishable`).
    most
        How many words of each language.
    """
    cell = Cells(pilot, language)
    shown = publishable(counted, pilot, most=most)
    heads = [cell.say(text) for text in ("Language", "Word", "Conversations", "Share", "95% interval")]
    rows = [
        [
            language_name(row["language"], language) if row["language"] else cell.say("unknown"),
            row["word"],
            cell.say("{cases} of {base}", cases=row["cases"], base=row["base"]),
            cell.share(row["share"]),
            cell.interval(row["ci_low"], row["ci_high"], share=True),
        ]
        for _, row in shown.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Words that come up most"),
        label=label,
        method=cell.say("Words counted by case, without function words; Wilson's interval."),
        source=shown,
        empty=cell.say("No word comes up in enough conversations, and is absent from enough, to be shown."),
        notes=[
            cell.say("Words that few or nearly all conversations hold, and words that may be names, are not shown."),
        ],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=told_words(shown, label, column=2),
    )
