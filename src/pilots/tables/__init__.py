"""Tables as they are published: they draw what was computed, hold back small cells, and compute nothing."""

from pilots.tables.across import case_themes, shared_figures, side_by_side
from pilots.tables.across_actions import actions_by_framework, adjustments, lessons, travelled
from pilots.tables.across_measures import measured_alike, synthesis
from pilots.tables.across_methods import cleaning, measurements, methods_used, software
from pilots.tables.actions import action_plan, broken_links, candidates, needs
from pilots.tables.agreement import agreement, confusion
from pilots.tables.answers import multiple_response, quotes
from pilots.tables.by_element import by_element
from pilots.tables.by_group import by_group
from pilots.tables.by_theme import by_theme
from pilots.tables.chain import chain
from pilots.tables.claims import claims, evidence
from pilots.tables.codebook import scoring, translations, variables
from pilots.tables.coding import co_occurrence, code_attributes, code_book, theme_change
from pilots.tables.comparability import comparability
from pilots.tables.comparisons import differences, means
from pilots.tables.context import context, overview
from pilots.tables.costs import cost_per_family
from pilots.tables.deciding import delphi, panel, took_part
from pilots.tables.estimates import estimates
from pilots.tables.follow_ups import follow_ups
from pilots.tables.frameworks import adding_up, catalogue
from pilots.tables.funnel import funnel
from pilots.tables.goals import goals
from pilots.tables.joint_display import joint_display
from pilots.tables.monitor import run_rules
from pilots.tables.need_evidence import needs_evidence, suggestions
from pilots.tables.ranking import approval, duels, sensitivity
from pilots.tables.reach import dose, overlap, reach
from pilots.tables.register import action_register, timeline
from pilots.tables.respondents import flow, respondents
from pilots.tables.results import cycles, targets
from pilots.tables.scales import change, detectable, reliability
from pilots.tables.spread import spread
from pilots.tables.themes import themes
from pilots.tables.triangulation import convergence, triangulation
from pilots.tables.votes import consensus, votes
from pilots.tables.weights import weights
from pilots.tables.words import words

__all__ = [
    "action_plan",
    "action_register",
    "actions_by_framework",
    "adding_up",
    "adjustments",
    "agreement",
    "approval",
    "broken_links",
    "by_element",
    "by_group",
    "by_theme",
    "candidates",
    "case_themes",
    "catalogue",
    "chain",
    "change",
    "claims",
    "cleaning",
    "co_occurrence",
    "code_attributes",
    "code_book",
    "comparability",
    "confusion",
    "consensus",
    "context",
    "convergence",
    "cost_per_family",
    "cycles",
    "delphi",
    "detectable",
    "differences",
    "dose",
    "duels",
    "estimates",
    "evidence",
    "flow",
    "follow_ups",
    "funnel",
    "goals",
    "joint_display",
    "lessons",
    "means",
    "measured_alike",
    "measurements",
    "methods_used",
    "multiple_response",
    "needs",
    "needs_evidence",
    "overlap",
    "overview",
    "panel",
    "quotes",
    "reach",
    "reliability",
    "respondents",
    "run_rules",
    "scoring",
    "sensitivity",
    "shared_figures",
    "side_by_side",
    "software",
    "spread",
    "suggestions",
    "synthesis",
    "targets",
    "theme_change",
    "themes",
    "timeline",
    "took_part",
    "translations",
    "travelled",
    "triangulation",
    "variables",
    "votes",
    "weights",
    "words",
]
