"""How far voters agree: Kendall's W over rankings, van der Eijk's A over points."""

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.actions.plan import ActionPlan
from pilots.actions.priorities import priorities

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
PERMUTATIONS = 9_999
_MOST_LEVELS = 11


def consensus(plan: ActionPlan, *, seed: int = 1) -> pd.DataFrame:
    """How far the groups, and the voters within each group, agree on what has priority.

    Parameters
    ----------
    plan
        With its votes. An action to which a voter gave nothing got 0 points.
    seed
        Of the permutations.

    Returns
    -------
    DataFrame
        An estimates frame. variable "votes"; group "groups" (the groups' rankings against each other) or a
        group's name (its voters against each other); statistic `kendall_w` (0 to 1), with p by permutation,
        and within groups `van_der_eijk_a` (-1 two camps, 0 evenly spread, 1 all alike; the mean over the
        actions), where points are whole numbers up to 10; n counts the groups or voters. Missing, with the
        reason in `method`, for fewer than two of them or three actions. Empty without votes.

    Examples
    --------
    >>> consensus(ActionPlan()).empty
    True
    """
    ranked = priorities(plan)
    if ranked.empty:
        return vocabulary.estimates()
    actions = list(dict.fromkeys(ranked["action"]))
    shares = ranked.pivot(index="group", columns="action", values="share").drop(index="all")
    rows = [{"group": "groups", **_kendall(shares.to_numpy("float64").round(12), seed)}]
    for group in dict.fromkeys(ranked["group"]):
        if group != "all":
            own = plan.votes.loc[plan.votes["group"] == group]
            given = own.groupby(["voter", "action"])["points"].sum().unstack()
            points = given.reindex(columns=actions).fillna(0.0).to_numpy("float64")
            rows += [{"group": group, **_kendall(points, seed)}, {"group": group, **_eijk(points)}]
    return vocabulary.estimates({"variable": "votes", **row} for row in rows)


def kendall_w(scores: Matrix) -> float:
    r"""Kendall's coefficient of concordance, corrected for ties.

    .. math:: W = \frac{12 \sum_j (R_j - \bar R)^2}{m^2 (n^3 - n) - m \sum_i T_i},\quad T_i = \sum (t^3 - t)

    Parameters
    ----------
    scores
        m raters by n items; higher is better. Missing when all raters tie everything.

    References
    ----------
    Kendall, M. G., & Babington Smith, B. (1939). The problem of m rankings. *Annals of Mathematical Statistics*
    10, 275-287.

    Examples
    --------
    >>> kendall_w(np.array([[1.0, 2, 3], [1, 2, 3]]))
    1.0
    """
    ranks, ties = _ranks(scores)
    return float(_w(ranks.sum(axis=0), scores.shape, ties))


def van_der_eijk_a(counts: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> float:
    """Van der Eijk's agreement A of answers on an ordered scale.

    The distribution is peeled into layers of equal height; each layer has agreement U (1 - (S - 1) / (K -
    1)), with S the filled ones of K categories and U how much it has one peak; A is their mean, weighted by
    people.

    Parameters
    ----------
    counts
        People in each of K ordered categories.

    Returns
    -------
    float
        1 all in one category, 0 evenly spread, -1 half at each end; missing when nobody answered or K < 2.

    References
    ----------
    Van der Eijk, C. (2001). Measuring agreement in ordered rating scales. *Quality & Quantity* 35, 325-341.

    Examples
    --------
    >>> round(van_der_eijk_a(np.array([30, 40, 210, 130, 530, 50, 10])), 4)
    0.6113
    """
    left, total = np.array(counts, dtype="int64"), int(np.sum(counts))
    if total == 0 or len(left) < 2:
        return float("nan")
    agreement = 0.0
    while left.any():
        filled = left > 0
        height = int(left[filled].min())
        agreement += height * int(filled.sum()) / total * _layer(filled)
        left = left - height * filled
    return agreement


def _layer(filled: "np.ndarray[tuple[int], np.dtype[np.bool]]") -> float:
    from itertools import combinations

    size, used = len(filled), int(filled.sum())
    triples = [(bool(filled[a]), bool(filled[b]), bool(filled[c])) for a, b, c in combinations(range(size), 3)]
    one_peak = triples.count((True, True, False)) + triples.count((False, True, True))
    two_peaks = triples.count((True, False, True))
    unimodality = 1.0
    if one_peak + two_peaks and size > 2:
        unimodality = ((size - 2) * one_peak - (size - 1) * two_peaks) / ((size - 2) * (one_peak + two_peaks))
    return unimodality * (1 - (used - 1) / (size - 1))


def _kendall(scores: Matrix, seed: int) -> dict[str, object]:
    raters, items = scores.shape
    about: dict[str, object] = {"statistic": "kendall_w", "n": raters}
    if raters < 2 or items < 3:
        return about | {"method": "not defined: it takes two voters or groups, and three actions"}
    ranks, ties = _ranks(scores)
    w = float(_w(ranks.sum(axis=0), scores.shape, ties))
    if w != w:
        return about | {"method": "not defined: every action got the same"}
    rng = np.random.default_rng(seed)
    sums = np.zeros((PERMUTATIONS, items))
    for rank in ranks:
        sums += rng.permuted(np.broadcast_to(rank, sums.shape), axis=1)
    chance = _w(sums, scores.shape, ties)
    p = (1 + int((chance >= w - 1e-12).sum())) / (1 + PERMUTATIONS)
    return about | {"estimate": w, "p_value": p, "method": "Kendall's W, corrected for ties; p by permutation"}


def _eijk(points: Matrix) -> dict[str, object]:
    about: dict[str, object] = {"statistic": "van_der_eijk_a", "n": len(points)}
    levels = int(points.max()) + 1
    if len(points) < 2 or levels > _MOST_LEVELS or (points % 1).any():
        return about | {"method": "not defined: it takes two voters and whole points up to 10"}
    counts = [np.bincount(column.astype("int64"), minlength=levels) for column in points.T]
    mean = float(np.mean([van_der_eijk_a(count) for count in counts]))
    return about | {"estimate": mean, "method": "van der Eijk's A of the points, mean over the actions"}


def _ranks(scores: Matrix) -> tuple[Matrix, float]:
    """Midranks of each rater, and the correction for ties summed over raters."""
    ranks = pd.DataFrame(scores).rank(axis="columns").to_numpy("float64")
    counts = [np.unique(row, return_counts=True)[1].astype("float64") for row in scores]
    return ranks, float(sum((count**3 - count).sum() for count in counts))


def _w(sums: np.ndarray, shape: tuple[int, ...], ties: float) -> np.ndarray:
    raters, items = shape
    spread = ((sums - sums.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1)
    most = raters**2 * (items**3 - items) - raters * ties
    return np.asarray(12 * spread / most if most > 0 else np.full_like(spread, np.nan))
