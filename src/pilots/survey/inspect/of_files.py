"""Oddities of a file: its headings, its rows, its own columns."""

import re
from collections.abc import Iterator

import pandas as pd

from pilots.survey.inspect.columns import Columns
from pilots.survey.inspect.oddity import Oddity, count, listed
from pilots.survey.read.guess import moments
from pilots.vocabulary import RESPONDENT, SECONDS, STARTED, SUBMITTED

_COUNTED = re.compile(r"Unnamed: [\d.]+|\.\.\.\d+")
_MARKUP = re.compile(r"<[a-zA-Z/][^<>]*>|&[a-z]+;|&#\d+;|\u00a0|[\r\n\t]")
_SPOILT = "[ÃÂ][\u0080-\u00bf]|â€|\ufffd"
_ZONE = r"[T ]\d{1,2}:\d{2}.*?(?:Z|UTC|[+-]\d{2}:?\d{2})$"
_TIME = r"\d[T ]\d{1,2}:\d{2}"
_FAST, _SLOW = 1 / 3, 10


def repeated_texts(columns: Columns) -> Iterator[Oddity]:
    """Questions with the same text, which something else must tell apart."""
    headings = columns.reading.headings
    texts = headings["label"].fillna("").str.strip()
    twice = texts[texts.duplicated(keep=False) & (texts != "")]
    if len(twice) and not (headings["label"] == headings["heading"]).all():
        what = f"{count(twice, 'column')} share {count(twice.nunique(), 'text')}: only their names tell them apart"
        yield Oddity("repeated text", what, n=len(twice))


def heading_rows(columns: Columns) -> Iterator[Oddity]:
    """More than one row of headings."""
    index = columns.reading.responses.index
    if len(index) and index[0] > 2:
        yield Oddity(
            "rows of headings",
            f"the first answers stand in row {index[0]}; what is above are headings",
            n=int(index[0]) - 1,
        )


def no_headings(columns: Columns) -> Iterator[Oddity]:
    """A first row that looks like answers."""
    if columns.headless:
        yield Oddity(
            "no headings", "the headings look like answers: does the file lack a row of headings? They are not shown"
        )


def markup(columns: Columns) -> Iterator[Oddity]:
    """Headings with HTML, entities, line breaks or no-break spaces."""
    n = int(columns.reading.headings["heading"].fillna("").str.contains(_MARKUP.pattern, regex=True).sum())
    if n:
        yield Oddity("markup in headings", f"{count(n, 'heading')} with HTML, line breaks or no-break spaces", n=n)


def index_columns(columns: Columns) -> Iterator[Oddity]:
    """Row numbers that a program wrote before the table."""
    for name, heading in zip(columns.reading.headings["variable"], columns.reading.headings["heading"], strict=True):
        if _COUNTED.fullmatch(str(heading)):
            yield Oddity("index column", "it looks like the row numbers that pandas or R writes", str(name))


def blank_columns(columns: Columns) -> Iterator[Oddity]:
    """Questions that nobody answered."""
    empty = [columns.shown(name) for name, counts in columns.counts.items() if counts.empty]
    if empty and len(columns.reading.responses):
        what = f"{count(empty, 'question')} without any answer: {listed(empty)}"
        yield Oddity("nobody answered", what, n=len(empty))


def duplicate_rows(columns: Columns) -> Iterator[Oddity]:
    """Rows that hold just the same as an earlier one, but for the respondent's number."""
    table = columns.reading.responses.drop(columns=[RESPONDENT, "uuid"], errors="ignore")
    filled = table.notna().sum(axis=1) >= 3
    double = table.index[table.duplicated() & filled]
    if len(double):
        yield Oddity.at(
            "duplicate rows", f"{count(double, 'row')} like an earlier one in every column but the number", "", double
        )


def empty_rows(columns: Columns) -> Iterator[Oddity]:
    """Respondents who answered no question."""
    answers = columns.reading.responses[columns.names]
    empty = answers.index[answers.isna().all(axis=1)] if columns.names else answers.index[:0]
    if len(empty):
        yield Oddity.at("no answers", f"{count(empty, 'respondent')} without an answer to any question", "", empty)


def unsubmitted(columns: Columns) -> Iterator[Oddity]:
    """Responses that were begun and never sent."""
    raw = columns.reading.responses
    if SUBMITTED in columns.reading.of_kind("admin"):
        open_ = raw.index[raw[SUBMITTED].isna()]
        if 0 < len(open_) < len(raw):
            yield Oddity.at("not submitted", f"{count(open_, 'response')} never submitted", SUBMITTED, open_)


def zones(columns: Columns) -> Iterator[Oddity]:
    """Times with a zone beside times without."""
    raw = columns.reading.responses
    own = [name for name in (STARTED, "ended", SUBMITTED, *columns.reading.of_kind("admin")) if name in raw]
    zoned: list[str] = []
    plain: list[str] = []
    for name in dict.fromkeys([*own, *columns.names]):
        cells = pd.Series(raw[name].dropna().unique()[:2000], dtype="str")
        times = cells[cells.str.contains(_TIME, regex=True)]
        if len(times) and len(times) == len(cells):
            with_zone = times.str.contains(_ZONE, regex=True)
            zoned += [name] if with_zone.any() else []
            plain += [name] if not with_zone.all() else []
    if zoned and plain:
        what = f"times have a zone in {', '.join(map(columns.shown, zoned))}, and none in {', '.join(map(columns.shown, plain))}"
        yield Oddity("time zones", what, n=len(zoned))


def backwards(columns: Columns) -> Iterator[Oddity]:
    """Responses submitted more than a day before they were started (or after an end that was changed later)."""
    raw, own = columns.reading.responses, set(columns.reading.of_kind("admin"))
    if {STARTED, SUBMITTED} <= own:
        rows = raw.index[moments(raw[SUBMITTED]) + pd.Timedelta(days=1) < moments(raw[STARTED])]
        if len(rows):
            yield Oddity.at(
                "dates out of order", f"{count(rows, 'response')} submitted before it was started", SUBMITTED, rows
            )


def durations(columns: Columns) -> Iterator[Oddity]:
    """Speeders and stragglers, by the median."""
    if SECONDS not in columns.reading.of_kind("admin"):
        return
    seconds = pd.to_numeric(columns.reading.responses[SECONDS].str.replace(",", "."), errors="coerce").dropna()
    if len(seconds) < 8 or seconds.median() <= 0:
        return
    median = seconds.median()
    for kind, rows, what in (
        ("very fast", seconds.index[seconds < _FAST * median], "less than a third of"),
        ("very slow", seconds.index[seconds > _SLOW * median], "more than ten times"),
    ):
        if len(rows):
            yield Oddity.at(
                kind, f"{count(rows, 'response')} in {what} the median of {median:.0f} seconds", SECONDS, rows
            )


def spoilt_headings(columns: Columns) -> Iterator[Oddity]:
    """Headings with letters that were read in the wrong encoding before the file was written."""
    n = int(columns.reading.headings["heading"].fillna("").str.contains(_SPOILT, regex=True).sum())
    if n:
        yield Oddity("spoilt letters", f"{count(n, 'heading')} with letters such as Ã© for é", n=n)


def sheets_and_repeats(columns: Columns) -> Iterator[Oddity]:
    """Tables with several rows a respondent, which the analysis leaves alone."""
    for name, table in columns.reading.repeats.items():
        what = f"the table '{name}' has several rows a respondent ({len(table)} in all): it is read, but not analysed"
        yield Oddity("repeat group", what, n=len(table))
