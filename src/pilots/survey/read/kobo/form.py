"""The form behind an export: its sheets, and the reading that it gives by itself."""

from typing import Any

import pandas as pd

from pilots import xlsform
from pilots.codebook import Codebook
from pilots.errors import ReadError
from pilots.survey.read.grid import Grid, Remark
from pilots.survey.read.reading import IDENTIFIER, QUESTION, Reading
from pilots.survey.read.source import Source


def read_form(source: Source) -> xlsform.Foreign | None:
    """The form in a workbook; None where it is no XLSForm."""
    sheets = {name.strip().casefold(): _sheet(grid) for name, grid in source.sheets.items()}
    headings = {str(heading).strip().casefold() for heading in sheets.get("survey", pd.DataFrame()).columns}
    return xlsform.foreign(sheets, source.path.name) if {"type", "name"} <= headings else None


def structure_of(source: Source) -> xlsform.Foreign | None:
    """The form that was given beside an export.

    Raises
    ------
    ReadError
        When what was given is no XLSForm.
    """
    if source.structure is None:
        return None
    form = read_form(source.structure)
    if form is None:
        mend = "Give the XLSForm, a workbook with the sheets survey and choices (in KoboToolbox: Form, Download XLS)."
        raise ReadError("this is no XLSForm", where=source.structure.path, mend=mend)
    return form


def read_alone(source: Source, form: xlsform.Foreign) -> Reading:
    """A form without answers: the columns that an export would have, and what they mean."""
    book = Codebook(*form.form)
    rows: Any = book.variables
    owner = {column: name for name in map(str, rows.index) for column in book.columns(name)}
    texts = {column: _text(book, name, column) for column, name in owner.items()}
    headings = pd.DataFrame(
        {
            "variable": list(owner),
            "heading": list(owner),
            "label": [texts[column] for column in owner],
            "kind": [IDENTIFIER if rows.at[name, "role"] == "identifier" else QUESTION for name in owner.values()],
        },
        dtype="str",
    )
    return Reading(
        path=source.path,
        tool="kobo",
        sign="an XLSForm: a sheet survey with type and name",
        responses=pd.DataFrame(columns=list(owner), index=pd.Index([], dtype="int64"), dtype="str"),
        headings=headings,
        stated=book,
        remarks=oddities(form),
    )


def _text(book: Codebook, question: str, column: str) -> str:
    """The text of a question, with that of an option, in the first language there is."""
    label = book.label(question, "")
    return label if column == question else f"{label} [{book.label(column, '')}]"


def oddities(form: xlsform.Foreign) -> tuple[Remark, ...]:
    """What is odd about a form, and what it asks more than once of a respondent."""
    repeats = dict.fromkeys(question.repeat for question in form.questions if question.repeat)
    several = [
        Remark("repeat group", f"the group '{name}' is asked several times; it has a table of its own")
        for name in repeats
    ]
    return (*(Remark("form", f"{odd.where}: {odd.what}") for odd in form.odd), *several)


def _sheet(grid: Grid) -> pd.DataFrame:
    """A sheet as text: the first filled row names the columns, of which only the first of each name counts."""
    if not len(grid.rows):
        return pd.DataFrame()
    places: dict[str, int] = {}
    for place, name in enumerate(grid.rows[0]):
        if name.strip():
            places.setdefault(name.strip(), place)
    index = pd.Index(list(grid.numbers[1:]), dtype="int64")
    table = pd.DataFrame({name: grid.column(place, 1) for name, place in places.items()}).set_axis(index)
    return table.loc[table.notna().any(axis=1)]
