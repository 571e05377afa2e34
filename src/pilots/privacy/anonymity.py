"""How alone people are in a data set: how many share what others may know of them, and what would then be learnt."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import hyp2f1

from pilots.privacy.findings import Finding


def class_sizes(data: pd.DataFrame, quasi: Sequence[str], *, wildcard: bool = False) -> "pd.Series[int]":
    """How many people in the data have the same known characteristics as each.

    Parameters
    ----------
    data
        A row a person.
    quasi
        Columns that others may know of a person: site, language, age.
    wildcard
        Whether a missing value agrees with every value (alpha of 1); by default it is a value of its own.

    Returns
    -------
    Series of int
        The size of each row's class; the least of them is the k of k-anonymity.

    References
    ----------
    Sweeney (2002), k-anonymity: a model for protecting privacy.
    Templ, Kowarik & Meindl (2015), Statistical disclosure control for micro-data using the R package sdcMicro.

    Examples
    --------
    >>> class_sizes(pd.DataFrame({"site": ["a", "a", "b"], "language": ["nl", "nl", "fr"]}), ["site", "language"]).to_list()
    [2, 2, 1]
    """
    codes = _codes(data, quasi)
    kinds, place, size = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    if wildcard:
        alike = [((kinds == kind) | (kinds < 0) | (kind < 0)).all(axis=1) for kind in kinds]
        size = np.array([size[others].sum() for others in alike], dtype="int64")
    people: pd.Series[int] = pd.Series(size[place.ravel()], index=data.index, name="people", dtype="int64")
    return people


def diversity(data: pd.DataFrame, quasi: Sequence[str], sensitive: str, *, c: float = 3.0) -> pd.DataFrame:
    r"""What is learnt of people of whom the known characteristics are known, class by class.

    Parameters
    ----------
    data
        A row a person.
    quasi
        Columns that others may know of a person.
    sensitive
        The column that they must not learn. A missing answer tells nothing and is no value.
    c
        The constant of recursive diversity.

    Returns
    -------
    DataFrame
        A row a class, by its values: `people`; `distinct` (how many values there are), `entropy` (how many values there are as it
        were, when some are rarer), `recursive` (the largest l for which it is (c, l)-diverse, 0 for none), `most` (the share of the
        commonest value) and `distance` (how far the class is from everybody, the t of t-closeness with equal distances).

    Notes
    -----
    With shares :math:`p_1 \ge \dots \ge p_m` in a class and :math:`q` among everybody: entropy
    :math:`\exp(-\sum p_i \ln p_i)`; (c, l)-diverse where :math:`p_1 < c (p_l + \dots + p_m)`; distance
    :math:`\sum |p_i - q_i| / 2`.

    References
    ----------
    Machanavajjhala et al. (2007), l-diversity: privacy beyond k-anonymity.
    Li, Li & Venkatasubramanian (2007), t-closeness: privacy beyond k-anonymity and l-diversity.

    Examples
    --------
    >>> data = pd.DataFrame({"site": ["a", "a", "b", "b"], "trust": ["low", "high", "low", "low"]})
    >>> diversity(data, ["site"], "trust")[["people", "distinct", "entropy", "most", "distance"]]
          people  distinct  entropy  most  distance
    site
    a          2         2      2.0   0.5      0.25
    b          2         1      1.0   1.0      0.25
    """
    every = data[sensitive].value_counts(normalize=True)
    rows = {}
    for key, own in data.groupby(list(quasi), dropna=False, sort=True):
        counted = own[sensitive].value_counts()
        p = (counted / max(1, counted.sum())).loc[lambda share: share > 0]
        tails = p.to_numpy()[::-1].cumsum()[::-1]
        rows[key] = {
            "people": len(own),
            "distinct": len(p),
            "entropy": float(np.exp(-(p * np.log(p)).sum())) if len(p) else 0.0,
            "recursive": int((tails > p.max() / c).sum()) if len(p) else 0,
            "most": float(p.max()) if len(p) else 0.0,
            "distance": float(p.reindex(every.index, fill_value=0.0).sub(every).abs().sum() / 2) if len(p) else 0.0,
        }
    columns = ["people", "distinct", "entropy", "recursive", "most", "distance"]
    names = pd.DataFrame(list(rows), columns=list(quasi))
    index = pd.Index(names[quasi[0]]) if len(quasi) == 1 else pd.MultiIndex.from_frame(names)
    return pd.DataFrame(list(rows.values()), columns=columns, index=index)


def unique_sets(data: pd.DataFrame, quasi: Sequence[str], *, most: int = 4) -> pd.DataFrame:
    """Which few characteristics by themselves make somebody the only one.

    Parameters
    ----------
    data
        A row a person.
    quasi
        Columns that others may know of a person.
    most
        How many characteristics together are looked at.

    Returns
    -------
    DataFrame
        A row a set of columns that makes somebody unique while none of its parts does: `columns`, `size` and `people` (how many),
        those of the most people first.

    References
    ----------
    Elliot, Manning & Ford (2002), A computational algorithm for handling the special uniques problem.

    Examples
    --------
    >>> data = pd.DataFrame({"site": ["a", "a", "b", "b"], "language": ["nl", "fr", "nl", "nl"]})
    >>> unique_sets(data, ["site", "language"])
                columns  size  people
    0       (language,)     1       1
    1  (site, language)     2       1
    """
    alone: dict[tuple[str, ...], NDArray[np.bool_]] = {}
    found = []
    for size in range(1, min(most, len(quasi)) + 1):
        for columns in combinations(quasi, size):
            alone[columns] = class_sizes(data, columns).to_numpy() == 1
            here = alone[columns].copy()
            for part in combinations(columns, size - 1) if size > 1 else ():
                here &= ~alone[part]
            if here.any():
                found.append((columns, size, int(here.sum())))
    table = pd.DataFrame(found, columns=["columns", "size", "people"])
    return table.sort_values("people", ascending=False, kind="stable", ignore_index=True)


def individual_risk(data: pd.DataFrame, quasi: Sequence[str], weights: "pd.Series[float]") -> "pd.Series[float]":
    r"""How likely it is that a person in a sample is the one in the population whose characteristics are known.

    Parameters
    ----------
    data
        A row a person of the sample.
    quasi
        Columns that others may know of a person.
    weights
        How many people of the population each stands for.

    Returns
    -------
    Series of float
        The risk of each row, from 0 to 1.

    Notes
    -----
    With :math:`f` people in the class, :math:`F` the sum of their weights and :math:`p = f / F`, the posterior mean of
    :math:`1 / F` under a negative binomial: :math:`\frac{p}{1-p} \ln \frac{1}{p}` for f of 1, and so on
    (:math:`p^f / f \; {}_2F_1(f, f; f + 1; 1 - p)`).

    References
    ----------
    Benedetti & Franconi (1998), Statistical and technological solutions for controlled data dissemination.
    Franconi & Polettini (2004), Individual risk estimation in mu-Argus: a review.

    Examples
    --------
    >>> data = pd.DataFrame({"site": ["a", "b"]})
    >>> individual_risk(data, ["site"], pd.Series([17.0, 8.0])).round(4).to_list()
    [0.1771, 0.2971]
    """
    place = class_numbers(data, quasi)
    f = np.bincount(place)[place].astype("float64")
    people = np.maximum(np.bincount(place, weights.to_numpy("float64"))[place], f)
    p = f / people
    return pd.Series(p**f / f * hyp2f1(f, f, f + 1, 1 - p), index=data.index, name="risk")


def publishable(
    data: pd.DataFrame,
    quasi: Sequence[str],
    sensitive: Sequence[str],
    k: int,
    l: int,  # noqa: E741
    *,
    where: str = "",
) -> list[Finding]:
    """What keeps a data set from leaving: classes of too few people, and classes that answered alike.

    Parameters
    ----------
    data
        A row a person.
    quasi
        Columns that others may know of a person.
    sensitive
        Columns that they must not learn.
    k
        The least number of people of a class.
    l
        The least number of different answers in a class, counted by entropy.
    where
        The file, for the finding.

    Returns
    -------
    list of Finding
        At most one a rule and column; it names columns and numbers of classes, never a value.

    Notes
    -----
    A column of which everybody has the same value tells nothing that the data set's name does not, and is no finding for l.

    Examples
    --------
    >>> data = pd.DataFrame({"site": ["a", "a", "b"], "trust": ["low", "high", "low"]})
    >>> [finding.what for finding in publishable(data, ["site"], ["trust"], 2, 2)]
    ['1 class of fewer than 2 people share site', '1 class by site with fewer than 2 different answers']
    """
    named = ", ".join(quasi)
    mend = "Coarsen these columns or leave some out: privacy.anonymise does."
    small = int((np.bincount(class_numbers(data, quasi)) < k).sum()) if len(data) else 0
    found = []
    if small:
        what = f"{small} {'class' if small == 1 else 'classes'} of fewer than {k} people share {named}"
        found.append(Finding("k-anonymity", where, what, mend))
    for column in sensitive:
        if data[column].nunique() < 2:
            continue
        classes = diversity(data, quasi, column)
        alike = int(((classes["distinct"] > 0) & (classes["entropy"] < l - 1e-9)).sum())
        if alike:
            what = f"{alike} {'class' if alike == 1 else 'classes'} by {named} with fewer than {l} different answers"
            found.append(Finding("l-diversity", f"{where}, {column}" if where else column, what, mend))
    return found


def _codes(data: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.int64]:
    """Values by number; a missing one is below 0."""
    codes = [pd.factorize(data[column])[0] for column in columns]
    return np.column_stack(codes).astype("int64") if codes else np.zeros((len(data), 1), dtype="int64")


def class_numbers(data: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.int64]:
    """In which class of people with the same values each row is, by number."""
    return np.unique(_codes(data, columns), axis=0, return_inverse=True)[1].ravel().astype("int64")
