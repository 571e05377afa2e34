"""Repeat groups: the other sheets of an export, each row with the respondent it belongs to."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from pilots.survey.read.grid import Grid, Remark
from pilots.survey.read.reading import unique_names
from pilots.vocabulary import ROW

_LINKS = (("_submission__id", "_id"), ("_submission__uuid", "_uuid"), ("PARENT_KEY", "KEY"))
"""What a row of a repeat group says of its submission, and where that stands in the main sheet."""


def read_repeats(
    sheets: Mapping[str, Grid], main: str, answers: pd.DataFrame, headings: Sequence[str]
) -> tuple[dict[str, pd.DataFrame], list[Remark]]:
    """The sheets that belong to the main one.

    Parameters
    ----------
    sheets
        All sheets.
    main
        The name of the one with a row a respondent.
    answers, headings
        Its answers, and the headings of their columns.

    Returns
    -------
    By sheet the table, its cells as they are and in column "(row)" the row of the respondent; and what was odd.
    """
    respondents = answers.set_axis(unique_names([heading.strip() for heading in headings]), axis=1)
    tables = {name: _table(grid) for name, grid in sheets.items() if name != main and len(grid.rows)}
    repeats = {name: table for name, table in tables.items() if _links(table)}
    placed = {name: table.assign(**{ROW: _rows(table, repeats, main, respondents)}) for name, table in repeats.items()}
    return placed, [*_odd(placed), *_others(tables, repeats)]


def _table(grid: Grid) -> pd.DataFrame:
    names = unique_names([heading.strip() for heading in grid.rows[0]])
    index = pd.Index(list(grid.numbers[1:]), dtype="int64")
    return pd.DataFrame({name: grid.column(place, 1) for place, name in enumerate(names)}).set_axis(index)


def _links(table: pd.DataFrame) -> bool:
    return "_parent_index" in table or any(own in table for own, _ in _LINKS)


def _rows(
    table: pd.DataFrame, repeats: Mapping[str, pd.DataFrame], main: str, respondents: pd.DataFrame
) -> "pd.Series[str]":
    """The row of the respondent: by the submission that a row names, else by the row of the sheet above it."""
    for own, other in _LINKS:
        if own in table and other in respondents:
            keys = table[own].str.partition("/")[0] if own == "PARENT_KEY" and table[own].notna().any() else table[own]
            return keys.map(_places(respondents[other]))
    above = table.get("_parent_table_name", pd.Series(main, index=table.index, dtype="str"))
    found = pd.Series(pd.NA, index=table.index, dtype="str")
    for name, part in table.groupby(above.fillna(main)):
        parent = respondents if name == main else repeats.get(str(name))
        if parent is None or "_index" not in parent or parent is table or "_parent_index" not in part:
            continue
        if name == main:
            places = _places(parent["_index"])
        else:
            # a repeat inside a repeat has its respondent from there
            rest = {other: sheet for other, sheet in repeats.items() if other != name}
            above_it = _rows(parent, rest, main, respondents)
            places = dict(zip(parent["_index"].fillna(""), above_it, strict=True))
        found.loc[part.index] = part["_parent_index"].map(places).to_numpy()
    return found.astype("str")


def _places(keys: "pd.Series[str]") -> dict[str, str]:
    known = keys.dropna()
    return dict(
        zip(known[~known.duplicated(keep=False)], known.index[~known.duplicated(keep=False)].astype("str"), strict=True)
    )


def _odd(repeats: Mapping[str, pd.DataFrame]) -> Iterator[Remark]:
    for name, table in repeats.items():
        lost = table.index[table[ROW].isna()]
        if len(lost):
            yield Remark.at("repeat group", f"rows of sheet {name} belong to no respondent of this file", lost, name)


def _others(tables: Mapping[str, pd.DataFrame], repeats: Mapping[str, pd.DataFrame]) -> Iterator[Remark]:
    for name, table in tables.items():
        if name not in repeats:
            yield Remark("sheet not read", f"sheet {name} was not read; it has {len(table) + 1} filled rows")
