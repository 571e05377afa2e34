"""SPSS syntax of LimeSurvey (.sps): labels of variables and values, for the data file (.dat) that it names."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pilots.errors import ReadError
from pilots.survey.read.limesurvey.columns import columns_of
from pilots.survey.read.limesurvey.match import is_own, match_columns
from pilots.survey.read.limesurvey.questionnaire import Part, Question, Questionnaire
from pilots.survey.read.limesurvey.table import Heads, read_table
from pilots.survey.read.limesurvey.words import plain_text
from pilots.survey.read.limesurvey.xml import AGAIN
from pilots.survey.read.reading import Reading
from pilots.survey.read.source import NO_ANSWERS, Grid, Source, decode

_COMMAND = re.compile(
    r"^(GET DATA|VARIABLE LABELS|ADD VALUE LABELS|VALUE LABELS|RENAME VARIABLES?|VARIABLE LEVEL|RECODE|ALTER TYPE"
    r"|MISSING VALUES|CACHE|EXECUTE|RESTORE|\*)",
    re.MULTILINE,
)
_FILE = re.compile(r"/FILE\s*=\s*['\"]([^'\"\n]+)['\"]")
_TYPED = re.compile(r"^\s*(\w+)\s+(DATETIME|DATE|F|A)([\d.]*)\s*\.?\s*$", re.MULTILINE)
_LABEL = re.compile(r"\s*(\w+)\s+(\".*\")\.\s*\Z", re.DOTALL)
_VALUE = re.compile(
    r"^\s*(?:\"([^\n]*?)\"|([^\s\"]+))[ \t]+\"(.*?)\"\.?[ \t]*(?=\n\s*(?:\"|\S+[ \t]+\")|\s*\Z)",
    re.MULTILINE | re.DOTALL,
)
_RENAMED = re.compile(r"\(\s*(\w+)\s*=\s*(\S+)\s*\)")
_BRACKETS = re.compile(r"((?:\[[^\[\]]*\]\s*)+)(\S.*)", re.DOTALL)


@dataclass(frozen=True)
class Syntax:
    """What a syntax file tells: the names of the columns of the data, what they ask, and the data if they lie there."""

    names: Sequence[str]
    questionnaire: Questionnaire
    data: Source | None


def find_syntax(source: Source) -> Source | None:
    """The syntax of a data file: the one given as its structure, else the one beside it."""
    if source.structure is not None:
        return source.structure if source.structure.suffix == ".sps" else None
    path = source.path
    beside = (path.with_name(path.name.replace("_data_file.dat", "_syntax_file.sps")), path.with_suffix(".sps"))
    return next((Source(other) for other in beside if other != path and other.is_file()), None)


def read_syntax(source: Source) -> Syntax | None:
    """Read a syntax file.

    Returns
    -------
    What it tells, or None where it is not LimeSurvey's: it reads no text file, or names no variables.

    Raises
    ------
    ReadError
        When it is no text.
    """
    text, _ = decode(source.content, source.path)
    commands = list(_commands(text.replace("\r\n", "\n").replace("\r", "\n")))
    opened = next((body for name, body in commands if name == "GET DATA"), "")
    typed = {match[1]: match for match in _TYPED.finditer(opened.partition("/VARIABLES")[2])}
    if not typed:
        return None
    renamed = {m[1]: m[2] for name, body in commands if name.startswith("RENAME") for m in _RENAMED.finditer(body)}
    labels: dict[str, str] = {}
    values: dict[str, tuple[Part, ...]] = {}
    for name, body in commands:
        if name == "VARIABLE LABELS" and (match := _LABEL.match(body)):
            labels[match[1]] = _turned(re.sub(r'"\+\s*\n"', "", match[2])[1:-1].replace('""', '"'))
        elif name == "VALUE LABELS" and body.split():
            variable = body.split()[0]
            listed = body.partition(variable)[2]
            values[variable] = tuple(
                Part(code, 0, {"": plain_text(m[3])}) for m in _VALUE.finditer(listed) if (code := m[1] or m[2] or "")
            )
    variables = [
        _Variable(renamed.get(v, v), match[2], match[3], labels.get(v, ""), values.get(v, ()))
        for v, match in typed.items()
    ]
    named = _FILE.search(opened)
    questions = tuple(_questions([variable for variable in variables if not is_own(variable.name)]))
    return Syntax(
        [variable.name for variable in variables],
        Questionnaire("", {}, {"": ""}, questions),
        _find_data(source, named[1] if named else ""),
    )


def read_data(source: Source, syntax: Syntax, sign: str) -> Reading:
    """Read the data file: cells between commas, texts between single quotes, without headings.

    Raises
    ------
    ReadError
        When it is damaged, or has more columns than the syntax names.
    """
    text, how = decode(source.content, source.path)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    width = len(syntax.names)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), quotechar="'", strict=True):
            rows.append([*row[:width], *[""] * (width - len(row))])
            if any(row[width:]):
                what = f"row {len(rows)} has {len(row)} cells, but the syntax names {width} variables"
                raise ReadError(what, where=source.path, mend="Export syntax and data again, together.")
    except csv.Error:
        what = f"a quotation mark is not closed, or stands amid a text, in row {len(rows) + 1} or below"
        raise ReadError(what, where=source.path, mend=AGAIN) from None
    if not any(map(any, rows)):
        raise ReadError("there are no answers in it", where=source.path, mend=NO_ANSWERS)
    columns = match_columns(syntax.names, syntax.names, columns_of(syntax.questionnaire))
    heads = Heads(syntax.names, syntax.names, syntax.names, columns)
    grid = Grid.of(rows, how=f"comma, {how}")
    return read_table(source, grid, heads, syntax.questionnaire, sign=sign, skip=0)


@dataclass(frozen=True)
class _Variable:
    name: str
    type: str
    size: str
    label: str
    values: tuple[Part, ...]

    @property
    def box(self) -> bool:
        """Whether it is a box of a multiple-choice question, which LimeSurvey exports as 1 and 0."""
        return [part.code for part in self.values] == ["1", "0"] and "_" in self.name


def _commands(text: str) -> Iterator[tuple[str, str]]:
    starts = list(_COMMAND.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    for start, end in zip(starts, ends, strict=True):
        yield start[1], text[start.end() : end].rstrip()


def _turned(label: str) -> str:
    """`[part] question` as headings have it: `question [part]`."""
    match = _BRACKETS.fullmatch(plain_text(label))
    return f"{match[2]} {match[1].strip()}" if match else plain_text(label)


def _questions(variables: Sequence[_Variable]) -> Iterator[Question]:
    """A question a variable, but one for all boxes of a multiple-choice question; "other" goes with its question."""
    by_name = {variable.name: variable for variable in variables}
    boxes: dict[str, list[_Variable]] = {}
    for variable in variables:
        if variable.box:
            boxes.setdefault(variable.name.partition("_")[0], []).append(variable)
    for variable in variables:
        title, _, rest = variable.name.partition("_")
        other = by_name.get(f"{title}_other")
        writes = other is not None and other.type == "A" and not other.values
        if variable.box and title not in by_name:
            if own := boxes.pop(title, []):
                yield _choice(title, own, other=writes)
        elif not (rest == "other" and writes and (title in by_name or any(_boxed(by_name, title)))):
            yield _single(variable, other=writes)


def _boxed(by_name: Mapping[str, _Variable], title: str) -> Iterator[bool]:
    return (variable.box and name.startswith(f"{title}_") for name, variable in by_name.items())


def _choice(title: str, boxes: Sequence[_Variable], *, other: bool) -> Question:
    texts = [box.label.rpartition(" [") for box in boxes]
    parts = [
        Part(box.name.partition("_")[2], 0, {"": inside.removesuffix("]") or box.label})
        for box, (_, _, inside) in zip(boxes, texts, strict=True)
    ]
    return Question(title, "M", {"": texts[0][0] or title}, subquestions=tuple(parts), other=other)


def _single(variable: _Variable, *, other: bool) -> Question:
    texts = {"": variable.label or variable.name}
    if variable.values:
        return Question(variable.name, "L", texts, answers=variable.values, other=other and "_" not in variable.name)
    kind = {"F": "N", "A": "S"}.get(variable.type, "D")
    whole = "" if "." in variable.size.removesuffix(".0") else "1"
    settings = {("num_value_int_only", ""): whole, ("date_format", ""): "HH"}
    return Question(variable.name, kind, texts, attributes=settings)


def _find_data(source: Source, named: str) -> Source | None:
    """The data file that the syntax names, beside it; whatever folder stands there is another computer's."""
    path = source.path
    name = named.replace("\\", "/").rpartition("/")[2]
    beside = [path.with_name(name)] if name else []
    beside += [path.with_name(path.name.replace("_syntax_file.sps", "_data_file.dat")), path.with_suffix(".dat")]
    return next((Source(other) for other in beside if other != path and Path(other).is_file()), None)
