"""From need to result: votes, plan, adjustments, what was registered, and whether targets were reached."""

from pilots.actions.attainment import attainment
from pilots.actions.attendance import attendance
from pilots.actions.chain import chain
from pilots.actions.consensus import consensus
from pilots.actions.contribution import contribution
from pilots.actions.cost import cost_per_family
from pilots.actions.deciding import took_part
from pilots.actions.delphi import delphi, panel
from pilots.actions.effort import impact_effort
from pilots.actions.elements import adding_up, by_element
from pilots.actions.funnel import funnel
from pilots.actions.indicators import evaluate
from pilots.actions.monitor import Monitored, monitor
from pilots.actions.plan import ActionPlan
from pilots.actions.priorities import priorities
from pilots.actions.reach import dose, overlap, possible_people, reach
from pilots.actions.read import load
from pilots.actions.register import action_register
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
from pilots.actions.sensitivity import hangs_on_one_voter, sensitivity, turns
from pilots.actions.spread import generations, growth, spread
from pilots.actions.story import story
from pilots.actions.voting import approval, duels

__all__ = [
    "ActionPlan",
    "Monitored",
    "action_register",
    "adding_up",
    "approval",
    "attainment",
    "attendance",
    "by_element",
    "chain",
    "consensus",
    "contribution",
    "cost_per_family",
    "costs",
    "delphi",
    "dose",
    "duels",
    "evaluate",
    "funnel",
    "generations",
    "goals",
    "growth",
    "hangs_on_one_voter",
    "impact_effort",
    "load",
    "monitor",
    "network",
    "overlap",
    "panel",
    "participation",
    "possible_people",
    "priorities",
    "reach",
    "referrals",
    "registrations",
    "sensitivity",
    "sessions",
    "spread",
    "story",
    "timeline",
    "took_part",
    "turns",
]
