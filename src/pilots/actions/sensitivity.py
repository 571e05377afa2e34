"""Would the ranking be another if some groups weighed more? Solved exactly for all weights at once."""

import numpy as np
import pandas as pd

from pilots.actions.ballots import Ballot, Matrix, Vector, ballots
from pilots.actions.plan import ActionPlan
from pilots.actions.priorities import ranks_of, size_of_top
from pilots.errors import PilotsError
from pilots.vocabulary import Column, frame

SENSITIVITY = (
    Column("action", "str", "Action", "its id"),
    Column("share", "float64", "Share", "with equal voices, 0 to 1"),
    Column("rank", "float64", "Rank", "with equal voices"),
    Column("rank_best", "float64", "Best rank", "over all weights of the groups"),
    Column("rank_worst", "float64", "Worst rank", "over all weights of the groups"),
    Column("in_top", "str", "In the top", "always, sometimes or never, over all weights of the groups"),
    Column("left_out", "object", "Without", "tuple of groups without which it comes into the top, or leaves it"),
)
TURNS = (
    Column("first", "str", "Action", "id of the one that ranks higher with equal voices"),
    Column("second", "str", "Next action", "id of the other"),
    Column("gap", "float64", "Gap", "share of the first less that of the second, with equal voices"),
    Column(
        "moved",
        "float64",
        "Voice to move",
        "least part of all voices that turns the order when it goes to other groups",
    ),
    Column("across", "bool", "Across", "whether the first is in the top and the second is not"),
)
_CLEAR = 1e-5
"""How far shares must differ to count as different: well above the precision of the solver, which is 1e-6."""


def sensitivity(plan: ActionPlan, *, least: float = 0.0, top: int | None = None) -> pd.DataFrame:
    """The best and the worst rank of each action over all ways to weigh the groups.

    Parameters
    ----------
    plan
        With its candidate actions and votes.
    least
        The least weight of each group, 0 to 1 / number of groups: 0 allows that one group decides alone.
    top
        How many actions count as the top; left out, as many as were chosen, or three.

    Returns
    -------
    DataFrame
        action, share, rank, rank_best, rank_worst, in_top, left_out; a row an action in the order of the plan. Empty
        without votes.

    Raises
    ------
    PilotsError
        When the groups can't all weigh `least`.

    Notes
    -----
    With weights w ≥ `least` that add up to 1, action j has the share w'sⱼ. Its ranks are found by mixed-integer
    programming: as few, and as many, other actions above it as any w allows. Equal shares share the best rank.

    Butler, J., Jia, J. & Dyer, J. (1997). Simulation techniques for the sensitivity analysis of multi-criteria decision
    models. *European Journal of Operational Research* 103, 531-546, draw such weights at random; here none is missed.

    Examples
    --------
    >>> votes = pd.DataFrame({"voter": ["1", "1", "9"], "group": ["parents", "parents", "staff"],
    ...                       "action": ["A1", "A2", "A2"], "points": [3.0, 1, 1]})
    >>> sensitivity(ActionPlan(votes=votes))[["action", "rank_best", "rank_worst"]].to_numpy().tolist()
    [['A1', 1.0, 2.0], ['A2', 1.0, 2.0]]
    """
    cast = ballots(plan)
    if not cast.groups:
        return frame(SENSITIVITY)
    if not 0 <= least * len(cast.groups) <= 1:
        mend = f"Take 0 to {1 / len(cast.groups):.3g}: the weights add up to 1."
        raise PilotsError(f"each of {len(cast.groups)} groups can't weigh {least} or more", mend=mend)
    shares, first = cast.shares, size_of_top(plan, top)
    total = shares.mean(axis=0)
    ranks = ranks_of(total[None, :])[0]
    without = _without(shares, list(cast.groups), first)
    rows = []
    for place, action in enumerate(cast.actions):
        best, worst = _above(shares, place, least, most=False) + 1, _above(shares, place, least, most=True) + 1
        certain = "always" if worst <= first else "sometimes" if best <= first else "never"
        told = {"action": action, "share": total[place], "rank": ranks[place], "rank_best": best, "rank_worst": worst}
        rows.append(told | {"in_top": certain, "left_out": without[place]})
    return frame(SENSITIVITY, rows)


