"""Plain files in whatever encoding they came: texts and tables separated by commas, semicolons or tabs."""

import codecs
import csv
import io
from pathlib import Path

import pandas as pd

from pilots.errors import ReadError

MAX_BYTES = 256 * 1024**2
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises
    ------
    ReadError
        When it is missing, can't be read, or is larger than 256 MiB.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError("the file is larger than 256 MiB", where=path)
        return path.read_bytes()
    except FileNotFoundError:
        mend = "Put it there, or correct the name in pilot.toml."
        raise ReadError("the file is missing", where=path, mend=mend) from None
    except OSError as error:
        raise ReadError(f"it can't be read ({error.strerror})", where=path) from None


def read_text(path: Path) -> str:
    """A text in UTF-8, UTF-16 or as Windows wrote it before (windows-1252), with one kind of line end.

    Raises
    ------
    ReadError
        When it is missing, or no text.
    """
    data = read_bytes(path)
    named = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if named is None and b"\0" in data:
        named = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    try:
        text = data.decode(named or "utf-8")
    except UnicodeDecodeError:
        text = "\0" if named else data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise ReadError("this is no text", where=path, mend="Save it as plain text, UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_delimited(path: Path) -> pd.DataFrame:
    """A table as text: the columns of its first filled line; empty cells missing, empty rows left out.

    The index counts lines as a spreadsheet does. Columns without heading are left out.

    Raises
    ------
    ReadError
        When it is missing, no table, has a heading twice, or a row that is longer than the headings.
    """
    text = read_text(path).lstrip("\n")
    csv.field_size_limit(MAX_BYTES)
    lines = max(
        (_lines(text, delimiter, path) for delimiter in ",;\t"), key=lambda rows: len(rows[0][1]) if rows else 0
    )
    if not lines:
        return pd.DataFrame()
    names = [name.strip() for name in lines[0][1]]
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise ReadError(f"the heading '{min(twice)}' occurs twice", where=path, mend="Give each its own heading.")
    long = [row for row, line in lines[1:] if any(cell.strip() for cell in line[len(names) :])]
    if long:
        mend = "Put quotation marks around cells with a separator in them."
        raise ReadError("the row is longer than the headings", where=f"{path}, row {long[0]}", mend=mend)
    cells = {
        name: pd.Series(
            [line[place] if place < len(line) and line[place].strip() else None for _, line in lines[1:]], dtype="str"
        )
        for place, name in enumerate(names)
        if name
    }
    table = pd.DataFrame(cells)
    table.index = pd.Index([row for row, _ in lines[1:]], dtype="int64")
    return table


def _lines(text: str, delimiter: str, where: Path) -> list[tuple[int, list[str]]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise ReadError("this is no table", where=where, mend="Save it as CSV UTF-8.") from None
    return [(row, line) for row, line in enumerate(rows, start=1) if any(cell.strip() for cell in line)]
