"""Averages over clusters: generalised estimating equations, with errors that a modest number of clusters can bear."""

from collections.abc import Sequence
from math import exp, inf

import numpy as np
import pandas as pd

from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.estimating_equations import Correlation, Dispersion, Equations, Errors, Family, Solved
from pilots.statistics.methods import Method
from pilots.statistics.model_counts import category_counts
from pilots.statistics.model_frame import Design, Row, design, finished, refused
from pilots.statistics.samples import numbers


def gee(
    data: pd.DataFrame,
    outcome: str,
    predictors: str | Sequence[str],
    *,
    clusters: str,
    time: str | None = None,
    family: Family = "binomial",
    correlation: Correlation = "exchangeable",
    errors: Errors = "mancl-derouen",
    dispersion: Dispersion = "estimated",
    ci: float = 0.95,
) -> pd.DataFrame:
    """How predictors move the average answer, among respondents (or measurements) that are nested in clusters.

    Parameters
    ----------
    data
        One row an answer.
    outcome
        Two answers ("binomial": 0 and 1, or two categories of which the second is explained) or a numeric column ("gaussian").
    predictors
        Columns; numbers count as amounts, text and categories as groups against the first of them; "a:b" is the product of
        two (`model_frame`).
    clusters
        The column of the persons or schools whose answers hang together.
    time
        A numeric column, for "ar1": the correlation of two answers is α to the power of the time between them.
    family
        "binomial" (logit link) or "gaussian".
    correlation
        How answers within a cluster hang together: "independence", "exchangeable" or "ar1". A wrong guess costs precision only.
    errors
        "mancl-derouen": corrected for few clusters, with t on clusters less coefficients; "robust": the sandwich as it is, with
        the normal distribution, for some 50 clusters or more.
    dispersion
        What the residuals are held against where α is estimated: their own mean square ("estimated"), or that of a fit without
        correlation ("independence", as R's geeglm with its scale fixed). With independence it makes no difference.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame. Per coefficient the rows `odds_ratio` (binomial) and `coefficient`; then, variable the outcome,
        `intercept`, and, variable the clusters, `working_correlation` (α; not with independence). n counts rows with everything
        there, n_missing the others. p_adjusted: Holm over the coefficients.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, "ar1" has no time or two answers of a cluster at one time, or an option isn't
        known.

    Notes
    -----
    Liang & Zeger (1986). α is the moment estimate of R's geepack: residuals over the root of their mean square, over all pairs
    of answers of a cluster; for "ar1" by least squares. geeglm stops at steps of 1e-4 and is good to some 1e-5; here the
    equations are solved to the end. statsmodels' `GEE` agrees for independence and to 3e-7 for exchangeable,
    but takes another α for ar1 (0.47 where geepack has 0.50), so the equations are solved here. The plain sandwich is too small
    with few clusters: Mancl & DeRouen (2001) inflate the residuals by their leverage.

    References
    ----------
    Liang, K.-Y., & Zeger, S. L. (1986). Longitudinal data analysis using generalized linear models. Biometrika, 73(1), 13-22.
    Mancl, L. A., & DeRouen, T. A. (2001). A covariance estimator for GEE with improved small-sample properties. Biometrics,
    57(1), 126-134.
    Li, P., & Redden, D. T. (2015). Small sample performance of bias-corrected sandwich estimators for cluster-randomized trials
    with binary outcomes. Statistics in Medicine, 34(2), 281-296.

    Examples
    --------
    >>> answers = pd.DataFrame({
    ...     "person": [k // 2 for k in range(24)],
    ...     "wave": [0, 1] * 12,
    ...     "came": [0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1],
    ... })
    >>> found = gee(answers, "came", "wave", clusters="person")
    >>> found[["variable", "statistic", "estimate", "ci_low", "ci_high"]].head(4).round(3)
      variable            statistic  estimate  ci_low  ci_high
    0     wave           odds_ratio     4.000   0.558   28.657
    1     wave          coefficient     1.386  -0.583    3.355
    2     came            intercept    -0.693  -2.182    0.795
    3   person  working_correlation     0.125     NaN      NaN
    """
    options = ((family, Family), (correlation, Correlation), (errors, Errors), (dispersion, Dispersion))
    for given, known in options:
        if given not in known.__args__:  # type: ignore[attr-defined]
            raise PilotsError(f"there is no '{given}' here", mend=did_you_mean(given, known.__args__))  # type: ignore[attr-defined]
    if correlation == "ar1" and time is None:
        raise PilotsError("'ar1' needs the time of each answer", mend="Name its column: time=...")
    used = data
    for column in (outcome if family == "gaussian" else None, time):
        if column is not None and list(data.columns).count(column) == 1:
            used = used.assign(**{column: numbers(data, [column])[column]})
    found = design(used, outcome, predictors, [clusters, *([time] if time else [])], ci=ci)
    answers = Equations.of(found, outcome, clusters, time, family)
    if correlation == "ar1" and answers.twice:
        raise PilotsError("a cluster has two answers at one time", mend="Take correlation='exchangeable'.")
    common: Row = {"n": len(found.rows), "n_missing": found.n_missing, "ci_level": ci}
    statistics = ["odds_ratio", "coefficient"] if family == "binomial" else ["coefficient"]
    reason = answers.reason(found)
    solved = None if reason else answers.solve(correlation, dispersion)
    if solved is None:
        refusal = reason or Method.NO_MAXIMUM
        return finished(
            [*refused(found.names, statistics, refusal), *refused([outcome], ["intercept"], refusal)], common
        )
    rows = _effects(answers, solved, found, outcome, errors, ci)
    if correlation != "independence":
        method = Method.GEE_CORRELATION.value
        row: Row = {"variable": clusters, "statistic": "working_correlation", "estimate": solved.alpha}
        rows.append(row | {"ci_level": None, "method": method})
    return finished([*rows, *category_counts(found, outcome)], common)


def _effects(answers: Equations, solved: Solved, found: Design, outcome: str, errors: Errors, ci: float) -> list[Row]:
    from scipy.stats import norm, t

    small = errors == "mancl-derouen"
    method = Method.GEE_SMALL if small else Method.GEE_ROBUST
    law = t(len(answers.parts) - len(solved.fixed)) if small else norm()
    covariance = answers.sandwich(solved, small)
    unit, shift = answers.unit, answers.centre
    rows: list[Row] = []
    contrasts = zip(found.names, found.back[1:], found.factors, strict=True)
    for name, contrast, factor in [*contrasts, (outcome, found.back[0], None)]:
        estimate, error = float(contrast @ solved.fixed), float(np.sqrt(contrast @ covariance @ contrast))
        half = float(law.isf((1 - ci) / 2)) * error
        scale, zero = unit / float(factor or 1), 0.0 if factor else shift * unit
        shown = [value * scale + zero for value in (estimate, estimate - half, estimate + half)]
        row: Row = {"variable": name, "method": method.value}
        if factor:
            row["p_value"] = float(2 * law.sf(abs(estimate) / error))
        if factor and answers.binomial:
            rows.append(row | _triple("odds_ratio", [exp(value) if value < 709 else inf for value in shown]))
        rows.append(row | _triple("coefficient" if factor else "intercept", shown))
    return rows


def _triple(statistic: str, values: Sequence[float]) -> Row:
    return {"statistic": statistic} | dict(zip(("estimate", "ci_low", "ci_high"), values, strict=True))
