"""Parquet: the tables that pandas, R (arrow) and statistical offices hand on."""

import json
from collections.abc import Callable, Iterator

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pilots.errors import ReadError
from pilots.survey.read.plain import own_names
from pilots.survey.read.reading import ADMIN, IDENTIFIER, IDENTIFIERS, QUESTION, Reading, unique_names
from pilots.survey.read.source import NO_ANSWERS, Source
from pilots.vocabulary import ADMIN as OWN

_MAGIC = b"PAR1"
_LABELS = (b"label", b"description", b"comment")
"""What tools call the text of a question among what a column says about itself."""
_WHOLE = 2.0**63


def read_parquet(source: Source, /) -> Reading | None:
    """Read a parquet file: numbers as the shortest text (1.0 as "1"), dates in ISO form, categories as they read.

    The label of a column is what its metadata call label, description or comment. A list or a record in a cell is
    written as JSON.

    Returns
    -------
    A reading, or None when the file does not begin as parquet does.

    Raises
    ------
    ReadError
        When it is damaged, or holds no answers.
    """
    if not source.content.startswith(_MAGIC):
        return None
    fields, columns = [], []
    try:
        for field, column in _columns(source):
            column.validate(full=True)
            fields.append(field)
            columns.append(pd.array(_text(column), dtype="str"))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        mend = "It may have been cut off; export it again."
        raise ReadError("this is no parquet file that can be read", where=source.path, mend=mend) from error
    if not columns or not len(columns[0]):
        raise ReadError("there are columns but no answers", where=source.path, mend=NO_ANSWERS)
    headings = [field.name for field in fields]
    names = unique_names(own_names(headings))
    responses = pd.DataFrame(dict(zip(names, columns, strict=True)), copy=False)
    responses.index = pd.RangeIndex(1, len(responses) + 1)
    return Reading(
        path=source.path,
        tool="parquet",
        sign="a parquet file",
        responses=responses,
        headings=pd.DataFrame(
            {
                "variable": names,
                "heading": headings,
                "label": [_label(field) or field.name for field in fields],
                "kind": [IDENTIFIER if n in IDENTIFIERS else ADMIN if n in OWN else QUESTION for n in names],
            },
            dtype="str",
        ),
    )


def _columns(source: Source) -> Iterator[tuple[pa.Field, pa.Array]]:
    """Column by column, so that numbers and texts of the whole table never stand beside each other."""
    file = pq.ParquetFile(pa.BufferReader(source.content))
    schema = file.schema_arrow
    alone = len(set(schema.names)) == len(schema.names)
    whole = None if alone else file.read()
    for position, field in enumerate(schema):
        column = file.read(columns=[field.name]).column(0) if whole is None else whole.column(position)
        yield field, column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _label(field: pa.Field) -> str:
    said = field.metadata or {}
    return next((said[key].decode(errors="replace") for key in _LABELS if said.get(key)), "")


def _text(cells: pa.Array) -> pa.Array:
    """Cells as text, each distinct one written once; blank ones are missing."""
    if pa.types.is_dictionary(cells.type):
        texts, codes = cells.dictionary, cells.indices
    elif pa.types.is_nested(cells.type):
        return pa.array([None if c is None else json.dumps(c, default=str) for c in cells.to_pylist()], _STRING)
    elif pa.types.is_null(cells.type):
        return cells.cast(_STRING)
    else:
        encoded = cells.dictionary_encode()
        texts, codes = encoded.dictionary, encoded.indices
    written = next((write for fits, write in _WRITERS if fits(texts.type)), _as_arrow_writes)(texts)
    written = pc.if_else(pc.equal(written, ""), pa.scalar(None, _STRING), written)
    return pa.DictionaryArray.from_arrays(codes, written).cast(_STRING)


_STRING = pa.large_string()


def _as_arrow_writes(values: pa.Array) -> pa.Array:
    return values.cast(_STRING)


def _decimals(values: pa.Array) -> pa.Array:
    """The shortest text that gives a number back; what is no number is missing."""
    numbers = values.cast(pa.float64())
    whole = pc.and_(pc.equal(pc.floor(numbers), numbers), pc.less(pc.abs(numbers), _WHOLE))
    integers = pc.if_else(whole, numbers, None).cast(pa.int64()).cast(_STRING)
    return pc.if_else(pc.is_nan(numbers), None, pc.coalesce(integers, values.cast(_STRING)))


def _fixed_point(values: pa.Array) -> pa.Array:
    text = values.cast(_STRING)
    return pc.replace_substring_regex(text, r"^([^.]*)(?:\.0*|(\.\d*?)0+)$", r"\1\2")


def _moments(values: pa.Array) -> pa.Array:
    """Without the parts of a second, and the hour, that nobody recorded."""
    exact = pc.replace_substring_regex(values.cast(_STRING), r"\.0+(Z|[+-][\d:]+)?$", r"\1")
    return pc.replace_substring_regex(exact, " 00:00:00$", "")


def _truths(values: pa.Array) -> pa.Array:
    return pc.if_else(values, "TRUE", "FALSE").cast(_STRING)


_WRITERS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[pa.Array], pa.Array]], ...] = (
    (pa.types.is_floating, _decimals),
    (pa.types.is_decimal, _fixed_point),
    (pa.types.is_timestamp, _moments),
    (pa.types.is_time, _moments),
    (pa.types.is_boolean, _truths),
)
