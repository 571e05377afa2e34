"""Means and covariances of a normal distribution by maximum likelihood, where answers are missing at random (EM)."""

from dataclasses import dataclass

import numpy as np

from pilots.statistics.samples import Values

_STEPS = 5000
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class IncompleteNormal:
    """What the answers say of a normal distribution that they come from.

    Parameters
    ----------
    mean, covariance
        By maximum likelihood (the covariance divides by n).
    patterns
        Which columns were answered (1, else 0), each pattern once: patterns by columns.
    counts
        People with each pattern.
    sums
        Sums of the answers of the people with each pattern, zero where not answered: patterns by columns.
    """

    mean: Values
    covariance: Values
    patterns: Values
    counts: Values
    sums: Values


def fit_incomplete(table: Values) -> IncompleteNormal | None:
    """Fit a normal distribution to answers of which some are missing.

    Parameters
    ----------
    table
        People by columns, NaN where missing; people without any answer are left out. Best scaled to about 1.

    Returns
    -------
    IncompleteNormal or None
        None where the covariances become singular or don't settle: too few answers for so many columns.

    Notes
    -----
    EM (Dempster, Laird & Rubin 1977), gone through pattern by pattern instead of person by person. With W the inverse of Σ cut to
    what a person answered (zero elsewhere) and d = x - μ: μ ← μ + s with s = Σ mean(W d), and
    Σ ← Σ + Σ mean(W d d' W - W) Σ - s s'.

    Examples
    --------
    >>> fit = fit_incomplete(np.array([[1.0, 2], [2, np.nan], [3, 5], [4, 6], [5, 6]]))
    >>> fit.mean.round(3).tolist()
    [3.0, 4.486]
    """
    answered = ~np.isnan(table)
    table, answered = table[answered.any(axis=1)], answered[answered.any(axis=1)]
    n, k = table.shape
    if n <= k or not answered.any(axis=0).all():
        return None
    found, member, number = np.unique(answered, axis=0, return_inverse=True, return_counts=True)
    patterns, counts = found.astype("float64"), number.astype("float64")
    centre = np.nanmean(table, axis=0)
    values = np.where(answered, table - centre, 0.0)
    groups = [values[member.ravel() == place] for place in range(len(patterns))]
    sums = np.array([group.sum(axis=0) for group in groups])
    squares = np.array([group.T @ group for group in groups])
    fitted = _settle(sums, squares, patterns, counts)
    if fitted is None:
        return None
    mean, covariance = fitted
    return IncompleteNormal(mean + centre, covariance, patterns, counts, sums + counts[:, None] * centre * patterns)


def inverses(covariance: Values, patterns: Values) -> Values:
    """The inverse of a covariance matrix cut to what each pattern has, zero elsewhere: patterns by columns by columns."""
    both = patterns[:, :, None] * patterns[:, None, :]
    inverse: Values = np.linalg.inv(np.where(both > 0, covariance, np.eye(len(covariance)))) * both
    return inverse


def _settle(sums: Values, squares: Values, patterns: Values, counts: Values) -> tuple[Values, Values] | None:
    n = counts.sum()
    mean = np.zeros(patterns.shape[1])
    variances = np.einsum("mjj->j", squares) / (patterns.T @ counts)
    if not variances.min() > 0:
        return None
    covariance = np.diag(variances)
    each = counts[:, None, None]
    for _ in range(_STEPS):
        W = inverses(covariance, patterns)
        here = mean * patterns
        cross = sums[:, :, None] * here[:, None, :]
        about = squares - cross - cross.transpose(0, 2, 1) + each * here[:, :, None] * here[:, None, :]
        shift = covariance @ np.einsum("mab,mb->a", W, sums - counts[:, None] * here) / n
        step = covariance @ (W @ about @ W - each * W).sum(axis=0) @ covariance / n - np.outer(shift, shift)
        covariance, mean = covariance + step, mean + shift
        scale = np.sqrt(np.abs(np.diag(covariance)))
        if not np.linalg.eigvalsh(covariance / np.outer(scale, scale))[0] > 1e-8:
            return None
        if max(np.abs(step / np.outer(scale, scale)).max(), np.abs(shift / scale).max()) < _TINY:
            return mean, covariance
    return None
