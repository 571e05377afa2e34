"""The register of actions: what stands in it of each, school year by school year, and to which others it refers."""

import pandas as pd

from pilots.actions.plan import ActionPlan
from pilots.vocabulary import Column, frame

REGISTER = (
    Column("action", "str", "Action", "its id"),
    Column("register", "str", "Number", "in the register; empty without one"),
    Column("period", "str", "Period", "e.g. the school year 2024-2025; empty where nothing was written yet"),
    Column("status", "str", "Status", "as the register words it"),
    Column("texts", "object", "Progress", "by language"),
    Column("related", "object", "Related actions", "tuple of ids of actions of the plan"),
    Column("elsewhere", "object", "Elsewhere", "tuple of numbers of actions that are not in this plan"),
)


def action_register(plan: ActionPlan) -> pd.DataFrame:
    """Each action with its number, and its status and progress per period.

    Parameters
    ----------
    plan
        With its actions and progress.

    Returns
    -------
    DataFrame
        action, register, period, status, texts, related, elsewhere: a row an action and period, in the order of the plan
        and of time; one row where nothing was written of it. Two actions are related where either names the other, by id
        or by number. Actions that were not chosen, have no number and no progress are left out.

    Examples
    --------
    >>> action_register(ActionPlan()).empty
    True
    """
    by_number = {
        number: name for name, number in plan.actions[["action", "register"]].itertuples(index=False) if number
    }
    ids = set(plan.actions["action"])
    named = {
        row["action"]: [by_number.get(other, other) for other in row["related"] or ()]
        for _, row in plan.actions.iterrows()
    }
    rows = []
    for _, action in plan.actions.iterrows():
        name = action["action"]
        number = action["register"] if isinstance(action["register"], str) else ""
        told = plan.progress[plan.progress["action"] == name].sort_values("period", kind="stable")
        if not (action["chosen"] or number or len(told)):
            continue
        back = [other for other, others in named.items() if name in others]
        inside = [other for other in dict.fromkeys([*named[name], *back]) if other in ids and other != name]
        about = {"action": name, "register": number, "related": tuple(inside)}
        about["elsewhere"] = tuple(other for other in dict.fromkeys(named[name]) if other not in ids)
        rows += [about | {"period": row["period"], "status": row["status"], "texts": row["texts"]}
                 for _, row in told.iterrows()] or [about | {"period": "", "status": action["status"], "texts": {}}]  # fmt: skip
    return frame(REGISTER, rows)
