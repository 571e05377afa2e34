"""Delphi rounds: what the panel thinks of each action, whether it agrees, and, apart from that, whether it still moves."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from pilots.actions.consensus import kendall
from pilots.actions.ordered import FEWEST, MOST_LEVELS, Values, counted, eijk_interval, van_der_eijk_a
from pilots.actions.plan import ActionPlan
from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.proportions import wilson
from pilots.statistics.signed_rank import EXACT_UP_TO, signed_ranks
from pilots.vocabulary import Column, frame

ROUNDS = (
    Column("round", "int64", "Round", "1, 2 and so on"),
    Column("action", "str", "Action", "which was rated"),
    Column("levels", "int64", "Levels", "of the rating scale"),
    Column("n", "Int64", "n", "who rated it", "n"),
    Column("n_missing", "Int64", "Missing", "of the round, who did not rate it"),
    Column("median", "float64", "Median", "of the ratings", "Md"),
    Column("q1", "float64", "Lower quartile", "of the ratings"),
    Column("q3", "float64", "Upper quartile", "of the ratings"),
    Column("agreeing", "Int64", "In favour", "ratings in the upper third of the scale"),
    Column("share", "float64", "Share in favour", "of the ratings, 0 to 1"),
    Column("ci_low", "float64", "Lower limit", "Wilson's interval of the share"),
    Column("ci_high", "float64", "Upper limit", "Wilson's interval of the share"),
    Column("equal_share", "float64", "Equal voice", "mean of the groups' shares in favour"),
    Column("a", "float64", "Agreement", "van der Eijk's A, -1 to 1", "A"),
    Column("a_low", "float64", "Lower limit", "of the interval of A"),
    Column("a_high", "float64", "Upper limit", "of the interval of A"),
    Column("both", "Int64", "Linked", "who rated it in this round and the one before", "n"),
    Column("changed", "float64", "Changed", "share of those who gave another rating"),
    Column("changed_low", "float64", "Lower limit", "Wilson's interval of the share changed"),
    Column("changed_high", "float64", "Upper limit", "Wilson's interval of the share changed"),
    Column("net_change", "float64", "Net change", "share of those that sits at another level of the scale, all in all"),
    Column("cv_change", "float64", "Change of variation", "coefficient of variation less that of the round before"),
    Column("p_value", "float64", "p", "of a shift, by signed ranks", "p"),
    Column("consensus", "str", "Consensus", "in favour, against, in between or none"),
    Column("stability", "str", "Stability", "stable, still moving or cannot tell"),
    Column("verdict", "str", "Verdict", "both together, an English text"),
)
PANEL = (
    Column("round", "int64", "Round", "1, 2 and so on"),
    Column("voters", "Int64", "Voters", "who rated anything", "n"),
    Column("returned", "Int64", "Returned", "of them, who were in the round before"),
    Column("dropped", "Int64", "Dropped out", "who were in the round before and not in this one"),
    Column("joined", "Int64", "Joined", "who were not in the round before"),
    Column("complete", "Int64", "Complete", "who rated all actions of the round; W rests on them", "n"),
    Column("w", "float64", "Kendall's W", "agreement on the order of the actions, 0 to 1", "W"),
    Column("p_value", "float64", "p", "of W", "p"),
    Column("method", "str", "Method", "of W, with the reason where it could not be computed"),
)
MOST_NET_CHANGE = 0.15
"""Scheibe, Skutsch & Schofer (1975): where fewer sit at another level than 15 % of the panel, answers are stable."""
SHARE_AGREEING = 0.75
"""Diamond et al. (2014): the threshold that most Delphi studies with one set, in their median."""


class _Rule(NamedTuple):
    """A published way to say whether a panel agrees."""

    holds: Callable[[Values, int], bool]
    source: str


def delphi(plan: ActionPlan, *, rule: str = "diamond2014") -> pd.DataFrame:
    """Each action in each round: what the panel thinks, whether it agrees, and whether it still moves.

    Consensus is about the ratings of one round; stability compares the ratings of the same people in two. The verdict
    takes both: a panel that agrees may still move, and one that does not may have said its last word.

    Parameters
    ----------
    plan
        With its Delphi ratings.
    rule
        What counts as consensus. "diamond2014": 75 % of the ratings in one third of the scale; "vondergracht2012": an
        interquartile range of at most 1 on scales of up to 5 levels, at most 2 on others; "fitch2001": no
        disagreement after the RAND/UCLA method, on 9 levels. Where there is, it lies in the third of the scale that
        holds the median.

    Returns
    -------
    DataFrame
        round, action, levels, n, n_missing, median, q1, q3, agreeing, share, ci_low, ci_high, equal_share, a, a_low,
        a_high, both, changed, changed_low, changed_high, net_change, cv_change, p_value, consensus, stability,
        verdict; a row a round and action. Verdicts are about this panel; the intervals are about people like it.

    Raises
    ------
    PilotsError
        When there is no such rule.

    Notes
    -----
    In the upper third lies a rating r of L levels with (r - 1/2) / L > 2/3: 7 to 9 of 9, 4 and 5 of 5. The net change
    is half the sum of the absolute differences of the shares of the levels; answers are stable up to 15 %, and
    nothing is told of fewer than five people. RAND/UCLA disagreement: the range from the 30th to the 70th percentile
    is larger than 2.35 + 1.5 times the distance of its middle from 5.

    References
    ----------
    Von der Gracht, H. A. (2012). Consensus measurement in Delphi studies. *Technological Forecasting and Social
    Change* 79, 1525-1536; Dajani, J. S., Sincoff, M. Z. & Talley, W. K. (1979). Stability and agreement criteria for
    the termination of Delphi studies. *Technological Forecasting and Social Change* 13, 83-90; Scheibe, M., Skutsch,
    M. & Schofer, J. (1975) in Linstone & Turoff, *The Delphi Method*; Diamond, I. R. et al. (2014). Defining
    consensus. *Journal of Clinical Epidemiology* 67, 401-409; Fitch, K. et al. (2001). *The RAND/UCLA Appropriateness
    Method User's Manual*.

    Examples
    --------
    >>> rated = pd.DataFrame({"round": 1, "voter": list("abcde"), "group": "staff", "action": "A1",
    ...                       "rating": [7.0, 8, 8, 9, 5], "levels": 9})
    >>> delphi(ActionPlan(delphi=rated))[["median", "share", "consensus", "stability"]].to_numpy().tolist()
    [[8.0, 0.8, 'in favour', 'cannot tell']]
    """
    if rule not in RULES:
        raise PilotsError(f"unknown rule '{rule}'", mend=did_you_mean(rule, list(RULES)))
    rounds = sorted(int(number) for number in plan.delphi["round"].unique())
    rows = []
    for before, number in zip([None, *rounds], rounds, strict=False):
        now = plan.delphi.loc[plan.delphi["round"] == number]
        voters = len(now[["group", "voter"]].drop_duplicates())
        for action, own in now.groupby("action", sort=False):
            earlier = plan.delphi.loc[(plan.delphi["round"] == before) & (plan.delphi["action"] == action)]
            rated = _rated(own, rule) | _moved(own, earlier)
            told = {"round": number, "action": action, "n_missing": voters - len(own)}
            rows.append(told | rated | {"verdict": _verdict(str(rated["consensus"]), str(rated["stability"]))})
    return frame(ROUNDS, rows)


def panel(plan: ActionPlan, *, seed: int = 1) -> pd.DataFrame:
    """Who took part in each round, who dropped out, and how far they order the actions alike.

    Returns
    -------
    DataFrame
        round, voters, returned, dropped, joined, complete, w, p_value, method; a row a round.

    Examples
    --------
    >>> panel(ActionPlan()).empty
    True
    """
    rows, earlier = [], set[tuple[str, str]]()
    for number, own in plan.delphi.groupby("round"):
        people = set(zip(own["group"], own["voter"], strict=True))
        table = own.pivot(index=["group", "voter"], columns="action", values="rating").dropna()
        found = kendall(table.to_numpy("float64"), seed)
        came = {"returned": len(people & earlier), "dropped": len(earlier - people), "joined": len(people - earlier)}
        told = {"round": number, "voters": len(people), "complete": len(table), **(came if earlier else {})}
        rows.append(told | {"w": found.get("estimate")} | {name: found.get(name) for name in ("p_value", "method")})
        earlier = people
    return frame(PANEL, rows)


def _rated(own: pd.DataFrame, rule: str) -> dict[str, object]:
    """What those who rated an action in a round think of it."""
    ratings, levels = own["rating"].to_numpy("float64"), int(own["levels"].max())
    n, favour = len(ratings), _thirds(ratings, levels) == 2
    low, high = wilson(int(favour.sum()), n)
    q1, median, q3 = np.quantile(ratings, [0.25, 0.5, 0.75])
    ordered = levels <= MOST_LEVELS and not (ratings % 1).any()
    counts = counted(own["rating"], 1, levels) if ordered else np.zeros(1, dtype="int64")
    a_low, a_high = eijk_interval(counts) if ordered else (np.nan, np.nan)
    agreed = RULES[rule].holds(ratings, levels)
    return {
        "levels": levels, "n": n, "median": median, "q1": q1, "q3": q3,
        "agreeing": int(favour.sum()), "share": favour.mean(), "ci_low": low, "ci_high": high,
        "equal_share": pd.Series(favour, index=own["group"].to_numpy()).groupby(level=0).mean().mean(),
        "a": float(van_der_eijk_a(counts)), "a_low": a_low, "a_high": a_high,
        "consensus": _SIDES[int(_thirds(np.array([median]), levels)[0])] if agreed else "none",
    }  # fmt: skip


def _moved(own: pd.DataFrame, earlier: pd.DataFrame) -> dict[str, object]:
    """How those who rated an action in two rounds changed their ratings."""
    linked = own.merge(earlier, on=["group", "voter"], suffixes=("", "_before"))
    if linked.empty or (linked["levels"] != linked["levels_before"]).any():
        return {"stability": "cannot tell"}
    now, before = (linked[name].to_numpy("float64") for name in ("rating", "rating_before"))
    n, changed = len(linked), int((now != before).sum())
    low, high = wilson(changed, n)
    levels = np.union1d(now, before)
    net = float(np.abs((now[:, None] == levels).mean(axis=0) - (before[:, None] == levels).mean(axis=0)).sum() / 2)
    stability = "cannot tell" if n < FEWEST else "stable" if net <= MOST_NET_CHANGE + 1e-12 else "still moving"
    return {
        "both": n, "changed": changed / n, "changed_low": low, "changed_high": high, "net_change": net,
        "cv_change": _variation(now) - _variation(before),
        "p_value": signed_ranks(now - before).p(exact=n <= EXACT_UP_TO), "stability": stability,
    }  # fmt: skip


def _verdict(consensus: str, stability: str) -> str:
    if consensus == "none":
        return "stable, without consensus" if stability == "stable" else "no consensus yet"
    told = {"stable": "settled", "still moving": "consensus, but answers still move"}
    return told.get(stability, "consensus; whether it lasts can't be told")


def _variation(ratings: Values) -> float:
    """The coefficient of variation; missing for a single rating."""
    return float(ratings.std(ddof=1) / ratings.mean()) if len(ratings) > 1 else float("nan")


def _thirds(ratings: Values, levels: int) -> Values:
    """0 for the lower third of the scale, 1 for the middle, 2 for the upper."""
    place = (ratings - 0.5) / levels
    return np.asarray(np.where(place > 2 / 3, 2, np.where(place < 1 / 3, 0, 1)))


def _of_share(ratings: Values, levels: int) -> bool:
    """Whether 75 % of the ratings lie in one third of the scale."""
    return bool(np.bincount(_thirds(ratings, levels), minlength=3).max() / len(ratings) >= SHARE_AGREEING)


def _of_quartiles(ratings: Values, levels: int) -> bool:
    q1, q3 = np.quantile(ratings, [0.25, 0.75])
    return bool(q3 - q1 <= (1 if levels <= 5 else 2))


def _of_rand(ratings: Values, levels: int) -> bool:
    low, high = np.quantile(ratings, [0.3, 0.7])
    return levels == 9 and bool(high - low <= 2.35 + 1.5 * abs(5 - (low + high) / 2))


_SIDES = ("against", "in between", "in favour")
RULES = {
    "diamond2014": _Rule(_of_share, "Diamond et al. (2014): 75 % of the ratings in one third of the scale"),
    "vondergracht2012": _Rule(
        _of_quartiles, "von der Gracht (2012): interquartile range of at most 1 (up to 5 levels) or 2"
    ),
    "fitch2001": _Rule(_of_rand, "Fitch et al. (2001): no disagreement after the RAND/UCLA method, on 9 levels"),
}
"""What may count as consensus, by name."""
