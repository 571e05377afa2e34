"""Answers by what they say: each distinct text once, and for every respondent which of them it is.

A million people give a handful of answers to a closed question. What is worked out once for each distinct answer and
then handed out by code takes the time and the memory of a column of small integers, not of a column of texts.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from pilots.survey.columns import TEXT, as_column, cells


class Distinct(NamedTuple):
    """The answers of a column, or of several columns beside each other.

    Parameters
    ----------
    codes
        For each respondent (and column) the position in `texts`; -1 where the cell is empty. The smallest integers
        that will do. One axis for a column, two (respondents by columns) for several.
    texts
        Every distinct answer, once, in order of appearance.
    """

    codes: "np.ndarray[Any, np.dtype[Any]]"
    texts: "pd.Index[str]"

    def take(self, values: Any, empty: Any) -> "np.ndarray[Any, np.dtype[Any]]":
        """Hand out a value for each distinct answer, and one for empty cells.

        Parameters
        ----------
        values
            As many as there are `texts`, in their order.
        empty
            The value of an empty cell.

        Returns
        -------
        Array of the shape of `codes`.

        Examples
        --------
        >>> found = distinct(pd.Series(["5", None, "1", "5"], dtype="str"))
        >>> found.codes.tolist(), found.texts.tolist(), found.take([True, False], False).tolist()
        ([0, -1, 1, 0], ['5', '1'], [True, False, False, True])
        """
        last = np.array([empty])
        lookup = np.append(np.asarray(values), last) if len(values) else last
        return np.asarray(lookup[self.codes])

    def numbers(self) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """The answers as numbers; missing where a cell is empty or no number."""
        return self.take(_numbers(self.texts), np.nan)

    def written(self, texts: Iterable[str | None], index: "pd.Index[Any] | None" = None) -> "pd.Series[str]":
        """The column with other texts in the place of `texts`, None to empty a cell."""
        dictionary = pa.array(list(texts), type=TEXT)
        codes = pa.array(self.codes, mask=self.codes < 0)
        return as_column(pa.DictionaryArray.from_arrays(codes, dictionary).cast(TEXT), index)


def distinct(answers: "pd.Series[Any]") -> Distinct:
    """Tell the distinct answers of a column of text apart.

    Examples
    --------
    >>> distinct(pd.Series(["ja", "nee", "ja"], dtype="str")).codes.dtype
    dtype('int8')
    """
    encoded = cells(answers).dictionary_encode()
    return Distinct(
        _small(encoded.indices.fill_null(-1).to_numpy(), len(encoded.dictionary)), _index(encoded.dictionary)
    )


def beside(columns: Sequence[Distinct]) -> Distinct:
    """Several columns with one list of texts, so that equal codes are equal answers.

    Examples
    --------
    >>> both = beside([distinct(pd.Series(said, dtype="str")) for said in (["1", "2"], ["2", None])])
    >>> both.codes.tolist(), both.texts.tolist()
    ([[0, 1], [1, -1]], ['1', '2'])
    """
    texts: dict[str, int] = {}
    places = [[texts.setdefault(text, len(texts)) for text in column.texts] for column in columns]
    small = _kind(len(texts))
    codes = np.empty((len(columns), len(columns[0].codes) if columns else 0), dtype=small)
    for position, (own, place) in enumerate(zip(columns, places, strict=True)):
        codes[position] = np.array([*place, -1], dtype=small)[own.codes]
    return Distinct(codes.T, pd.Index(list(texts), dtype="str"))


def first_equal(columns: "Sequence[np.ndarray[Any, np.dtype[Any]]]") -> "np.ndarray[Any, np.dtype[np.intp]]":
    """For each row the first row that equals it in every column of codes; itself where there is no earlier one.

    Rows of the same hash are looked for first; only among them is every column compared.

    Examples
    --------
    >>> first_equal([np.array([0, 1, 0, 0]), np.array([-1, 0, -1, 2])]).tolist()
    [0, 1, 0, 3]
    """
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for codes in columns:
        mixed = (mixed ^ codes.astype(np.uint64)) * _ODD
        mixed ^= mixed >> _HALF
    first = np.arange(len(mixed))
    maybe = np.flatnonzero(pd.Series(mixed).duplicated(keep=False))
    group = np.zeros(len(maybe), dtype=np.intp)
    for codes in columns:
        further = codes[maybe] - codes.min(initial=0)
        group = pd.factorize(group * (int(further.max(initial=0)) + 1) + further)[0]
    place = np.zeros(len(maybe), dtype=np.intp)
    place[group[::-1]] = maybe[::-1]
    first[maybe] = place[group]
    return first


_ODD, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)


def _numbers(texts: "pd.Index[str]") -> "np.ndarray[Any, np.dtype[np.float64]]":
    return np.asarray(pd.to_numeric(texts.to_series(), errors="coerce"), dtype="float64")


def _index(dictionary: pa.Array) -> "pd.Index[str]":
    texts: pd.Index[str] = pd.Index(pd.array(dictionary, dtype="str"))
    return texts


def _kind(texts: int) -> type[np.signedinteger[Any]]:
    return next(kind for kind in (np.int8, np.int16, np.int32, np.int64) if texts <= np.iinfo(kind).max)


def _small(codes: Any, texts: int) -> "np.ndarray[Any, np.dtype[Any]]":
    return np.asarray(codes).astype(_kind(texts), copy=False)
