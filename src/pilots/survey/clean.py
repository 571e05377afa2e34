"""Cleaning: the rules of the codebook, then what the researcher decided; every change is a line in the log."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from pilots import vocabulary
from pilots.errors import CleaningError, did_you_mean, raise_all
from pilots.survey import exclusions, rules
from pilots.survey.columns import rows_of, stand_in
from pilots.survey.lines import LIFTED
from pilots.survey.log import apply
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT, ROW, WAVE

CHOICES = ("keep", "correct", "blank", "remove")
"""What a researcher can decide about a flag."""

_KEEPABLE = {
    exclusions.TEST: "test response",
    exclusions.NO_CONSENT: "consent",
    exclusions.DUPLICATE: "duplicate",
    exclusions.EMPTY: "incomplete",
}
"""Rules that remove a response unless the reviewer keeps it, with the check whose flag says so."""
_SHOWN = 2000


def clean(survey: Survey, reviewed: pd.DataFrame | None = None) -> Survey:
    """Clean a survey: codebook rules first, then the reviewed decisions.

    Rules empty cells that hold a missing code (with its reason), an unknown code, no number, no date or a number
    out of range (reason "invalid"), write languages and numbers in one way, and remove test responses, refused or
    missing consent, exact duplicates and empty responses. A decision *keep* stops a rule, except for unknown codes,
    what is no number or date, and refused consent. Every decision needs initials and a reason; its date may stay empty.

    Parameters
    ----------
    survey
        As it was read.
    reviewed
        What `read_review` gives; left out, the rules alone decide. Rows without a decision wait: nothing happens.

    Returns
    -------
    Survey
        The cleaned survey, its `decisions` the whole log: `apply(survey, log)` gives it, `revert` gives `survey`.

    Raises
    ------
    CleaningError, Problems
        For each decision that can't be carried out: workbook and row, and how to mend it; for instance because the
        cell no longer holds the old value. No answer is printed.
    """
    review = _decided(survey, reviewed)
    removals = _removals(survey, review)
    gone = removals[RESPONDENT]
    cells = _cell_changes(survey, review)
    log = pd.concat(
        [vocabulary.decisions(), removals, cells.loc[~cells[RESPONDENT].isin(gone)], _cells_of(survey, removals)]
    )
    return apply(survey, pd.concat([_lifted(survey, log), log]).reset_index(drop=True))


def shown(value: object) -> str:
    """An answer as it stands in a workbook: trimmed, with one kind of line end, and not endless; "" for none."""
    return _written(value)[:_SHOWN]


def _written(value: object) -> str:
    """What someone wrote in a workbook, all of it: trimmed, with one kind of line end; "" for none."""
    return "" if value is None or value != value else str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _decided(survey: Survey, reviewed: pd.DataFrame | None) -> pd.DataFrame:
    """The reviewed rows that hold a decision, checked one by one; all problems are told at once."""
    if reviewed is None or not len(reviewed):
        return pd.DataFrame(
            columns=[RESPONDENT, "variable", "check", "decision", "new", "initials", "why", "date", "where"],
            dtype="str",
        )
    rows = reviewed.loc[reviewed["decision"].notna()].copy()
    rows["decision"] = rows["decision"].str.strip().str.casefold()
    places = rows_of(rows[RESPONDENT], survey.responses[RESPONDENT])
    said = zip(places, rows.to_dict("records"), strict=True)
    problems = [problem for place, row in said if (problem := _problem(survey, int(place), row))]
    cells = rows.loc[rows["variable"].notna() & (rows["decision"] != "remove")]
    for _, same in cells.groupby([RESPONDENT, "variable"], sort=False):
        if len(same[["decision", "new"]].drop_duplicates()) > 1:
            problems.append(
                CleaningError(
                    "two decisions about this cell contradict each other",
                    where=" and ".join(same["where"]),
                    mend="Let one of them stand.",
                )
            )
    raise_all(problems)
    return rows.loc[rows[RESPONDENT].notna()]


def _problem(survey: Survey, place: int, row: Mapping[Hashable, Any]) -> CleaningError | None:
    where, decision, variable = row["where"], str(row["decision"]), row["variable"]
    whole = variable is None or variable != variable
    if decision not in CHOICES:
        return CleaningError("this is no decision", where=where, mend=f"Choose one of: {', '.join(CHOICES)}.")
    unsigned = [name for name in ("initials", "why") if not shown(row[name])]
    if unsigned:
        return CleaningError(
            f"a decision without {' and '.join(unsigned)}", where=where, mend="Write who decided, in initials, and why."
        )
    if shown(row["date"]) and not _is_day(shown(row["date"])):
        return CleaningError("'date' is no date of a decision", where=where, mend="Write for instance 2017-09-25.")
    if not shown(row[RESPONDENT]):
        return None if decision == "keep" else CleaningError(
            f"'{decision}' needs a respondent", where=where,
            mend="A flag on a question or on the whole survey can only be kept, which says that it was seen.",
        )  # fmt: skip
    if place < 0:
        return CleaningError(
            "this respondent is not in the data", where=where, mend="Correct the respondent_id, or take the row out."
        )
    if whole:
        if decision in ("correct", "blank"):
            return CleaningError(
                f"'{decision}' needs a variable", where=where, mend="Name the variable, or choose keep or remove."
            )
        if decision == "keep" and row["check"] == "consent" and exclusions.consent(survey).iloc[place] == "refused":
            return CleaningError("who refused consent can't be kept", where=where, mend="Choose remove.")
        return None
    if variable not in survey.responses.columns or variable in (RESPONDENT, WAVE):
        return CleaningError(
            f"there is no variable '{variable}' to decide about", where=where,
            mend=did_you_mean(str(variable), survey.codebook.all_columns),
        )  # fmt: skip
    if shown(survey.responses.at[place, variable]) != shown(row["old"]):
        return CleaningError(
            f"the old value of variable '{variable}' is no longer what stands in the data", where=where,
            mend="The data changed after the review. Empty the decision of this row, write the review workbook anew and decide again.",
        )  # fmt: skip
    if decision == "keep" and row["check"] == "invalid answer":
        return CleaningError(
            f"an answer that variable '{variable}' does not allow can't be kept", where=where,
            mend="Choose correct or blank, or add the code to the codebook.",
        )  # fmt: skip
    if decision == "correct":
        new = _written(row["new"])
        if not new:
            return CleaningError(
                "'correct' needs a new value", where=where, mend="Fill in column new, or choose blank."
            )
        if rules.judge(survey, str(variable))(new) is not None:
            return CleaningError(
                f"the codebook does not allow the new value of variable '{variable}'", where=where,
                mend="Write one of its codes, or a number in its range.",
            )  # fmt: skip
    return None


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _removals(survey: Survey, review: pd.DataFrame) -> pd.DataFrame:
    """One line for each response that goes: the rules', unless kept, and the reviewer's."""
    responses = survey.responses
    rule = exclusions.exclusions(survey).dropna()
    who = responses.loc[rule.index, RESPONDENT]
    ruled = pd.DataFrame({RESPONDENT: who, "check": rule.map(_KEEPABLE), "rule": rule, "reason": rule})
    kept = review.loc[review["variable"].isna() & (review["decision"] == "keep")]
    ruled = ruled.loc[~_pairs(ruled, "check").isin(_pairs(kept, "check"))].assign(author="codebook")
    chosen = review.loc[review["decision"] == "remove"].drop_duplicates(RESPONDENT)
    chosen = _reviewed_lines(chosen.loc[~chosen[RESPONDENT].isin(ruled[RESPONDENT])])
    chosen.index = pd.Index(rows_of(chosen[RESPONDENT], responses[RESPONDENT]))
    lines = pd.concat([ruled, chosen]).sort_index()
    return _log(lines.assign(variable=ROW, old=lines.index, new=None))


def _cell_changes(survey: Survey, review: pd.DataFrame) -> pd.DataFrame:
    """One line for each cell that changes: the reviewer's, else the rules'."""
    ruled = rules.cell_rules(survey)
    cells = review.loc[review["variable"].notna() & (review["decision"] != "remove")].drop_duplicates(
        [RESPONDENT, "variable"]
    )
    keep = cells.loc[(cells["decision"] == "keep") & (cells["check"] == "out of range")]
    kept = stand_in(ruled, keep) & (ruled["rule"] == rules.OUT_OF_RANGE).to_numpy()
    changed = cells.loc[cells["decision"].isin(["correct", "blank"])]
    ruled = ruled.loc[~kept & ~stand_in(ruled, changed)]
    rows = rows_of(changed[RESPONDENT], survey.responses[RESPONDENT])
    old: list[Any] = [
        survey.responses.at[row, variable] for row, variable in zip(rows, changed["variable"], strict=True)
    ]
    changed = changed.assign(
        old=old, new=changed["new"].map(_written, na_action="ignore").where(changed["decision"] == "correct")
    )
    lines = _log(_reviewed_lines(changed))
    real = lines["old"].notna() | lines["new"].notna()
    return pd.concat([ruled, lines.loc[real & ~(lines["old"] == lines["new"]).fillna(False)]])


def _cells_of(survey: Survey, removals: pd.DataFrame) -> pd.DataFrame:
    """A line for each filled cell of the responses that go, so that they can come back."""
    rows = survey.responses.loc[survey.responses[RESPONDENT].isin(removals[RESPONDENT])]
    said = removals.set_index(RESPONDENT)
    texts = rows.astype("str").melt(id_vars=RESPONDENT, var_name="variable", value_name="old").dropna(subset="old")
    for column in ("reason", "rule", "author", "date"):
        texts[column] = said[column].reindex(texts[RESPONDENT]).to_numpy(object)
    return _log(texts)


def _lifted(survey: Survey, log: pd.DataFrame) -> pd.DataFrame:
    """Lines for the known reasons of empty cells that the log overrules, so that these can come back too."""
    known = survey.missing.reset_index(drop=True)
    gone = log.loc[log["variable"] == ROW, RESPONDENT]
    lost = known.loc[stand_in(known, log) | known[RESPONDENT].isin(gone).to_numpy()]
    return _log(lost.assign(old=lost.index, rule=LIFTED, author="codebook"))


def _reviewed_lines(chosen: pd.DataFrame) -> pd.DataFrame:
    """Reviewed rows as lines of the log: rule "review: <check>", the reviewer's reason, initials and date."""
    check = chosen["check"].astype("str")
    return chosen.assign(
        rule=("review: " + check).fillna("review"), reason=chosen["why"], author=chosen["initials"], date=chosen["date"]
    )


def _log(lines: pd.DataFrame) -> pd.DataFrame:
    return lines.reindex(columns=[column.name for column in vocabulary.DECISIONS]).astype("str")


def _pairs(frame: pd.DataFrame, column: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[[RESPONDENT, column]])
