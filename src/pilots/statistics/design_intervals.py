"""Shares, quantiles and design effects of a sample with weights, clusters and strata, each with its interval."""

from math import exp, log, nan

import numpy as np

from pilots.statistics.design import SampleDesign, spread
from pilots.statistics.design_stages import Mask
from pilots.statistics.intervals import NONE, Difference, Interval
from pilots.statistics.samples import Values, rescaled

_TIE = 1e-12


def logit_interval(share: Difference, *, ci: float = 0.95) -> Interval:
    """The t interval of a share on the logit scale, by which it never leaves 0 to 1 (the default of R's svyciprop).

    Missing where the share is 0 or 1 or its standard error is 0. `svyciprop(method="mean")`, the t interval of the share
    itself, is what `means` gives of a column of 1 and 0; it can leave 0 to 1, so none is given here.

    Examples
    --------
    >>> [round(limit, 4) for limit in logit_interval(Difference(0.3, 0.05, 14))]
    [0.2046, 0.4166]
    """
    p = share.estimate
    if not (0 < p < 1 and share.se > 0):
        return NONE
    low, high = Difference(log(p / (1 - p)), share.se / (p * (1 - p)), share.df).interval(ci)
    return _share(low), _share(high)


def korn_graubard(share: Difference, n: int, *, ci: float = 0.95) -> Interval:
    """Clopper and Pearson's interval at the effective sample size: of a share near 0 or 1, or of few (svyciprop's "beta").

    n* = p(1 - p) / se² · (t_{n-1} / t_df)², with n respondents (Korn & Graubard 1998). Missing as in `logit_interval`.

    Notes
    -----
    Korn, E. L. & Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of positive
    counts estimated from survey data. Survey Methodology 24(2), 193-201.

    Examples
    --------
    >>> [round(limit, 4) for limit in korn_graubard(Difference(0.3, 0.05, 14), 183)]
    [0.197, 0.4203]
    """
    from scipy.special import stdtrit

    p = share.estimate
    if not (0 < p < 1 and share.se > 0 and share.df > 0):
        return NONE
    tail = (1 + ci) / 2
    effective = p * (1 - p) / share.se**2 * (float(stdtrit(n - 1, tail)) / float(stdtrit(share.df, tail))) ** 2
    return _beta(p * effective, effective, ci)


def empty_interval(design: SampleDesign, who: Mask, share: float, *, ci: float = 0.95) -> Interval:
    """The exact interval of a share of 0 or 1, which has no standard error, at an effective size that can't be too large.

    The effective size is Kish's, (Σw)² / Σw², over first-stage clusters: as if all in a cluster answered alike. Without
    clusters these are the respondents.

    Examples
    --------
    >>> import pandas as pd
    >>> design = SampleDesign.of(pd.DataFrame({"school": list("aabbccdd")}), clusters="school")
    >>> [round(limit, 3) for limit in empty_interval(design, design.weights > 0, 0.0)]
    [0.0, 0.602]
    """
    first = design.stages[0]
    sums = np.bincount(first.cluster[who], rescaled(design.weights[who])[0])
    effective = float(sums.sum() ** 2 / (sums**2).sum())
    return _beta(share * effective, effective, ci)


def quantile(values: Values, weights: Values, share: float, *, rule: str = "school") -> float:
    """The value that a share of the weights lies at or below.

    Parameters
    ----------
    values, weights
        By respondent, weights above 0.
    share
        0 to 1: 0.5 is the median.
    rule
        "school": where the weights split at just that share, the mean of the two values around it, by which equal weights
        give the usual median. "math": the lower of the two (the inverse of the distribution, R's default).

    Examples
    --------
    >>> quantile(np.array([1.0, 2, 3, 4]), np.ones(4), 0.5), quantile(np.array([1.0, 2, 3, 4]), np.ones(4), 0.5, rule="math")
    (2.5, 2.0)
    """
    order = np.argsort(values, kind="stable")
    ordered, upto = values[order], np.cumsum(weights[order]) / weights.sum()
    place = min(int(np.searchsorted(upto, share - _TIE)), len(ordered) - 1)
    split = rule == "school" and abs(upto[place] - share) <= _TIE and place + 1 < len(ordered)
    low, high = float(ordered[place]), float(ordered[place + 1 if split else place])
    return low / 2 + high / 2 if split else low


def quantile_interval(
    design: SampleDesign, values: Values, who: Mask, share: float, *, rule: str = "school", ci: float = 0.95
) -> Interval:
    """Woodruff's interval of a quantile: where the interval of the share at or below it is taken back to values.

    R's svyquantile by default (interval.type="mean"), whose standard error is the width over 2 t, but for two cases of few
    respondents or levels. Where the interval of the share leaves 0 to 1, of which R makes no limit, it is that on the logit
    scale. And where many gave the middle answer itself, the share at or below it does not see the answers below: if the
    share below may be as large as the one asked for, the lower limit comes from its standard error.

    Notes
    -----
    Woodruff, R. S. (1952). Confidence intervals for medians and other position measures. Journal of the American
    Statistical Association, 47(260), 635-646.
    """
    weights = design.weights[who]
    middle = quantile(values[who], weights, share, rule=rule)
    upto = design.mean((values <= middle).astype("float64"), who)
    if not (upto.se >= 0 and upto.df > 0):
        return NONE
    low, high = upto.interval(ci) if upto.se > 0 else (upto.estimate, upto.estimate)
    if low < 0 or high > 1:
        low, high = logit_interval(upto, ci=ci)
    lower, upper = (quantile(values[who], weights, limit, rule=rule) for limit in (low, high))
    below = design.mean((values < middle).astype("float64"), who)
    most = below.interval(ci)[1]
    if lower >= middle and most >= share:
        lower = quantile(values[who], weights, share - (most - below.estimate), rule=rule)
    return lower, upper


def design_effect(
    design: SampleDesign, values: Values, who: Mask, *, replacement: bool = True, total: bool = False
) -> float:
    """How many times the variance of a mean (or a total) is that of a simple random sample of as many respondents.

    Parameters
    ----------
    design, values, who
        As for `SampleDesign.mean`.
    replacement
        Against a simple random sample with replacement (Kish 1965): it needs no size of the population. Otherwise against
        one without, where the weights add up to the population (survey's deff=TRUE, next to deff="replace").
    total
        Of the total, not of the mean.
    """
    n, small = int(who.sum()), rescaled(np.where(who, values, 0.0))[0]
    people = float(design.weights[who].sum())
    simple = spread(small[who], design.weights[who]) / n if n > 1 else nan
    if not replacement:
        simple *= (people - n) / people
    se = design.total(small, who).se / people if total else design.mean(small, who).se
    return se**2 / simple if simple > 0 else nan


def _beta(count: float, n: float, ci: float) -> Interval:
    from scipy.special import betaincinv

    tail = (1 - ci) / 2
    low = 0.0 if count <= 0 else float(betaincinv(count, n - count + 1, tail))
    return low, 1.0 if count >= n else float(betaincinv(count + 1, n - count, 1 - tail))


def _share(logit: float) -> float:
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0
