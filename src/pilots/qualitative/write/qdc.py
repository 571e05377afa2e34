"""Write REFI-QDA code books (.qdc)."""

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from pilots.errors import PilotsError
from pilots.qualitative.project import SETS, QualitativeProject
from pilots.qualitative.read.qdpx import OURS
from pilots.qualitative.read.standard import CODEBOOK_SPACE
from pilots.qualitative.read.tidy import tidy, write_xml
from pilots.qualitative.write.made import Kept, add, describe, grouped, rows_of
from pilots.qualitative.write.qde import write_codes
from pilots.qualitative.write.qdpx import HEAD


def write_qdc(project: QualitativeProject, path: Path) -> None:
    """Write the code tree of a project, with its sets of codes, as a REFI-QDA code book.

    Parameters
    ----------
    project
        Of any origin.
    path
        The .qdc file.

    Raises
    ------
    PilotsError
        When there are no codes: the standard knows no empty code book.

    References
    ----------
    REFI-QDA Codebook 1.0 (2018), www.qdasoftware.org.

    Examples
    --------
    >>> write_qdc(QualitativeProject(), Path("codes.qdc"))
    Traceback (most recent call last):
    ...
    pilots.errors.PilotsError: there are no codes to write
    """
    if project.codes.empty:
        raise PilotsError("there are no codes to write")
    root, kept = Element("CodeBook", origin=OURS), Kept(project)
    write_codes(SubElement(root, "Codes"), project.codes)
    sets = SubElement(root, "Sets")
    of_codes = [row for row in rows_of(SETS, project.sets) if row["kind"] in ("code", None)]
    for group, rows in grouped(of_codes, "set").items():
        element = add(sets, "Set", guid=group, name=rows[0]["name"] or "")
        describe(element, rows[0]["description"])
        for row in rows:
            if row["member"] is not None:
                SubElement(element, "MemberCode", guid=str(row["member"]))
    tidy(root, codebook=True, called=kept.called)
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEAD}{write_xml(root, space=CODEBOOK_SPACE)}\n", encoding="utf-8", newline="\n")
