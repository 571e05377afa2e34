"""Workbooks: every sheet as a table of text, whatever Excel or LibreOffice made of its cells."""

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zipfile import ZipFile

from defusedxml import DefusedXmlException, ElementTree

from pilots.errors import ReadError
from pilots.spread import BROKEN, place, sheets_of
from pilots.survey.read.grid import Grid, Remark, duration_text, number_text

_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:<f\b[^<]*</f>|<f\b[^>]*/>)?<v>(#[^<]+)</v>'
)


def read_workbook(content: bytes, where: object) -> Mapping[str, Grid]:
    """Read every sheet, hidden ones too: numbers as the shortest text, dates in ISO form, errors as Excel shows them.

    Returns
    -------
    dict of Grid
        By name of sheet, in order.

    Raises
    ------
    ReadError
        When it is protected by a password, damaged, or spread over more cells than can be read.
    """
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    locked = ReadError(
        "the workbook is protected by a password",
        where=where,
        mend="Open it in Excel, take the password off (File, Info, Protect Workbook) and save it again.",
    )
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked
    errors = _check_package(content, where)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {}
        for about in book.sheets_metadata:
            sheet = book.get_sheet_by_name(about.name)
            rows = [
                [cell if type(cell) is str else _cell(cell) for cell in row]
                for row in sheet.to_python(skip_empty_area=False)
            ]
            lost = errors.get(about.name, {})
            for (row, column), error in lost.items():
                _put(rows, row, column, error)
            hidden = about.visible != SheetVisibleEnum.Visible
            remarks = list(_remarks(sheet.merged_cell_ranges or (), lost, hidden))
            sheets[about.name] = (rows, remarks)
    except PasswordError:
        raise locked from None
    except Exception as error:
        mend = "Open it in Excel and save it again as .xlsx."
        raise ReadError("this is no workbook that can be read", where=where, mend=mend) from error
    return {
        name: Grid.from_table(Grid.of(rows, how="").table, how=f"sheet {name}", remarks=remarks)
        for name, (rows, remarks) in sheets.items()
    }


def choose(sheets: Mapping[str, Grid], where: object) -> Grid:
    """The sheet with the answers: the widest that is not hidden; what the others hold is remarked.

    Raises
    ------
    ReadError
        When there is no sheet at all.
    """
    if not sheets:
        raise ReadError("the workbook has no sheets", where=where, mend="Export it again.")
    name = max(sheets, key=lambda sheet: (not _is_hidden(sheets[sheet]), sheets[sheet].width, len(sheets[sheet].rows)))
    others = {sheet: len(grid.rows) for sheet, grid in sheets.items() if sheet != name and len(grid.rows)}
    remarks = [
        Remark("sheet not read", f"sheet {sheet} was not read; it has {rows} filled rows")
        for sheet, rows in others.items()
    ]
    grid = sheets[name]
    return Grid(grid.table, grid.numbers, grid.how, (*grid.remarks, *remarks))


def _is_hidden(grid: Grid) -> bool:
    return any(remark.kind == "hidden sheet" for remark in grid.remarks)


def _remarks(merged: Any, lost: Mapping[tuple[int, int], str], hidden: bool) -> Iterator[Remark]:
    if hidden:
        yield Remark("hidden sheet", "the sheet is hidden in the workbook")
    if merged:
        what = f"{len(merged)} groups of cells are merged; the text of each stands in its first cell only"
        yield Remark.at("merged cells", what, [start[0] + 1 for start, _ in merged])
    if lost:
        what = f"{len(lost)} formulas give an error such as #N/A instead of an answer"
        yield Remark.at("error cells", what, sorted({row + 1 for row, _ in lost}))


def _put(rows: list[list[str]], row: int, column: int, text: str) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = text


def _check_package(content: bytes, where: object) -> dict[str, dict[tuple[int, int], str]]:
    """Refuse what would need more memory than there is; give the errors of formulas, by sheet, row and column."""
    if not content.startswith(b"PK"):
        return {}
    errors = {}
    try:
        with ZipFile(io.BytesIO(content)) as package:
            names = _sheet_names(package)
            for part, xml in sheets_of(package, where):
                errors[names.get(part, part)] = {
                    place(m[1], m[2]): m[3].decode(errors="replace") for m in _ERROR.finditer(xml)
                }
    except BROKEN as error:
        mend = "Open it in Excel and save it again as .xlsx."
        raise ReadError("this is no workbook that can be read", where=where, mend=mend) from error
    return errors


def _sheet_names(package: ZipFile) -> dict[str, str]:
    """The name of each sheet by its part of the package."""
    with suppress(LookupError, ValueError, ElementTree.ParseError, DefusedXmlException):
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {str(link.get("Id")): str(link.get("Target")) for link in links}
        return {
            posixpath.normpath(posixpath.join("/xl", targets.get(value, "")))[1:]: str(sheet.get("name"))
            for sheet in book.iter()
            if sheet.tag.endswith("}sheet")
            for key, value in sheet.attrib.items()
            if key.endswith("}id")
        }
    return {}


@lru_cache(maxsize=100_000, typed=True)
def _cell(cell: object) -> str:
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return number_text(cell)
        case datetime():
            moment = _rounded(cell)
            return moment.date().isoformat() if moment.time() == time() else _moment(moment.isoformat(sep=" "))
        case date():
            return cell.isoformat()
        case time():
            return _moment(_rounded(datetime.combine(date(2000, 1, 1), cell)).time().isoformat())
        case timedelta():
            return duration_text(cell.total_seconds())
        case _:
            return "" if cell is None else str(cell)


def _rounded(moment: datetime) -> datetime:
    """To the thousandth of a second, as Excel keeps days with as many decimals as it can."""
    return moment + timedelta(microseconds=round(moment.microsecond, -3) - moment.microsecond)


def _moment(text: str) -> str:
    return text.removesuffix("000") if "." in text else text
