"""How alone people are in a data set: how many share what others may know of them, and what would then be learnt."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pilots.privacy.findings import Finding

LEAST_ANSWERS = 2
"""How many answers must be possible of people of whom the known characteristics are known: the l of l-diversity."""


def class_sizes(data: pd.DataFrame, quasi: Sequence[str]) -> "pd.Series[int]":
    """How many people in the data have the same known characteristics as each.

    Parameters
    ----------
    data
        A row a person.
    quasi
        Columns that others may know of a person: site, language, age. Where there are none, all are alike.

    Returns
    -------
    Series of int
        The size of each row's class; the least of them is the k of k-anonymity. A missing value is a value of its own.

    References
    ----------
    Sweeney (2002), k-anonymity: a model for protecting privacy.

    Examples
    --------
    >>> class_sizes(pd.DataFrame({"site": ["a", "a", "b"], "language": ["nl", "nl", "fr"]}), ["site", "language"]).to_list()
    [2, 2, 1]
    """
    place = _classes(data, quasi)
    return pd.Series(np.bincount(place)[place], index=data.index, name="people", dtype="int64")


def diversity(data: pd.DataFrame, quasi: Sequence[str], sensitive: str) -> "pd.Series[int]":
    """How many different answers are possible of each person of whom the known characteristics are known.

    Parameters
    ----------
    data
        A row a person.
    quasi
        Columns that others may know of a person.
    sensitive
        The column that they must not learn. A blank is an answer of its own: nobody knows which one it hides.

    Returns
    -------
    Series of int
        Of each row's class how many answers are in it; the least of them is the l of distinct l-diversity.

    References
    ----------
    Machanavajjhala et al. (2007), l-diversity: privacy beyond k-anonymity.

    Examples
    --------
    >>> data = pd.DataFrame({"site": ["a", "a", "b", "b"], "trust": ["low", "high", "low", "low"]})
    >>> diversity(data, ["site"], "trust").to_list()
    [2, 2, 1, 1]
    """
    place = _classes(data, quasi)
    answers = pd.DataFrame({"class": place, "answer": pd.factorize(data[sensitive])[0]}, index=data.index)
    return answers.groupby("class")["answer"].transform("nunique").rename("answers")


def publishable(
    data: pd.DataFrame, quasi: Sequence[str], k: int, least: int = LEAST_ANSWERS, *, where: str = ""
) -> list[Finding]:
    """What keeps a data set from leaving: classes of too few people, and classes that answered alike.

    Parameters
    ----------
    data
        A row a person.
    quasi
        Columns that others may know of a person; all others they must not learn.
    k
        The least number of people of a class.
    least
        The least number of different answers in a class.
    where
        The file, for the finding.

    Returns
    -------
    list of Finding
        At most one a rule and column; it names columns and numbers of people, never a value.

    Examples
    --------
    >>> data = pd.DataFrame({"site": ["a", "a", "b"], "trust": ["low", "high", "low"]})
    >>> [finding.what for finding in publishable(data, ["site"], 2)]
    ['1 of its people share site with fewer than 2', '1 of its people share site with nobody who answered otherwise']
    """
    named = ", ".join(quasi) or "the file"
    found = []
    if alone := int((class_sizes(data, quasi) < k).sum()):
        mend = "Give these questions another role in the codebook, so that they stay behind."
        found.append(Finding("k-anonymity", where, f"{alone} of its people share {named} with fewer than {k}", mend))
    for column in data.columns.difference(list(quasi), sort=False):
        if alike := int((diversity(data, quasi, column) < least).sum()):
            what = f"{alike} of its people share {named} with nobody who answered otherwise"
            mend = "Give this question another role than item in the codebook, so that it stays behind."
            found.append(Finding("l-diversity", f"{where}, {column}" if where else str(column), what, mend))
    return found


def _classes(data: pd.DataFrame, columns: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """In which class of people with the same values each row is, by number."""
    codes = [pd.factorize(data[column])[0] for column in columns]
    grid = np.column_stack(codes) if codes else np.zeros((len(data), 1), dtype="intp")
    place: np.ndarray[tuple[int], np.dtype[np.intp]] = np.unique(grid, axis=0, return_inverse=True)[1].ravel()
    return place
