"""Regression of points in time, whose errors follow each other: Newey-West, first-order autoregression, and tests for it."""

from math import log, pi, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
EXACT_BELOW = 100
"""Points below which the Durbin-Watson test is exact."""


class Fit(NamedTuple):
    """Coefficients, their standard errors, degrees of freedom, and the autocorrelation of neighbours that was taken.

    `loglik` is the (restricted) log likelihood where there is one.
    """

    estimate: Matrix
    se: Matrix
    df: float
    rho: float = 0.0
    loglik: float = 0.0


def least_squares(y: Matrix, x: Matrix) -> Fit:
    """Ordinary least squares, as if the points did not follow each other.

    Parameters
    ----------
    y, x
        The points in the order of time, and the design matrix.

    Examples
    --------
    >>> found = least_squares(np.array([1.0, 2, 4, 4]), np.column_stack([np.ones(4), np.arange(4)]))
    >>> found.estimate.round(3), found.se.round(3)
    (array([1.1, 1.1]), array([0.495, 0.265]))
    """
    residuals, estimate = _residuals(y, x)
    df = len(y) - x.shape[1]
    variance = float(residuals @ residuals) / df * np.diag(np.linalg.inv(x.T @ x))
    return Fit(estimate, np.sqrt(variance), float(df))


def newey_west(y: Matrix, x: Matrix, *, lags: int | None = None, adjust: bool = True) -> Fit:
    """Least squares with Newey & West's (1987) standard errors, by statsmodels.

    Parameters
    ----------
    y, x
        As for `least_squares`.
    lags
        Neighbours that are taken to hang together; left out, ⌊4 (n / 100)^(2/9)⌋ (Newey & West 1994). R's sandwich
        prewhitens and takes the lag from the data: up to 65 lags of 20 points.
    adjust
        Multiply the variance by n / (n - p).

    Examples
    --------
    >>> found = newey_west(np.array([1.0, 2, 4, 4, 6, 5]), np.column_stack([np.ones(6), np.arange(6)]), lags=1)
    >>> found.se.round(3)
    array([0.414, 0.168])
    """
    from statsmodels.regression.linear_model import OLS

    n = len(y)
    reach = int(4 * (n / 100) ** (2 / 9)) if lags is None else lags
    fitted = OLS(y, x).fit(cov_type="HAC", cov_kwds={"maxlags": reach, "use_correction": adjust})
    return Fit(np.asarray(fitted.params), np.asarray(fitted.bse), float(n - x.shape[1]))


def autoregression(y: Matrix, x: Matrix, *, restricted: bool = True, least: float = 0.0) -> Fit:
    """Generalised least squares with errors that each keep a share ρ of the one before (AR(1)).

    Parameters
    ----------
    y, x
        As for `least_squares`.
    restricted
        Restricted likelihood (REML) instead of likelihood, which takes ρ and the errors for too small.
    least
        The smallest ρ that is believed. 0 for people: a negative one is mostly chance in a short series, and makes
        intervals too narrow.

    Returns
    -------
    Fit
        Standard errors on n - p; degrees of freedom n (1 - ρ) / (1 + ρ) - p, at least 1, for so many independent
        points tell as much (Bayley & Hammersley 1946).

    Notes
    -----
    As R's `nlme::gls(correlation = corAR1())`, restricted=False and least=-1 as its method "ML".
    Bayley, G. V. & Hammersley, J. M. (1946). The "effective" number of independent observations in an autocorrelated
    time series. Supplement to the Journal of the Royal Statistical Society 8, 184-197.

    Examples
    --------
    >>> y = np.array([1.0, 2, 4, 4, 6, 9, 8, 7, 8, 9])
    >>> found = autoregression(y, np.column_stack([np.ones(10), np.arange(10)]))
    >>> found.estimate.round(2), round(found.rho, 2)
    (array([1.5 , 0.89]), 0.77)
    """
    from scipy.optimize import minimize_scalar

    n, p = x.shape
    margin = 1e-6
    grid = np.linspace(max(least, -1 + margin), 1 - margin, 60)
    values = [-_whitened(y, x, rho, restricted)[0] for rho in grid]
    at = int(np.argmin(values))
    low, high = grid[max(at - 1, 0)], grid[min(at + 1, len(grid) - 1)]
    best = minimize_scalar(
        lambda rho: -_whitened(y, x, rho, restricted)[0], bounds=(low, high), method="bounded", options={"xatol": 1e-12}
    )
    rho = float(best.x) if best.fun < values[at] else float(grid[at])
    loglik, estimate, variance = _whitened(y, x, rho, restricted)
    df = max(n * (1 - max(rho, 0.0)) / (1 + max(rho, 0.0)) - p, 1.0)
    return Fit(estimate, np.sqrt(np.diag(variance)), df, rho, loglik)


