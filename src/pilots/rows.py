"""Rows that people fill in: text cells become words, numbers, dates and lists; what can't be is told by row."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import pandas as pd

from pilots.errors import PilotsError, did_you_mean

YES, NO = ("yes", "ja", "oui", "true", "1", "x"), ("no", "nee", "neen", "non", "false", "0", "")
"""What people write for yes and for no; an empty cell is no."""
THOUSANDS = r"(€\s*)?[1-9]\d{0,2}([.,]\d{3})+(\s*€)?"
"""1.250 is more than a thousand to some and little more than one to others."""
NO_VALUE = r"=.*|#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)"
"""What a spreadsheet leaves where a formula has no value."""
ASK_THOUSANDS = ("may be in thousands or have three decimals", "Write 1250 or 1250,00.")
ASK_VALUE = ("holds a formula without a value", "Write the value itself.")
NO_NUMBER = "Write only digits, for instance 3 or 3,5."


class RowReader:
    """Reads cells of one sheet and remembers every problem with its row.

    Parameters
    ----------
    where
        The file, or file and sheet.
    problems
        Where problems are added; shared by the sheets of a workbook.

    Examples
    --------
    >>> reader = RowReader("plan.xlsx, sheet actions", [])
    >>> reader.number(7, "impact", "9", least=1, most=5)
    9.0
    >>> print(reader.problems[0])
    plan.xlsx, sheet actions, row 7: 'impact' lies outside 1 to 5. Write a number from 1 to 5.
    """

    def __init__(self, where: object, problems: list[PilotsError]) -> None:
        self.where, self.problems = where, problems
        self.unsure = False
        """Whether some of its names are not known, so that nobody can tell what refers to one that is not there."""

    def problem(self, row: object, what: str, mend: str = "") -> None:
        """Remember what is wrong in a row."""
        self.problems.append(PilotsError(what, where=f"{self.where}, row {row}", mend=mend))

    def headings(self, given: Iterable[object], known: Iterable[str], kind: str = "column") -> list[str]:
        """Remember headings (or sheets) that look like a known one that is absent: slips of the pen; tell which those are."""
        meant = []
        names = [str(name).partition(":")[0].strip() for name in given]
        absent = [name for name in known if name not in names]
        for name in dict.fromkeys(names):
            near = (
                get_close_matches(name, absent, n=1, cutoff=0.75 if kind == "sheet" else 0.8)
                if name not in set(known)
                else []
            )
            if near:
                hint = f"Did you mean '{near[0]}'?"
                self.problems.append(PilotsError(f"unknown {kind} '{name}'", where=self.where, mend=hint))
                meant += near
        return meant

    def lacks(self, table: pd.DataFrame, needed: Sequence[str], known: Iterable[str]) -> bool:
        """Whether a column without which no row can be read is not there: the one problem of its sheet."""
        absent = [name for name in needed if name not in table.columns]
        if table.empty or not absent:
            return False
        near = get_close_matches(absent[0], [str(name) for name in table.columns if name not in set(known)], n=1)
        below = table.index[(table == needed[0]).any(axis="columns")]
        mend = f"Rename '{near[0]}' to '{absent[0]}'." if near else "Row 1 has other headings."
        mend = f"The headings stand in row {below[0]}: clear what is above them." if len(below) else mend
        self.problems.append(PilotsError(f"there is no column '{absent[0]}'", where=self.where, mend=mend))
        self.unsure = True
        return True

    def none_of(self, given: Mapping[str, pd.DataFrame], known: Sequence[str], other: str) -> None:
        """Remember that a workbook has rows, but none of its sheets is known: it is another one."""
        if not {*given} & {*known} and not all(table.empty for table in given.values()):
            mend = f"Is it the workbook that pilot.toml names as '{other}'?"
            what = f"this workbook has none of the sheets {', '.join(known)}"
            self.problems.append(PilotsError(what, where=self.where, mend=mend))

    def known(self, row: object, what: str, name: str, available: Sequence[str]) -> bool:
        """Whether a name is available; else it is remembered as unknown."""
        if not name:
            self.problem(row, f"'{what}' is empty", "Fill it in, or clear the row.")
        elif name not in available:
            self.problem(row, f"unknown {what} '{name}'", did_you_mean(name, available))
        return name in available

    def word(self, row: object, name: str, text: str, allowed: Sequence[str]) -> str:
        """One of some words, whatever its capitals; empty stays empty."""
        word = text.casefold()
        if word and word not in allowed:
            # what stands there instead may be a name
            self.problem(row, f"'{name}' must be one of: {', '.join(allowed)}")
        return word if word in allowed else ""

    def yes(self, row: object, name: str, text: str) -> bool:
        """Yes or no; empty is no."""
        if text.casefold() not in YES + NO:
            self.problem(row, f"'{name}' must be yes or no")
        return text.casefold() in YES

    def number(
        self, row: object, name: str, text: str, *, least: float | None = None, most: float | None = None
    ) -> float | None:
        """A number, with a decimal point or comma and perhaps a percent sign; None where the cell is empty."""
        value = number(text.removesuffix("%"))
        if re.fullmatch(NO_VALUE, text):
            self.problem(row, f"'{name}' {ASK_VALUE[0]}", ASK_VALUE[1])
        elif value is None:
            if text:
                self.problem(row, f"'{name}' is not a number", NO_NUMBER)
        elif least is not None and most is not None and not least <= value <= most:
            self.problem(
                row, f"'{name}' lies outside {least:g} to {most:g}", f"Write a number from {least:g} to {most:g}."
            )
        elif least is not None and value < least:
            self.problem(row, f"'{name}' lies below {least:g}", f"Write {least:g} or more.")
        return value

    def date(self, row: object, name: str, text: str) -> Any:
        """A day, year first or day first; NaT where the cell is empty."""
        value = date(text)
        if re.fullmatch(NO_VALUE, text):
            self.problem(row, f"'{name}' {ASK_VALUE[0]}", ASK_VALUE[1])
        elif text and value is pd.NaT:
            self.problem(row, f"'{name}' is not a date", "Write for instance 2017-09-25 or 25/09/2017.")
        return value


def cells(line: "pd.Series[str]") -> dict[str, str]:
    """The cells of a row by heading, stripped; empty where missing."""
    return {str(heading): "" if text != text else str(text).strip() for heading, text in line.items()}


def by_language(base: str, row: Mapping[str, str], default: str) -> dict[str, str]:
    """The texts of columns such as `title`, `title::fr` and `title::Nederlands (nl)`, by language.

    Examples
    --------
    >>> by_language("title", {"title": "Koffie", "title::fr": "Café", "title::en": ""}, "nl")
    {'nl': 'Koffie', 'fr': 'Café'}
    """
    said: dict[str, str] = {}
    for heading, text in row.items():
        start, _, language = heading.partition(":")
        if start.strip() == base and text:
            code = language.strip(": ")
            said[code[code.rfind("(") + 1 : -1] if code.endswith(")") else code or default] = text
    return said


_HUGE = 1e15
"""Nothing that people count or pay comes near it, and whole numbers above it lose digits."""


def number(text: str) -> float | None:
    """A number as people write it, with a decimal point or comma; None where it is none, or beyond all counting.

    Examples
    --------
    >>> number("26,4"), number("26.4"), number("many")
    (26.4, 26.4, None)
    """
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < _HUGE else None


def date(text: str) -> Any:
    """A day as people write it, year first or day first; NaT where it is none.

    Examples
    --------
    >>> date("2017-09-25") == date("25/9/2017"), date("soon")
    (True, NaT)
    """
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        moment = pd.to_datetime(text.partition(" ")[0], format=form, errors="coerce")
        if moment is not pd.NaT:
            return moment
    return pd.NaT
