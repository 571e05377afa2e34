"""Read REFI-QDA projects (.qdpx), as NVivo, ATLAS.ti, MAXQDA, QualCoder and others exchange them."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

import pandas as pd

from pilots.errors import ReadError
from pilots.qualitative.project import (
    CASES,
    CODES,
    DETAILS,
    DOCUMENTS,
    LINKS,
    NOTES,
    SEGMENTS,
    SELECTIONS,
    SETS,
    USERS,
    VARIABLES,
    QualitativeProject,
)
from pilots.qualitative.read.archive import AGAIN, WARNING, open_archive, parse_xml, read_member, stays_inside
from pilots.qualitative.read.found import ATTRIBUTES, Found, Row, attribute_of, children, description_of, require_root
from pilots.qualitative.read.parts import read_notes, read_sources
from pilots.qualitative.read.qde import read_cases, read_codes, read_groups, read_users, read_variables
from pilots.vocabulary import Column, frame

OURS = "pilots"
"""The origin of projects that this package writes: their positions need no guess."""
MAX_TEXTS = 1024**3
"""Most bytes of text in one project."""
_PATHS = ("plainTextPath", "richTextPath", "path", "currentPath")
_JUNK = "__MACOSX"


def read_qdpx(path: Path) -> QualitativeProject:
    """Read a REFI-QDA project.

    Parameters
    ----------
    path
        A .qdpx file: a zip with project.qde and a folder Sources. Texts that were left out of it are not
        needed; sources outside the archive are not opened.

    Returns
    -------
    QualitativeProject
        All sources, passages, cases with their variables, codes, codings, notes, sets and links. The coder is who made
        the coding, not who marked the passage. `details` keeps what else the standard knows; what programs add to
        the standard is left out. Pictures, sound and film stay in the archive: `files` says where.

    Raises
    ------
    ReadError
        When the file is missing, damaged or no REFI-QDA project, or would harm: a zip bomb, a path that
        climbs out, XML entities, codes thousands of levels deep.

    References
    ----------
    REFI-QDA Standard 1.5 (2019), www.qdasoftware.org. Positions are Unicode code points from 0; NVivo counts
    UTF-16 units and ATLAS.ti a line break as one, which is recognised and corrected.
    """
    path = Path(path)
    with open_archive(path) as archive:
        qde = _project_file(archive.infolist(), path)
        root = parse_xml(read_member(archive, qde, path), path)
        require_root(root, "Project", "REFI-QDA project.qde", path)
        library = _Library(archive, qde, path)
        for element in root.iter():
            for said in (element.attrib[name] for name in _PATHS if name in element.attrib):
                library.name_of(said)
        found = Found()
        read_users(root, found)
        read_codes(children(root, "CodeBook"), found, path)
        read_variables(root, found)
        read_sources(root, found, library.text, guess=root.get("origin") != OURS)
        owners = read_cases(root, found)
        read_groups(root, found)
        found.keep("", root, "origin", "Description", "Users", "CodeBook", "Variables", "Cases", "Sources", "Notes",
                   "Links", "Sets")  # fmt: skip
        if about := description_of(root):
            found.details.append({"owner": "", "name": "Description", "value": about})
        read_notes(root, found, library.text)
    _assign(found, owners)
    named = {str(row["path"]).removeprefix("internal://") for row in found.documents}
    return QualitativeProject(
        documents=_wide(DOCUMENTS, found.documents),
        cases=_wide(CASES, found.cases),
        codes=frame(CODES, found.codes),
        segments=frame(SEGMENTS, found.segments),
        texts=found.texts,
        users=frame(USERS, found.users),
        selections=frame(SELECTIONS, found.selections),
        variables=frame(VARIABLES, found.variables),
        notes=frame(NOTES, found.notes),
        sets=frame(SETS, found.sets),
        links=frame(LINKS, found.links),
        details=frame(DETAILS, found.details),
        files={name: (path, member.filename) for name, member in library.files(named).items()},
    )


class _Library:
    """The files of the archive, by the names that sources call them."""

    def __init__(self, archive: ZipFile, qde: ZipInfo, path: Path) -> None:
        self._archive, self._path = archive, path
        folder = PurePosixPath(qde.filename.replace("\\", "/")).parent
        self._members: dict[str, tuple[str, ZipInfo]] = {}
        self._read: set[str] = set()
        self._room = MAX_TEXTS
        for member in archive.infolist():
            inside = PurePosixPath(member.filename.replace("\\", "/"))
            if member is qde or member.is_dir() or inside.parts[0] == _JUNK:
                continue
            name = inside.relative_to(folder) if inside.is_relative_to(folder) else inside
            parts = name.parts[1:] if name.parts[0].casefold() == "sources" and len(name.parts) > 1 else name.parts
            self._members.setdefault("/".join(parts).casefold(), ("/".join(parts), member))

    def name_of(self, said: str) -> str:
        """The name of an internal file, in small letters; empty for one that stands elsewhere."""
        scheme, _, name = said.partition(":")
        if scheme.casefold() != "internal":
            return ""
        name = name.removeprefix("//").replace("\\", "/")
        known = name.lstrip("/").casefold()
        known = known.removeprefix("sources/") if known not in self._members else known
        if known not in self._members and not stays_inside(name):
            raise ReadError("a source has a path that climbs out of the archive", where=self._path, mend=WARNING)
        return known

    def text(self, said: str) -> str | None:
        """The text that a path leads to; None where it is not in the archive."""
        name = self.name_of(said)
        if name not in self._members:
            return None
        data = read_member(self._archive, self._members[name][1], self._path)
        self._read.add(name)
        self._room -= len(data)
        if self._room < 0:
            raise ReadError("its texts unpack to too much (a zip bomb?)", where=self._path, mend=WARNING)
        try:
            return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        except UnicodeDecodeError:
            raise ReadError("a text in the archive is not UTF-8", where=self._path, mend=AGAIN) from None

    def files(self, named: set[str]) -> dict[str, ZipInfo]:
        """Name to member of all that was not read as a text, or is `named` as a file too."""
        read = self._read - {name.casefold() for name in named}
        return {name: member for key, (name, member) in self._members.items() if key not in read}


def _project_file(members: Sequence[ZipInfo], path: Path) -> ZipInfo:
    """The one project.qde, which ATLAS.ti calls after the project and some put in a folder."""
    names = {member: PurePosixPath(member.filename.replace("\\", "/")) for member in members}
    found = [member for member, name in names.items() if name.suffix.casefold() == ".qde" and name.parts[0] != _JUNK]
    found.sort(key=lambda member: (names[member].name.casefold() != "project.qde", len(names[member].parts)))
    if not found or (len(found) > 1 and names[found[0]].name.casefold() != "project.qde"):
        raise ReadError("the archive holds no project.qde", where=path, mend=AGAIN)
    return found[0]


def _assign(found: Found, owners: Mapping[str, set[str]]) -> None:
    """Give segments the one case they belong to, and documents the language and phase of theirs."""
    whole: dict[str, dict[str, Row]] = {}
    for row in found.cases:
        if row.get("part") == "whole":
            whole.setdefault(str(row["document"]), {})[str(row["case"])] = row
    for document in found.documents:
        mine = whole.get(str(document["document"]), {})
        if len(mine) == 1:
            values = {name: str(said) for about in mine.values() for name, said in about.items()}
            for name in ATTRIBUTES:
                document[name] = document[name] or attribute_of(values, name)
    for segment in found.segments:
        marked = owners.get(str(segment["selection"])) or owners.get(str(segment["segment"]))
        who = marked or set(whole.get(str(segment["document"]), ()))
        segment["case"] = next(iter(who)) if len(who) == 1 else None


def _wide(columns: Sequence[Column], rows: list[Row]) -> pd.DataFrame:
    """A frame with a text column more for each variable that has values."""
    fixed = [column.name for column in columns]
    table = frame(columns, [{name: row.get(name) for name in fixed} for row in rows])
    more = dict.fromkeys(name for row in rows for name in row if name not in fixed)
    values = {name: pd.Series([row.get(name) for row in rows], index=table.index, dtype="str") for name in more}
    return table.assign(**values)