def durbin_watson(y: Matrix, x: Matrix) -> tuple[float, float]:
    """Durbin & Watson's statistic (2 without autocorrelation, 0 with all) and its p against a positive one.

    Exact below 100 points (the law of a ratio of quadratic forms, by Imhof's 1961 integral), from there on normal with
    the exact mean and variance: as R's `lmtest::dwtest`. statsmodels has the statistic without p.

    Examples
    --------
    >>> y = np.array([1.0, 2, 4, 4, 6, 9, 8, 7, 8, 9])
    >>> [round(value, 3) for value in durbin_watson(y, np.column_stack([np.ones(10), np.arange(10)]))]
    [1.167, 0.026]
    """
    from scipy.special import ndtr

    residuals, _ = _residuals(y, x)
    total = float(residuals @ residuals)
    n, p = x.shape
    found = float((np.diff(residuals) ** 2).sum()) / total
    root = np.linalg.svd(x, full_matrices=True)[0][:, p:]
    weights = np.linalg.eigvalsh(root.T @ _differences(n) @ root)
    if n < EXACT_BELOW:
        return found, _imhof(weights - found)
    mean = float(weights.mean())
    spread = 2 / ((n - p) * (n - p + 2)) * (float((weights**2).sum()) - float(weights.sum()) * mean)
    return found, float(ndtr((found - mean) / sqrt(spread)))


def breusch_godfrey(y: Matrix, x: Matrix, *, lags: int = 2) -> tuple[float, float]:
    """Breusch & Godfrey's test that the errors don't follow the ones before: LM statistic and p.

    n R² of the residuals on the design and the residuals before them, zeros before the first. Here, as what statsmodels
    gives back changes with its versions.

    Examples
    --------
    >>> y = np.array([1.0, 2, 4, 4, 6, 9, 8, 7, 8, 9])
    >>> [round(value, 3) for value in breusch_godfrey(y, np.column_stack([np.ones(10), np.arange(10)]))]
    [3.26, 0.196]
    """
    from scipy.special import chdtrc

    residuals, _ = _residuals(y, x)
    before = [np.concatenate([np.zeros(lag), residuals[:-lag]]) for lag in range(1, lags + 1)]
    rest, _ = _residuals(residuals, np.column_stack([x, *before]))
    statistic = len(y) * (1 - float(rest @ rest) / float(residuals @ residuals))
    return statistic, float(chdtrc(lags, statistic))


def _residuals(y: Matrix, x: Matrix) -> tuple[Matrix, Matrix]:
    estimate: Matrix = np.asarray(np.linalg.lstsq(x, y, rcond=None)[0], dtype="float64")
    return y - x @ estimate, estimate


def _whitened(y: Matrix, x: Matrix, rho: float, restricted: bool) -> tuple[float, Matrix, Matrix]:
    """Log likelihood, coefficients and their covariances at a ρ."""
    n, p = x.shape
    first = sqrt(1 - rho**2)
    z = np.concatenate([[first * y[0]], y[1:] - rho * y[:-1]])
    w = np.vstack([first * x[:1], x[1:] - rho * x[:-1]])
    cross = w.T @ w
    residuals, estimate = _residuals(z, w)
    rest = float(residuals @ residuals)
    free = n - p if restricted else n
    loglik = -free / 2 * (log(2 * pi * rest / free) + 1) + log(first)
    if restricted:
        loglik -= (float(np.linalg.slogdet(cross)[1]) - float(np.linalg.slogdet(x.T @ x)[1])) / 2
    return loglik, estimate, rest / (n - p) * np.linalg.inv(cross)


def _differences(n: int) -> Matrix:
    """The matrix whose quadratic form is the sum of squared differences of neighbours."""
    steps = np.diff(np.eye(n), axis=0)
    squared: Matrix = steps.T @ steps
    return squared


def _imhof(weights: Matrix) -> float:
    """The probability that a weighted sum of squared standard normals is negative."""
    from scipy.integrate import quad

    def integrand(u: float) -> float:
        angle = 0.5 * float(np.arctan(weights * u).sum())
        size = 0.25 * float(np.log1p((weights * u) ** 2).sum())
        return float(np.sin(angle) / (u * np.exp(size))) if u else 0.5 * float(weights.sum())

    area = quad(integrand, 0, 1, epsabs=1e-11, limit=200)[0] + quad(integrand, 1, np.inf, epsabs=1e-11, limit=500)[0]
    return float(min(max(0.5 - area / pi, 0.0), 1.0))
