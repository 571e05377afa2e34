"""Limits of profile likelihood intervals: where twice the drop of the log-likelihood reaches the quantile of chi-square."""

from collections.abc import Callable
from math import inf, nan

FARTHEST = 30
"""Doublings of the first step after which a likelihood counts as flat on one side."""


def profile_limit(drop: Callable[[float], float], estimate: float, step: float, quantile: float) -> float:
    """One limit of a profile likelihood interval.

    Parameters
    ----------
    drop
        Twice the drop of the profile log-likelihood at a value of the parameter.
    estimate
        Where it is zero.
    step
        About the distance of the limit, with its sign: minus for the lower one.
    quantile
        Of chi-square with one degree of freedom.

    Returns
    -------
    float
        The limit; nan where the likelihood never drops so far.

    Examples
    --------
    >>> round(profile_limit(lambda b: (b - 2) ** 2 / 0.25, 2, 1.0, 3.841459), 4)
    2.98
    """
    from scipy.optimize import brentq

    near, far = estimate, estimate + step
    for _ in range(FARTHEST):
        reached = drop(far)
        if reached == inf:
            far = (near + far) / 2
        elif reached >= quantile:
            return float(
                brentq(lambda value: drop(value) - quantile, near, far, xtol=1e-12 * abs(step) + 1e-300, rtol=1e-12)
            )
        else:
            near, far = far, far + 2 * (far - near)
    return nan
