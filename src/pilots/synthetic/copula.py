"""Fresh draws with the margins and correlations of a table of codes: a Gaussian copula with discrete margins."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.intp]]

_TERMS = 16
_MANY = 12
_HALVINGS = 40
_RIDGE = 3.0
_LEAST = 1e-6
_FEWEST = 10
"""How many people at least must have answered twice."""


@dataclass(frozen=True)
class Copula:
    """How columns hang together, on a latent normal scale.

    Parameters
    ----------
    correlation
        Of the latent columns within groups; the same columns in rows and columns.
    shifts
        By indicator of a group (rows) and column, how far the group lies from the others, in standard deviations.
    kept
        What of the correlations one person keeps from wave to wave; zero where nobody is known to have answered twice.
    """

    correlation: pd.DataFrame
    shifts: pd.DataFrame
    kept: pd.DataFrame


def fit(
    values: pd.DataFrame, groups: pd.DataFrame, within: "pd.Series[Any]", pairs: tuple[Ints, Ints] | None = None
) -> Copula:
    """Estimate the copula of ordered codes or numbers.

    Parameters
    ----------
    values
        One row a respondent, one float column a variable; missing allowed.
    groups
        Indicators (0 or 1) of the groups whose levels may differ; aligned with `values`.
    within
        Waves: means are taken out within each, as every wave gets margins of its own.
    pairs
        Places of the rows of people who answered twice: first and later.

    Returns
    -------
    Copula
        With the latent correlations that give back Pearson's correlations of the codes once the latent values are cut
        at the margins, made positive semidefinite.

    Notes
    -----
    Cut at its thresholds, a normal variable z gives codes f(z) with Hermite coefficients a_m; two of them with latent
    correlation rho have covariance sum_m a_m b_m rho^m (Mehler), which is solved for rho pair by pair by bisection.
    Groups shift the latent means; what the shifts explain is taken out of the correlation. What a scale measures lasts
    longer than what is said to one question: how much is kept is estimated along each principal component v of the
    correlations R, as v'Cv / v'Rv from the correlations C across waves, one by one where a component stands for more than
    one column and for the others together.

    References
    ----------
    Cario, M. C., & Nelson, B. L. (1997). Modeling and generating random vectors with arbitrary marginal
    distributions and correlation matrix (NORTA). Northwestern University.
    Nelsen, R. B. (2006). An introduction to copulas (2nd ed.). Springer.
    Mehler, F. G. (1866). Ueber die Entwicklung einer Function von beliebig vielen Variablen nach Laplaceschen
    Functionen höherer Ordnung. Journal für die reine und angewandte Mathematik, 66, 161-176.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> z = rng.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 4000)
    >>> codes = pd.DataFrame(np.digitize(z, [-1, 0, 1]) * 1.0, columns=["a", "b"])
    >>> found = fit(codes, pd.DataFrame(index=codes.index), pd.Series(0, index=codes.index))
    >>> bool(abs(found.correlation.loc["a", "b"] - 0.6) < 0.03)
    True
    """
    centred = values - values.groupby(within.to_numpy()).transform("mean")
    scores = centred / centred.std(ddof=0).replace(0.0, 1.0)
    observed = scores.corr(min_periods=5).fillna(0.0).to_numpy(copy=True)
    coefficients = np.vstack([_coefficients(values[name].dropna().to_numpy("float64")) for name in values])
    latent = _latent(observed, coefficients)
    steep = coefficients[:, 0].clip(0.3, 1.0)
    shifts = _effects(scores, groups) / steep
    centre = groups - groups.mean()
    moved = centre.to_numpy("float64") @ shifts
    explained = (moved.T @ moved) / max(len(values), 1)
    correlation = _positive(latent - explained)
    kept = np.zeros_like(correlation)
    if pairs is not None and len(pairs[0]) >= _FEWEST:
        across = _across(scores.to_numpy("float64"), pairs) / np.maximum(np.outer(steep, steep), 0.3)
        kept = _kept(correlation, across - explained)
    names = list(values.columns)
    return Copula(
        pd.DataFrame(correlation, index=names, columns=names),
        pd.DataFrame(shifts, index=groups.columns, columns=names),
        pd.DataFrame(kept, index=names, columns=names),
    )


def draw(copula: Copula, groups: pd.DataFrame, people: Ints, rng: np.random.Generator) -> Floats:
    """Latent values for new rows.

    Parameters
    ----------
    copula
        As `fit` gives it.
    groups
        The indicators of the new rows.
    people
        Number of the person of each row: rows of one person share what is kept.
    rng
        Chance.
    """
    lasting, passing = (_root(part.to_numpy("float64")) for part in (copula.kept, copula.correlation - copula.kept))
    shared = rng.standard_normal((int(people.max(initial=-1)) + 1, len(lasting))) @ lasting.T
    noise = shared[people] + rng.standard_normal((len(people), len(passing))) @ passing.T
    moved = (groups - groups.mean()).to_numpy("float64") @ copula.shifts.to_numpy("float64")
    latent: Floats = noise + moved
    return latent


def stability(values: pd.DataFrame, first: Ints, later: Ints) -> float:
    """The latent correlation of answers of the same person in two waves, the mean over the columns; 0 where unknown."""
    found = []
    for name in values:
        column = values[name].to_numpy("float64")
        before, after = column[first], column[later]
        both = np.isfinite(before) & np.isfinite(after)
        if both.sum() >= _FEWEST and before[both].std() > 0 and after[both].std() > 0:
            steep = _coefficients(column[np.isfinite(column)])[0]
            found.append(np.corrcoef(before[both], after[both])[0, 1] / max(steep**2, 0.3))
    return float(np.clip(np.mean(found), 0.0, 0.95)) if found else 0.0


def _across(scores: Floats, pairs: tuple[Ints, Ints]) -> Floats:
    """Correlations of the columns in one wave with those in another, over the same people; missing where few gave both."""
    before, later = scores[pairs[0]], scores[pairs[1]]
    both = np.isfinite(before).astype("float64").T @ np.isfinite(later).astype("float64")
    found: Floats = np.nan_to_num(before).T @ np.nan_to_num(later) / np.maximum(both, 1.0)
    return np.where(both >= _FEWEST, found, np.nan)


def _kept(correlation: Floats, across: Floats) -> Floats:
    """The part of the correlation that people keep, along its principal components; never more than 0.95 of it."""
    known = np.isfinite(across)
    overall = (across[known] @ correlation[known]) / max(float(correlation[known] @ correlation[known]), 1e-9)
    filled = np.where(known, across, overall * correlation)
    sizes, vectors = np.linalg.eigh(correlation)
    sizes = sizes.clip(_LEAST)
    along = np.einsum("ik,ij,jk->k", vectors, (filled + filled.T) / 2, vectors)
    large = sizes > 1
    rest = along[~large].sum() / max(float(sizes[~large].sum()), _LEAST)
    share = np.where(large, along / sizes, rest).clip(0.0, 0.95)
    kept: Floats = (vectors * (share * sizes)) @ vectors.T
    return kept


def _coefficients(values: Floats) -> Floats:
    """Hermite coefficients of a standardised column that is a normal one cut at its margins; 1, 0, 0 … for many values."""
    found = np.zeros(_TERMS)
    levels, counts = np.unique(values, return_counts=True)
    if len(levels) < 2 or len(levels) > _MANY:
        found[0] = 1.0
        return found
    shares = counts / counts.sum()
    scores = (levels - shares @ levels) / np.sqrt(shares @ (levels - shares @ levels) ** 2)
    cuts = norm.ppf(np.cumsum(shares)[:-1])
    before, last, size = np.zeros_like(cuts), np.ones_like(cuts), 1.0
    for term in range(_TERMS):
        size *= np.sqrt(term + 1)
        edges = np.concatenate([[0.0], last * norm.pdf(cuts), [0.0]])
        found[term] = (scores @ (edges[:-1] - edges[1:])) / size
        before, last = last, cuts * last - term * before
    return found


def _latent(observed: Floats, coefficients: Floats) -> Floats:
    products = coefficients[:, None, :] * coefficients[None, :, :]
    powers = np.arange(1, _TERMS + 1)
    low, high = np.full(observed.shape, -0.98), np.full(observed.shape, 0.98)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = (products * middle[:, :, None] ** powers).sum(axis=2) > observed
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    latent: Floats = (low + high) / 2
    np.fill_diagonal(latent, 1.0)
    return latent


def _effects(scores: pd.DataFrame, groups: pd.DataFrame) -> Floats:
    """Ridge regression of each column on the indicators, over who answered it."""
    x = (groups - groups.mean()).to_numpy("float64")
    effects = np.zeros((x.shape[1], scores.shape[1]))
    for position, name in enumerate(scores):
        y = scores[name].to_numpy("float64")
        known = np.isfinite(y)
        if x.shape[1] and known.sum() > x.shape[1] + 2:
            seen = x[known]
            effects[:, position] = np.linalg.solve(seen.T @ seen + _RIDGE * np.eye(x.shape[1]), seen.T @ y[known])
    return effects


def _positive(matrix: Floats) -> Floats:
    """The nearest matrix without negative eigenvalues, by cutting them off; its diagonal as it was."""
    sizes, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    cut = (vectors * sizes.clip(_LEAST)) @ vectors.T
    scale = np.sqrt(np.diag(matrix).clip(0.05) / np.diag(cut))
    positive: Floats = cut * np.outer(scale, scale)
    return positive


def _root(matrix: Floats) -> Floats:
    sizes, vectors = np.linalg.eigh(matrix)
    root: Floats = vectors * np.sqrt(sizes.clip(0.0))
    return root
