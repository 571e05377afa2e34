"""Whether a scale is the same scale in every language: the verdict, and the questions that make it another."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.statistics.comparability import CANNOT_TELL, COMPARABLE, NOT_COMPARABLE
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.told import of_frame, told_answered
from pilots.vocabulary import LANGUAGE

_VERDICTS = {COMPARABLE: "the same", NOT_COMPARABLE: "not the same", CANNOT_TELL: "cannot tell"}


def comparability(
    found: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-comparability",
) -> Table:
    """Whether each scale measures the same in all languages or other groups, and which questions differ.

    Parameters
    ----------
    found
        As `survey.comparability` gives it.
    """
    cell = Cells(pilot, language, surveys)
    heads = [cell.say(text) for text in ("Scale", "Compared by", "n", "Same in all groups", "Question answered differently")]  # fmt: skip
    scales = found[found["statistic"] == "comparability"]
    rows = [
        [
            cell.scale(row["variable"]),
            cell.say("language of the questionnaire") if row["group"] == LANGUAGE else cell.label(row["group"]),
            cell.n(row["n"]),
            cell.say(_VERDICTS[row["method"]]),
            cell.say("; ").join(_questions(cell, row, found, surveys)) or "–",
        ]
        for _, row in scales.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Does a scale measure the same in every language and group?"),
        label=label,
        method=cell.say(
            "Mantel's test of each item at equal totals, corrected by Holm; large from 0.25 standard deviations on."
        ),
        source=found,
        empty=cell.say("No scale was answered in several languages or groups."),
        notes=[
            cell.say(
                "A question differs when people who otherwise answer alike answer it differently; often its translation does. Then means of the groups can't be compared."
            ),
        ],
        numeric=heads[2:3],
        row_groups=heads[0],
        counts=_counts(scales, label, pilot),
    )


def _counts(scales: pd.DataFrame, label: str, pilot: Pilot) -> Iterator[Count]:
    """How many answered every item of a scale, and are in a group."""
    for at, (_, row) in enumerate(scales.iterrows()):
        survey, _, scale = str(row["variable"]).partition(".")
        of, answered = of_frame(survey, scales, label), f"all of {scale}, and {row['group']}"
        yield from told_answered(of, answered, row["n"], pilot.privacy.threshold, row=at, column=2)


def _questions(cell: Cells, row: "pd.Series", found: pd.DataFrame, surveys: Mapping[str, Survey]) -> list[str]:
    """The questions of a scale that differ between the groups of a variable, each with its groups."""
    survey, _, scale = str(row["variable"]).partition(".")
    items = [f"{survey}.{item}" for item in surveys[survey].codebook.scales["items"][scale]]
    by = found["group"].str.startswith(f"{row['group']}/")
    own = found[(found["statistic"] == "dif") & found["variable"].isin(items) & by]
    few = own["n"].map(cell.few)
    return [
        cell.say(
            "{question} ({groups})", question=cell.label(item.partition(".")[2], survey), groups=cell.group(groups)
        )
        for item, groups in own.loc[~few, ["variable", "group"]].itertuples(index=False)
    ]
