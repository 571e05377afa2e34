"""Ids of what other programs only number: the same thing has the same id in every copy of a project."""

from collections.abc import Iterable
from itertools import repeat
from uuid import UUID, uuid5

import pandas as pd

_OURS = UUID("5f0c6a9e-4d1f-5b0e-9a39-6f2a3c7be8d1")


def guid(*parts: object) -> str:
    """An id made of what something is.

    Examples
    --------
    >>> guid("code", "Welcome") == guid("code", "Welcome"), guid("code", "Welcome") == guid("case", "Welcome")
    (True, False)
    """
    return str(uuid5(_OURS, "\x1f".join("" if part is None or part != part else str(part) for part in parts)))


def guids(kind: str, *columns: Iterable[object]) -> "pd.Series[str]":
    """An id a row, made of its cells; rows that are the same in all of them are told apart by their order."""
    rows = [tuple(row) for row in zip(*columns, strict=True)]
    seen: dict[tuple[object, ...], int] = {}
    ids = []
    for key in rows:
        again = seen.get(key, 0)
        seen[key] = again + 1
        ids.append(guid(kind, *key, *repeat("again", again)))
    return pd.Series(ids, dtype="str")
