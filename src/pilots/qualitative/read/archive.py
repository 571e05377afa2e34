"""Open the zip of a qualitative project without trusting it: no bombs, no climbing paths, no entities."""

import lzma
import re
import stat
import struct
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from pilots.errors import ReadError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

AGAIN = "Export the project from your QDA program again."
WARNING = "Don't open it; ask where it came from."
MAX_MEMBERS = 50_000
MAX_BYTES = 256 * 1024**2
MAX_RATIO = 200
_SMALL = 1024**2
DAMAGED = (BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, RuntimeError, NotImplementedError,
            ValueError, IndexError, OverflowError)  # fmt: skip
"""What a zip that is damaged may raise."""
_ENCRYPTED = 1


def open_archive(path: Path) -> ZipFile:
    """Open a zip whose members all stay inside it.

    Raises
    ------
    ReadError
        When the file is missing, no zip, damaged or locked; when it holds far too many members, one of them twice, a
        link, or a path that climbs out; when all of it together unpacks to more than 200 times its size (a zip bomb).
    """
    path = Path(path)
    if not path.is_file():
        raise ReadError("the file is missing", where=path, mend="Put it there, or correct the name in pilot.toml.")
    try:
        archive = ZipFile(path)
    except DAMAGED:
        raise ReadError("this is no zip archive, or a damaged one", where=path, mend=AGAIN) from None
    try:
        _inspect(archive.infolist(), path)
    except ReadError:
        archive.close()
        raise
    return archive


def _inspect(members: list[ZipInfo], path: Path) -> None:
    if len(members) > MAX_MEMBERS:
        raise ReadError(f"it holds {len(members)} files, more than {MAX_MEMBERS}", where=path)
    if not all(stays_inside(member.filename) for member in members):
        raise ReadError("a file in the archive has a path that climbs out of it", where=path, mend=WARNING)
    if any(stat.S_ISLNK(member.external_attr >> 16) for member in members):
        raise ReadError("a file in the archive is a link to another place", where=path, mend=WARNING)
    if len({member.filename for member in members}) < len(members):
        raise ReadError("two files in the archive have the same name", where=path, mend=WARNING)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise ReadError("the archive is locked with a password", where=path, mend="Save it without a password.")
    packed, unpacked = (sum(getattr(member, size) for member in members) for size in ("compress_size", "file_size"))
    # members that share their bytes claim more of them than the file has
    if packed > path.stat().st_size or (unpacked > _SMALL and unpacked > MAX_RATIO * packed):
        raise ReadError("it unpacks to too much (a zip bomb?)", where=path, mend=WARNING)


def read_member(archive: ZipFile, member: ZipInfo, where: object) -> bytes:
    """Unpack one member into memory, within limits.

    Raises
    ------
    ReadError
        When it is damaged, larger than 256 MiB, or packed more than 200 times (a zip bomb).
    """
    bomb = ReadError("a file in the archive unpacks to too much (a zip bomb?)", where=where, mend=WARNING)
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > MAX_BYTES or (member.file_size > _SMALL and ratio > MAX_RATIO):
        raise bomb
    try:
        with archive.open(member) as file:
            data = file.read(MAX_BYTES + 1)
    except DAMAGED:
        raise ReadError("a file in the archive is damaged or locked", where=where, mend=AGAIN) from None
    if len(data) > MAX_BYTES:
        raise bomb
    return data


def parse_xml(data: bytes, where: object) -> "Element":
    """Parse XML that may hold no document type, and so no entities.

    Raises
    ------
    ReadError
        When it does, or is not well-formed.
    """
    from xml.etree.ElementTree import ParseError, XMLParser, fromstring
    from xml.parsers.expat import ExpatError, ParserCreate

    # some programs of Windows say UTF-16 and write UTF-8
    encoding = "utf-8" if b"utf-16" in data[:100].lower() and b"\0" not in data[:100] else None
    try:
        guard = ParserCreate(encoding)
        guard.StartDoctypeDeclHandler = _refuse
        guard.Parse(data, True)
        root: Element = fromstring(data, XMLParser(encoding=encoding))
    except _DoctypeError:
        raise ReadError("its XML declares entities, which is refused", where=where, mend=WARNING) from None
    except (ExpatError, ParseError, ValueError, LookupError):
        raise ReadError("its XML is malformed", where=where, mend=AGAIN) from None
    return root


class _DoctypeError(Exception):
    """The XML has a document type."""


def _refuse(*_: object) -> None:
    raise _DoctypeError


def stays_inside(name: str) -> bool:
    """Whether a path in an archive stays in it.

    Examples
    --------
    >>> stays_inside("Sources/a.txt"), stays_inside("../a.txt"), stays_inside("C:/a.txt")
    (True, False, False)
    """
    path = PurePosixPath(name.replace("\\", "/"))
    drive = re.match("[A-Za-z]:", name) is not None
    return not (path.is_absolute() or ".." in path.parts or drive)
