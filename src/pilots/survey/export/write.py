"""Write clean data as SPSS, Stata, Excel or CSV files."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from pilots.errors import ReadError, did_you_mean
from pilots.language import require
from pilots.survey.export.columns import MOMENT, NUMBER, TEXT, Column, columns, reason_labels
from pilots.survey.survey import Survey
from pilots.vocabulary import MISSING_REASONS

_LETTERS = dict(zip(MISSING_REASONS, "abcde", strict=True))
_LONGEST_LABEL, _LONGEST_VALUE_LABEL = 255, 119
"""Bytes that SPSS keeps of the label of a variable and of a value."""


def export(survey: Survey, path: Path, *, language: str = "nl") -> Path:
    """Write a cleaned survey for colleagues who go on with it in another program.

    Answers are codes: numbers where the codes are numbers, with their labels. Why a cell is empty is kept: as declared
    missing values -99 (not asked) to -95 (invalid) in SPSS, with the same numbers in Excel and CSV, and as .a to .e in
    Stata. Where the answers come that low, the numbers start at -999. Empty cells without a reason were skipped.

    Parameters
    ----------
    survey
        Cleaned and scored; open text is withheld from it and people are pseudonyms (see `load`).
    path
        Where to; its ending says how: .sav, .xlsx, .csv or .dta. A file that stands there is replaced.
    language
        Of the labels.

    Returns
    -------
    Path
        The file. A workbook also holds the answers as labels and the codebook; beside a CSV stands
        `<name>_codebook.csv`.

    Raises
    ------
    ReadError
        When the ending is unknown or the file can't be written.

    Notes
    -----
    SPSS declares at most three missing values of a text variable: where more reasons occur, the others are labelled but
    not declared. Stata knows no missing text: there the numbers stand as text.

    Examples
    --------
    >>> from pilots.codebook import build
    >>> book = build(pd.DataFrame({"type": ["integer"], "name": ["children"], "label": ["How many?"]}), pd.DataFrame())
    >>> answers = pd.DataFrame({"respondent_id": ["w0-1"], "wave": [0], "children": ["2"]}).reindex(
    ...     columns=["respondent_id", "wave", "language", "started", "submitted", "seconds", "last_page", "status", "children"]
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = export(Survey("parents", "parents", answers, book), Path(folder) / "parents.csv", language="en")
    ...     made.read_text(encoding="utf-8-sig").splitlines()
    ['respondent_id,wave,children', 'w0-1,0,2']
    """
    path = Path(path)
    write = FORMATS.get(path.suffix.removeprefix(".").lower())
    if write is None:
        raise ReadError(
            f"'{path.suffix}' is no format to export to", where=path, mend=did_you_mean(path.suffix, FORMATS)
        )
    made = list(columns(survey, require(language)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".export-") as folder:
            for file in write(made, Path(folder) / path.name, language):
                file.replace(path.with_name(file.name))
    except OSError as error:
        mend = "Close it in the other program and try again."
        raise ReadError(f"the file can't be written ({error.strerror})", where=path, mend=mend) from None
    return path


def _sav(made: Sequence[Column], path: Path, language: str) -> list[Path]:
    import pyreadstat

    frame = pd.DataFrame({column.name: _with_codes(column) for column in made})
    frame = frame.assign(**{c.name: frame[c.name].fillna("") for c in made if c.kind == TEXT})
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels=[_cut(column.label, _LONGEST_LABEL) for column in made],
        variable_value_labels={c.name: labels for c in made if (labels := _all_labels(c, language))},
        missing_ranges={c.name: _declared(c) for c in made if c.codes},
        variable_measure={c.name: _measure(c) for c in made},
        variable_format={c.name: _format(c) for c in made if c.kind == MOMENT or (c.kind == NUMBER and _whole(c))},
    )
    return [path]


def _dta(made: Sequence[Column], path: Path, language: str) -> list[Path]:
    import pyreadstat

    labels: dict[str, dict[Any, str]] = {}
    frame: dict[str, pd.Series[Any]] = {}
    for column in made:
        frame[column.name] = _with_codes(column)
        if column.kind == NUMBER:
            letters = column.reasons.map(_LETTERS)
            if column.codes:
                frame[column.name] = column.values.astype("object").where(letters.isna(), letters)
            named = reason_labels(column.codes, language)
            labels[column.name] = {
                **{int(value): label for value, label in column.labels.items() if float(value).is_integer()},
                **{_LETTERS[reason]: named[code] for reason, code in column.codes.items()},
            }
    pyreadstat.write_dta(
        pd.DataFrame(frame),
        str(path),
        column_labels=[column.label[:80] for column in made],
        variable_value_labels={name: named for name, named in labels.items() if named},
        missing_user_values={c.name: [_LETTERS[r] for r in c.codes] for c in made if c.codes and c.kind == NUMBER},
    )
    return [path]


def _xlsx(made: Sequence[Column], path: Path, language: str) -> list[Path]:
    sheets = {
        "data": pd.DataFrame({column.name: _with_codes(column) for column in made}),
        "labels": pd.DataFrame({column.name: _as_labels(column, language) for column in made}),
        "codebook": _codebook(made, language),
    }
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        book.book.set_properties({"created": datetime(2020, 1, 1)})
        for name, table in sheets.items():
            table.to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 0))
    return [path]


def _csv(made: Sequence[Column], path: Path, language: str) -> list[Path]:
    beside = path.with_name(f"{path.stem}_codebook.csv")
    frame = pd.DataFrame({column.name: _as_text(_with_codes(column)) for column in made})
    for table, file in ((frame, path), (_codebook(made, language), beside)):
        table.to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\n")
    return [path, beside]


FORMATS: dict[str, Callable[[Sequence[Column], Path, str], list[Path]]] = {
    "sav": _sav,
    "xlsx": _xlsx,
    "csv": _csv,
    "dta": _dta,
}
"""How to write each format, by the ending of the file."""


def _with_codes(column: Column) -> "pd.Series[Any]":
    """The values, with a number (or its text) where the reason of an empty cell is known."""
    if not column.codes:
        return column.values
    as_cell = float if column.kind == NUMBER else str
    codes = column.reasons.map({reason: as_cell(code) for reason, code in column.codes.items()})
    return column.values.fillna(codes.astype(column.values.dtype))


def _all_labels(column: Column, language: str) -> dict[Any, str]:
    named = reason_labels(column.codes, language)
    as_cell = float if column.kind == NUMBER else str
    said = {**column.labels, **{as_cell(code): label for code, label in named.items()}}
    return {value: _cut(label, _LONGEST_VALUE_LABEL) for value, label in said.items()}


def _declared(column: Column) -> list[Any]:
    """Missing values as SPSS wants them: a range of numbers, or at most three texts."""
    codes = list(column.codes.values())
    return [{"lo": min(codes), "hi": max(codes)}] if column.kind == NUMBER else [str(code) for code in codes][:3]


def _measure(column: Column) -> str:
    if column.kind != NUMBER or (column.labels and not column.ordered):
        return "nominal" if column.kind != MOMENT else "scale"
    return "ordinal" if column.labels else "scale"


def _format(column: Column) -> str:
    if column.kind == NUMBER:
        return "F8.0"
    days = (column.values.dropna() == column.values.dropna().dt.normalize()).all()
    return "SDATE10" if days else "DATETIME20"


def _whole(column: Column) -> bool:
    return bool((column.values.dropna() % 1 == 0).all() and column.values.abs().max() < 1e7)


def _as_labels(column: Column, language: str) -> "pd.Series[Any]":
    """What a reader without the codebook understands; a reason in brackets."""
    named = reason_labels(column.codes, language)
    why = {reason: f"[{named[code]}]" for reason, code in column.codes.items()}
    said = (
        column.values.map(lambda value: column.labels.get(value, value), na_action="ignore")
        if column.labels
        else column.values
    )
    return (
        said.astype("object").where(column.reasons.reindex(said.index).isna(), column.reasons.map(why)) if why else said
    )


def _codebook(made: Sequence[Column], language: str) -> pd.DataFrame:
    """A row a variable, then a row a value that has a label."""
    rows = []
    for column in made:
        rows.append({"name": column.name, "variable": column.variable, "label": column.label, "type": column.kind})
        rows += [
            {"name": column.name, "value": _plain(value), "value_label": label}
            for value, label in column.labels.items()
        ]
        named = reason_labels(column.codes, language)
        rows += [
            {"name": column.name, "value": str(code), "value_label": named[code], "missing": reason}
            for reason, code in column.codes.items()
        ]
    return pd.DataFrame(
        rows, columns=["name", "variable", "label", "type", "value", "value_label", "missing"], dtype="str"
    )


def _as_text(values: "pd.Series[Any]") -> "pd.Series[Any]":
    return values.map(_plain, na_action="ignore").astype("str") if values.dtype == "float64" else values


def _plain(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _cut(label: str, longest: int) -> str:
    """A label that SPSS can hold whole: so many bytes, no half letters."""
    if len(label.encode()) <= longest:
        return label
    return label.encode()[: longest - 3].decode(errors="ignore") + "…"
