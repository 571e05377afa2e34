"""One mean of the effects of several studies: numbers in, numbers out. `synthesis` makes a frame of it."""

from math import inf, sqrt
from typing import NamedTuple

from pilots.statistics.heterogeneity import generalised_q, tau_squared
from pilots.statistics.intervals import Difference, Interval
from pilots.statistics.samples import Values


class Pooled(NamedTuple):
    """A pooled effect, its standard error, the degrees of freedom of that (infinite: normal), and tau²."""

    estimate: float
    se: float
    df: float
    tau2: float

    @property
    def p(self) -> float:
        """The two-sided p-value of no effect."""
        return Difference(self.estimate, self.se, self.df).p

    def interval(self, ci: float = 0.95) -> Interval:
        """The interval of the mean effect."""
        return self._around(self.se, ci)

    def prediction(self, ci: float = 0.95) -> Interval:
        """The interval in which the true effect of a next study is to be expected: √(se² + tau²), same df as the mean.

        With Hartung and Knapp's standard error that is t with k - 1 degrees of freedom, as metafor has it; Higgins,
        Thompson & Spiegelhalter (2009) take k - 2. Too narrow with few studies: see `prediction.prediction_interval`.
        """
        return self._around(sqrt(self.se**2 + self.tau2), ci)

    def _around(self, spread: float, ci: float) -> Interval:
        from scipy.special import ndtri, stdtrit

        tail = (1 + ci) / 2
        half = float(ndtri(tail) if self.df == inf else stdtrit(self.df, tail)) * spread
        return self.estimate - half, self.estimate + half


def pool_fixed(effects: Values, variances: Values) -> Pooled:
    """The mean of the studies at hand, weighted by 1 / variance, with a normal interval.

    Speaks of these studies only: what differs between them counts for nothing.

    Examples
    --------
    >>> import numpy as np
    >>> pooled = pool_fixed(np.array([0.31, 0.29, 0.30]), np.array([0.04, 0.05, 0.03]))
    >>> round(pooled.estimate, 4), round(pooled.se, 4)
    (0.3006, 0.113)
    """
    weights = 1 / variances
    return Pooled(float((weights * effects).sum() / weights.sum()), 1 / sqrt(weights.sum()), inf, 0.0)


def pool_random(
    effects: Values, variances: Values, *, estimator: str = "REML", knapp_hartung: bool = True, safeguard: bool = True
) -> Pooled:
    """The mean of the effects that studies like these have, weighted by 1 / (variance + tau²).

    Parameters
    ----------
    effects, variances
        Of each study, at least two.
    estimator
        Of tau²: see `heterogeneity.tau_squared`.
    knapp_hartung
        Take the standard error from the scatter of the studies, with t on k - 1 degrees of freedom (Hartung & Knapp
        2001); else the normal interval, which is too narrow with few studies.
    safeguard
        Never take a standard error below the normal one: the scatter is multiplied by max(1, q), not by q (Röver,
        Knapp & Friede 2015). Three studies that happen to agree would else have an interval narrower than that of the
        fixed effect. The price: of 4 to 10 simulated studies it covers 95 to 100 %, without it 94 to 97 %, the normal
        interval 87 to 96 %. metafor leaves it out.

    Examples
    --------
    >>> import numpy as np
    >>> effects, variances = np.array([0.31, 0.29, 0.30]), np.array([0.04, 0.05, 0.03])
    >>> [round(limit, 2) for limit in pool_random(effects, variances).interval()]
    [-0.19, 0.79]
    >>> [round(limit, 2) for limit in pool_random(effects, variances, safeguard=False).interval()]
    [0.28, 0.32]
    """
    tau2 = tau_squared(effects, variances, estimator=estimator)
    wald = pool_fixed(effects, variances + tau2)
    if not knapp_hartung:
        return wald._replace(tau2=tau2)
    df = len(effects) - 1
    q = generalised_q(tau2, effects, variances) / df
    return Pooled(wald.estimate, wald.se * sqrt(max(q, 1.0) if safeguard else q), df, tau2)
