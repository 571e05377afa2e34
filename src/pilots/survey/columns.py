"""Columns of text, looked up, compared and changed exactly: all cells at once, empty ones and odd ones included."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pilots.errors import CleaningError
from pilots.vocabulary import RESPONDENT

Rows = np.ndarray[Any, np.dtype[np.intp]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

TEXT = pa.large_string()
"""What pandas keeps text in."""


def cells(values: "pd.Series[Any]") -> pa.LargeStringArray:
    """The cells of a column as the log writes them: text, or missing."""
    plain = isinstance(values.dtype, pd.StringDtype) or values.dtype.kind == "i"
    found = pa.array(values if plain else values.astype("str"))
    whole = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    return whole.cast(TEXT)


def as_column(texts: pa.Array, index: "pd.Index[Any] | None" = None) -> "pd.Series[str]":
    """A column of these texts; rows are counted from 0 unless an index is given."""
    return pd.Series(pd.array(texts, dtype="str"), index=index)


def empty_column(index: "pd.Index[Any]") -> "pd.Series[str]":
    """A column without any answer."""
    return as_column(pa.nulls(len(index), TEXT), index)


def same(left: pa.Array, right: pa.Array) -> Mask:
    """Which texts are equal; two missing ones are.

    Examples
    --------
    >>> same(pa.array(["a", None, ""], TEXT), pa.array(["b", None, None], TEXT)).tolist()
    [False, True, False]
    """
    both = pc.and_(pc.is_null(left), pc.is_null(right))
    return np.asarray(pc.or_(both, pc.fill_null(pc.equal(left, right), False)))


def replaced(texts: pa.Array, rows: Rows, new: pa.Array) -> pa.Array:
    """The texts with others in some rows; no row twice.

    Examples
    --------
    >>> replaced(pa.array(["a", "b", "c"], TEXT), np.array([2, 0]), pa.array(["z", None], TEXT)).to_pylist()
    [None, 'b', 'z']
    """
    if not len(rows):
        return texts
    mask = np.zeros(len(texts), dtype=bool)
    mask[rows] = True
    return pc.replace_with_mask(texts, pa.array(mask), new.take(pa.array(np.argsort(rows))))


def rows_of(respondents: "pd.Series[Any]", everyone: "pd.Series[Any]") -> Rows:
    """In which row of `everyone` each respondent stands, counted from 0; -1 for one who is not there.

    Raises
    ------
    CleaningError
        When two rows of `everyone` have the same id.
    """
    if not len(respondents):
        return np.empty(0, dtype=np.intp)
    ids = cells(everyone)
    every = pa.chunked_array([ids, cells(respondents)]).combine_chunks().dictionary_encode(null_encoding="encode")
    codes = every.indices.to_numpy()
    if (codes[: len(ids)] != np.arange(len(ids))).any():
        raise CleaningError("a respondent_id occurs twice", where="responses", mend="Give each response its own id.")
    found = codes[len(ids) :].astype(np.intp)
    return np.where(found < len(ids), found, -1)


def stand_in(cell_list: pd.DataFrame, other: pd.DataFrame) -> Mask:
    """Which cells (respondent_id and variable) of a list stand in another one too."""
    if not len(cell_list) or not len(other):
        return np.zeros(len(cell_list), dtype=bool)
    who, what = (_codes(cell_list[name], other[name]) for name in (RESPONDENT, "variable"))
    key = who * (what.max() + 1) + what
    return np.isin(key[: len(cell_list)], key[len(cell_list) :])


def _codes(left: "pd.Series[Any]", right: "pd.Series[Any]") -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Equal numbers for equal texts of two columns, one after the other."""
    both = pa.chunked_array([cells(left), cells(right)]).combine_chunks()
    return np.asarray(both.dictionary_encode(null_encoding="encode").indices.to_numpy().astype(np.int64))
