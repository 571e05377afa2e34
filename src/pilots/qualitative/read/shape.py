"""Tables as another program keeps them, in the columns of a project."""

from collections.abc import Iterable, Sequence

import pandas as pd

from pilots.qualitative.project import USERS
from pilots.qualitative.read.ids import guid
from pilots.vocabulary import Column


def shape(columns: Sequence[Column], table: pd.DataFrame) -> pd.DataFrame:
    """A table in just these columns and types; what it lacks is missing, its other columns stay behind them.

    Examples
    --------
    >>> from pilots.qualitative.project import NOTES
    >>> shape(NOTES[:2], pd.DataFrame({"note": ["n1"], "group": ["parents"]})).columns.tolist()
    ['note', 'about', 'group']
    """
    table = table.reset_index(drop=True)
    known = [column.name for column in columns]
    extra = [str(name) for name in table.columns if name not in known]
    shaped = table.reindex(columns=[*known, *extra])
    return shaped.astype({column.name: column.dtype for column in columns} | dict.fromkeys(extra, "str"))


def users(names: Iterable[object]) -> pd.DataFrame:
    """The users of a project that knows them by name only."""
    known = sorted({str(name) for name in names if name is not None and name == name and name})
    rows = [{"user": guid("user", name), "coder": name, "name": name} for name in known]
    return shape(USERS, pd.DataFrame(rows))


def moments(dates: "pd.Series[str]") -> "pd.Series[str]":
    """Dates and times as SQLite keeps them, in ISO form."""
    said = dates.astype("str").str.strip().str.replace(" ", "T", n=1).str.replace(r"\.\d+", "", regex=True)
    return said.mask(said == "")
