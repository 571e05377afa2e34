"""The cleaning log at work: apply it, revert it, and find what it does not explain."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import CleaningError
from pilots.survey.survey import Survey
from pilots.vocabulary import MISSING_REASONS, RESPONDENT, ROW

LIFTED = "known reason replaced"
"""Rule of the log lines that drop why a cell was empty; the line's reason is what was known."""


def apply(raw: Survey, decisions: pd.DataFrame) -> Survey:
    """Carry a cleaning log out on raw data.

    Parameters
    ----------
    raw
        The survey as it was read.
    decisions
        The log, see `vocabulary.DECISIONS`. At most one change a cell. A line with variable "(row)" removes the
        respondent whose row stood at position `old`; every filled cell of that row has a line of its own, so that
        the log alone can bring it back.

    Returns
    -------
    Survey
        With the log in `decisions`. A cell that a line empties for one of the known missing reasons stands in
        `missing`, which is ordered by row and column.

    Raises
    ------
    CleaningError
        When a line names an unknown respondent or variable, its old value is not what stands there, two lines
        change the same cell, or the cells of a removed respondent are not all in the log.
    """
    log = decisions.reset_index(drop=True)
    responses = raw.responses.reset_index(drop=True)
    rows, cells = _parts(log)
    place = _places(responses, log)
    gone = np.zeros(len(responses), dtype=bool)
    gone[place[rows.index]] = True
    stale = list(rows.index[rows["old"] != pd.Series(place[rows.index], index=rows.index).astype("str")])
    for variable, lines in cells.groupby("variable", sort=False):
        column = responses[variable]
        at = place[lines.index]
        stale += list(lines.index[~_same(_texts(column)[at], lines["old"])])
        stays = ~gone[at]
        responses[variable] = _with(column, at[stays], lines["new"].to_numpy(object)[stays])
    if stale:
        raise _stale(log, sorted(stale), "old")
    filled = int(responses.drop(columns=RESPONDENT).loc[gone].notna().to_numpy().sum())
    if filled != int(gone[place[cells.index]].sum()):
        raise CleaningError(
            "a removed respondent has filled cells that the log lacks",
            where="decision log",
            mend="Make the log anew with `clean`.",
        )
    return replace(
        raw,
        responses=responses.loc[~gone].reset_index(drop=True),
        missing=_ordered(_with_reasons(raw.missing, log, rows, cells), responses),
        decisions=log,
        scores=pd.DataFrame(),
    )


def revert(clean: Survey, decisions: pd.DataFrame) -> Survey:
    """Undo a cleaning log: the exact inverse of `apply`.

    Parameters
    ----------
    clean
        What `apply` gave.
    decisions
        The same log.

    Returns
    -------
    Survey
        The raw survey, cell by cell, with its rows and columns in their old order and an empty log.

    Raises
    ------
    CleaningError
        When the cleaned data are not what the log leads to.
    """
    log = decisions.reset_index(drop=True)
    rows, cells = _parts(log)
    responses = _with_rows(clean.responses.reset_index(drop=True), rows)
    place = _places(responses, log)
    back = set(rows[RESPONDENT])
    stale: list[int] = []
    for variable, lines in cells.groupby("variable", sort=False):
        column = responses[variable]
        at = place[lines.index]
        stayed = ~lines[RESPONDENT].isin(back)
        stale += list(lines.index[stayed & ~_same(_texts(column)[at], lines["new"])])
        responses[variable] = _with(column, at, lines["old"].to_numpy(object))
    if stale:
        raise _stale(log, sorted(stale), "new")
    return replace(
        clean,
        responses=responses,
        missing=_ordered(_without_reasons(clean.missing, log, rows, cells), responses),
        decisions=vocabulary.decisions(),
        scores=pd.DataFrame(),
    )


