"""What a coefficient of reliability is made of: the items' covariances, correlations or polychoric correlations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.covariances import FEWEST, Missing, correlations, covariances
from pilots.statistics.intervals import NONE, Interval
from pilots.statistics.methods import Method
from pilots.statistics.polychoric import MOST_CATEGORIES, polychoric
from pilots.statistics.samples import Values, as_list, groups, numbers, require

Matrix = Literal["covariance", "correlation", "polychoric"]
Coefficient = Callable[[Values], Values]
"""From a stack of matrices (… x items x items) to a value each."""
_STEP = 1e-5


class Recipe(NamedTuple):
    """A coefficient, with the number of parts that its interval counts where these are not the items.

    That of the correlation of two halves counts two.
    """

    coefficient: Coefficient
    parts: int = 0


Made = Recipe | Method
"""How a coefficient is made, or why it can't be."""


METHODS: dict[tuple[Matrix, Missing], Method] = {
    ("covariance", "listwise"): Method.COVARIANCES,
    ("covariance", "pairwise"): Method.COVARIANCES_PAIRWISE,
    ("covariance", "ml"): Method.COVARIANCES_ML,
    ("correlation", "listwise"): Method.CORRELATIONS,
    ("correlation", "pairwise"): Method.CORRELATIONS_PAIRWISE,
    ("correlation", "ml"): Method.CORRELATIONS_ML,
    ("polychoric", "listwise"): Method.POLYCHORICS,
    ("polychoric", "pairwise"): Method.POLYCHORICS_PAIRWISE,
}


@dataclass(frozen=True, slots=True)
class ItemMatrix:
    """A matrix of items, the people it rests on, and the sampling variance of what is made of it.

    Parameters
    ----------
    values
        Items by items.
    n
        People it rests on.
    spread
        The sampling variance of a function of the matrix, from its symmetric matrix of derivatives G (a change D of
        the matrix changes the function by tr(GD)).
    unit
        What the answers were divided by (covariances only).
    reason
        Why there is no matrix.
    """

    values: Values
    n: int
    spread: Callable[[Values], float]
    unit: float = 1.0
    reason: Method | None = None

    def variance(self, coefficient: Coefficient) -> float:
        """The sampling variance of a coefficient, by numerical derivatives (delta method)."""
        return self.spread(_gradient(coefficient, self.values))

    def regular(self) -> bool:
        """Whether the matrix is one that answers can have, and can be inverted."""
        sd = np.sqrt(np.diag(self.values))
        return bool(sd.min() > 0) and float(np.linalg.eigvalsh(self.values / np.outer(sd, sd))[0]) > 1e-8


def item_matrix(data: pd.DataFrame, columns: Sequence[str], *, matrix: Matrix, missing: Missing) -> ItemMatrix:
    """The matrix of the columns.

    Raises
    ------
    PilotsError
        When there is no such matrix, no such way with missing answers, or not both together.
    """
    if (matrix, missing) not in METHODS:
        known = ", ".join(f"{a} with {b}" for a, b in METHODS)
        raise PilotsError(f"there is no matrix '{matrix}' with missing='{missing}'", mend=f"There is: {known}.")
    if matrix == "polychoric":
        return _polychoric(data, columns, missing)
    found = covariances(data, columns, missing)
    if matrix == "covariance" or found.reason:
        return ItemMatrix(found.matrix, found.n, found.variance, found.unit, found.reason)
    R = correlations(found.matrix)
    if not np.isfinite(R).all():
        return ItemMatrix(R, found.n, found.variance, reason=Method.SAME_ITEM)

    def spread(gradient: Values) -> float:
        root = np.sqrt(np.diag(found.matrix))
        return found.variance(_unscaled(gradient, R) / np.outer(root, root))

    return ItemMatrix(R, found.n, spread)


def reliabilities(
    data: pd.DataFrame,
    columns: Sequence[str],
    coefficients: Callable[[ItemMatrix], Mapping[str, Made]],
    *,
    name: str,
    by: str | None,
    matrix: Matrix,
    missing: Missing,
    ci: float,
) -> pd.DataFrame:
    """Coefficients of a scale, group by group, as an estimates frame.

    `coefficients` gives, for a matrix, by name how each is made of it, or why it can't be. A coefficient comes with
    the F interval that is matched to its standard error (`matched_interval`).
    """
    columns = as_list(columns)
    require(data, [*dict.fromkeys(columns), *([by] if by else [])], ci=ci)
    rows = []
    for group, part in groups(data, by).items():
        found = item_matrix(part, columns, matrix=matrix, missing=missing)
        for statistic, coefficient in coefficients(found).items():
            row: dict[str, object] = {"variable": name, "group": group, "statistic": statistic, "ci_level": ci}
            row |= {"n": found.n, "n_missing": len(part) - found.n}
            rows.append(row | _estimate(found, coefficient, METHODS[matrix, missing], ci))
    return vocabulary.estimates(rows)


