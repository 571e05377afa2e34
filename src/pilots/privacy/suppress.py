"""Hold back small counts of a table, and as many others as it takes that nobody computes them from its totals."""

from collections import deque
from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Cell = tuple[int, int]
Counts = NDArray[np.float64]
Mask = NDArray[np.bool_]


def suppress(counts: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Say which cells of a table of people must be held back.

    Primary: every count from 1 to `threshold` - 1. Complementary: further cells, small and filled ones first, until
    in each row and column the held-back cells are two at least and hold `threshold` people together (where there are
    so many), and none of them follows from the row totals, the column totals and the cells that are shown. The totals
    are taken to be shown; whether they may be is for the caller to say. A single column is one list with its total.

    Parameters
    ----------
    counts
        People by row and column; missing counts as 0.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    DataFrame of bool
        True where a cell must be held back; rows and columns as in `counts`.

    Notes
    -----
    A held-back cell can still vary when, in the graph of rows and columns with a held-back cell as edge, it lies on
    a cycle along which people can be moved without a count below 0.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.

    Examples
    --------
    >>> table = pd.DataFrame({"nl": [30, 25, 40], "fr": [3, 12, 15]}, index=["a", "b", "c"])
    >>> suppress(table, 10)
          nl     fr
    a   True   True
    b   True   True
    c  False  False
    """
    table = counts.fillna(0).to_numpy(dtype="float64")
    hidden: Mask = (table > 0) & (table < threshold)
    while (cell := _next_cell(table, hidden, threshold)) is not None:
        hidden[cell] = True
    return pd.DataFrame(hidden, index=counts.index, columns=counts.columns)


def _next_cell(table: Counts, hidden: Mask, threshold: int) -> Cell | None:
    """One more cell to hold back, or None when all are safe."""
    for line in _lines(table.shape):
        held = [cell for cell in line if hidden[cell]]
        free = [cell for cell in line if not hidden[cell]]
        if held and free and (len(held) < 2 or sum(table[cell] for cell in held) < threshold):
            return min(free, key=lambda cell: _cost(cell, table, hidden))
    for cell in map(tuple, np.argwhere(hidden)):
        if not _can_vary(cell, table, hidden):
            beside = [other for line in _lines(table.shape) if cell in line for other in line if not hidden[other]]
            beyond: list[Cell] = [(int(row), int(column)) for row, column in np.argwhere(~hidden)]
            if beside or beyond:
                return min(beside or beyond, key=lambda other: _cost(other, table, hidden))
    return None


def _lines(shape: tuple[int, ...]) -> Iterator[list[Cell]]:
    """Rows and columns that have a total of their own."""
    rows, columns = shape
    if columns > 1:
        yield from ([(row, column) for column in range(columns)] for row in range(rows))
    if rows > 1:
        yield from ([(row, column) for row in range(rows)] for column in range(columns))


def _cost(cell: Cell, table: Counts, hidden: Mask) -> tuple[bool, bool, float, Cell]:
    """Filled before empty (an empty one may be known to be so), then lines already touched, then small counts."""
    row, column = cell
    touched = hidden[row].any() and hidden[:, column].any()
    return bool(table[cell] == 0), not touched, float(table[cell]), cell


def _can_vary(cell: Cell, table: Counts, hidden: Mask) -> bool:
    """Whether the cell could be larger, or smaller, with the same totals and shown cells."""
    if 1 in table.shape:
        return int(hidden.sum()) > 1
    row, column = cell
    return _reaches(("column", column), ("row", row), cell, table, hidden) or bool(
        table[cell] > 0 and _reaches(("row", row), ("column", column), cell, table, hidden)
    )


def _reaches(start: tuple[str, int], goal: tuple[str, int], without: Cell, table: Counts, hidden: Mask) -> bool:
    """A way from start to goal over held-back cells: from a row by adding to a cell, from a column by taking away."""
    seen, queue = {start}, deque([start])
    while queue:
        kind, number = queue.popleft()
        line = hidden[number] if kind == "row" else hidden[:, number] & (table[:, number] > 0)
        for other in np.flatnonzero(line):
            cell = (number, int(other)) if kind == "row" else (int(other), number)
            node = ("column" if kind == "row" else "row", int(other))
            if cell != without and node not in seen:
                if node == goal:
                    return True
                seen.add(node)
                queue.append(node)
    return False