def reconcile(raw: Survey, clean: Survey, decisions: pd.DataFrame) -> pd.DataFrame:
    """List every difference between raw and clean data that no decision explains, and every decision not carried out.

    Returns
    -------
    DataFrame
        respondent_id, variable and difference ("changed", "removed", "added", "column removed", "column added",
        "not carried out"); no row when log and data agree. It holds no answers.

    Examples
    --------
    >>> from pilots.codebook import build
    >>> import pandas as pd
    >>> book = build(pd.DataFrame({"type": ["integer"], "name": ["age"]}), pd.DataFrame())
    >>> before = Survey("parents", "parents", pd.DataFrame({"respondent_id": ["w0-1"], "wave": [0], "age": ["31"]}), book)
    >>> after = Survey("parents", "parents", pd.DataFrame({"respondent_id": ["w0-1"], "wave": [0], "age": ["13"]}), book)
    >>> reconcile(before, after, vocabulary.decisions())
      respondent_id variable difference
    0          w0-1      age    changed
    """
    rows, cells = _parts(decisions.reset_index(drop=True))
    old, new = (survey.responses.set_index(RESPONDENT) for survey in (raw, clean))
    found: list[tuple[str, str, str]] = [("", column, "column removed") for column in old.columns if column not in new]
    found += [("", column, "column added") for column in new.columns if column not in old]
    removed = set(rows[RESPONDENT])
    found += [(who, ROW, "removed") for who in old.index if who not in new.index and who not in removed]
    found += [(who, ROW, "added") for who in new.index if who not in old.index]
    found += [(who, ROW, "not carried out") for who in rows[RESPONDENT] if who in new.index]

    stays = old.index[old.index.isin(new.index)]
    said = {variable: lines.set_index(RESPONDENT) for variable, lines in cells.groupby("variable")}
    for column in old.columns.intersection(new.columns, sort=False):
        was, now = (pd.Series(_texts(table.loc[stays, column]), index=stays, dtype="object") for table in (old, new))
        expected = was.copy()
        if column in said:
            lines = said[column].loc[said[column].index.isin(stays)]
            fits = _same(was.loc[lines.index].to_numpy(object), lines["old"])
            expected.loc[lines.index[fits]] = lines["new"].to_numpy(object)[fits]
        for who in stays[~_same(now.to_numpy(object), expected)]:
            undone = _same(now.loc[[who]].to_numpy(object), was.loc[[who]])[0]
            found.append((who, column, "not carried out" if undone else "changed"))
    return pd.DataFrame(found, columns=[RESPONDENT, "variable", "difference"], dtype="str")


