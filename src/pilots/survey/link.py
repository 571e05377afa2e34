"""Who answered both before and after: linking by a code that respondents make themselves."""

import unicodedata
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.pilot import Pilot
from pilots.survey.keys import read_keys
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT, SITE, WAVE

if TYPE_CHECKING:
    Positions = np.ndarray[Any, np.dtype[np.intp]]

SAME, NEAR = "same code", "one element differs"
COLUMNS = {"respondent_0": "str", "respondent_1": "str", "confidence": "float64", "how": "str"}
_CHUNK = 500


def link(survey: Survey, pilot: Pilot) -> pd.DataFrame:
    """Link the responses of the first and the last wave by the self-generated code.

    Codes are compared without capitals, accents, spaces and signs, as they stand in the key file. First those that are
    the same, then, among who is left, those that differ in one element: one of several code variables, or one
    character (added, left out, changed, or two swapped) of a single one; never between known different sites. Links are
    one to one and make the most links possible; a link that another could replace without loss is ambiguous and left out.

    Parameters
    ----------
    survey
        Cleaned; its variables of role "link code" make the code.
    pilot
        Its pilot, which knows where the key file is.

    Returns
    -------
    DataFrame
        respondent_0 (first wave), respondent_1 (last wave), confidence (0 to 1: one minus the share of links of
        this kind that chance explains) and how. `attrs` holds first, last (waves), n_first, n_last (respondents
        with a code), same, near (links), ambiguous (respondents of the first wave left out) and false_share. No rows
        where there is one wave or no code.

    Notes
    -----
    Chance agreement is counted within the waves, where two responses are two people: with k agreeing pairs among P,
    its probability is (k + 1/2) / (P + 1). Times the pairs of people who stayed unlinked, that is the number of links
    to be expected by chance.

    References
    ----------
    Schnell, R., Bachteler, T., & Reiher, J. (2010). Improving the use of self-generated identification codes.
    Evaluation Review, 34(5), 391-418.
    """
    variables = survey.codebook.with_role("link code")
    waves = survey.waves
    if len(waves) < 2 or not variables:
        return _links([])
    codes = _codes(survey, read_keys(pilot, survey.name), variables)
    first, last = (codes.loc[codes[WAVE] == wave].reset_index(drop=True) for wave in (waves[0], waves[-1]))
    links = match(first, last, variables)
    links.attrs |= {"survey": survey.name, "first": waves[0], "last": waves[-1]}
    return links


def link_quality(links: pd.DataFrame) -> pd.DataFrame:
    """How far links can be trusted.

    Parameters
    ----------
    links
        What `link` gives.

    Returns
    -------
    DataFrame
        Estimates with variable "links" and the statistics linked (share of the smaller wave), ambiguous (share of the
        first wave) and false_match_share; no rows where nobody could be linked.
    """
    said = links.attrs
    if not said.get("n_first") or not said.get("n_last"):
        return vocabulary.estimates()
    smaller = min(said["n_first"], said["n_last"])
    rows = [
        ("linked", len(links) / smaller, smaller, "links among those who gave a code in the smaller wave"),
        ("ambiguous", said["ambiguous"] / said["n_first"], said["n_first"], "left out because another link would do as well"),
        ("false_match_share", said["false_share"], len(links), "expected from chance agreement of codes within the waves"),
    ]
    return vocabulary.estimates(
        {"variable": "links", "group": said.get("survey"), "statistic": statistic, "estimate": value, "n": n, "method": method}
        for statistic, value, n, method in rows
    )


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
        As `link` returns.

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
    pairs = _pairs(left, right)
    same, near = pairs.loc[pairs["distance"] == 0], pairs.loc[pairs["distance"] == 1]
    once = ~same.duplicated("i", keep=False) & ~same.duplicated("j", keep=False)
    exact, double = same.loc[once], same.loc[~once]

    near = near.loc[~near["i"].isin(same["i"]) & ~near["j"].isin(same["j"])]
    here, there = (table[SITE].astype("str").fillna("").to_numpy(object) for table in (first, last))
    sites = here[near["i"]], there[near["j"]]
    near = near.loc[(sites[0] == "") | (sites[1] == "") | (sites[0] == sites[1])]
    close, unsure = _one_to_one(near)

    chance = [_chance(left, right, distance) for distance in (0, 1)]
    linked = len(exact) + len(close)
    open_pairs = [(len(left) - taken) * (len(right) - taken) for taken in (len(exact), linked)]
    false = [min(p * n, len(found)) for p, n, found in zip(chance, open_pairs, (exact, close), strict=True)]
    who, whom = first[RESPONDENT].to_numpy(object), last[RESPONDENT].to_numpy(object)
    links = _links(
        (who[i], whom[j], 1 - wrong / len(found), how)
        for found, wrong, how in zip((exact, close), false, (SAME, NEAR), strict=True)
        for i, j in zip(found["i"], found["j"], strict=True)
    )
    links.attrs = {
        "n_first": len(left), "n_last": len(right), "same": len(exact), "near": len(close),
        "ambiguous": len({*double["i"], *unsure}), "false_share": float(sum(false) / linked) if linked else 0.0,
    }  # fmt: skip
    return links


