"""An archive (.lsa): the structure with the responses, the times they took and the list of participants."""

import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import IO
from zipfile import BadZipFile, ZipFile

import pandas as pd
import pyarrow as pa

from pilots.errors import ReadError
from pilots.survey.read.grid import TEXT, Grid, Remark
from pilots.survey.read.limesurvey.columns import Column, columns_of
from pilots.survey.read.limesurvey.match import match_columns
from pilots.survey.read.limesurvey.questionnaire import Questionnaire
from pilots.survey.read.limesurvey.structure import from_tables
from pilots.survey.read.limesurvey.table import Heads, empty_table, read_table
from pilots.survey.read.limesurvey.xml import AGAIN, Row, read_tables
from pilots.survey.read.reading import Reading, missing_cells
from pilots.survey.read.source import Source

MAX_BYTES = 512 * 1024**2
MAX_RATIO = 500
_SMALL = 16 * 1024**2
_MEMBERS = {".lss": "the structure", ".lsr": "responses", ".lsi": "timings", ".lst": "tokens"}
_PARTICIPANT = re.compile(r"firstname|lastname|email|attribute_\d+")
_TIME = re.compile(r"interviewtime|\d+X\d+(X\d+)?time")
_NULL_IF_SKIPPED = "NKD:|*"
"""Types of question of which the database keeps no empty answer."""
_Tables = Mapping[str, Sequence[Row]]


def read_archive(source: Source) -> Reading:
    """Read an archive: responses as codes, with the labels of all languages.

    What is null in the database was not shown, and is listed in `missing` as "not asked"; numbers and dates are null
    too where they were skipped, and are left out of that list. Participants are joined to their responses by their
    token, unless the survey is anonymous.

    Raises
    ------
    ReadError
        When it is no archive, damaged, or unpacks to too much.
    """
    members = _open(source)
    questionnaire = from_tables(members.get(".lss", {}))
    if not questionnaire.questions:
        raise ReadError("there are no questions in the archive", where=source.path, mend=AGAIN)
    parts = [what for suffix, what in _MEMBERS.items() if suffix in members]
    sign = f"a LimeSurvey archive with {', '.join(parts)}"
    if not members.get(".lsr", {}).get("responses"):
        return empty_table(source, questionnaire, sign=sign)
    return _responses(source, questionnaire, members, sign)


def read_responses(source: Source, questionnaire: Questionnaire | None) -> Reading:
    """Read the responses of an archive (.lsr) by themselves.

    Raises
    ------
    ReadError
        When it is damaged, or holds no responses.
    """
    tables = read_tables(io.BytesIO(source.content), source.path)
    if not tables or not tables.get("responses"):
        raise ReadError("there are no responses of LimeSurvey in it", where=source.path, mend=AGAIN)
    return _responses(source, questionnaire, {".lsr": tables}, "responses out of a LimeSurvey archive")


def _open(source: Source) -> dict[str, _Tables]:
    """The tables of each member, by its ending."""
    members: dict[str, _Tables] = {}
    try:
        with ZipFile(io.BytesIO(source.content)) as archive:
            for member in archive.infolist():
                suffix = member.filename[-4:].casefold()
                if suffix in _MEMBERS and suffix not in members:
                    ratio = member.file_size / max(member.compress_size, 1)
                    if member.file_size > MAX_BYTES or (member.file_size > _SMALL and ratio > MAX_RATIO):
                        raise _bomb(source)
                    with archive.open(member) as file:
                        tables = read_tables(_Limited(file, source), f"{source.path}, {_MEMBERS[suffix]}")
                    members[suffix] = tables or {}
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise ReadError("this is no archive, or a damaged one", where=source.path, mend=AGAIN) from None
    return members


def _bomb(source: Source) -> ReadError:
    mend = "Don't use it; ask where it came from."
    return ReadError("the archive unpacks to too much (a zip bomb?)", where=source.path, mend=mend)


