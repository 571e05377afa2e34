"""The columns of an exported file: numbers where the codes are numbers, labels, and why cells are empty."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from pilots.language import translate
from pilots.survey.export.names import safe_names
from pilots.survey.survey import Survey
from pilots.vocabulary import (
    ADMIN,
    LANGUAGE,
    LAST_PAGE,
    MISSING_REASONS,
    OPTION,
    RESPONDENT,
    SECONDS,
    SITE,
    STARTED,
    STATUS,
    SUBMITTED,
    WAVE,
)

NUMBER, TEXT, MOMENT = "number", "text", "moment"
_CODE = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d*[1-9])?")
_ADMIN = {
    RESPONDENT: "Respondent",
    WAVE: "Wave",
    LANGUAGE: "Language of the form",
    STARTED: "Start of answering",
    SUBMITTED: "Submission",
    SECONDS: "Seconds taken",
    LAST_PAGE: "Last page",
    STATUS: "Status",
}
_BLOCKS = (-99, -999, -9999, -99999)


@dataclass(frozen=True)
class Column:
    """One column of an exported file.

    Parameters
    ----------
    variable, name
        Its name in the survey and in the file.
    label
        What it asks.
    kind
        "number", "text" or "moment" (a day or a time).
    values
        float64, str or datetime64, aligned with the responses; empty cells are missing.
    labels
        Label by value, in order: a number as float, else text.
    reasons
        Why cells are empty, where that is known: str, aligned with the responses.
    codes
        By reason the number that stands for it in this column.
    ordered
        Whether the labels have an order.
    """

    variable: str
    name: str
    label: str
    kind: str
    values: "pd.Series[Any]"
    labels: Mapping[Any, str] = field(default_factory=dict)
    reasons: "pd.Series[Any]" = field(default_factory=lambda: pd.Series(dtype="str"))
    codes: Mapping[str, int] = field(default_factory=dict)
    ordered: bool = False


def columns(survey: Survey, language: str) -> Iterator[Column]:
    """The columns of a cleaned survey: about the answering (where anything is known), site, answers, scores; no identifiers.

    Parameters
    ----------
    survey
        Cleaned and, where there are scales, scored.
    language
        Of the labels.

    Yields
    ------
    Column
        Codes are numbers where all codes of the question are ("007" is none); other codes stay text.
    """
    site = survey.site()
    scales = [name for name in survey.scores.columns if name not in (RESPONDENT, WAVE, SITE)]
    admin = [
        name for name in ADMIN if survey.responses[name].notna().any() and name not in survey.codebook.variables.index
    ]
    answers = survey.codebook.all_columns
    located = [SITE] if site.notna().any() and SITE not in answers else []
    names = safe_names(dict.fromkeys([*admin, *located, *answers, *scales]))
    for name in admin:
        yield _admin(survey, name, names[name], language)
    for name in located:
        yield Column(name, names[name], translate("School", language), TEXT, site)
    missing = {str(variable): rows for variable, rows in survey.missing.groupby("variable")}
    place = pd.Series(survey.responses.index, index=survey.responses[RESPONDENT].to_numpy(object))
    identifiers = survey.codebook.with_role("identifier")
    for column in (column for column in answers if column not in identifiers):
        why = pd.Series(pd.NA, index=survey.responses.index, dtype="str")
        if column in missing:
            why.loc[place[missing[column][RESPONDENT]].to_numpy()] = missing[column]["reason"].to_numpy()
        yield _answers(survey, column, names[column], why, language)
    for scale in scales:
        yield Column(scale, names[scale], survey.codebook.label(scale, language), NUMBER, survey.scores[scale])


def reason_labels(codes: Mapping[str, int], language: str) -> dict[int, str]:
    """The label of each number that stands for a missing answer."""
    return {code: translate(reason, language) for reason, code in codes.items()}


def _admin(survey: Survey, name: str, called: str, language: str) -> Column:
    cells = survey.responses[name]
    label = translate(_ADMIN[name], language)
    if name in (WAVE, SECONDS, LAST_PAGE):
        return Column(name, called, label, NUMBER, pd.to_numeric(cells, errors="coerce").astype("float64"))
    if name in (STARTED, SUBMITTED):
        return Column(name, called, label, *_moments(cells))
    return Column(name, called, label, TEXT, cells)


def _answers(survey: Survey, column: str, name: str, why: "pd.Series[Any]", language: str) -> Column:
    book, cells = survey.codebook, survey.responses[column]
    reasons = why.where(cells.isna())
    question, _, option = column.partition(OPTION)
    if column not in book.variables.index and option:
        label = f"{book.label(question, language)}: {book.label(column, language)}"
        ticks = {1.0: translate("chosen", language), 0.0: translate("not chosen", language)}
        return _numbers(Column(column, name, label, NUMBER, cells, ticks, reasons))
    row: Any = book.variables.loc[column]
    label, kind = book.label(column, language), str(row["type"])
    hidden = row["role"] == "link code"
    if kind == "select_one" and not hidden:
        labels = book.choice_labels(column, language)
        valid = book.codes(column)
        if all(_CODE.fullmatch(code) for code in valid) and cells.dropna().isin(valid).all():
            by_number = {float(code): labels[code] for code in valid}
            ordered = any(column in items for items in book.scales["items"])
            return _numbers(Column(column, name, label, NUMBER, cells, by_number, reasons, ordered=ordered))
        return _texts(Column(column, name, label, TEXT, cells, {code: labels[code] for code in valid}, reasons))
    if (
        kind in ("integer", "decimal")
        and not hidden
        and pd.to_numeric(cells, errors="coerce").notna().eq(cells.notna()).all()
    ):
        return _numbers(Column(column, name, label, NUMBER, cells, reasons=reasons))
    if kind in ("date", "datetime") and not hidden and reasons.isna().all():
        return Column(column, name, label, *_moments(cells))
    return _texts(Column(column, name, label, TEXT, cells, reasons=reasons))


def _numbers(column: Column) -> Column:
    values = pd.to_numeric(column.values).astype("float64")
    return _coded(column, values, float(values.min()) if values.notna().any() else 0.0)


def _texts(column: Column) -> Column:
    return _coded(column, column.values, 0.0)


def _coded(column: Column, values: "pd.Series[Any]", least: float) -> Column:
    """With a number for each reason that occurs, below all that was answered."""
    low = min([least, *(value for value in column.labels if isinstance(value, float))])
    start = next((block for block in _BLOCKS if block + len(MISSING_REASONS) - 1 < low), int(low) - 10)
    found = set(column.reasons.dropna())
    codes = {reason: start + place for place, reason in enumerate(MISSING_REASONS) if reason in found}
    return replace(column, values=values, codes=codes)


def _moments(cells: "pd.Series[Any]") -> "tuple[str, pd.Series[Any]]":
    """Days and times where all are written year first; else the texts."""
    moments = pd.to_datetime(cells, format="ISO8601", errors="coerce", utc=False) if _zoneless(cells) else None
    if moments is None or (moments.isna() & cells.notna()).any():
        return TEXT, cells
    return MOMENT, moments


def _zoneless(cells: "pd.Series[Any]") -> bool:
    """Times with zones stay text: SPSS and Excel know none."""
    return not cells.str.contains(r"Z$|:\d\d.*[+-]\d\d:?\d\d$", regex=True).fillna(False).any()
