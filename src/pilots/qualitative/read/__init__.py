"""Readers of qualitative projects, by file ending."""

from collections.abc import Callable
from pathlib import Path

from pilots.errors import ReadError
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read.folder import PAPERS, TABLES, TEXTS, read_folder
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
_PROGRAMS = (".nvp", ".nvpx", ".nvcx", ".mx18", ".mx20", ".mx22", ".mx24", ".mqda", ".atlproj", ".hpr7", ".hpr8")
"""Projects that only the program that wrote them can read."""


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
        raise ReadError(f"no reader for '{path.suffix}'", where=path, mend=_instead(path.suffix.casefold()))
    return reader(path)


def _instead(ending: str) -> str:
    """What to do with a file that has no reader."""
    if ending in TEXTS:
        return "Put it in a folder and name the folder."
    if ending in PAPERS:
        return "Save it as .docx, put that in a folder and name the folder."
    if ending in _PROGRAMS:
        return "Export the project as REFI-QDA (.qdpx) in your program."
    return f"Export the project as {', '.join(READERS)}."


__all__ = ["READERS", "read_project", "read_qdc", "read_qdpx"]
