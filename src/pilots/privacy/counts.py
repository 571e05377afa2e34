"""What a publication tells of how many: the counts that a reader can read off it, and those that it holds back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

import pandas as pd

COLUMNS = ["of", "where", "low", "high", "held", "row", "column"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many people (or families, conversations) share some characteristics, as far as a reader is told.

    Parameters
    ----------
    of
        Who is counted, e.g. "parents/0" for those who answered the survey parents in wave 0. Counts of the same
        people have the same `of`.
    where
        Characteristic to value, e.g. {"site": "vlam", "welcome": "1"}; empty for everyone. The values that are named
        for a characteristic part the people: each has one of them.
    low, high
        The least and the most that the reader must take it for: equal where it is told exactly; 1 and threshold - 1
        for "< threshold"; 0 and infinity where nothing is told.
    held
        Whether it is held back, so that nobody may compute it.
    row, column
        Where it stands in the exhibit's data, from 0; -1 where it is no cell.
    """

    of: str
    where: Mapping[str, str]
    low: float
    high: float = inf
    held: bool = False
    row: int = -1
    column: int = -1

    def to_json(self) -> dict[str, Any]:
        """As a dict of what JSON knows; an open end is None."""
        told = {name: getattr(self, name) for name in COLUMNS} | {"where": dict(self.where), "held": bool(self.held)}
        return told | {"high": None if self.high == inf else self.high}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Count":
        """Read back what `to_json` gave."""
        high = inf if told["high"] is None else told["high"]
        return cls(**{**told, "high": high})


def counts_frame(counts: Iterable[Count]) -> pd.DataFrame:
    """Counts as a table, one a row: the fields of `Count`, `where` as sorted pairs that can be compared.

    Examples
    --------
    >>> counts_frame([Count("parents/0", {"site": "vlam"}, 12, 12)])["where"].to_list()
    [(('site', 'vlam'),)]
    """
    rows = [[one.of, tuple(sorted(one.where.items())), *(getattr(one, name) for name in COLUMNS[2:])] for one in counts]
    return pd.DataFrame(rows, columns=COLUMNS)
