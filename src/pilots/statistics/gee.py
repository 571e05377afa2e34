"""Averages over clusters: generalised estimating equations, with errors that a modest number of clusters can bear."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.cumulative import cells, logit
from pilots.statistics.logistic_regression import yes_or_no
from pilots.statistics.methods import Method
from pilots.statistics.model_frame import Design, Row, design, finished, refused
from pilots.statistics.samples import Values, numbers, rescaled

FEWEST_CLUSTERS = 10
"""Clusters below which nothing is told: even corrected errors then miss their level (Li & Redden 2015)."""
STEPS = 500
"""Rounds after which the equations count as not solved."""

Family = Literal["binomial", "gaussian"]
Correlation = Literal["independence", "exchangeable", "ar1"]
Errors = Literal["mancl-derouen", "robust"]
Dispersion = Literal["estimated", "independence"]


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
    >>> found[["variable", "statistic", "estimate", "ci_low", "ci_high"]].round(3)
      variable            statistic  estimate  ci_low  ci_high
    0     wave           odds_ratio     4.000   0.558   28.657
    1     wave          coefficient     1.386  -0.583    3.355
    2     came            intercept    -0.693  -2.184    0.798
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
    answers = _Answers.of(found, outcome, clusters, time, family)
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
    return finished(rows, common)


def _effects(
    answers: "_Answers", solved: "_Solved", found: Design, outcome: str, errors: Errors, ci: float
) -> list[Row]:
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


@dataclass(frozen=True, slots=True)
class _Solved:
    """The coefficients that solve the equations, α, the mean square, and the inverse of each cluster's correlation."""

    fixed: Values
    alpha: float
    scale: float
    inverses: list[Values]


