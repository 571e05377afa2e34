"""The samples that a frame's columns hold, group by group, whatever the order of its rows."""

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError, did_you_mean

EVERYONE = "all"
"""The group of an estimate about all rows."""

MOST_GROUPS = 50
"""Groups of which every pair is compared; so many are 1,225 pairs."""

Values = NDArray[np.float64]
Group = TypeVar("Group")


def as_list(columns: str | Sequence[str]) -> list[str]:
    """One column or several, as a list.

    Examples
    --------
    >>> as_list("welcome")
    ['welcome']
    """
    return [columns] if isinstance(columns, str) else list(columns)


def require(data: pd.DataFrame, columns: Sequence[str], *, ci: float = 0.95) -> None:
    """Check that the columns are there, once each, and that the level is one.

    Raises
    ------
    PilotsError
        When a column is missing or occurs twice, or the level does not lie between 0 and 1.
    """
    names = list(data.columns)
    for column in columns:
        if column not in names:
            raise PilotsError(f"there is no column '{column}'", mend=did_you_mean(column, names))
        if names.count(column) > 1:
            raise PilotsError(
                f"the column '{column}' occurs {names.count(column)} times", mend="Give each column its own name."
            )
    if not 0 < ci < 1:
        raise PilotsError(
            f"the level of an interval can't be {ci}", mend="Take a level between 0 and 1, for instance 0.95."
        )


def numbers(data: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns as floats; what is no finite number is missing."""
    values = data[list(columns)].apply(pd.to_numeric, errors="coerce").astype("float64")
    finite: pd.DataFrame = values.where(np.isfinite(values))
    return finite


def rescaled(values: Values) -> tuple[Values, float]:
    """The values divided by a power of two that keeps their squares in reach of double precision, and that factor.

    Dividing by a power of two is exact, so means and deviations times the factor are those of the values themselves.

    Examples
    --------
    >>> small, factor = rescaled(np.array([3e200, 4e200]))
    >>> bool(small.max() <= 1), bool((small * factor == np.array([3e200, 4e200])).all())
    (True, True)
    """
    largest = float(np.abs(values).max(initial=0.0))
    factor = float(2.0 ** min(np.ceil(np.log2(largest)), 1023)) if largest > 0 else 1.0
    return values / factor, factor


def values(data: pd.DataFrame, column: str) -> Values:
    """The answers in a column, without the missing ones, sorted: so no result hangs on the order of the rows."""
    return np.sort(numbers(data, [column])[column].dropna().to_numpy())


def groups(data: pd.DataFrame, by: str | None) -> dict[str, pd.DataFrame]:
    """The frame split by a column; rows without a group are left out.

    Returns
    -------
    dict of DataFrame
        By label, in the order of the categories where the column is categorical (without the empty ones),
        else as numbers or else as text. Without `by`: all rows, under "all".

    Examples
    --------
    >>> list(groups(pd.DataFrame({"school": ["10", "9", None, "9"]}), "school"))
    ['9', '10']
    """
    if by is None:
        return {EVERYONE: data}
    labels = data[by].astype("str")
    found = labels[data[by].notna()].unique()
    known = data[by].dtype
    if isinstance(known, pd.CategoricalDtype):
        ordered = [str(label) for label in known.categories if str(label) in set(found)]
    else:
        ordered = sorted(found, key=_natural)
    return {label: data.loc[(labels == label) & data[by].notna()] for label in ordered}


def at_most(count: int, most: int, what: str) -> None:
    """Refuse what would take more than seconds, or more memory than there is.

    Raises
    ------
    PilotsError
        When there are more.
    """
    if count > most:
        raise PilotsError(f"{count:,} {what} are more than can be borne here", mend=f"Take {most:,} at the most.")


def pairs(labels: Collection[Group]) -> list[tuple[Group, Group]]:
    """Every pair of groups, in their order.

    Raises
    ------
    PilotsError
        When there are more than 50 groups: nobody reads that many comparisons, and none of them would stand out.

    Examples
    --------
    >>> pairs(["parents", "staff", "partners"])
    [('parents', 'staff'), ('parents', 'partners'), ('staff', 'partners')]
    """
    at_most(len(labels), MOST_GROUPS, "groups")
    return list(combinations(labels, 2))


def _natural(label: str) -> tuple[bool, float, str]:
    try:
        return (False, float(label), label)
    except ValueError:
        return (True, 0.0, label)