def _parts(log: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lines that remove rows and the lines that change cells."""
    whole = log["variable"] == ROW
    cells = log.loc[~whole & (log["rule"] != LIFTED)]
    twice = log.loc[whole | (log["rule"] != LIFTED)].duplicated([RESPONDENT, "variable"])
    if twice.any():
        line = int(np.flatnonzero(whole | (log["rule"] != LIFTED))[twice.to_numpy().argmax()])
        raise CleaningError(
            f"two decisions change the same cell ({int(twice.sum())} times)",
            where=f"decision log, line {line + 1}",
            mend="Keep one of them.",
        )
    return log.loc[whole], cells


def _places(responses: pd.DataFrame, log: pd.DataFrame) -> "np.ndarray[Any, np.dtype[np.intp]]":
    """The position of each line's respondent; its variable must exist too."""
    who = pd.Index(responses[RESPONDENT])
    if not who.is_unique:
        raise CleaningError("a respondent_id occurs twice", where="responses", mend="Give each response its own id.")
    place = np.asarray(who.get_indexer(pd.Index(log[RESPONDENT])))
    unknown = (place < 0) | ~log["variable"].isin([ROW, *responses.columns]).to_numpy()
    if unknown.any() and not (log["rule"] == LIFTED)[unknown].all():
        raise CleaningError(
            "this respondent or variable is not in the data", where=f"decision log, line {int(unknown.argmax()) + 1}",
            mend="Make the log anew with `clean`.",
        )  # fmt: skip
    return place


def _with_rows(responses: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Put removed rows back where they stood, with their id and nothing else."""
    total = len(responses) + len(rows)
    at = pd.to_numeric(rows["old"], errors="coerce").fillna(-1).astype("int64").to_numpy()
    if len(np.unique(at)) < len(at) or ((at < 0) | (at >= total)).any():
        raise CleaningError("the positions of removed respondents don't fit the data", where="decision log")
    stayed = np.ones(total, dtype=bool)
    stayed[at] = False
    source = np.full(total, -1)
    source[stayed] = np.arange(len(responses))
    whole = pd.DataFrame(
        {
            column: pd.Series(
                values.array.take(np.maximum(source, 0)) if len(values) else [0] * total, dtype=values.dtype
            )
            if values.dtype.kind in "iu"
            else pd.Series(values.array.take(source, allow_fill=True), dtype=values.dtype)
            for column, values in responses.items()
        },
        columns=responses.columns,
    )
    whole[RESPONDENT] = _with(whole[RESPONDENT], at, rows[RESPONDENT].to_numpy(object))
    return whole


def _texts(column: "pd.Series[Any]") -> "np.ndarray[Any, np.dtype[np.object_]]":
    """The cells as the log writes them: text, or missing."""
    return (column if isinstance(column.dtype, pd.StringDtype) else column.astype("str")).to_numpy(object)


def _with(column: "pd.Series[Any]", at: Any, values: Any) -> "pd.Series[Any]":
    """A column with other values at some positions, of the same type."""
    cells = column.to_numpy(object, copy=True)
    cells[at] = values if isinstance(column.dtype, pd.StringDtype) else pd.to_numeric(values)
    return pd.Series(cells, index=column.index, dtype=column.dtype, name=column.name)


def _same(have: Any, said: "pd.Series[Any]") -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Which texts are equal; two missing ones are."""
    left, right = pd.Series(have, dtype="str").to_numpy(object), said.to_numpy(object)
    both = pd.isna(left) & pd.isna(right)
    return np.asarray(both | ((left == right) & ~pd.isna(left)), dtype=bool)


def _stale(log: pd.DataFrame, lines: list[int], which: str) -> CleaningError:
    line = log.loc[lines[0]]
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return CleaningError(
        f"the {which} value in the log is not what stands in the data: {line[RESPONDENT]}, variable {line['variable']}{more}",
        where=f"decision log, line {lines[0] + 1}",
        mend="Data or log were changed by hand; make both anew from the raw data.",
    )


def _keys(frame: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[[RESPONDENT, "variable"]])


def _given(cells: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The reasons that the log gives for cells that it emptied: one of the known ones, or "invalid" after a review."""
    emptied = cells.loc[cells["new"].isna() & cells["old"].notna() & ~cells[RESPONDENT].isin(rows[RESPONDENT])]
    known = emptied["reason"].isin(MISSING_REASONS)
    review = emptied["rule"].str.startswith("review").fillna(False).astype(bool)
    given = emptied.assign(reason=emptied["reason"].where(known, "invalid")).loc[known | review]
    return given[[RESPONDENT, "variable", "reason"]]


def _with_reasons(missing: pd.DataFrame, log: pd.DataFrame, rows: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    lifted = log.loc[log["rule"] == LIFTED]
    kept = missing.loc[~_keys(missing).isin(_keys(lifted))] if len(lifted) else missing
    return pd.concat([kept, _given(cells, rows)])


def _without_reasons(missing: pd.DataFrame, log: pd.DataFrame, rows: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    given = _given(cells, rows)
    kept = missing.loc[~_keys(missing).isin(_keys(given))] if len(given) else missing
    return pd.concat([kept, log.loc[log["rule"] == LIFTED, [RESPONDENT, "variable", "reason"]]])


def _ordered(missing: pd.DataFrame, responses: pd.DataFrame) -> pd.DataFrame:
    """By row and column of the data."""
    row = pd.Index(responses[RESPONDENT]).get_indexer(pd.Index(missing[RESPONDENT]))
    column = responses.columns.get_indexer(pd.Index(missing["variable"]))
    order = np.lexsort((np.where(column < 0, len(responses.columns), column), row))
    return missing.iloc[order].reset_index(drop=True).astype("str")
