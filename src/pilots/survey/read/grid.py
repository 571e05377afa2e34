"""A table of text, kept by columns: what every file of answers is turned into before a tool's reader looks at it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any, overload

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pilots.errors import ReadError

NO_ANSWERS = "Export it again, or leave this wave out of pilot.toml until there are answers."
_MOST_ROWS = 20
TEXT = pa.large_string()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd about a file, which reading it survived.

    Parameters
    ----------
    kind
        What kind of oddity, e.g. "duplicate heading".
    what
        What was found and what was done about it, without an answer.
    variable
        The column it is about; empty for the file.
    rows
        Rows as the file counts them, at most twenty.
    """

    kind: str
    what: str
    variable: str = ""
    rows: tuple[int, ...] = ()

    @classmethod
    def at(cls, kind: str, what: str, rows: Iterable[int], variable: str = "") -> "Remark":
        """A remark about rows, of which the first twenty are named."""
        return cls(kind, what, variable, tuple(int(row) for row in rows)[:_MOST_ROWS])


@dataclass(frozen=True)
class Grid:
    """A table of text without blank rows.

    Parameters
    ----------
    table
        A pyarrow table of text columns, empty cells "".
    numbers
        Its rows as the file counts them.
    how
        How it was read.
    remarks
        What was odd about the file.
    """

    table: Any
    numbers: Sequence[int]
    how: str
    remarks: tuple[Remark, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]], *, how: str, first: int = 1) -> "Grid":
        """A grid of rows in memory, shorter ones filled up, blank ones left out; the first row has number `first`.

        Examples
        --------
        >>> grid = Grid.of([["id", "q"], ["1"], []], how="made here")
        >>> grid.rows[1], grid.numbers, grid.remarks
        (['1', ''], range(1, 3), ())
        """
        columns = list(zip_longest(*rows, fillvalue=""))
        table = pa.table([pa.array(column, TEXT) for column in columns], names=list(map(str, range(len(columns)))))
        return cls.from_table(table, how=how, first=first)

    @classmethod
    def from_table(
        cls, table: Any, *, how: str, first: int = 1, numbers: Sequence[int] = (), remarks: Sequence[Remark] = ()
    ) -> "Grid":
        """A grid of a pyarrow table of text, its blank rows left out (and remarked where filled ones follow)."""
        numbered = np.asarray(numbers) if len(numbers) else np.arange(first, first + table.num_rows)
        filled = _any_filled(table)
        if filled.all():
            return cls(table, _whole(numbered), how, tuple(remarks))
        kept = np.flatnonzero(filled)
        blank = numbered[: kept[-1] + 1 if len(kept) else 0][~filled[: kept[-1] + 1 if len(kept) else 0]]
        more = [Remark.at("blank rows", f"{len(blank)} blank rows were left out", blank)] if len(blank) else []
        return cls(table.take(pa.array(kept)), _whole(numbered[kept]), how, (*remarks, *more))

    @property
    def width(self) -> int:
        """How many columns."""
        return int(self.table.num_columns)

    @cached_property
    def rows(self) -> "Sequence[list[str]]":
        """Its rows, each a list of cells, made as they are asked for."""
        return _Rows(self.table)

    def column(self, position: int, skip: int = 0) -> "pd.Series[str]":
        """One column below `skip` rows, empty cells missing."""
        cells = self.table.column(position).slice(skip)
        return pd.Series(pd.array(pc.if_else(pc.equal(cells, ""), pa.scalar(None, TEXT), cells), dtype="str"))

    def trusted(self, where: object) -> "Grid":
        """Itself, if it holds headings and answers.

        Raises
        ------
        ReadError
            When there are no two filled rows.
        """
        if len(self.rows) < 2:
            what = "there are headings but no answers" if len(self.rows) else "the file is empty"
            raise ReadError(what, where=where, mend=NO_ANSWERS)
        return self


class _Rows(Sequence[list[str]]):
    """The rows of a table kept by columns; walked over, they are made a thousand at a time."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    @overload
    def __getitem__(self, where: int) -> list[str]: ...
    @overload
    def __getitem__(self, where: slice) -> "Sequence[list[str]]": ...
    def __getitem__(self, where: int | slice) -> "list[str] | Sequence[list[str]]":
        if isinstance(where, slice):
            start, stop, step = where.indices(len(self))
            part = self._table.slice(start, max(stop - start, 0))
            return list(_Rows(part))[::step] if step > 1 else _Rows(part)
        position = range(len(self))[where]
        return next(iter(_Rows(self._table.slice(position, 1))))

    def __iter__(self) -> Iterator[list[str]]:
        for start in range(0, len(self), 1000):
            columns = [column.to_pylist() for column in self._table.slice(start, 1000).columns]
            yield from map(list, zip(*columns, strict=True))


def number_text(number: float) -> str:
    """A number as the shortest text that gives it back.

    Examples
    --------
    >>> number_text(1.0), number_text(2.5), number_text(1e20)
    ('1', '2.5', '1e+20')
    """
    return str(int(number)) if number.is_integer() and abs(number) < 1e16 else repr(float(number))


def duration_text(seconds: float) -> str:
    """A time that passed, as hours (which may be more than 24), minutes and seconds.

    Examples
    --------
    >>> duration_text(108000.5), duration_text(-5)
    ('30:00:00.5', '-00:00:05')
    """
    minutes, rest = divmod(round(abs(seconds), 3), 60)
    hours, minutes = divmod(minutes, 60)
    decimals = f"{rest % 1:.3f}"[1:].rstrip("0").rstrip(".")
    return f"{'-' if seconds < 0 else ''}{int(hours):02}:{int(minutes):02}:{int(rest):02}{decimals}"


def _any_filled(table: Any) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    filled = np.zeros(table.num_rows, dtype=bool)
    for column in table.columns:
        filled |= pc.not_equal(column, "").to_numpy()
        if filled.all():
            break
    return filled


def _whole(numbers: "np.ndarray[Any, Any]") -> Sequence[int]:
    if len(numbers) and (np.diff(numbers) == 1).all():
        return range(int(numbers[0]), int(numbers[0]) + len(numbers))
    return [int(number) for number in numbers]
