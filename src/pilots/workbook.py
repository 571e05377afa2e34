"""Workbooks as people fill them in: read every sheet as text, write with drop-downs and fixed bytes."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from pilots.errors import PilotsError, ReadError, did_you_mean
from pilots.spread import sheets_of

if TYPE_CHECKING:
    import pandas as pd

_EPOCH = datetime(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to write.

    Parameters
    ----------
    name
        Its name.
    table
        Its rows; missing cells stay empty.
    choices
        Drop-downs: column name to the values to choose from.
    widths
        Column widths in characters, where 18 will not do.
    """

    name: str
    table: "pd.DataFrame"
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=dict)


def read_sheets(path: Path) -> "dict[str, pd.DataFrame]":
    """Read all sheets of an xlsx, xls or ods workbook as text.

    Parameters
    ----------
    path
        The workbook.

    Returns
    -------
    dict of DataFrame
        By sheet name: columns named by the first filled row, text cells, empty cells missing, empty rows
        dropped. Whole numbers read as "7", not "7.0"; dates in ISO form; true and false as yes and no. The
        index holds the row numbers as Excel counts them.

    Raises
    ------
    ReadError
        When the file is missing or is no workbook, or too large or spread out to be read, or a heading occurs twice.
    """
    from python_calamine import CalamineWorkbook

    if not Path(path).is_file():
        raise ReadError("the file is missing", where=path, mend="Put it there, or correct the name in pilot.toml.")
    try:
        content = Path(path).read_bytes()
        if content.startswith(b"PK"):
            with ZipFile(BytesIO(content)) as package:
                deque(sheets_of(package, path), maxlen=0)
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        grids = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
        }
    except ReadError:
        raise
    except Exception as error:
        raise ReadError(
            "this is no workbook that can be read",
            where=path,
            mend="Open it in Excel and save it again as .xlsx.",
        ) from error
    return {name: _table(grid, f"{path}, sheet {name}") for name, grid in grids.items()}


def read_sheet(path: Path, name: str) -> "pd.DataFrame":
    """Read one sheet as text; see `read_sheets`.

    Raises
    ------
    ReadError
        When there is no such sheet.
    """
    sheets = read_sheets(path)
    if name not in sheets:
        raise ReadError(f"there is no sheet '{name}'", where=path, mend=did_you_mean(name, sheets))
    return sheets[name]


def write(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook: bold frozen headings, text cells, drop-downs; the same sheets give the same bytes."""
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(
        str(path), {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": _EPOCH})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for position, column in enumerate(sheet.table.columns):
                page.set_column(position, position, sheet.widths.get(column, 18), body)
                page.write_string(0, position, str(column), head)
                for row, value in enumerate(sheet.table[column], start=1):
                    if value is not None and value == value:
                        page.write_string(row, position, str(value), body)
                if column in sheet.choices:
                    page.data_validation(
                        1,
                        position,
                        max(len(sheet.table), 1) + 200,
                        position,
                        {"validate": "list", "source": list(sheet.choices[column])},
                    )


def rewrite(
    path: Path, sheets: Sequence[Sheet], *, called: str = "the workbook", error: type[PilotsError] = PilotsError
) -> None:
    """Write a workbook that people fill in: its place holds the old one or the whole new one, whatever happens in between.

    Raises
    ------
    PilotsError
        As `error`, when it can't be replaced, for instance because it is open in Excel.
    """
    new = path.with_name(f"~{path.name}")
    try:
        write(new, sheets)
        new.replace(path)
    except OSError as refused:
        what = f"{called} can't be written ({refused.strerror})"
        raise error(what, where=path, mend="Close it in Excel and try again.") from None
    finally:
        new.unlink(missing_ok=True)


def _table(grid: Sequence[Sequence[object]], where: str) -> "pd.DataFrame":
    import pandas as pd

    texts = [[_text(cell) for cell in row] for row in grid]
    filled = [number for number, row in enumerate(texts) if any(cell is not None for cell in row)]
    if not filled:
        return pd.DataFrame()
    head = filled[0]
    names = [(cell or "").strip() for cell in texts[head]]
    kept = [position for position, name in enumerate(names) if name]
    twice = {names[position] for position in kept if names.count(names[position]) > 1}
    if twice:
        raise ReadError(
            f"the heading '{min(twice)}' occurs twice", where=where, mend="Give each column its own heading."
        )
    rows = [number for number in filled[1:] if any(texts[number][position] is not None for position in kept)]
    table = pd.DataFrame(
        {names[position]: pd.Series([texts[row][position] for row in rows], dtype="str") for position in kept}
    )
    table.index = pd.Index([row + 1 for row in rows], dtype="int64")
    return table


def _text(cell: object) -> str | None:
    match cell:
        case None | "":
            return None
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
        case date():
            return cell.isoformat()
        case str():
            return cell if cell.strip() else None
        case _:
            return str(cell)
