"""The effects of several pilots together, where a pilot has several: two schools, two actions, two scales of one kind."""

from math import sqrt
from typing import NamedTuple

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.methods import Method
from pilots.statistics.pooling import Pooled
from pilots.statistics.samples import Values, at_most, numbers, require
from pilots.statistics.synthesis import FEWEST_STUDIES, of_one_size, same_measure

_ROUNDS = 500
MOST_EFFECTS = 1_000
"""More are refused: each is held against each."""
"""Steps of Fisher scoring."""

Row = dict[str, object]


def nested_synthesis(
    data: pd.DataFrame, effect: str, *, variance: str, study: str, measure: str | None = None, ci: float = 0.95
) -> pd.DataFrame:
    """The mean of effects that come in groups, with one variance between the studies and one within them.

    Parameters
    ----------
    data
        One row an effect; several rows a study.
    effect
        The column with the effect, on a scale on which errors are normal.
    variance
        The column with its sampling variance. Effects of a study must rest on different people.
    study
        The column with the name of the study.
    measure
        The column that says what was measured, on which scale: all must have the same.
    ci
        Level of the interval.

    Returns
    -------
    DataFrame
        An estimates frame, group "all": `pooled_effect` with its robust interval and p, `tau2_between`, the variance of the
        effect between studies, `tau2_within`, that between the effects of one study, and `cochran_q`. n counts studies,
        n_missing effects without a variance. "Cannot tell" with fewer than four studies, or none with two effects.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, the effects measured different things, or effects and variances are not
        of one size.

    Notes
    -----
    Three levels (Konstantopoulos 2011), both variances by REML; the standard error is robust against their being wrong
    (CR2) and the interval takes t with Satterthwaite's degrees of freedom (Tipton 2015), as clubSandwich has it: below four
    of these it is too narrow still. metafor's rma.mv takes a normal interval by default.

    Examples
    --------
    >>> pilots = pd.DataFrame(
    ...     {"pilot": list("aabbccddee"), "g": [0.1, 0.2, 0.7, 0.9, 0.4, 0.5, 0.2, 0.0, 0.6, 0.5], "v": [0.04] * 10}
    ... )
    >>> found = nested_synthesis(pilots, "g", variance="v", study="pilot")
    >>> found[["statistic", "estimate", "ci_low", "ci_high", "n"]].round(2)
           statistic  estimate  ci_low  ci_high  n
    0  pooled_effect      0.41    0.05     0.77  5
    1   tau2_between      0.06     NaN      NaN  5
    2    tau2_within      0.00     NaN      NaN  5
    3      cochran_q     18.22     NaN      NaN  5
    """
    require(data, [effect, variance, study, *([measure] if measure else [])], ci=ci)
    name = same_measure(data, measure) if measure else effect
    table = numbers(data, [effect, variance]).set_axis(["y", "v"], axis=1)
    table["study"] = data[study].astype("str").where(data[study].notna())
    known = table[(table["v"] > 0) & table["y"].notna() & table["study"].notna()].sort_values(["study", "y", "v"])
    y, v, codes = known["y"].to_numpy(), known["v"].to_numpy(), pd.factorize(known["study"])[0].astype("float64")
    of_one_size(y, v)
    studies = len(set(codes))
    common: Row = {"variable": name, "group": "all", "ci_level": ci, "n": studies, "n_missing": len(data) - len(known)}
    few = Method.FEW_STUDIES if studies < FEWEST_STUDIES else Method.ONE_EFFECT_EACH if studies == len(y) else None
    if few:
        names = ("pooled_effect", "tau2_between", "tau2_within", "cochran_q")
        return vocabulary.estimates(common | {"statistic": one, "method": few.value} for one in names)
    return vocabulary.estimates(common | row for row in _rows(y, v, codes, ci))


class _Fit(NamedTuple):
    """The covariances of the effects and their inverse, the mean, and what is left when it is taken out."""

    covariance: Values
    weights: Values
    mean: float
    variance: float
    projection: Values


