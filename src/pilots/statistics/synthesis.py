"""What several pilots say together about one indicator, and how far they differ."""

from math import isfinite, nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.heterogeneity import generalised_q, i_squared, q_profile, tau_squared
from pilots.statistics.intervals import NONE
from pilots.statistics.methods import Method
from pilots.statistics.pooling import Pooled, pool_fixed, pool_random
from pilots.statistics.prediction import prediction_interval
from pilots.statistics.samples import Values, groups, numbers, require

FEWEST_STUDIES = 4
"""Studies below which nothing is pooled."""
PREDICTIONS = {"distribution": Method.PREDICTION, "t": Method.PREDICTION_T}
"""The prediction intervals by name."""
_FARTHEST = 1e6
"""Standard errors between two effects, beyond which the column of variances can't be one."""

Row = dict[str, object]


def synthesis(
    data: pd.DataFrame,
    effect: str,
    *,
    study: str,
    variance: str | None = None,
    limits: tuple[str, str] | None = None,
    level: float = 0.95,
    measure: str | None = None,
    estimator: str = "REML",
    safeguard: bool = True,
    prediction: str = "distribution",
    ci: float = 0.95,
) -> pd.DataFrame:
    """The effects of several pilots together: pooled from four pilots up, below that their range.

    Parameters
    ----------
    data
        One row a study, e.g. of `count_effects` or `mean_effects`, or an estimates frame with a row a pilot.
    effect
        The column with its effect, on a scale on which errors are normal: a difference, Hedges' g, the log of a ratio.
    study
        The column with its name.
    variance
        The column with the sampling variance of the effect.
    limits
        Instead of that, the columns with its lower and upper limit; the variance is then that of a normal interval of
        the same width, for small samples a little larger than the one the study had.
    level
        Level of those limits.
    measure
        The column that says what was measured, on which scale: all studies must have the same.
    estimator
        Of the variance between studies: REML, PM, DL, ML, HE, SJ, EB or HS; see `heterogeneity.tau_squared`.
    safeguard
        Whether the standard error of Hartung and Knapp may be no smaller than the normal one.
    prediction
        "distribution", an interval that counts in how uncertain tau² is (`prediction.prediction_interval`), or "t", the
        usual one, which takes tau² for known.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        An estimates frame; variable is the measure (or the effect's column), n counts studies. Group "all":
        `pooled_effect` (random effects; Hartung-Knapp t interval and p), `predicted_effect` (the same with its
        prediction interval), `fixed_effect` (of just these studies; normal), `smallest_effect` and `largest_effect`,
        `cochran_q` with its p, `tau2`, `i_squared` and `h_squared` (from tau², with Q-profile intervals) and
        `i_squared_q` (from Q). Group the study: `study_effect` with its normal interval, and `pooled_effect_without`,
        the pooled effect of the others. With fewer than four studies only range and study effects; the others are
        missing, "cannot tell". Studies without effect or variance are counted in n_missing.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, both or none of variance and limits are named, a study has two rows
        or no name, the studies measured different things, or effects and variances are not of one size.

    Notes
    -----
    Hartung & Knapp (2001): t with k - 1 degrees of freedom, variance max(1, q) / Σw with q = Σ w (y - μ)² / (k - 1). The
    safeguard max(1, q) (Röver, Knapp & Friede 2015) is on by default: with few pilots q is often far below 1 by chance
    alone, and the interval narrower than if the pilots were known to be alike; metafor's knha has none. The usual
    prediction interval has t with k - 1 degrees of freedom in metafor (and here, by "t"), with k - 2 in Higgins et al.
    (2009); after 4 to 10 studies both hold their level only by luck, so that of the confidence distribution of tau² is
    the default. Tau² by REML (Veroniki et al. 2016). Four pilots: below, neither tau² nor the interval can be
    told from the data (Bender et al. 2018). I² is a share, 0 to 1.

    statsmodels' `combine_effects` takes normal intervals by default, and DerSimonian and Laird's tau² below zero.

    Examples
    --------
    >>> pilots = pd.DataFrame(
    ...     {"pilot": ["Aalst", "Genk", "Menen", "Ronse"], "g": [0.1, 0.9, 0.4, 0.2], "v": [0.02, 0.05, 0.03, 0.04]}
    ... )
    >>> found = synthesis(pilots, "g", study="pilot", variance="v")
    >>> found.loc[found["group"] == "all", ["statistic", "estimate", "ci_low", "ci_high", "n"]].round(2)
              statistic  estimate  ci_low  ci_high  n
    0     pooled_effect      0.38   -0.17     0.93  4
    1  predicted_effect      0.38   -1.01     1.80  4
    2      fixed_effect      0.32    0.15     0.50  4
    3   smallest_effect      0.10     NaN      NaN  4
    4    largest_effect      0.90     NaN      NaN  4
    5         cochran_q      9.72     NaN      NaN  4
    6              tau2      0.08    0.00     1.72  4
    7         i_squared      0.71    0.04     0.98  4
    8         h_squared      3.43    1.04    53.84  4
    9       i_squared_q      0.69     NaN      NaN  4
    """
    if prediction not in PREDICTIONS:
        raise PilotsError(f"there is no prediction '{prediction}'", mend=f"Take one of {', '.join(PREDICTIONS)}.")
    if (variance is None) == (limits is None):
        raise PilotsError(
            "a synthesis needs the variances of the effects, or their limits", mend="Name one of the two."
        )
    columns = [variance] if variance is not None else list(limits or ())
    require(data, [effect, study, *columns, *([measure] if measure else [])], ci=ci)
    require(data, [], ci=level)
    name = same_measure(data, measure) if measure else effect
    studies = _one_row_a_study(data, study)
    figures = numbers(studies, [effect, *columns]).to_numpy()
    y, v = figures[:, 0], figures[:, 1] if limits is None else _variance(figures[:, 1], figures[:, 2], level)
    known = np.isfinite(y) & (v > 0)
    of_one_size(y[known], v[known])
    common: Row = {"variable": name, "group": "all", "n": int(known.sum()), "n_missing": int((~known).sum())}
    rows = _together(y[known], v[known], estimator, safeguard, prediction, ci)
    each = [
        {"group": label} | row
        for k, label in enumerate(studies.index)
        for row in _study(y, v, known, k, estimator, safeguard, ci)
    ]
    return vocabulary.estimates(common | {"ci_level": ci} | row for row in [*rows, *each])


