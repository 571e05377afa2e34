"""What has priority: votes in which every group's voice weighs the same."""

import pandas as pd

from pilots.actions.plan import ActionPlan
from pilots.vocabulary import Column, frame

PRIORITIES = (
    Column("action", "str", "Action", "its id"),
    Column("group", "str", "Group", "whose votes; 'all' for the groups together"),
    Column("share", "float64", "Share", "of the group's points, 0 to 1; for 'all' the mean of the groups' shares"),
    Column("points", "float64", "Points", "how many it got"),
    Column("voters", "Int64", "Voters", "people of the group who voted", "n"),
    Column("rank", "float64", "Rank", "1 for the largest share; equal shares share the best rank"),
    Column("weight", "float64", "Weight", "of the group in 'all'"),
)


def priorities(plan: ActionPlan) -> pd.DataFrame:
    """Rank the candidate actions by the votes, group by group and with equal voices.

    A group's share for an action is the part of its points that went there. Over all groups the plain mean of
    those shares counts, so that forty parents and five partners weigh the same.

    Parameters
    ----------
    plan
        With its candidate actions and votes.

    Returns
    -------
    DataFrame
        action, group, share, points, voters, rank, weight: a row an action and group, then the rows of
        group "all". Groups stand in the order of the votes, actions in that of the plan. Empty without
        votes; a group that gave no points has no voice.

    Examples
    --------
    >>> votes = pd.DataFrame({"voter": ["1", "2", "9"], "group": ["parents", "parents", "staff"],
    ...                       "action": ["A1", "A1", "A2"], "points": [1.0, 1, 1]})
    >>> ranked = priorities(ActionPlan(votes=votes))
    >>> ranked.loc[ranked["group"] == "all", ["action", "share", "rank"]].to_numpy().tolist()
    [['A1', 0.5, 1.0], ['A2', 0.5, 1.0]]
    """
    votes = plan.votes
    points = votes.groupby(["action", "group"])["points"].sum().astype("float64").unstack()
    names = list(dict.fromkeys([*plan.actions["action"], *votes["action"]]))
    groups = [group for group in dict.fromkeys(votes["group"]) if points[group].sum() > 0]
    if not groups:
        return frame(PRIORITIES)
    points = points.reindex(index=names, columns=groups).fillna(0.0)
    shares = points / points.sum()
    voters = votes.groupby("group")["voter"].nunique()
    made = [_rows(group, shares[group], points[group], int(voters[group]), 1 / len(groups)) for group in groups]
    together = _rows("all", shares.mean(axis="columns"), points.sum(axis="columns"), int(voters[groups].sum()), 1.0)
    return frame(PRIORITIES, [row for rows in [*made, together] for row in rows])


def _rows(group: str, shares: pd.Series, points: pd.Series, voters: int, weight: float) -> list[dict[str, object]]:
    # shares that differ by rounding only are equal
    ranks = shares.round(12).rank(method="min", ascending=False)
    return [
        {"action": action, "group": group, "share": shares[action], "points": points[action]}
        | {"voters": voters, "rank": ranks[action], "weight": weight}
        for action in shares.index
    ]
