"""Surveys: read, check, review, clean, score, link, count and keep them; and what they say."""

from pilots.survey.changes import change, detectable, follow_ups
from pilots.survey.checks import CHECKS, check
from pilots.survey.clean import clean
from pilots.survey.comparisons import comparability, compare_groups, compare_within
from pilots.survey.elements import by_element
from pilots.survey.export import export
from pilots.survey.flow import flow
from pilots.survey.link import link, link_quality, unsure_links
from pilots.survey.load import load_raw
from pilots.survey.log import apply, reconcile, revert
from pilots.survey.open_answers import open_answers
from pilots.survey.read import READERS, Reading, read_survey
from pilots.survey.review import read_review, write_review
from pilots.survey.score import item_scores, score, scoring
from pilots.survey.stale import stale
from pilots.survey.store import links, load, load_all, load_flags, load_flow, process
from pilots.survey.summary import agreement_shares, likert, multiple_response, reliability
from pilots.survey.survey import Survey
from pilots.survey.waves import first_wave, last_wave
from pilots.survey.weight import read_margins, weight

__all__ = [
    "CHECKS",
    "READERS",
    "Reading",
    "Survey",
    "agreement_shares",
    "apply",
    "by_element",
    "change",
    "check",
    "clean",
    "comparability",
    "compare_groups",
    "compare_within",
    "detectable",
    "export",
    "first_wave",
    "flow",
    "follow_ups",
    "item_scores",
    "last_wave",
    "likert",
    "link",
    "link_quality",
    "links",
    "load",
    "load_all",
    "load_flags",
    "load_flow",
    "load_raw",
    "multiple_response",
    "open_answers",
    "process",
    "read_margins",
    "read_review",
    "read_survey",
    "reconcile",
    "reliability",
    "revert",
    "score",
    "scoring",
    "stale",
    "unsure_links",
    "weight",
    "write_review",
]