def _together(y: Values, v: Values, estimator: str, safeguard: bool, prediction: str, ci: float) -> list[Row]:
    ends = [("smallest_effect", y.min()), ("largest_effect", y.max())] if len(y) else []
    span: list[Row] = [
        {"statistic": name, "estimate": float(value), "method": Method.RANGE.value} for name, value in ends
    ]
    names = ("pooled_effect", "predicted_effect", "fixed_effect", "cochran_q", "tau2", "i_squared", "h_squared")
    if len(y) < FEWEST_STUDIES:
        return [*span, *(_row(name, nan, NONE, Method.FEW_STUDIES) for name in (*names, "i_squared_q"))]
    pooled, fixed = pool_random(y, v, estimator=estimator, safeguard=safeguard), pool_fixed(y, v)
    next_one = pooled.prediction(ci) if prediction == "t" else prediction_interval(y, v, ci=ci)
    return [
        _mean("pooled_effect", pooled, _knapp_hartung(safeguard), ci),
        _row("predicted_effect", pooled.estimate, next_one, PREDICTIONS[prediction]),
        _mean("fixed_effect", fixed, Method.FIXED, ci),
        *span,
        *_heterogeneity(y, v, estimator, ci),
    ]


def _heterogeneity(y: Values, v: Values, estimator: str, ci: float) -> list[Row]:
    from scipy.special import chdtrc

    q, df = generalised_q(0.0, y, v), len(y) - 1
    tau2, limits = tau_squared(y, v, estimator=estimator), q_profile(y, v, ci=ci)
    share, low, high = (i_squared(value, v) for value in (tau2, *limits))
    return [
        _row("cochran_q", q, NONE, Method.COCHRAN_Q) | {"p_value": float(chdtrc(df, q))},
        _row("tau2", tau2, limits, Method[f"TAU_{estimator}"]),
        _row("i_squared", share, (low, high), Method.I_SQUARED),
        _row("h_squared", 1 / (1 - share), (1 / (1 - low), 1 / (1 - high)), Method.I_SQUARED),
        _row("i_squared_q", max(1 - df / q, 0.0) if q > 0 else 0.0, NONE, Method.I_SQUARED_Q),
    ]


