"""A file that arrived: its cells as text, whatever the encoding, the delimiter or the spreadsheet format."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

from pilots.errors import ReadError

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
STATISTICS = (".sav", ".zsav", ".por")
NO_ANSWERS = "Export it again, or leave this wave out of pilot.toml until there are answers."
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x7f]")
_ACCENTS = set("éèëêïîìàâäáãåçôöòóûüùúíñœæøÉÈËÀÇÖÜŒ’‘“”–—…€ß ")


@dataclass(frozen=True)
class Grid:
    """Cells as text: `rows` of equal length, none blank, their `numbers` in the file, `how` it was read."""

    rows: list[list[str]]
    numbers: list[int]
    how: str


@dataclass(frozen=True)
class Source:
    """A file to read.

    Parameters
    ----------
    path
        The export.
    structure
        The tool's own description of the questionnaire (.lss, .qsf, XLSForm, .sps), if it was given beside the export.

    Examples
    --------
    >>> Source(Path("answers.SAV")).suffix
    '.sav'
    """

    path: Path
    structure: "Source | None" = None

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters."""
        return self.path.suffix.lower()

    @cached_property
    def content(self) -> bytes:
        """Its bytes.

        Raises
        ------
        ReadError
            When it is missing, empty or may not be read.
        """
        try:
            content = self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            mend = "Put it there, or correct the name in pilot.toml."
            raise ReadError("the file is missing", where=self.path, mend=mend) from None
        except OSError as error:
            raise ReadError(f"the file can't be read ({error.strerror})", where=self.path) from None
        if not content.strip():
            raise ReadError("the file is empty", where=self.path, mend="Export it again.")
        return content

    @cached_property
    def grid(self) -> Grid:
        """Its cells.

        Raises
        ------
        ReadError
            When it is no text and no workbook, holds no answers, or a row has too many cells.
        """
        numbered, how = self._workbook() if self.suffix in WORKBOOKS else self._text()
        filled = [(number, row) for number, row in numbered if any(row)]
        if len(filled) < 2:
            what = "there are headings but no answers" if filled else "the file is empty"
            raise ReadError(what, where=self.path, mend=NO_ANSWERS)
        width = max(len(row) for _, row in filled[:3])
        for number, row in filled:
            if len(row) > width and any(row[width:]):
                raise ReadError(
                    f"row {number} has {len(row)} cells, but there are {width} columns",
                    where=self.path,
                    mend="A text in it may hold the delimiter without quotation marks; export the file again.",
                )
            row[width:] = [""] * (width - len(row))
        return Grid([row for _, row in filled], [number for number, _ in filled], how)

    def _workbook(self) -> tuple[list[tuple[int, list[str]]], str]:
        from python_calamine import CalamineWorkbook

        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(self.content))
            sheets = {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}
        except ReadError:
            raise
        except Exception as error:
            mend = "Open it in Excel and save it again as .xlsx."
            raise ReadError("this is no workbook that can be read", where=self.path, mend=mend) from error
        name = max(sheets, key=lambda sheet: max(map(len, sheets[sheet]), default=0), default="")
        rows = [list(map(_cell, row)) for row in sheets.get(name, [])]
        return list(enumerate(rows, start=1)), f"sheet {name}"

    def _text(self) -> tuple[list[tuple[int, list[str]]], str]:
        text, encoding = decode(self.content, self.path)
        csv.field_size_limit(max(csv.field_size_limit(), len(text)))
        delimiter = find_delimiter(text)
        rows = enumerate(self._records(text, delimiter), start=1)
        return list(rows), f"{_DELIMITERS[delimiter]}, {encoding}"

    def _records(self, text: str, delimiter: str) -> list[list[str]]:
        records: list[list[str]] = []
        try:
            records.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error as error:
            if "end of data" in str(error):
                mend = "Somewhere from there on a closing mark is lacking; export the file again."
                what = f"a quotation mark is opened in row {len(records) + 1} and never closed"
                raise ReadError(what, where=self.path, mend=mend) from None
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        return records


def decode(content: bytes, where: object) -> tuple[str, str]:
    """Turn bytes into text: UTF-8 or UTF-16, else Windows or Macintosh letters, whichever make more sense.

    Returns
    -------
    The text and the name of its encoding.

    Raises
    ------
    ReadError
        When it is no text.

    Examples
    --------
    >>> decode("één".encode("cp1252"), "a.csv"), decode("één".encode("mac_roman"), "a.csv")
    (('één', 'cp1252'), ('één', 'mac_roman'))
    """
    marked = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    encodings = [name for mark, name in marked.items() if content.startswith(mark)]
    if not encodings and b"\0" in content[:1000]:
        encodings = ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    for encoding in encodings or ["utf-8"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text, encoding
    if _CONTROL.search(content.decode("latin1")):
        mend = "Give it the ending of its real kind (.xlsx, .sav), or export it again."
        raise ReadError("this is no text file", where=where, mend=mend)
    if (line := _damage(content)) is not None:
        mend = "The file is damaged or was cut off; export it again."
        raise ReadError(f"UTF-8 text with letters that are none, first in line {line}", where=where, mend=mend)
    said = [(content.decode(encoding, errors="replace"), encoding) for encoding in ("cp1252", "mac_roman")]
    return max(said, key=lambda pair: _accents(pair[0]))


def _damage(content: bytes) -> int | None:
    """The line where UTF-8 text is broken; None where it is in other letters, which seldom make sense in UTF-8."""
    text = content.decode(errors="replace")
    broken = text.count("\ufffd")
    whole = sum(letter > "\x7f" for letter in text) - broken
    return text[: text.index("\ufffd")].count("\n") + 1 if whole > broken > 0 else None


def find_delimiter(text: str) -> str:
    r"""Find what parts the columns: the mark that gives most rows as many cells as the heading.

    Examples
    --------
    >>> find_delimiter("id;answer\n1;yes, sometimes\n")
    ';'
    """
    best, merit = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        sample = _sample(text, delimiter)
        width = len(sample[0]) if sample else 0
        if width > 1:
            even = sum(len(row) == width for row in sample) / len(sample)
            merit, best = max((merit, best), ((round(even, 1), width), delimiter))
    return best


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows = []
    for row in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
        if row:
            rows.append(row)
        if len(rows) == 30:
            break
    return rows


def _accents(text: str) -> int:
    foreign = Counter(letter for letter in text if letter > "\x7f")
    return sum(count if letter in _ACCENTS else -count for letter, count in foreign.items())


def _cell(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return number_text(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def number_text(number: float) -> str:
    """A number as the shortest text that gives it back.

    Examples
    --------
    >>> number_text(1.0), number_text(2.5)
    ('1', '2.5')
    """
    return str(int(number)) if number.is_integer() else repr(float(number))
