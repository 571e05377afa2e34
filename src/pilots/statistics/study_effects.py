"""An effect and its sampling variance for each study, from the counts or the means that it reports."""

from math import nan

import numpy as np
import pandas as pd

from pilots.errors import PilotsError
from pilots.statistics.intervals import small_sample_factor
from pilots.statistics.samples import Values, numbers, require

COUNT_MEASURES = ("log_risk_ratio", "log_odds_ratio", "risk_difference")
"""What `count_effects` can work out."""
MEAN_MEASURES = ("hedges_g", "mean_difference")
"""What `mean_effects` can work out."""
VARIANCES = ("LS", "LS2", "UB")
"""Sampling variances of Hedges' g, by the name that metafor gives them."""


def count_effects(
    data: pd.DataFrame, study: str, *, events: tuple[str, str], ns: tuple[str, str], measure: str = "log_risk_ratio"
) -> pd.DataFrame:
    """The effect of each study that counted how many of how many, in two groups.

    Parameters
    ----------
    data
        One row a study.
    study
        The column with its name.
    events
        The columns with the number of people to whom it happened, in the first and in the second group.
    ns
        The columns with the number of people in the first and in the second group.
    measure
        `log_risk_ratio` ln(p₁ / p₂), `log_odds_ratio`, or `risk_difference` p₁ - p₂.

    Returns
    -------
    DataFrame
        One row a study, in the order given, for `synthesis`: study, measure, effect, variance, n (both groups). Effect
        and variance are missing where a count is missing, and for a ratio where it happened to nobody, or to everybody,
        in both groups: such a study says nothing about a ratio (metafor keeps it unless told otherwise).

    Raises
    ------
    PilotsError
        When a column is not there or twice there, there is no such measure, or counts are negative or above n.

    Notes
    -----
    Where a cell of the two by two table is 0, ½ is added to the four cells of that study, as metafor does. Large-sample
    variances: 1/a - 1/n₁ + 1/c - 1/n₂; 1/a + 1/b + 1/c + 1/d; p₁(1 - p₁)/n₁ + p₂(1 - p₂)/n₂. Borenstein, Hedges,
    Higgins & Rothstein (2009), chapter 5.

    Examples
    --------
    >>> counts = pd.DataFrame({"pilot": ["Menen", "Ronse"], "a": [4, 6], "n1": [123, 306], "c": [11, 29], "n2": [139, 303]})
    >>> count_effects(counts, "pilot", events=("a", "c"), ns=("n1", "n2")).round(3)
       study         measure  effect  variance    n
    0  Menen  log_risk_ratio  -0.889     0.326  262
    1  Ronse  log_risk_ratio  -1.585     0.195  609
    """
    _check(measure, COUNT_MEASURES)
    require(data, [study, *events, *ns])
    table = numbers(data, [*events, *ns])
    a, c, n1, n2 = (table[column].to_numpy(copy=True) for column in (*events, *ns))
    if ((a < 0) | (c < 0) | (a > n1) | (c > n2)).any():
        raise PilotsError("in some studies it happened to fewer than 0 or to more than all", where=study)
    silent = ((a + c == 0) | (a + c == n1 + n2)) & (measure != "risk_difference") | (n1 == 0) | (n2 == 0)
    half = np.where((a == 0) | (c == 0) | (a == n1) | (c == n2), 0.5, 0.0)
    n = n1 + n2
    a, c, n1, n2 = a + half, c + half, n1 + 2 * half, n2 + 2 * half
    b, d = n1 - a, n2 - c
    if measure == "log_risk_ratio":
        effect, variance = np.log(a * n2) - np.log(c * n1), 1 / a - 1 / n1 + 1 / c - 1 / n2
    elif measure == "log_odds_ratio":
        effect, variance = np.log(a * d) - np.log(b * c), 1 / a + 1 / b + 1 / c + 1 / d
    else:
        effect, variance = a / n1 - c / n2, a * b / n1**3 + c * d / n2**3
    return _frame(data, study, measure, np.where(silent, nan, effect), np.where(silent, nan, variance), n)


