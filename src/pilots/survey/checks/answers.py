"""Checks of single answers: not allowed, out of range, far from the others, changed between waves."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pilots.statistics.outliers import outliers
from pilots.survey import rules
from pilots.survey.checks.flagging import flags, flags_of_few, item_flags, limit, together
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT, WAVE

_FEWEST = 10
"""Answers below which a question that everyone answers alike is no news."""


def invalid(survey: Survey) -> pd.DataFrame:
    """A code that the list does not hold, or what is no number, date or language."""
    unfit = (rules.UNKNOWN_CODE, rules.NOT_A_NUMBER, rules.NOT_A_DATE, rules.UNKNOWN_LANGUAGE)
    return _broken(survey, {rule: f"{rule}; cleaning empties the cell" for rule in unfit})


def out_of_range(survey: Survey) -> pd.DataFrame:
    """A number below the minimum or above the maximum of the codebook."""
    reason = "outside the range of the codebook; cleaning empties the cell unless you keep it"
    return _broken(survey, {rules.OUT_OF_RANGE: reason})


def outlying(survey: Survey) -> pd.DataFrame:
    """A number far from those of the others (`outliers`), within the range of the codebook."""
    variables = survey.codebook.variables
    kept = variables["type"].isin(["integer", "decimal"]) & ~variables["role"].isin(
        ["weight", "technical", "identifier"]
    )
    found = []
    for variable in map(str, variables.index[kept]):
        numbers = _numbers(survey, variable)
        far = outliers(numbers, alpha=limit(survey, "outlier"))
        reason, n = "far from what the others answered", int(numbers.notna().sum())
        found.append(flags_of_few(survey, far, "note", reason, variable, of=n, most=0.01, cells=True))
    return together(found)


def changed(survey: Survey) -> pd.DataFrame:
    """Another answer than in the wave before, by the same link code, to a question whose answer can't change."""
    codes = survey.codebook.with_role("link code")
    fixed = [str(name) for name in survey.codebook.variables.index[survey.codebook.variables["fixed"].astype(bool)]]
    columns = [column for variable in fixed for column in survey.codebook.columns(variable)]
    if not codes or not columns or len(survey.waves) < 2:
        return together([])
    people = survey.responses[[*codes, WAVE]]
    known = people.loc[people[codes].notna().all(axis=1)]
    known = known.loc[~known.duplicated(keep=False)].sort_values(WAVE, kind="stable")
    found = []
    for column in columns:
        answers = known.assign(said=rules.tidied(survey, column)[known.index]).dropna(subset="said")
        before = answers.groupby(codes, sort=False)[["said", WAVE]].shift()
        other = before["said"].notna() & (answers["said"] != before["said"]).fillna(False)
        mask = other.reindex(survey.responses.index, fill_value=False)
        reason = "differs from the answer in an earlier wave with the same link code, and can't change"
        found.append(flags(survey, mask, "doubt", reason, column))
    return together(found)


def constant(survey: Survey) -> pd.DataFrame:
    """A closed question to which everyone gives the same answer, ten people at least: nothing can be learnt from it."""
    variables = survey.codebook.variables
    kept = (variables["role"] == "item") & variables["type"].isin(["select_one", "integer", "decimal"])
    alike = []
    for variable in map(str, variables.index[kept]):
        codes = survey.distinct(variable).codes
        given = codes[codes >= 0]
        if len(given) >= _FEWEST and (given == given[0]).all():
            alike.append(variable)
    return item_flags(alike, "note", "everyone gave the same answer")


def _broken(survey: Survey, reasons: Mapping[str, str]) -> pd.DataFrame:
    """Cells that break one of some rules of the codebook."""
    found = []
    for column in map(str, survey.responses.columns.drop([RESPONDENT, WAVE])):
        answers, judged = survey.distinct(column), rules.judge(survey, column)
        said = [reasons.get(verdict.rule, "") if (verdict := judged(text)) else "" for text in answers.texts]
        if any(said):
            broken = answers.take([text != "" for text in said], False)
            rows = np.flatnonzero(broken)
            reason = pd.Series([said[code] for code in answers.codes[rows]], index=rows, dtype="str")
            found.append(flags(survey, broken, "error", reason, column))
    return together(found)


def _numbers(survey: Survey, variable: str) -> "pd.Series[Any]":
    """A variable as numbers, without missing codes and what the codebook does not allow."""
    answers = survey.distinct(variable)
    judged = rules.judge(survey, variable)
    tidy = [text if (verdict := judged(text)) is None else verdict.new for text in answers.texts]
    values = pd.to_numeric(pd.Series(tidy, dtype="str"), errors="coerce").to_numpy(dtype="float64", na_value=np.nan)
    return pd.Series(answers.take(values, np.nan), index=survey.responses.index)
