"""Text files: which letters, which delimiter, which cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from pilots.errors import ReadError
from pilots.survey.read.grid import TEXT, Grid, Remark

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_MARKS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16",
          b"\xfe\xff": "utf-16"}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_WESTERN = "éèëêïîìàâäáãåçôöòóûüùúíñœæøßÉÈËÀÇÖÜÁÅØŒ"
_LETTERS = {
    "cp1252": _WESTERN,
    "mac_roman": _WESTERN,
    "cp1254": _WESTERN + "ğşıİŞĞ",
    "cp1250": "áäéëíóöőúüűąćęłńśźżčďěňřšťůýžăâîşţĄĆĘŁŃÓŚŹŻČĎĚŇŘŠŤŮÝŽÁÉÍÖÜŐŰ",
    "cp850": _WESTERN,
}
"""Encodings of one byte a letter, the likeliest first, and the letters one meets in them."""
_SIGNS = set("’‘“”–—…€°²³½£«»·•©® ")
_CHUNK = 1 << 26
csv.field_size_limit(1 << 30)  # an answer may be longer than the 128 kB that Python expects
_SEPARATOR_LINE = re.compile(r"(\"?)sep=(.)\1(?:\r\n|\r|\n)", re.IGNORECASE)


def read_text(content: bytes, where: object) -> Grid:
    """Read delimited text, whatever its letters, delimiter, quotation marks and line ends.

    Raises
    ------
    ReadError
        When it is no text, is cut off, or a row has more cells than there are columns.
    """
    text, encoding = decode(content, where)
    remarks = list(_spoilt(text, encoding))
    if said := _SEPARATOR_LINE.match(text):
        text, delimiter = text[said.end() :], said[2]
    else:
        delimiter = find_delimiter(text)
    how = f"{_DELIMITERS.get(delimiter, delimiter)}, {encoding}"
    columns = _header_width(text, delimiter)
    if (table := _read_regular(text, delimiter, columns)) is not None:
        return Grid.from_table(table, how=how, remarks=remarks)
    rows = list(_records(text, delimiter, where, remarks))
    width = max((len(row) for row in [row for row in rows if any(row)][:3]), default=0)
    _check_widths(rows, width, text, where, remarks)
    cells = zip(*(row[:width] + [""] * (width - len(row)) for row in rows), strict=True)
    table = pa.table([pa.array(column, TEXT) for column in cells], names=list(map(str, range(width))))
    return Grid.from_table(table, how=how, remarks=remarks)


def decode(content: bytes, where: object) -> tuple[str, str]:
    """Turn bytes into text: Unicode, else the letters of Windows, Macintosh or DOS, whichever make most sense.

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
    marked = [name for mark, name in _MARKS.items() if content.startswith(mark)]
    encoding = marked[0] if marked else _unmarked(content) or "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            mend = "The file is damaged or was cut off; export it again."
            raise ReadError(f"this is said to be {encoding} text, but is not", where=where, mend=mend) from None
        text, encoding = _other_letters(content, where)
    controls = Counter(_CONTROL.findall(text))
    if "\0" in controls or sum(controls.values()) > 10 + len(text) / 1000:
        mend = "Give it the ending of its real kind (.xlsx, .sav), or export it again."
        what = "this is no text file"
        if controls.total() <= 10:
            what = (
                f"a character that no text holds (NUL) stands in line {text[: text.index(chr(0))].count(chr(10)) + 1}"
            )
            mend = "The file is damaged; export it again."
        raise ReadError(what, where=where, mend=mend)
    return text, encoding


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


def _unmarked(content: bytes) -> str | None:
    """Unicode of two or four bytes a letter without a mark: every other byte is zero in most languages of Europe."""
    start = content[:4000]
    if start.count(0) < len(start) / 4:
        return None
    zeros = [start[position::4].count(0) for position in range(4)]
    if zeros[0] == 0 and min(zeros[2:]) > len(start) / 5:
        return "utf-32-le"
    if zeros[3] == 0 and min(zeros[:2]) > len(start) / 5:
        return "utf-32-be"
    return "utf-16-le" if zeros[1] + zeros[3] > zeros[0] + zeros[2] else "utf-16-be"


def _other_letters(content: bytes, where: object) -> tuple[str, str]:
    broken = content.decode(errors="replace")
    lost = broken.count("\ufffd")
    whole = sum(letter > "\x7f" for letter in broken) - lost
    if whole > lost > 0:
        line = broken[: broken.index("\ufffd")].count("\n") + 1
        mend = "The file is damaged or was cut off; export it again."
        raise ReadError(f"UTF-8 text with letters that are none, first in line {line}", where=where, mend=mend)
    said = {name: content.decode(name, errors="replace") for name in _LETTERS}
    best = max(said, key=lambda name: _sense(said[name], _LETTERS[name]))
    return said[best], best


