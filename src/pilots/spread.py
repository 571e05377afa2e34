"""How far the cells of a workbook reach: one that claims a place far away would take the memory, and the program down."""

import lzma
import re
import zlib
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile

from pilots.errors import ReadError

LIMIT = 1 << 30
"""The most bytes that a packed file may hold."""
MOST_CELLS = 100_000_000
"""What a file of many empty cells may be spread over."""
BROKEN = (
    BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
)
"""What a damaged package is found out by."""
_ROW = re.compile(rb"""<row\b[^>]*?\sr\s*=\s*["'](\d+)""")
_FAR = rb"""\sr\s*=\s*["'](?:[A-Za-z]{3,}\d|[A-Za-z]+\d{%d})"""
"""A cell beyond column ZZ, the 702nd, or with more digits than the last row that is numbered."""
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)(\d+)""")
_SPARSE = 30_000_000
"""Cells that may be blank, wherever the filled ones stand."""


def sheets_of(package: ZipFile, where: object) -> Iterator[tuple[str, bytes]]:
    """The sheets of an xlsx package, its name in the package and its XML: none of them larger than can be read.

    Raises
    ------
    ReadError
        When the package unpacks to more than 1 GiB, or the cells of a sheet stand too far apart.
    BadZipFile
        When a part is damaged.
    """
    if sum(part.file_size for part in package.infolist()) > LIMIT:
        raise ReadError("the workbook is too large to be read", where=where, mend="Export it as CSV.")
    if package.testzip():  # a part is damaged, or larger than it says
        raise BadZipFile
    for part in package.namelist():
        if re.fullmatch(r"(?i)xl/worksheets/.+\.xml", part):
            xml = package.read(part)
            _check_extent(xml, where)
            yield part, xml


def place(letters: bytes, digits: bytes) -> tuple[int, int]:
    """Row and column of a cell, counted from 0.

    Examples
    --------
    >>> place(b"B", b"3")
    (2, 1)
    """
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return int(digits) - 1, column - 1


def _check_extent(xml: bytes, where: object) -> None:
    filled = xml.count(b"<c ")
    rows, columns = _extent(xml, filled)
    if rows * columns > MOST_CELLS or rows * columns > max(_SPARSE, 200 * filled):
        raise ReadError(
            f"the sheet is spread over {rows} rows and {columns} columns",
            where=where,
            mend="A cell far away from the others is filled; delete it, or export the answers as CSV.",
        )


def _extent(xml: bytes, filled: int) -> tuple[int, int]:
    """Rows and columns up to the last cell; what each cell says of its place counts only where one may be far away."""
    rows = max((int(found[1]) for found in _ROW.finditer(xml)), default=0)
    digits = len(str(rows))
    if 10**digits * 702 <= max(MOST_CELLS, 200 * filled) and not re.search(_FAR % (digits + 1), xml):
        return rows, 1
    places = [(found[1].upper(), int(found[2])) for found in _PLACE.finditer(xml)]
    last = max((letters for letters, _ in places), key=lambda letters: (len(letters), letters), default=b"A")
    return max([rows, *(row for _, row in places)]), place(last, b"1")[1] + 1
