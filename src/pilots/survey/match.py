"""Matching two tables of self-generated codes one to one, with the probability of each link."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pilots.survey.evidence import SAME, Evidence, Floats, agreement, compare, tidy
from pilots.vocabulary import RESPONDENT, SITE

NEAR, FAR, DECIDED = "one element differs", "two or more differ", "decided"
COLUMNS = {"respondent_0": "str", "respondent_1": "str", "confidence": "float64", "how": "str"}
UNSURE = {"respondent_0": "str", "respondent_1": "str", "agreement": "str", "confidence": "float64", "reason": "str"}
TWICE = "the same code was given more than once"
ANOTHER = "another person fits as well"
CHANCE = "chance alone may explain it"

_SURE, _POSSIBLE = 0.8, 0.1
_ROUNDS, _SWEEPS, _STILL = 25, 200, 1e-7
_BOTH = 0.7

Pair = tuple[str, str]


def match(
    first: pd.DataFrame,
    last: pd.DataFrame,
    variables: list[str],
    *,
    linked: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Match two tables of codes; see `link`.

    Parameters
    ----------
    first, last
        respondent_id, site and the code variables as text; one row a respondent.
    variables
        The code variables.
    linked, apart
        Pairs of respondents (first, last) of whom it was decided that they are one person, or are not.

    Returns
    -------
    DataFrame, DataFrame
        The links: respondent_0, respondent_1, confidence and how, with the `attrs` that `link` tells of. And the pairs
        that are left for review, likeliest first: respondent_0, respondent_1, agreement (which elements differ),
        confidence and reason (what makes it unsure).

    Notes
    -----
    The probability of a link is its share in all ways to link the two waves one to one, each weighed by
    (t r)^links: r, the likelihood ratios of `evidence.compare`, and t, the odds of any link, of which it is known how
    many people came back. Both are estimated with the links in turn (EM); the sum over all ways is Bethe's, found by
    passing messages between the pairs. Of two links of the same person at most one has a probability above 1/2, so
    that those above 0.8 are one to one, and part of the best total match.

    References
    ----------
    Fellegi, I. P., & Sunter, A. B. (1969). A theory for record linkage. Journal of the American Statistical
    Association, 64(328), 1183-1210.
    Bayati, M., Gamarnik, D., Katz, D., Nair, C., & Tetali, P. (2007). Simple deterministic approximation algorithms for
    counting matchings. Proceedings of the 39th ACM Symposium on Theory of Computing, 122-127.

    Examples
    --------
    >>> first = pd.DataFrame({"respondent_id": ["a", "b"], "site": pd.NA, "code": ["MA12", "JO07"]})
    >>> last = pd.DataFrame({"respondent_id": ["x", "y"], "site": pd.NA, "code": ["JO70", "ma 12"]})
    >>> links, _ = match(first, last, ["code"])
    >>> links[["respondent_0", "respondent_1", "how"]]
      respondent_0 respondent_1                  how
    0            a            y            same code
    1            b            x  one element differs
    """
    evidence = compare(first, last, variables)
    pairs = _pairs(evidence, first, last)
    named = list(zip(pairs["respondent_0"], pairs["respondent_1"], strict=True))
    taken = [{pair[side] for pair in linked} for side in (0, 1)]
    open_ = ~pairs["respondent_0"].isin(taken[0]) & ~pairs["respondent_1"].isin(taken[1])
    open_ &= np.array([pair not in set(apart) for pair in named], dtype=bool) & pairs["fits"]
    pairs["confidence"] = _probabilities(evidence, open_.to_numpy(), len(first), len(last), len(linked))
    kept = pairs["confidence"] >= _SURE
    links = pd.concat(
        [pairs.loc[kept], pd.DataFrame(sorted(linked), columns=["respondent_0", "respondent_1"]).assign(how=DECIDED)]
    )
    links = links.sort_values(["respondent_0", "respondent_1"], kind="stable") if len(linked) else links
    unsure = _unsure(pairs, [tidy(table, variables) for table in (first, last)], variables)
    links = links.reindex(columns=list(COLUMNS)).astype(COLUMNS).reset_index(drop=True)
    tied = unsure["reason"] != CHANCE
    links.attrs = {
        "n_first": len(first),
        "n_last": len(last),
        "same": int((links["how"] == SAME).sum()),
        "near": int(links["how"].isin([NEAR, FAR]).sum()),
        "decided": len(linked),
        "ambiguous": int(unsure.loc[tied, "respondent_0"].nunique()),
        "doubtful": int((~tied).sum()),
        "false_share": float(1 - links["confidence"].mean()) if links["confidence"].notna().any() else 0.0,
    }
    return links, unsure


