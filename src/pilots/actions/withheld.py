"""Which votes must not be shown, so that nobody can read or compute how one person voted."""

from dataclasses import dataclass

from pilots.actions.ballots import ballots
from pilots.actions.plan import ActionPlan

LEAST_FOR_A_RANK = 3
"""Voters of a group that is held back, below whom even the order of the actions would tell how they voted."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is held back of votes.

    Parameters
    ----------
    groups
        Groups of few voters: their shares are hidden, and what is made of all votes, from which these could be computed.
    actions
        Of each other group the actions whose share is hidden.
    ranking
        Whether the order of the actions is hidden too, as it would tell how one or two people voted.
    """

    groups: tuple[str, ...]
    actions: dict[str, frozenset[str]]
    ranking: bool

    @property
    def together(self) -> frozenset[str]:
        """The actions whose share over all groups is hidden."""
        return frozenset().union(*self.actions.values())


def withheld(plan: ActionPlan, threshold: int) -> Withheld:
    """What of the votes is held back where fewer people than a threshold must not be counted.

    Of a group that is shown, the share of an action is hidden where fewer than `threshold` of its voters, or none, gave it
    anything. The shares of a group add up to 1, so those hidden are of two actions at least, to which as many votes together went
    as may be shown.

    Examples
    --------
    >>> import pandas as pd
    >>> votes = pd.DataFrame({"voter": list("abcdefg"), "group": ["staff"] * 6 + ["partners"], "action": "A1", "points": 1.0})
    >>> withheld(ActionPlan(votes=votes), 5)
    Withheld(groups=('partners',), actions={'staff': frozenset()}, ranking=True)
    """
    cast = ballots(plan)
    voters = {group: len(ballot.given) for group, ballot in cast.groups.items()}
    few = tuple(group for group, n in voters.items() if n < threshold)
    hidden = {group: _hidden(plan, group, cast.actions, threshold) for group in voters if group not in few}
    return Withheld(few, hidden, any(voters[group] < LEAST_FOR_A_RANK for group in few))


def _hidden(plan: ActionPlan, group: str, actions: list[str], threshold: int) -> frozenset[str]:
    given = plan.votes[(plan.votes["group"] == group) & (plan.votes["points"] > 0)]
    voters = given.groupby("action")["voter"].nunique().reindex(actions, fill_value=0).sort_values(kind="stable")
    hidden = int((voters < threshold).sum())
    while 0 < hidden < len(voters) and (hidden < 2 or voters.iloc[:hidden].sum() < threshold):
        hidden += 1
    return frozenset(str(action) for action in voters.index[:hidden])
