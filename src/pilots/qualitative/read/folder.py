"""Read a folder of texts as documents, or a folder of coded tables, one a coder."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from pilots.errors import PilotsError, ReadError, raise_all
from pilots.qualitative.project import DOCUMENTS, QualitativeProject
from pilots.qualitative.read.ids import guids
from pilots.qualitative.read.office import read_office
from pilots.qualitative.read.plain import read_delimited, read_text
from pilots.qualitative.read.shape import shape
from pilots.qualitative.read.table import WORKBOOKS, read_tables
from pilots.workbook import read_sheets

TEXTS: Mapping[str, Callable[[Path], str]] = {
    ".txt": read_text,
    ".md": read_text,
    ".docx": read_office,
    ".odt": read_office,
}
TABLES = (".csv", ".tsv", *WORKBOOKS)
PAPERS = (".doc", ".rtf", ".pdf", ".pages", ".wpd", ".html", ".htm")
"""Texts that are not read as they are."""
_OWN = ("thumbs.db", "desktop.ini")
"""What Windows puts in a folder."""
_KNOWN = f"It can hold texts ({', '.join(TEXTS)}) or coded tables ({', '.join(TABLES)})."


def read_folder(folder: Path) -> QualitativeProject:
    """Read what lies in a folder and the folders in it.

    Parameters
    ----------
    folder
        With texts: each is a document, with the name of its file. A language code behind the name (`talk.nl.txt`) is its
        language. Without texts: coded tables, told apart by their names where no column names the coder. Hidden files,
        files that a program keeps while another is open, and links out of the folder are passed over; any other file that
        is not read is told.

    Returns
    -------
    QualitativeProject
        Documents and texts, or also what was coded.

    Raises
    ------
    ReadError, Problems
        When the folder is missing or holds neither, and for each file that can't be read, is of another
        kind, or holds nothing.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ReadError("the folder is missing", where=folder, mend="Put it there, or correct the name in pilot.toml.")
    own = folder.resolve()
    files = (path for path in folder.rglob("*") if path.is_file() and path.resolve().is_relative_to(own))
    inside = sorted(path for path in files if not _hidden(path.relative_to(folder)))
    texts = [path for path in inside if path.suffix.casefold() in TEXTS]
    tables = [path for path in inside if path.suffix.casefold() in TABLES]
    unread = [_unread(path) for path in inside if path not in (texts or tables)]
    if not texts and not tables and not unread:
        raise ReadError("the folder holds no texts and no tables", where=folder, mend=_KNOWN)
    if not texts:
        raise_all(unread)
        return read_tables({name: table for path in tables for name, table in _sheets(path).items()}, folder)
    return _documents(folder, texts, unread)


def _unread(path: Path) -> PilotsError:
    paper = path.suffix.casefold() in PAPERS
    mend = "Save it as .docx, or move it out of the folder." if paper else "Move it out of the folder."
    return ReadError("not read", where=path, mend=mend)


def _documents(folder: Path, paths: list[Path], problems: list[PilotsError]) -> QualitativeProject:
    said = []
    for path in paths:
        try:
            said.append(TEXTS[path.suffix.casefold()](path))
            if not said[-1].strip():
                problems.append(ReadError("the file holds no text", where=path, mend="Fill it, or take it away."))
        except ReadError as problem:
            problems.append(problem)
    raise_all(problems)
    names = [path.relative_to(folder).with_suffix("").as_posix() for path in paths]
    ids = guids("document", names, said)
    documents = pd.DataFrame(
        {
            "document": ids,
            "name": names,
            "kind": "text",
            "language": [_language(name) for name in names],
            "phase": "",
            "characters": [len(text) for text in said],
        }
    )
    return QualitativeProject(documents=shape(DOCUMENTS, documents), texts=dict(zip(ids, said, strict=True)))


def _sheets(path: Path) -> dict[str, pd.DataFrame]:
    if path.suffix.casefold() not in WORKBOOKS:
        return {path.stem: read_delimited(path)}
    sheets = read_sheets(path)
    return {path.stem if len(sheets) == 1 else f"{path.stem} {name}": table for name, table in sheets.items()}


def _language(name: str) -> str:
    """The language that stands behind a name, as in `talk.nl` and `talk_fr`; empty where none does."""
    last = name.replace("_", ".").rpartition(".")[2]
    return last.casefold() if last.casefold() in ("nl", "fr", "en", "ar", "tr", "de") and last != name else ""


def _hidden(path: Path) -> bool:
    own = path.name.casefold() in _OWN
    return own or any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)
