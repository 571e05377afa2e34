"""The codebook as it is read: what each question asks, which answers it allows, and how scales are scored."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pilots import survey
from pilots.cells import Cells
from pilots.codebook import Codebook
from pilots.exhibits import Table
from pilots.language import language_name, pick
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.tables.assemble import assemble


def variables(
    book: Codebook,
    names: Sequence[str],
    pilot: Pilot,
    *,
    caption: str,
    language: str = "nl",
    label: str = "tbl-variables",
) -> Table:
    """What some variables ask, allow and mean.

    Parameters
    ----------
    book
        The codebook.
    names
        Its variables to show, in order.
    caption
        What these variables have in common, in the reader's language.

    Returns
    -------
    Table with a row a variable: its name, question, answers with their codes, and what else holds for it.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Variable", "Question", "Answers", "What else holds")]
    rows = [[name, book.label(name, language), _answers(cell, book, name), _holds(cell, book, name)] for name in names]
    return assemble(
        cell,
        heads,
        rows,
        caption=caption,
        label=label,
        method=cell.say("As the codebook has it."),
        empty=cell.say("The codebook holds no such questions."),
    )


def scoring(surveys: Mapping[str, Survey], pilot: Pilot, *, language: str = "nl", label: str = "tbl-scoring") -> Table:
    """How the scales are scored, from which items, and who made them.

    Parameters
    ----------
    surveys
        As `survey.load_all` gives them; their answers are not looked at.

    Returns
    -------
    Table with a row a scale, by survey: its name, items (R: reverse-keyed), score, least number of answered items, source.
    """
    cell = Cells(pilot, language, surveys)
    heads = [cell.say(text) for text in ("Group", "Scale", "Items", "Score", "Least answered", "Source")]
    scales = [(name, row) for name, one in surveys.items() for _, row in survey.scoring(one).iterrows()]
    rows = [
        [
            cell.group(name),
            cell.label(row["scale"], name),
            ", ".join(f"{item} (R)" if item in row["reversed"] else item for item in row["items"]),
            cell.say(row["score"]),
            cell.say("{least} of {all}", least=row["minimum_items"], all=len(row["items"])),
            cell.own(row["citation"]) or "–",
        ]
        for name, row in scales
    ]
    turned = cell.say("R: reverse-keyed; least plus greatest code minus the answer.")
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("How scales are scored"),
        label=label,
        method=cell.say("As the codebook has it."),
        empty=cell.say("The codebook holds no scales."),
        notes=[turned] if any(row["reversed"] for _, row in scales) else [],
        row_groups=heads[0],
    )


def translations(book: Codebook, pilot: Pilot, *, language: str = "nl", label: str = "tbl-translations") -> Table:
    """Every question in every language that it was asked in.

    Returns
    -------
    Table with a row a variable and a column a language; a dash where a label is lacking.
    """
    cell = Cells(pilot, language)
    codes = [code for code in book.languages if code]
    heads = [cell.say("Variable"), *(language_name(str(code), language) for code in codes)]
    rows = [
        [str(name), *(labels.get(code) or "–" for code in codes)] for name, labels in book.variables["labels"].items()
    ]
    return assemble(
        cell,
        heads,
        rows if len(codes) > 1 else [],
        caption=cell.say("The questions in all languages"),
        label=label,
        method=cell.say("As the codebook has it."),
        empty=cell.say("The questions stand in one language."),
    )


def _answers(cell: Cells, book: Codebook, name: str) -> str:
    """Codes with their labels, or what kind of answer is given."""
    kind = str(book.variables.at[name, "type"])
    labels = book.choice_labels(name, cell.language)
    if kind.startswith("select"):
        several = cell.say("Several answers: ") if kind == "select_multiple" else ""
        return several + cell.say("; ").join(
            f"{code} = {said}" if said != code else code for code, said in labels.items()
        )
    kinds = {
        "integer": cell.say("whole number"),
        "decimal": cell.say("number"),
        "date": cell.say("date"),
        "datetime": cell.say("date and time"),
        "text": cell.say("text"),
    }
    return kinds.get(kind, kind) + _range(cell, book.variables.loc[name])


def _range(cell: Cells, row: Any) -> str:
    low, high = (
        None if pd.isna(row[end]) else cell.number(row[end], 0 if row[end] % 1 == 0 else 2)
        for end in ("minimum", "maximum")
    )
    if low and high:
        return ", " + cell.say("{low} to {high}", low=low, high=high)
    return (
        ", " + (cell.say("from {low}", low=low) if low else cell.say("up to {high}", high=high)) if low or high else ""
    )


def _holds(cell: Cells, book: Codebook, name: str) -> str:
    row: Any = book.variables.loc[name]
    missing = [f"{code} = {cell.say(reason)}" for code, reason in book.missing_codes(name).items()]
    scales = [pick(labels, cell.language) or str(scale) for scale, labels, items in _scales(book) if name in items]
    said = {
        cell.say("scale: {names}", names=", ".join(scales)): scales,
        cell.say("reverse-keyed"): row["reverse"],
        cell.say("missing: {codes}", codes=cell.say("; ").join(missing)): missing,
        cell.say("asked in wave {waves}", waves=", ".join(map(str, row["waves"]))): row["waves"],
        cell.say("asked only if {expression}", expression=row["relevant"]): row["relevant"],
        cell.say("must hold: {expression}", expression=row["constraint"]): row["constraint"],
        cell.say("required"): row["required"],
        cell.say("can't change between waves"): row["fixed"],
    }
    return ". ".join(text[0].upper() + text[1:] for text, holds in said.items() if holds) or "–"


def _scales(book: Codebook) -> "zip[tuple[object, dict[str, str], tuple[str, ...]]]":
    return zip(book.scales.index, book.scales["labels"], book.scales["items"], strict=True)
