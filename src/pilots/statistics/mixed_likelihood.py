"""The (restricted) likelihood of a linear mixed model, its maximum to full precision, and what follows for the fixed effects.

y = Xβ + Zb + e; V = Z G Z' + σ² I, with G linear in its variances: G = Σ τᵢ Eᵢ. All goes by cross-products, so no matrix is larger
than the number of random effects.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import inf, log, pi

import numpy as np
from numpy.typing import NDArray

from pilots.statistics.samples import Values

AT_BOUND = 1e-4
"""A relative standard deviation of random effects below which the fit counts as singular, as in lme4."""
STARTS, BESIDE = (0.2, 1.0, 3.0), (0.05, 0.3)
"""Relative standard deviations that a search starts from, and goes on from where it ended at 0."""
POLISH = 30
"""Newton steps at most, from where the search ended."""


@dataclass(frozen=True)
class Grouping:
    """Random effects that vary over the levels of one grouping: an intercept, and perhaps a slope, correlated.

    Parameters
    ----------
    level
        Of each row the number of its level, 0 up.
    columns
        A row per answer: 1, and the value of the slope's predictor.
    """

    level: NDArray[np.intp]
    columns: Values

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """The variances and covariances to estimate: (0, 0), or (0, 0), (1, 0), (1, 1)."""
        return [(i, j) for i in range(self.columns.shape[1]) for j in range(i + 1)]


class MixedLikelihood:
    """The likelihood of an outcome under fixed effects of `x` and random effects of groupings.

    Parameters
    ----------
    y, x
        The outcome, and the matrix of fixed effects with its intercept.
    groupings
        Of the random effects.
    reml
        Whether the likelihood is restricted (REML).
    """

    def __init__(self, y: Values, x: Values, groupings: Sequence[Grouping], *, reml: bool) -> None:
        from scipy.sparse import csr_array, hstack

        self.n, self.p, self.reml = *x.shape, reml
        self.groupings = groupings
        rows = np.arange(self.n)
        blocks, self.patterns, start = [], [], 0
        sizes = [(int(group.level.max()) + 1, group.columns.shape[1]) for group in groupings]
        total = sum(levels * width for levels, width in sizes)
        for group, (levels, width) in zip(groupings, sizes, strict=True):
            at = (group.level[:, None] * width + np.arange(width)).ravel()
            blocks.append(csr_array((group.columns.ravel(), (rows.repeat(width), at)), shape=(self.n, levels * width)))
            for i, j in group.pairs:
                pattern = np.zeros((total, total))
                first, second = start + np.arange(levels) * width + i, start + np.arange(levels) * width + j
                pattern[first, second] = pattern[second, first] = 1.0
                self.patterns.append(pattern)
            start += levels * width
        z = hstack(blocks, format="csr")
        self.zz, self.zx, self.zy = (z.T @ z).toarray(), z.T @ x, z.T @ y
        self.xx, self.xy, self.yy = x.T @ x, x.T @ y, float(y @ y)
        together = np.column_stack([x, y])
        self._zw, self._crossed = np.column_stack([self.zx, self.zy]), together.T @ together

    def relative(self, theta: Values) -> Values:
        """The random effects' variances over that of the residuals, from the roots (Cholesky factors) of lme4."""
        found, at = [], 0
        for group in self.groupings:
            width, pairs = group.columns.shape[1], group.pairs
            root = np.zeros((width, width))
            for (i, j), value in zip(pairs, theta[at : at + len(pairs)], strict=True):
                root[i, j] = value
            at += len(pairs)
            found += [(root @ root.T)[i, j] for i, j in pairs]
        return np.array(found)

    def deviance(self, theta: Values) -> float:
        """`deviance_at`, by the roots."""
        return self.deviance_at(self.relative(theta))[0]

    def deviance_at(self, relative: Values) -> tuple[float, float]:
        """Minus twice the log-likelihood, profiled over fixed effects and residual variance, and that variance."""
        size, covered = self._covered(relative)
        within = self._crossed - covered
        xx, xy = within[:-1, :-1], within[:-1, -1]
        sign, more = np.linalg.slogdet(xx)
        if not (sign > 0 and np.isfinite(size)):
            return inf, 0.0
        left = float(within[-1, -1] - xy @ np.linalg.solve(xx, xy))
        if not left > 0:
            return inf, 0.0
        df = self.n - self.p if self.reml else self.n
        return size + (float(more) if self.reml else 0.0) + df * (1 + log(2 * pi * left / df)), left / df

    def _covered(self, relative: Values) -> tuple[float, Values]:
        """Log |I + G Z'Z| and W'Z M Z'W, W = (X, y); with one grouping level by level, as the levels don't touch."""
        if len(self.groupings) > 1:
            g = sum((value * pattern for value, pattern in zip(relative, self.patterns, strict=True)), 0 * self.zz)
            inner = np.eye(len(g)) + g @ self.zz
            return float(np.linalg.slogdet(inner)[1]), self._zw.T @ np.linalg.solve(inner, g @ self._zw)
        width = self.groupings[0].columns.shape[1]
        one = np.zeros((width, width))
        for (i, j), value in zip(self.groupings[0].pairs, relative, strict=True):
            one[i, j] = one[j, i] = value
        levels = np.arange(len(self.zz) // width)
        squares = self.zz.reshape(len(levels), width, len(levels), width)[levels, :, levels, :]
        sides = self._zw.reshape(len(levels), width, -1)
        inner = np.eye(width) + one @ squares
        covered = np.einsum("lvi,lvj->ij", sides, np.linalg.solve(inner, one @ sides))
        return float(np.linalg.slogdet(inner)[1].sum()), covered

    def search(self) -> Values:
        """The roots at the smallest deviance, from several starts, to some six digits.

        At 0 a root has no slope, whatever its variance has: a search that ends there goes on from beside it.
        """
        from scipy.optimize import minimize

        pairs = [pair for group in self.groupings for pair in group.pairs]
        bounds = [(0 if i == j else None, None) for i, j in pairs]
        on = np.array([i == j for i, j in pairs])

        def descend(start: Values) -> tuple[float, Values]:
            with np.errstate(invalid="ignore"):  # where a step leads to no likelihood at all
                found = minimize(self.deviance, start, method="L-BFGS-B", bounds=bounds)
            return float(found.fun), np.asarray(found.x)

        def lowest(ends: Sequence[tuple[float, Values]]) -> tuple[float, Values]:
            return min(ends, key=lambda end: end[0])

        nought = np.zeros(len(pairs))
        best = lowest([(self.deviance(nought), nought), *(descend(np.where(on, size, 0.1 * size)) for size in STARTS)])
        still = on & (best[1] < AT_BOUND)
        beside = [descend(np.where(still, size, best[1])) for size in BESIDE] if still.any() else []
        return lowest([best, *beside])[1]

    def fit(self) -> "MixedFit":
        """The maximum: a search, then Newton's method with the exact second derivative unless a variance is at its bound."""
        theta = self.search()
        on = np.array([i == j for group in self.groupings for i, j in group.pairs])
        residual = self.deviance_at(self.relative(theta))[1]
        found = MixedFit(self, np.append(self.relative(theta) * residual, residual), bool((theta[on] < AT_BOUND).any()))
        if found.singular:
            return found
        for _ in range(POLISH):
            step = np.linalg.lstsq(found.curvature, found.slope, rcond=1e-14)[0]
            if not np.abs(step).max() < 0.5 * np.abs(found.variances).max():
                break
            better = MixedFit(self, found.variances - step, False)
            if not (better.variances[-1] > 0 and np.abs(better.scaled_slope).max() < np.abs(found.scaled_slope).max()):
                break
            found = better
        return found


@dataclass(frozen=True)
class MixedFit:
    """A mixed model at given variances: its fixed effects, their covariance, and how exactly the variances are known.

    Parameters
    ----------
    model
        The likelihood.
    variances
        Variances and covariances of the random effects, then the residual variance.
    singular
        Whether a variance between the levels is at its bound.
    """

    model: MixedLikelihood
    variances: Values
    singular: bool

    @cached_property
    def m(self) -> Values:
        """M in V⁻¹ = (I - Z M Z') / σ²."""
        g = sum(
            (value * pattern for value, pattern in zip(self.variances, self.model.patterns, strict=False)),
            0 * self.model.zz,
        )
        relative = g / self.variances[-1]
        return np.linalg.solve(np.eye(len(g)) + relative @ self.model.zz, relative).astype("float64")

    @cached_property
    def shrink(self) -> Values:
        """B in V⁻¹ Z = Z B / σ²."""
        shrink: Values = np.eye(len(self.m)) - self.m @ self.model.zz
        return shrink

    @cached_property
    def covariance(self) -> Values:
        """Of the fixed effects: (X'V⁻¹X)⁻¹."""
        model = self.model
        return np.linalg.inv((model.xx - model.zx.T @ self.m @ model.zx) / self.variances[-1]).astype("float64")

    @cached_property
    def fixed(self) -> Values:
        """The fixed effects."""
        model = self.model
        fixed: Values = self.covariance @ (model.xy - model.zx.T @ self.m @ model.zy) / self.variances[-1]
        return fixed

    @cached_property
    def _powers(self) -> tuple[Values, Values, Values, Values, Values, Values]:
        """Z'V⁻¹Z, Z'V⁻²Z, Z'V⁻¹X, Z'V⁻²X, X'V⁻²X and X'V⁻³X."""
        model, s2, m, b = self.model, self.variances[-1], self.m, self.shrink
        mx = m @ model.zx
        smx = model.zz @ mx
        u = (b.T @ model.zx) / s2
        x2 = (model.xx - 2 * model.zx.T @ mx + mx.T @ smx) / s2**2
        x3 = (model.xx - 3 * model.zx.T @ mx + 3 * mx.T @ smx - smx.T @ m @ smx) / s2**3
        return model.zz @ b / s2, b.T @ model.zz @ b / s2**2, u, b.T @ u / s2, x2, x3

    @cached_property
    def _traces(self) -> tuple[Values, Values, float, float]:
        """Z'QZ, Z'QQZ, tr(Q) and tr(QQ): Q is V⁻¹, or P = V⁻¹ - V⁻¹X(X'V⁻¹X)⁻¹X'V⁻¹ when restricted."""
        t, t2, u, u2, x2, x3 = self._powers
        s2, ms = self.variances[-1], self.m @ self.model.zz
        one = (self.model.n - np.trace(ms)) / s2
        two = (self.model.n - 2 * np.trace(ms) + np.trace(ms @ ms)) / s2**2
        if not self.model.reml:
            return t, t2, float(one), float(two)
        c = self.covariance
        side = u @ c
        return (
            t - side @ u.T,
            t2 - u2 @ side.T - side @ u2.T + side @ x2 @ side.T,
            float(one - np.trace(c @ x2)),
            float(two - 2 * np.trace(c @ x3) + np.trace(c @ x2 @ c @ x2)),
        )

    @cached_property
    def expected(self) -> Values:
        """tr(Q Gᵢ Q Gⱼ): twice the expected information on the variances."""
        q, q2, _, two = self._traces
        halves = [pattern @ q for pattern in self.model.patterns]
        k = len(halves)
        found = np.empty((k + 1, k + 1))
        for i, j in product(range(k), repeat=2):
            found[i, j] = np.sum(halves[i] * halves[j].T)
        found[k, :k] = found[:k, k] = [np.sum(pattern * q2) for pattern in self.model.patterns]
        found[k, k] = two
        return found

    @cached_property
    def _residuals(self) -> tuple[Values, float, Values, Values]:
        """Z'r, r'r, Z'V⁻¹r and X'V⁻¹r of r = V⁻¹(y - Xβ)."""
        model, s2, m = self.model, self.variances[-1], self.m
        ze = model.zy - model.zx @ self.fixed
        ee = model.yy - 2 * self.fixed @ model.xy + self.fixed @ model.xx @ self.fixed
        u = self.shrink.T @ ze / s2
        rr = (ee - 2 * ze @ m @ ze + ze @ m @ model.zz @ m @ ze) / s2**2
        return u, float(rr), self.shrink.T @ u / s2, -model.zx.T @ m @ u / s2

    @cached_property
    def slope(self) -> Values:
        """The first derivative of the deviance by the variances."""
        q, _, one, _ = self._traces
        u, rr, _, _ = self._residuals
        return np.array([*(np.sum(e * q) - u @ e @ u for e in self.model.patterns), one - rr])

    @property
    def scaled_slope(self) -> Values:
        """The slope in units of each variance's precision."""
        scaled: Values = self.slope / np.sqrt(np.diag(self.expected))
        return scaled

    @cached_property
    def curvature(self) -> Values:
        """The second derivative of the deviance by the variances: 2 y'PGᵢPGⱼPy - tr(QGᵢQGⱼ)."""
        t, _, w, *_ = self._powers
        u, rr, zr, xr = self._residuals
        inner = t - w @ self.covariance @ w.T
        zpr = zr - w @ self.covariance @ xr
        sides = [pattern @ u for pattern in self.model.patterns]
        k = len(sides)
        found = np.empty((k + 1, k + 1))
        for i, j in product(range(k), repeat=2):
            found[i, j] = sides[i] @ inner @ sides[j]
        found[k, :k] = found[:k, k] = [side @ zpr for side in sides]
        found[k, k] = (rr - u @ self.m @ u) / self.variances[-1] - xr @ self.covariance @ xr
        curvature: Values = 2 * found - self.expected
        return curvature

    @cached_property
    def _losses(self) -> list[Values]:
        """X'V⁻¹GᵢV⁻¹X of each variance: how the information on the fixed effects falls with it."""
        _, _, u, _, x2, _ = self._powers
        return [*(u.T @ pattern @ u for pattern in self.model.patterns), x2]

    def satterthwaite(self, contrast: Values) -> tuple[float, float]:
        """Standard error and degrees of freedom of a contrast of the fixed effects (observed information, as lmerTest).

        A variance at its bound counts as known to be nothing, again as lmerTest; `kenward_roger` does not forget it.
        """
        keep = np.append(np.abs(self.variances[:-1]) > AT_BOUND**2 * self.variances[-1], True)
        plain = all(group.columns.shape[1] == 1 for group in self.model.groupings)
        known = self.curvature if plain or not self.singular else self.expected
        spread = np.zeros_like(known)
        spread[np.ix_(keep, keep)] = np.linalg.pinv(known[np.ix_(keep, keep)], hermitian=True)
        return self._degrees(contrast, spread, self.covariance)

    def kenward_roger(self, contrast: Values) -> tuple[float, float]:
        """The same by Kenward and Roger (1997): error corrected for unknown variances, expected information."""
        return self._degrees(contrast, self._expected_inverse, self._corrected)

    @cached_property
    def _expected_inverse(self) -> Values:
        return np.linalg.pinv(self.expected, hermitian=True).astype("float64")

    @cached_property
    def _corrected(self) -> Values:
        """The covariance of the fixed effects, with what the estimation of the variances adds to it."""
        t, _, u, u2, _, x3 = self._powers
        patterns, c = self.model.patterns, self.covariance
        k = len(patterns)
        weight = 2 * self._expected_inverse
        more = np.zeros_like(c)
        for i, j in product(range(k + 1), repeat=2):
            if i < k and j < k:
                both = u.T @ patterns[i] @ t @ patterns[j] @ u
            elif i < k or j < k:
                one = u.T @ patterns[min(i, j)] @ u2
                both = one if i < k else one.T
            else:
                both = x3
            more += weight[i, j] * (both - self._losses[i] @ c @ self._losses[j])
        corrected: Values = c + 2 * c @ more @ c
        return corrected

    def _degrees(self, contrast: Values, inverse: Values, covariance: Values) -> tuple[float, float]:
        side = self.covariance @ contrast
        variance = float(contrast @ side)
        slope = np.array([side @ loss @ side for loss in self._losses]) / variance
        spread = float(slope @ inverse @ slope)
        return float(np.sqrt(contrast @ covariance @ contrast)), 1 / spread if spread > 0 else inf
