"""Tables that web servers call .xls: a page of HTML, or the XML of Excel 2003."""

from html.parser import HTMLParser

from defusedxml import DefusedXmlException, ElementTree

from pilots.survey.read.grid import Grid, Remark
from pilots.survey.read.kinds import NoTableError

_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_AGAIN = "Export it again, as CSV or xlsx."


def read_html(text: str, where: object) -> Grid:
    r"""Read the widest table of a page, its cells without markup.

    Raises
    ------
    NoTableError
        When the page holds no table.

    Examples
    --------
    >>> read_html("<table><tr><th>id<th>q<tr><td>007<td>a<br>b</table>", "a.xls").rows[1]
    ['007', 'a\nb']
    """
    page = _Tables()
    page.feed(text)
    page.close()
    filled = [table for table in page.tables if table]
    if not filled:
        raise NoTableError("this is a web page without a table", where=where, mend=_AGAIN)
    widest = max(filled, key=lambda table: (max(map(len, table)), len(table)))
    widest = [[cell.strip() for cell in row] for row in widest]
    remarks = [Remark("disguise", "the file is a web page, whatever its ending says")]
    if len(filled) > 1:
        remarks.append(Remark("table not read", f"{len(filled) - 1} more tables of the page were not read"))
    return Grid.from_table(Grid.of(widest, how="").table, how="a web page", remarks=remarks)


def read_sheet_xml(content: bytes, where: object) -> dict[str, Grid]:
    """Read the sheets of a workbook that Excel 2003 wrote as XML.

    Raises
    ------
    NoTableError
        When it is damaged.
    """
    try:
        book = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        raise NoTableError("this is no workbook that can be read", where=where, mend=_AGAIN) from None
    sheets = {}
    for sheet in book.iter(f"{_SHEET}Worksheet"):
        name = str(sheet.get(f"{_SHEET}Name"))
        rows: list[list[str]] = []
        for row in sheet.iter(f"{_SHEET}Row"):
            rows += [[]] * (_index(row, len(rows), where) - len(rows))
            cells: list[str] = []
            for cell in row.iter(f"{_SHEET}Cell"):
                cells += [""] * (_index(cell, len(cells), where) - len(cells))
                data = cell.find(f"{_SHEET}Data")
                cells.append("".join(data.itertext()) if data is not None else "")
            rows.append(cells)
        sheets[name] = Grid.of(rows, how=f"sheet {name}")
    return sheets


def _index(element: "ElementTree.Element", so_far: int, where: object) -> int:
    """Where a row or cell stands, counted from 0: Excel names its place after a gap."""
    place = element.get(f"{_SHEET}Index") or str(so_far + 1)
    if not place.isdecimal() or not so_far < int(place) <= so_far + 100_000:
        raise NoTableError("this is no workbook that can be read", where=where, mend=_AGAIN)
    return int(place) - 1


class _Tables(HTMLParser):
    """Collects the tables of a page, those within a table apart from it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: tuple[list[str], int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")
        elif tag in ("table", "tr", "td", "th"):
            self._cell = None
        if tag == "table":
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            if not self._open[-1]:
                self._open[-1].append([])
            row, span = self._open[-1][-1], dict(attrs).get("colspan") or ""
            self._cell = (row, len(row))
            row += [""] * (int(span) if span.isdecimal() and 0 < int(span) < 1000 else 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("table", "tr", "td", "th"):
            self._cell = None
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell:
            row, place = self._cell
            row[place] += data
