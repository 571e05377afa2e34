"""How far voters agree: Kendall's W over rankings, van der Eijk's A over points."""

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.actions.ballots import Ballots, Matrix, ballots
from pilots.actions.ordered import MOST_LEVELS, counted, van_der_eijk_a
from pilots.actions.plan import ActionPlan
from pilots.statistics.repeated_answers import compare_repeated


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
        An estimates frame. variable "votes"; group "groups" (the groups' rankings against each other) or a group's
        name (its voters against each other); statistic `kendalls_w` (0 to 1) as `statistics.compare_repeated` gives
        it (p exact or by permutation where few voted), and within groups that gave whole points up to 10
        `van_der_eijk_a` (-1 two camps, 0 evenly spread, 1 all alike; the mean over the actions); n counts the groups
        or voters. Missing, with the reason in `method`, for fewer than two of them or three actions. Empty without
        votes.

    Examples
    --------
    >>> consensus(ActionPlan()).empty
    True
    """
    cast = ballots(plan)
    if not cast.groups:
        return vocabulary.estimates()
    rows = [{"group": "groups", **kendall(cast.shares, seed)}]
    for group, ballot in cast.groups.items():
        rows += [{"group": group, **kendall(ballot.given, seed)}, {"group": group, **_eijk(plan, group, cast)}]
    return vocabulary.estimates({"variable": "votes", **row} for row in rows)


def kendall(scores: Matrix, seed: int) -> dict[str, object]:
    """Kendall's W of raters (rows) over items (columns; higher is better), as part of a row of estimates.

    Examples
    --------
    >>> float(kendall(np.array([[1.0, 2, 3], [1, 2, 3]]), 1)["estimate"])
    1.0
    """
    raters, items = scores.shape
    about: dict[str, object] = {"statistic": "kendalls_w", "n": raters}
    if raters < 2 or items < 3:
        return about | {"method": "not defined: it takes two voters or groups, and three actions"}
    # shares that differ by rounding only are equal
    table = pd.DataFrame(scores.round(12)).rename(columns=str)
    found = compare_repeated(table, list(table.columns), name="votes", seed=seed).set_index("statistic")
    told = found.loc["kendalls_w"]
    return about | {name: told[name] for name in ("estimate", "ci_low", "ci_high", "ci_level", "p_value", "method")}


def _eijk(plan: ActionPlan, group: str, cast: Ballots) -> dict[str, object]:
    own = plan.votes.loc[plan.votes["group"] == group]
    table = own.groupby(["voter", "action"])["points"].sum().unstack().reindex(columns=cast.actions).fillna(0.0)
    points = table.loc[table.sum(axis="columns") > 0]
    about: dict[str, object] = {"statistic": "van_der_eijk_a", "n": len(points)}
    highest, whole = int(points.to_numpy().max()), not bool((points % 1).to_numpy().any())
    if len(points) < 2 or highest >= MOST_LEVELS or not whole or cast.groups[group].form not in ("dots", "points"):
        return about | {"method": "not defined: it takes two voters and whole points up to 10"}
    counts = np.array([counted(points[action], 0, highest) for action in cast.actions])
    mean = float(van_der_eijk_a(counts).mean())
    return about | {"estimate": mean, "method": "van der Eijk's A of the points, mean over the actions"}