def mean_effects(
    data: pd.DataFrame,
    study: str,
    *,
    means: tuple[str, str],
    sds: tuple[str, str],
    ns: tuple[str, str],
    measure: str = "hedges_g",
    variance: str = "LS",
) -> pd.DataFrame:
    """The effect of each study that reports means and standard deviations of two groups.

    Parameters
    ----------
    data
        One row a study.
    study
        The column with its name.
    means, sds, ns
        The columns with the mean, the standard deviation and the number of people, of the first and of the second
        group.
    measure
        `hedges_g`, or `mean_difference` in the unit of the scale, for studies that used the same one.
    variance
        Of Hedges' g: see `hedges_variance`.

    Returns
    -------
    DataFrame
        One row a study, in the order given, for `synthesis`: study, measure, effect (first - second), variance, n (both
        groups). Effect and variance are missing where a figure is missing, a standard deviation is not above 0 or a
        group has fewer than two people.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or there is no such measure or variance.

    Examples
    --------
    >>> reported = pd.DataFrame({"pilot": ["Menen"], "m1": [5.2], "s1": [1.1], "n1": [20], "m2": [4.6], "s2": [1.2], "n2": [22]})
    >>> mean_effects(reported, "pilot", means=("m1", "m2"), sds=("s1", "s2"), ns=("n1", "n2")).round(4)
       study   measure  effect  variance   n
    0  Menen  hedges_g  0.5103    0.0986  42
    """
    _check(measure, MEAN_MEASURES)
    require(data, [study, *means, *sds, *ns])
    table = numbers(data, [*means, *sds, *ns])
    known = table.notna().all(axis=1) & (table[list(sds)] > 0).all(axis=1) & (table[list(ns)] > 1).all(axis=1)
    m1, m2, s1, s2, n1, n2 = (table[column].where(known).to_numpy() for column in (*means, *sds, *ns))
    n = n1 + n2
    # figures out of reach of double precision end as missing
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        gap, larger = m1 - m2, np.fmax(s1, s2)
        if measure == "mean_difference":
            return _frame(data, study, measure, gap, s1**2 / n1 + s2**2 / n2, n)
        pooled = larger * np.sqrt(((n1 - 1) * (s1 / larger) ** 2 + (n2 - 1) * (s2 / larger) ** 2) / (n - 2))
        g = _factors(n - 2) * gap / pooled
        return _frame(data, study, measure, g, hedges_variance(g, n1, n2, kind=variance), n)


def hedges_variance(g: Values, n1: Values, n2: Values, *, kind: str = "LS") -> Values:
    """The sampling variance of Hedges' g, study by study.

    Parameters
    ----------
    g
        The effects, corrected for small samples, e.g. the estimates `hedges_g` of `compare`.
    n1, n2
        People in the first and in the second group.
    kind
        LS, the large-sample variance 1/n₁ + 1/n₂ + g² / (2N) that metafor takes by default; LS2, J² times that of the
        uncorrected d (Borenstein et al. 2009); UB, unbiased: 1/n₁ + 1/n₂ + (1 - (df - 2) / (df J²)) g² (Hedges 1983).

    Examples
    --------
    >>> hedges_variance(np.array([0.5]), np.array([20.0]), np.array([20.0])).round(4).tolist()
    [0.1031]
    """
    _check(kind, VARIANCES)
    n, means = n1 + n2, 1 / n1 + 1 / n2
    if kind == "LS":
        return np.asarray(means + g**2 / (2 * n))
    j = _factors(n - 2)
    if kind == "LS2":
        return np.asarray(j**2 * means + g**2 / (2 * n))
    return np.asarray(means + (1 - (n - 4) / ((n - 2) * j**2)) * g**2)


def _factors(df: Values) -> Values:
    return np.array([small_sample_factor(float(value)) for value in df])


def _check(asked: str, known: tuple[str, ...]) -> None:
    if asked not in known:
        raise PilotsError(f"'{asked}' is not known here", mend=f"Take one of {', '.join(known)}.")


def _frame(data: pd.DataFrame, study: str, measure: str, effect: Values, variance: Values, n: Values) -> pd.DataFrame:
    known = np.isfinite(effect) & np.isfinite(variance) & (variance > 0)
    figures = {"effect": np.where(known, effect, nan), "variance": np.where(known, variance, nan)}
    return pd.DataFrame({"study": data[study].to_numpy(), "measure": measure} | figures).assign(
        n=pd.Series(n).astype("Int64")
    )
