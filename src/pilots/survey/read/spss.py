"""SPSS: .sav, .zsav and .por, with value labels and declared missing values."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from pilots import codebook, vocabulary
from pilots.errors import ReadError
from pilots.survey.read.reading import ADMIN, QUESTION, Reading, plain_word
from pilots.survey.read.source import STATISTICS, Source, number_text
from pilots.vocabulary import RESPONDENT

_IDS = {"id", "respid", "respondentid", "responseid", "caseid"}
_REASONS = (
    ("don't know", r"don.?t know|\bdk\b|weet (het )?niet|ne sa(is|it) pas|wei(ß|ss) nicht"),
    ("refused", r"refus|geweigerd|wil niet|geen antwoord|no answer|verweigert"),
    ("not applicable", r"not applicable|n\.?v\.?t|niet van toepassing|sans objet"),
    ("not asked", r"not asked|niet gevraagd|niet gesteld|skip"),
)


def read_spss(source: Source, /) -> Reading | None:
    """Read an SPSS file: codes as text (1.0 as "1"), dates in ISO form, labels in `codebook`.

    Declared missing values stay in `responses` and are listed in `missing`, with a reason taken from their
    label ("invalid" where the label tells none).

    Returns
    -------
    A reading, or None when the name does not end in .sav, .zsav or .por.

    Raises
    ------
    ReadError
        When it is no SPSS file.
    """
    if source.suffix not in STATISTICS:
        return None
    frame, meta = _open(source)
    if frame.empty:
        mend = "Save the file again with its cases."
        raise ReadError("there are variables but no answers", where=source.path, mend=mend)
    texts = {name: _texts(frame[name]) for name in frame.columns}
    identity = next((n for n in frame.columns if plain_word(n) in _IDS and frame[n].notna().all()), None)
    names = {name: RESPONDENT if name == identity else name for name in frame.columns}
    responses = pd.DataFrame({names[name]: text for name, text in texts.items()})
    responses.index = pd.Index(range(1, len(frame) + 1), dtype="int64")
    declared = {
        names[name]: _declared(frame[name], texts[name], meta.missing_ranges.get(name, ()))
        for name in frame.columns
        if name in meta.missing_ranges
    }
    labels = {names[name]: _value_labels(meta.variable_value_labels.get(name, {})) for name in frame.columns}
    questions = {names[name]: meta.column_names_to_labels.get(name) or "" for name in frame.columns}
    reasons = {
        name: {code: _reason(labels[name].get(code, "")) for code in sorted(set(responses.loc[mask, name]))}
        for name, mask in declared.items()
    }
    return Reading(
        path=source.path,
        tool="spss",
        sign=f"an SPSS file ({meta.file_encoding or 'portable'})",
        responses=responses,
        headings=pd.DataFrame(
            {
                "variable": list(responses),
                "heading": list(frame.columns),
                "label": list(questions.values()),
                "kind": [ADMIN if name == RESPONDENT else QUESTION for name in responses],
            },
            dtype="str",
        ),
        stated=_codebook(frame.rename(columns=names), questions, labels, reasons),
        missing=vocabulary.missing(
            {"respondent_id": str(row), "variable": name, "reason": reasons[name][responses.at[row, name]]}
            for name, mask in declared.items()
            for row in responses.index[mask]
        ),
    )


def _open(source: Source) -> tuple[pd.DataFrame, Any]:
    import pyreadstat

    assert source.content
    path, problem = str(source.path), Exception()
    for encoding in (None, "windows-1252", "latin1"):
        try:
            frame, meta = (
                pyreadstat.read_por(path)
                if source.suffix == ".por"
                else pyreadstat.read_sav(path, user_missing=True, encoding=encoding)
            )
        except Exception as error:
            problem = error
        else:
            return frame, meta
    raise ReadError(
        "this is no SPSS file that can be read", where=source.path, mend="Save it again in SPSS as .sav."
    ) from problem


def _texts(column: pd.Series) -> pd.Series:
    said = {value: _text(value) for value in column.dropna().unique()}
    return pd.Series([said.get(value) for value in column], dtype="str", index=range(1, len(column) + 1))


def _text(value: object) -> str | None:
    match value:
        case float():
            return number_text(value)
        case pd.Timestamp() | datetime():
            return str(value.isoformat(sep=" ")).removesuffix(" 00:00:00")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value) or None


def _declared(column: pd.Series, text: pd.Series, ranges: list[dict[str, Any]]) -> "pd.Series[bool]":
    mask = pd.Series(False, index=text.index)
    for bounds in ranges:
        low, high = bounds["lo"], bounds["hi"]
        inside = text.str.rstrip() == str(low).rstrip() if isinstance(low, str) else column.between(low, high)
        mask |= pd.Series(inside.fillna(False).to_numpy(dtype=bool), index=text.index)
    return mask & text.notna()


def _value_labels(labels: Mapping[Any, str]) -> dict[str, str]:
    return {code: label for value, label in labels.items() if (code := _text(value)) and code.strip()}


def _reason(label: str) -> str:
    return next((reason for reason, pattern in _REASONS if re.search(pattern, label, re.IGNORECASE)), "invalid")


def _codebook(
    frame: pd.DataFrame,
    questions: Mapping[str, str],
    labels: Mapping[str, Mapping[str, str]],
    reasons: Mapping[str, Mapping[str, str]],
) -> codebook.Codebook:
    survey = pd.DataFrame(
        {
            "type": [f"select_one {name}" if labels[name] else _type(frame[name]) for name in frame.columns],
            "name": list(frame.columns),
            "label": list(questions.values()),
            "missing": [_missing_cell(reasons.get(name, {})) for name in frame.columns],
        },
        dtype="str",
    )
    choices = [
        {"list_name": name, "name": code.strip(), "label": label, "missing": reasons.get(name, {}).get(code, "")}
        for name, coded in labels.items()
        for code, label in coded.items()
    ]
    table = pd.DataFrame(choices, columns=["list_name", "name", "label", "missing"], dtype="str")
    return codebook.build(survey, table.drop_duplicates(["list_name", "name"]))


def _missing_cell(reasons: Mapping[str, str]) -> str:
    return "; ".join(f"{code}={reason}" for code, reason in reasons.items() if not {"=", ";"}.intersection(code))


def _type(column: pd.Series) -> str:
    if pd.api.types.is_datetime64_any_dtype(column):
        return "datetime"
    if pd.api.types.is_float_dtype(column):
        return "integer" if (column.dropna() % 1 == 0).all() else "decimal"
    filled = column.dropna()
    return "date" if len(filled) and filled.map(lambda value: isinstance(value, date)).all() else "text"
