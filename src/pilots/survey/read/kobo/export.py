"""Exports of KoboToolbox, ODK (Central, Briefcase) and SurveyCTO."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pilots import xlsform
from pilots.survey.read.grid import Grid, Remark
from pilots.survey.read.kobo.columns import columns
from pilots.survey.read.kobo.form import oddities, read_alone, read_form, structure_of
from pilots.survey.read.kobo.own import RESPONDENTS, Column, signs
from pilots.survey.read.kobo.repeats import read_repeats
from pilots.survey.read.reading import QUESTION, Reading, from_grid, unique_names
from pilots.survey.read.source import STATISTICS, Source
from pilots.vocabulary import RESPONDENT, SUBMITTED


def read_kobo(source: Source, /) -> Reading | None:
    """Read an export of KoboToolbox or ODK as CSV or workbook, or an XLSForm by itself.

    Headings may be XML names or labels, with or without groups. Without a form what the headings tell is stated:
    which columns are options of one question. What is on further sheets is in `repeats`. A place, the name of a file
    and what the tool knows of device and user are identifiers. `started` and `submitted` are as recorded; where
    no moment of submission is, `submitted` is the end.

    Returns
    -------
    A reading, or None when the file is neither: fewer than three of Kobo's own columns, not ODK's `KEY` with
    `SubmissionDate` or `instanceID`, and no sheet survey with type and name.

    Raises
    ------
    ReadError
        When the structure that was given beside it is no XLSForm.
    """
    # later: what it needs to know of answers needs readings itself
    from pilots.survey.read.kobo.book import describe

    if source.suffix in STATISTICS:
        return None
    sheets = source.sheets
    if sheets and (alone := read_form(source)) is not None:
        return read_alone(source, alone)
    name, grid = _main(source, sheets)
    if grid is None:
        return None
    headings = list(grid.rows[0])
    form = structure_of(source)
    found = _named(columns(headings, form))
    reading = from_grid(
        source,
        tool="kobo",
        sign=f"columns that Kobo or ODK writes: {', '.join(signs(headings))}",
        skip=1,
        headings=headings,
        names=[column.name for column in found],
        labels=[
            column.text or (column.name if column.kind == QUESTION else heading)
            for column, heading in zip(found, headings, strict=True)
        ],
        grid=grid,
    )
    reading = replace(reading, headings=_with_kinds(reading.headings, found), remarks=(*reading.remarks, *_odd(form)))
    reading = describe(reading, found, form)
    repeats, odd = read_repeats(sheets, name, reading.responses, list(reading.headings["heading"]))
    return replace(reading, repeats=repeats, remarks=(*reading.remarks, *odd))


def _main(source: Source, sheets: Mapping[str, Grid]) -> tuple[str, Grid | None]:
    """The table with a row a respondent: on the first sheet that says so."""
    for name, grid in sheets.items():
        if len(grid.rows) and signs(grid.rows[0]):
            return name, grid.trusted(source.path)
    if sheets or not signs(source.grid.rows[0]):
        return "", None
    return "", source.grid


def _named(found: Sequence[Column]) -> list[Column]:
    """The columns by names of their own: what tells respondents apart and the moment of submission by ours."""
    names = [column.name for column in found]
    best = next((name for name in RESPONDENTS if name in names), None)
    renamed = {best: RESPONDENT} if best else {}
    if SUBMITTED not in names:
        renamed["ended"] = SUBMITTED
    owners = {column.owner for column in found} - {""}
    # a question may be called as one with options in another group
    taken = [column.name in owners and column.owner != column.name for column in found]
    wanted = [f"{name} (2)" if other else renamed.get(name, name) for name, other in zip(names, taken, strict=True)]
    alone = [
        column if name == other else replace(column, owner="", option="")
        for column, name, other in zip(found, wanted, unique_names(wanted), strict=True)
    ]
    return [replace(column, name=name) for column, name in zip(alone, unique_names(wanted), strict=True)]


def _with_kinds(headings: pd.DataFrame, found: Sequence[Column]) -> pd.DataFrame:
    kinds = {column.name: column.kind for column in found}
    return headings.assign(kind=headings["variable"].map(kinds).astype("str"))


def _odd(form: xlsform.Foreign | None) -> tuple[Remark, ...]:
    return oddities(form) if form else ()