def matched_interval(value: float, variance: float, items: int, *, ci: float = 0.95) -> Interval:
    """An F interval, as Feldt's of an alpha, for a reliability of which the sampling variance is known.

    1 - (1 - value) / F with df m - 1 and (m - 1)(items - 1), where m is the number of people with whom Feldt's
    interval of an alpha would have this variance of log(1 - value): 2 items / ((items - 1)(m - 1)). So with the variance
    of alpha of parallel items it is Feldt's own, and in large samples it is right for other coefficients, other items
    and missing answers. `reliabilities` hands over the variance of the delta method times (n - 1) / (n - 3).

    Parameters
    ----------
    value, variance
        The coefficient, below 1, and its sampling variance.
    items
        How many.
    ci
        Level, 0 to 1.

    Examples
    --------
    >>> [round(limit, 4) for limit in matched_interval(0.6, 2 * 8 / (7 * 11) * 0.4**2, 8)]
    [0.134, 0.8657]
    """
    from scipy.special import fdtri

    if not (variance > 0 and value < 1):
        return NONE
    df = 2 * items / (items - 1) * (1 - value) ** 2 / variance
    low, high = (1 - (1 - value) * float(fdtri(df, df * (items - 1), p)) for p in ((1 + ci) / 2, (1 - ci) / 2))
    return (low, high) if isfinite(low) and isfinite(high) else NONE


def _estimate(found: ItemMatrix, made: Made, method: Method, ci: float) -> dict[str, object]:
    if found.reason is not None or isinstance(made, Method):
        return {"estimate": nan, "method": str(found.reason or made)}
    with np.errstate(all="ignore"):
        value = float(made.coefficient(found.values))
        if not isfinite(value):
            return {"estimate": nan, "method": Method.NO_VARIANCE.value}
        # as in Fisher's z: two people fewer than large samples would have it
        small = (found.n - 1) / (found.n - 3) if found.n > 3 else nan
        variance = found.variance(made.coefficient) * small
        low, high = matched_interval(value, variance, made.parts or len(found.values), ci=ci)
    if low != low:
        method = Method.NO_SE
    return {"estimate": value, "ci_low": low, "ci_high": high, "method": method.value}


def _unscaled(gradient: Values, R: Values) -> Values:
    """The derivatives to standardised covariances, from those to their correlations R."""
    G = gradient - np.diag(np.diag(gradient))
    unscaled: Values = G - np.diag(np.diag(G @ R))
    return unscaled


def _gradient(coefficient: Coefficient, matrix: Values) -> Values:
    """The symmetric matrix of derivatives, by central differences relative to the items' standard deviations."""
    k = len(matrix)
    rows, columns = np.triu_indices(k)
    sd = np.sqrt(np.abs(np.diag(matrix)))
    step = _STEP * sd[rows] * sd[columns]
    moves = np.zeros((len(rows), k, k))
    moves[np.arange(len(rows)), rows, columns] = step
    moves[np.arange(len(rows)), columns, rows] = step
    slope = (coefficient(matrix + moves) - coefficient(matrix - moves)) / (2 * np.where(step > 0, step, nan))
    found = np.zeros((k, k))
    found[rows, columns] = found[columns, rows] = np.where(rows == columns, slope, slope / 2)
    return np.nan_to_num(found)


def _polychoric(data: pd.DataFrame, columns: Sequence[str], missing: Missing) -> ItemMatrix:
    answers = numbers(data, list(dict.fromkeys(columns)))[list(columns)]
    kept = answers.dropna() if missing == "listwise" else answers.dropna(how="all")
    n, k = kept.shape
    empty = np.full((k, k), nan)
    if k < 2 or n < FEWEST:
        return ItemMatrix(empty, n, lambda _: nan, reason=Method.ONE_ITEM if k < 2 else Method.FEW_COMPLETE)
    if kept.nunique().max() > MOST_CATEGORIES:
        return ItemMatrix(empty, n, lambda _: nan, reason=Method.MANY_CATEGORIES)
    found = polychoric(kept.set_axis(range(k), axis=1), range(k))  # type: ignore[arg-type]
    if not np.isfinite(found.matrix).all():
        same = kept.nunique().min() < 2
        return ItemMatrix(found.matrix, n, found.variance, reason=Method.SAME_ITEM if same else Method.NO_POLYCHORIC)

    def spread(gradient: Values) -> float:
        # never surer than if the normal variables behind the answers had been seen
        H = _unscaled(gradient, found.matrix) @ found.matrix
        return max(found.variance(gradient), 2 * float(np.trace(H @ H)) / (n - 1))

    return ItemMatrix(found.matrix, n, spread)
