"""The estimating equations of answers in clusters: working correlations, their solution, and its errors."""

from dataclasses import dataclass
from math import inf
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.statistics.cumulative import cells, logit
from pilots.statistics.logistic_regression import yes_or_no
from pilots.statistics.methods import Method
from pilots.statistics.model_frame import Design
from pilots.statistics.samples import Values, rescaled

FEWEST_CLUSTERS = 10
"""Clusters below which nothing is told: even corrected errors then miss their level (Li & Redden 2015)."""
STEPS = 500
"""Rounds after which the equations count as not solved."""

Family = Literal["binomial", "gaussian"]
Correlation = Literal["independence", "exchangeable", "ar1"]
Errors = Literal["mancl-derouen", "robust"]
Dispersion = Literal["estimated", "independence"]


@dataclass(frozen=True, slots=True)
class Solved:
    """The coefficients that solve the equations, α, the mean square, and the inverse of each cluster's correlation."""

    fixed: Values
    alpha: float
    scale: float
    inverses: list[Values]


@dataclass(frozen=True, slots=True)
class Equations:
    """Outcome and standardised predictors, with the rows of each cluster in the order of time."""

    y: Values
    x: Values
    time: Values
    parts: list[NDArray[np.intp]]
    binomial: bool
    centre: float
    unit: float

    @classmethod
    def of(cls, found: Design, outcome: str, clusters: str, time: str | None, family: Family) -> "Equations":
        """From the complete rows of a model."""
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

    def solve(self, correlation: Correlation, dispersion: Dispersion = "estimated") -> Solved | None:
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
                return Solved(fixed, alpha, scale, inverses)
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

    def sandwich(self, solved: Solved, corrected: bool) -> Values:
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
                left = np.linalg.inv(np.eye(len(part)) - slope[part] @ bread @ side) @ left
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
