"""Sentences computed from the data, so that no number in a report was typed by hand."""

from pilots.sentences.across import lessons, measured_alike, pilots, synthesised, travelled
from pilots.sentences.actions import chain, conclusion
from pilots.sentences.coding import saturation
from pilots.sentences.comparisons import changes, differences
from pilots.sentences.deciding import delphi, had_a_say, ranking
from pilots.sentences.doing import claims, cost_per_family, funnel, reached, spread
from pilots.sentences.estimates import chosen, estimates
from pilots.sentences.mixed import fits, linked_cases, meta_inferences, picked, triangulated
from pilots.sentences.respondents import analysed, linked
from pilots.sentences.themes import themes

__all__ = [
    "analysed",
    "chain",
    "changes",
    "chosen",
    "claims",
    "conclusion",
    "cost_per_family",
    "delphi",
    "differences",
    "estimates",
    "fits",
    "funnel",
    "had_a_say",
    "lessons",
    "linked",
    "linked_cases",
    "measured_alike",
    "meta_inferences",
    "picked",
    "pilots",
    "ranking",
    "reached",
    "saturation",
    "spread",
    "synthesised",
    "themes",
    "travelled",
    "triangulated",
]