_FOREIGN = re.compile(r"(?<=(.))?([^\x00-\x7f])(?=(.))?", re.DOTALL)


def _sense(text: str, letters: str) -> int:
    """How many letters with accents are likely where they stand, less those that are not."""
    sense = 0
    for before, letter, after in _FOREIGN.findall(text[:1_000_000]):
        likely = letter in letters and not (letter.isupper() and before.islower())
        inside = before.isalpha() and after.isalpha()
        sense += 1 if likely or (letter in _SIGNS and (letter == "’" or not inside)) else -1
    return sense


def _spoilt(text: str, encoding: str) -> Iterator[Remark]:
    if encoding in _LETTERS and encoding != "cp1252":
        yield Remark("encoding", f"the file does not tell its letters; they make most sense as {encoding}")
    if controls := len(_CONTROL.findall(text)):
        yield Remark("control characters", f"{controls} characters that can't be printed were kept")


def _header_width(text: str, delimiter: str) -> int:
    for row in csv.reader(io.StringIO(text[:1_000_000], newline=""), delimiter=delimiter):
        if row:
            return len(row)
    return 0


def _read_regular(text: str, delimiter: str, width: int) -> pa.Table | None:
    """The cells by the fast parser; None where quotation marks, blank lines or uneven rows ask for the careful one."""
    content = text.rstrip("\r\n").encode()
    if not width or ord(delimiter) > 127 or not _well_quoted(content, delimiter):
        return None
    names = list(map(str, range(width)))
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(content),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=1 << 23),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, TEXT), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None


def _well_quoted(content: bytes, delimiter: str) -> bool:
    """Whether each quotation mark opens or closes a cell, or is written twice in one."""
    letters = np.frombuffer(b"\n" + content + b"\n", dtype=np.uint8)
    edge = np.zeros(256, dtype=bool)
    edge[[ord(delimiter), *b'\r\n"']] = True
    inside = 0
    for start in range(0, len(letters), _CHUNK):
        quotes = np.flatnonzero(letters[start : start + _CHUNK] == ord('"')) + start
        opening, closing = quotes[inside::2], quotes[1 - inside :: 2]
        if not (edge[letters[opening - 1]].all() and edge[letters[closing + 1]].all()):
            return False
        inside = (inside + len(quotes)) % 2
    return not inside


def _records(text: str, delimiter: str, where: object, remarks: list[Remark]) -> Iterator[list[str]]:
    for attempt in (text, text.replace('\\"', '""')):
        records: list[list[str]] = []
        try:
            records.extend(csv.reader(io.StringIO(attempt, newline=""), delimiter=delimiter, strict=True))
        except csv.Error as error:
            if attempt is text:
                problem, row = str(error), len(records) + 1
            continue
        if attempt is not text:
            remarks.append(Remark("quotation marks", 'quotation marks in answers are written as \\"'))
        return iter(records)
    if "end of data" in problem:
        mend = "Somewhere from there on a closing mark is lacking; export the file again."
        raise ReadError(f"a quotation mark is opened in row {row} and never closed", where=where, mend=mend)
    what = "quotation marks stand where they part no cells; what follows them was kept as it is"
    remarks.append(Remark.at("quotation marks", what, [row]))
    return iter(list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def _check_widths(rows: list[list[str]], width: int, text: str, where: object, remarks: list[Remark]) -> None:
    for number, row in enumerate(rows, start=1):
        if len(row) > width and any(row[width:]):
            raise ReadError(
                f"row {number} has {len(row)} cells, but there are {width} columns",
                where=where,
                mend="A text in it may hold the delimiter without quotation marks; export the file again.",
            )
    short = [number for number, row in enumerate(rows, start=1) if any(row) and len(row) < width]
    if short == [len(rows)] and not text.endswith(("\n", "\r")) and len(rows) > 2:
        raise ReadError(
            f"the last row breaks off after {len(rows[-1])} of {width} cells",
            where=where,
            mend="The file was cut off; export it again.",
        )
    if short:
        what = f"{len(short)} rows have fewer cells than there are columns; the rest of them was taken as empty"
        remarks.append(Remark.at("short rows", what, short))


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows = []
    for row in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
        if row:
            rows.append(row)
        if len(rows) == 30:
            break
    return rows
