"""Pairs that may be one person: they go out with the review workbook, and decisions about them come back."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pilots.errors import CleaningError, PilotsError, raise_all
from pilots.survey.evidence import agreement, tidy
from pilots.survey.match import UNSURE, Pair
from pilots.vocabulary import RESPONDENT
from pilots.workbook import Sheet, read_sheets

SHEET = "links"
LINK, APART = "link", "don't link"
COLUMNS = (*UNSURE, "decision", "initials", "why", "date")
_PAIR = ["respondent_0", "respondent_1"]
_FILLED = ["decision", "initials", "why", "date"]
_WIDTHS = {"agreement": 36, "reason": 40, "why": 44, "confidence": 12, "decision": 12, "initials": 10, "date": 12}


def links_sheet(unsure: pd.DataFrame, before: pd.DataFrame) -> Sheet:
    """The sheet `links` of the review workbook: the pairs to decide on, joined to what was filled in before.

    Parameters
    ----------
    unsure
        As `unsure_links` gives them.
    before
        The sheet as it stands; empty where there is none.

    Returns
    -------
    Sheet
        First the rows that hold something filled in, as they were, then the pairs that wait: link or don't link,
        initials, why and date. No codes stand in it, only in what they differ.
    """
    extra = [column for column in before.columns if column not in COLUMNS]
    rows = before.reindex(columns=[*COLUMNS, *extra]).astype("str")
    decided = rows.loc[rows[[*_FILLED, *extra]].notna().any(axis=1)]
    waiting = unsure.loc[~pd.MultiIndex.from_frame(unsure[_PAIR]).isin(pd.MultiIndex.from_frame(decided[_PAIR]))]
    waiting = waiting.assign(confidence=[f"{value:.2f}" for value in waiting["confidence"]])
    table = pd.concat([decided, waiting.reindex(columns=rows.columns).astype("str")], ignore_index=True)
    return Sheet(SHEET, table, choices={"decision": (LINK, APART)}, widths=_WIDTHS)


def read_links(path: Path) -> pd.DataFrame:
    """Read what was decided about pairs in a review workbook.

    Parameters
    ----------
    path
        The workbook; without it, or without its sheet `links`, nothing was decided.

    Returns
    -------
    DataFrame
        The rows with a decision, text: respondent_0, respondent_1, agreement (as it was decided on), decision,
        initials, why, and where (workbook, sheet and row, for messages).

    Raises
    ------
    ReadError
        When it is no workbook.
    CleaningError
        When a column is missing.
    """
    table = read_sheets(path).get(SHEET, pd.DataFrame()) if path.exists() else pd.DataFrame()
    lacking = [name for name in (*_PAIR, "decision") if name not in table]
    if lacking and len(table.columns):
        raise CleaningError(
            f"columns are missing: {', '.join(lacking)}", where=f"{path}, sheet {SHEET}",
            mend="Write the review workbook anew.",
        )  # fmt: skip
    where = pd.Series([f"{path}, sheet {SHEET}, row {row}" for row in table.index], index=table.index, dtype="str")
    rows = table.reindex(columns=COLUMNS).astype("str").assign(where=where)
    rows = rows.assign(decision=rows["decision"].str.strip().str.casefold().str.replace("’", "'"))
    return rows.loc[rows["decision"].notna()].reset_index(drop=True)


def settle(
    decisions: pd.DataFrame, first: pd.DataFrame, last: pd.DataFrame, variables: list[str]
) -> tuple[list[Pair], list[Pair]]:
    """Hold decisions about pairs against the codes as they are now.

    Parameters
    ----------
    decisions
        As `read_links` gives them.
    first, last
        respondent_id and the code variables of the two waves.
    variables
        The code variables.

    Returns
    -------
    list of pairs, list of pairs
        Who is linked, and who is not.

    Raises
    ------
    CleaningError, Problems
        When a decision is none, lacks initials or a reason, names someone without a code in that wave, links someone
        twice, contradicts another, or was taken about codes that differed otherwise.
    """
    codes = [dict(zip(table[RESPONDENT], tidy(table, variables), strict=True)) for table in (first, last)]
    problems: list[PilotsError] = []
    pairs: dict[str, list[Pair]] = {LINK: [], APART: []}
    for row in decisions.to_dict("records"):
        pair = (str(row["respondent_0"]), str(row["respondent_1"]))
        wrong = _wrong(row)
        if not wrong and (pair[0] not in codes[0] or pair[1] not in codes[1]):
            wrong = "someone of this pair is not in the first and a later wave, or gave no code"
        elif not wrong and row["agreement"] == row["agreement"]:
            now = agreement(codes[0][pair[0]], codes[1][pair[1]], variables)
            wrong = "" if now == row["agreement"] else "the codes are no longer those that were decided on"
        if not wrong and pair in pairs[LINK] + pairs[APART]:
            wrong = "this pair was decided before"
        if not wrong and row["decision"] == LINK and any(set(pair) & set(other) for other in pairs[LINK]):
            wrong = "someone of this pair is linked in another row"
        if wrong:
            mend = "Decide anew: clear decision, write the review workbook again and look at this pair."
            problems.append(CleaningError(wrong, where=row["where"], mend=mend))
        else:
            pairs[str(row["decision"])].append(pair)
    raise_all(problems)
    return pairs[LINK], pairs[APART]


def _wrong(row: Mapping[Hashable, Any]) -> str:
    """What a decision lacks in itself."""
    if row["decision"] not in (LINK, APART):
        return f"this is no decision; choose '{LINK}' or '{APART}'"
    unsigned = [name for name in ("initials", "why") if not str(row[name]).strip() or row[name] != row[name]]
    return f"a decision without {' and '.join(unsigned)}" if unsigned else ""
