"""Linear and logistic regression that allow for weights, clusters and strata."""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

import numpy as np
import pandas as pd

from pilots.errors import PilotsError
from pilots.statistics import model_frame
from pilots.statistics.design import SampleDesign
from pilots.statistics.design_stages import Mask
from pilots.statistics.intervals import Difference
from pilots.statistics.methods import Method
from pilots.statistics.model_counts import category_counts
from pilots.statistics.model_frame import Row, finished, refused
from pilots.statistics.samples import Values, numbers, rescaled

FAMILIES = ("linear", "logistic")
_STEPS = 100
_SEPARATED = 30.0
"""A predicted log odds beyond which somebody's answer is as good as certain."""


class Fitted(NamedTuple):
    """Coefficients and their influence values (a row a respondent), divided by a factor, and whether there are any."""

    coefficients: Values
    influence: Values
    factor: float
    found: bool


def design_regression(
    data: pd.DataFrame,
    outcome: str,
    predictors: str | Sequence[str],
    *,
    family: str = "linear",
    weights: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """A regression in the population that the sample stands for, with linearised standard errors.

    Parameters
    ----------
    data
        One row a respondent.
    outcome
        A number, or, for "logistic", 1 or 0.
    predictors
        Numeric columns, or columns of categories (each next to the first), or "a:b" for a product.
    family
        "linear" or "logistic".
    weights, clusters, strata, fpc
        As in `SampleDesign.of`.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame: per predictor (and category) a row `coefficient`, in units of the outcome (or log odds), for
        "logistic" also a row `odds_ratio`; then the `intercept` (variable: the outcome, no test). Holm's correction is over
        the predictors.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or the family or an outcome is none of those.

    Notes
    -----
    R's svyglm (family quasibinomial): the weighted normal or logistic likelihood is maximised, its scores are the influence
    values, and t has the degrees of freedom of the design (`SampleDesign`), plus 1, less the coefficients.

    Examples
    --------
    >>> parents = pd.DataFrame(
    ...     {"school": list("aabbccddee"), "trust": [2, 3, 4, 4, 3, 5, 4, 5, 1, 2], "years": [1, 2, 2, 4, 3, 4, 2, 5, 1, 1]}
    ... )
    >>> found = design_regression(parents, "trust", "years", clusters="school")
    >>> found[["variable", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
      variable  estimate  ci_low  ci_high  p_value
    0    years     0.784   0.285    1.283    0.015
    1    trust     1.341  -0.483    3.164      NaN
    """
    if family not in FAMILIES:
        raise PilotsError(f"there is no family '{family}'", mend=f"Take one of: {', '.join(FAMILIES)}.")
    named = data.reset_index(drop=True)
    found = model_frame.design(named, outcome, predictors, ci=ci)
    design = SampleDesign.of(named, weights=weights, clusters=clusters, strata=strata, fpc=fpc)
    y = numbers(named, [outcome])[outcome].to_numpy()
    complete = np.zeros(len(named), dtype=np.bool_)
    complete[found.rows.index] = True
    who = complete & design.answered(y)
    if family == "logistic" and not np.isin(y[who], (0, 1)).all():
        raise PilotsError(f"answers to '{outcome}' are not all 0 or 1", mend="Code the outcome as 1 and 0.")
    n = int(who.sum())
    common: Row = {"n": n, "n_missing": len(data) - n, "ci_level": ci}
    kinds = ["coefficient", "odds_ratio"] if family == "logistic" else ["coefficient"]
    x = np.zeros((len(named), len(found.names)))
    x[found.rows.index] = found.matrix
    df = design.df(who) - len(found.names)
    reason, fit = Method.FEW_FOR_MODEL, None
    if n >= 2 and df >= 1:
        fit = fitted(design, y, x, who, family)
        constant = np.ptp(y[who]) == 0
        reason = Method.NO_VARIANCE if constant else Method.SEPARATED if _full(x, who) else Method.NOT_IDENTIFIED
    if fit is None or not fit.found:
        return finished([*refused(found.names, kinds, reason), *refused([outcome], ["intercept"], reason)], common)
    se = np.sqrt(np.diag(design.variance(fit.influence)))
    method = Method.DESIGN_LOGISTIC if family == "logistic" else Method.DESIGN_LINEAR
    rows: list[Row] = []
    for place, name in [*enumerate(found.names, 1), (0, outcome)]:
        scale = fit.factor / (float(found.factors[place - 1]) if place else 1.0)
        estimate = Difference(float(fit.coefficients[place]) * scale, float(se[place]) * scale, df)
        low, high = estimate.interval(ci)
        row: Row = {"variable": name, "method": (method if low == low else Method.LONE_CLUSTER).value}
        told = {"estimate": estimate.estimate, "ci_low": low, "ci_high": high}
        if not place:
            rows.append(row | {"statistic": "intercept"} | told)
            continue
        row["p_value"] = estimate.p
        rows.append(row | {"statistic": "coefficient"} | told)
        if family == "logistic":
            rows.append(row | {"statistic": "odds_ratio"} | {key: _exp(value) for key, value in told.items()})
    return finished([*rows, *category_counts(found, outcome, who=who[found.rows.index])], common)


def fitted(design: SampleDesign, values: Values, predictors: Values, who: Mask, family: str = "linear") -> Fitted:
    """The coefficients of a weighted regression (intercept first) and their influence values.

    Parameters
    ----------
    design
        The design.
    values
        The outcome, by respondent.
    predictors
        A column each, without the intercept.
    who
        Who counts; the others are in the design only.
    family
        "linear" or "logistic".
    """
    w = design.parts(who) * int(who.sum())
    small, factor = np.where(who, values, 0.0), 1.0
    if family == "linear":
        small, factor = rescaled(small)
    middle = (w @ predictors) / w.sum()
    spread: Values = np.sqrt((w @ (predictors - middle) ** 2) / w.sum())
    varied: Values = np.where(spread > 1e-12 * np.abs(predictors).max(axis=0, initial=0), spread, np.inf)
    x = np.column_stack([np.ones(len(w)), (predictors - middle) / varied])
    if not _full(predictors, who) or np.ptp(small[who]) == 0:
        return Fitted(np.full(x.shape[1], np.nan), x, factor, False)
    beta, residual, curve = _linear(x, small, w) if family == "linear" else _logistic(x, small, w)
    if not np.isfinite(beta).all():
        return Fitted(beta, x, factor, False)
    influence = (w * residual)[:, None] * (x @ np.linalg.inv(curve))
    back = np.diag(np.r_[1.0, 1 / varied])
    back[0, 1:] = -middle / varied
    return Fitted(back @ beta, influence @ back.T, factor, True)


def _linear(x: Values, y: Values, w: Values) -> tuple[Values, Values, Values]:
    curve = (x * w[:, None]).T @ x
    beta = np.linalg.solve(curve, x.T @ (w * y)).astype(np.float64)
    return beta, y - x @ beta, curve


def _logistic(x: Values, y: Values, w: Values) -> tuple[Values, Values, Values]:
    """Fisher scoring; without coefficients where some answer gets certain: a predictor separates 1 from 0."""
    beta = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        eta = x @ beta
        if np.abs(eta[w > 0]).max() > _SEPARATED:
            break
        p = 1 / (1 + np.exp(-np.clip(eta, -_SEPARATED, _SEPARATED)))
        curve = (x * (w * p * (1 - p))[:, None]).T @ x
        step = np.linalg.solve(curve, x.T @ (w * (y - p)))
        if np.abs(step).max() < 1e-12:
            return beta, y - p, curve
        beta = beta + step
    return np.full(len(beta), np.nan), y, np.eye(len(beta))


def _full(predictors: Values, who: Mask) -> bool:
    """Whether no predictor is constant, or follows from the others."""
    inside = predictors[who]
    spread = inside.std(axis=0)
    if (spread <= 1e-12 * np.abs(inside).max(axis=0, initial=0)).any():
        return False
    standard = np.column_stack([np.ones(len(inside)), (inside - inside.mean(axis=0)) / spread])
    return bool(np.linalg.matrix_rank(standard, tol=1e-9 * len(inside) ** 0.5) == standard.shape[1])


def _exp(value: float) -> float:
    return exp(value) if value < 700 else float("nan")
