"""How much of a scale's sum one common factor explains: omega total."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from pilots.statistics.covariances import Missing
from pilots.statistics.item_matrix import ItemMatrix, Made, Recipe, reliabilities
from pilots.statistics.methods import Method
from pilots.statistics.samples import Values

FEWEST_ITEMS = 3
"""Items below which one factor can't be told apart."""
_HEYWOOD = 0.995
"""Most of an item's variance that the factor may explain, as in psych (uniqueness at least 0.005)."""
_STEPS = 2000


def omega(
    data: pd.DataFrame,
    columns: Sequence[str],
    *,
    name: str = "scale",
    by: str | None = None,
    matrix: Literal["correlation", "polychoric"] = "correlation",
    missing: Missing = "listwise",
    ci: float = 0.95,
) -> pd.DataFrame:
    """Omega total of one factor, by group: alpha without the demand that the items load alike.

    Parameters
    ----------
    data, columns, name, by, missing, ci
        As for `cronbach_alpha`.
    matrix
        "correlation", or "polychoric" for the ordinal omega (of the normal variables behind ordered answers).

    Returns
    -------
    DataFrame
        An estimates frame, one row `omega_total` a group. Missing, with the reason in `method`, with fewer than three
        items, where an item does not vary, or where the correlations are ones that no answers can have.

    Raises
    ------
    PilotsError
        As `cronbach_alpha`.

    Notes
    -----
    ω = 1 - Σ(1 - λᵢ²) / ΣR, λ the loadings on one factor with the least sum of squared residual correlations (minres,
    Harman & Jones 1966), as `psych::omega(nfactors = 1)`. Items are turned the right way round by the caller, so a
    negative loading lowers nothing here. Omega hierarchical is not given: psych takes it from three rotated factors,
    which the five items of a short scale do not determine (its degrees of freedom are negative), so the figure hangs
    on where the search starts. Interval: `item_matrix.matched_interval`.

    McDonald, R. P. (1999). Test theory: a unified treatment. Erlbaum. Harman, H. H. & Jones, W. H. (1966). Factor
    analysis by minimizing residuals (minres). Psychometrika 31, 351-368.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [1, 2, 3, 4, 5, 4], "b": [2, 2, 3, 5, 4, 3], "c": [1, 3, 3, 4, 4, 5]})
    >>> omega(items, ["a", "b", "c"])[["statistic", "estimate", "ci_low", "n"]].round(3)
         statistic  estimate  ci_low  n
    0  omega_total     0.901   0.372  6
    """

    def total(found: ItemMatrix) -> Mapping[str, Made]:
        if found.reason is None and len(found.values) < FEWEST_ITEMS:
            return {"omega_total": Method.TWO_ITEMS}
        regular = found.reason is None and found.regular()
        return {"omega_total": Recipe(omega_of) if regular else Method.SINGULAR}

    return reliabilities(data, columns, total, name=name, by=by, matrix=matrix, missing=missing, ci=ci)


def omega_of(correlations: Values) -> Values:
    """Omega total of each of a stack of matrices of correlations."""
    loadings = one_factor(correlations)
    own = np.trace(correlations, axis1=-2, axis2=-1) - (loadings**2).sum(axis=-1)
    found: Values = 1 - own / correlations.sum(axis=(-2, -1))
    return found


def one_factor(correlations: Values) -> Values:
    """The minres loadings on one factor, of each of a stack of matrices of correlations.

    Each loading in turn is the best for the others, λᵢ = Σ_{j≠i} rᵢⱼ λⱼ / Σ_{j≠i} λⱼ², until none moves.

    Examples
    --------
    >>> one_factor(np.array([[1, 0.48, 0.4], [0.48, 1, 0.3], [0.4, 0.3, 1]])).round(6)
    array([0.8, 0.6, 0.5])
    """
    k = correlations.shape[-1]
    most = np.sqrt(_HEYWOOD)
    others = correlations - np.eye(k) * correlations
    loadings: Values = np.clip(
        others.sum(axis=-1) / np.sqrt(np.abs(others).sum(axis=(-2, -1), keepdims=True))[..., 0], -most, most
    )
    for _ in range(_STEPS):
        before = loadings.copy()
        for i in range(k):
            squares = (loadings**2).sum(axis=-1) - loadings[..., i] ** 2
            best = (others[..., i, :] * loadings).sum(axis=-1) / np.maximum(squares, 1e-12)
            loadings[..., i] = np.clip(best, -most, most)
        if np.abs(loadings - before).max() < 1e-12:
            break
    return loadings
