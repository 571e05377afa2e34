"""JSON: a list of records, one a respondent, as an API gives them."""

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from pilots.spread import MOST_CELLS
from pilots.survey.read.grid import TEXT, Grid, Remark
from pilots.survey.read.kinds import NoTableError

_RECORDS = "Export a flat list of records, or CSV."


def read_records(text: str, where: object) -> Grid:
    """Read records: a list, or an object that holds one list. What is nested becomes `a.b`, a list stays JSON.

    Numbers keep the figures they are written with, true and false are so written, null is empty. Rows are counted
    from 1, as there is no row of headings.

    Raises
    ------
    NoTableError
        When it is no JSON, or no list of records.
    """
    try:
        said = json.loads(
            text, object_pairs_hook=_Record, parse_float=_Figure, parse_int=_Figure, parse_constant=_Figure
        )
        records, remarks = _records(said, where)
        flat = [_flat(record, where) for record in records]
    except ValueError as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        mend = "The file is damaged or was cut off; export it again."
        raise NoTableError(f"this is no JSON that can be read{line}", where=where, mend=mend) from None
    except RecursionError:
        raise NoTableError("the JSON is nested too deeply", where=where, mend=_RECORDS) from None
    names = list(dict.fromkeys(name for record in flat for name in record))
    if len(names) * len(flat) > MOST_CELLS:
        what = f"{len(flat)} records with {len(names)} different names are no table"
        raise NoTableError(what, where=where, mend=_RECORDS)
    columns = [[name, *(record.get(name, "") for record in flat)] for name in names]
    table = pa.table([pa.array(column, TEXT) for column in columns], names=list(map(str, range(len(names)))))
    return Grid.from_table(table, how="JSON", first=0, remarks=remarks)


class _Record(list[tuple[str, Any]]):
    """An object of JSON as pairs, so that a name that occurs twice is seen."""


class _Figure(str):
    """A number just as it is written."""

    __slots__ = ()


def _records(said: Any, where: object) -> tuple[list[_Record], list[Remark]]:
    remarks = []
    if isinstance(said, _Record):
        names = {name for name, _ in said}
        if names & {"FeatureCollection", "features", "arcs"}:
            raise NoTableError("this is a map (GeoJSON or TopoJSON), no survey", where=where, mend=_RECORDS)
        if names >= {"SurveyEntry", "SurveyElements"}:
            mend = "Name it as `structure`, beside the export of the answers."
            raise NoTableError("this is a Qualtrics questionnaire without answers", where=where, mend=mend)
        if any(name == "next" and value for name, value in said):
            what = "the file says that there are more pages of records than this one"
            remarks.append(Remark("more pages", what))
        lists = [value for _, value in said if _is_records(value)]
        if len(lists) != 1:
            raise NoTableError("this JSON is no list of records", where=where, mend=_RECORDS)
        rest = [name for name, value in said if not _is_records(value) and name not in ("count", "next", "previous")]
        if rest:
            remarks.append(Remark("beside the records", f"not read: {', '.join(rest[:8])}"))
        said = lists[0]
    if not _is_records(said):
        raise NoTableError("this JSON is no list of records", where=where, mend=_RECORDS)
    return said, remarks


def _is_records(value: Any) -> bool:
    return (
        isinstance(value, list)
        and not isinstance(value, _Record)
        and bool(value)
        and all(isinstance(record, _Record) for record in value)
    )


def _flat(record: _Record, where: object) -> dict[str, str]:
    """A record as text cells; what is empty is left out."""
    cells: dict[str, str] = {}
    for name, value in _leaves(record, ""):
        if name in cells:
            raise NoTableError(f"a record names '{name}' twice", where=where, mend="Export it again, as CSV.")
        cells[name] = value if isinstance(value, str) else _json(value)
    return {name: cell for name, cell in cells.items() if cell}


def _leaves(record: _Record, stem: str) -> Iterator[tuple[str, Any]]:
    for name, value in record:
        if isinstance(value, _Record):
            yield from _leaves(value, f"{stem}{name}.")
        else:
            yield f"{stem}{name}", "" if value is None or value == [] else value


def _json(value: Any) -> str:
    if isinstance(value, _Figure):
        return value
    if isinstance(value, _Record):
        return "{" + ", ".join(f"{json.dumps(name, ensure_ascii=False)}: {_json(inner)}" for name, inner in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
