"""The cleaning log read against a table: which line is about which cell."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from pilots.errors import CleaningError
from pilots.survey.columns import Mask, Rows, cells, rows_of
from pilots.survey.distinct import distinct
from pilots.vocabulary import MISSING_REASONS, RESPONDENT, ROW

LIFTED = "known reason replaced"
"""Rule of the lines that drop why a cell was empty: their reason is what was known, `old` its place in `Survey.missing`."""


@dataclass(frozen=True)
class Lines:
    """A log, line by line.

    Parameters
    ----------
    table
        The log itself, lines counted from 0.
    row
        In which row of the table each line's respondent stands; -1 for one who is not there.
    whole, cell, lifted
        Which lines remove a response, change a cell, drop the known reason of an empty cell.
    old, new
        The values.
    by_column
        The lines that change cells, by the column that they change.
    """

    table: pd.DataFrame
    row: Rows
    whole: Mask
    cell: Mask
    lifted: Mask
    old: pa.LargeStringArray
    new: pa.LargeStringArray
    by_column: dict[str, Rows]

    def of(self, column: str) -> Rows:
        """The lines that change cells of a column."""
        return self.by_column.get(column, np.empty(0, dtype=np.intp))

    def given(self, gone: Mask) -> pd.DataFrame:
        """The reasons that the log gives for cells that it emptied: one of the known ones, or "invalid" after a review."""
        emptied = self.cell & np.asarray(self.new.is_null()) & ~np.asarray(self.old.is_null())
        emptied &= ~gone[self.row]
        reason, rule = (distinct(self.table[name]) for name in ("reason", "rule"))
        known = reason.take(reason.texts.isin(MISSING_REASONS), False)
        review = rule.take(rule.texts.str.startswith("review"), False)
        lines: pd.DataFrame = self.table.loc[emptied & (known | review), [RESPONDENT, "variable", "reason"]]
        return lines.assign(reason=lines["reason"].where(lines["reason"].isin(MISSING_REASONS), "invalid"))


def lines_of(decisions: pd.DataFrame, respondents: "pd.Series[str]", columns: Iterable[str]) -> Lines:
    """Find the cells that a log is about.

    Parameters
    ----------
    decisions
        The log.
    respondents
        The ids of the table, row by row.
    columns
        The columns of the table.

    Raises
    ------
    CleaningError
        When a line names an unknown respondent or variable, or two lines change the same cell.
    """
    log = decisions.reset_index(drop=True)
    row, variable = rows_of(log[RESPONDENT], respondents), distinct(log["variable"])
    whole, lifted = (np.asarray(log[name] == said, dtype=bool) for name, said in (("variable", ROW), ("rule", LIFTED)))
    known = variable.take(variable.texts.isin({ROW, *columns} - {RESPONDENT}), False)
    unknown = ((row < 0) | ~known) & ~lifted
    if unknown.any():
        raise CleaningError(
            "this respondent or variable is not in the data",
            where=f"decision log, line {int(unknown.argmax()) + 1}",
            mend="Make the log anew with `clean`.",
        )
    cell_number = row * np.intp(len(variable.texts)) + variable.codes
    twice = pd.Series(cell_number[~lifted]).duplicated().to_numpy()
    if twice.any():
        line = int(np.flatnonzero(~lifted)[twice.argmax()])
        raise CleaningError(
            f"two decisions change the same cell ({int(twice.sum())} times)",
            where=f"decision log, line {line + 1}",
            mend="Keep one of them.",
        )
    cell = ~whole & ~lifted
    return Lines(log, row, whole, cell, lifted, cells(log["old"]), cells(log["new"]), _by_column(log, cell))


def _by_column(log: pd.DataFrame, cell: Mask) -> dict[str, Rows]:
    lines = np.flatnonzero(cell)
    variable = distinct(log["variable"].take(lines))
    order = np.argsort(variable.codes, kind="stable")
    ends = np.cumsum(np.bincount(variable.codes, minlength=len(variable.texts)))
    return dict(zip(variable.texts, np.split(lines[order], ends[:-1]), strict=False))
