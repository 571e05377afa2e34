"""Tables in Word: repeated headings, rows that stay whole, columns as wide as their texts ask, and what each is called."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINE = 9071
"""The width of a line in twentieths of a point: 160 mm."""


_LETTER, _SMALL, _BESIDE = 106, 94, 220
"""The width of a letter in tables and in dense ones, in a wide font, and of what stands beside a column's letters."""
_TEXT = {"BodyText", "FirstParagraph"}


class TableAbout(NamedTuple):
    """What Word is told of a table beside its cells: what it is called, what is in it, whether its letters are small."""

    title: str
    description: str
    dense: bool


def tell_tables(document: ET.Element, tables: Sequence[TableAbout]) -> None:
    """Give tables and their cells their styles, widths and descriptions, and keep each row on one page.

    Parameters
    ----------
    document
        The part `word/document.xml`; changed in place.
    tables
        What is told of each table, in the order of the text.
    """
    _part_from_text(document)
    for table, about in zip(document.iter(f"{{{W}}}tbl"), tables, strict=True):
        dense = "Dense" if about.dense else ""
        rows = table.findall(f"{{{W}}}tr")
        _measure(table, rows, _SMALL if about.dense else _LETTER)
        for row in rows:
            properties = _first(row, "trPr")
            header = properties.find(f"{{{W}}}tblHeader") is not None
            properties.insert(0, ET.Element(f"{{{W}}}cantSplit"))
            cells = row.findall(f"{{{W}}}tc")
            group = not header and len(cells) == 1 and cells[0].find(f".//{{{W}}}gridSpan") is not None
            style = "TableGroup" if group else f"TableHeader{dense}" if header else f"TableText{dense}"
            for paragraph in row.iter(f"{{{W}}}p"):
                _restyle(paragraph, style)
        properties = _first(table, "tblPr")
        for name, said in (("tblCaption", about.title), ("tblDescription", about.description)):
            if said:
                ET.SubElement(properties, f"{{{W}}}{name}", {f"{{{W}}}val": said})


def _part_from_text(document: ET.Element) -> None:
    """Leave room between a table and the text after it, which no style of either can."""
    blocks = [block for block in document[0] if block.tag in (f"{{{W}}}tbl", f"{{{W}}}p")]
    for block, after in pairwise(blocks):
        style = after.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        if block.tag == f"{{{W}}}tbl" and style is not None and style.get(f"{{{W}}}val") in _TEXT:
            room = ET.Element(f"{{{W}}}spacing", {f"{{{W}}}before": "200"})
            _first(after, "pPr").insert(1, room)


def _measure(table: ET.Element, rows: Sequence[ET.Element], letter: int) -> None:
    """Write how wide columns are in the table and in each cell, as some programs heed the one and some the other."""
    properties, grid = _first(table, "tblPr"), table.find(f"{{{W}}}tblGrid")
    columns = [] if grid is None else list(grid)
    given = [int(column.get(f"{{{W}}}w", "0")) for column in columns]
    told = properties.find(f"{{{W}}}tblW")
    full = told is not None and told.get(f"{{{W}}}type") == "pct"
    texts = _texts(rows, len(columns))
    widths = _unbroken([width * _LINE / sum(given) for width in given], texts, letter) if full else _wanted(texts)
    for column, width in zip(columns, widths, strict=True):
        column.set(f"{{{W}}}w", str(width))
    if told is not None:
        told.attrib.update({f"{{{W}}}type": "dxa", f"{{{W}}}w": str(sum(widths))})
    layout = properties.find(f"{{{W}}}tblLayout")
    if layout is not None:
        # Word then widens a column rather than break a word
        layout.set(f"{{{W}}}type", "autofit")
    for row in rows:
        place = 0
        for cell in row.findall(f"{{{W}}}tc"):
            about = _first(cell, "tcPr")
            span = about.find(f"{{{W}}}gridSpan")
            wide = int(span.get(f"{{{W}}}val", "1")) if span is not None else 1
            for old in about.findall(f"{{{W}}}tcW"):
                about.remove(old)
            across = str(sum(widths[place : place + wide]))
            about.insert(0, ET.Element(f"{{{W}}}tcW", {f"{{{W}}}w": across, f"{{{W}}}type": "dxa"}))
            place += wide


def _texts(rows: Sequence[ET.Element], columns: int) -> list[list[str]]:
    """The texts of each column; headings over several columns stand in none."""
    found: list[list[str]] = [["–"] for _ in range(columns)]
    for row in rows:
        cells = row.findall(f"{{{W}}}tc")
        if len(cells) == columns:
            for column, cell in zip(found, cells, strict=True):
                column.append("".join(part.text or "" for part in cell.iter(f"{{{W}}}t")))
    return found


def _wanted(texts: Sequence[Sequence[str]]) -> list[int]:
    """Room for the longest text of each column."""
    wanted = [max(map(len, column)) * _LETTER + _BESIDE for column in texts]
    part = min(1.0, _LINE / sum(wanted))
    return [round(width * part) for width in wanted]


def _unbroken(widths: Sequence[float], texts: Sequence[Sequence[str]], letter: int) -> list[int]:
    """The widths, but that columns with room to spare give some to those whose longest word would be broken."""
    words = [max(len(word) for text in column for word in text.replace("-", "- ").split() or [""]) for column in texts]
    least = [word * letter + _BESIDE for word in words]
    short = [max(need - width, 0.0) for need, width in zip(least, widths, strict=True)]
    spare = [max(width - need, 0.0) for need, width in zip(least, widths, strict=True)]
    moved = min(sum(short), sum(spare))
    return [
        round(width + moved * (lack / (sum(short) or 1) - room / (sum(spare) or 1)))
        for width, lack, room in zip(widths, short, spare, strict=True)
    ]


def _first(parent: ET.Element, name: str) -> ET.Element:
    """The properties of an element, which stand first in it."""
    found = parent.find(f"{{{W}}}{name}")
    if found is None:
        found = ET.Element(f"{{{W}}}{name}")
        parent.insert(0, found)
    return found


def _restyle(paragraph: ET.Element, style: str) -> None:
    properties = _first(paragraph, "pPr")
    for old in properties.findall(f"{{{W}}}pStyle"):
        properties.remove(old)
    properties.insert(0, ET.Element(f"{{{W}}}pStyle", {f"{{{W}}}val": style}))
