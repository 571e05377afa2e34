"""How far a sample is from the population, and what weighting makes of it."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import language_name
from pilots.pilot import Pilot
from pilots.privacy import suppress
from pilots.privacy.counts import Count
from pilots.statistics import Weighting
from pilots.statistics.margins import NO_ANSWER
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.told import of_frame, told
from pilots.vocabulary import LANGUAGE, OPTION, SITE, UNKNOWN


def weights(
    weighting: Weighting,
    margins: pd.DataFrame,
    survey: Survey,
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-weights",
) -> Table:
    """Each known margin: its share in the sample, in the population, and after weighting.

    Parameters
    ----------
    weighting
        As `survey.weight` gives it.
    margins
        What it was weighted to, with its sources, as `survey.read_margins` gives it.
    survey
        Whose labels are shown.

    Returns
    -------
    Table with a row a category; counts of few, and what would let them be computed, are held back.
    """
    cell = Cells(pilot, language, {survey.name: survey})
    heads = [cell.say(text) for text in ("Margin", "Category", "n", "In the sample", "Known", "Weighted")]
    rows: list[list[str]] = []
    counts: list[Count] = []
    of = of_frame(survey.name, weighting.margins, label)
    for margin, own in weighting.margins.groupby("margin", sort=False):
        held = suppress(own[["n"]], pilot.privacy.threshold)["n"]
        for row in own.assign(held=held).to_dict("records"):
            counted = ["·", "·"] if row["held"] else [cell.number(row["n"], 0), cell.share(row["sample_share"])]
            known = ["·", "·"] if row["held"] and row["category"] == NO_ANSWER else [
                cell.share(row["target_share"]), cell.share(row["weighted_share"])
            ]  # fmt: skip
            counts.append(_count(of, survey, row, pilot.privacy.threshold, len(rows)))
            rows.append(
                [_margin(cell, str(margin)), _category(cell, survey, str(margin), row["category"]), *counted, *known]
            )
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("The sample beside what is known of everyone"),
        label=label,
        method=cell.say("raking to known margins"),
        source=weighting.margins,
        n=int(weighting.margins.groupby("margin")["n"].sum().max()),
        empty=cell.say("Nothing is known of everyone who could have answered."),
        notes=[
            cell.say(
                "Weighted, these answers tell as much about a mean as {effective} equal ones (Kish; design effect {deff}).",
                effective=cell.number(weighting.effective_n, 0),
                deff=cell.number(weighting.design_effect),
            ),
            cell.say("All margins are met after {rounds} {rounds:round|rounds}.", rounds=weighting.rounds),
            cell.say("Sources: {sources}.", sources=cell.say("; ").join(dict.fromkeys(margins["source"]))),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=counts,
    )  # fmt: skip


def _count(of: str, survey: Survey, row: dict[Hashable, Any], threshold: int, at: int) -> Count:
    """How many respondents a category has."""
    name = SITE if row["margin"] == survey.site_variable else str(row["margin"])
    value = UNKNOWN if row["category"] == NO_ANSWER else str(row["category"])
    return told(of, {name: value}, row["n"], threshold, held=row["held"], row=at, column=2)


def _margin(cell: Cells, name: str) -> str:
    known: Mapping[str, str] = {SITE: cell.say("School"), LANGUAGE: cell.say("language of the questionnaire")}
    return known[name] if name in known else cell.label(name)


def _category(cell: Cells, survey: Survey, margin: str, category: str) -> str:
    if category == NO_ANSWER:
        return cell.say("no answer")
    if margin == LANGUAGE:
        return language_name(category, cell.language)
    return (
        cell.pilot.site_name(category)
        if margin in (SITE, survey.site_variable)
        else cell.label(f"{margin}{OPTION}{category}")
    )
