"""The rules that the codebook sets for cells: which answers can't stand as they are.

A rule changes nothing. `check` shows what the rules find, `clean` carries it out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from pilots import vocabulary
from pilots.survey.columns import TEXT, Rows, as_column, cells, empty_column
from pilots.survey.distinct import Distinct
from pilots.survey.survey import Survey
from pilots.vocabulary import LANGUAGE, LAST_PAGE, OPTION, RESPONDENT, SECONDS, STARTED, SUBMITTED, WAVE

MISSING_CODE = "missing code"
UNKNOWN_CODE = "unknown code"
OUT_OF_RANGE = "out of range"
NOT_A_NUMBER = "not a number"
NOT_A_DATE = "not a date"
SPELLING = "spelling"
UNKNOWN_LANGUAGE = "unknown language"

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_DATE = re.compile(
    r"(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3(\d{4}|\d{2}))"
    r"([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?( ?[AaPp][Mm])?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?"
)
_LONG = 1e8
"""Nine digits and more make a telephone number, unless the codebook's range allows them."""


class Verdict(NamedTuple):
    """What a rule says of an answer: the new text (None to empty the cell), the rule, and the reason."""

    new: str | None
    rule: str
    reason: str


Judge = Callable[[str], Verdict | None]
"""A rule must depend on the answer alone: it is asked once for each distinct one."""


def judge(survey: Survey, column: str) -> Judge:
    """The rule for one column of `responses`: a function from an answer to a verdict, None where it may stand.

    Examples
    --------
    >>> from pilots.codebook import build
    >>> book = build(pd.DataFrame({"type": ["integer"], "name": ["children"], "maximum": ["12"]}), pd.DataFrame())
    >>> survey = Survey("parents", "parents", pd.DataFrame({"respondent_id": [], "wave": [], "children": []}), book)
    >>> judge(survey, "children")("31")
    Verdict(new=None, rule='out of range', reason='invalid')
    """
    book = survey.codebook
    described = column in book.variables.index
    if column == LANGUAGE and not described:
        spoken = tuple(filter(None, book.languages))
        return lambda value: _language(value, spoken)
    if column in (STARTED, SUBMITTED) and not described:
        return lambda value: _date(value, {})
    if column in (SECONDS, LAST_PAGE) and not described:
        return lambda value: _number(value, {}, 0.0, None, whole=False)
    if OPTION in column and not described:
        return lambda value: None if value in ("0", "1") else _tidied(value, ("0", "1"), {})
    if not described:
        return _stands
    spec = book.variables.loc[column]
    missing = book.missing_codes(column)
    if spec["role"] in ("identifier", "link code"):
        return _stands
    kind = str(spec["type"])
    match kind:
        case "select_one":
            codes = tuple(book.codes(column))
            return lambda value: None if value in codes and value not in missing else _tidied(value, codes, missing)
        case "integer" | "decimal":
            low: float | None = None if pd.isna(spec["minimum"]) else float(spec["minimum"])
            high: float | None = None if pd.isna(spec["maximum"]) else float(spec["maximum"])
            return lambda value: _number(value, missing, low, high, whole=kind == "integer")
        case "date" | "datetime":
            return lambda value: _date(value, missing)
        case _ if not missing:
            return _stands
        case _:
            return lambda value: Verdict(None, MISSING_CODE, missing[value]) if value in missing else None


def cell_rules(survey: Survey) -> pd.DataFrame:
    """Every cell that can't stand as it is, as lines of a cleaning log.

    Returns
    -------
    DataFrame
        Decisions (`vocabulary.DECISIONS`) by the author "codebook": missing codes and invalid answers emptied,
        numbers, codes and languages written otherwise put right. At most one line a cell.
    """
    found = [lines for column in survey.responses.columns.drop([RESPONDENT, WAVE]) for lines in _lines(survey, column)]
    kinds = survey.codebook.variables["type"]
    unknown = [lines for question in kinds.index[kinds == "select_multiple"] for lines in _not_known(survey, question)]
    log = _log(survey, [*found, *unknown])
    return log.drop_duplicates([RESPONDENT, "variable"], keep="last", ignore_index=True) if unknown else log


def tidied(survey: Survey, column: str) -> "pd.Series[str]":
    """A column of the raw survey as cleaning will leave it."""
    ruled = judge(survey, column)
    if ruled is _stands:
        return survey.responses[column]
    answers = survey.distinct(column)
    verdicts = [(text, ruled(text)) for text in answers.texts]
    return answers.written(verdict.new if verdict else text for text, verdict in verdicts)


def _stands(_: str) -> None:
    """Any answer may stand."""


class _Lines(NamedTuple):
    """The lines of the log for one column: in which rows, and what they say."""

    column: str
    rows: Rows
    old: pa.Array
    new: pa.Array
    rule: pa.Array
    reason: pa.Array


