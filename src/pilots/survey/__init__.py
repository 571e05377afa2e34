"""Surveys: read, check, review, clean, score, link, count and keep them; and what they say."""

from pilots.survey.check import CHECKS, check
from pilots.survey.clean import clean
from pilots.survey.flow import flow
from pilots.survey.link import link, link_quality
from pilots.survey.load import load_raw
from pilots.survey.log import apply, reconcile, revert
from pilots.survey.read import READERS, Reading, read_survey
from pilots.survey.review import read_review, write_review
from pilots.survey.score import item_scores, score
from pilots.survey.stale import stale
from pilots.survey.store import links, load, load_all, load_flags, load_flow, process
from pilots.survey.survey import Survey
from pilots.survey.waves import first_wave, last_wave

__all__ = [
    "CHECKS",
    "READERS",
    "Reading",
    "Survey",
    "apply",
    "check",
    "clean",
    "first_wave",
    "flow",
    "item_scores",
    "last_wave",
    "link",
    "link_quality",
    "links",
    "load",
    "load_all",
    "load_flags",
    "load_flow",
    "load_raw",
    "process",
    "read_review",
    "read_survey",
    "reconcile",
    "revert",
    "score",
    "stale",
    "write_review",
]
