"""What the cells of a column look like: numbers, dates, short answers that come back, or free text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from pilots.survey.headings import fold
from pilots.survey.read.labels import missing_reason, ranks

MOST_CHOICES = 40
_WHOLE = r"[+-]?(?:0|[1-9]\d{0,7})"
_BROKEN = r"[+-]?(?:0|[1-9]\d{0,7})(?:[.,]\d+)?"
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)"
_ISO = r"\d{4}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
_LOCAL = r"(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:\d{4}|\d{2})"
_DATE = f"(?:{_ISO}|{_LOCAL})"
_FIRST_TWO = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}\b")
_LONG = 60
"""More letters than most labels have: such an answer must come back more often to be taken for a choice."""
_TOO_LONG = 5000
"""More letters than all labels of a question together have."""
_JOINED: Mapping[str, Callable[[str], list[str]]] = {
    ";": re.compile(r"[;]").split,
    "\n": re.compile(r"\r?\n").split,
    ", ": re.compile(r", (?![^()]*\))").split,
}


def tidy_counts(column: "pd.Series[str]") -> "pd.Series[int]":
    """How often each answer occurs: without the spaces around it, and blank cells left out."""
    counts = column.value_counts()
    counts = counts.groupby(counts.index.str.strip(), sort=False).sum()
    return counts[counts.index != ""]


def kind(answers: "pd.Index[str]") -> str:
    """The type that all answers share: integer, decimal, date, datetime, else text.

    Numbers that begin with a needless zero, and those of nine digits and more, are text: they count nothing.

    Examples
    --------
    >>> kind(pd.Index(["1", "12"])), kind(pd.Index(["1,5", "2"])), kind(pd.Index(["007", "8"])), kind(pd.Index(["13/7/2020"]))
    ('integer', 'decimal', 'text', 'date')
    """
    for name, pattern in (
        ("integer", _WHOLE),
        ("decimal", _BROKEN),
        ("date", _DATE),
        ("datetime", _DATE + _TIME + "?"),
    ):
        if len(answers) and bool(re.fullmatch(pattern, answers[0])) and answers.str.fullmatch(pattern).all():
            return name
    return "text"


def date_order(answers: "pd.Index[str]") -> str:
    """Whether the day or the month stands first: "year", "day", "month", "either", or "both" where answers contradict.

    Examples
    --------
    >>> date_order(pd.Index(["08/07/2020", "13/07/2020"])), date_order(pd.Index(["12/2/21 8:46"]))
    ('day', 'either')
    """
    parts = answers.str.extract(f"^{_FIRST_TWO.pattern}").dropna().astype("int64")
    if parts.empty:
        return "year"
    day, month = bool((parts[0] > 12).any()), bool((parts[1] > 12).any())
    return {(True, True): "both", (True, False): "day", (False, True): "month"}.get((day, month), "either")


@dataclass(frozen=True)
class Choices:
    """Answers that come back: label by folded label, how often each occurs, and what joins several in a cell."""

    labels: Mapping[str, str]
    counts: Mapping[str, int]
    joined: str = ""


def choices(counts: "pd.Series[int]") -> Choices | None:
    """What may be the choices of a question, as far as its own answers tell; None for free text.

    Where everyone gave all choices, each in an order of their own, they ranked them: that order is kept as text.

    Parameters
    ----------
    counts
        See `tidy_counts`.
    """
    if len(counts) > 40 * MOST_CHOICES or any(len(answer) > _TOO_LONG for answer in counts.index):
        return None
    alone = _folded(counts)
    for mark, split in _JOINED.items():
        holding = counts.index.str.contains(mark, regex=False)
        if int(counts[holding].sum()) < 2:
            continue
        parts: dict[str, int] = {}
        for answer, times in counts.items():
            for part in {part.strip() for part in split(str(answer))} - {""}:
                parts[part] = parts.get(part, 0) + int(times)
        if len(counts) > 1 and set(parts.values()) == {int(counts.sum())}:
            return None
        found = _folded(pd.Series(parts))
        fewer = len(found.labels) < len(alone.labels) or bool(counts.index.str.endswith(mark.strip()).all())
        also_alone = len(found.labels) == len(alone.labels) and found.labels.keys() & alone.labels.keys()
        if (fewer or also_alone) and comes_back(found):
            return Choices(found.labels, found.counts, mark)
    return alone if len(alone.labels) <= MOST_CHOICES else None


def comes_back(found: Choices, elsewhere: Mapping[str, int] | None = None) -> bool:
    """Whether answers are choices: several respondents gave each, here or to another question, or all know the label.

    Parameters
    ----------
    found
        The answers.
    elsewhere
        By folded label: how many respondents gave it to the question where most did.
    """
    total, elsewhere = sum(found.counts.values()), elsewhere or {}
    if not found.labels or len(found.labels) > MOST_CHOICES or total < 5 or "" in found.labels:
        return False
    valid = [label for label in found.labels if not missing_reason(label)]
    known = ranks(valid) is not None
    again = all(
        max(found.counts[label], elsewhere.get(label, 0)) >= (3 if len(label) > _LONG else 2)
        for label in (valid if not known else [])
    )
    often = known or total >= 3 * len(valid) or all(elsewhere.get(label, 0) >= 5 for label in valid)
    return bool(valid) and again and often


def _folded(counts: "pd.Series[int]") -> Choices:
    """Answers that differ in capitals, spaces or quotes only are one; it is written as most wrote it."""
    labels: dict[str, str] = {}
    times: dict[str, int] = {}
    for answer, count in counts.sort_values(ascending=False, kind="stable").items():
        folded = fold(str(answer))
        labels.setdefault(folded, str(answer))
        times[folded] = times.get(folded, 0) + int(count)
    return Choices(labels, times)


def moments(answers: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """Dates and times as the clock of the place showed them (a zone is left out); what is none is NaT.

    Where the day may stand first or second, what other answers prove decides, else the day stands first.

    Examples
    --------
    >>> moments(pd.Series(["2018-05-02T10:00:00+02:00", "2018-05-03"], dtype="str")).dt.day.tolist()
    [2, 3]
    >>> moments(pd.Series(["5/2/2018", "5/13/2018"], dtype="str")).dt.month.tolist()
    [5, 5]
    """
    said = pd.Series(answers.dropna().unique(), dtype="str")
    plain = said.str.strip().str.replace(r" ?(?:Z|UTC|[+-]\d{2}:?\d{2})$", "", regex=True)
    local = plain.str.match(_FIRST_TWO.pattern)
    found = pd.to_datetime(plain.mask(local), format="ISO8601", errors="coerce")
    order = date_order(pd.Index(plain))
    with_time = plain.str.contains(":", regex=False)
    for part in (local & with_time, local & ~with_time):
        if part.any():
            read = pd.to_datetime(plain[part], dayfirst=order != "month", format="mixed", errors="coerce")
            found[part] = read
    return pd.to_datetime(answers.map(dict(zip(said, found, strict=True))))
