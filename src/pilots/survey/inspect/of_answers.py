"""Oddities of the answers to one question: how they are written, and what can't be meant."""

from collections.abc import Iterator

import pandas as pd

from pilots.rows import number
from pilots.survey.answers import chosen, coded, unknown
from pilots.survey.headings import fold
from pilots.survey.inspect.columns import SHOWN_FROM, Columns
from pilots.survey.inspect.oddity import Oddity, count, listed
from pilots.survey.read.guess import choices, comes_back, date_order

_NONE = {"-", "--", "---", "/", "x", "?", ".", "nee", "neen", "geen", "geen idee", "niets", "nihil", "niks", "no", "none", "nothing",
         "n/a", "na", "nvt", "n.v.t", "non", "rien", "aucun", "aucune", "néant", "nein", "keine", "nichts", "null", "nan"}  # fmt: skip
_SENTINELS = (
    -1,
    -7,
    -8,
    -9,
    -77,
    -88,
    -99,
    -999,
    -9999,
    66,
    77,
    88,
    97,
    98,
    99,
    666,
    777,
    888,
    997,
    998,
    999,
    8888,
    9999,
    99999,
)
_FIRST_DAYS = r"^(?:1900[-/.]0?1[-/.]0?1|0?1[-/.]0?1[-/.]1900|1899[-/.]12[-/.]3[01]|1970[-/.]0?1[-/.]0?1|0?1[-/.]0?1[-/.]1970|0000[-/.])"
_MONTHS = (
    r"^\d{1,2}[- ](?:jan|feb|mrt|mar|apr|mei|may|mai|jun|juin|jul|juil|aug|août|sep|okt|oct|nov|dec|déc)[a-zé]*\.?"
    r"(?:[- ]\d{2,4})?$|^(?:jan|feb|mrt|mar|apr|mei|may|mai|jun|jul|aug|sep|okt|oct|nov|dec)[- ]\d{2}$"
)
_MARKS = {";": "semicolons", "\n": "line breaks", ", ": "commas"}
_FREE = 2000


def constant(columns: Columns) -> Iterator[Oddity]:
    """Columns that say the same of everybody."""
    found = []
    for name in [*columns.reading.of_kind("admin"), *columns.names]:
        cells = columns.reading.responses[name]
        if cells.notna().sum() >= 5 and cells.notna().all() and cells.nunique() == 1:
            found.append(columns.shown(name))
    if found:
        yield Oddity("constant", f"{count(found, 'column')} with the same in every row: {listed(found)}", n=len(found))


def spellings(columns: Columns) -> Iterator[Oddity]:
    """Answers that differ in capitals, spaces or quotes only, and spaces around answers."""
    for name, counts in columns.counts.items():
        if not 1 < len(counts) <= _FREE:
            continue
        folded = counts.index.map(lambda answer: fold(str(answer)))
        several = folded[folded.duplicated()].unique()
        cells = columns.reading.responses[name].dropna()
        spaced = int((cells.str.len() != cells.str.strip().str.len()).sum())
        if len(several):
            rare = (
                counts[folded.isin(several)]
                .groupby(folded[folded.isin(several)])
                .apply(lambda own: own.sum() - own.max())
            )
            what = f"{count(several, 'answer')} in several ways (capitals, spaces, quotes)"
            yield Oddity("spellings", what, name, int(rare.sum()))
        if spaced:
            yield Oddity("spaces", f"{count(spaced, 'answer')} with a space before or behind", name, spaced)


def leading_zeros(columns: Columns) -> Iterator[Oddity]:
    """Numbers such as 007, which are kept as they are."""
    for name, counts in columns.counts.items():
        zeros = counts.index[counts.index.str.fullmatch(r"0\d+")]
        if len(zeros):
            rows = columns.rows(name, zeros)
            yield Oddity.at("leading zeros", f"{count(rows, 'number')} begin with a zero, which is kept", name, rows)


