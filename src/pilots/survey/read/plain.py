"""Any table with a row of headings: CSV, TSV or a workbook."""

import re
from collections.abc import Sequence

import pandas as pd

from pilots.errors import ReadError
from pilots.survey.read.grid import Grid
from pilots.survey.read.reading import Reading, from_grid, plain_word, unique_names
from pilots.survey.read.source import STATISTICS, Source
from pilots.vocabulary import ADMIN, RESPONDENT, WAVE

_OWN = {
    RESPONDENT: ("id", "respid", "respondent", "respondent id", "response id", "respons id", "respondentnummer",
                 "case id", "record id", "participant id", "_id", "uuid", "_uuid"),
    "language": ("taal", "lang", "langue"),
    "started": ("start date", "started at"),
    "submitted": ("submit date", "submitted at"),
    "recipient_email": ("email", "e-mail", "email address", "e-mailadres", "adresse e-mail", "courriel"),
    "first_name": ("first name", "voornaam", "prénom", "vorname"),
    "last_name": ("last name", "achternaam", "familienaam", "nom de famille", "nachname"),
    "ip_address": ("ip address", "ip-adres", "adresse ip"),
}  # fmt: skip
_PROSE = (".md", ".rst", ".toml", ".yml", ".yaml", ".cfg", ".ini", ".py", ".r", ".sql", ".tex", ".ipynb", ".po", ".log")
"""Endings of text that now and then holds commas and yet is no table."""
_NAMES = {plain_word(heading): name for name, headings in _OWN.items() for heading in headings}
_NAMES |= {plain_word(name): name for name in ADMIN if name != WAVE}


def read_plain(source: Source, /) -> Reading | None:
    """Read a table as it stands: the first filled row holds the headings.

    A second row of headings is seen where the first leaves columns blank that the second one names, as in
    "question, blank, blank" over "answer, answer, answer"; a heading then reads `question [answer]`.

    Returns
    -------
    A reading; None only for a statistics file.

    Raises
    ------
    ReadError
        When the name says that it is prose, settings or a program.
    """
    if source.suffix in STATISTICS:
        return None
    if source.suffix in _PROSE:
        mend = "Export the answers as CSV or as a workbook."
        raise ReadError(f"a {source.suffix} file is no table of answers", where=source.path, mend=mend)
    rows = source.grid.rows
    double = _two_rows_of_headings(source.grid)
    headings = _joined(rows[0], rows[1]) if double else [heading.strip() for heading in rows[0]]
    names = own_names(headings)
    skip = 2 if double else 1
    columns = zip(unique_names(names), headings, strict=True)
    return from_grid(
        source,
        tool="plain",
        sign="a table with headings",
        skip=skip,
        headings=headings,
        names=names,
        admin=[
            name
            for position, (name, heading) in enumerate(columns)
            if _counts_rows(heading, source.grid.column(position, skip))
        ],
    )


def own_names(headings: Sequence[str]) -> list[str]:
    """The headings as names; what is about the answering itself by its name in `vocabulary.ADMIN`.

    Examples
    --------
    >>> own_names(["Respondent ID", "Start  date", "q1"])
    ['respondent_id', 'started', 'q1']
    """
    names = list(map(_flat, headings))
    for position, name in enumerate(names):
        own = _NAMES.get(plain_word(name))
        if own and own not in names[:position] and (name == own or own not in names):
            names[position] = own
    return names


def _counts_rows(heading: str, cells: "pd.Series[str]") -> bool:
    """The row numbers that pandas and R write before a table: a rising count without a real heading."""
    if (heading and not re.fullmatch(r"Unnamed: [\d.]+|\.\.\.\d+", heading)) or cells.isna().any():
        return False
    return bool(cells.str.fullmatch(r"\d{1,15}").all()) and bool((cells.astype("int64").diff()[1:] > 0).all())


def _two_rows_of_headings(grid: Grid) -> bool:
    """At least two blank headings, each over a text that is no number and never comes back as an answer."""
    first, second = grid.rows[0], grid.rows[1]
    blank = [position for position, heading in enumerate(first) if not heading.strip()]
    if len(blank) < 2 or blank[0] == 0 or len(grid.rows) < 3:
        return False
    return all(
        second[position].strip()
        and not second[position].strip().replace(",", "").replace(".", "").isdigit()
        and not (grid.column(position, 2) == second[position]).any()
        for position in blank
    )


def _joined(first: list[str], second: list[str]) -> list[str]:
    joined, question = [], ""
    for over, under in zip(first, second, strict=True):
        question = over.strip() or question
        joined.append(f"{question} [{under.strip()}]" if under.strip() else question)
    return joined


def _flat(heading: str) -> str:
    return " ".join(heading.split())
