"""Yes or no explained by predictors: logistic regression, and Firth's, which also stands a predictor that separates them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
import pandas as pd

from pilots.errors import PilotsError
from pilots.statistics.cumulative import cells, logit
from pilots.statistics.methods import Method
from pilots.statistics.model_counts import category_counts
from pilots.statistics.model_frame import Design, Row, design, finished, ratio_of, refused
from pilots.statistics.profiles import profile_limit
from pilots.statistics.samples import Values, groups, numbers

STEPS = 200
"""Newton steps after which a maximum counts as not found."""
LONGEST = 5.0
"""The most that a coefficient (of a standardised predictor) moves in one step."""


def logistic_regression(
    data: pd.DataFrame, outcome: str, predictors: str | Sequence[str], *, ci: float = 0.95
) -> pd.DataFrame:
    """How predictors change the odds of a yes.

    Parameters
    ----------
    data
        One row a respondent.
    outcome
        Two answers: 0 and 1 (true), or two categories of which the second is the one explained.
    predictors
        Columns; numbers count as amounts, text and categories as groups against the first of them; "a:b" is the product of
        two (`model_frame`).
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame. Per coefficient the rows `odds_ratio` and `coefficient` (log odds), with profile likelihood interval
        and the p of the likelihood-ratio test; then, variable the outcome, `intercept` and `log_likelihood`. n counts
        respondents with answers on everything, n_missing the others. p_adjusted: Holm over the coefficients.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or the outcome holds more than two answers.

    Notes
    -----
    Where a predictor separates the answers (everybody of one school said yes), the maximum likelihood estimate is infinite
    (Albert & Anderson 1984). R and statsmodels then print huge numbers; here every estimate is refused: take `firth_regression`.

    References
    ----------
    Albert, A., & Anderson, J. A. (1984). On the existence of maximum likelihood estimates in logistic regression models.
    Biometrika, 71(1), 1-10.

    Examples
    --------
    >>> answers = pd.DataFrame({"came": [0, 0, 0, 1, 0, 1, 1, 1, 0, 1], "school": list("aaaaabbbbb")})
    >>> found = logistic_regression(answers, "came", "school")
    >>> found[["variable", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].head(2).round(2)
       variable    statistic  estimate  ci_low  ci_high  p_value
    0  school/b   odds_ratio     16.00     1.0   702.29     0.05
    1  school/b  coefficient      2.77     0.0     6.55     0.05
    """
    return _regression(data, outcome, predictors, ci, penalised=False)


def firth_regression(
    data: pd.DataFrame, outcome: str, predictors: str | Sequence[str], *, ci: float = 0.95
) -> pd.DataFrame:
    """Logistic regression for few answers, rare answers, and answers that a predictor separates.

    Parameters
    ----------
    data, outcome, predictors, ci
        As for `logistic_regression`.

    Returns
    -------
    DataFrame
        As `logistic_regression`; intervals and tests are of the profile penalised likelihood, `log_likelihood` is the penalised
        one.

    Raises
    ------
    PilotsError
        As `logistic_regression`.

    Notes
    -----
    The log-likelihood plus half the logarithm of the determinant of the information (Jeffreys' prior), which takes away the
    first-order bias of maximum likelihood and always has a finite maximum (Firth 1993; Heinze & Schemper 2002); R's `logistf`.
    With one group variable it is adding half a person to every cell of the table. Limits and tests drop or fix a coefficient
    while the penalty stays that of the whole model. No Python library of ours has it.

    References
    ----------
    Firth, D. (1993). Bias reduction of maximum likelihood estimates. Biometrika, 80(1), 27-38.
    Heinze, G., & Schemper, M. (2002). A solution to the problem of separation in logistic regression. Statistics in Medicine,
    21(16), 2409-2419.

    Examples
    --------
    Everybody of school b came: 5.5 * 3.5 / (0.5 * 2.5).

    >>> answers = pd.DataFrame({"came": [0, 0, 0, 1, 1, 1, 1, 1, 1, 1], "school": list("aaaaabbbbb")})
    >>> found = firth_regression(answers, "came", "school")
    >>> found[["variable", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].head(1).round(2)
       variable   statistic  estimate  ci_low  ci_high  p_value
    0  school/b  odds_ratio      15.4    0.95  2405.92     0.05
    """
    return _regression(data, outcome, predictors, ci, penalised=True)


def _regression(
    data: pd.DataFrame, outcome: str, predictors: str | Sequence[str], ci: float, *, penalised: bool
) -> pd.DataFrame:
    found = design(data, outcome, predictors, ci=ci)
    yes = yes_or_no(found.rows, outcome)
    common: Row = {"n": len(yes), "n_missing": found.n_missing, "ci_level": ci}
    reason = _reason(found, yes, penalised)
    fitted = None if reason else Logistic.of(yes, found, penalised).maximum()
    if fitted is None:
        refusal = reason or Method.NO_MAXIMUM
        rows = refused(found.names, ["odds_ratio", "coefficient"], refusal)
        return finished([*rows, *refused([outcome], ["intercept", "log_likelihood"], refusal)], common)
    method = Method.FIRTH if penalised else Method.LOGISTIC
    model = Logistic.of(yes, found, penalised)
    rows = []
    for k, name in enumerate(found.names):
        estimate, low, high, p = model.effect(fitted, k + 1, ci)
        unit = float(found.spreads[k])
        limits = [value / unit / float(found.factors[k]) for value in (estimate, low, high)]
        for statistic, shown in (("odds_ratio", [ratio_of(value) for value in limits]), ("coefficient", limits)):
            row: Row = {"variable": name, "statistic": statistic, "p_value": p, "method": method.value}
            rows.append(row | dict(zip(("estimate", "ci_low", "ci_high"), shown, strict=True)))
    # the intercept of predictors as they were given: a profile of its own, from columns with their own zero
    shifted = Logistic(yes, np.column_stack([np.ones(len(yes)), found.matrix / found.spreads]), penalised)
    start = np.concatenate([[float((found.back @ fitted.coefficients)[0])], fitted.coefficients[1:]])
    again = shifted.maximum(start)
    if again is not None:
        intercept, low, high, _ = shifted.effect(again, 0, ci)
        row = {"variable": outcome, "statistic": "intercept", "estimate": intercept, "method": method.value}
        rows.append(row | {"ci_low": low, "ci_high": high})
    rows.append(
        {
            "variable": outcome,
            "statistic": "log_likelihood",
            "estimate": fitted.value,
            "ci_level": None,
            "method": method.value,
        }
    )
    return finished([*rows, *category_counts(found, outcome)], common)


@dataclass(frozen=True, slots=True)
class Fit:
    """Where the (penalised) log-likelihood is largest: the coefficients, its value there, and the information."""

    coefficients: Values
    value: float
    information: Values


@dataclass(frozen=True, slots=True)
class Logistic:
    """The (penalised) likelihood of yes, 0 or 1, under a matrix with a column of ones first."""

    yes: Values
    matrix: Values
    penalised: bool

    @classmethod
    def of(cls, yes: Values, found: Design, penalised: bool) -> "Logistic":
        """With the standardised predictors of a design."""
        return cls(yes, np.column_stack([np.ones(len(yes)), found.standard]), penalised)

    def likelihood(self, coefficients: Values) -> tuple[float, Values, Values]:
        """Its logarithm, the (modified) score and the information."""
        from scipy.special import expit, log_expit

        form = self.matrix @ coefficients
        share = expit(form)
        weight = share * expit(-form)
        information = (self.matrix.T * weight) @ self.matrix
        value = float(log_expit(np.where(self.yes > 0, form, -form)).sum())
        residual = self.yes - share
        if self.penalised:
            sign, determinant = np.linalg.slogdet(information)
            if not sign > 0:
                return -inf, coefficients, information
            value += float(determinant) / 2
            leverage = weight * np.einsum("ij,ji->i", self.matrix, np.linalg.solve(information, self.matrix.T))
            residual = residual + leverage * (0.5 - share)
        return value, self.matrix.T @ residual, information

    def maximum(self, start: Values | None = None, fixed: int | None = None) -> Fit | None:
        """Newton's method with the information; one coefficient may stay as it starts. None where it does not end."""
        coefficients = np.zeros(self.matrix.shape[1]) if start is None else start.copy()
        free = [k for k in range(len(coefficients)) if k != fixed]
        value, score, information = self.likelihood(coefficients)
        for _ in range(STEPS):
            if value == -inf:
                return None
            if not free:
                return Fit(coefficients, value, information)
            step = np.zeros(len(coefficients))
            step[free] = np.linalg.lstsq(information[np.ix_(free, free)], score[free], rcond=1e-14)[0]
            gain = float(step @ score)
            step *= min(1.0, LONGEST / max(float(np.abs(step).max()), 1e-300))
            size, tried = 1.0, self.likelihood(coefficients + step)
            while tried[0] < value - 1e-13 * max(abs(value), 1) and size > 1e-8:
                size /= 2
                tried = self.likelihood(coefficients + size * step)
            if size <= 1e-8:
                return Fit(coefficients, value, information) if gain < 1e-9 else None
            coefficients, (value, score, information) = coefficients + size * step, tried
            if abs(gain) < 1e-24 * max(abs(value), 1) or np.abs(step).max() < 1e-14 * max(
                float(np.abs(coefficients).max()), 1
            ):
                return Fit(coefficients, value, information)
        return Fit(coefficients, value, information) if gain < 1e-16 else None

    def effect(self, best: Fit, at: int, ci: float) -> tuple[float, float, float, float]:
        """A coefficient, its profile limits, and the p of the likelihood-ratio test that it is zero."""
        from scipy.stats import chi2

        def drop(value: float) -> float:
            start = best.coefficients.copy()
            start[at] = value
            found = self.maximum(start, fixed=at)
            return inf if found is None else max(2 * (best.value - found.value), 0.0)

        quantile = float(chi2.ppf(ci, 1))
        estimate = float(best.coefficients[at])
        step = sqrt(quantile * np.linalg.inv(best.information)[at, at])
        low, high = (profile_limit(drop, estimate, sign * step, quantile) for sign in (-1, 1))
        return estimate, low, high, float(chi2.sf(drop(0.0), 1))


def yes_or_no(rows: pd.DataFrame, outcome: str) -> Values:
    """The answers as 0 and 1; of two categories the second is 1.

    Raises
    ------
    PilotsError
        When there are more than two.
    """
    answers = rows[outcome]
    if not isinstance(answers.dtype, pd.CategoricalDtype) and pd.api.types.is_numeric_dtype(answers.dtype):
        values = numbers(rows, [outcome])[outcome].to_numpy()
        if np.isin(values, [0.0, 1.0]).all():
            return values
    labels = list(groups(rows, outcome))
    if len(labels) > 2:
        raise PilotsError(
            f"'{outcome}' holds {len(labels)} different answers, not two",
            mend="Take a column of 0 and 1 or of two categories; for ordered answers: ordinal_regression.",
        )
    return np.asarray(answers.astype("str").isin(labels[1:]), dtype="float64")


def _reason(found: Design, yes: Values, penalised: bool) -> Method | None:
    if not len(yes):
        return Method.NO_ANSWERS
    if yes.min() == yes.max():
        return Method.NO_VARIANCE
    if not found.identified:
        return Method.NOT_IDENTIFIED
    if len(yes) <= len(found.names) + 1:
        return Method.FEW_FOR_MODEL
    table = cells(yes.astype("intp"), found.standard, np.ones(len(yes)), 2, logit)
    return Method.SEPARATED if not penalised and table.separated() else None
