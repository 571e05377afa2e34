"""Columns that people fill in all year long, read whole; what can't be is told by row, without what stands there."""

from collections.abc import Sequence

import pandas as pd

from pilots.actions.checks import meant_group
from pilots.context import read_table
from pilots.errors import PilotsError
from pilots.pilot import Pilot
from pilots.qualitative.redaction import redact_prose
from pilots.rows import ASK_THOUSANDS, ASK_VALUE, NO, NO_NUMBER, NO_VALUE, THOUSANDS, YES, RowReader, date, number
from pilots.sources import Registration

_DATE_HINT = "Write for instance 2017-09-25 or 25/09/2017."


class Columns(RowReader):
    """The columns of one registration.

    Parameters
    ----------
    pilot, source
        Whose, and which of its registrations.
    names
        Every column that this kind can have.
    needed
        Those that it must have.
    problems
        Where problems are added.

    Raises
    ------
    ReadError
        When the file is missing, can't be read or lacks a needed column.
    """

    def __init__(
        self,
        pilot: Pilot,
        source: Registration,
        names: Sequence[str],
        needed: Sequence[str],
        problems: list[PilotsError],
    ) -> None:
        super().__init__(pilot.path(source.file), problems)
        self.pilot, self.table = pilot, read_table(pilot.path(source.file), needed)
        self.headings(self.table.columns, names)

    def text(self, name: str, *, needed: bool = False) -> "pd.Series[str]":
        """A column as it stands; a column that isn't there is empty."""
        if name not in self.table:
            return pd.Series("", index=self.table.index, dtype="str")
        column = self.table[name]
        if needed:
            self.tell(column == "", f"'{name}' is empty")
        return column

    def prose(self, name: str, *, needed: bool = False) -> "pd.Series[str]":
        """A column of words, without what names or reaches a person."""
        column = self.text(name, needed=needed)
        return column.map({text: redact_prose(text, self.pilot) for text in column.unique()}).astype("str")

    def group(self) -> "pd.Series[str]":
        """Who it is about; another word for a surveyed group is told; any other group may stand here."""
        column = self.text("group")
        meant = column.map({text: meant_group(text, self.pilot) for text in column.unique()})
        for group in meant[meant != ""].unique():
            self.tell(meant == group, "'group' is another word for a surveyed group", f"Did you mean '{group}'?")
        return self.prose("group")

    def words(self, name: str, allowed: Sequence[str]) -> "pd.Series[str]":
        """A column of fixed words; what stands there instead may be anything, and is not told."""
        column = self.text(name).str.casefold()
        self.tell(~column.isin(allowed), f"'{name}' must be one of: {', '.join(allowed)}")
        return column

    def site(self) -> "pd.Series[str]":
        """The school: an id of pilot.toml, or empty."""
        column = self.text("site")
        sites = [site.id for site in self.pilot.sites]
        hint = f"Write one of: {', '.join(sites)}." if sites else ""
        # what stands there may be a child's name
        self.tell(~column.isin(["", *sites]), "'site' is no school of pilot.toml", hint)
        return column

    def dates(self, name: str, *, needed: bool = False) -> "pd.Series[pd.Timestamp]":
        """A column of days, year first or day first."""
        column = self.text(name, needed=needed)
        days = column.map({text: date(text) for text in column.unique()}).astype("datetime64[us]")
        self.tell((column != "") & days.isna(), f"'{name}' is not a date", _DATE_HINT)
        return days

    def numbers(
        self,
        name: str,
        *,
        least: float | None = None,
        most: float | None = None,
        whole: bool = False,
        money: bool = False,
        needed: bool = False,
    ) -> "pd.Series[float]":
        """A column of numbers; missing where the cell is empty."""
        column = self.text(name, needed=needed)
        known = {text: number(text.removeprefix("€").removesuffix("€")) for text in column.unique()}
        values = column.map(known).astype("float64")
        what = "a whole number" if whole else "a number"
        wrong = (column != "") & (values.isna() | (whole & (values % 1 != 0)))
        unclear = column.str.fullmatch(THOUSANDS) & (whole or money)
        self.tell(unclear, f"'{name}' {ASK_THOUSANDS[0]}", ASK_THOUSANDS[1])
        empty = column.str.fullmatch(NO_VALUE)
        self.tell(empty, f"'{name}' {ASK_VALUE[0]}", ASK_VALUE[1])
        self.tell(wrong & ~unclear & ~empty, f"'{name}' is not {what}", NO_NUMBER)
        if least is not None:
            self.tell(~wrong & (values < least), f"'{name}' lies below {least:g}")
        if most is not None:
            self.tell(~wrong & (values > most), f"'{name}' lies above {most:g}")
        return values.mask(wrong)

    def ticked(self, name: str) -> "pd.Series[bool]":
        """A column of yes and no; empty is no."""
        column = self.text(name).str.casefold()
        self.tell(~column.isin([*YES, *NO]), f"'{name}' must be yes or no")
        return column.isin(YES)

    def stage(self, name: str) -> "tuple[pd.Series[bool], pd.Series[pd.Timestamp]]":
        """Whether a stage was reached, told by its day or by yes, and that day."""
        column = self.text(name).str.casefold()
        days = column.map({text: date(text) for text in column.unique()}).astype("datetime64[us]")
        self.tell(days.isna() & ~column.isin([*YES, *NO]), f"'{name}' is neither a date nor yes", _DATE_HINT)
        return days.notna() | column.isin(YES), days

    def tell(self, wrong: "pd.Series[bool]", what: str, mend: str = "") -> None:
        """Remember a problem in each row where it is."""
        for row in self.table.index[wrong.to_numpy("bool")]:
            self.problem(row, what, mend)

    def once(self, columns: Sequence[str]) -> None:
        """Remember every row whose key stands above already."""
        key = pd.DataFrame({name: self.text(name).str.casefold() for name in columns})
        self.tell(key.duplicated(), f"the same {', '.join(columns)} already stand in a row above")
