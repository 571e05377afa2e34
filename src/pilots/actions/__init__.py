"""From need to result: votes, plan, adjustments, attendance, and whether targets were reached."""

from pilots.actions.attendance import attendance
from pilots.actions.consensus import consensus
from pilots.actions.indicators import evaluate
from pilots.actions.plan import ActionPlan
from pilots.actions.priorities import priorities
from pilots.actions.read import load

__all__ = ["ActionPlan", "attendance", "consensus", "evaluate", "load", "priorities"]
