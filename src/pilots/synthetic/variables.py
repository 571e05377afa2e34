"""Which columns of a survey are drawn how: ordered ones together, unordered ones before them, words never."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pilots.codebook import Codebook
from pilots.survey import Survey
from pilots.synthetic.copula import Floats
from pilots.vocabulary import LANGUAGE, OPTION

_NUMBERS = ("integer", "decimal", "range")
_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Variables:
    """The columns of a survey by how they are drawn.

    Parameters
    ----------
    unordered
        Variables with one choice that is no item: school, home language, function.
    ordered
        Items with one choice, in the order of the codebook.
    options
        Columns of multiple-choice questions.
    numbers
        Ages, years, hours; and days, counted from 1970.
    days
        Which of these are days.
    """

    unordered: tuple[str, ...]
    ordered: tuple[str, ...]
    options: tuple[str, ...]
    numbers: tuple[str, ...]
    days: tuple[str, ...]

    @property
    def measured(self) -> list[str]:
        """All that a number can stand for."""
        return [*self.ordered, *self.options, *self.numbers]


def variables(survey: Survey) -> Variables:
    """Sort the columns of a survey; what is words, a code of one's own or consent is in none."""
    book = survey.codebook
    kinds: dict[str, list[str]] = {name: [] for name in ("unordered", "ordered", "options", "numbers", "days")}
    for name, kind, role in zip(book.variables.index, book.variables["type"], book.variables["role"], strict=True):
        if role in ("identifier", "link code", "consent", "open text"):
            continue
        if kind == "select_multiple":
            kinds["options"] += book.columns(str(name))
        elif kind == "select_one":
            kinds["ordered" if role == "item" else "unordered"].append(str(name))
        elif kind in (*_NUMBERS, "date"):
            kinds["numbers"].append(str(name))
            kinds["days"] += [str(name)] if kind == "date" else []
    return Variables(**{name: tuple(found) for name, found in kinds.items()})


def measured(survey: Survey, columns: Variables) -> pd.DataFrame:
    """Every ordered column as a number: the place of a code among the others, 1 and 0 for options, days since 1970."""
    places = {
        name: survey.responses[name].map({code: n for n, code in enumerate(survey.codebook.codes(name))})
        for name in columns.ordered
    }
    days = {
        name: (pd.to_datetime(survey.responses[name], format="ISO8601", errors="coerce") - pd.Timestamp(0)) / _DAY
        for name in columns.days
    }
    plain = survey.numbers([*columns.options, *(name for name in columns.numbers if name not in columns.days)])
    whole = pd.DataFrame(places | days, index=plain.index).join(plain)
    return whole[columns.measured].astype("float64")


def written(book: Codebook, columns: Variables, name: str, values: Floats) -> "pd.Series[str]":
    """Numbers of a column as its cells hold them."""
    known = np.isfinite(values)
    cells: Any = np.full(len(values), None, dtype=object)
    if name in columns.ordered:
        codes = np.asarray(book.codes(name), dtype=object)
        cells[known] = codes[values[known].astype("int64")]
    elif name in columns.days:
        cells[known] = [str((pd.Timestamp(0) + _DAY * float(day)).date()) for day in values[known]]
    else:
        cells[known] = [f"{number:.10g}" for number in values[known]]
    return pd.Series(cells, dtype="str")


def question(column: str) -> str:
    """The question that a column belongs to."""
    return column.partition(OPTION)[0]


def groups(survey: Survey, columns: Variables, table: pd.DataFrame, least: int) -> pd.DataFrame:
    """Indicators of the groups that are compared, where at least `least` real people are in them.

    Parameters
    ----------
    table
        The unordered variables and the language of any rows, real or new.
    """
    real = unordered(survey, columns)
    compared = [name for name in dict.fromkeys([*survey.compare_by, survey.site_variable or ""]) if name in real]
    found = {}
    for name in compared:
        counts = real[name].value_counts()
        for value in sorted(counts.index[counts >= least]):
            found[f"{name}={value}"] = (table[name] == value).astype("float64").to_numpy()
    return pd.DataFrame(found, index=table.index)


def unordered(survey: Survey, columns: Variables) -> pd.DataFrame:
    """The unordered variables and the language of the questionnaire; an empty cell is a category of its own."""
    names = [*columns.unordered, *([] if LANGUAGE in columns.unordered else [LANGUAGE])]
    return survey.responses[names].fillna("").astype("str")
