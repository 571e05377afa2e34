"""Make a data set in which nobody stands alone: coarser values first, then as few blanks as it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError
from pilots.privacy.anonymity import class_numbers

Levels = Mapping[str, Sequence[Mapping[object, object]]]
Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Anonymised:
    """A data set that may leave, and what it lost.

    Parameters
    ----------
    data
        The rows in their order, with coarser and blank values.
    loss
        A row a column: `level` (how coarse, from 0), `blank` (values taken out) and `loss` (0 for nothing, 1 for all).
    """

    data: pd.DataFrame
    loss: pd.DataFrame


def anonymise(
    data: pd.DataFrame,
    quasi: Sequence[str],
    k: int,
    *,
    sensitive: Sequence[str] = (),
    l: float = 1.0,  # noqa: E741
    levels: Levels | None = None,
) -> Anonymised:
    """Coarsen and blank what others may know of people, until k share it and l different answers are among them.

    Parameters
    ----------
    data
        A row a person.
    quasi
        Columns that others may know of a person.
    k
        The least number of people that share them.
    sensitive
        Columns that others must not learn.
    l
        The least number of different answers among those who share them, counted by entropy. 1 asks for nothing.
    levels
        For a column, ever coarser maps from its values: languages to "other", ages to bands, sites to one. Values that a map
        does not name stay.

    Returns
    -------
    Anonymised

    Raises
    ------
    PilotsError
        When the people are too few, or answered too much alike, whatever is taken out.

    Notes
    -----
    All combinations of levels are tried. In each, rows of classes that are too small lose as few values as make them
    a class; a blank is a value of its own, so who takes it for any value finds still more people. The loss of a value
    is its level over the number of levels, 1 for a blank; the combination that loses least is taken, the first of equals.

    References
    ----------
    Sweeney (2002), Achieving k-anonymity privacy protection using generalization and suppression.
    Machanavajjhala et al. (2007), l-diversity: privacy beyond k-anonymity.

    Examples
    --------
    >>> data = pd.DataFrame({"site": list("aaabbb"), "language": ["nl", "nl", "fr", "nl", "nl", "ar"]})
    >>> found = anonymise(data, ["site", "language"], 3, levels={"language": [{"fr": "any", "ar": "any", "nl": "any"}]})
    >>> found.data["language"].to_list(), found.data["site"].to_list()
    (['any', 'any', 'any', 'any', 'any', 'any'], ['a', 'a', 'a', 'b', 'b', 'b'])
    """
    ways = {column: [{}, *(levels or {}).get(column, [])] for column in quasi}
    enough = _Enough(k, sensitive, l)
    best: Anonymised | None = None
    for choice in product(*(range(len(maps)) for maps in ways.values())):
        chosen = {column: ways[column][at] for column, at in zip(quasi, choice, strict=True)}
        coarse = data.assign(
            **{column: data[column].map(lambda one, to=to: to.get(one, one)) for column, to in chosen.items()}
        )
        blank = _blanks(coarse, quasi, enough)
        level = np.array([at / len(ways[column]) for column, at in zip(quasi, choice, strict=True)])
        loss = np.where(blank, 1.0, level).sum(axis=0) / max(1, len(data))
        if best is None or loss.sum() < best.loss["loss"].sum() - 1e-12:
            lost = pd.DataFrame(
                {"level": choice, "blank": blank.sum(axis=0), "loss": loss}, index=pd.Index(quasi, name="column")
            )
            best = Anonymised(_masked(coarse, quasi, blank), lost)
    if best is None:
        raise PilotsError("no column is named that others may know", where="quasi")
    return best


def _blanks(data: pd.DataFrame, quasi: Sequence[str], enough: "_Enough") -> Mask:
    """Which values to take out, row by column: as few columns of a row as there can be."""
    blank = np.zeros((len(data), len(quasi)), dtype="bool")
    left = ~enough.rows(data, quasi)
    for size in range(1, len(quasi)):
        for columns in combinations(range(len(quasi)), size):
            rows = np.flatnonzero(left)
            kept = [column for at, column in enumerate(quasi) if at not in columns]
            fits = rows[enough.rows(data.iloc[rows], kept)]
            blank[np.ix_(fits, np.array(columns))] = True
            left[fits] = False
    while left.any() and not enough.rows(data.loc[left], []).all():
        if left.all():
            what = "the people are too few, or too much alike, for any of their data to leave"
            raise PilotsError(what, where=", ".join(quasi))
        left[_given_up(_masked(data, quasi, blank), quasi, np.flatnonzero(~left), enough)] = True
    blank[left] = True
    return blank


def _given_up(data: pd.DataFrame, quasi: Sequence[str], rows: Rows, enough: "_Enough") -> Rows:
    """Who joins those of whom nothing is told: one of the largest class that can spare somebody, else the smallest class."""
    classes = class_numbers(data.iloc[rows], quasi)
    sizes = np.bincount(classes)
    for one in np.argsort(-sizes, kind="stable"):
        own: Rows = rows[classes == one]
        if len(own) > 1 and enough.rows(data.iloc[own[1:]], []).all():
            first: Rows = own[:1]
            return first
    fewest: Rows = rows[classes == sizes.argmin()]
    return fewest


def _masked(data: pd.DataFrame, quasi: Sequence[str], blank: Mask) -> pd.DataFrame:
    return data.assign(**{column: data[column].mask(blank[:, at]) for at, column in enumerate(quasi)})


@dataclass(frozen=True)
class _Enough:
    """How many people, and how many different answers, a class must have."""

    k: int
    sensitive: Sequence[str]
    answers: float

    def rows(self, data: pd.DataFrame, quasi: Sequence[str]) -> Mask:
        """Which rows are in a class that is large and diverse enough; one in which nobody answered tells nothing."""
        place = class_numbers(data, quasi)
        safe: Mask = np.bincount(place, minlength=1) >= self.k
        for column in self.sensitive:
            answer = pd.factorize(data[column])[0]
            table = np.zeros((len(safe), max(1, int(answer.max(initial=0)) + 1)))
            np.add.at(table, (place[answer >= 0], answer[answer >= 0]), 1)
            share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
            many = np.exp(-(share * np.log(np.where(share > 0, share, 1))).sum(axis=1))
            safe &= (many >= self.answers - 1e-9) | (table.sum(axis=1) == 0)
        return safe[place]
