"""Open the database of a project without touching it, and without trusting it."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from pilots.errors import ReadError

AGAIN = "Close the project in its own program, copy it again, or export it as .qdpx."
MAX_BYTES = 2 * 1024**3
_MAGIC = b"SQLite format 3\0"


def open_copy(path: Path) -> sqlite3.Connection:
    """A copy of an SQLite database in memory: the file itself is only read.

    Raises
    ------
    ReadError
        When the file is missing, larger than 2 GiB, or no SQLite database.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError("the database is larger than 2 GiB", where=path)
        data = bytearray(path.read_bytes())
    except FileNotFoundError:
        raise ReadError(
            "the file is missing", where=path, mend="Put it there, or correct the name in pilot.toml."
        ) from None
    except OSError as error:
        raise ReadError(f"it can't be read ({error.strerror})", where=path) from None
    if data[:16] != _MAGIC:
        raise ReadError("this is no SQLite database", where=path, mend=AGAIN)
    waiting = path.with_name(f"{path.name}-wal")
    if waiting.is_file() and waiting.stat().st_size:
        data = _with_waiting(path, waiting)
    data[18:20] = b"\1\1"  # a journal of its own can't stand in memory
    connection = sqlite3.connect(":memory:")
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        connection.deserialize(bytes(data))
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
    except sqlite3.Error:
        connection.close()
        raise ReadError("the database is damaged", where=path, mend=AGAIN) from None
    return connection


def read_rows(
    connection: sqlite3.Connection, name: str, needed: Sequence[str], where: object, *, more: Sequence[str] = ()
) -> pd.DataFrame:
    """The rows of a table, as the database gives them.

    Parameters
    ----------
    needed
        Columns it must have; none where the table itself may be absent.
    more
        Columns that only some versions have; missing where this one has not.

    Raises
    ------
    ReadError
        When the table or a needed column is missing, or the database is damaged.
    """
    try:
        there = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone()
        has = {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')} if there else set()
        lacking = [column for column in needed if column not in has]
        if lacking:
            what = f"the column '{lacking[0]}' of table '{name}'" if there else f"the table '{name}'"
            raise ReadError(f"{what} is missing", where=where, mend=AGAIN)
        columns = [column for column in (*needed, *more) if column in has]
        listed = ", ".join(f'"{column}"' for column in columns)
        rows = connection.execute(f'SELECT {listed} FROM "{name}" ORDER BY rowid').fetchall() if columns else []
    except (sqlite3.Error, ValueError):  # what sqlite3 can't say of a damaged page it leaves to the decoder
        raise ReadError("the database is damaged", where=where, mend=AGAIN) from None
    read = [[cell.decode("utf-8", "replace") if isinstance(cell, bytes) else cell for cell in row] for row in rows]
    return pd.DataFrame(read, columns=columns, dtype="object").reindex(columns=[*needed, *more]).astype("object")


def whole_numbers(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """What SQLite keeps in a column of whole numbers, which may be anything: rounded, and missing where it is no number.

    Examples
    --------
    >>> whole_numbers(pd.Series([1, "2", "x", 1.5, None, 1e300], dtype="object")).tolist()
    [1, 2, <NA>, 2, <NA>, <NA>]
    """
    said = pd.to_numeric(column, errors="coerce").astype("float64")
    return said.round().where(said.abs() < 2**53).astype("Int64")


def _with_waiting(path: Path, waiting: Path) -> bytearray:
    """The database with what its program wrote beside it and had not yet put in."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copyfile(path, copy)
        shutil.copyfile(waiting, copy.with_name("copy-wal"))
        try:
            with closing(sqlite3.connect(copy)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error:
            raise ReadError("the database is damaged", where=path, mend=AGAIN) from None
        return bytearray(copy.read_bytes())
