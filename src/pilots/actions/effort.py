"""Impact against effort: what each action may bring and what it asks, as the group or several raters judged it."""

import numpy as np
import pandas as pd

from pilots.actions.plan import ActionPlan
from pilots.vocabulary import Column, frame

JUDGED = (
    Column("action", "str", "Action", "its id"),
    Column("impact", "float64", "Impact", "expected, 1 low to 5 high"),
    Column("impact_low", "float64", "Lower limit", "of the interval of the impact"),
    Column("impact_high", "float64", "Upper limit", "of the interval of the impact"),
    Column("effort", "float64", "Effort", "expected, 1 low to 5 high"),
    Column("effort_low", "float64", "Lower limit", "of the interval of the effort"),
    Column("effort_high", "float64", "Upper limit", "of the interval of the effort"),
    Column("raters", "Int64", "Raters", "who judged both; missing where the workbook states one number", "n"),
    Column("quadrant", "str", "Quadrant", "an English text, translated where it is shown"),
    Column("chosen", "bool", "Chosen", "whether it was chosen"),
)
LOWEST, MIDDLE, HIGHEST = 1.0, 3.0, 5.0
QUADRANTS = {
    (True, False): "quick win",
    (True, True): "big project",
    (False, False): "small extra",
    (False, True): "much work for little",
}
"""By whether the impact and the effort are high."""
BETWEEN = "in between"


def impact_effort(plan: ActionPlan, *, ci: float = 0.95) -> pd.DataFrame:
    """Of each action its impact, its effort, and the quadrant they put it in.

    Parameters
    ----------
    plan
        With the impact and effort of its actions; where voters judged them one by one (columns impact and effort of the
        sheet votes), the mean of the groups' means counts, so that each group weighs the same.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        action, impact, impact_low, impact_high, effort, effort_low, effort_high, raters, quadrant, chosen; a row an
        action that was judged on both. The quadrant is "in between" where impact or effort, or its interval, holds the
        middle of the scale. Intervals are missing for a single number and where a group has one rater.

    Notes
    -----
    Variance of the mean of G groups' means: Σ s²ᵢ / nᵢ / G², with t on Satterthwaite's degrees of freedom; limits stay
    within the scale.

    Examples
    --------
    >>> from pilots.actions.plan import ACTIONS
    >>> plan = ActionPlan(actions=frame(ACTIONS, [{"action": "A1", "impact": 5.0, "effort": 2.0, "chosen": True}]))
    >>> impact_effort(plan)[["action", "quadrant"]].to_numpy().tolist()
    [['A1', 'quick win']]
    """
    rated = plan.votes.dropna(subset=["impact", "effort"]) if "impact" in plan.votes else plan.votes[:0]
    rows = []
    for _, action in plan.actions.iterrows():
        own = rated.loc[rated["action"] == action["action"]]
        row: dict[str, object] = {"action": action["action"], "chosen": action["chosen"]}
        for name in ("impact", "effort"):
            value, low, high = _mean(own, name, ci) if len(own) else (float(action[name]), np.nan, np.nan)
            row |= {name: value, f"{name}_low": low, f"{name}_high": high}
        rows.append(row | {"raters": len(own) or None, "quadrant": _quadrant(row)})
    return frame(JUDGED, rows).dropna(subset=["impact", "effort"], ignore_index=True)


def _mean(own: pd.DataFrame, name: str, ci: float) -> tuple[float, float, float]:
    from scipy.special import stdtrit

    groups = own.groupby("group")[name].agg(["mean", "var", "size"])
    mean, parts = float(groups["mean"].mean()), groups["var"] / groups["size"] / len(groups) ** 2
    if (groups["size"] < 2).any():
        return mean, np.nan, np.nan
    variance = float(parts.sum())
    df = variance**2 / float((parts**2 / (groups["size"] - 1)).sum()) if variance else np.inf
    half = float(stdtrit(df, (1 + ci) / 2)) * variance**0.5 if variance else 0.0
    return mean, max(mean - half, LOWEST), min(mean + half, HIGHEST)


def _quadrant(row: dict[str, object]) -> str:
    sides = []
    for name in ("impact", "effort"):
        known = [float(str(row[end])) for end in (name, f"{name}_low", f"{name}_high")]
        low, high = np.fmin.reduce(known), np.fmax.reduce(known)
        if not low > MIDDLE and not high < MIDDLE:
            return BETWEEN
        sides.append(bool(low > MIDDLE))
    return QUADRANTS[sides[0], sides[1]]
