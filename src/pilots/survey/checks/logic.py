"""Checks of the logic of a form: answers that break their constraint, or that were not to be asked."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pilots.survey.checks.flagging import flags, together
from pilots.survey.conditions import Conditions, Mask
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, RESPONDENT, SUBMITTED, WAVE


def constraint(survey: Survey) -> pd.DataFrame:
    """An answer that breaks the constraint of its question; codes for a missing answer are left alone."""
    conditions = Conditions(survey)
    found: list[pd.DataFrame] = []
    for variable in _with(survey, "constraint"):
        said = conditions.verdict(variable, "constraint")
        if said is not None:
            broken = ~said.holds & said.known & conditions.answered(variable) & ~_missing_code(survey, variable)
            found += _on_cells(survey, conditions, variable, broken, "doubt", "breaks the constraint of the question")
    return together(found)


def relevant(survey: Survey) -> pd.DataFrame:
    """An answer to a question that was not to be asked; and none to one that was asked and required."""
    conditions = Conditions(survey)
    submitted = _submitted(survey)
    variables = survey.codebook.variables
    found: list[pd.DataFrame] = []
    ruled = (variables["relevant"] != "") | variables["required"]
    for variable in map(str, variables.index[ruled]):
        answered = conditions.answered(variable)
        asked = conditions.asked(variable) & submitted
        if variables.at[variable, "relevant"]:
            said = conditions.verdict(variable, "relevant")
            if said is None:
                continue
            reason = "answered, though by its condition the question was not to be asked"
            found += _on_cells(survey, conditions, variable, answered & said.known & ~said.holds, "doubt", reason)
            asked &= said.known & said.holds
        if variables.at[variable, "required"]:
            column = survey.codebook.columns(variable)[0]
            empty = asked & ~answered & ~_with_reason(survey, variable)
            found.append(flags(survey, empty, "note", "required, and not answered", column))
    return together(found)


def _with(survey: Survey, column: str) -> list[str]:
    conditions = survey.codebook.variables[column]
    return [str(variable) for variable in conditions.index[conditions != ""]]


def _on_cells(
    survey: Survey, conditions: Conditions, variable: str, hit: Mask, severity: str, reason: str
) -> Iterator[pd.DataFrame]:
    """Flags on a variable; of a multiple-choice question on the first option that each respondent chose."""
    ticks = conditions.ticks(variable)
    if not ticks:
        yield flags(survey, hit, severity, reason, variable)
    for code, tick in ticks.items():
        yield flags(survey, hit & tick, severity, f"{reason} (with all that was chosen)", f"{variable}{OPTION}{code}")
        hit = hit & ~tick


def _missing_code(survey: Survey, variable: str) -> Mask:
    """Who gave a code that stands for a missing answer."""
    codes = survey.codebook.missing_codes(variable)
    if not codes:
        return np.zeros(len(survey.responses), dtype=bool)
    if ticks := Conditions(survey).ticks(variable):
        chosen = [tick for code, tick in ticks.items() if code in codes]
        return np.asarray(np.logical_or.reduce([np.zeros(len(survey.responses), dtype=bool), *chosen]))
    answers = survey.distinct(variable)
    return answers.take([text.strip() in codes for text in answers.texts], False).astype(bool)


def _with_reason(survey: Survey, variable: str) -> Mask:
    """Of whom it is known why there is no answer."""
    known = survey.missing.loc[survey.missing["variable"].isin(survey.codebook.columns(variable)), RESPONDENT]
    return survey.responses[RESPONDENT].isin(known).to_numpy(dtype=bool)


def _submitted(survey: Survey) -> Mask:
    """Who submitted; everyone of a wave that records no submissions."""
    given = survey.responses[SUBMITTED].notna()
    recorded = given.groupby(survey.responses[WAVE]).transform("any")
    return (given | ~recorded.astype(bool)).to_numpy(dtype=bool)
