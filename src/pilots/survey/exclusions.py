"""Responses that can't count: tests, no consent, nothing answered, the same answers twice."""

import re
from typing import Any

import numpy as np
import pandas as pd

from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, STATUS, WAVE

TEST = "test response"
NO_CONSENT = "no consent"
REFUSED_CONSENT = "refused consent"
DUPLICATE = "duplicate"
EMPTY = "empty response"

_YES = ("yes", "ja", "oui")
_NO = ("0", "no", "n", "nee", "neen", "non", "false", "niet", "not", "pas", "geen")
_TESTS = ("survey preview", "survey test", "preview", "test")


def exclusions(survey: Survey) -> "pd.Series[str]":
    """Of each response the first rule that says it can't count; missing where it can.

    Returns
    -------
    Series of str aligned with `responses`: test response, no consent, exact duplicate or nothing answered.
    """
    said_no = consent(survey)
    rules = {
        TEST: is_test(survey),
        REFUSED_CONSENT: said_no == "refused",
        NO_CONSENT: said_no == "unanswered",
        EMPTY: is_empty(survey),
        DUPLICATE: is_exact_duplicate(survey),
    }
    said = pd.Series(pd.NA, index=survey.responses.index, dtype="str")
    for rule, holds in rules.items():
        said = said.mask(said.isna() & holds, rule)
    return said


def is_test(survey: Survey) -> "pd.Series[bool]":
    """Responses that the tool marked as preview or test."""
    return survey.responses[STATUS].str.strip().str.casefold().isin(_TESTS)


def consent(survey: Survey) -> "pd.Series[Any]":
    """Consent of each response: "given", "refused" or "unanswered"; "given" where the wave did not ask for it.

    A choice refuses when its missing reason is "refused", or its code or Dutch, French or English label says no.
    """
    said = pd.Series("given", index=survey.responses.index, dtype="str")
    for variable in survey.codebook.with_role("consent"):
        answers = survey.responses[variable].str.strip()
        asked = answers.groupby(survey.responses[WAVE]).transform(lambda wave: wave.notna().any()).astype(bool)
        said = said.mask(asked & answers.isna() & (said != "refused"), "unanswered")
        said = said.mask(answers.isin(_refusals(survey, variable)), "refused")
    return said


def is_empty(survey: Survey) -> "pd.Series[bool]":
    """Responses without any answer to what was asked; consent and the codes that identify or link don't count."""
    columns = answer_columns(survey)
    if not columns:
        return pd.Series(False, index=survey.responses.index)
    answered = np.zeros(len(survey.responses), dtype=bool)
    for column in columns:
        said = survey.responses[column]
        answered |= (said.notna() & (said != "0") if OPTION in column else said.notna()).to_numpy(dtype=bool)
    return pd.Series(~answered, dtype="bool")


def is_exact_duplicate(survey: Survey) -> "pd.Series[bool]":
    """Responses whose link code and every answer equal an earlier response of the same wave."""
    codes = survey.codebook.with_role("link code")
    if not codes:
        return pd.Series(False, index=survey.responses.index)
    first = survey.first_equal([*codes, *answer_columns(survey)])
    return survey.responses[codes].notna().any(axis=1) & (first < np.arange(len(first)))


def answer_columns(survey: Survey) -> list[str]:
    """The columns that hold answers: not consent, identifiers, link codes, weights or technical variables."""
    variables = survey.codebook.variables
    kept = variables.index[~variables["role"].isin(["consent", "identifier", "link code", "weight", "technical"])]
    return [column for variable in kept for column in survey.codebook.columns(variable)]


def _refusals(survey: Survey, variable: str) -> list[str]:
    """The codes that refuse: marked so in the codebook, or said so by a label, or else by the code itself."""
    book = survey.codebook
    said = [code for code, reason in book.missing_codes(variable).items() if reason == "refused"]
    for _, choice in book.choices_of(variable).iterrows():
        words = [re.findall(r"\w+", label.casefold()) for label in choice["labels"].values()]
        agrees = any(label[:1] and label[0] in _YES for label in words)
        refuses = any(set(label) & set(_NO) for label in words) or choice["name"].casefold() in _NO
        if refuses and not agrees:
            said.append(choice["name"])
    return said