def turns(plan: ActionPlan, *, top: int | None = None) -> pd.DataFrame:
    """How little must change in the weights of the groups to turn the order of two actions.

    Returns
    -------
    DataFrame
        first, second, gap, moved, across; a row a pair, by rank of the first. `moved` is the part of all voices, 0 to
        1, that goes from some groups to others; missing where no weights turn the order.

    Notes
    -----
    With dᵢ the first's share less the second's in group i, the voice goes from the groups with the largest d to the
    one with the smallest until Σ wᵢ dᵢ = 0: no other way needs less, as each part moved takes away dᵢ - min d.

    Examples
    --------
    >>> votes = pd.DataFrame({"voter": ["1", "1", "9", "9"], "group": ["parents", "parents", "staff", "staff"],
    ...                       "action": ["A1", "A2"] * 2, "points": [3.0, 1, 3, 5]})
    >>> turns(ActionPlan(votes=votes))[["first", "second", "gap", "moved"]].round(3).to_numpy().tolist()
    [['A1', 'A2', 0.125, 0.167]]
    """
    cast = ballots(plan)
    if not cast.groups:
        return frame(TURNS)
    shares, first = cast.shares, size_of_top(plan, top)
    total = shares.mean(axis=0)
    order = np.argsort(-total.round(12), kind="stable")
    ranks = ranks_of(total[None, :])[0]
    rows = [
        {"first": cast.actions[high], "second": cast.actions[low], "gap": total[high] - total[low]}
        | {"moved": _moved(shares[:, high] - shares[:, low]), "across": ranks[high] <= first < ranks[low]}
        for at, high in enumerate(order)
        for low in order[at + 1 :]
    ]
    return frame(TURNS, rows)


def hangs_on_one_voter(plan: ActionPlan, *, top: int | None = None) -> bool | None:
    """Whether the top would be another without some single voter; None without votes.

    Only that is said, not whose vote or which action: it would tell how somebody voted.

    Examples
    --------
    >>> votes = pd.DataFrame({"voter": list("1234"), "group": "staff", "action": ["A1", "A1", "A1", "A2"], "points": 1.0})
    >>> hangs_on_one_voter(ActionPlan(votes=votes), top=1)
    False
    """
    cast = ballots(plan)
    if not cast.groups:
        return None
    first = size_of_top(plan, top)
    total = cast.shares.sum(axis=0)
    chosen = ranks_of(total[None, :])[0] <= first
    for ballot in cast.groups.values():
        others = total - ballot.shares + _left(ballot)
        if ((ranks_of(others) <= first) != chosen).any():
            return True
    return False


def _left(ballot: Ballot) -> Matrix:
    """The group's shares without each of its voters; nothing where there is only one."""
    voices = ballot.voices.sum() - ballot.voices
    return np.asarray((ballot.given.sum(axis=0) - ballot.given) / np.where(voices > 0, voices, 1.0)[:, None])


def _above(shares: Matrix, place: int, least: float, *, most: bool) -> int:
    """How many actions rank above one: the fewest, or the most, over all weights of the groups."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    gaps = np.delete(shares, place, axis=1).T - shares[:, place]
    others, groups = gaps.shape
    if not others:
        return 0
    # z is 1 where the other must not be below (fewest), or is above (most); both hold for all w where |gap| <= 1
    side = (1.0 + _CLEAR) * np.eye(others)
    rule = (
        LinearConstraint(np.hstack([gaps, -side]), lb=-1, ub=np.inf)
        if most
        else LinearConstraint(np.hstack([gaps, -np.eye(others)]), ub=0)
    )
    one = LinearConstraint(np.hstack([np.ones(groups), np.zeros(others)])[None, :], lb=1, ub=1)
    lows, highs = np.repeat([least, 0.0], [groups, others]), np.ones(groups + others)
    goal = np.repeat([0.0, -1.0 if most else 1.0], [groups, others])
    found = milp(goal, constraints=[rule, one], bounds=Bounds(lows, highs), integrality=goal != 0)
    return round(abs(float(found.fun or 0.0)))


def _moved(gaps: Vector) -> float:
    """The least part of equal voices that makes the weighted mean of the gaps nought; missing where none does."""
    gaps = np.where(np.abs(gaps) < 1e-12, 0.0, gaps)  # what differs by rounding only is equal
    weight, lowest = 1 / len(gaps), gaps.min()
    if lowest > 0:
        return float("nan")
    left, moved = float(gaps.mean()), 0.0
    for gap in -np.sort(-gaps):
        if left <= 1e-12 or gap <= lowest:
            break
        part = min(weight, left / (gap - lowest))
        left, moved = left - part * (gap - lowest), moved + part
    return moved


def _without(shares: Matrix, groups: list[str], top: int) -> list[tuple[str, ...]]:
    """By action the groups without which it comes into the top, or leaves it."""
    chosen = ranks_of(shares.mean(axis=0)[None, :])[0] <= top
    if len(groups) < 2:
        return [() for _ in chosen]
    others = np.array([np.delete(shares, place, axis=0).mean(axis=0) for place in range(len(groups))])
    changed = (ranks_of(others) <= top) != chosen
    return [tuple(group for group, other in zip(groups, column, strict=True) if other) for column in changed.T]
