"""From need to result: votes, plan, adjustments, what was registered, and whether targets were reached."""

from pilots.actions.attendance import attendance
from pilots.actions.consensus import consensus
from pilots.actions.indicators import evaluate
from pilots.actions.plan import ActionPlan
from pilots.actions.priorities import priorities
from pilots.actions.read import load
from pilots.actions.registrations import (
    costs,
    goals,
    network,
    participation,
    referrals,
    registrations,
    sessions,
    timeline,
)

__all__ = [
    "ActionPlan",
    "attendance",
    "consensus",
    "costs",
    "evaluate",
    "goals",
    "load",
    "network",
    "participation",
    "priorities",
    "referrals",
    "registrations",
    "sessions",
    "timeline",
]