@dataclass(frozen=True, slots=True)
class _Answers:
    """Outcome and standardised predictors, with the rows of each cluster in the order of time."""

    y: Values
    x: Values
    time: Values
    parts: list[NDArray[np.intp]]
    binomial: bool
    centre: float
    unit: float

    @classmethod
    def of(cls, found: Design, outcome: str, clusters: str, time: str | None, family: Family) -> "_Answers":
        rows, binomial = found.rows, family == "binomial"
        centre, unit = 0.0, 1.0
        if binomial:
            y = yes_or_no(rows, outcome)
        else:
            y, factor = rescaled(rows[outcome].to_numpy(dtype="float64"))
            centre, spread = (float(y.mean()), float(y.std())) if len(y) else (0.0, 0.0)
            spread = spread if spread > 1e-12 * abs(centre) else inf
            y = ((y - centre) / spread).astype("float64")
            centre, unit = centre / spread, spread * factor
        at = rows[time].to_numpy(dtype="float64") if time else np.zeros(len(rows))
        x = np.column_stack([np.ones(len(rows)), found.standard])
        level = pd.factorize(rows[clusters].astype("str"), sort=True)[0]
        order = np.lexsort((y, at, level))
        ends = np.flatnonzero(np.diff(level[order])) + 1
        parts = np.split(order.astype("intp"), ends) if len(order) else []
        return cls(y, x, at, parts, binomial, centre, unit)

    @property
    def twice(self) -> bool:
        """Whether a cluster has two answers at one time."""
        return any(len(np.unique(self.time[part])) < len(part) for part in self.parts)

    def reason(self, found: Design) -> Method | None:
        """Why the data can't bear the equations, if so."""
        if not len(self.y):
            return Method.NO_ANSWERS
        if self.y.min() == self.y.max():
            return Method.NO_VARIANCE
        if len(self.parts) < FEWEST_CLUSTERS:
            return Method.FEW_CLUSTERS_GEE
        if not found.identified:
            return Method.NOT_IDENTIFIED
        if len(self.parts) <= self.x.shape[1]:
            return Method.FEW_CLUSTERS_FOR_MODEL
        if self.binomial and cells(self.y.astype("intp"), found.standard, np.ones(len(self.y)), 2, logit).separated():
            return Method.SEPARATED
        return None

    def expectation(self, fixed: Values) -> tuple[Values, Values]:
        """The mean of each answer, and its variance."""
        from scipy.special import expit

        form = self.x @ fixed
        if not self.binomial:
            return form, np.ones(len(form))
        return expit(form), expit(form) * expit(-form)

    def solve(self, correlation: Correlation, dispersion: Dispersion = "estimated") -> _Solved | None:
        """Coefficients and α in turns, until neither moves; None where that does not end."""
        fixed, scale = np.zeros(self.x.shape[1]), 1.0
        if correlation != "independence":
            alone = self.solve("independence")
            if alone is None:
                return None
            fixed, scale = alone.fixed.copy(), alone.scale
        for _ in range(STEPS):
            mean, variance = self.expectation(fixed)
            residual = (self.y - mean) / np.sqrt(variance)
            if dispersion == "estimated":
                scale = float((residual**2).mean())
            if not scale > 1e-20:
                return None
            alpha = self._alpha(residual / np.sqrt(scale), correlation)
            inverses = [self._inverse(part, alpha, correlation) for part in self.parts]
            slope = self.x * np.sqrt(variance)[:, None]
            score, information = np.zeros(len(fixed)), np.zeros((len(fixed), len(fixed)))
            for part, inverse in zip(self.parts, inverses, strict=True):
                side = slope[part].T @ inverse
                score += side @ residual[part]
                information += side @ slope[part]
            step = np.linalg.solve(information, score)
            if not np.isfinite(step).all() or np.abs(step).max() > 1e3:
                return None
            fixed += step
            if np.abs(step).max() < 1e-12 * max(float(np.abs(fixed).max()), 1.0):
                return _Solved(fixed, alpha, scale, inverses)
        return None

    def _alpha(self, residual: Values, correlation: Correlation) -> float:
        if correlation == "independence":
            return 0.0
        if correlation == "exchangeable":
            sums = np.array([(residual[part].sum() ** 2 - (residual[part] ** 2).sum()) / 2 for part in self.parts])
            pairs = sum(len(part) * (len(part) - 1) / 2 for part in self.parts)
            lowest = -1 / (max(len(part) for part in self.parts) - 1) if pairs else 0.0
            return float(np.clip(sums.sum() / pairs, lowest * 0.999, 0.999)) if pairs else 0.0
        products, lags = self._pairs(residual)
        return _decay(products, lags) if len(lags) else 0.0

    def _pairs(self, residual: Values) -> tuple[Values, Values]:
        products, lags = [np.empty(0)], [np.empty(0)]
        for part in self.parts:
            first, second = np.triu_indices(len(part), 1)
            products.append(residual[part[first]] * residual[part[second]])
            lags.append(self.time[part[second]] - self.time[part[first]])
        return np.concatenate(products), np.concatenate(lags)

    def _inverse(self, part: NDArray[np.intp], alpha: float, correlation: Correlation) -> Values:
        n = len(part)
        if correlation == "ar1":
            apart = np.abs(np.subtract.outer(self.time[part], self.time[part]))
            together = np.power(alpha, apart)
            return np.linalg.inv(together).astype("float64")
        return (np.eye(n) - alpha / (1 - alpha + n * alpha)) / (1 - alpha)

    def sandwich(self, solved: _Solved, corrected: bool) -> Values:
        """The covariance of the coefficients; corrected, each cluster's residuals are divided by 1 minus their leverage."""
        mean, variance = self.expectation(solved.fixed)
        residual = (self.y - mean) / np.sqrt(variance)
        slope = self.x * np.sqrt(variance)[:, None]
        sides = [slope[part].T @ inverse for part, inverse in zip(self.parts, solved.inverses, strict=True)]
        bread = np.linalg.inv(sum(side @ slope[part] for part, side in zip(self.parts, sides, strict=True)))
        meat = np.zeros_like(bread)
        for part, side in zip(self.parts, sides, strict=True):
            left = residual[part]
            if corrected:
                left = np.linalg.solve(np.eye(len(part)) - slope[part] @ bread @ side, left)
            score = side @ left
            meat += np.outer(score, score)
        return (bread @ meat @ bread).astype("float64")


def _decay(products: Values, lags: Values) -> float:
    """The α whose powers (by the time between) come closest to the products of residuals, in least squares."""
    from scipy.optimize import brentq

    whole = bool((lags == np.round(lags)).all())
    spans, which = np.unique(lags, return_inverse=True)
    totals, counts = np.bincount(which, products), np.bincount(which)

    def slope(alpha: float) -> float:
        return float((spans * np.power(alpha, spans - 1) * (totals - counts * np.power(alpha, spans))).sum())

    def loss(alpha: float) -> float:
        power = np.power(alpha, spans)
        return float((counts * power**2 - 2 * totals * power).sum())

    grid = np.linspace(-0.995 if whole else 0.005, 0.995, 200)
    signs = [slope(float(alpha)) for alpha in grid]
    turns = [
        float(brentq(slope, grid[k], grid[k + 1], xtol=1e-15))
        for k in range(len(grid) - 1)
        if signs[k] >= 0 > signs[k + 1]
    ]  # fmt: skip
    return min(turns, key=loss) if turns else float(min(grid, key=lambda alpha: loss(float(alpha))))