def _pairs(evidence: Evidence, first: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    """The pairs that could be one person; `fits` unless they are near only and of known different sites."""
    sites: list[Any] = [
        table[SITE].astype("str").fillna("").to_numpy(object)[at]
        for table, at in ((first, evidence.i), (last, evidence.j))
    ]
    here, there = sites
    return pd.DataFrame(
        {
            "i": evidence.i,
            "j": evidence.j,
            "respondent_0": first[RESPONDENT].to_numpy(object)[evidence.i],
            "respondent_1": last[RESPONDENT].to_numpy(object)[evidence.j],
            "how": np.select([evidence.off == 0, evidence.off == 1], [SAME, NEAR], FAR),
            "fits": (evidence.off == 0) | (here == "") | (there == "") | (here == there),
        }
    )


def _probabilities(evidence: Evidence, open_: Any, n_first: int, n_last: int, linked: int) -> Floats:
    """By pair: the probability that it is one person, given that everyone has one link at most."""
    probability = np.zeros(len(open_))
    n_first, n_last = n_first - linked, n_last - linked
    fewest = min(n_first, n_last)
    if not fewest or not open_.any():
        return probability
    i, j = (np.unique(side[open_], return_inverse=True)[1] for side in (evidence.i, evidence.j))
    both = _BOTH * fewest
    guess = np.zeros(len(open_))
    message = np.full(len(i), 0.5)
    for _ in range(_ROUNDS):
        ratio = np.exp(np.clip(evidence.log_ratio(evidence.same_person(guess))[open_], -60, 60))
        odds = both / ((n_first - both) * (n_last - both)) * ratio
        found, message = _one_to_one(i, j, odds, message)
        before, guess = guess, probability.copy()
        guess[open_] = found
        both = min((found.sum() + 1) / (fewest + 2) * fewest, fewest - 0.5)
        if np.abs(guess - before).max() < _STILL:
            break
    return guess


def _one_to_one(i: Any, j: Any, odds: Floats, message: Floats) -> tuple[Floats, Floats]:
    """The share of each pair in all one-to-one matches, and the messages that say so, to go on from."""
    for _ in range(_SWEEPS):
        rows = odds * message
        forth = 1 / (1 + np.maximum(np.bincount(i, rows)[i] - rows, 0))
        columns = odds * forth
        back = 1 / (1 + np.maximum(np.bincount(j, columns)[j] - columns, 0))
        moved = np.abs(back - message).max()
        message = (message + back) / 2
        if moved < _STILL:
            break
    joint = odds * forth * message
    return joint / (1 + joint), message


def _unsure(pairs: pd.DataFrame, codes: Sequence[Any], variables: list[str]) -> pd.DataFrame:
    """The pairs that are neither sure nor out of the question, and why."""
    left = pairs.loc[pairs["confidence"].between(_POSSIBLE, _SURE, inclusive="left")]
    rivals = [pairs.loc[pairs["confidence"] >= _POSSIBLE].groupby(side)["i"].size() for side in ("i", "j")]
    contested = (left["i"].map(rivals[0]) > 1) | (left["j"].map(rivals[1]) > 1)
    same = pairs.loc[pairs["how"] == SAME]
    often = [same.loc[same.duplicated(side), side] for side in ("i", "j")]
    twice = (left["how"] == SAME) & (left["i"].isin(often[0]) | left["j"].isin(often[1]))
    here, there = codes
    left = left.assign(
        agreement=[agreement(here[i], there[j], variables) for i, j in zip(left["i"], left["j"], strict=True)],
        reason=np.select([twice, contested], [TWICE, ANOTHER], CHANCE),
    )
    order = ["confidence", "respondent_0", "respondent_1"]
    left = left.sort_values(order, ascending=[False, True, True], kind="stable")
    return left.reindex(columns=list(UNSURE)).astype(UNSURE).reset_index(drop=True)
