"""A reading of a table of responses of which is known what its columns mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import pandas as pd

from pilots.survey.read.complete import with_the_rest
from pilots.survey.read.grid import Grid, Remark
from pilots.survey.read.limesurvey.answers import fit_choices
from pilots.survey.read.limesurvey.book import make_book, safe_name
from pilots.survey.read.limesurvey.boxes import find_boxes
from pilots.survey.read.limesurvey.columns import Choice, Column, columns_of
from pilots.survey.read.limesurvey.questionnaire import Questionnaire
from pilots.survey.read.limesurvey.words import NAMES, NOT_AVAILABLE, NOT_SHOWN, OWN, is_timing, squash
from pilots.survey.read.reading import (
    ADMIN,
    IDENTIFIER,
    IDENTIFIERS,
    QUESTION,
    Reading,
    from_grid,
    missing_cells,
    plain_word,
    unique_names,
)
from pilots.survey.read.source import Source
from pilots.vocabulary import SUBMITTED

_UNDATED = "1980-01-01 00:00:00"


@dataclass(frozen=True)
class Heads:
    """What stands above the columns of a table.

    Parameters
    ----------
    written
        As the file has it.
    codes, texts
        LimeSurvey's name for each column, and its text.
    columns
        What each is in the structure; None where that isn't known.
    """

    written: Sequence[str]
    codes: Sequence[str]
    texts: Sequence[str]
    columns: Sequence[Column | None]


def read_table(
    source: Source, grid: Grid, heads: Heads, questionnaire: Questionnaire | None, *, sign: str, skip: int
) -> Reading:
    """Make a reading of a table.

    Parameters
    ----------
    source, grid
        The file, and the table in it.
    heads
        What is known of its columns.
    questionnaire
        The structure, if there is one.
    sign, skip
        See `from_grid`.
    """
    codes, columns = heads.codes, heads.columns
    timings = [code for code, column in zip(codes, columns, strict=True) if not column and is_timing(code, codes)]
    names = unique_names(list(_names(codes, columns)))
    reading = from_grid(
        source,
        tool="limesurvey",
        sign=sign,
        skip=skip,
        headings=heads.written,
        names=names,
        labels=heads.texts,
        admin=chain(OWN, timings),
        grid=grid,
    )
    reading = replace(reading, remarks=(*reading.remarks, *_undated(reading)))
    if questionnaire is None:
        reading = replace(reading, missing=_not_shown(reading, {}, {}))
        return replace(reading, stated=find_boxes(reading))
    known = {name: column for name, column in zip(names, columns, strict=True) if column and name in reading.responses}
    reading = replace(reading, headings=_described(reading.headings, known, questionnaire))
    closed = [(name, column) for name, column in known.items() if column.kind == "select_one"]
    choices, odd = fit_choices(reading.responses, closed, tuple(questionnaire.languages.values()))
    told, owners = make_book(questionnaire, known, choices, reading.of_kind(IDENTIFIER), source.path)
    return replace(
        reading,
        stated=with_the_rest(reading, told, owners),
        missing=_not_shown(reading, known, choices),
        remarks=(*reading.remarks, *odd, *_unmatched(reading, known, questionnaire)),
    )


def empty_table(source: Source, questionnaire: Questionnaire, *, sign: str) -> Reading:
    """Make a reading of a structure alone: its columns, without rows."""
    columns = columns_of(questionnaire)
    names = unique_names([column.code for column in columns])
    known = dict(zip(names, columns, strict=True))
    blank = {"variable": names, "heading": names, "label": names, "kind": QUESTION}
    reading = Reading(
        path=source.path,
        tool="limesurvey",
        sign=sign,
        responses=pd.DataFrame({name: pd.Series(dtype="str") for name in names}, index=pd.Index([], dtype="int64")),
        headings=_described(pd.DataFrame(blank, dtype="str"), known, questionnaire),
    )
    book, _ = make_book(questionnaire, known, {}, reading.of_kind(IDENTIFIER), source.path)
    return replace(reading, stated=book)


def _names(codes: Sequence[str], columns: Sequence[Column | None]) -> Iterator[str]:
    """LimeSurvey's code of a column; one that the structure doesn't know must not be taken for one that it knows."""
    taken = {safe_name(text) for column in columns if column for text in (column.code, column.question.code)}
    for code, column in zip(codes, columns, strict=True):
        name = NAMES.get(plain_word(code)) or " ".join(code.split())
        yield column.code if column else f"{name} (2)" if safe_name(name) in taken else name


def _described(headings: pd.DataFrame, known: Mapping[str, Column], questionnaire: Questionnaire) -> pd.DataFrame:
    """The text of each question in the base language; nothing is asked by a text display."""
    base = next(iter(questionnaire.languages.values()), "")
    table = headings.copy()
    for row, name in enumerate(table["variable"]):
        if column := known.get(name):
            table.loc[row, "label"] = column.texts.get(base) or next(iter(column.texts.values()), name)
            personal = column.kind == "text" and _identifies(column)
            table.loc[row, "kind"] = ADMIN if column.kind == "display" else IDENTIFIER if personal else QUESTION
    return table


def _identifies(column: Column) -> bool:
    """Whether a question asks for a name or address and nothing else: its code or text is the word for it."""
    words = [column.question.code, *column.texts.values()]
    return any(NAMES.get(plain_word(word), "") in IDENTIFIERS for word in words)


def _not_shown(reading: Reading, known: Mapping[str, Column], choices: Mapping[str, Sequence[Choice]]) -> pd.DataFrame:
    """Cells by which LimeSurvey says that a question was not shown: of closed questions in any language."""
    reasons = {}
    for name in reading.headings.loc[reading.headings["kind"].ne(IDENTIFIER), "variable"]:
        column, cells = known.get(name), reading.responses[name]
        marks = set(NOT_SHOWN)
        if column is not None and column.kind.startswith("select"):
            listed = choices.get(column.choice_list, column.choices)
            texts = {squash(text) for choice in listed for said in choice.said.values() for text in said}
            marks = {mark for mark in NOT_AVAILABLE if squash(mark) not in texts} | {NOT_SHOWN[1]}
        elif column is not None and column.kind == "text":
            marks = {NOT_SHOWN[1]}
        if (shown := cells.isin(marks)).any():
            reasons[name] = pd.Series("not asked", index=cells.index, dtype="str").where(shown)
    return missing_cells(reasons)


def _undated(reading: Reading) -> Iterator[Remark]:
    if SUBMITTED in reading.responses:
        dates = reading.responses[SUBMITTED]
        rows = dates.index[dates.eq(_UNDATED).fillna(False)]
        if len(rows):
            what = f"{len(rows)} responses were submitted at a moment that LimeSurvey was told not to keep: it wrote 1980-01-01"
            yield Remark.at("date unknown", what, rows, SUBMITTED)


def _unmatched(reading: Reading, known: Mapping[str, Column], questionnaire: Questionnaire) -> Iterator[Remark]:
    """What the structure has and the export lacks, and the other way round."""
    there = {column.code for column in known.values()}
    absent = [c for c in columns_of(questionnaire) if c.code not in there and c.kind != "display"]
    if absent:
        yield Remark("columns left out", f"{len(absent)} columns of the structure are not in the export")
    strange = [name for name in reading.of_kind(QUESTION) if name not in known]
    if strange:
        yield Remark("columns unknown", f"{len(strange)} columns of the export are not in the structure")
    unsure = [
        name
        for name, column in known.items()
        if column.question.kind in "YG"
        and not column.question.required
        and reading.responses[name].isin(NOT_AVAILABLE).any()
    ]
    for name in unsure:
        what = "full answers say N/A both where the question was not shown and where it was skipped: read as not asked"
        yield Remark("skipped or not asked", what, name)
