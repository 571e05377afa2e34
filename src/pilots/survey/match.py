"""Matching two tables of self-generated codes: the same, or one element off, one to one, and how far chance explains it."""

import unicodedata
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pilots.vocabulary import RESPONDENT, SITE

if TYPE_CHECKING:
    Codes = list[tuple[str, ...]]
    Positions = np.ndarray[Any, np.dtype[np.intp]]

SAME, NEAR = "same code", "one element differs"
COLUMNS = {"respondent_0": "str", "respondent_1": "str", "confidence": "float64", "how": "str"}
_CHUNK = 500
_LEAST = 0.5
_NONE, _MANY = -1, -2


def match(first: pd.DataFrame, last: pd.DataFrame, variables: list[str]) -> pd.DataFrame:
    """Match two tables of codes; see `link`.

    Parameters
    ----------
    first, last
        respondent_id, site and the code variables as text; one row a respondent.
    variables
        The code variables.

    Returns
    -------
    DataFrame
        respondent_0, respondent_1, confidence and how. `attrs`: n_first, n_last, same, near, ambiguous, doubtful and
        false_share, see `link`.

    Examples
    --------
    >>> first = pd.DataFrame({"respondent_id": ["a", "b"], "site": pd.NA, "code": ["MA12", "JO07"]})
    >>> last = pd.DataFrame({"respondent_id": ["x", "y"], "site": pd.NA, "code": ["JO70", "ma 12"]})
    >>> match(first, last, ["code"])[["respondent_0", "respondent_1", "how"]]
      respondent_0 respondent_1                  how
    0            a            y            same code
    1            b            x  one element differs
    """
    left, right = (_tidy(table, variables) for table in (first, last))
    pairs, chance = _pairs(left, right), _chance(left, right)
    same = pairs.loc[pairs["element"] == _NONE]
    once = ~same.duplicated("i", keep=False) & ~same.duplicated("j", keep=False)
    exact = _with_confidence(same.loc[once], chance, (len(left) - once.sum()) * (len(right) - once.sum()))

    near = pairs.loc[(pairs["element"] != _NONE) & ~pairs["i"].isin(same["i"]) & ~pairs["j"].isin(same["j"])]
    near = near.loc[_sites_fit(first, last, near)]
    near = _with_confidence(near, chance, (len(left) - len(exact)) * (len(right) - len(exact)))
    close, unsure = _one_to_one(near.loc[near["confidence"] >= _LEAST])

    found = pd.concat([exact.assign(how=SAME), close.assign(how=NEAR)])
    kept = found.loc[found["confidence"] >= _LEAST]
    links = pd.DataFrame(
        {
            "respondent_0": first[RESPONDENT].to_numpy(object)[kept["i"]],
            "respondent_1": last[RESPONDENT].to_numpy(object)[kept["j"]],
            "confidence": kept["confidence"].to_numpy(),
            "how": kept["how"].to_numpy(object),
        }
    ).astype(COLUMNS)
    links.attrs = {
        "n_first": len(left),
        "n_last": len(right),
        "same": int((kept["how"] == SAME).sum()),
        "near": int((kept["how"] == NEAR).sum()),
        "ambiguous": len({*same.loc[~once, "i"], *unsure}),
        "doubtful": int((exact["confidence"] < _LEAST).sum() + (near["confidence"] < _LEAST).sum()),
        "false_share": float(1 - kept["confidence"].mean()) if len(kept) else 0.0,
    }
    return links


def _tidy(table: pd.DataFrame, variables: list[str]) -> "Codes":
    """Codes without capitals, accents, spaces and signs."""

    def plain(text: object) -> str:
        letters = unicodedata.normalize("NFKD", text if isinstance(text, str) else "").casefold()
        return "".join(letter for letter in letters if letter.isalnum())

    return [tuple(map(plain, parts)) for parts in table[variables].itertuples(index=False)]


