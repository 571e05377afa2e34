"""Readers of qualitative projects, by file ending."""

from collections.abc import Callable
from pathlib import Path

from pilots.errors import ReadError
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read.folder import TABLES, read_folder
from pilots.qualitative.read.qdc import read_qdc
from pilots.qualitative.read.qdpx import read_qdpx
from pilots.qualitative.read.qualcoder import read_qualcoder
from pilots.qualitative.read.table import read_table
from pilots.qualitative.read.taguette import read_taguette

READERS: dict[str, Callable[[Path], QualitativeProject]] = {
    ".qdpx": read_qdpx,
    ".qdc": read_qdc,
    ".qda": read_qualcoder,
    ".sqlite3": read_taguette,
    **dict.fromkeys(TABLES, read_table),
}


def read_project(path: Path) -> QualitativeProject:
    """Read a qualitative project by the ending of its file; a folder without such an ending holds texts or coded tables.

    Raises
    ------
    ReadError
        When no reader knows the ending, or the file can't be read.
    """
    reader = READERS.get(path.suffix.casefold())
    if reader is None and (path.is_dir() or not path.suffix):
        return read_folder(path)
    if reader is None:
        known = ", ".join(READERS)
        raise ReadError(f"no reader for '{path.suffix}'", where=path, mend=f"Export the project as {known}.")
    return reader(path)


__all__ = ["READERS", "read_project", "read_qdc", "read_qdpx"]