def date_forms(columns: Columns) -> Iterator[Oddity]:
    """Whether the day or the month stands first, dates that can't be, answers that Excel made dates of."""
    for name in [*columns.reading.of_kind("admin"), *columns.names]:
        answers = (
            columns.counts[name].index
            if name in columns.counts
            else pd.Index(columns.reading.responses[name].dropna().unique())
        )
        if answers.empty:
            continue
        dated = answers[answers.str.match(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")]
        if len(dated) >= 0.8 * len(answers):
            order = date_order(answers)
            said = {
                "day": "the day stands first in dates, as a day above 12 proves",
                "month": "the month stands first in dates, as a day above 12 proves",
                "either": "nothing proves whether the day or the month stands first in dates",
                "both": "the day stands first in some dates, the month in others",
            }.get(order)
            if said:
                yield Oddity(f"{order} first" if order in ("day", "month") else "date order", said, name, len(answers))
        first = dated[dated.str.contains(_FIRST_DAYS, regex=True)]
        if len(first):
            rows = columns.rows(name, first)
            yield Oddity.at(
                "impossible dates",
                f"{count(rows, 'date')} on the first day that a program knows, such as 1900-01-01",
                name,
                rows,
            )
        turned = answers[answers.str.fullmatch(_MONTHS.replace("^", "").replace("$", ""), case=False)]
        if len(turned):
            rows = columns.rows(name, turned)
            yield Oddity.at(
                "turned into dates",
                f"{count(rows, 'answer')} like a code or range that Excel made a date of",
                name,
                rows,
            )


def sentinels(columns: Columns) -> Iterator[Oddity]:
    """Numbers that may stand for no answer: -1, 99, 999, or 0 far below the others."""
    declared = set(columns.reading.missing["variable"])
    for name in (name for name in columns.names if columns.types[name] in ("integer", "decimal")):
        counts = columns.counts[name]
        numbers = {text: number(str(text)) for text in columns.real(name)}
        others = [value for value in numbers.values() if value is not None and value not in (*_SENTINELS, 0)]
        if name in declared or not others:
            continue
        low, high = min(others), max(others)
        for value in sorted({value for value in numbers.values() if value in (*_SENTINELS, 0)}):
            here = pd.Index([text for text, own in numbers.items() if own == value])
            apart = value > 2 * high and value - high > 5 if value > 0 else low >= 10 if value == 0 else low >= 0
            if apart:
                n = int(counts[here].sum())
                shown = f"{value:g}" if n >= SHOWN_FROM else "a number such as -1, 0 or 99"
                what = f"{shown} stands {count(n, 'time')}, far from the other numbers: is it no answer?"
                yield Oddity.at("may be missing", what, name, columns.rows(name, here))


def no_answer_in_words(columns: Columns) -> Iterator[Oddity]:
    """Open answers such as "-" or "nee" that mean none."""
    for name in (name for name in columns.names if columns.types[name] == "text"):
        counts = columns.counts[name]
        if len(counts) <= 3 or counts.index.str.len().max() < 10:
            continue
        none = counts.index[counts.index.str.casefold().str.rstrip(". !").isin(_NONE)]
        if len(none) and len(none) < len(counts):
            rows = columns.rows(name, none)
            yield Oddity.at(
                "none in words", f"{count(rows, 'open answer')} with only '-', 'nee' or the like", name, rows
            )


def joined(columns: Columns) -> Iterator[Oddity]:
    """Several answers in a cell."""
    for name in (name for name in columns.names if columns.types[name] == "text"):
        found = choices(columns.counts[name])
        if found is not None and found.joined and comes_back(found):
            counts = columns.counts[name]
            n = int(counts[counts.index.str.rstrip(f"{found.joined} ").str.contains(found.joined, regex=False)].sum())
            yield Oddity(
                "joined answers", f"{count(n, 'cell')} with several answers, joined by {_MARKS[found.joined]}", name, n
            )


def truth_words(columns: Columns) -> Iterator[Oddity]:
    """TRUE and FALSE as a program writes them."""
    for name, counts in columns.counts.items():
        if (
            len(counts)
            and len(counts) <= 2
            and counts.index.isin(["TRUE", "FALSE", "True", "False", "WAAR", "ONWAAR", "VRAI", "FAUX"]).all()
        ):
            yield Oddity(
                "true and false", "answers are TRUE and FALSE, as a program writes yes and no", name, int(counts.sum())
            )


def unknown_choices(columns: Columns) -> Iterator[Oddity]:
    """Answers that the questionnaire does not offer, where the export or its structure states what it offers."""
    book = columns.reading.stated
    if book is None:
        return
    for variable in book.variables.index[book.variables["type"].isin(["select_one", "select_multiple"])]:
        column = columns.match.get(variable)
        if column not in columns.counts:
            continue
        answers = pd.Series(columns.counts[column].index, dtype="str")
        if book.variables.at[variable, "type"] == "select_one":
            strange = unknown(coded(answers, book, variable), book, variable)
        else:
            strange = chosen(answers, book, variable)[1]
        if strange.notna().any():
            rows = columns.rows(column, pd.Index(answers[strange.notna()]))
            yield Oddity.at(
                "unknown choices", f"{count(rows, 'answer')} that the questionnaire does not offer", column, rows
            )
