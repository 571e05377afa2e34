"""Answers as they were given: multiple-choice questions, and quotes that may be shown."""

from collections.abc import Mapping

import pandas as pd

from pilots.cells import Cells, provenance
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.vocabulary import OPTION


def multiple_response(
    counts: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-multiple-response",
) -> Table:
    """How many respondents chose each option of the multiple-choice questions, on the respondents' base.

    Parameters
    ----------
    counts
        As `survey.multiple_response` gives them: survey, group, variable, option, n, base.
    """
    cell = Cells(pilot, language, surveys)
    names = [cell.say(text) for text in ("Question", "Option", "Chosen", "Of", "Share")]
    threshold = pilot.privacy.threshold
    rows = []
    held = False
    for _, row in counts.sort_values(
        ["survey", "variable", "n"], ascending=[True, True, False], kind="stable"
    ).iterrows():
        small = 0 < row["n"] < threshold or 0 < row["base"] - row["n"] < threshold or row["base"] < threshold
        held |= small
        question = f"{cell.group(row['survey'])}: {cell.label(row['variable'], row['survey'])}"
        option = cell.label(f"{row['variable']}{OPTION}{row['option']}", row["survey"])
        shown = ["·", "·"] if small else [cell.number(row["n"], 0), cell.share(row["n"] / row["base"])]
        rows.append([question, option, shown[0], cell.n(row["base"]), shown[1]])
    return Table(
        data=pd.DataFrame(rows, columns=names, dtype="str"),
        caption=cell.say("Multiple-choice questions: share of the respondents"),
        label=label,
        language=language,
        numeric=tuple(names[2:]),
        row_groups=names[0],
        notes=(cell.say("·: chosen, or not chosen, by fewer than {threshold} people.", threshold=threshold),)
        if held
        else (),
        provenance=provenance(
            cell.say("Respondents who chose an option, over all who answered the question."), counts, surveys=surveys
        ),
        empty_note=cell.say("No multiple-choice questions were asked."),
    )


def quotes(approved: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-quotes") -> Table:
    """What people said in their own words, as far as it was approved and they agreed.

    Parameters
    ----------
    approved
        As `mixed.quotes` gives them: finding, code, text, speaker.
    """
    cell = Cells(pilot, language)
    names = [cell.say(text) for text in ("Theme", "Quote", "Who")]
    rows = [
        [
            row["code"],
            cell.say("“{quote}”", quote=row["text"]),
            row["speaker"] if isinstance(row["speaker"], str) else "–",
        ]
        for _, row in approved.iterrows()
    ]
    data = pd.DataFrame(rows, columns=names, dtype="str")
    return Table(
        data=data,
        caption=cell.say("In their own words"),
        label=label,
        language=language,
        notes=(cell.say("Quotes were redacted, approved by a reader and given with consent."),),
        provenance=provenance(cell.say("Chosen by the researchers from the coded conversations."), data),
        empty_note=cell.say("No quotes were approved for publication."),
    )
