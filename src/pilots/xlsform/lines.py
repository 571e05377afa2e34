"""The rows of a sheet as they are checked: what stands in them, and where what is wrong is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from pilots.errors import CodebookError
from pilots.rows import NO, YES, by_language, cells


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its number, its cells as text, its place, and where what is wrong with it is collected."""

    row: object
    cells: Mapping[str, str]
    place: str
    problems: list[CodebookError] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def yes(self, column: str) -> bool:
        """Whether a cell says yes; a condition says neither."""
        word = self[column].casefold().removesuffix("()")
        if word not in YES + NO and "${" not in word and "(" not in word:
            self.wrong(f"'{column}' must be yes or no")
        return word in YES

    @property
    def labels(self) -> dict[str, str]:
        """Its labels by language."""
        return by_language("label", self.cells, "")

    def wrong(self, what: str, mend: str = "") -> None:
        """Remember what is wrong with the row."""
        self.problems.append(CodebookError(what, where=self.place, mend=mend))

    def saying(self, **more: str) -> "Line":
        """The same row with other cells."""
        return replace(self, cells={**self.cells, **more})


def lines(table: pd.DataFrame, place: str, problems: list[CodebookError]) -> list[Line]:
    """The rows of a sheet; what is wrong with any goes to `problems`."""
    return [Line(row, cells(line), f"{place}, row {row}", problems) for row, line in table.iterrows()]
