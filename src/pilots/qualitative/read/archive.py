"""Open the zip of a qualitative project without trusting it: no bombs, no climbing paths, no entities."""

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


def open_archive(path: Path) -> ZipFile:
    """Open a zip whose members all stay inside it.

    Raises
    ------
    ReadError
        When the file is missing, no zip, damaged, holds far too many members or a path that climbs out.
    """
    if not Path(path).is_file():
        raise ReadError("the file is missing", where=path, mend="Put it there, or correct the name in pilot.toml.")
    try:
        archive = ZipFile(path)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise ReadError("this is no zip archive, or a damaged one", where=path, mend=AGAIN) from None
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        archive.close()
        raise ReadError(f"it holds {len(members)} files, more than {MAX_MEMBERS}", where=path)
    for member in members:
        if not stays_inside(member.filename):
            archive.close()
            raise ReadError("a file in the archive has a path that climbs out of it", where=path, mend=WARNING)
    return archive


def read_member(archive: ZipFile, member: ZipInfo, where: object) -> bytes:
    """Unpack one member into memory, within limits.

    Raises
    ------
    ReadError
        When it is damaged, larger than 256 MiB, or packed more than 200 times (a zip bomb).
    """
    bomb = ReadError(f"'{member.filename}' unpacks to too much (a zip bomb?)", where=where, mend=WARNING)
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > MAX_BYTES or (member.file_size > _SMALL and ratio > MAX_RATIO):
        raise bomb
    try:
        with archive.open(member) as file:
            data = file.read(MAX_BYTES + 1)
    except (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError):
        raise ReadError(f"'{member.filename}' in the archive is damaged or locked", where=where, mend=AGAIN) from None
    if len(data) > MAX_BYTES:
        raise bomb
    return data


def parse_xml(data: bytes, where: object) -> "Element":
    """Parse XML that may hold no document type and no entities.

    Raises
    ------
    ReadError
        When it does, or is not well-formed.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise ReadError("its XML declares entities, which is refused", where=where, mend=WARNING) from None
    except (ParseError, ValueError, LookupError):
        raise ReadError("its XML is malformed", where=where, mend=AGAIN) from None
    return root


def stays_inside(name: str) -> bool:
    """Whether a path in an archive stays in it.

    Examples
    --------
    >>> stays_inside("Sources/a.txt"), stays_inside("../a.txt"), stays_inside("C:/a.txt")
    (True, False, False)
    """
    path = PurePosixPath(name.replace("\\", "/"))
    drive = ":" in path.parts[0] if path.parts else False
    return not (path.is_absolute() or ".." in path.parts or drive)
