"""What a file is, by its first bytes, whatever its name says."""

import io
import re
from zipfile import BadZipFile, ZipFile

from pilots.errors import ReadError

_ELSEWHERE = "Survey answers come as CSV, TSV, xlsx, xls, ods, JSON, sav, por, dta or parquet."
_QUALITATIVE = "It belongs under [[qualitative]] in pilot.toml."
_MAGIC = (
    (b"\x89PNG", "a picture (PNG)", _ELSEWHERE),
    (b"\xff\xd8\xff", "a picture (JPEG)", _ELSEWHERE),
    (b"GIF8", "a picture (GIF)", _ELSEWHERE),
    (b"%PDF", "a PDF document", _ELSEWHERE),
    (b"{\\rtf", "a text document (RTF)", _ELSEWHERE),
    (b"SQLite format 3\0", "a database (SQLite), as QualCoder and Taguette keep their projects", _QUALITATIVE),
    (b"$FL2", "an SPSS file", "Give it the ending .sav."),
    (b"$FL3", "an SPSS file", "Give it the ending .zsav."),
    (b"<stata_dta>", "a Stata file", "Give it the ending .dta."),
    (b"PAR1", "a parquet file", "Give it the ending .parquet."),
    (b"HEADER RECORD*******LIB", "a SAS transport file", "Save it as .sav or .csv."),
    (b"RDX", "an R data file", "Save it in R as .csv, .sav or .parquet."),
    (b"RDA", "an R data file", "Save it in R as .csv, .sav or .parquet."),
    (b"BZh", "a packed file (bzip2)", "Unpack it and name the file that was in it."),
    (b"7z\xbc\xaf", "a packed file (7-Zip)", "Unpack it and name the file that was in it."),
    (b"Rar!", "a packed file (RAR)", "Unpack it and name the file that was in it."),
    (b"\xfd7zXZ", "a packed file (xz)", "Unpack it and name the file that was in it."),
    (b"\x1f\x8b", "a packed file (gzip)", "Give it the ending .gz, or unpack it and name the file that was in it."),
    (b"ID3", "a sound recording", _ELSEWHERE),
)
_PARTS = (
    ("project.qde", "a REFI-QDA project", _QUALITATIVE),
    ("word/document.xml", "a Word document", _ELSEWHERE),
    ("ppt/presentation.xml", "a presentation", _ELSEWHERE),
)
_WORKBOOK = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


class NoTableError(ReadError):
    """A file that holds no table of answers: it may still be something that a tool's reader knows."""


def kind_of(content: bytes, where: object) -> str:
    r"""Tell what a file is: "workbook", "html", "sheet xml", "xml", "json" or "text".

    Raises
    ------
    NoTableError
        When it is something else, and that is known.

    Examples
    --------
    >>> kind_of(b"id;q\n1;2\n", "a.csv"), kind_of(b"<table><tr>", "a.xls"), kind_of(b'[{"id": 1}]', "a.txt")
    ('text', 'html', 'json')
    """
    for magic, what, mend in _MAGIC:
        if content.startswith(magic):
            raise NoTableError(f"this is {what}, no table of answers", where=where, mend=mend)
    if content.startswith(b"PK\x03\x04"):
        return _package(content, where)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "WordDocument".encode("utf-16-le") in content:
            raise NoTableError("this is a Word document, no table of answers", where=where, mend=_ELSEWHERE)
        return "workbook"
    start = content[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb"<(!doctype html|html|table|head|meta|style)\b", start, re.IGNORECASE):
        return "html"
    if start.startswith(b"<?xml") or re.match(rb"<[A-Za-z][\w:]*[\s>]", start):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            return "sheet xml"
        return "html" if b"<html" in start.lower() else "xml"
    return "json" if re.match(rb"\{\s*[\"}]|\[\s*[\{\]]", start) else "text"


def _package(content: bytes, where: object) -> str:
    try:
        names = set(ZipFile(io.BytesIO(content)).namelist())
    except (BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
        return "workbook"
    for part, what, mend in _PARTS:
        if part in names:
            raise NoTableError(f"this is {what}, no table of answers", where=where, mend=mend)
    if names.isdisjoint(_WORKBOOK):
        mend = "Unpack it and name the file with the answers."
        raise NoTableError("this is a packed file (zip), no table of answers", where=where, mend=mend)
    return "workbook"
