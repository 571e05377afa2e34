"""Write REFI-QDA projects (.qdpx), as NVivo, ATLAS.ti, MAXQDA, QualCoder and others open them."""

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from shutil import copyfileobj
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pilots.errors import ReadError
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read.archive import AGAIN, DAMAGED, open_archive, stays_inside
from pilots.qualitative.read.standard import PROJECT_SPACE
from pilots.qualitative.read.tidy import write_xml
from pilots.qualitative.write.qde import project_xml

HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_DATE = (2018, 7, 2, 9, 0, 0)
_LARGE = 2**31 - 1


def write_qdpx(project: QualitativeProject, path: Path) -> None:
    """Write a REFI-QDA project.

    It holds the texts and the names, so it is for colleagues, not for publication. What was read comes back: texts, passages, codings, cases, notes, sets, links, and what `details` keeps. Ids that are
    no GUID, as projects from elsewhere have them, become GUIDs, the same each time. Pictures, sound, film and PDFs
    are copied from where `files` says.

    Parameters
    ----------
    project
        Of any origin.
    path
        The .qdpx file. It holds the same bytes whenever and wherever the same project is written (stored, not
        compressed: compression differs between versions of zlib).

    Raises
    ------
    ReadError
        When a file that the project refers to is gone or damaged.

    References
    ----------
    REFI-QDA Standard 1.5 (2019), www.qdasoftware.org; what is written is valid by its schema Project.xsd.

    Examples
    --------
    >>> import tempfile
    >>> from pilots.qualitative.read import read_qdpx
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_qdpx(QualitativeProject(), Path(folder) / "empty.qdpx")
    ...     len(read_qdpx(Path(folder) / "empty.qdpx").documents)
    0
    """
    path = Path(path)
    names = _text_names(project)
    root = project_xml(project, path.stem, names)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    try:
        with ZipFile(new, "w", ZIP_STORED) as archive:
            archive.writestr(_entry("project.qde"), f"{HEAD}{write_xml(root, space=PROJECT_SPACE)}\n".encode())
            for document, name in names.items():
                archive.writestr(_entry(f"sources/{name}"), project.texts[document].encode("utf-8", "replace"))
            _copy(project.files, archive)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _text_names(project: QualitativeProject) -> dict[str, str]:
    """Document to the name of the file that holds its text."""
    taken = {name.casefold() for name in project.files}
    names: dict[str, str] = {}
    for document in project.documents["document"].dropna():
        if document in project.texts:
            plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in document)
            name = next(name for name in _candidates(plain) if name.casefold() not in taken)
            taken.add(name.casefold())
            names[document] = name
    return names


def _candidates(plain: str) -> Iterator[str]:
    yield f"{plain}.txt"
    yield from (f"{plain}-text-{number}.txt" for number in count(1))


def _copy(files: Mapping[str, tuple[Path, str]], archive: ZipFile) -> None:
    """Copy files byte for byte, from archives and from folders."""
    opened: dict[Path, ZipFile] = {}
    try:
        for name, (place, member) in files.items():
            if not stays_inside(name):
                raise ReadError("a file of the project has a path that climbs out of it", where=place)
            if member and place not in opened:
                opened[place] = open_archive(place)
            try:
                size = opened[place].getinfo(member).file_size if member else place.stat().st_size
                source = opened[place].open(member) if member else place.open("rb")
                with source, archive.open(_entry(f"sources/{name}"), "w", force_zip64=size > _LARGE) as target:
                    copyfileobj(source, target)
            except (KeyError, *DAMAGED):
                raise ReadError("a file of the project is gone or damaged", where=place, mend=AGAIN) from None
    finally:
        for other in opened.values():
            other.close()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DATE)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
