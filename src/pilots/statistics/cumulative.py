"""The likelihood of ordered answers: thresholds on a latent scale, Newton's method, profiles, and whether a maximum exists."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from pilots.statistics.samples import Values

STEPS = 200
"""Newton steps after which a maximum counts as not found; ten are common."""

BARRIERS = tuple(10.0**-power for power in range(1, 10))
"""The weights on every cell, one after the other, that keep shares from falling below zero."""

Link = Callable[[Values], tuple[Values, Values, Values, Values]]
"""Takes values on the latent scale to probability below, probability above, density and its slope."""


def logit(x: Values) -> tuple[Values, Values, Values, Values]:
    """The logistic distribution."""
    from scipy.special import expit

    below, above = expit(x), expit(-x)
    density = below * above
    return below, above, density, density * (above - below)


def probit(x: Values) -> tuple[Values, Values, Values, Values]:
    """The normal distribution."""
    from scipy.special import ndtr

    density = np.exp(-np.minimum(x * x, 1400.0) / 2) / np.sqrt(2 * np.pi)
    return ndtr(x), ndtr(-x), density, -np.clip(x, -38, 38) * density


def cloglog(x: Values) -> tuple[Values, Values, Values, Values]:
    """The distribution of extreme values: proportional hazards."""
    rate = np.exp(np.clip(x, -700, 6.5))
    above = np.exp(-rate)
    density = rate * above
    return -np.expm1(-rate), above, density, density * (1 - rate)


LINKS: dict[str, Link] = {"logit": logit, "probit": probit, "cloglog": cloglog}
"""By the name that a caller gives."""


@dataclass(frozen=True, slots=True)
class Maximum:
    """Where the likelihood is largest: the parameters, its logarithm, minus its second derivative, and if it was found."""

    parameters: Values
    log_likelihood: float
    information: Values
    found: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """Answers in `level` (0 up), each with the linear forms of the thresholds above and below it, and how many gave it.

    Parameters
    ----------
    level
        The answer, as the place of its category.
    upper, lower
        A row per answer: what its upper (lower) threshold is made of, column by column a parameter; not used for the last
        (first) category.
    weight
        How many people a row stands for.
    levels
        How many categories there are.
    link
        The distribution on the latent scale.
    """

    level: NDArray[np.intp]
    upper: Values
    lower: Values
    weight: Values
    levels: int
    link: Link

    def start(self) -> Values:
        """Thresholds for the shares of the whole sample under a logistic distribution; effects of zero."""
        below = np.cumsum(np.bincount(self.level, self.weight, self.levels))[:-1] / self.weight.sum()
        parameters = np.zeros(self.upper.shape[1])
        parameters[: self.levels - 1] = np.log(below / (1 - below))
        return parameters

    def likelihood(self, parameters: Values, shift: Values | None = None) -> tuple[float, Values, Values]:
        """Its logarithm, the slope, and minus the curvature; `shift` is taken off both thresholds."""
        moved = 0.0 if shift is None else shift
        last, first = self.level == self.levels - 1, self.level == 0
        below_u, above_u, density_u, slope_u = self.link(self.upper @ parameters - moved)
        below_l, above_l, density_l, slope_l = self.link(self.lower @ parameters - moved)
        below_u, above_u, density_u, slope_u = (
            np.where(last, end, value) for end, value in ((1, below_u), (0, above_u), (0, density_u), (0, slope_u))
        )
        below_l, above_l, density_l, slope_l = (
            np.where(first, end, value) for end, value in ((0, below_l), (1, above_l), (0, density_l), (0, slope_l))
        )
        # the difference of the smaller tails keeps its digits
        share = np.where(below_l < 0.5, below_u - below_l, above_l - above_u)
        if not (share > 1e-300).all():
            return -inf, parameters, self.upper
        up, low = density_u / share, density_l / share
        score = self.upper * up[:, None] - self.lower * low[:, None]
        curve = (self.upper.T * (self.weight * slope_u / share)) @ self.upper
        curve -= (self.lower.T * (self.weight * slope_l / share)) @ self.lower
        information = (score.T * self.weight) @ score - curve
        return float(self.weight @ np.log(share)), self.weight @ score, information

    def maximum(self, start: Values | None = None, shift: Values | None = None) -> Maximum:
        """Newton's method; the step is halved until the likelihood grows, as it is log-concave."""
        parameters = self.start() if start is None else start
        value, score, information = self.likelihood(parameters, shift)
        if value == -inf:
            parameters = self.start() * 1.0
            parameters[: self.levels - 1] += 0 if shift is None else float(np.median(shift))
            value, score, information = self.likelihood(parameters, shift)
        for _ in range(STEPS):
            if value == -inf:
                break
            scale = np.sqrt(np.maximum(np.diag(information), 1e-300))
            step = np.linalg.lstsq(information / np.outer(scale, scale), score / scale, rcond=1e-14)[0] / scale
            gain = float(step @ score)
            if gain < 1e-22 * max(abs(value), 1):
                return Maximum(parameters, value, information, True)
            size = 1.0
            while size > 1e-10:
                tried = self.likelihood(parameters + size * step, shift)
                if tried[0] >= value - 1e-13 * abs(value):
                    break
                size /= 2
            else:
                return Maximum(parameters, value, information, gain < 1e-10)
            still = gain < 1e-13 * max(abs(value), 1)
            parameters, (value, score, information) = parameters + size * step, tried
            if still:
                return Maximum(parameters, value, information, True)
        return Maximum(parameters, value, information, False)

    def bounded_maximum(self) -> Maximum:
        """The largest likelihood at which every category has a share of zero or more, whether anybody gave it or not.

        Where effects vary by threshold, the thresholds of a group could cross in a category that nobody of it gave, so that other
        shares exceed 1. A weight on every cell that goes to nothing (a logarithmic barrier) keeps them in order, and lets the
        likelihood reach its upper bound where an effect grows for ever.
        """
        parameters = self.start()
        for barrier in BARRIERS:
            with_barrier = replace(self, weight=self.weight + barrier)
            found = with_barrier.maximum(parameters)
            parameters = found.parameters
        return replace(found, log_likelihood=self.likelihood(parameters)[0])

    def separated(self) -> bool:
        """Whether the likelihood grows for ever in some direction, so that no (finite) maximum exists.

        That is so when a direction moves no upper threshold of an answer down and no lower one up, and moves some (Albert &
        Anderson 1984 for two categories); a linear programme finds it (Konis 2007).
        """
        from scipy.optimize import linprog

        rows = np.concatenate([self.upper[self.level < self.levels - 1], -self.lower[self.level > 0]])
        rows = np.unique(rows / np.abs(rows).max(axis=1, keepdims=True), axis=0)
        found = linprog(-rows.sum(axis=0), A_ub=-rows, b_ub=np.zeros(len(rows)), bounds=(-1, 1), method="highs")
        return bool(found.fun is not None and found.fun < -1e-7)


