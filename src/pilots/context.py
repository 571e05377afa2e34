"""Published figures about the town and the areas around it, each with its period and source."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pilots.errors import ReadError, raise_all
from pilots.pilot import Pilot
from pilots.rows import RowReader, by_language, cells
from pilots.vocabulary import Column, frame
from pilots.workbook import read_sheets

LEVELS = ("town", "arrondissement", "province", "region", "country", "comparison")
FIGURES = (
    Column("indicator", "str", "Indicator", "its id"),
    Column("labels", "object", "Indicator", "what it is called, by language"),
    Column("area", "str", "Area", "town, province, region..."),
    Column("level", "str", "Level", "one of LEVELS"),
    Column("value", "float64", "Value", "as published, in `unit`"),
    Column("unit", "str", "Unit", "% or what is counted"),
    Column("period", "str", "Period", "year or years"),
    Column("source", "str", "Source", "who published it"),
    Column("url", "str", "Address", "where; empty where it is not on the web"),
)
_NEEDED = ("indicator", "area", "level", "value", "unit", "period", "source")


def load(pilot: Pilot) -> pd.DataFrame:
    """The published figures that pilot.toml names; empty where it names none.

    Parameters
    ----------
    pilot
        Its `context` is a table with columns indicator, label::nl, label::fr, label::en, area, level, value,
        unit, period, source, url. A CSV may be separated by commas, semicolons or tabs.

    Returns
    -------
    DataFrame
        indicator, labels (dict by language), area, level, value, unit, period, source, url; a row a figure.

    Raises
    ------
    ReadError
        When the file is missing, is no such table, or lacks a column.
    PilotsError, Problems
        With every row that lacks a source or period, has an unknown level or no number, or stands twice.
    """
    if pilot.context is None:
        return frame(FIGURES)
    path = pilot.path(pilot.context)
    table = read_table(path, _NEEDED)
    reader = RowReader(path, [])
    reader.headings(table.columns, ["label", *(column.name for column in FIGURES if column.name != "labels")])
    rows = []
    seen: dict[tuple[str, ...], object] = {}
    for row, line in table.iterrows():
        figure = cells(line)
        for name in _NEEDED:
            if not figure[name]:
                reader.problem(row, f"the column '{name}' is empty")
        key = (figure["indicator"], figure["area"], figure["period"])
        if key in seen:
            reader.problem(row, f"indicator, area and period are those of row {seen[key]}")
        seen.setdefault(key, row)
        about: dict[str, object] = {name: figure[name] for name in (*_NEEDED, "url") if name in figure}
        about["labels"] = by_language("label", figure, pilot.language) or {pilot.language: figure["indicator"]}
        about["level"] = reader.word(row, "level", figure["level"], LEVELS)
        about["value"] = reader.number(row, "value", figure["value"])
        rows.append(about)
    raise_all(reader.problems)
    return frame(FIGURES, rows)


def read_table(path: Path, needed: Sequence[str]) -> pd.DataFrame:
    """Read a small table, CSV or the first sheet of a workbook, as text.

    Parameters
    ----------
    path
        CSV separated by commas, semicolons or tabs, in UTF-8 or as Excel writes it on Windows; or xlsx, ods.
    needed
        The columns it must have.

    Returns
    -------
    DataFrame of str, stripped, empty cells "". The index counts rows as a spreadsheet does; empty rows are
    left out.

    Raises
    ------
    ReadError
        When the file is missing, can't be read, lacks a column, or has a heading twice.
    """
    if path.suffix.casefold() in (".xlsx", ".xls", ".ods"):
        table = next(iter(read_sheets(path).values()), pd.DataFrame()).fillna("")
    else:
        table = _read_csv(path)
    lacking = [name for name in needed if name not in table.columns]
    if lacking:
        mend = f"It needs: {', '.join(needed)}."
        raise ReadError(f"there is no column {', '.join(map(repr, lacking))}", where=path, mend=mend)
    return table.apply(lambda column: column.str.strip()) if len(table) else table


def _read_csv(path: Path) -> pd.DataFrame:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        mend = "Put it there, or correct the name in pilot.toml."
        raise ReadError("the file is missing", where=path, mend=mend) from None
    except OSError as error:
        raise ReadError(f"it can't be read ({error.strerror})", where=path) from None
    if b"\0" in data:
        raise ReadError("this is no CSV text", where=path, mend="Save it as CSV UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = text.lstrip().partition("\n")[0]
    lines = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count)))
    filled = [(row, line) for row, line in enumerate(lines, start=1) if any(cell.strip() for cell in line)]
    names = [name.strip() for name in filled[0][1]] if filled else []
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise ReadError(f"the heading '{min(twice)}' occurs twice", where=path, mend="Give each its own heading.")
    long = [row for row, line in filled[1:] if any(cell.strip() for cell in line[len(names) :])]
    if long:
        mend = "Put quotes around a text that holds the separator."
        raise ReadError(f"row {long[0]} has more cells than the headings", where=path, mend=mend)
    cells = {name: [_cell(line, at) for _, line in filled[1:]] for at, name in enumerate(names) if name}
    return pd.DataFrame(cells, index=pd.Index([row for row, _ in filled[1:]], dtype="int64"), dtype="str")


def _cell(line: list[str], at: int) -> str:
    return line[at] if at < len(line) else ""
