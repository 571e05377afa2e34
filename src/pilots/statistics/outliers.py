"""Numbers that lie far from the others, told by median and MAD, which a few gross errors can't move."""

from math import nan

import numpy as np
import pandas as pd

from pilots.statistics.samples import Values

FEWEST = 8
"""Answers below which nothing can be told."""

_MAD = 0.6744897501960817
"""MAD of a standard normal variable."""
_FAR = 3.5
"""Iglewicz and Hoaglin's limit of a modified z-score, here of the logarithms."""


def outliers(values: "pd.Series[float]", *, alpha: float = 0.05) -> "pd.Series[bool]":
    """Which numbers lie so far from the median that they may be an error.

    Parameters
    ----------
    values
        One number a respondent; what is missing is no outlier.
    alpha
        Of samples of normally distributed numbers without any error, the share in which something is flagged.

    Returns
    -------
    Series of bool, aligned with `values`; all False with fewer than eight numbers.

    Notes
    -----
    Hampel's identifier: |x - median| > c(n) · MAD, with c(n) so that a normal sample of n holds no outlier with
    probability 1 - α (Davies & Gather 1993): c(n) = z / 0.6745 · (1 + 7 / n), z the normal quantile at
    (1 + (1 - α)^(1/n)) / 2. The factor 1 + 7 / n was fitted to simulations from n = 8 to 1,000 at α = 0.05. MAD is taken
    as no less than one step of the numbers' precision (1 for whole numbers), so that a variable on which most agree
    does not make everyone else odd. Where no number is negative, a high one must also lie beyond a modified z-score
    of 3.5 (Iglewicz & Hoaglin 1993) among the logarithms of x + 1: a long tail is no error. Mean ± 3 SD can flag
    nothing below n = 11, as no number lies further than (n - 1) / √n SD from the mean (Shiffler 1988).

    References
    ----------
    Davies, L., & Gather, U. (1993). The identification of multiple outliers. Journal of the American Statistical
    Association, 88(423), 782-792. Iglewicz, B., & Hoaglin, D. C. (1993). How to detect and handle outliers. ASQC.

    Examples
    --------
    >>> outliers(pd.Series([34, 36, 38, 35, 37, 33, 36, 350])).tolist()
    [False, False, False, False, False, False, False, True]
    """
    numbers: Values = np.asarray(values.to_numpy(dtype="float64", na_value=nan), dtype=np.float64)
    known: Values = numbers[np.isfinite(numbers)]
    if len(known) < FEWEST:
        return pd.Series(False, index=values.index)
    step = _step(known)
    with np.errstate(invalid="ignore"):
        far = np.abs(_distance(numbers, known, step)) > _cut(len(known), alpha)
        if known.min() >= 0:
            median = float(np.median(known))
            logs = _distance(np.log1p(np.maximum(numbers, 0)), np.log1p(known), step / 2 / (1 + median))
            far &= (numbers < median) | (logs * _MAD > _FAR)
    return pd.Series(far & np.isfinite(numbers), index=values.index)


def _distance(numbers: Values, known: Values, least: float) -> Values:
    """Distance from the median in MADs, of which none is less than `least`."""
    median = np.median(known)
    distance: Values = (numbers - median) / max(float(np.median(np.abs(known - median))), least)
    return distance


def _cut(n: int, alpha: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + (1 - alpha) ** (1 / n)) / 2)) / _MAD * (1 + 7 / n)


def _step(known: Values) -> float:
    """The precision in which the numbers are written: 1, 0.1, 0.01 ..."""
    for digits in range(6):
        scaled = known * 10.0**digits
        if np.allclose(scaled, np.round(scaled), rtol=1e-12, atol=1e-6):
            return float(10.0**-digits)
    return 1e-6
