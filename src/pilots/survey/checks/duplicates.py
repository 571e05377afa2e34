"""Checks for responses that came in twice, exactly or nearly the same."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pilots.statistics.duplicates import nearest_rows
from pilots.statistics.outliers import FEWEST, outliers
from pilots.survey import exclusions
from pilots.survey.checks.flagging import flags, item_flags, limit, listed, together
from pilots.survey.distinct import first_equal
from pilots.survey.survey import Survey
from pilots.survey.withhold import is_tool_id
from pilots.vocabulary import OPTION, RESPONDENT, WAVE

MOST = 20_000
"""Responses of a wave up to which every pair is compared."""
_LEAST = 10
"""Questions that two responses must both answer, and alike, before likeness says anything."""


def duplicate(survey: Survey) -> pd.DataFrame:
    """The same link code twice in a wave, or (without link codes) the same answers on ten questions and more."""
    codes = survey.codebook.with_role("link code")
    if codes:
        exact = exclusions.is_exact_duplicate(survey)
        known = survey.responses[codes].notna().all(axis=1)
        own = pd.Series(survey.first_equal(codes), index=exact.index)
        double = own.where(known & ~exact).duplicated(keep=False) & known & ~exact
        columns = exclusions.answer_columns(survey)
        return together(
            [
                flags(survey, exact, "error", _as_before(survey, exact, [*codes, *columns], "same link code and same answers as")),
                flags(survey, double, "doubt", _but_for(survey, double, codes, columns)),
            ]
        )  # fmt: skip
    columns = exclusions.answer_columns(survey)
    answered = sum((survey.distinct(column).codes >= 0 for column in columns), np.zeros(len(survey.responses), int))
    first = survey.first_equal(columns)
    same = pd.Series((first < np.arange(len(first))) & (answered >= _LEAST))
    return flags(survey, same, "note", _as_before(survey, same, columns, "the same answers as"))


def soft_duplicate(survey: Survey) -> pd.DataFrame:
    """Another response of the wave differs in at most `soft_duplicate` of the questions, and in oddly few for this survey.

    Kuriakose and Robbins (2016) take 85 % of equal answers as suspect; where many people agree, as in a short survey
    of satisfied parents, that is ordinary, so that the number must also be far below what is usual here (`outliers`).
    """
    questions: dict[str, Any] = {}
    found = []
    for wave in survey.waves:
        rows = np.flatnonzero(survey.responses[WAVE].to_numpy() == wave)
        if len(rows) > MOST:
            reason = f"wave {wave} has more than {MOST} responses: nearly equal ones were not looked for"
            found.append(item_flags([None], "note", reason))
        elif len(rows) >= FEWEST:
            questions = questions or _questions(survey)
            found += [_soft(survey, rows, questions)] if len(questions) >= _LEAST else []
    return together(found)


def _soft(survey: Survey, rows: Any, questions: dict[str, Any]) -> pd.DataFrame:
    codes = np.array([answers[rows] for answers in questions.values()])
    names = list(questions)
    other, different = nearest_rows(codes)
    shared = np.zeros(len(rows), dtype=int)
    for column in codes:
        shared += (column == column[other]) & (column >= 0)
    few = (different <= limit(survey, "soft_duplicate") * len(names)) & (shared >= _LEAST)
    odd = outliers(pd.Series(different, dtype="float64")).to_numpy() & (different < np.median(different))
    known = _known(survey)[rows]
    few &= known != known[other]
    mask = np.zeros(len(survey.responses), dtype=bool)
    reason = pd.Series("", index=survey.responses.index, dtype="object")
    for place in np.flatnonzero(few & odd):
        apart = [name for name, column in zip(names, codes, strict=True) if column[place] != column[other[place]]]
        but = f"but for {listed(apart)} " if apart else ""
        reason[rows[place]] = f"{but}the same answers as {_called(survey, rows[other[place]])}"
        mask[rows[place]] = True
    return flags(survey, mask, "note", reason)


def _known(survey: Survey) -> Any:
    """A number for each response, equal where the check `duplicate` has already said that two are the same."""
    codes = survey.codebook.with_role("link code")
    if not codes:
        return _joined(survey, exclusions.answer_columns(survey))
    own = -1 - np.arange(len(survey.responses))
    return np.where(survey.responses[codes].notna().all(axis=1), _joined(survey, codes), own)


def _questions(survey: Survey) -> dict[str, Any]:
    """Codes of answers by question that somebody answered; the options of a multiple-choice question are one answer."""
    columns: dict[str, list[str]] = {}
    for column in exclusions.answer_columns(survey):
        columns.setdefault(column.partition(OPTION)[0], []).append(column)
    found = {}
    for question, own in columns.items():
        answered = np.any([survey.distinct(column).codes >= 0 for column in own], axis=0)
        if answered.any():
            found[question] = np.where(answered, _joined(survey, own), -1)
    return found


def _joined(survey: Survey, columns: Sequence[str]) -> Any:
    """A number for each response, equal where the answers in all columns are."""
    return first_equal([survey.distinct(column).codes for column in columns])


def _as_before(survey: Survey, mask: "pd.Series[Any]", columns: Sequence[str], said: str) -> "pd.Series[Any]":
    """Reasons that name the first response with the same values."""
    reason = pd.Series("", index=mask.index, dtype="object")
    if mask.any():
        first = survey.first_equal(columns)
        for row in mask.index[mask]:
            reason[row] = f"{said} {_called(survey, int(first[row]))}"
    return reason


def _but_for(survey: Survey, mask: "pd.Series[Any]", codes: list[str], columns: Sequence[str]) -> "pd.Series[Any]":
    """Reasons that name another response with the same link code and the questions on which the two differ."""
    reason = pd.Series("", index=mask.index, dtype="object")
    for _, same in survey.responses.loc[mask].groupby([WAVE, *codes], sort=False):
        rows = list(same.index)
        for row, other in zip(rows, [rows[-1], *rows[:-1]], strict=True):
            left, right = (survey.responses.loc[place, list(columns)].fillna("") for place in (row, other))
            apart = list(dict.fromkeys(str(name).partition(OPTION)[0] for name in left.index[left != right]))
            end = f"; they differ on {listed(apart)}" if apart else ""
            reason[row] = f"same link code as {_called(survey, other)}{end}"
    return reason


def _called(survey: Survey, row: int) -> str:
    """A response by its id where a survey tool gave it, else by its place: an id that people typed may be a name."""
    who = str(survey.responses.at[row, RESPONDENT])
    return who if is_tool_id(who) else f"response {row + 1} of the survey"
