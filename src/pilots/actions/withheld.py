"""Which votes must not be shown, so that nobody can read or compute how one person voted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pilots.actions.ballots import Matrix, ballots
from pilots.actions.plan import ActionPlan
from pilots.privacy import suppress
from pilots.privacy.dominance import p_percent

LEAST_FOR_A_RANK = 3
"""Voters of a group that is held back, below whom even the order of the actions would tell how they voted."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is held back of votes.

    Parameters
    ----------
    groups
        Groups of few voters: their shares are hidden, and what is made of all votes, from which these could be
        computed.
    actions
        Of each other group the actions whose share is hidden.
    together
        The actions whose share over all groups is hidden, where there are no groups of few voters.
    ranking
        Whether the order of the actions is hidden too, as it would tell how one or two people voted.
    """

    groups: tuple[str, ...]
    actions: dict[str, frozenset[str]]
    together: frozenset[str]
    ranking: bool


def withheld(plan: ActionPlan, threshold: int) -> Withheld:
    """What of the votes is held back where fewer people than a threshold must not be counted.

    Of a group that is shown, the share of an action is hidden where fewer than `threshold` of its voters, or none,
    gave it anything, or where one or two of them gave it nearly all that it got (`privacy.dominance`). The shares of a group add up to 1, and the share over all groups is their mean: so others are
    hidden with it, as `privacy.suppress` tells, until none can be computed.

    Examples
    --------
    >>> votes = pd.DataFrame({"voter": list("abcdefg"), "group": ["staff"] * 6 + ["partners"], "action": "A1", "points": 1.0})
    >>> withheld(ActionPlan(votes=votes), 5)
    Withheld(groups=('partners',), actions={'staff': frozenset()}, together=frozenset(), ranking=True)
    """
    cast = ballots(plan)
    voters = {group: len(ballot.given) for group, ballot in cast.groups.items()}
    few = tuple(group for group, n in voters.items() if n < threshold)
    shown = [group for group in voters if group not in few]
    given = plan.votes[plan.votes["points"] > 0].drop_duplicates(["group", "voter", "action"])
    counts = given.groupby(["action", "group"]).size().unstack().reindex(index=cast.actions, columns=shown).fillna(0.0)
    parts = {group: ballot.given / ballot.voices.sum() for group, ballot in cast.groups.items()}
    alone = pd.DataFrame({group: _dominated([parts[group]], cast.actions) for group in shown}, index=cast.actions)
    # with a group of few voters the shares over all groups are hidden, and each group stands alone
    apart = counts.mask(alone, counts.clip(upper=threshold - 1))
    tables = [apart[[group]] for group in shown] if few else [apart]
    hidden = {str(group): _actions(table[group]) for table in map(_hide(threshold), tables) for group in table}
    every = counts.sum(axis="columns")
    every = every.mask(_dominated([*parts.values()], cast.actions), every.clip(upper=threshold - 1))
    together = _actions(_hide(threshold)(every.to_frame("all"))["all"])
    return Withheld(few, hidden, together, any(voters[group] < LEAST_FOR_A_RANK for group in few))


def _hide(threshold: int) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Hold back small counts, nought too: that nobody of a group voted for an action tells how each of them did."""
    return lambda counts: suppress(counts.mask(counts == 0, 0.5), threshold)


def _dominated(given: Sequence[Matrix], actions: Sequence[str]) -> "pd.Series[bool]":
    """Which actions got nearly all from one or two voters; a row a voter, a column an action."""
    together = np.vstack([np.zeros((1, len(actions))), *given])
    return pd.Series([p_percent(each) for each in together.T], index=list(actions), dtype="bool")


def _actions(hidden: "pd.Series[bool]") -> frozenset[str]:
    return frozenset(str(action) for action in hidden.index[hidden])
