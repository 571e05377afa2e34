"""Answers as they were given: multiple-choice questions, and quotes that may be shown."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.mixed.speakers import called
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.tables.written import prose, quoted
from pilots.told import ANSWERED, of_frame, told, told_answered
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
    heads = [cell.say(text) for text in ("Question", "Option", "Chosen", "Of", "Share")]
    ordered = counts.sort_values(["survey", "variable", "n"], ascending=[True, True, False], kind="stable")
    # what all of them chose, each of them did
    held = [cell.tells(row["n"], row["base"]) or row["n"] == row["base"] for _, row in ordered.iterrows()]
    rows = []
    for (_, row), small in zip(ordered.iterrows(), held, strict=True):
        chosen, share = ("·", "·") if small else (cell.number(row["n"], 0), cell.share(row["n"] / row["base"]))
        question = f"{cell.group(row['survey'])}{cell.say(': ')}{cell.label(row['variable'], row['survey'])}"
        option = cell.label(f"{row['variable']}{OPTION}{row['option']}", row["survey"])
        rows.append([question, option, chosen, cell.n(row["base"]), share])
    threshold = pilot.privacy.threshold
    said = cell.say("·: chosen, or not chosen, by fewer than {threshold} people.", threshold=threshold)
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Multiple-choice questions: share of the respondents"),
        label=label,
        method=cell.say("Respondents who chose an option, over all who answered the question."),
        source=counts,
        empty=cell.say("No multiple-choice questions were asked."),
        notes=[said] if any(held) else [],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=_told(ordered, held, cell, label),
    )


def _told(ordered: pd.DataFrame, held: list[bool], cell: Cells, label: str) -> Iterator[Count]:
    """How many chose an option, how many did not though they answered, and how many answered."""
    for at, (hidden, (_, row)) in enumerate(zip(held, ordered.iterrows(), strict=True)):
        of, question = of_frame(row["survey"], ordered, label), str(row["variable"])
        option, answered = f"{question}{OPTION}{row['option']}", {f"{ANSWERED}{question}": "yes"}
        chosen, base = int(row["n"]), int(row["base"])
        yield told(of, {option: "1"}, chosen, 1, held=hidden, row=at, column=2)
        yield Count(of, {option: "1", f"{ANSWERED}{question}": "no"}, 0, 0)
        # by the share and the base it is told as well
        yield told(of, {option: "1"}, chosen, 1, held=hidden, row=at, column=4)
        yield told(of, {option: "0"} | answered, base - chosen, 1, held=hidden)
        yield from told_answered(of, question, base, cell.pilot.privacy.threshold, row=at, column=3)


def quotes(approved: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-quotes") -> Table:
    """What people said in their own words, as far as it was approved and they agreed.

    Parameters
    ----------
    approved
        As `mixed.quotes` gives them: finding, code, text, speaker, language, translations.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Theme", "Quote", "Who")]
    rows = [
        [
            cell.own(row["code"]),
            quoted(cell, row["text"], row["language"], row["translations"]),
            prose(called(row["speaker"], pilot, language), language),
        ]
        for _, row in approved.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("In their own words"),
        label=label,
        method=cell.say("Chosen by the researchers from the coded conversations."),
        empty=cell.say("No quotes were approved for publication."),
        notes=[cell.say("Quotes were redacted, approved by a reader and given with consent.")],
    )
