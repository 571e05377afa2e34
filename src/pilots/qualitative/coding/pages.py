"""Workbooks in which people choose: drop-downs from another sheet, locked texts, hidden ids; never written over another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from pilots.errors import PilotsError

ROOM = 200
"""Rows below a list that drop-downs also offer, for what people add."""
_LONGEST, _LINE = 32_000, 15
_EPOCH = datetime(2020, 1, 1)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet.

    Parameters
    ----------
    name, table
        Its name and rows.
    widths
        Column to its width in characters; 18 elsewhere.
    open
        Columns whose empty cells people fill in; where there are any, all other cells are locked (without a password).
    hidden
        Columns that nobody needs to see.
    lists
        Column to the range of a sheet that its drop-down offers, such as `=codes!$A$2:$A$90`.
    free
        Columns that people may change where something stands already.
    """

    name: str
    table: pd.DataFrame
    widths: Mapping[str, int] = field(default_factory=dict)
    open: Sequence[str] = ()
    hidden: Sequence[str] = ()
    lists: Mapping[str, str] = field(default_factory=dict)
    free: Sequence[str] = ()


def write_pages(path: Path, pages: Sequence[Page]) -> None:
    """Write a workbook that is not there yet; the same pages give the same bytes.

    Raises
    ------
    PilotsError
        When it is there already, whatever it holds, or can't be written.
    """
    import xlsxwriter

    if path.exists():
        mend = "Move it away or give another name; what was filled in there stays."
        raise PilotsError("this workbook is there already, and nothing is overwritten", where=path, mend=mend)
    new = path.with_name(f"~{path.name}")
    options = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(str(new), options) as book:
            book.set_properties({"created": _EPOCH})
            base = {"text_wrap": True, "valign": "top", "num_format": "@"}
            forms = {
                "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
                "locked": book.add_format(base),
                "open": book.add_format(
                    base | {"locked": False, "bg_color": "#FFF9E5", "border": 1, "border_color": "#D9D0B0"}
                ),
            }
            for page in pages:
                _write(book.add_worksheet(page.name), page, forms)
        new.replace(path)
    except OSError as error:
        raise PilotsError(f"the workbook can't be written ({error.strerror})", where=path) from None
    finally:
        new.unlink(missing_ok=True)


def cell_text(value: object) -> str:
    r"""A text as a cell can hold it.

    Examples
    --------
    >>> cell_text("a\x0bb")
    'a b'
    """
    return "" if value is None or value != value else _CONTROL.sub(" ", str(value))[:_LONGEST]


def same_text(one: str, other: str) -> bool:
    r"""Whether two texts are the same but for blanks and line ends, which spreadsheets change.

    Examples
    --------
    >>> same_text("a  b\r\n", "a b"), same_text("ab", "a b")
    (True, False)
    """
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(cell_text(text.replace("_x005F_", "_")).split())


def _lines(page: Page) -> list[int]:
    """How many lines the longest cell of each row takes: not every program finds that out by itself."""
    lines = [1] * len(page.table)
    for column in page.table.columns:
        width = page.widths.get(str(column), 18)
        lengths = page.table[column].str.len().fillna(0).astype("int64")
        lines = [max(one, 1 + length // width) for one, length in zip(lines, lengths, strict=True)]
    return lines


def _write(sheet: Any, page: Page, forms: Mapping[str, Any]) -> None:
    last = len(page.table)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(map(str, page.table.columns)):
        hidden = {"hidden": True} if column in page.hidden else {}
        sheet.set_column(place, place, page.widths.get(column, 18), forms["locked"], hidden)
        sheet.write_string(0, place, column, forms["head"])
        for row, value in enumerate(page.table[column], start=1):
            text = cell_text(value)
            if text:
                sheet.write_string(row, place, text, forms["open" if column in page.free else "locked"])
            elif column in page.open:
                sheet.write_blank(row, place, None, forms["open"])
        if column in page.lists and last:
            offered = {"validate": "list", "source": page.lists[column]}
            sheet.data_validation(1, place, last, place, offered)
    for row, lines in enumerate(_lines(page), start=1):
        if lines > 1:
            sheet.set_row(row, min(_LINE * lines, 400))
    if last:
        sheet.autofilter(0, 0, last, len(page.table.columns) - 1)
    if page.open:
        allowed = ("autofilter", "sort", "format_columns", "format_rows", "format_cells")
        sheet.protect("", dict.fromkeys(allowed, True))
