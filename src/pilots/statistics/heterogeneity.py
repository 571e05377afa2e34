"""How far the true effects of studies lie apart: tau², by eight estimators, its interval, I² and H².

statsmodels' `combine_effects` has two of the estimators, leaves DerSimonian and Laird's below zero where the
studies agree (and I² far below with it), and has no interval of tau²; so they stand here.
"""

from collections.abc import Callable

import numpy as np

from pilots.errors import PilotsError
from pilots.statistics.intervals import Interval
from pilots.statistics.samples import Values

_GRID = 200
"""Points between which the top of a likelihood is searched."""


def tau_squared(effects: Values, variances: Values, *, estimator: str = "REML") -> float:
    """The variance of the true effects between studies, never below zero.

    Parameters
    ----------
    effects, variances
        Of each study, the variance being that of its sampling error; at least two studies.
    estimator
        One of `ESTIMATORS`: REML and ML (likelihood), PM (Paule & Mandel 1982) and EB (empirical Bayes), two names of
        one estimate, DL (DerSimonian & Laird 1986), HE (Hedges & Olkin 1985), HS (Hunter & Schmidt 1990), SJ
        (Sidik & Jonkman 2005, begun at the mean squared deviation; above zero even where the studies agree).

    Raises
    ------
    PilotsError
        When there is no such estimator.

    Notes
    -----
    REML and PM are what Veroniki et al. (2016), Research Synthesis Methods 7, 55-79, advise; DL is too low with few
    studies that differ much. Of several tops the likelihood has, the highest is taken.

    Examples
    --------
    >>> effects, variances = np.array([0.1, 0.9, 0.4, 0.2]), np.array([0.02, 0.05, 0.03, 0.04])
    >>> round(tau_squared(effects, variances), 4), round(tau_squared(effects, variances, estimator="DL"), 4)
    (0.0791, 0.0729)
    """
    if estimator not in ESTIMATORS:
        raise PilotsError(f"there is no estimator '{estimator}'", mend=f"Take one of {', '.join(ESTIMATORS)}.")
    return max(ESTIMATORS[estimator](effects, variances), 0.0)


def q_profile(effects: Values, variances: Values, *, ci: float = 0.95) -> Interval:
    """The interval of tau²: every value for which the generalised Q is likely (Viechtbauer 2007).

    Exact for normal effects with known variances. Where the studies agree more than chance allows, both limits are
    0, as metafor gives them. An estimate can lie outside, SJ's above all.

    Examples
    --------
    >>> [round(limit, 3) for limit in q_profile(np.array([0.1, 0.9, 0.4, 0.2]), np.array([0.02, 0.05, 0.03, 0.04]))]
    [0.001, 1.719]
    """
    from scipy.special import chdtri

    df = len(effects) - 1
    low, high = (float(chdtri(df, tail)) for tail in ((1 - ci) / 2, (1 + ci) / 2))
    return _where_q_is(low, effects, variances), _where_q_is(high, effects, variances)


def generalised_q(tau2: float, effects: Values, variances: Values) -> float:
    """The weighted sum of squared deviations with weights 1 / (variance + tau²); Cochran's Q at tau² = 0."""
    weights = 1 / (variances + tau2)
    mean = (weights * effects).sum() / weights.sum()
    return float((weights * (effects - mean) ** 2).sum())


def i_squared(tau2: float, variances: Values) -> float:
    """The share of the variance of observed effects that is between studies: tau² / (tau² + s²).

    s² is Higgins and Thompson's (2002) typical sampling variance. With DL this is 1 - (k - 1) / Q, the form that
    statsmodels always takes; with any other estimator the two differ, and metafor and this take tau². H² is 1 / (1 -
    I²).

    Examples
    --------
    >>> i_squared(0.04, np.array([0.04, 0.04]))
    0.5
    """
    weights = 1 / variances
    typical = (len(weights) - 1) * weights.sum() / (weights.sum() ** 2 - (weights**2).sum())
    return float(tau2 / (tau2 + typical))


def _where_q_is(level: float, effects: Values, variances: Values) -> float:
    """The tau² at which the generalised Q, which falls as tau² grows, comes down to a level; 0 if it is there already."""
    from scipy.optimize import brentq

    if generalised_q(0.0, effects, variances) <= level:
        return 0.0
    highest = len(effects) * float(np.ptp(effects)) ** 2 / level
    return float(brentq(lambda t: generalised_q(t, effects, variances) - level, 0.0, highest, xtol=1e-300, rtol=1e-14))


def _paule_mandel(effects: Values, variances: Values) -> float:
    return _where_q_is(len(effects) - 1.0, effects, variances)


def _dersimonian_laird(effects: Values, variances: Values) -> float:
    w = 1 / variances
    q, df = generalised_q(0.0, effects, variances), len(effects) - 1
    return float((q - df) / (w.sum() - (w**2).sum() / w.sum()))


def _hedges(effects: Values, variances: Values) -> float:
    return float(effects.var(ddof=1) - variances.mean())


def _hunter_schmidt(effects: Values, variances: Values) -> float:
    return (generalised_q(0.0, effects, variances) - len(effects)) / float((1 / variances).sum())


def _sidik_jonkman(effects: Values, variances: Values) -> float:
    first = float(effects.var())
    if not first > 0:
        return 0.0
    return first * generalised_q(first, effects, variances) / (len(effects) - 1)


def _maximum_likelihood(effects: Values, variances: Values) -> float:
    return _highest(effects, variances, restricted=False)


def _restricted_likelihood(effects: Values, variances: Values) -> float:
    return _highest(effects, variances, restricted=True)


def _highest(effects: Values, variances: Values, *, restricted: bool) -> float:
    """The tau² with the highest likelihood: every top between the points of a grid, found as a root of the slope."""
    from scipy.optimize import brentq

    def slope(tau2: float | Values) -> Values:
        w = 1 / (variances + np.expand_dims(tau2, -1))
        total = w.sum(axis=-1)
        mean = (w * effects).sum(axis=-1) / total
        squares = (w**2 * (effects - np.expand_dims(mean, -1)) ** 2).sum(axis=-1)
        return np.asarray(squares - total + restricted * (w**2).sum(axis=-1) / total)

    def likelihood(tau2: float) -> float:
        w = 1 / (variances + tau2)
        return float(np.log(w).sum() - restricted * np.log(w.sum()) - generalised_q(tau2, effects, variances)) / 2

    widest = float(np.ptp(effects)) ** 2
    if not widest > 0:
        return 0.0
    lowest = min(float(variances.min()), widest) * 1e-6
    grid = np.concatenate([[0.0], np.geomspace(lowest, 2 * widest, _GRID)])
    slopes = slope(grid)
    tops = np.flatnonzero((slopes[:-1] > 0) & (slopes[1:] <= 0))
    found = [brentq(lambda t: float(slope(t)), grid[k], grid[k + 1], xtol=1e-300, rtol=1e-14) for k in tops]
    return max([0.0, *map(float, found)], key=likelihood)


ESTIMATORS: dict[str, Callable[[Values, Values], float]] = {
    "REML": _restricted_likelihood,
    "PM": _paule_mandel,
    "DL": _dersimonian_laird,
    "ML": _maximum_likelihood,
    "HE": _hedges,
    "SJ": _sidik_jonkman,
    "EB": _paule_mandel,
    "HS": _hunter_schmidt,
}
"""The estimators of tau² by the name that metafor gives them."""
