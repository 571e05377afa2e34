"""Responses that are nearly the same: for each the one that differs from it in the fewest answers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.statistics.samples import require

_PAIRS = 1 << 22
"""Pairs that are compared at a time, so that memory stays small."""


def nearest(data: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Find for each row the other row that differs from it in the fewest columns.

    Parameters
    ----------
    data
        One row a respondent, an answer of any kind a cell.
    columns
        What is compared, as text without regard to capitals. A missing answer is an answer of its own: it equals
        another missing one.

    Returns
    -------
    DataFrame, aligned with `data`: nearest (label of the other row, the first of several; missing where there is no
    other) and different (number of columns that differ; missing likewise).

    Raises
    ------
    PilotsError
        When a column is not there or twice there.

    Notes
    -----
    Gower's distance of categorical answers times the number of columns, as `check_soft_duplicates` of R's
    cleaningtools takes it. The time grows with the square of the rows.

    Examples
    --------
    >>> said = pd.DataFrame({"a": ["1", "1", "5"], "b": ["ja", "Ja", "nee"], "c": [None, "x", "y"]})
    >>> nearest(said, ["a", "b", "c"])
       nearest  different
    0        1          1
    1        0          1
    2        0          3
    """
    require(data, columns)
    codes = np.empty((len(columns), len(data)), dtype=np.int32)
    for place, column in enumerate(columns):
        codes[place] = pd.factorize(data[column].astype("str").str.lower())[0]
    other, different = nearest_rows(codes)
    labels = pd.Series(data.index[np.maximum(other, 0)], index=data.index)
    counted = pd.Series(different, index=data.index, dtype="Int64")
    return pd.DataFrame({"nearest": labels.where(other >= 0), "different": counted.where(different >= 0)})


def nearest_rows(codes: NDArray[np.signedinteger[Any]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The place of the nearest other row and in how many columns it differs; `codes` holds a column of codes a row.

    Examples
    --------
    >>> other, different = nearest_rows(np.array([[0, 0, 1], [0, 1, 1]]))
    >>> other.tolist(), different.tolist()
    ([1, 0, 1], [1, 1, 1])
    """
    n = codes.shape[1]
    other, different = np.full(n, -1, dtype=np.intp), np.full(n, -1, dtype=np.intp)
    if n < 2:
        return other, different
    size = max(_PAIRS // n, 1)
    for start in range(0, n, size):
        rows = np.arange(start, min(start + size, n))
        count = np.zeros((len(rows), n), dtype=np.int16)
        for column in codes:
            count += column[rows][:, None] != column[None, :]
        count[np.arange(len(rows)), rows] = np.iinfo(np.int16).max
        other[rows] = count.argmin(axis=1)
        different[rows] = count[np.arange(len(rows)), other[rows]]
    return other, different