def cells(
    level: NDArray[np.intp], matrix: Values, weight: Values, levels: int, link: Link, varying: tuple[int, ...] = ()
) -> Cells:
    """Answers with a threshold per category but the last, and effects of predictors taken off them.

    Parameters
    ----------
    level
        The answer, as the place of its category.
    matrix
        A column per predictor.
    weight
        How many people a row stands for.
    levels
        How many categories there are.
    link
        The distribution on the latent scale.
    varying
        The columns whose effect may differ by threshold (partial proportional odds); every category then has a cell for every
        combination of the predictors, of weight zero where nobody gave it.
    """
    if varying:
        rows = np.unique(matrix, axis=0)
        level = np.concatenate([level, np.repeat(np.arange(levels), len(rows))])
        matrix = np.concatenate([matrix, np.tile(rows, (levels, 1))])
        weight = np.concatenate([weight, np.zeros(levels * len(rows))])
    known, place = np.unique(np.column_stack([level, matrix]), axis=0, return_inverse=True)
    together = np.bincount(place.ravel(), weight).astype("float64")
    level, matrix = known[:, 0].astype("intp"), known[:, 1:]
    common = [column for column in range(matrix.shape[1]) if column not in varying]

    def forms(threshold: NDArray[np.intp]) -> Values:
        own = np.eye(levels - 1)[np.clip(threshold, 0, levels - 2)]
        return np.column_stack([own, -matrix[:, common], *(-own * matrix[:, [column]] for column in varying)])

    return Cells(level, forms(level), forms(level - 1), together, levels, link)