def _rows(y: Values, v: Values, codes: Values, ci: float) -> list[Row]:
    from scipy.special import chdtrc

    at_most(len(y), MOST_EFFECTS, "effects")
    kinds = [(codes[:, None] == codes).astype("float64"), np.eye(len(y))]
    between, within = _components(y, v, kinds)
    fit = _fit(y, v, kinds, np.array([between, within]))
    fixed = _fit(y, v, kinds, np.zeros(2))
    q = float(y @ fixed.projection @ y)
    pooled = _robust(y, fit, codes)
    low, high = pooled.interval(ci)
    return [
        {"statistic": "pooled_effect", "estimate": pooled.estimate, "ci_low": low, "ci_high": high, "p_value": pooled.p, "method": Method.NESTED.value},
        {"statistic": "tau2_between", "estimate": between, "method": Method.NESTED_TAU.value},
        {"statistic": "tau2_within", "estimate": within, "method": Method.NESTED_TAU.value},
        {"statistic": "cochran_q", "estimate": q, "p_value": float(chdtrc(len(y) - 1, q)), "method": Method.COCHRAN_Q.value},
    ]  # fmt: skip


def _fit(y: Values, v: Values, kinds: list[Values], components: Values) -> _Fit:
    covariance = np.diag(v) + sum(size * kind for size, kind in zip(components, kinds, strict=True))
    weights = np.linalg.inv(covariance)
    sums = weights.sum(axis=1)
    variance = 1 / float(sums.sum())
    projection = weights - variance * np.outer(sums, sums)
    return _Fit(covariance, weights, variance * float(sums @ y), variance, projection)


def _components(y: Values, v: Values, kinds: list[Values]) -> tuple[float, float]:
    """Both variances by REML: Fisher scoring, halving a step that goes down, leaving at 0 what would go below."""

    def likelihood(fit: _Fit) -> float:
        return float(np.log(fit.variance) - np.linalg.slogdet(fit.covariance)[1] - y @ fit.projection @ y) / 2

    now = np.full(2, max(float(y.var(ddof=1) - v.mean()), float(v.mean()) / 10) / 2)
    for _ in range(_ROUNDS):
        fit = _fit(y, v, kinds, now)
        moved = [fit.projection @ kind for kind in kinds]
        rest = fit.projection @ y
        score = np.array([rest @ kind @ rest - np.trace(side) for kind, side in zip(kinds, moved, strict=True)]) / 2
        information = np.array([[(one * other.T).sum() for other in moved] for one in moved]) / 2
        free = (now > 0) | (score > 0)
        step = np.zeros(2)
        if free.any():
            step[free] = np.linalg.solve(information[np.ix_(free, free)], score[free])
        new, least = np.maximum(now + step, 0), likelihood(fit) - 1e-12
        while likelihood(_fit(y, v, kinds, new)) < least and np.abs(step).max() > 0:
            step = step / 2
            new = np.maximum(now + step, 0)
        if np.abs(new - now).max() <= 1e-12 * (new.max() + float(v.min())):
            break
        now = new
    return float(new[0]), float(new[1])


def _robust(y: Values, fit: _Fit, codes: Values) -> Pooled:
    """The mean with the CR2 standard error and Satterthwaite's degrees of freedom (Bell & McCaffrey 2002)."""
    left = np.eye(len(y)) - fit.variance * np.outer(np.ones(len(y)), fit.weights.sum(axis=1))
    scores, spreads = [], []
    for code in range(int(codes.max()) + 1):
        own = codes == code
        block = fit.covariance[np.ix_(own, own)]
        root = np.linalg.cholesky(block).T
        size, turned = np.linalg.eigh(root @ (block - fit.variance) @ root.T)
        inverse = np.where(size > 1e-12 * size.max(), 1 / np.sqrt(np.maximum(size, 1e-300)), 0.0)
        adjusted = root.T @ (turned * inverse) @ turned.T @ root
        pull = fit.variance * fit.weights[np.ix_(own, own)].sum(axis=0) @ adjusted
        scores.append(float(pull @ (y[own] - fit.mean)))
        spreads.append(left[own].T @ pull)
    together = np.array(spreads) @ fit.covariance @ np.array(spreads).T
    df = float(np.trace(together) ** 2 / (together**2).sum())
    return Pooled(fit.mean, sqrt(sum(score**2 for score in scores)), df, 0.0)
