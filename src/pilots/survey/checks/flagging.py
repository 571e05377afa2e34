"""How checks raise flags, and what they share: thresholds, closed questions, batteries, answers as numbers."""

from collections.abc import Callable, Iterator, Sequence
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.survey import exclusions
from pilots.survey.columns import Mask
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, RESPONDENT, THRESHOLDS, WAVE

Check = Callable[[Survey], pd.DataFrame]
"""A check takes a survey and gives flags (`vocabulary.FLAGS`), without an answer in `reason`."""

_NAMED = 6
_FEW = 5


def flags(
    survey: Survey, mask: Any, severity: str, reason: "str | pd.Series[Any]", variable: str | None = None
) -> pd.DataFrame:
    """Flags on the responses that a mask marks; with a variable, on its cells."""
    hit = np.asarray(mask, dtype=bool)
    who = survey.responses.loc[hit, RESPONDENT]
    said = reason if isinstance(reason, str) else reason.loc[who.index]
    return as_flags(pd.DataFrame({RESPONDENT: who, "variable": variable}), severity, said)


def item_flags(variables: Sequence[str | None], severity: str, reason: str) -> pd.DataFrame:
    """Flags on questions, or (None) on the whole survey: they concern no respondent."""
    return as_flags(pd.DataFrame({RESPONDENT: None, "variable": list(variables)}), severity, reason)


def flags_of_few(
    survey: Survey, mask: Any, severity: str, reason: str, variable: str, *, of: int, most: float, cells: bool = False
) -> pd.DataFrame:
    """Flags on responses (or on cells of `variable`), or one on the variable where too many would be flagged.

    What more than five respondents and more than a share `most` of `of` respondents do says more of the question than
    of them.
    """
    count = int(np.count_nonzero(np.asarray(mask, dtype=bool)))
    if count > max(_FEW, most * of):
        return item_flags([variable], "note", f"{count} of {of} respondents: {reason}")
    return flags(survey, mask, severity, reason, variable if cells else None)


def as_flags(found: pd.DataFrame, severity: str, reason: "str | pd.Series[Any]") -> pd.DataFrame:
    """Flags of a frame with respondent_id and variable."""
    columns = [column.name for column in vocabulary.FLAGS]
    return (
        found.assign(check="", severity=severity, reason=reason)
        .reindex(columns=columns)
        .astype("str")
        .reset_index(drop=True)
    )


def together(found: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Flags of several parts of a check."""
    return pd.concat([vocabulary.flags(), *found], ignore_index=True)


def threshold(survey: Survey, name: str) -> float | None:
    """A limit from the settings sheet of the codebook, else its default (`vocabulary.THRESHOLDS`)."""
    written = str(survey.codebook.settings.get(name, "") or "").strip()
    try:
        limit = float(written)
    except ValueError:
        return THRESHOLDS[name].default
    return THRESHOLDS[name].default if limit != limit else limit


def limit(survey: Survey, name: str) -> float:
    """As `threshold`, of one that has a default."""
    return float(threshold(survey, name) or 0)


def closed(survey: Survey) -> list[str]:
    """Columns of questions that are not open, one option standing for a multiple-choice question."""
    variables = survey.codebook.variables
    answers = {column.partition(OPTION)[0]: column for column in exclusions.answer_columns(survey)}
    return [column for variable, column in answers.items() if variables.at[variable, "type"] != "text"]


def batteries(survey: Survey) -> Iterator[list[str]]:
    """Items that share a list of choices, in the order of the codebook."""
    variables = survey.codebook.variables
    items = variables.loc[(variables["type"] == "select_one") & (variables["role"] == "item")]
    for _, battery in items.groupby("list_name", sort=False):
        yield [str(item) for item in battery.index]


def rated(survey: Survey) -> list[str]:
    """Items of which every choice is a number."""
    numeric: dict[str, bool] = {}
    found = []
    for battery in batteries(survey):
        for item in battery:
            name = str(survey.codebook.variables.at[item, "list_name"])
            if name not in numeric:
                codes = pd.to_numeric(pd.Series(survey.codebook.codes(item), dtype="str"), errors="coerce")
                numeric[name] = bool(len(codes) > 1 and np.isfinite(codes).all())
            if numeric[name]:
                found.append(item)
    return found


def ratings(survey: Survey, items: Sequence[str], *, turned: bool = False) -> pd.DataFrame:
    """Answers to items as numbers (float32): only codes of the list that stand for no missing answer.

    Parameters
    ----------
    turned
        Whether reverse-keyed items are turned round.
    """
    table = np.empty((len(items), len(survey.responses)), dtype="float32")
    for place, item in enumerate(items):
        answers = survey.distinct(item)
        missing = survey.codebook.missing_codes(item)
        scale = {code: float(code) for code in survey.codebook.codes(item) if code not in missing}
        values = np.array([scale.get(text.strip(), nan) for text in answers.texts], dtype="float32")
        if turned and scale and survey.codebook.variables.at[item, "reverse"]:
            values = np.float32(min(scale.values()) + max(scale.values())) - values
        table[place] = answers.take(values, np.float32(nan))
    return pd.DataFrame(table.T, columns=list(items))


def of_waves(survey: Survey) -> "Callable[[Mask], Mask]":
    """A function from a mask to the mask of all responses of the waves in which it marks any."""
    wave, waves = pd.factorize(survey.responses[WAVE])
    return lambda mask: (np.bincount(wave[mask], minlength=len(waves)) > 0)[wave]


def not_asked_by(survey: Survey) -> "Callable[[str], Mask]":
    """A function from a column to the mask of the responses that were not asked its question, as `missing` says."""
    lines = survey.missing.loc[survey.missing["reason"] == "not asked", [RESPONDENT, "variable"]]
    if lines.empty:
        return lambda _: np.zeros(len(survey.responses), dtype=bool)
    person, people = pd.factorize(survey.responses[RESPONDENT])
    who = pd.Index(people).get_indexer(lines[RESPONDENT])
    told = {str(name): who[places] for name, places in lines.groupby("variable").indices.items()}

    def unasked(column: str) -> Mask:
        marked = np.zeros(len(people) + 1, dtype=bool)
        for name in {column, column.partition(OPTION)[0]}:
            marked[told.get(name, [])] = True
        return marked[:-1][person]

    return unasked


def listed(names: Sequence[str]) -> str:
    """Names of variables in a reason, not endless.

    Examples
    --------
    >>> listed(["age", "school"])
    'age, school'
    """
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
