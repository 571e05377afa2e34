"""Other ways to count the same votes: approval by action, and every action against every other (Condorcet, Copeland)."""

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.actions.ballots import Matrix, ballots
from pilots.actions.plan import ActionPlan
from pilots.statistics.methods import Method
from pilots.statistics.proportions import wilson
from pilots.vocabulary import Column, frame

DUELS = (
    Column("action", "str", "Action", "its id"),
    Column("group", "str", "Group", "whose votes; 'all' for the groups with equal voices"),
    Column("voters", "Int64", "Voters", "people who voted", "n"),
    Column("wins", "Int64", "Won", "other actions that fewer put above it than below it"),
    Column("ties", "Int64", "Undecided", "other actions that as many put above it as below it"),
    Column("losses", "Int64", "Lost", "other actions that more put above it than below it"),
    Column("copeland", "float64", "Copeland", "won, and half of what is undecided"),
    Column("rank", "float64", "Rank", "1 for the largest; equal ones share the best rank"),
    Column("condorcet", "bool", "Beats all", "whether it wins against every other action"),
)


def duels(plan: ActionPlan) -> pd.DataFrame:
    """Every action against every other: a check on a ranking by points, which a few strong votes can carry.

    A voter prefers the action that got more of that voter's voice; of two that got the same, neither. A group prefers
    an action where more of its voters do; over the groups the mean of the margins (for less against, as shares of the
    voters) counts.

    Parameters
    ----------
    plan
        With its candidate actions and votes, in any form.

    Returns
    -------
    DataFrame
        action, group, voters, wins, ties, losses, copeland, rank, condorcet: a row an action and group, then "all".
        Empty without votes. With a cycle (A beats B, B beats C, C beats A) no action beats all.

    References
    ----------
    Copeland, A. H. (1951). A reasonable social welfare function. University of Michigan; Young, H. P. (1988).
    Condorcet's theory of voting. *American Political Science Review* 82, 1231-1244.

    Examples
    --------
    >>> votes = pd.DataFrame({"voter": ["1", "1", "2", "2"], "group": "staff", "action": ["A1", "A2"] * 2,
    ...                       "points": [1.0, 2, 1, 2], "form": "ranks"})
    >>> duels(ActionPlan(votes=votes)).query("group == 'all'")[["action", "wins", "condorcet"]].to_numpy().tolist()
    [['A1', 1, True], ['A2', 0, False]]
    """
    cast = ballots(plan)
    margins = {group: _margins(ballot.given) for group, ballot in cast.groups.items()}
    voters = {group: len(ballot.given) for group, ballot in cast.groups.items()}
    if margins:
        margins["all"] = np.asarray(np.mean(list(margins.values()), axis=0))
        voters["all"] = sum(voters.values())
    rows = []
    for group, margin in margins.items():
        sign = np.sign(np.where(np.abs(margin) < 1e-12, 0.0, margin))
        others = len(sign) - 1
        wins, losses = (sign > 0).sum(axis=1), (sign < 0).sum(axis=1)
        scores = wins + (others - wins - losses) / 2
        ranks = 1 + (scores[None, :] > scores[:, None]).sum(axis=1)
        rows += [
            {"action": action, "group": group, "voters": voters[group], "wins": won, "ties": others - won - lost}
            | {"losses": lost, "copeland": score, "rank": rank, "condorcet": won == others > 0}
            for action, won, lost, score, rank in zip(cast.actions, wins, losses, scores, ranks, strict=True)
        ]
    return frame(DUELS, rows)


def approval(plan: ActionPlan, *, ci: float = 0.95) -> pd.DataFrame:
    """Of each group that voted by approval, which share of its voters approves of each action.

    Returns
    -------
    DataFrame
        An estimates frame: variable an action's id, group, statistic "share", with Wilson's interval. Empty where no
        group voted by approval.

    Examples
    --------
    >>> approval(ActionPlan()).empty
    True
    """
    cast = ballots(plan)
    rows = []
    for group, ballot in cast.groups.items():
        n = len(ballot.given)
        for action, count in zip(cast.actions, ballot.points if ballot.form == "approval" else (), strict=False):
            low, high = wilson(int(count), n, ci=ci)
            told = {"variable": action, "group": group, "statistic": "share", "estimate": count / n, "n": n}
            rows.append(
                told | {"ci_low": low, "ci_high": high, "ci_level": ci, "n_missing": 0, "method": Method.WILSON.value}
            )
    return vocabulary.estimates(rows)


def _margins(given: Matrix) -> Matrix:
    """By pair of actions the share of the voters who prefer the first less the share who prefer the second."""
    gaps = given[:, :, None] - given[:, None, :]
    return np.asarray(np.sign(np.where(np.abs(gaps) < 1e-12, 0.0, gaps)).mean(axis=0))
