"""What SPSS and Stata files have in common: codes with labels, and codes declared as no answer."""

import io
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pandas as pd

from pilots.errors import ReadError
from pilots.survey.read import codes
from pilots.survey.read.grid import Remark, duration_text, number_text
from pilots.survey.read.plain import own_names
from pilots.survey.read.reading import ADMIN, IDENTIFIER, IDENTIFIERS, QUESTION, Reading, missing_cells
from pilots.survey.read.source import Source
from pilots.vocabulary import OPTION, RESPONDENT

_UNSAFE = re.compile(r"[^\w.-]")
_PERIODS = ("MOYR", "QYR", "WKYR")
"""Formats of dates that stand for a month, a quarter or a week."""
_DURATIONS = ("TIME", "DTIME")
"""Formats of hours, which may be more than a day has."""
_MOST_PACKED = 1100
"""The most cells that a byte can stand for, in the tightest packing there is."""
_REASONS = (
    ("don't know", r"don.?t know|\bdk\b|weet (het )?niet|ne sa(is|it) pas|wei(ß|ss) (es )?nicht|geen idee"),
    ("refused", r"refus|\bref\b|geweigerd|wil niet|geen antwoord|no answer|verweigert|keine angabe|sans réponse"),
    (
        "not applicable",
        r"not applicable|\bn\.?/?[av]\.?(t\.?)?\b|niet van toepassing|sans objet|inapplicable|trifft nicht zu",
    ),
    ("not asked", r"not asked|niet gevraagd|niet gesteld|skip|non posée|nicht gefragt|legitimate"),
)


@dataclass(frozen=True)
class Labelled:
    """The variables of a file of a statistics program, in order.

    Parameters
    ----------
    cells
        By variable: its cells as text (see `texts`).
    types
        By variable: integer, decimal, text, date or datetime.
    questions, labels
        By variable: what it asks; the label of each code.
    void
        By variable: the codes that are declared to be no answer.
    sets
        By name of a multiple-choice question: its label, and its variables, one an option.
    weight
        The variable that weights the cases.
    title
        What the file says of itself.
    remarks
        What was odd.
    """

    cells: "Mapping[str, pd.Series[str]]"
    types: Mapping[str, str]
    questions: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    void: Mapping[str, frozenset[str]]
    sets: Mapping[str, tuple[str, Sequence[str]]] = field(default_factory=dict)
    weight: str = ""
    title: str = ""
    remarks: Sequence[Remark] = ()


def open_statistics(source: Source, readers: Iterable[Any], program: str) -> tuple[pd.DataFrame, Any]:
    """Read with the first reader that can, after a look at how much the file says that it holds.

    Parameters
    ----------
    source
        The file.
    readers
        Functions of a file and of what else pyreadstat can be told.
    program
        Whose file it is.

    Raises
    ------
    ReadError
        When none can.
    """
    problem = Exception()
    for read in readers:
        try:
            about = read(io.BytesIO(source.content), metadataonly=True)[1]
            if (about.number_rows or 0) * max(about.number_columns or 0, 1) > _MOST_PACKED * len(source.content):
                raise ValueError("more cases than the file has room for")
            names = about.column_names
            if len(set(names)) < len(names) or not all(isinstance(name, str) and name for name in names):
                raise ValueError("variables without a name of their own")
            formats = about.original_variable_types
            dates = sorted({shape for shape in formats.values() if shape and shape.startswith(_PERIODS)})
            frame, meta = read(io.BytesIO(source.content), extra_date_formats=dates)
            passed = [name for name, shape in formats.items() if shape and shape.startswith(_DURATIONS)]
            if passed:
                raw = read(io.BytesIO(source.content), usecols=passed, disable_datetime_conversion=True)[0]
                frame = frame.assign(**{name: raw[name].map(duration_text, na_action="ignore") for name in passed})
        except Exception as error:
            problem = error
        else:
            return frame, meta
    what, mend = f"this is no {program} file that can be read", f"Save it again in {program}."
    raise ReadError(what, where=source.path, mend=mend) from problem


