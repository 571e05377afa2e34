"""The review workbook: flags go out, decisions come back."""

from pathlib import Path
from typing import Any

import pandas as pd

from pilots.errors import CleaningError
from pilots.pilot import Pilot
from pilots.survey.clean import CHOICES, shown
from pilots.survey.doubtful import SHEET as LINKS
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT, SEVERITIES
from pilots.workbook import Sheet, read_sheets, rewrite

SHEET = "decisions"
INSTRUCTIONS = "how to"
COLUMNS = (
    RESPONDENT, "variable", "question", "check", "severity", "reason", "old", "allowed", "decision", "new", "initials",
    "why", "date",
)  # fmt: skip
_KEY = [RESPONDENT, "variable", "check"]
_FILLED = ["decision", "new", "initials", "why", "date"]
_WIDTHS = {
    "question": 36, "reason": 44, "old": 36, "allowed": 36, "new": 36, "why": 44, "decision": 12, "severity": 10, "initials": 10, "date": 12,
}  # fmt: skip
_HOW = (
    ("decision", "Choose one in the list. A row without a decision waits: nothing is changed by it."),
    ("keep", "The answer or the response stays as it is, and the flag is settled."),
    ("correct", "The answer in 'old' was meant otherwise: write the right one in 'new', as a code from 'allowed'."),
    ("blank", "The answer can't be used: it becomes missing. The rest of the response stays."),
    ("remove", "The whole response is left out of the analysis. It stays in the raw data and is counted."),
    ("initials, why", "Needed with every decision: who decided, and for what reason."),
    ("date", "The day of the decision, for instance 2017-09-25. May stay empty."),
    ("respondent_id", "Empty where a question or the whole survey is meant: only keep (= seen) can be chosen there."),
    ("variable", "Empty where the whole response is meant: choose keep or remove."),
    ("severity", "error: can't be right; doubt: look at it; note: good to know, may well be right."),
    ("old", "What the respondent answered. Do not change it: cleaning compares it with the data."),
    ("columns of your own", "May be added, as may sheets; they stay when new flags are written."),
)
_CHOICES_SHOWN = 30


def review_path(pilot: Pilot, name: str) -> Path:
    """Where the review workbook of a survey stands: decisions/<survey>.xlsx in the pilot's folder."""
    return pilot.folder / "decisions" / f"{name}.xlsx"


def write_review(pilot: Pilot, name: str) -> Path:
    """Write the flags of a survey to its review workbook, decisions/<survey>.xlsx beside pilot.toml.

    What was filled in stays, with the old value that it was decided on; other sheets and other columns stay too.
    Flags that are gone lose their row unless something was filled in. A sheet "how to" says what to fill in.

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
    from pilots.survey.checks import check
    from pilots.survey.link import pairs_to_review
    from pilots.survey.load import load_raw

    survey = load_raw(pilot, name)
    path = review_path(pilot, name)
    sheets = read_sheets(path) if path.exists() else {}
    table = merge(survey, check(survey, pilot), sheets.pop(SHEET, pd.DataFrame()), language=pilot.language)
    sheets.pop(INSTRUCTIONS, None)
    links = pairs_to_review(survey, pilot, sheets.pop(LINKS, pd.DataFrame()))
    how = Sheet(INSTRUCTIONS, pd.DataFrame(_HOW, columns=["what", "meaning"]), widths={"meaning": 100})
    others = [*links, how, *(Sheet(title, other) for title, other in sheets.items())]
    review = Sheet(SHEET, table, choices={"decision": CHOICES}, widths=_WIDTHS)
    rewrite(path, [review, *others], called="the review workbook", error=CleaningError)
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
        One row a flag, text: respondent_id (missing where a question or the whole survey is meant), variable (missing
        for the whole response), question, check, severity, reason, old, allowed, decision, new, initials, why, date, and
        where (workbook, sheet and row, for messages).

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


def merge(survey: Survey, flags: pd.DataFrame, table: pd.DataFrame, *, language: str = "nl") -> pd.DataFrame:
    """Join new flags to a review sheet as it was filled in.

    Parameters
    ----------
    survey
        The raw survey; gives the old values.
    flags
        What `check` found.
    table
        The sheet as it stands; empty where there is none.
    language
        Of the questions and choices that are shown.

    Returns
    -------
    DataFrame
        The columns of the workbook and any that the researcher added: first the rows that hold something filled in,
        as they were, then the flags that wait for a decision.
    """
    extra = [column for column in table.columns if column not in COLUMNS]
    before = table.reindex(columns=[*COLUMNS, *extra]).astype("str")
    decided = before.loc[before[[*_FILLED, *extra]].notna().any(axis=1)]
    waiting = _one_a_key(flags.loc[~_keys(flags).isin(_keys(decided))])
    waiting = waiting.assign(old=_old_values(survey, waiting))
    merged = pd.concat([decided, waiting.reindex(columns=before.columns).astype("str")], ignore_index=True)
    return merged.assign(**_described(survey, merged["variable"], language))


def _one_a_key(flags: pd.DataFrame) -> pd.DataFrame:
    """One row where a check says several things of a cell or response: all its reasons, its worst severity."""
    keys = pd.Series(_keys(flags).to_flat_index(), index=flags.index, dtype="object")
    if keys.is_unique:
        return flags
    ranked = flags.assign(rank=flags["severity"].map({name: rank for rank, name in enumerate(SEVERITIES)}))
    same = ranked.groupby(keys, sort=False)
    reasons, ranks = same["reason"].agg(_joined), same["rank"].max()
    return flags.loc[~keys.duplicated()].assign(
        reason=reasons.to_numpy(), severity=[SEVERITIES[rank] for rank in ranks]
    )


def _joined(reasons: "pd.Series[str]") -> str:
    return "; ".join(dict.fromkeys(reasons))


def _keys(frame: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[_KEY].astype("str").fillna(""))


def _old_values(survey: Survey, flags: pd.DataFrame) -> list[Any]:
    place = {who: row for row, who in enumerate(survey.responses[RESPONDENT])}
    pairs = zip(flags[RESPONDENT], flags["variable"], strict=True)
    return [
        shown(survey.responses.at[place[who], variable]) or None
        if who in place and isinstance(variable, str) and variable in survey.responses
        else None
        for who, variable in pairs
    ]


def _described(survey: Survey, variables: "pd.Series[Any]", language: str) -> "dict[str, pd.Series[Any]]":
    """The question of each variable, and the answers that it allows."""
    names = variables.dropna().unique()
    book = survey.codebook
    questions = {name: book.label(name, language) for name in names}
    allowed = {name: _allowed(survey, name, language) for name in names}
    return {key: variables.map(said).astype("str") for key, said in (("question", questions), ("allowed", allowed))}


def _allowed(survey: Survey, variable: str, language: str) -> str | None:
    book = survey.codebook
    if variable not in book.variables.index:
        return "1 = yes; 0 = no" if variable in book.all_columns else None
    labels = [f"{code} = {label}" for code, label in book.choice_labels(variable, language).items()]
    if labels:
        rest = len(labels) - _CHOICES_SHOWN
        return "; ".join(labels[:_CHOICES_SHOWN]) + (f"; and {rest} more" if rest > 0 else "")
    low, high = (book.variables[end][variable] for end in ("minimum", "maximum"))
    ends = [f"{word} {limit:g}" for word, limit in (("from", low), ("to", high)) if not pd.isna(limit)]
    return " ".join(ends) or None
