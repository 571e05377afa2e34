"""Stata: .dta, with value labels and extended missing values."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from pilots.survey.read.labelled import Labelled, make_reading, open_statistics, texts, type_of, value_labels
from pilots.survey.read.reading import Reading
from pilots.survey.read.source import Source

_MAGIC = b"<stata_dta>"


def read_stata(source: Source, /) -> Reading | None:
    """Read a Stata file: codes as text (1.0 as "1"), dates in ISO form, labels in `codebook`.

    The extended missing values .a to .z stay in `responses`, written so, and are listed in `missing` with a reason
    taken from their label ("invalid" where the label tells none). The missing value "." is an empty cell.

    Returns
    -------
    A reading, or None when the file does not begin as Stata's do, nor is called .dta.

    Raises
    ------
    ReadError
        When it is no Stata file that can be read.
    """
    if source.suffix != ".dta" and not source.content.startswith(_MAGIC):
        return None
    import pyreadstat

    encodings = (None, "windows-1252", "latin1")
    readers = [partial(pyreadstat.read_dta, user_missing=True, encoding=encoding) for encoding in encodings]
    frame, meta = open_statistics(source, readers, "Stata")
    cells, types, labels, void = {}, {}, {}, {}
    for name in frame.columns:
        letters = {*meta.missing_user_values.get(name, ())}
        column = _short(frame[name], letters) if meta.readstat_variable_types[name] == "float" else frame[name]
        dotted = {letter: f".{letter}" for letter in letters}
        cells[name] = texts(column).replace(dotted).astype("str")
        types[name] = type_of(column.mask(column.isin(letters)).infer_objects() if letters else column)
        told = {f".{code}" if isinstance(code, str) else code: label for code, label in _labels(meta, name).items()}
        labels[name] = value_labels(told)
        void[name] = frozenset(dotted.values()) | {code for code in labels[name] if code.startswith(".")}
    file = Labelled(
        cells=cells,
        types=types,
        questions={name: meta.column_names_to_labels.get(name) or "" for name in frame.columns},
        labels=labels,
        void=void,
        title=meta.file_label or "",
    )
    return make_reading(source, "stata", "a Stata file", file)


def _labels(meta: Any, name: str) -> Mapping[Any, str]:
    labels: Mapping[Any, str] = meta.variable_value_labels.get(name, {})
    return labels


def _short(column: pd.Series, letters: set[str]) -> pd.Series:
    """Numbers of single precision by the few figures that they were typed with: 0.1, not 0.10000000149011612."""
    short = {value: float(str(np.float32(value))) for value in column.dropna().unique() if value not in letters}
    return column.replace(short)
