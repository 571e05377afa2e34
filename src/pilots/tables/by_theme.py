"""Statistics by themes: what those who spoke of a theme answered, beside those who did not."""

from collections.abc import Mapping

import pandas as pd

from pilots.cells import Cells, is_missing
from pilots.exhibits import Table
from pilots.mixed.withheld import few_apart, tells_of_few
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.told_codes import told_spoke


def by_theme(
    found: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-by-theme",
) -> Table:
    """The mean (or share) of the interviewed who spoke of each theme and of those who did not, and the difference.

    Parameters
    ----------
    found
        As `mixed.by_theme` gives it. A row is left out where too few stand on one side, or all of a side answered the same.

    Returns
    -------
    Table with a row a theme, under the score.
    """
    cell = Cells(pilot, language, surveys)
    kept = found.loc[~tells_of_few(found, pilot.privacy.threshold)]
    apart = few_apart(kept, "spoke", pilot.privacy.threshold) | few_apart(kept, "silent", pilot.privacy.threshold)
    heads = [cell.say(text) for text in ("Score", "Theme", "Spoke of it", "Did not", "Difference", "Reading")]
    rows = [
        [
            cell.scale(row["variable"]),
            cell.own(row["code"]),
            _side(cell, row, "spoke", near=near),
            _side(cell, row, "silent", near=near),
            _difference(cell, row),
            cell.say(row["verdict"]),
        ]
        for (_, row), near in zip(kept.iterrows(), apart, strict=True)
    ]
    none = cell.say(
        "No conversation is linked to a response, so statistics by themes can't be computed; compare groups."
    )
    few = cell.say(
        "Too few conversations are linked to a response to compare those who spoke of a theme with those who did not."
    )
    left_out = cell.say(
        "Themes with fewer than {threshold} linked conversations on one side are left out.",
        threshold=pilot.privacy.threshold,
    )
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Statistics by themes"),
        label=label,
        method=cell.say(
            "Linked conversations; t interval of a mean, Welch's of a difference, Wilson's of a share, Newcombe's of a difference in shares."
        ),
        source=kept,
        empty=none if found.empty else few,
        notes=[
            cell.say("Who did not speak of a theme was not necessarily without an opinion on it."),
            cell.say("With many themes some differences come by chance: read them as questions."),
            *([left_out] if len(kept) < len(found) else []),
            *([cell.held_note()] if apart.any() else []),
        ],
        numeric=heads[2:5],
        row_groups=heads[0],
        counts=told_spoke(kept, apart.tolist(), label, pilot.privacy.threshold, columns=(2, 3)),
    )


def _side(cell: Cells, row: "pd.Series", side: str, *, near: bool) -> str:
    share = row["statistic"] == "share"
    value = cell.share(row[side]) if share else cell.number(row[side])
    interval = cell.interval(row[f"{side}_low"], row[f"{side}_high"], share=share)
    return f"{value} ({interval}{cell.say('; ')}n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{'·' if near else cell.n(row[f'n_{side}'])})"


def _difference(cell: Cells, row: "pd.Series") -> str:
    if is_missing(row["difference"]):
        return "–"
    times, digits = (100, 0) if row["statistic"] == "share" else (1, 2)
    plus = "+" if row["difference"] > 0 else ""
    unit = cell.say(" percentage points") if times == 100 else ""
    low, high = (cell.number(times * row[end], digits) for end in ("ci_low", "ci_high"))
    interval = cell.say("{low} to {high}", low=low, high=high)
    return f"{plus}{cell.number(times * row['difference'], digits)}{unit} ({interval})"
