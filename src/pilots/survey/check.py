"""Checks: what is odd in a survey. They flag and change nothing; the researcher decides."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.pilot import Pilot
from pilots.survey import exclusions, rules
from pilots.survey.headings import other_option, other_text
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, RESPONDENT, SECONDS, SUBMITTED, WAVE

Check = Callable[[Survey], pd.DataFrame]
"""A check takes a survey and gives flags (`vocabulary.FLAGS`), without an answer in `reason`."""


def check(survey: Survey, pilot: Pilot) -> pd.DataFrame:
    """Run every check of `CHECKS`.

    Parameters
    ----------
    survey
        The survey as it was read.
    pilot
        Its pilot; gives the words that may stand in texts.

    Returns
    -------
    DataFrame
        Flags (`vocabulary.FLAGS`) in the order of the checks, then of the data: respondent_id, variable (missing for
        the whole response), check, severity (note, doubt, error) and reason. No reason holds an answer.
    """
    checks = CHECKS | {"personal data": partial(_personal_data, allowed_words=pilot.privacy.allowed_words)}
    found = [run(survey).assign(check=name) for name, run in checks.items()]
    return pd.concat([vocabulary.flags(), *found], ignore_index=True)


def _test_response(survey: Survey) -> pd.DataFrame:
    """The tool calls it a preview or test, or the only thing written is "test"."""
    texts = survey.codebook.variables.index[survey.codebook.variables["type"] == "text"]
    written = survey.responses[list(texts)].apply(
        lambda column: column.str.strip().str.casefold().str.fullmatch(r"te?st(en|je|ing)?\W*")
    )
    marked = exclusions.is_test(survey)
    return pd.concat(
        [
            _flags(survey, marked, "error", "the tool marks it as a preview or test"),
            _flags(survey, written.fillna(False).any(axis=1) & ~marked, "doubt", "an open answer says only 'test'"),
        ]
    )


def _consent(survey: Survey) -> pd.DataFrame:
    said = exclusions.consent(survey)
    return pd.concat(
        [
            _flags(survey, said == "refused", "error", "consent was refused"),
            _flags(survey, said == "unanswered", "error", "consent was asked and not given"),
        ]
    )


def _incomplete(survey: Survey) -> pd.DataFrame:
    """Nothing answered, never submitted, or fewer than `minimum_answered` (half) of the closed questions of the wave."""
    answers = survey.responses[_closed(survey)].notna()
    asked = answers.groupby(survey.responses[WAVE]).transform("any").sum(axis=1)
    share = answers.sum(axis=1) / asked.where(asked > 0)
    submitted = survey.responses[SUBMITTED].notna()
    recorded = submitted.groupby(survey.responses[WAVE]).transform("any").astype(bool)
    empty = exclusions.is_empty(survey)
    few = (share < _setting(survey, "minimum_answered", 0.5)) & ~empty
    return pd.concat(
        [
            _flags(survey, empty, "error", "nothing was answered"),
            _flags(survey, few, "doubt", "less than the least share of questions was answered"),
            _flags(survey, recorded & ~submitted & ~empty & ~few, "note", "never submitted"),
        ]
    )


def _duplicate(survey: Survey) -> pd.DataFrame:
    """The same link code twice in a wave, or (without link codes) the same answers on ten questions and more."""
    codes = survey.codebook.with_role("link code")
    exact = exclusions.is_exact_duplicate(survey)
    if codes:
        known = survey.responses[codes].notna().all(axis=1)
        double = survey.responses.duplicated([WAVE, *codes], keep=False) & known & ~exact
        return pd.concat(
            [
                _flags(survey, exact, "error", "same link code and same answers as an earlier response"),
                _flags(survey, double, "doubt", "same link code as another response of this wave"),
            ]
        )
    answers = survey.responses[exclusions.answer_columns(survey)]
    same = survey.responses.duplicated([WAVE, *answers.columns]) & (answers.notna().sum(axis=1) >= 10)
    return _flags(survey, same, "note", "the same answers as an earlier response")


def _too_fast(survey: Survey) -> pd.DataFrame:
    """Less than `too_fast` (a third) of the median time of the complete responses of the wave."""
    seconds = pd.to_numeric(survey.responses[SECONDS], errors="coerce")
    complete = seconds.where(survey.responses[SUBMITTED].notna() | bool(survey.responses[SUBMITTED].isna().all()))
    wave = complete.groupby(survey.responses[WAVE])
    limit = wave.transform("median") * _setting(survey, "too_fast", 1 / 3)
    return _flags(
        survey,
        (complete < limit) & (wave.transform("count") >= 5),
        "doubt",
        "answered in less than a third of the median time",
    )


def _straight_lining(survey: Survey) -> pd.DataFrame:
    """The same answer to `longstring` (all, at least five) questions in a row that share a list of choices.

    A doubt where one of them is reverse-keyed, so that the answers contradict each other; else a note.
    """
    found = [vocabulary.flags()]
    variables = survey.codebook.variables
    items = variables.loc[(variables["type"] == "select_one") & (variables["role"] == "item")]
    for _, battery in items.groupby("list_name", sort=False):
        longest = _longest_run(survey.responses[list(battery.index)])
        limit = min(_setting(survey, "longstring", len(battery)), len(battery))
        if limit >= 5:
            severity = "doubt" if battery["reverse"].any() else "note"
            reason = f"the same answer to {limit:g} or more questions in a row, from '{battery.index[0]}' on"
            found.append(_flags(survey, longest >= limit, severity, reason))
    return pd.concat(found)


def _invalid(survey: Survey) -> pd.DataFrame:
    found = rules.cell_rules(survey)
    kept = found.loc[
        found["rule"].isin([rules.UNKNOWN_CODE, rules.NOT_A_NUMBER, rules.NOT_A_DATE, rules.UNKNOWN_LANGUAGE])
    ]
    return _as_flags(kept, "error", kept["rule"] + "; cleaning empties the cell")


def _out_of_range(survey: Survey) -> pd.DataFrame:
    found = rules.cell_rules(survey)
    kept = found.loc[found["rule"] == rules.OUT_OF_RANGE]
    return _as_flags(kept, "error", "outside the range of the codebook; cleaning empties the cell unless you keep it")


def _other_without_text(survey: Survey) -> pd.DataFrame:
    """An option "other" was chosen and the text beside it stayed empty, or the reverse."""
    found = [vocabulary.flags()]
    kinds = survey.codebook.variables["type"]
    for question in kinds.index[kinds.str.startswith("select")]:
        text, option = other_text(survey.codebook, question), other_option(survey.codebook, question)
        if text is None or option is None:
            continue
        column, value = (
            (f"{question}{OPTION}{option}", "1") if kinds[question] == "select_multiple" else (question, option)
        )
        chosen, written = survey.responses[column] == value, survey.responses[text].notna()
        found.append(_flags(survey, chosen & ~written, "note", "'other' was chosen without saying what", variable=text))
        found.append(
            _flags(survey, written & ~chosen, "note", "a text at 'other', which was not chosen", variable=text)
        )
    return pd.concat(found)


def _personal_data(survey: Survey, allowed_words: Iterable[str] = ()) -> pd.DataFrame:
    """An open answer holds what looks like a name, address, number or e-mail."""
    from pilots.privacy.identifiers import find

    allowed = {word.casefold() for word in allowed_words}
    variables = survey.codebook.variables
    texts = variables.index[(variables["type"] == "text") & ~variables["role"].isin(["identifier", "link code"])]
    found = [vocabulary.flags()]
    for column in texts:
        answers = survey.responses[column].dropna()
        kinds = answers.map(
            lambda text: ", ".join(
                sorted({span.kind for span in find(text) if text[span.start : span.end].casefold() not in allowed})
            )
        )
        kinds = kinds.loc[kinds != ""]
        found.append(
            _as_flags(
                pd.DataFrame({RESPONDENT: survey.responses.loc[kinds.index, RESPONDENT], "variable": column}),
                "doubt", "looks like personal data: " + kinds.astype("str"),
            )
        )  # fmt: skip
    return pd.concat(found)


CHECKS: dict[str, Check] = {
    "test response": _test_response,
    "consent": _consent,
    "incomplete": _incomplete,
    "duplicate": _duplicate,
    "too fast": _too_fast,
    "straight-lining": _straight_lining,
    "invalid answer": _invalid,
    "out of range": _out_of_range,
    "other without text": _other_without_text,
    "personal data": _personal_data,
}
"""Every check by the name that flags carry."""


def _flags(
    survey: Survey, mask: "pd.Series[bool]", severity: str, reason: str, variable: str | None = None
) -> pd.DataFrame:
    who = survey.responses.loc[mask.fillna(False).astype(bool), RESPONDENT]
    return _as_flags(pd.DataFrame({RESPONDENT: who, "variable": variable}), severity, reason)


def _as_flags(found: pd.DataFrame, severity: str, reason: "str | pd.Series[Any]") -> pd.DataFrame:
    columns = [column.name for column in vocabulary.FLAGS]
    return (
        found.assign(check="", severity=severity, reason=reason)
        .reindex(columns=columns)
        .astype("str")
        .reset_index(drop=True)
    )


def _closed(survey: Survey) -> list[str]:
    """Columns of questions that are not open, one option standing for a multiple-choice question."""
    variables = survey.codebook.variables
    answers = {column.partition(OPTION)[0]: column for column in exclusions.answer_columns(survey)}
    return [column for variable, column in answers.items() if variables.at[variable, "type"] != "text"]


def _setting(survey: Survey, name: str, default: float) -> float:
    """A threshold from the codebook's settings sheet."""
    try:
        return float(survey.codebook.settings.get(name, default))
    except ValueError:
        return default


def _longest_run(answers: pd.DataFrame) -> "pd.Series[Any]":
    """The longest run of the same answer in each row; an empty cell ends a run."""
    best = run = answers.iloc[:, 0].notna().to_numpy().astype(int)
    for left, right in zip(answers.columns[:-1], answers.columns[1:], strict=True):
        same = (answers[left] == answers[right]).fillna(False).to_numpy(bool)
        run = np.where(same, run + 1, answers[right].notna().to_numpy().astype(int))
        best = np.maximum(best, run)
    return pd.Series(best, index=answers.index)
