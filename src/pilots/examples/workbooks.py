"""Workbooks from the texts of an example: a sheet from rows, decisions about odd answers, the same bytes everywhere."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pilots.examples.formats.archive import settle
from pilots.workbook import Sheet, write

_DECIDED = (
    "respondent_id",
    "variable",
    "check",
    "severity",
    "reason",
    "old",
    "decision",
    "new",
    "initials",
    "why",
    "date",
)


def sheet(name: str, rows: Sequence[Mapping[str, str | Mapping[str, str]]]) -> Sheet:
    """A sheet of rows; a text by language becomes a column a language, such as `title::nl`."""
    import pandas as pd

    flat = [
        {f"{key}::{code}" if code else key: text for key, value in row.items() for code, text in _by_language(value)}
        for row in rows
    ]
    columns = dict.fromkeys(key for row in flat for key in row)
    table = pd.DataFrame({key: pd.Series([row.get(key) for row in flat], dtype="str") for key in columns})
    return Sheet(name, table, widths={key: 44 for key in columns if "::" in key})


def save(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook with the same bytes everywhere."""
    write(path, sheets)
    settle(path)


def save_decisions(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write what was decided about odd answers, in the layout of the review workbooks."""
    import pandas as pd

    table = pd.DataFrame([*rows], columns=[*_DECIDED], dtype="str")
    choices = {"decision": ("keep", "correct", "blank", "remove")}
    save(path, [Sheet("decisions", table, choices, {"reason": 44, "old": 36, "new": 36, "why": 44})])


def _by_language(value: str | Mapping[str, str]) -> list[tuple[str, str]]:
    return list(value.items()) if isinstance(value, Mapping) else [("", value)]
