"""The review workbook: flags go out, decisions come back."""

from pathlib import Path
from typing import Any

import pandas as pd

from pilots.errors import CleaningError
from pilots.pilot import Pilot
from pilots.survey.clean import CHOICES, shown
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT
from pilots.workbook import Sheet, read_sheets, write

SHEET = "decisions"
COLUMNS = (RESPONDENT, "variable", "check", "severity", "reason", "old", "decision", "new", "initials", "why", "date")
_KEY = [RESPONDENT, "variable", "check"]
_FILLED = ["decision", "new", "initials", "why", "date"]
_WIDTHS = {"reason": 44, "old": 36, "new": 36, "why": 44, "decision": 12, "severity": 10, "initials": 10, "date": 12}


def review_path(pilot: Pilot, name: str) -> Path:
    """Where the review workbook of a survey stands: decisions/<survey>.xlsx in the pilot's folder."""
    return pilot.folder / "decisions" / f"{name}.xlsx"


def write_review(pilot: Pilot, name: str) -> Path:
    """Write the flags of a survey to its review workbook, decisions/<survey>.xlsx beside pilot.toml.

    What was filled in stays, with the old value that it was decided on; other sheets and other columns stay too.
    Flags that are gone lose their row unless something was filled in.

    Parameters
    ----------
    pilot, name
        The pilot and the name of its survey.

    Returns
    -------
    Path
        The workbook. Fill in decision (keep, correct, blank, remove), new where it is *correct*, initials, why and
        date; then clean again.

    Raises
    ------
    CleaningError
        When the workbook can't be replaced, for instance because it is open in Excel.
    """
    from pilots.survey.check import check
    from pilots.survey.load import load_raw

    survey = load_raw(pilot, name)
    path = review_path(pilot, name)
    sheets = read_sheets(path) if path.exists() else {}
    table = merge(survey, check(survey, pilot), sheets.pop(SHEET, pd.DataFrame()))
    others = [Sheet(title, other) for title, other in sheets.items()]
    new = path.with_name(f"~{path.name}")
    try:
        write(new, [Sheet(SHEET, table, choices={"decision": CHOICES}, widths=_WIDTHS), *others])
        new.replace(path)
    except OSError as error:
        raise CleaningError(
            f"the review workbook can't be written ({error.strerror})",
            where=path,
            mend="Close it in Excel and try again.",
        ) from None
    finally:
        new.unlink(missing_ok=True)
    return path


def read_review(path: Path) -> pd.DataFrame:
    """Read a review workbook.

    Parameters
    ----------
    path
        The workbook; where there is none, nothing was reviewed.

    Returns
    -------
    DataFrame
        One row a flag, text: respondent_id, variable (missing for the whole response), check, severity, reason, old,
        decision, new, initials, why, date, and where (workbook, sheet and row, for messages).

    Raises
    ------
    ReadError
        When it is no workbook.
    CleaningError
        When the sheet `decisions` or one of its columns is missing.
    """
    if not path.exists():
        return pd.DataFrame(columns=[*COLUMNS, "where"], dtype="str")
    sheets = read_sheets(path)
    if SHEET not in sheets:
        raise CleaningError(
            f"there is no sheet '{SHEET}'", where=path, mend="Give the sheet with the decisions that name."
        )
    table = sheets[SHEET]
    needed = [RESPONDENT, "variable", "old", "decision"]
    lacking = [name for name in needed if name not in table] if len(table.columns) else []
    if lacking:
        raise CleaningError(
            f"columns are missing: {', '.join(lacking)}",
            where=f"{path}, sheet {SHEET}",
            mend="Write the review workbook anew.",
        )
    where = pd.Series([f"{path}, sheet {SHEET}, row {row}" for row in table.index], index=table.index, dtype="str")
    return table.reindex(columns=COLUMNS).astype("str").assign(where=where).reset_index(drop=True)


def merge(survey: Survey, flags: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Join new flags to a review sheet as it was filled in.

    Parameters
    ----------
    survey
        The raw survey; gives the old values.
    flags
        What `check` found.
    table
        The sheet as it stands; empty where there is none.

    Returns
    -------
    DataFrame
        The columns of the workbook and any that the researcher added: first the rows that hold something filled in,
        as they were, then the flags that wait for a decision.
    """
    extra = [column for column in table.columns if column not in COLUMNS]
    before = table.reindex(columns=[*COLUMNS, *extra]).astype("str")
    decided = before.loc[before[[*_FILLED, *extra]].notna().any(axis=1)]
    waiting = flags.loc[~_keys(flags).isin(_keys(decided))].drop_duplicates(_KEY)
    waiting = waiting.assign(old=_old_values(survey, waiting))
    return pd.concat([decided, waiting.reindex(columns=before.columns).astype("str")], ignore_index=True)


def _keys(frame: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[_KEY].astype("str").fillna(""))


def _old_values(survey: Survey, flags: pd.DataFrame) -> list[Any]:
    rows: Any = survey.responses.set_index(RESPONDENT)
    pairs = zip(flags[RESPONDENT], flags["variable"], strict=True)
    return [
        shown(rows.at[who, variable]) or None if isinstance(variable, str) and variable in rows else None
        for who, variable in pairs
    ]
