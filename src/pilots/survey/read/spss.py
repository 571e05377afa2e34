"""SPSS: .sav, .zsav and .por, with value labels, declared missing values and multiple-response sets."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from pilots.errors import ReadError
from pilots.survey.read import sav
from pilots.survey.read.grid import Remark
from pilots.survey.read.labelled import (
    Labelled,
    cell_text,
    make_reading,
    open_statistics,
    texts,
    type_of,
    value_labels,
)
from pilots.survey.read.reading import Reading
from pilots.survey.read.source import Source

_MAGIC = (b"$FL2", b"$FL3")
_SUFFIXES = (".sav", ".zsav", ".por")
_TICKS = frozenset({"0", "1"})


def read_spss(source: Source, /) -> Reading | None:
    """Read an SPSS file: codes as text (1.0 as "1"), dates in ISO form, labels in `codebook`.

    Declared missing values stay in `responses` and are listed in `missing`, with a reason taken from their
    label ("invalid" where the label tells none). A multiple-response set of variables that hold 1 and 0 is one
    `select_multiple` question, whose columns are called `set/variable`. A file without cases gives no rows.

    Returns
    -------
    A reading, or None when the file does not begin as SPSS does, nor is called .sav, .zsav or .por.

    Raises
    ------
    ReadError
        When it is no SPSS file that can be read.
    """
    if source.suffix not in _SUFFIXES and not source.content.startswith(_MAGIC):
        return None
    import pyreadstat

    told = sav.Dictionary()
    if source.suffix == ".por" and not source.content.startswith(_MAGIC):
        frame, meta = open_statistics(source, [pyreadstat.read_por], "SPSS")
    else:
        told = _dictionary(source)
        encodings = filter(told.readable, (None, "windows-1252", "latin1"))
        readers = [partial(pyreadstat.read_sav, user_missing=True, encoding=encoding) for encoding in encodings]
        frame, meta = open_statistics(source, readers, "SPSS")
    labels = {name: value_labels(meta.variable_value_labels.get(name, {})) for name in frame.columns}
    cells = {name: texts(frame[name]) for name in frame.columns}
    void = {
        name: frozenset(_void(frame[name], meta.variable_value_labels.get(name, {}), ranges))
        for name, ranges in meta.missing_ranges.items()
        if name in cells
    }
    sets, remarks = _sets(meta.mr_sets or {}, cells)
    file = Labelled(
        cells=cells,
        types={name: type_of(frame[name]) for name in frame.columns},
        questions={name: meta.column_names_to_labels.get(name) or "" for name in frame.columns},
        labels=labels,
        void=void,
        sets=sets,
        weight=next((n for n in cells if told.weight in (n.encode(), n.encode("cp1252", errors="replace"))), ""),
        title=meta.file_label or "",
        remarks=remarks,
    )
    return make_reading(source, "spss", f"an SPSS file ({meta.file_encoding or 'portable'})", file)


def _dictionary(source: Source) -> sav.Dictionary:
    try:
        return sav.read_dictionary(source.content)
    except sav.DamagedError as error:
        mend = "Save it again in SPSS as .sav."
        raise ReadError("this is no SPSS file that can be read", where=source.path, mend=mend) from error


def _void(column: pd.Series, labels: Mapping[Any, str], ranges: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The codes that are declared missing, of those that were answered or have a label."""
    for value in [*column.dropna().unique(), *labels]:
        for bounds in ranges:
            low, high = bounds["lo"], bounds["hi"]
            if isinstance(value, str) or isinstance(low, str):
                inside = str(value).rstrip() == str(low).rstrip()
            else:
                inside = isinstance(value, int | float) and low <= value <= high
            if inside and (code := cell_text(value)):
                yield code


def _sets(
    told: Mapping[str, Mapping[str, Any]], cells: "Mapping[str, pd.Series[str]]"
) -> tuple[dict[str, tuple[str, Sequence[str]]], list[Remark]]:
    """The multiple-response sets that are a question with options, and remarks on those that are not."""
    sets: dict[str, tuple[str, Sequence[str]]] = {}
    remarks = []
    taken: set[str] = set()
    for name, about in told.items():
        known = name.lstrip("$")
        variables = [variable for variable in about["variable_list"] if variable in cells]
        ticks = all(set(cells[variable].dropna().unique()) <= _TICKS for variable in variables)
        if (
            about["is_dichotomy"]
            and str(about["counted_value"]) == "1"
            and ticks
            and taken.isdisjoint(variables)
            and known not in cells
        ):
            sets[known] = (about["label"] or "", variables)
            taken.update(variables)
        else:
            what = f"the multiple-response set {name} of {len(variables)} variables was left apart, each variable a question"
            remarks.append(Remark("multiple-response set", what))
    return sets, remarks
