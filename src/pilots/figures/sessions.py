"""Who came to the sessions of each action: a run chart an action."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.run_chart import run_chart
from pilots.language import pick
from pilots.pilot import Pilot


def sessions(
    registered: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "fig-sessions"
) -> tuple[Figure, ...]:
    """Who came to the sessions of each action, with its adjustments marked: a figure an action, in the order of the plan.

    Parameters
    ----------
    registered
        As `actions.sessions` gives it; see `run_chart`.

    Returns
    -------
    tuple of Figure
        With the labels `label-<action>`; one that is absent where no sessions were registered.
    """
    cell = Cells(pilot, language)
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    held = list(dict.fromkeys(registered["action"]))
    ordered = [action for action in titles if action in held] + [action for action in held if action not in titles]
    if not ordered:
        caption = cell.say("Who came to the sessions")
        none = cell.say("No sessions were registered in this pilot.")
        return (Figure.absent(none, caption=caption, label=label, language=language),)
    return tuple(
        run_chart(
            registered[registered["action"] == action],
            plan,
            pilot,
            action=action,
            caption=cell.say("{action}: who came", action=pick(titles[action], language)) if action in titles else "",
            language=language,
            label=f"{label}-{action}".lower(),
        )
        for action in ordered
    )
