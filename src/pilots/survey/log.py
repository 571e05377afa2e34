"""The cleaning log at work: apply it, revert it, and find what it does not explain."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from pilots import vocabulary
from pilots.errors import CleaningError
from pilots.survey.columns import Mask, Rows, as_column, cells, replaced, rows_of, same
from pilots.survey.lines import Lines, lines_of
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT, ROW


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
        `missing`, after what was known before, in the order of the log.

    Raises
    ------
    CleaningError
        When a line names an unknown respondent or variable, its old value is not what stands there, two lines
        change the same cell, or the cells of a removed respondent are not all in the log.
    """
    log = lines_of(decisions, raw.responses[RESPONDENT], raw.responses.columns)
    gone = np.zeros(len(raw.responses), dtype=bool)
    gone[log.row[log.whole]] = True
    stale = _misplaced(log)
    filled = 0
    columns: dict[str, pd.Series[Any]] = {}
    for name, values in _columns(raw.responses):
        lines, texts = log.of(name), cells(values)
        rows, stays = log.row[lines], ~gone[log.row[lines]]
        stale += list(lines[~same(_at(texts, rows), _at(log.old, lines))])
        filled += int(values.notna().to_numpy()[gone].sum()) if name != RESPONDENT else 0
        changed = replaced(texts, rows[stays], _at(log.new, lines[stays]))
        columns[name] = _as(changed.filter(pa.array(~gone)) if gone.any() else changed, values)
    if stale:
        raise _stale(log, sorted(stale), "old")
    if filled != int(gone[log.row[log.cell]].sum()):
        raise CleaningError(
            "a removed respondent has filled cells that the log lacks",
            where="decision log",
            mend="Make the log anew with `clean`.",
        )
    return replace(
        raw,
        responses=pd.DataFrame(columns, columns=raw.responses.columns, copy=False),
        missing=_together(raw.missing.loc[~_lifted(raw.missing, log)], log.given(gone)),
        decisions=log.table,
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
    whole = decisions.loc[decisions["variable"] == ROW]
    at = _positions(whole["old"], len(clean.responses) + len(whole))
    back = np.zeros(len(clean.responses) + len(whole), dtype=bool)
    back[at] = True
    source = pa.array(np.where(back, 0, np.cumsum(~back) - 1), mask=back)
    frame = clean.responses
    ids = replaced(_spread(cells(frame[RESPONDENT]), source, back), at, cells(whole[RESPONDENT]))
    log = lines_of(decisions, as_column(ids), frame.columns)
    stale: list[int] = []
    columns: dict[str, pd.Series[Any]] = {RESPONDENT: as_column(ids)}
    for name, values in _columns(frame.drop(columns=RESPONDENT)):
        lines, texts = log.of(name), _spread(cells(values), source, back)
        rows, stayed = log.row[lines], ~back[log.row[lines]]
        stale += list(lines[stayed][~same(_at(texts, rows[stayed]), _at(log.new, lines[stayed]))])
        columns[name] = _as(replaced(texts, rows, _at(log.old, lines)), values)
    if stale:
        raise _stale(log, sorted(stale), "new")
    return replace(
        clean,
        responses=pd.DataFrame(columns, columns=frame.columns, copy=False),
        missing=_known_before(clean.missing, log, back),
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

    Raises
    ------
    CleaningError
        When a line of the log names an unknown respondent or variable, or two lines change the same cell.

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
    old, new, log = (
        raw.responses,
        clean.responses,
        lines_of(decisions, raw.responses[RESPONDENT], raw.responses.columns),
    )
    now = rows_of(old[RESPONDENT], new[RESPONDENT])
    gone = np.zeros(len(old), dtype=bool)
    gone[log.row[log.whole]] = True
    added = ~np.isin(np.arange(len(new)), now)
    found = [("", name, "column removed") for name in old.columns if name not in new]
    found += [("", name, "column added") for name in new.columns if name not in old]
    found += [(who, ROW, "removed") for who in old.loc[(now < 0) & ~gone, RESPONDENT]]
    found += [(who, ROW, "added") for who in new.loc[added, RESPONDENT]]
    found += [(who, ROW, "not carried out") for who in old.loc[(now >= 0) & gone, RESPONDENT]]
    stays = np.flatnonzero(now >= 0)
    for name in old.columns.intersection(new.columns, sort=False):
        was, lines = cells(old[name]), log.of(name)
        lines = lines[same(_at(was, log.row[lines]), _at(log.old, lines))]
        expected = _at(replaced(was, log.row[lines], _at(log.new, lines)), stays)
        have, before = _at(cells(new[name]), now[stays]), _at(was, stays)
        other = ~same(have, expected)
        if other.any():
            words = np.where(same(have, before), "not carried out", "changed")
            found += zip(old[RESPONDENT].take(stays[other]), [name] * int(other.sum()), words[other], strict=True)
    return pd.DataFrame(found, columns=[RESPONDENT, "variable", "difference"], dtype="str")


def _columns(frame: pd.DataFrame) -> "list[tuple[str, pd.Series[Any]]]":
    return [(str(name), values) for name, values in frame.items()]


def _at(texts: pa.Array, rows: Rows) -> pa.Array:
    return texts.take(pa.array(rows))


def _as(texts: pa.Array, values: "pd.Series[Any]") -> "pd.Series[Any]":
    """The texts as a column of the type that another has."""
    if isinstance(values.dtype, pd.StringDtype):
        return as_column(texts)
    if texts.null_count:
        raise CleaningError(
            f"the log does not say what '{values.name}' was",
            where="decision log",
            mend="Make the log anew with `clean`.",
        )
    return pd.Series(texts.cast(pa.from_numpy_dtype(values.dtype)).to_numpy())


def _spread(texts: pa.Array, source: pa.Array, back: Mask) -> pa.Array:
    """Room for the rows that come back."""
    return texts.take(source) if back.any() else texts


def _positions(told: "pd.Series[Any]", total: int) -> Rows:
    """Positions that the log tells, each once and inside the table."""
    at = pd.to_numeric(told, errors="coerce").fillna(-1).to_numpy(dtype=np.intp)
    if len(np.unique(at)) < len(at) or ((at < 0) | (at >= total)).any():
        raise CleaningError(
            "the positions in the log don't fit the data",
            where="decision log",
            mend="Make both anew from the raw data.",
        )
    return at


def _misplaced(log: Lines) -> list[int]:
    """Lines that remove a respondent from another row than where it stands."""
    lines = np.flatnonzero(log.whole)
    stands = pa.array(log.row[lines]).cast(pa.large_string())
    return list(lines[~same(stands, _at(log.old, lines))])


def _stale(log: Lines, lines: list[int], which: str) -> CleaningError:
    line = log.table.loc[lines[0]]
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return CleaningError(
        f"the {which} value in the log is not what stands in the data: {line[RESPONDENT]}, variable {line['variable']}{more}",
        where=f"decision log, line {lines[0] + 1}",
        mend="Data or log were changed by hand; make both anew from the raw data.",
    )


def _lifted(missing: pd.DataFrame, log: Lines) -> Mask:
    """Which known reasons the log drops; they must be what it says."""
    lines = np.flatnonzero(log.lifted)
    at = _positions(log.table["old"].take(lines), len(missing))
    told = log.table.take(lines)
    for name in _MISSING:
        other = ~same(cells(missing[name].take(at)), cells(told[name]))
        if other.any():
            raise _stale(log, [int(lines[other][0])], "old")
    mask = np.zeros(len(missing), dtype=bool)
    mask[at] = True
    return mask


def _known_before(missing: pd.DataFrame, log: Lines, back: Mask) -> pd.DataFrame:
    """Without the reasons that the log gave, and with those that it dropped, where they stood."""
    given = log.given(back)
    known = len(missing) - len(given)
    agree = known >= 0 and all(same(cells(missing[name].iloc[known:]), cells(given[name])).all() for name in _MISSING)
    if not agree:
        raise CleaningError(
            "the reasons of empty cells are not those that the log gives",
            where="decision log",
            mend="Data or log were changed by hand; make both anew from the raw data.",
        )
    told = log.table.loc[log.lifted]
    total = known + len(told)
    at = _positions(told["old"], total)
    stood = np.ones(total, dtype=bool)
    stood[at] = False
    order = np.empty(total, dtype=np.intp)
    order[np.flatnonzero(stood)], order[at] = np.arange(known), np.arange(known, total)
    return _together(missing.iloc[:known], told[_MISSING]).take(order).reset_index(drop=True)


def _together(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([first[_MISSING], second[_MISSING]], ignore_index=True).astype("str")


_MISSING = [said.name for said in vocabulary.MISSING]
