"""Rubin's rules: one estimate out of those of several filled frames, with what the missing answers cost."""

from collections.abc import Sequence
from math import inf, sqrt
from typing import NamedTuple

import numpy as np

from pilots.statistics.intervals import Difference


class Pooled(NamedTuple):
    """An estimate pooled over imputations: standard error, degrees of freedom, and the information lost, 0 to 1."""

    estimate: float
    se: float
    df: float
    within: float
    between: float
    riv: float
    fmi: float

    def interval(self, ci: float = 0.95) -> tuple[float, float]:
        """The t interval."""
        from scipy.special import stdtrit

        half = float(stdtrit(self.df, (1 + ci) / 2)) * self.se
        return self.estimate - half, self.estimate + half

    def p(self, null: float = 0.0) -> float:
        """The two-sided p of a t test against a value."""
        return Difference(self.estimate - null, self.se, self.df).p


def rubin(estimates: Sequence[float], variances: Sequence[float], *, n: float = inf, parameters: int = 1) -> Pooled:
    """Pool an estimate over imputations by Rubin's rules.

    Parameters
    ----------
    estimates, variances
        Of each filled frame: the estimate, about normal on its scale, and its squared standard error.
    n, parameters
        Respondents, and parameters that were estimated: without missing answers there would be n - parameters degrees of freedom.

    Notes
    -----
    T = Ū + (1 + 1/m) B; degrees of freedom of Barnard & Rubin (1999); fmi = (r + 2 / (df + 3)) / (r + 1), r = (1 + 1/m) B / Ū,
    as R's mice.

    References
    ----------
    Rubin, D. B. (1987). Multiple imputation for nonresponse in surveys. Wiley.
    Barnard, J., & Rubin, D. B. (1999). Small-sample degrees of freedom with multiple imputation. Biometrika 86, 948-955.

    Examples
    --------
    >>> pooled = rubin([10.1, 12.4, 9.8], [4.1, 3.9, 5.2], n=25, parameters=3)
    >>> round(pooled.estimate, 4), round(pooled.se, 4), round(pooled.df, 4), round(pooled.fmi, 4)
    (10.7667, 2.6642, 6.5818, 0.5095)
    """
    q, m = np.asarray(estimates, dtype="float64"), len(estimates)
    mean, within = float(q.mean()), float(np.mean(variances))
    between = float(q.var(ddof=1)) if m > 1 else 0.0
    extra = (1 + 1 / m) * between
    total = within + extra
    riv = extra / within if within > 0 else inf
    share = extra / total if total > 0 else 0.0
    complete = n - parameters
    old = (m - 1) / share**2 if share > 0 else inf
    observed = complete if complete == inf else (complete + 1) / (complete + 3) * complete * (1 - share)
    df = observed if old == inf else old if observed == inf else old * observed / (old + observed)
    lost = share if riv == inf else (riv + 2 / (df + 3)) / (riv + 1)
    return Pooled(mean, sqrt(total), df, within, between, riv, lost)