def texts(column: pd.Series) -> "pd.Series[str]":
    """Cells as text, each distinct one written once; rows are counted from 1."""
    places, distinct = pd.factorize(column, use_na_sentinel=True)
    written = pd.array([cell_text(value) for value in distinct], dtype="str")
    cells = written.take(places, allow_fill=True) if len(written) else pd.array([None] * len(column), dtype="str")
    return pd.Series(cells, index=pd.RangeIndex(1, len(column) + 1), dtype="str")


def cell_text(value: object) -> str | None:
    """One cell: numbers as the shortest text, dates in ISO form, nothing for a blank one.

    Examples
    --------
    >>> cell_text(1.0), cell_text(datetime(2018, 5, 2)), cell_text("")
    ('1', '2018-05-02', None)
    """
    match value:
        case float() | int() | np.integer():
            return number_text(float(value))
        case datetime():
            return str(value.isoformat(sep=" ")).removesuffix(" 00:00:00")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value) or None


def value_labels(labels: Mapping[Any, str]) -> dict[str, str]:
    """Labels by code, codes as `texts` writes them."""
    known = {cell_text(value): str(label) for value, label in labels.items() if value == value}
    return {code: label for code, label in known.items() if code and code.strip()}


def reason(label: str) -> str:
    """Why a code with this label is no answer: "invalid" where the label tells nothing.

    Examples
    --------
    >>> reason("REF"), reason("DK/ref"), reason("Not a net user")
    ('refused', "don't know", 'invalid')
    """
    return next((reason for reason, pattern in _REASONS if re.search(pattern, label, re.IGNORECASE)), "invalid")


def type_of(column: pd.Series) -> str:
    """What the cells of a variable are: integer, decimal, text, date or datetime."""
    filled = column.dropna()
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date" if (filled == filled.dt.normalize()).all() else "datetime"
    if pd.api.types.is_numeric_dtype(column):
        return "integer" if (filled % 1 == 0).all() else "decimal"
    kinds = {type(value) for value in filled.unique()}
    return {frozenset({date}): "date", frozenset({datetime}): "datetime"}.get(frozenset(kinds), "text")


def make_reading(source: Source, tool: str, sign: str, file: Labelled) -> Reading:
    """Make a reading of the variables, their labels and what is declared missing.

    Variables are called as in the file, made safe for a codebook; what numbers or names the respondent is renamed
    as everywhere. The variables of a multiple-choice question are called `question/variable`.
    """
    names = _names(file)
    responses = pd.DataFrame({names[name]: cells for name, cells in file.cells.items()}, copy=False)
    reasons = {
        name: {code: reason(file.labels[name].get(code, "")) for code in void} for name, void in file.void.items()
    }
    questions = {name: known for name, known in names.items() if _kind(known) == QUESTION}
    book, remarks = codes.state(file, questions, reasons)
    return Reading(
        path=source.path,
        tool=tool,
        sign=sign,
        responses=responses,
        headings=pd.DataFrame(
            {
                "variable": list(names.values()),
                "heading": list(names),
                "label": [file.questions[name] for name in names],
                "kind": [_kind(name) for name in names.values()],
            },
            dtype="str",
        ),
        stated=book,
        missing=missing_cells({names[n]: file.cells[n].map(told).astype("str") for n, told in reasons.items()}),
        remarks=(*file.remarks, *remarks),
    )


def _kind(name: str) -> str:
    return IDENTIFIER if name in IDENTIFIERS else ADMIN if name == RESPONDENT else QUESTION


def _names(file: Labelled) -> dict[str, str]:
    """What each variable is called here, by its name in the file."""
    inside = {variable: question for question, (_, variables) in file.sets.items() for variable in variables}
    safe = {name: name for name in file.cells if not _UNSAFE.search(name)}
    for name in file.cells:
        base = _UNSAFE.sub("_", name)
        tries = (f"{base}_{count}" if count > 1 else base for count in itertools.count(1))
        safe.setdefault(name, next(known for known in tries if known not in safe.values()))
    own = dict(zip(file.cells, own_names(list(file.cells)), strict=True))
    return {
        name: own[name]
        if (own[name] in IDENTIFIERS or own[name] == RESPONDENT) and not file.labels[name]
        else f"{inside[name]}{OPTION}{safe[name]}"
        if name in inside
        else safe[name]
        for name in file.cells
    }
