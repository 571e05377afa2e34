"""The exports of Qualtrics: CSV or TSV with one, two or three rows of headings, new and legacy."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import pandas as pd

from pilots.errors import ReadError
from pilots.survey.read.grid import Remark
from pilots.survey.read.qualtrics.items import items_of
from pilots.survey.read.qualtrics.place import Heading, Place, place
from pilots.survey.read.qualtrics.qsf import is_structure, read_structure, technical
from pilots.survey.read.qualtrics.stated import UNANSWERED, state
from pilots.survey.read.qualtrics.structure import Structure
from pilots.survey.read.reading import ADMIN, QUESTION, Reading, from_grid, missing_cells, plain_word, unique_names
from pilots.survey.read.source import STATISTICS, Source

_OWN = {
    "respondent_id": ("ResponseId", "_recordId"),
    "response_set": ("ResponseSet", "responseSetId"),
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
_WORDS = {"name", "status", "progress", "duration"}
_TELLING = frozenset(
    {"respondent_id", "ended", "finished", "submitted", "distribution_channel", "response_set", "progress"}
)
_WITH_DIGITS = {"started", "ended", "submitted", "progress", "seconds"}
_IMPORT_ID = re.compile(r"\s*\{\s*['\"]ImportId['\"]\s*:\s*(['\"])(?P<id>.*?)\1")
_CHOICE_ID = re.compile(r"['\"]choiceId['\"]\s*:\s*['\"]?(?P<id>\w+)")
_LEGACY = re.compile(r"V\d+")
_PARADATA = re.compile(
    r".*_(First Click|Last Click|Page Submit|Click Count|NPS_GROUP|DO|DO_\w+|Browser|Version|Operating System|Resolution)"
    r"|Q_(Recaptcha|RelevantID|BallotBox|Duplicate|TotalDuration|Ambiguous|Unanswered|Straightlining|DataPolicy).*",
    re.DOTALL,
)
_NOBODY = ("anonymous", "anoniem", "anonyme", "anonym")


def read_qualtrics(source: Source, /) -> Reading | None:
    """Read a Qualtrics export, or the survey itself (.qsf).

    Rows of headings are told from answers by what stands in them: an ImportId (as JSON or as a Python dict),
    the names of the tool's own columns, or texts where every respondent has a date.

    With its structure (.qsf), columns are called as the survey calls its questions, whatever the kind of export:
    `Q4` and, for several answers in columns of their own, `Q4_<code>`; a loop of a question is `loop1_Q4`.

    Returns
    -------
    A reading, or None when the file is not Qualtrics': no ImportId and fewer than three of its own columns.
    `submitted` is the date of recording, else of ending, also of those who did not finish (see `finished`).

    Raises
    ------
    ReadError
        When there are no answers, or the structure is no .qsf.
    """
    if is_structure(source):
        return _survey(source)
    if source.suffix in STATISTICS:
        return None
    rows = source.grid.rows
    with_ids = next((position for position, row in enumerate(rows[:3]) if _holds_ids(row)), None)
    names = _legacy_names(rows)
    ids = [_import_id(cell) for cell in rows[with_ids]] if with_ids is not None else [""] * len(names)
    own = [_own_name(name, import_id) for name, import_id in zip(names, ids, strict=True)]
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
    labels = rows[1] if skip > 1 and not _holds_ids(rows[1]) else names
    structure = _structure(source)
    places: dict[int, Place] = {}
    if structure:
        asked = [Heading(*texts) for texts in zip(names, labels, ids, strict=True)]
        places = place(asked, items_of(structure, [*names, *ids]))
    called = [places[n].name if n in places else own[n] or name for n, name in enumerate(names)]
    reading = from_grid(
        source,
        tool="qualtrics",
        sign=f"{sign}; {skip} rows of headings",
        skip=skip,
        headings=names,
        names=called,
        labels=[" ".join(label.split()) for label in labels],
        admin=chain(_OWN, filter(_PARADATA.fullmatch, called), technical(structure, names, ids) if structure else ()),
    )
    reading = _nobody(reading)
    missing, remarks = _unanswered(reading)
    reading = replace(reading, missing=missing, remarks=(*reading.remarks, *remarks))
    if not structure:
        return reading
    titles = dict(zip(unique_names(called), names, strict=True))
    held = {name: places[n] for n, name in enumerate(unique_names(called)) if n in places and name in reading.responses}
    return replace(reading, stated=state(reading, held, titles, _settings(structure)))


def _structure(source: Source) -> Structure | None:
    if source.structure is None:
        return None
    if not is_structure(source.structure):
        mend = "Give the survey itself as `structure`: in Qualtrics Tools, Import/export, Export survey."
        raise ReadError("the structure of a Qualtrics survey is a .qsf file", where=source.structure.path, mend=mend)
    return read_structure(source.structure)


def _survey(source: Source) -> Reading:
    """The survey without answers: its questions as columns, a column an option where several can be chosen."""
    structure = read_structure(source)
    places = {
        spot.name: spot
        for item in items_of(structure)
        if not item.unused
        for column in item.columns
        if (spot := Place(item, column)) and bool(column.option) == (item.type == "select_multiple")
    }
    titles = {name: spot.column.names[0] for name, spot in places.items()}
    fields = [
        field
        for field in structure.embedded
        if field not in places and not _own_name(field, "") and not _PARADATA.fullmatch(field)
    ]
    headings = {
        "variable": [*fields, *places],
        "heading": [*fields, *titles.values()],
        "label": [*fields, *(next(iter(spot.item.labels.values()), "") for spot in places.values())],
        "kind": [QUESTION] * (len(fields) + len(places)),
    }
    reading = Reading(
        path=source.path,
        tool="qualtrics",
        sign="a Qualtrics survey (.qsf)",
        responses=pd.DataFrame(columns=headings["variable"], index=pd.Index([], dtype="int64"), dtype="str"),
        headings=pd.DataFrame(headings, dtype="str"),
    )
    return replace(reading, stated=state(reading, places, titles, _settings(structure)))


def _settings(structure: Structure) -> dict[str, str]:
    return {"form_title": structure.title, "default_language": structure.language}


def _own_name(name: str, import_id: str) -> str | None:
    """What a column of the tool's own is called; a question may be called Name or Status too, as its id tells."""
    asked = re.match(r"(\w+_)?QID\d", import_id)
    inside = re.sub(r"^(panel|Location)-", "", import_id)
    if asked and plain_word(name) in _WORDS:
        return None
    return _NAMES.get(plain_word(inside)) or _NAMES.get(plain_word(name))


