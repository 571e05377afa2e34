"""Values of a condition for all respondents at once, and how one sort becomes another as in XPath 1.0.

A value is a single number, text or truth for everyone, or an array with one for each respondent: numbers (float64),
truths (bool), or `Words`.
"""

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
Truths: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"

_NUMBER = re.compile(r"\s*-?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?\s*")
_DATE = re.compile(r"\s*\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")


class Words(NamedTuple):
    """Texts: each distinct one once in `texts`, and for each respondent its place there."""

    codes: "np.ndarray[Any, np.dtype[np.integer[Any]]]"
    texts: Sequence[str]


Value: TypeAlias = "float | str | bool | np.bool_ | Numbers | Truths | Words"


def words(answers: "pd.Series[str]") -> Words:
    """A column of answers; an empty cell is the empty text, as in a form.

    Examples
    --------
    >>> words(pd.Series(["ja", None, "ja"], dtype="str"))
    Words(codes=array([0, 1, 0]), texts=['ja', ''])
    """
    codes, texts = pd.factorize(answers.fillna(""))
    return Words(codes, list(map(str, texts)))


def number(value: Value) -> "float | Numbers":
    """As a number: a text that is none is not a number, a day counts from 1 January 1970, true is 1."""
    match value:
        case Words(codes, texts):
            return np.asarray(np.array([text_number(text) for text in texts], dtype="float64")[codes])
        case str():
            return text_number(value)
        case np.ndarray():
            return value.astype("float64")
        case _:
            return float(value)


def text_number(text: str) -> float:
    """The number that a text says; a date or time in ISO form as days since 1970.

    Examples
    --------
    >>> text_number(" 4.5"), text_number("1970-01-02"), text_number("1970-01-02T06:00:00"), text_number("")
    (4.5, 1.0, 1.25, nan)
    """
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            return float("nan")
        # the clock on the wall where it was answered: what a form compares
        return (moment.replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds() / 86_400
    return float("nan")


def truth(value: Value) -> "bool | Truths":
    """As true or false: a text that is not empty is true, a number that is not 0."""
    match value:
        case Words(codes, texts):
            return np.asarray(np.array([text != "" for text in texts], dtype=bool)[codes])
        case np.ndarray():
            return value.astype(bool) & ~np.isnan(value)
        case float():
            return value != 0 and value == value
        case _:
            return bool(value)


def text(value: Value) -> "str | Words":
    """As text: 3.0 is "3"."""
    match value:
        case Words() | str():
            return value
        case np.ndarray():
            distinct, codes = np.unique(value, return_inverse=True)
            return Words(codes, [str(text(one)) for one in distinct.tolist()])
        case bool() | np.bool_():
            return "true" if value else "false"
        case _:
            return _numeral(value)


def _numeral(value: float) -> str:
    """A number as XPath writes it."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def iso_day(days: float) -> date | None:
    """The day so many days after 1 January 1970; None where there is none."""
    try:
        return date.fromordinal(date(1970, 1, 1).toordinal() + int(days // 1))
    except (ValueError, OverflowError):
        return None


def each(function: Callable[..., Any], given: Sequence["str | Words"]) -> Any:
    """Call a function of texts once for each different set of answers, and hand out what it gives.

    Returns
    -------
    What the function gives where all are single texts; else an array (of truths or numbers) or Words.
    """
    columns = [value for value in given if isinstance(value, Words)]
    if not columns:
        return function(*given)
    together, places = columns[0].codes, None
    if len(columns) > 1:
        for column in columns[1:]:
            together = together.astype("int64") * len(column.texts) + column.codes
            if len(column.texts) > 1:
                _, together = np.unique(together, return_inverse=True)
        _, first, together = np.unique(together, return_index=True, return_inverse=True)
        places = first
    size = len(columns[0].texts) if places is None else len(places)
    cells = []
    for value in given:
        if isinstance(value, str):
            cells.append([value] * size)
        else:
            chosen = range(size) if places is None else value.codes[places].tolist()
            cells.append([value.texts[place] for place in chosen])
    said = [function(*row) for row in zip(*cells, strict=True)]
    if said and isinstance(said[0], str):
        known: dict[str, int] = {}
        lookup = np.array([known.setdefault(one, len(known)) for one in said], dtype="int64")
        return Words(lookup[together], list(known))
    return np.array(said, dtype=bool if said and isinstance(said[0], bool) else "float64")[together]
