"""What a regression model takes from a frame: complete rows, an outcome, and a matrix of predictors with named columns.

A numeric predictor is a column. A predictor of text (or categorical, for codes that are no amounts) is a column of 0 and 1 per
category but the first, the base, named "column/code". "a:b" is the product of two predictors (their interaction).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, isfinite, nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.samples import EVERYONE, Values, as_list, groups, numbers, require, rescaled
from pilots.vocabulary import OPTION

PRODUCT = ":"
"""Stands between two predictors of which the product (interaction) is a predictor."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Design:
    """The predictors of a model over the complete rows, centred and scaled so that arithmetic stays accurate.

    Parameters
    ----------
    rows
        The complete rows.
    n_missing
        Rows (people, where they are weighted) left out as something was missing.
    names
        The coefficients, e.g. "age", "school/vlam", "age:school/vlam".
    terms
        The predictor that each of them belongs to.
    matrix
        A column per coefficient, in the units of its own, divided by `factors`.
    factors
        What the columns were divided by, a power of two.
    parts
        The columns of each term.
    """

    rows: pd.DataFrame
    n_missing: int
    names: list[str]
    terms: list[str]
    matrix: Values
    factors: Values
    parts: dict[str, list[str]]

    @property
    def centres(self) -> Values:
        """The mean of each column of `matrix`."""
        return self.matrix.mean(axis=0) if len(self.matrix) else np.zeros(len(self.names))

    @property
    def spreads(self) -> Values:
        """The standard deviation of each column of `matrix`; 1 where it does not vary."""
        spread = self.matrix.std(axis=0) if len(self.matrix) else np.ones(len(self.names))
        return np.where(spread > 1e-12 * np.abs(self.matrix).max(axis=0, initial=1e-300), spread, 1.0)

    @property
    def standard(self) -> Values:
        """`matrix` with mean 0 and standard deviation 1."""
        standard: Values = (self.matrix - self.centres) / self.spreads
        return standard

    @property
    def identified(self) -> bool:
        """Whether no column is constant, or follows from the others."""
        everything = np.column_stack([np.ones(len(self.matrix)), self.standard])
        return bool(np.linalg.matrix_rank(everything, tol=1e-7 * len(everything) ** 0.5) == everything.shape[1])

    @property
    def back(self) -> Values:
        """The matrix that takes (intercept, coefficients) of `standard` to those of `matrix`."""
        back = np.diag(np.concatenate([[1.0], 1 / self.spreads]))
        back[0, 1:] = -self.centres / self.spreads
        return back


def design(
    data: pd.DataFrame, outcome: str, predictors: str | Sequence[str], others: Sequence[str] = (), *, ci: float = 0.95
) -> Design:
    """The complete rows of a frame and the matrix of the predictors.

    Parameters
    ----------
    data
        One row a respondent.
    outcome
        The column that is explained.
    predictors
        The columns that explain, or "a:b" for the product of two.
    others
        Columns in which nothing may be missing either: clusters, time, weights.
    ci
        Level of intervals, checked here.

    Raises
    ------
    PilotsError
        When a column is not there, there twice or named twice, or the level is no level.

    Examples
    --------
    >>> answers = pd.DataFrame({"trust": [1, 2, 3, 4], "age": [30, 40, 50, None], "school": ["a", "b", "c", "c"]})
    >>> found = design(answers, "trust", ["age", "school"])
    >>> found.names, found.n_missing
    (['age', 'school/b', 'school/c'], 1)
    """
    asked = as_list(predictors)
    parts = {term: _parts(data, term) for term in asked}
    named = list(dict.fromkeys(column for term in asked for column in parts[term]))
    require(data, [outcome, *named, *others], ci=ci)
    if outcome in named or len(set(asked)) < len(asked):
        raise PilotsError("a column is named twice in the model", mend="Name the outcome and each predictor once.")
    columns = {column: amounts(data[column]) for column in named}
    there = data[[outcome, *others]].notna().all(axis=1)
    for values_of in columns.values():
        there &= values_of.notna()
    rows = data.loc[there.to_numpy()]
    coded = {name: _coded(column.loc[there.to_numpy()], name) for name, column in columns.items()}
    names, terms, values, factors = [], [], [], []
    for term in asked:
        for name, column, factor in _product([coded[part] for part in parts[term]]):
            names.append(name)
            terms.append(term)
            values.append(column)
            factors.append(factor)
    matrix = np.column_stack(values) if values else np.empty((len(rows), 0))
    return Design(rows, int((~there).sum()), names, terms, matrix, np.array(factors, dtype="float64"), parts)


def ratio_of(logarithm: float) -> float:
    """What a coefficient on the log scale multiplies odds by; infinite beyond double precision.

    Examples
    --------
    >>> ratio_of(0.0), ratio_of(1e4)
    (1.0, inf)
    """
    return exp(logarithm) if logarithm < 709 else inf


def finished(rows: Sequence[Row], common: Row) -> pd.DataFrame:
    """The estimates frame of a model, with Holm's correction; what is out of reach of double precision is not told."""
    told = []
    for row in rows:
        whole = {"group": EVERYONE} | common | row
        numbers_told = {name: value for name, value in whole.items() if isinstance(value, float)}
        if not isfinite(float(str(whole.get("estimate", nan)))):
            numbers_told = dict.fromkeys(("estimate", "ci_low", "ci_high", "p_value"), nan)
            if not str(whole["method"]).startswith("cannot tell"):
                whole["method"] = Method.OUT_OF_REACH.value
        told.append(whole | {name: value if isfinite(value) else nan for name, value in numbers_told.items()})
    return with_holm(vocabulary.estimates(told))


def refused(names: Sequence[str], statistics: Sequence[str], reason: Method) -> list[Row]:
    """Rows without estimates, with the reason."""
    return [
        {"variable": name, "statistic": statistic, "method": reason.value} for name in names for statistic in statistics
    ]


def _parts(data: pd.DataFrame, term: str) -> list[str]:
    return [term] if term in data.columns or PRODUCT not in term else term.split(PRODUCT)


def amounts(column: "pd.Series[float]") -> "pd.Series[float]":
    """The column as numbers (what is not finite is missing) where it holds amounts, else as it is."""
    plain = column.infer_objects()
    if isinstance(plain.dtype, pd.CategoricalDtype) or not pd.api.types.is_numeric_dtype(plain.dtype):
        return column
    return numbers(plain.to_frame(), [str(plain.name)])[str(plain.name)]


def _coded(column: "pd.Series[float]", name: str) -> list[tuple[str, Values, float]]:
    if column.dtype == "float64":
        values, factor = rescaled(np.asarray(column, dtype="float64"))
        return [(name, values, factor)]
    labels = column.astype("str").to_numpy()
    codes = list(groups(column.to_frame(name), name))[1:]
    if not codes:
        return [(name, np.zeros(len(column)), 1.0)]
    return [(f"{name}{OPTION}{code}", (labels == code).astype("float64"), 1.0) for code in codes]


def _product(parts: list[list[tuple[str, Values, float]]]) -> list[tuple[str, Values, float]]:
    found = parts[0]
    for other in parts[1:]:
        found = [
            (f"{first}{PRODUCT}{second}", x * y, f * g)
            for second, y, g in other
            for first, x, f in found
        ]  # fmt: skip
    return found
