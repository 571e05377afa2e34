"""Sentences computed from the data, so that no number in a report was typed by hand."""

from pilots.sentences.actions import chain, conclusion
from pilots.sentences.coding import saturation
from pilots.sentences.comparisons import changes, differences
from pilots.sentences.estimates import chosen, estimates
from pilots.sentences.mixed import fits, linked_cases, meta_inferences, picked, triangulated
from pilots.sentences.respondents import analysed, linked

__all__ = [
    "analysed",
    "chain",
    "changes",
    "chosen",
    "conclusion",
    "differences",
    "estimates",
    "fits",
    "linked",
    "linked_cases",
    "meta_inferences",
    "picked",
    "saturation",
    "triangulated",
]
