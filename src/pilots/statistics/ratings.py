"""What coders gave to units, as kinds of units: those that were rated alike are one kind, however many they are."""

from collections.abc import Iterable, Sequence
from numbers import Real
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError
from pilots.statistics.samples import Values, at_most, numbers, require

MOST_CATEGORIES = 5_000
_MOST_CELLS = 50_000_000

Codes = NDArray[np.int64]


class Ratings(NamedTuple):
    """Ratings of units by coders.

    Parameters
    ----------
    counts
        A row a kind of unit, a column a category: how many coders gave it.
    alike
        How many units are of each kind.
    scores
        The categories as numbers, ascending: their values, or 1, 2, 3 … where they are words.
    labels
        What the categories are called.
    codes
        A row a kind, a column a coder: the place of the category given, -1 where the coder gave none. None where it is not
        known who gave what.
    unrated
        How many units nobody rated.
    """

    counts: Values
    alike: Values
    scores: Values
    labels: tuple[str, ...]
    codes: Codes | None
    unrated: int = 0

    @property
    def raters(self) -> Values:
        """How many coders rated each kind of unit."""
        total: Values = self.counts.sum(axis=1)
        return total

    @property
    def pairable(self) -> NDArray[np.bool_]:
        """Whether at least two coders rated it."""
        several: NDArray[np.bool_] = self.raters >= 2
        return several

    @property
    def n(self) -> int:
        """Units that at least two coders rated."""
        return int(self.alike[self.pairable].sum())

    @property
    def n_missing(self) -> int:
        """Units that fewer than two coders rated."""
        return self.unrated + int(self.alike[~self.pairable].sum())

    def only(self, kinds: NDArray[np.bool_]) -> "Ratings":
        """Some kinds of units."""
        codes = None if self.codes is None else self.codes[kinds]
        return self._replace(counts=self.counts[kinds], alike=self.alike[kinds], codes=codes)

    def of(self, coders: Sequence[int]) -> "Ratings":
        """The same kinds of units as some of the coders rated them, and only those that all of these rated."""
        if self.codes is None:
            raise PilotsError("who gave what is not known", mend="Give the ratings themselves, a column a coder.")
        codes = self.codes[:, list(coders)]
        complete = np.asarray((codes >= 0).all(axis=1), dtype=np.bool_)
        left = self.only(complete)
        return left._replace(
            codes=codes[complete],
            counts=_counted(codes[complete], len(self.scores)),
            unrated=self.unrated + int(self.alike[~complete].sum()),
        )


def categories_of(data: pd.DataFrame, coders: Sequence[str], named: "Sequence[object] | None" = None) -> list[object]:
    """What was given: as words in the order of ordered categories, else as numbers where all ratings are, else as words in alphabetical order.

    Parameters
    ----------
    named
        All that could be given, which then are the categories.

    Examples
    --------
    >>> categories_of(pd.DataFrame({"ann": ["10", "9"], "bo": [None, 2]}), ["ann", "bo"])
    [2.0, 9.0, 10.0]
    """
    require(data, coders)
    if named is not None and len(named):
        return [category for category in named if not pd.isna(category)]  # type: ignore[call-overload]
    if (known := _plain(data, coders)) is not None:
        return list(np.unique(known[np.isfinite(known)]).tolist())
    everything = pd.concat([_cells(data[coder]) for coder in coders], ignore_index=True).dropna()
    scales = [
        dtype for coder in coders if isinstance(dtype := data[coder].dtype, pd.CategoricalDtype) and dtype.ordered
    ]
    as_numbers = pd.to_numeric(everything, errors="coerce").astype("float64")
    if as_numbers.notna().all() and not scales:
        finite = as_numbers[np.isfinite(as_numbers)].to_numpy()
        return list(np.unique(finite).tolist())
    given = set(everything.map(_called))
    ordered = [_called(label) for scale in scales for label in scale.categories]
    return [label for label in dict.fromkeys([*ordered, *sorted(given)]) if label in given]


def of_frame(data: pd.DataFrame, coders: Sequence[str], categories: Sequence[object]) -> Ratings:
    """The ratings in a frame with a row a unit and a column a coder.

    Parameters
    ----------
    categories
        All that could be given, in their order: words, which are equally far apart, or numbers; see `categories_of`. An empty cell, or one with
        infinity, is no rating.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or something was given that is none of the categories.

    Examples
    --------
    >>> found = of_frame(pd.DataFrame({"ann": [1, 2, 2], "bo": [1, 2, None]}), ["ann", "bo"], [1, 2, 3])
    >>> found.counts.tolist(), found.alike.tolist(), found.n
    ([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 2.0, 0.0]], [1.0, 1.0, 1.0], 2)
    """
    require(data, coders)
    scores, labels, numeric = _scale(categories)
    at_most(len(labels), MOST_CATEGORIES, "different ratings")
    if numeric and (plain := _plain(data, coders)) is not None:
        codes, strange = _placed(plain, scores)
    else:
        codes, strange = _found(data[list(coders)], pd.Index(scores if numeric else labels), numeric)
    if strange:
        raise PilotsError(
            f"{strange} ratings are none of the categories", mend="Name all categories that can be given."
        )
    kinds, alike = _alike(codes, len(labels))
    at_most(len(kinds) * len(labels), _MOST_CELLS, "kinds of units times different ratings")
    return of_codes(kinds, alike.astype("float64"), scores, labels)


