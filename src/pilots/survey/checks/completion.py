"""Checks of whole responses: tests, consent, and whether enough was answered."""

import numpy as np
import pandas as pd

from pilots.survey import exclusions
from pilots.survey.checks.flagging import closed, flags, limit, not_asked_by, of_waves, together
from pilots.survey.survey import Survey
from pilots.vocabulary import SUBMITTED, WAVE

_TEST = r"te?st(en|je|ing)?\W*"


def test_response(survey: Survey) -> pd.DataFrame:
    """The tool calls it a preview or test, or the only thing written is "test"."""
    variables = survey.codebook.variables
    written = pd.Series(False, index=survey.responses.index)
    for column in variables.index[variables["type"] == "text"]:
        answers = survey.distinct(str(column))
        says = answers.texts.str.strip().str.casefold().str.fullmatch(_TEST)
        written |= answers.take(says, False).astype(bool)
    marked = exclusions.is_test(survey)
    return together(
        [
            flags(survey, marked, "error", "the tool marks it as a preview or test"),
            flags(survey, written & ~marked, "doubt", "an open answer says only 'test'"),
        ]
    )


def consent(survey: Survey) -> pd.DataFrame:
    """Consent was refused, or was asked and not given."""
    said = exclusions.consent(survey)
    return together(
        [
            flags(survey, said == "refused", "error", "consent was refused"),
            flags(survey, said == "unanswered", "error", "consent was asked and not given"),
        ]
    )


def incomplete(survey: Survey) -> pd.DataFrame:
    """Nothing answered, never submitted, or fewer than `minimum_answered` (half) of the closed questions of the wave."""
    share = share_answered(survey)
    submitted = survey.responses[SUBMITTED].notna()
    recorded = submitted.groupby(survey.responses[WAVE]).transform("any").astype(bool)
    empty = exclusions.is_empty(survey)
    few = (share < limit(survey, "minimum_answered")) & ~empty
    return together(
        [
            flags(survey, empty, "error", "nothing was answered"),
            flags(survey, few, "doubt", "less than the least share of questions was answered"),
            flags(survey, recorded & ~submitted & ~empty & ~few, "note", "never submitted"),
        ]
    )


def share_answered(survey: Survey) -> "pd.Series[float]":
    """Of the closed questions that a response was asked, and anyone of its wave answered, the share that it answers."""
    answered, asked = (np.zeros(len(survey.responses), dtype=np.int32) for _ in range(2))
    among, unasked = of_waves(survey), not_asked_by(survey)
    for column in closed(survey):
        there = survey.distinct(column).codes >= 0
        answered += there
        asked += among(there) & (there | ~unasked(column))
    return pd.Series(np.where(asked > 0, answered / np.maximum(asked, 1), np.nan), index=survey.responses.index)
