"""How far people reached goals of their own: goal attainment scaling, by group and over all."""

import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics import goal_attainment

DIVISIONS = ("group", "site", "action")


def attainment(goals: pd.DataFrame, *, by: str = "", ci: float = 0.95) -> pd.DataFrame:
    """The mean T score of people's goals at each moment, and how it changed; 50 is as expected.

    Parameters
    ----------
    goals
        As `goals` gives it.
    by
        group, site or action; left out, all together only.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        An estimates frame as of `statistics.goal_attainment`: variable is the name of the group or "all", group the
        moment, "all" for one, or "last - first" for a change. Of fewer than two people there is none.

    Raises
    ------
    PilotsError
        When `by` is none of these.

    Examples
    --------
    >>> scored = pd.DataFrame({"person": [1, 2, 1, 2], "moment": [0, 0, 1, 1], "level": [-1.0, -2, 1, 0], "weight": 1.0})
    >>> attainment(scored)[["variable", "group", "estimate"]].round(1).tail(1).to_numpy().tolist()
    [['all', '1 - 0', 20.0]]
    """
    if by and by not in DIVISIONS:
        raise PilotsError(f"goals can't be divided by '{by}'", mend=f"Take one of: {', '.join(DIVISIONS)}.")
    names = [str(name) for name in dict.fromkeys(goals[by]) if name] if by else []
    parts = [*((name, goals[goals[by] == name]) for name in names), ("all", goals)]
    found = [
        goal_attainment(own, "level", person="person", wave="moment", weights="weight", ci=ci).assign(variable=name)
        for name, own in parts
        if own["level"].notna().any()
    ]
    return pd.concat(found, ignore_index=True) if found else vocabulary.estimates()