def _pairs(left: "Codes", right: "Codes") -> pd.DataFrame:
    """Positions i and j of codes that are the same (element -1) or differ in one element (which one)."""
    found: list[tuple[Positions, Positions, Positions]] = [(np.zeros(0, np.intp),) * 3]
    for start in range(0, len(left), _CHUNK):
        element = _differing(left[start : start + _CHUNK], right)
        i, j = np.nonzero(element != _MANY)
        found.append((i + start, j, element[i, j]))
    i, j, element = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return pd.DataFrame({"i": i, "j": j, "element": element})


def _differing(left: "Codes", right: "Codes") -> "Positions":
    """Which element differs: a variable of a composed code, 0 for a character of a single one; -1 none, -2 more."""
    if not right:
        return np.full((len(left), 0), _MANY)
    if len(left[0]) == 1:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cdist

        here, there = ([code for (code,) in codes] for codes in (left, right))
        distance = cdist(here, there, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
        empty = np.array([not code for code in here])[:, None] | np.array([not code for code in there])[None, :]
        return np.select([empty | (distance > 1), distance == 1], [_MANY, 0], _NONE)
    parts = zip(np.array(left, dtype=object).T, np.array(right, dtype=object).T, strict=True)
    unequal = np.stack([(a[:, None] != b[None, :]) | (a[:, None] == "") for a, b in parts])
    count = unequal.sum(axis=0)
    return np.select([count == 0, count == 1], [_NONE, unequal.argmax(axis=0)], _MANY)


def _chance(left: "Codes", right: "Codes") -> "pd.Series[float]":
    """By element: the probability that two people agree in all but that one, counted within each wave."""
    agree = pd.Series(0.0, index=range(_NONE, len((left or right or [()])[0])))
    total = 0
    for codes in (left, right):
        pairs = _pairs(codes, codes)
        agree = agree.add(pairs.loc[pairs["i"] < pairs["j"], "element"].value_counts(), fill_value=0)
        total += len(codes) * (len(codes) - 1) // 2
    return (agree + 0.5) / (total + 1)


def _with_confidence(pairs: pd.DataFrame, chance: "pd.Series[float]", unlinked: float) -> pd.DataFrame:
    """One minus the share of the pairs of this kind that chance explains."""
    expected = pairs["element"].map(chance * unlinked) / pairs.groupby("element")["element"].transform("size")
    return pairs.assign(confidence=(1 - expected.astype("float64")).clip(0, 1))


def _sites_fit(first: pd.DataFrame, last: pd.DataFrame, pairs: pd.DataFrame) -> Any:
    here, there = (
        table[SITE].astype("str").fillna("").to_numpy(object)[pairs[at]] for table, at in ((first, "i"), (last, "j"))
    )
    return (here == "") | (there == "") | (here == there)


def _one_to_one(near: pd.DataFrame) -> tuple[pd.DataFrame, set[int]]:
    """The best total match, less the links that others could replace without loss; and who was left out for that."""
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not len(near):
        return near, set()
    rows, i = np.unique(near["i"], return_inverse=True)
    columns, j = np.unique(near["j"], return_inverse=True)
    size = len(rows) + len(columns)
    _, part = connected_components(coo_array((np.ones(len(i)), (i, len(rows) + j)), shape=(size, size)), directed=False)
    kept: list[int] = []
    for group in np.unique(part):
        edges = np.flatnonzero(part[i] == group)
        a, b = (np.unique(side[edges], return_inverse=True)[1] for side in (i, j))
        weight = np.zeros((a.max() + 1, b.max() + 1))
        weight[a, b] = near["confidence"].to_numpy()[edges]
        chosen = linear_sum_assignment(weight, maximize=True)
        best = weight[chosen].sum()
        for x, y in zip(*chosen, strict=True):
            own = weight[x, y]
            weight[x, y] = 0
            if own and weight[linear_sum_assignment(weight, maximize=True)].sum() < best - 1e-9:
                kept.append(int(edges[(a == x) & (b == y)][0]))
            weight[x, y] = own
    sure = near.iloc[sorted(kept)]
    return sure, {int(row) for row in rows} - set(sure["i"])
