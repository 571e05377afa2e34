"""Sentences computed from the data, so that no number in a report was typed by hand."""

from pilots.sentences.actions import chain, conclusion, fits
from pilots.sentences.comparisons import changes, differences
from pilots.sentences.estimates import chosen, estimates
from pilots.sentences.respondents import analysed, linked

__all__ = ["analysed", "chain", "changes", "chosen", "conclusion", "differences", "estimates", "fits", "linked"]