def _links(rows: Any) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(COLUMNS)


def _codes(survey: Survey, keys: pd.DataFrame, variables: list[str]) -> pd.DataFrame:
    """respondent_id, wave, site and the raw code of everyone who gave one."""
    raw = keys.loc[keys["variable"].isin(variables)].pivot(index=RESPONDENT, columns="variable", values="value")
    codes = survey.responses[[RESPONDENT, WAVE]].assign(**{SITE: survey.site()})
    codes = codes.join(raw.reindex(columns=variables), on=RESPONDENT)
    return codes.loc[codes[variables].notna().any(axis=1)]


def _tidy(table: pd.DataFrame, variables: list[str]) -> list[tuple[str, ...]]:
    def plain(text: object) -> str:
        letters = unicodedata.normalize("NFKD", text if isinstance(text, str) else "").casefold()
        return "".join(letter for letter in letters if letter.isalnum())

    return [tuple(map(plain, parts)) for parts in table[variables].itertuples(index=False)]


def _pairs(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> pd.DataFrame:
    """Positions i and j of codes that are the same (distance 0) or differ in one element (1)."""
    found: list[tuple[Positions, Positions, Positions]] = []
    for start in range(0, len(left), _CHUNK):
        distance = _distance(left[start : start + _CHUNK], right)
        i, j = np.nonzero(distance <= 1)
        found.append((i + start, j, distance[i, j].astype(np.intp)))
    i, j, distance = (np.concatenate(parts) for parts in zip(*found, strict=True)) if found else (np.zeros(0, np.intp),) * 3
    return pd.DataFrame({"i": i, "j": j, "distance": distance})


def _distance(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> Any:
    """How many elements differ: characters of a single code, parts of a composed one; 2 stands for more than one."""
    if not left or not right:
        return np.full((len(left), len(right)), 2)
    if len(left[0]) == 1:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cdist

        distance = cdist([code for (code,) in left], [code for (code,) in right], scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
        empty = np.array([not code for (code,) in left])[:, None] | np.array([not code for (code,) in right])[None, :]
        return np.where(empty, 2, distance)
    there, here = np.array(left, dtype=object), np.array(right, dtype=object)
    unequal = sum(
        ((a[:, None] != b[None, :]) | (a[:, None] == "")).astype(int) for a, b in zip(there.T, here.T, strict=True)
    )
    return np.minimum(unequal, 2)


def _chance(left: list[tuple[str, ...]], right: list[tuple[str, ...]], distance: int) -> float:
    """The probability that two people agree by chance, counted within each wave."""
    agree = total = 0
    for codes in (left, right):
        pairs = _pairs(codes, codes)
        agree += int(((pairs["i"] < pairs["j"]) & (pairs["distance"] == distance)).sum())
        total += len(codes) * (len(codes) - 1) // 2
    return (agree + 0.5) / (total + 1)


def _one_to_one(near: pd.DataFrame) -> tuple[pd.DataFrame, set[int]]:
    """The most pairs possible, less those without which as many are possible; and who was left out for that."""
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
    unsure: set[int] = set()
    for group in np.unique(part):
        edges = np.flatnonzero(part[i] == group)
        own_i, a = np.unique(i[edges], return_inverse=True)
        own_j, b = np.unique(j[edges], return_inverse=True)
        weight = np.zeros((len(own_i), len(own_j)))
        weight[a, b] = 1
        chosen = linear_sum_assignment(weight, maximize=True)
        best = weight[chosen].sum()
        sure = set()
        for x, y in zip(*chosen, strict=True):
            if weight[x, y]:
                weight[x, y] = 0
                if weight[linear_sum_assignment(weight, maximize=True)].sum() < best:
                    sure.add((x, y))
                weight[x, y] = 1
        kept += [int(edge) for edge, x, y in zip(edges, a, b, strict=True) if (x, y) in sure]
        unsure |= {int(rows[own_i[x]]) for x in range(len(own_i))} - {int(rows[own_i[x]]) for x, _ in sure}
    return near.iloc[sorted(kept)], unsure
