"""Read REFI-QDA code books (.qdc)."""

from pathlib import Path

from pilots.errors import ReadError
from pilots.qualitative.project import CODES, SETS, QualitativeProject
from pilots.qualitative.read.archive import MAX_BYTES, parse_xml
from pilots.qualitative.read.found import Found, require_root
from pilots.qualitative.read.qde import read_codes, read_groups
from pilots.vocabulary import frame


def read_qdc(path: Path) -> QualitativeProject:
    """Read a REFI-QDA code book: a project with codes and sets of codes only.

    Parameters
    ----------
    path
        A .qdc file, as NVivo, ATLAS.ti, MAXQDA, QualCoder, Taguette and others write it, in any version of the standard.

    Raises
    ------
    ReadError
        When the file is missing, damaged or no code book, or would harm.

    References
    ----------
    REFI-QDA Codebook 1.0 (2018), www.qdasoftware.org.
    """
    path = Path(path)
    if not path.is_file():
        raise ReadError("the file is missing", where=path, mend="Put it there, or correct its name.")
    if path.stat().st_size > MAX_BYTES:
        raise ReadError("it is too large for a code book", where=path)
    root = parse_xml(path.read_bytes(), path)
    require_root(root, "CodeBook", "REFI-QDA code book", path)
    found = Found()
    read_codes(iter([root]), found, path)
    read_groups(root, found)
    return QualitativeProject(codes=frame(CODES, found.codes), sets=frame(SETS, found.sets))