def _study(
    y: Values,
    v: Values,
    known: np.ndarray[tuple[int], np.dtype[np.bool_]],
    k: int,
    estimator: str,
    safeguard: bool,
    ci: float,
) -> list[Row]:
    one: Row = {"n": int(known[k]), "n_missing": int(not known[k])}
    if not known[k]:
        return [_row("study_effect", nan, NONE, Method.NO_EFFECT) | one]
    alone = _mean("study_effect", pool_fixed(y[[k]], v[[k]]), Method.STUDY, ci) | one
    others = known & (np.arange(len(y)) != k)
    count: Row = {"n": int(others.sum())}
    if others.sum() < FEWEST_STUDIES:
        return [alone, _row("pooled_effect_without", nan, NONE, Method.FEW_STUDIES) | count]
    rest = pool_random(y[others], v[others], estimator=estimator, safeguard=safeguard)
    return [alone, _mean("pooled_effect_without", rest, _knapp_hartung(safeguard), ci) | count]


def _knapp_hartung(safeguard: bool) -> Method:
    return Method.KNAPP_HARTUNG_SAFE if safeguard else Method.KNAPP_HARTUNG


def _mean(statistic: str, pooled: Pooled, method: Method, ci: float) -> Row:
    return _row(statistic, pooled.estimate, pooled.interval(ci), method) | {"p_value": pooled.p}


def _row(statistic: str, estimate: float, limits: tuple[float, float], method: Method) -> Row:
    low, high = limits
    return {"statistic": statistic, "estimate": estimate, "ci_low": low, "ci_high": high, "method": method.value}


def same_measure(data: pd.DataFrame, measure: str) -> str:
    """What all studies measured; refuses where that differs or is not known."""
    found = sorted(data[measure].dropna().astype("str").unique())
    if data[measure].isna().any():
        raise PilotsError(f"of {data[measure].isna().sum()} studies it is not known what they measured", where=measure)
    if len(found) > 1:
        raise PilotsError(
            f"the studies measured different things: {', '.join(found)}",
            where=measure,
            mend="Pool those of one measure.",
        )
    return found[0] if found else measure


def _one_row_a_study(data: pd.DataFrame, study: str) -> pd.DataFrame:
    """The rows in the order of the studies' names, with these as index."""
    if data[study].isna().any():
        raise PilotsError(f"{data[study].isna().sum()} rows have no study", where=study)
    parts = groups(data, study)
    twice = [label for label, part in parts.items() if len(part) > 1]
    if twice:
        mend = "Keep one effect a study: two of the same people are no two studies."
        raise PilotsError(f"some studies have several rows: {', '.join(twice[:5])}", where=study, mend=mend)
    return pd.concat(parts.values()).set_axis(list(parts)) if parts else data


def _variance(low: Values, high: Values, level: float) -> Values:
    from scipy.special import ndtri

    return np.asarray(((high - low) / (2 * float(ndtri((1 + level) / 2)))) ** 2)


def of_one_size(y: Values, v: Values) -> None:
    """Refuse effects and variances that can't belong together."""
    if not len(y):
        return
    reach = np.ptp(y) / np.sqrt(v.min())
    if not (isfinite(reach) and reach < _FARTHEST and v.min() > 1e-100 and v.max() < 1e100):
        raise PilotsError(
            "the effects lie millions of standard errors apart, or their variances are too large or too small to work with",
            mend="The variance is that of the effect's sampling error, in its unit squared.",
        )