class _Limited(io.RawIOBase):
    """A member of which no more is unpacked than a survey can hold."""

    def __init__(self, file: IO[bytes], source: Source) -> None:
        self.file, self.source, self.left = file, source, MAX_BYTES

    def read(self, size: int = -1, /) -> bytes:
        data = self.file.read(min(size, 1024**2) if size >= 0 else 1024**2)
        self.left -= len(data)
        if self.left < 0:
            raise _bomb(self.source)
        return data


def _responses(
    source: Source, questionnaire: Questionnaire | None, members: Mapping[str, _Tables], sign: str
) -> Reading:
    rows = members[".lsr"]["responses"]
    fields = [row["name"] for row in members[".lsr"].get("fields:responses", ())]
    known = set(map(_key, fields))
    fields += list(dict.fromkeys(key for row in rows for key in row if key not in known))
    beside = dict(_beside(rows, members))
    columns = match_columns(fields, fields, columns_of(questionnaire)) if questionnaire else [None] * len(fields)
    cells = [[row.get(key, "") for row in rows] for key in map(_key, fields)]
    table = pa.table(
        [pa.array(column, TEXT) for column in (*cells, *beside.values())],
        names=list(map(str, range(len(fields) + len(beside)))),
    )
    grid = Grid.from_table(table, how="counted from 1")
    codes = [*fields, *(_timed(field, questionnaire) for field in beside)]
    heads = Heads([*fields, *beside], codes, codes, [*columns, *[None] * len(beside)])
    reading = read_table(source, grid, heads, questionnaire, sign=sign, skip=0)
    asked = {field: column for field, column in zip(fields, columns, strict=True) if column}
    return replace(
        reading,
        missing=_not_asked(reading, rows, asked),
        remarks=(*reading.remarks, *_participants(members, fields)),
    )


def _key(field: str) -> str:
    """What a field is called as an element of XML."""
    return (f"_{field}" if field[:1].isdigit() else field).replace("#", "-")


def _beside(rows: Sequence[Row], members: Mapping[str, _Tables]) -> Iterator[tuple[str, list[str]]]:
    """Times by response, and participants by token: a name and a cell a response each."""
    sources = (
        ("id", members.get(".lsi", {}), "timings", _TIME),
        ("token", members.get(".lst", {}), "tokens", _PARTICIPANT),
    )
    for key, tables, name, wanted in sources:
        by_key = {row[key]: row for row in tables.get(name, ()) if row.get(key)}
        found = [by_key.get(row.get(key, ""), {}) for row in rows]
        if any(found):
            for field in dict.fromkeys(row["name"] for row in tables.get(f"fields:{name}", ())):
                if wanted.fullmatch(field):
                    tag = _key(field)
                    yield field, [row.get(tag, "") for row in found]


def _timed(field: str, questionnaire: Questionnaire | None) -> str:
    """The name that exports give to the time of a group or question."""
    group = re.fullmatch(r"\d+X(\d+)time", field)
    if group:
        return f"groupTime{group[1]}"
    stems = {"X".join(q.ids): q.code for q in questionnaire.questions} if questionnaire else {}
    title = stems.get(field.removesuffix("time"), "")
    return f"{title}Time" if title else field


def _participants(members: Mapping[str, _Tables], fields: Sequence[str]) -> Iterator[Remark]:
    invited = members.get(".lst", {}).get("tokens", ())
    if invited and "token" not in fields:
        yield Remark("participants left out", f"{len(invited)} participants can't be joined: the survey is anonymous")


def _not_asked(reading: Reading, rows: Sequence[Row], asked: Mapping[str, Column]) -> pd.DataFrame:
    """Where the database holds null; not for what is null too where it was skipped."""
    names = dict(zip(reading.headings["heading"], reading.headings["variable"], strict=True))
    reasons = {}
    for field, column in asked.items():
        if column.question.kind not in _NULL_IF_SKIPPED and column.kind != "display" and field in names:
            key = _key(field)
            null = [None if key in row else "not asked" for row in rows]
            reasons[names[field]] = pd.Series(null, index=range(1, len(rows) + 1), dtype="str")
    return pd.concat([reading.missing, missing_cells(reasons)], ignore_index=True)
