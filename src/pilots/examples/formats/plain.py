"""A plain table: commas, UTF-8, a line a row."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def write_rows(path: Path, headings: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table of rows under their headings.

    Parameters
    ----------
    path
        Where to; folders above it are made.
    headings
        Of the columns.
    rows
        Cells in the order of the headings; None and "" stay empty.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([headings, *rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode())


def write_answers(path: Path, variables: Sequence[str], answers: Iterable[Mapping[str, str]]) -> None:
    """Write a row a respondent, numbered in the order given: id, language and the variables, empty where not answered."""
    rows = (
        [number, *(given.get(name, "") for name in ("language", *variables))] for number, given in enumerate(answers, 1)
    )
    write_rows(path, ["id", "language", *variables], rows)
