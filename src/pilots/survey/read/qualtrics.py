"""Qualtrics: CSV or TSV exports with one, two or three rows of headings, new and legacy."""

import re
from itertools import chain

from pilots.survey.read.reading import Reading, from_grid, plain_word
from pilots.survey.read.source import STATISTICS, Source

_OWN = {
    "respondent_id": ("ResponseId",),
    "response_set": ("ResponseSet",),
    "started": ("StartDate",),
    "ended": ("EndDate",),
    "submitted": ("RecordedDate",),
    "status": ("Status",),
    "progress": ("Progress",),
    "seconds": ("Duration (in seconds)", "Duration"),
    "finished": ("Finished",),
    "ip_address": ("IPAddress",),
    "last_name": ("RecipientLastName",),
    "first_name": ("RecipientFirstName",),
    "recipient_email": ("RecipientEmail", "EmailAddress"),
    "full_name": ("Name",),
    "external_reference": ("ExternalReference", "ExternalDataReference"),
    "latitude": ("LocationLatitude",),
    "longitude": ("LocationLongitude",),
    "location_accuracy": ("LocationAccuracy",),
    "distribution_channel": ("DistributionChannel",),
    "language": ("UserLanguage", "Q_Language"),
}
_NAMES = {plain_word(heading): name for name, headings in _OWN.items() for heading in headings}
_TELLING = frozenset(
    {"respondent_id", "ended", "finished", "submitted", "distribution_channel", "response_set", "progress"}
)
_WITH_DIGITS = {"started", "ended", "submitted", "progress", "seconds"}
_IMPORT_ID = re.compile(r"\s*\{\s*['\"]ImportId['\"]\s*:")
_LEGACY = re.compile(r"V\d+")
_PARADATA = re.compile(
    r".*_(First Click|Last Click|Page Submit|Click Count)"
    r"|Q_(Recaptcha|RelevantID|BallotBox|Duplicate|TotalDuration|Ambiguous|Unanswered|Straightlining|DataPolicy).*"
)


def read_qualtrics(source: Source, /) -> Reading | None:
    """Read a Qualtrics export.

    Rows of headings are told from answers by what stands in them: an ImportId (as JSON or as a Python dict),
    the names of the tool's own columns, or texts where every respondent has a date.

    Returns
    -------
    A reading, or None when the file is not Qualtrics': no ImportId and fewer than three of its own columns.
    `submitted` is the date of recording, else of ending, also of those who did not finish (see `finished`).
    """
    if source.suffix in STATISTICS:
        return None
    rows = source.grid.rows
    with_ids = next((position for position, row in enumerate(rows[:3]) if _holds_ids(row)), None)
    names = _legacy_names(rows)
    own = [_NAMES.get(plain_word(name)) for name in names]
    telling = _TELLING.intersection(filter(None, own))
    if with_ids is None and len(telling) < 3:
        return None
    if with_ids is not None:
        skip, sign = with_ids + 1, "a row of ImportIds"
    else:
        skip = 2 if names != rows[0] or _is_heading(rows[1], own) else 1
        sign = f"Qualtrics' own columns: {', '.join(sorted(telling))}"
    if "submitted" not in own:
        own = ["submitted" if name == "ended" else name for name in own]
    return from_grid(
        source,
        tool="qualtrics",
        sign=f"{sign}; {skip} rows of headings",
        skip=skip,
        headings=names,
        names=[name or heading for name, heading in zip(own, names, strict=True)],
        labels=rows[1] if skip > 1 and not _holds_ids(rows[1]) else (),
        admin=chain(_OWN, filter(_PARADATA.fullmatch, names)),
    )


def _legacy_names(rows: list[list[str]]) -> list[str]:
    """Legacy exports name their own columns V1, V2, ... and say in the second row what these are."""
    named = [
        second if _LEGACY.fullmatch(first) and plain_word(second) in _NAMES else first
        for first, second in zip(rows[0], rows[1], strict=True)
    ]
    return named if sum(a != b for a, b in zip(named, rows[0], strict=True)) >= 3 else rows[0]


def _holds_ids(row: list[str]) -> bool:
    filled = [cell for cell in row if cell]
    return bool(filled) and sum(bool(_IMPORT_ID.match(cell)) for cell in filled) > len(filled) / 2


def _is_heading(row: list[str], own: list[str | None]) -> bool:
    """Texts stand where each respondent has a date or a number (or, lacking these, an id such as R_12)."""
    telling = [cell for cell, name in zip(row, own, strict=True) if name in _WITH_DIGITS]
    if not telling:
        pairs = zip(row, own, strict=True)
        return any(name == "respondent_id" and not cell.startswith("R_") for cell, name in pairs)
    return all(cell and not any(map(str.isdigit, cell)) for cell in telling)