def of_codes(kinds: Codes, alike: Values, scores: Values, labels: Sequence[str]) -> Ratings:
    """Ratings of kinds of units of which it is known who gave what; -1 where a coder gave nothing."""
    rated = (kinds >= 0).any(axis=1)
    return Ratings(
        counts=_counted(kinds[rated], len(scores)),
        alike=alike[rated],
        scores=scores,
        labels=tuple(labels),
        codes=kinds[rated],
        unrated=int(alike[~rated].sum()),
    )


def of_counts(data: pd.DataFrame, categories: Sequence[str]) -> Ratings:
    """Ratings in a frame with a row a unit and a column a category, in which stands how many coders gave it.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or a count is negative or no whole number.
    """
    require(data, categories)
    counted = numbers(data, categories)
    complete = counted.dropna().to_numpy()
    if (complete < 0).any() or (complete != np.round(complete)).any():
        raise PilotsError(
            "a count of coders is negative or not a whole number", mend="Count how many coders gave each category."
        )
    scores = scores_of(data, categories)
    order = np.argsort(scores, kind="stable")
    kinds, alike = np.unique(complete[:, order], axis=0, return_counts=True)
    rated = kinds.sum(axis=1) > 0
    left_out = len(data) - len(complete) + int(alike[~rated].sum())
    labels = tuple(str(categories[place]) for place in order)
    return Ratings(kinds[rated], alike[rated].astype("float64"), scores[order], labels, None, left_out)


def scores_of(data: pd.DataFrame, columns: Iterable[object]) -> Values:
    """The categories that columns are named after, as numbers: 1, 2, 3 … where they are words, or a frame that was given no names.

    Examples
    --------
    >>> table = pd.DataFrame([[4, 1], [0, 3]])
    >>> scores_of(table, table.columns).tolist(), scores_of(table.set_axis([0, 5], axis=1), [0, 5]).tolist()
    ([1.0, 2.0], [0.0, 5.0])
    """
    named = pd.to_numeric(pd.Series(list(columns), dtype="object"), errors="coerce").to_numpy(dtype="float64")
    own: pd.Index[Any] = data.columns
    unnamed = isinstance(own, pd.RangeIndex) and own.name is None and own.start == 0
    return np.arange(1.0, len(named) + 1) if unnamed or not np.isfinite(named).all() else named


def _alike(codes: Codes, categories: int) -> tuple[Codes, NDArray[np.int64]]:
    """The distinct rows and how often each occurs; as whole numbers where these are large enough, which is much quicker."""
    base, coders = categories + 1, codes.shape[1]
    if base**coders >= 2**62:
        kinds, alike = np.unique(codes, axis=0, return_counts=True)
        return kinds, alike
    place = base ** np.arange(coders, dtype="int64")[::-1]
    numbered, alike = np.unique((codes + 1) @ place, return_counts=True)
    return numbered[:, None] // place % base - 1, alike


def _cells(column: "pd.Series") -> "pd.Series":
    cells = column.astype("object")
    return cells.where(cells.notna() & (cells != ""), None)


def _plain(data: pd.DataFrame, coders: Sequence[str]) -> Values | None:
    """The cells as they are, where all are plain numbers."""
    if not all(isinstance(data[coder].dtype, np.dtype) and data[coder].dtype.kind in "iufb" for coder in coders):
        return None
    return np.column_stack([data[coder].to_numpy(dtype="float64") for coder in coders])


def _placed(cells: Values, scores: Values) -> tuple[Codes, int]:
    """The place of each number among the categories, and how many are none of them."""
    places = np.searchsorted(scores, cells).astype("int64")
    among = np.append(scores, np.nan)[places] == cells
    return np.where(among, places, -1), int((np.isfinite(cells) & ~among).sum())


def _found(data: pd.DataFrame, known: "pd.Index", numeric: bool) -> tuple[Codes, int]:
    """The place of each cell among the categories, and how many are none of them."""
    codes, strange = np.empty(data.shape, dtype="int64"), 0
    for place, coder in enumerate(data.columns):
        cells = _cells(data[coder])
        codes[:, place] = known.get_indexer(pd.Index(_comparable(cells, numeric)))
        strange += int((cells.notna() & (cells != np.inf) & (cells != -np.inf) & (codes[:, place] < 0)).sum())
    return codes, strange


def _comparable(cells: "pd.Series", numeric: bool) -> "pd.Series":
    if not numeric:
        return cells.map(_called, na_action="ignore").astype("object")
    found = pd.to_numeric(cells, errors="coerce").astype("float64")
    return found.where(np.isfinite(found))


def _scale(categories: Sequence[object]) -> tuple[Values, list[str], bool]:
    """The categories as numbers (their places where they are words), what they are called, and whether they are numbers."""
    labels = [_called(category) for category in categories]
    if len(set(labels)) < len(labels):
        raise PilotsError("a category is named twice", mend="Name each category once.")
    if not all(isinstance(category, Real) for category in categories):
        return np.arange(1.0, len(labels) + 1), labels, False
    scores = np.array(categories, dtype="float64")
    order = np.argsort(scores)
    return scores[order], [labels[place] for place in order], True


def _called(category: object) -> str:
    return str(int(category)) if isinstance(category, float) and category.is_integer() else str(category)


def _counted(codes: Codes, categories: int) -> Values:
    counts = np.zeros((len(codes), categories))
    for column in codes.T:
        given = np.flatnonzero(column >= 0)
        counts[given, column[given]] += 1
    return counts