def _lines(survey: Survey, column: str) -> Iterator[_Lines]:
    ruled = judge(survey, column)
    if ruled is _stands:
        return
    answers = survey.distinct(column)
    verdicts = [ruled(text) for text in answers.texts]
    rows = np.flatnonzero(answers.take([verdict is not None for verdict in verdicts], False))
    if len(rows):
        found = Distinct(answers.codes[rows], answers.texts)
        new, rule, reason = (
            cells(found.written(verdict[place] if verdict else None for verdict in verdicts)) for place in range(3)
        )
        yield _Lines(column, rows, cells(found.written(answers.texts)), new, rule, reason)


def _not_known(survey: Survey, question: str) -> Iterator[_Lines]:
    """Who chose only "don't know" or the like in a multiple-choice question: none of its options was answered."""
    named = {f"{question}{OPTION}{code}": reason for code, reason in survey.codebook.missing_codes(question).items()}
    columns = survey.codebook.columns(question)
    chosen = survey.responses[columns] == "1"
    unknown = chosen[[column for column in columns if column in named]]
    only = unknown.any(axis=1) & ~chosen.drop(columns=unknown.columns).any(axis=1)
    if not only.any():
        return
    why = unknown.loc[only].idxmax(axis=1).map(named)
    for column in columns:
        old = survey.responses.loc[only, column].dropna()
        rule = pa.array([MISSING_CODE] * len(old), TEXT)
        yield _Lines(column, old.index.to_numpy(), cells(old), pa.nulls(len(old), TEXT), rule, cells(why[old.index]))


def _log(survey: Survey, found: Sequence[_Lines]) -> pd.DataFrame:
    """The lines of all columns as a cleaning log by the author "codebook"."""
    if not found:
        return vocabulary.decisions()
    rows = np.concatenate([lines.rows for lines in found])
    variable = np.repeat(np.arange(len(found), dtype=np.int32), [len(lines.rows) for lines in found])
    said = {name: as_column(pa.concat_arrays([getattr(lines, name) for lines in found])) for name in _Lines._fields[2:]}
    lines = {
        RESPONDENT: survey.responses[RESPONDENT].take(rows).reset_index(drop=True),
        "variable": Distinct(variable, pd.Index([], dtype="str")).written(lines.column for lines in found),
        **said,
        "author": pd.Series("codebook", index=range(len(rows)), dtype="str"),
        "date": empty_column(pd.RangeIndex(len(rows))),
    }
    return pd.DataFrame(lines, columns=[said.name for said in vocabulary.DECISIONS], copy=False)


def _tidied(value: str, codes: tuple[str, ...], missing: dict[str, str]) -> Verdict:
    """Of a code that is not in the list: known when written tidily, a missing code, or unknown."""
    tidy = value.strip()
    if tidy not in codes and tidy not in missing:
        tidy = re.sub(r"[.,]0+$", "", tidy)
    if tidy in missing:
        return Verdict(None, MISSING_CODE, missing[tidy])
    return (
        Verdict(tidy, SPELLING, "code written otherwise") if tidy in codes else Verdict(None, UNKNOWN_CODE, "invalid")
    )


def _number(
    value: str, missing: dict[str, str], low: float | None, high: float | None, *, whole: bool
) -> Verdict | None:
    tidy = value.strip()
    if tidy not in missing:
        tidy = re.sub(r"^([+-]?\d+),(\d+)$", r"\1.\2", tidy)
        tidy = re.sub(r"\.0+$", "", tidy) if whole else tidy
    if tidy in missing:
        return Verdict(None, MISSING_CODE, missing[tidy])
    number = float(tidy) if _NUMBER.fullmatch(tidy) else float("nan")
    long = len(tidy) > 25 or (abs(number) >= _LONG and not (high is not None and number <= high))
    if number != number or (whole and not number.is_integer()) or long:
        return Verdict(None, NOT_A_NUMBER, "invalid")
    if (low is not None and number < low) or (high is not None and number > high):
        return Verdict(None, OUT_OF_RANGE, "invalid")
    return Verdict(tidy, SPELLING, "number written otherwise") if tidy != value else None


def _date(value: str, missing: dict[str, str]) -> Verdict | None:
    if value.strip() in missing:
        return Verdict(None, MISSING_CODE, missing[value.strip()])
    return None if _DATE.fullmatch(value.strip()) else Verdict(None, NOT_A_DATE, "invalid")


def _language(value: str, spoken: tuple[str, ...]) -> Verdict | None:
    """`nl-informal`, `NL` and `nl_BE` are all nl."""
    code = re.split(r"[-_]", value.strip().casefold())[0]
    if code in spoken or (len(code) == 2 and code in _locales()):
        return None if code == value else Verdict(code, SPELLING, "language written otherwise")
    return Verdict(None, UNKNOWN_LANGUAGE, "invalid")


@cache
def _locales() -> frozenset[str]:
    from babel.localedata import locale_identifiers

    return frozenset(locale_identifiers())