def _import_id(cell: str) -> str:
    """The ImportId of a column, with underscores between its parts as newer exports have."""
    found, choice = _IMPORT_ID.match(cell), _CHOICE_ID.search(cell)
    name = found["id"].strip() if found else ""
    if name.startswith("QID") or re.match(r"\w+_QID", name):
        name = name.replace("-", "_")
    return f"{name}_{choice['id']}" if choice else name


def _legacy_names(rows: Sequence[list[str]]) -> list[str]:
    """Legacy exports name their own columns V1, V2, ... and say in the second row what these are."""
    named = [
        second if _LEGACY.fullmatch(first) and plain_word(second) in _NAMES else first
        for first, second in zip(rows[0], rows[1], strict=True)
    ]
    return named if sum(a != b for a, b in zip(named, rows[0], strict=True)) >= 3 else rows[0]


def _holds_ids(row: list[str]) -> bool:
    filled = [cell for cell in row if cell]
    return bool(filled) and sum(bool(_IMPORT_ID.match(cell)) for cell in filled) > len(filled) / 2


def _is_heading(row: list[str], own: Sequence[str | None]) -> bool:
    """Texts stand where each respondent has a date or a number (or, lacking these, an id such as R_12)."""
    telling = [cell for cell, name in zip(row, own, strict=True) if name in _WITH_DIGITS]
    if not telling:
        pairs = zip(row, own, strict=True)
        return any(name == "respondent_id" and not cell.startswith("R_") for cell, name in pairs)
    return all(cell and not any(map(str.isdigit, cell)) for cell in telling)


def _nobody(reading: Reading) -> Reading:
    """A column that calls every respondent Anonymous identifies nobody."""
    held = reading.responses[reading.of_kind("identifier")]
    nobody = [
        name for name in held if held[name].dropna().str.casefold().isin(_NOBODY).all() and held[name].notna().any()
    ]
    kinds = reading.headings["kind"].mask(reading.headings["variable"].isin(nobody), ADMIN)
    return replace(reading, headings=reading.headings.assign(kind=kinds))


def _unanswered(reading: Reading) -> tuple[pd.DataFrame, list[Remark]]:
    """The cells that say that a question was seen and left unanswered."""
    asked = reading.responses[reading.of_kind(QUESTION)]
    reasons = {
        str(name): pd.Series("refused", index=asked.index, dtype="str").where(asked[name] == UNANSWERED)
        for name in asked
        if (asked[name] == UNANSWERED).any()
    }
    what = f"{UNANSWERED} stands where a question was seen and left unanswered; it is kept apart as 'refused'"
    return missing_cells(reasons), [Remark("unanswered code", what)] if reasons else []
