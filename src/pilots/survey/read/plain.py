"""Any table with a row of headings: CSV, TSV or a workbook."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pilots.survey.read.reading import Reading, from_grid, plain_word, unique_names
from pilots.survey.read.source import STATISTICS, Source
from pilots.vocabulary import ADMIN, RESPONDENT, WAVE

_OWN = {
    RESPONDENT: ("id", "respondent", "respondent id", "response id", "respons id", "respondentnummer",
                 "case id", "record id", "participant id", "_id", "uuid", "_uuid"),
    "language": ("taal", "lang", "langue"),
    "started": ("start date", "started at"),
    "submitted": ("submit date", "submitted at"),
    "recipient_email": ("email", "e-mail", "email address", "e-mailadres", "adresse e-mail", "courriel"),
    "first_name": ("first name", "voornaam", "prénom", "vorname"),
    "last_name": ("last name", "achternaam", "familienaam", "nom de famille", "nachname"),
    "ip_address": ("ip address", "ip-adres", "adresse ip"),
}  # fmt: skip
_NAMES = {plain_word(heading): name for name, headings in _OWN.items() for heading in headings}
_NAMES |= {plain_word(name): name for name in ADMIN if name != WAVE}


def read_plain(source: Source, /) -> Reading | None:
    """Read a table as it stands: the first filled row holds the headings.

    A second row of headings is seen where the first leaves columns blank that the second one names, as in
    "question, blank, blank" over "answer, answer, answer"; a heading then reads `question [answer]`.

    Returns
    -------
    A reading; None only for a statistics file.
    """
    if source.suffix in STATISTICS:
        return None
    rows = source.grid.rows
    double = _two_rows_of_headings(rows)
    headings = _joined(rows[0], rows[1]) if double else [heading.strip() for heading in rows[0]]
    names = own_names(headings)
    skip = 2 if double else 1
    columns = zip(unique_names(names), headings, zip(*rows[skip:], strict=True), strict=False)
    return from_grid(
        source,
        tool="plain",
        sign="a table with headings",
        skip=skip,
        headings=headings,
        names=names,
        admin=[name for name, heading, cells in columns if _counts_rows(heading, cells)],
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


def _counts_rows(heading: str, cells: Sequence[str]) -> bool:
    """The row numbers that pandas and R write before a table: a rising count without a real heading."""
    if heading and not re.fullmatch(r"Unnamed: [\d.]+|\.\.\.\d+", heading):
        return False
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    return len(numbers) == len(cells) and all(a < b for a, b in pairwise(numbers))


def _two_rows_of_headings(rows: list[list[str]]) -> bool:
    """At least two blank headings, each over a text that is no number and never comes back as an answer."""
    blank = [position for position, heading in enumerate(rows[0]) if not heading.strip()]
    if len(blank) < 2 or blank[0] == 0 or len(rows) < 3:
        return False
    return all(
        rows[1][position].strip()
        and not rows[1][position].strip().replace(",", "").replace(".", "").isdigit()
        and all(row[position] != rows[1][position] for row in rows[2:])
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
