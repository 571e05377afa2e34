"""Ordered answers explained by predictors: cumulative link models (proportional odds), also for small samples."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, nan, sqrt
from typing import Literal

import numpy as np
import pandas as pd

from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.cumulative import LINKS, Cells, Maximum, cells
from pilots.statistics.methods import Method
from pilots.statistics.model_counts import category_counts
from pilots.statistics.model_frame import Design, Row, design, finished, ratio_of, refused
from pilots.statistics.profiles import profile_limit
from pilots.statistics.samples import Values, numbers

MODELS = {
    ("logit", "profile"): Method.ORDINAL_LOGIT,
    ("logit", "wald"): Method.ORDINAL_LOGIT_WALD,
    ("probit", "profile"): Method.ORDINAL_PROBIT,
    ("probit", "wald"): Method.ORDINAL_PROBIT_WALD,
    ("cloglog", "profile"): Method.ORDINAL_CLOGLOG,
    ("cloglog", "wald"): Method.ORDINAL_CLOGLOG_WALD,
}
"""What `method` says, by link and interval."""


def ordinal_regression(
    data: pd.DataFrame,
    outcome: str,
    predictors: str | Sequence[str],
    *,
    link: Literal["logit", "probit", "cloglog"] = "logit",
    interval: Literal["profile", "wald"] = "wald",
    weights: str | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """How predictors move an ordered answer (a Likert item) up or down, as one effect over all its categories.

    Parameters
    ----------
    data
        One row a respondent.
    outcome
        The ordered answer: numbers, or categories in their order. With two categories this is logistic regression.
    predictors
        Columns; numbers count as amounts, text and categories as groups against the first of them; "a:b" is the product of
        two (`model_frame`).
    link
        "logit" for odds ratios; "probit" for a normal latent scale; "cloglog" for proportional hazards.
    interval
        "wald": estimate ± z standard errors and Wald tests; "profile": profile likelihood intervals and likelihood-ratio tests.
    weights
        A column of whole numbers: how many people a row stands for (a table of counts).
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame. Per coefficient the rows `odds_ratio` (logit only: the factor by which the odds of a higher answer
        grow per unit, or against the base category) and `coefficient` (on the latent scale). Per pair of neighbouring
        categories, variable "outcome/1|2", a row `threshold` (Wald interval, no test). Then, variable the outcome,
        `log_likelihood`, `aic` and `mcfadden_r2`. n counts respondents with answers on everything, n_missing the others.
        p_adjusted: Holm over the coefficients.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, an outcome of text has no order, weights are no counts, or a link or interval
        isn't known.

    Notes
    -----
    P(y ≤ j) = F(θⱼ - x'β) (McCullagh 1980), so a positive β means higher answers: the sign of R's `polr` and `clm` and of
    statsmodels' `OrderedModel`. We don't use the latter: it takes no frequency weights, differentiates numerically, and gives
    huge numbers without a word under separation, which here is found by a linear programme (Konis 2007) and refused.
    Wald is what one gets without saying, against custom: with five categories and two predictors its 95 % intervals of a log
    odds ratio hold the true value in 94 to 96 % of samples of 15 and in 94 % of samples of 30, those of the profile likelihood in
    91 to 93 and in 93 %. Whether one effect fits all thresholds: `proportional_odds`.

    References
    ----------
    McCullagh, P. (1980). Regression models for ordinal data. JRSS B, 42(2), 109-142.
    Agresti, A. (2010). Analysis of ordinal categorical data (2nd ed.). Wiley.

    Examples
    --------
    >>> answers = pd.DataFrame({"welcome": [1, 2, 2, 3, 1, 3, 2, 3, 3, 2], "school": list("aaaaabbbbb")})
    >>> found = ordinal_regression(answers, "welcome", "school")
    >>> found[["variable", "statistic", "estimate", "ci_low", "ci_high"]].head(4).round(2)
          variable    statistic  estimate  ci_low  ci_high
    0     school/b   odds_ratio      9.43    0.59   151.22
    1     school/b  coefficient      2.24   -0.53     5.02
    2  welcome/1|2    threshold     -0.57   -2.39     1.26
    3  welcome/2|3    threshold      1.74   -0.54     4.02
    """
    if (link, interval) not in MODELS:
        known = sorted({word for pair in MODELS for word in pair})
        wrong = link if link not in LINKS else interval
        raise PilotsError(f"there is no link or interval '{wrong}'", mend=did_you_mean(wrong, known))
    answers = ordered_answers(data, outcome, predictors, weights, ci=ci)
    common: Row = {"n": answers.n, "n_missing": answers.design.n_missing, "ci_level": ci}
    ratios = ["odds_ratio"] if link == "logit" else []
    fitted = None if answers.reason else answers.cells(link).maximum()
    if fitted is None or not fitted.found:
        reason = answers.reason or Method.NO_MAXIMUM
        rows = refused(answers.design.names, [*ratios, "coefficient"], reason)
        return finished([*rows, *refused([outcome], ["log_likelihood", "aic", "mcfadden_r2"], reason)], common)
    model = _Fitted(answers, answers.cells(link), fitted, ci)
    rows = [
        row
        for k, name in enumerate(answers.design.names)
        for row in model.effect(k, name, interval, MODELS[link, interval], bool(ratios))
    ]
    counts = category_counts(answers.design, outcome, weight=answers.weight, levels=True)
    return finished([*rows, *model.thresholds(outcome, MODELS[link, "wald"]), *model.fit(outcome), *counts], common)


@dataclass(frozen=True, slots=True)
class OrderedAnswers:
    """What a cumulative model is fitted to, or why it can't be."""

    design: Design
    level: "np.ndarray[tuple[int], np.dtype[np.intp]]"
    labels: list[str]
    weight: Values
    n: int
    reason: Method | None

    def cells(self, link: str, varying: tuple[int, ...] = ()) -> Cells:
        """The answers under a link; the effects of some columns may vary by threshold."""
        return cells(self.level, self.design.standard, self.weight, len(self.labels), LINKS[link], varying)


def ordered_answers(
    data: pd.DataFrame, outcome: str, predictors: str | Sequence[str], weights: str | None, *, ci: float
) -> OrderedAnswers:
    """The answers as places in their order, with the predictors, and the reason where no cumulative model can be fitted."""
    found = design(data, outcome, predictors, [weights] if weights else [], ci=ci)
    weight = np.ones(len(found.rows))
    if weights:
        counts = numbers(data, [weights])[weights]
        if (counts < 0).any() or (counts % 1 > 0).any():
            raise PilotsError(
                f"the weights in '{weights}' are no counts of people",
                mend="Here a weight says how many people a row stands for: 0, 1, 2 and so on.",
            )
        weighted = data.assign(**{weights: counts}).loc[(counts != 0).to_numpy()]
        found = design(weighted, outcome, predictors, [weights], ci=ci)
        weight = found.rows[weights].to_numpy(dtype="float64")
        found = replace(found, n_missing=int(counts.sum() - weight.sum()) + int(counts.isna().sum()))
    level, labels = _levels(found.rows[outcome], outcome)
    n = int(weight.sum())
    known = OrderedAnswers(found, level, labels, weight, n, None)
    reason = None
    if not n:
        reason = Method.NO_ANSWERS
    elif len(labels) < 2:
        reason = Method.NO_VARIANCE
    elif not found.identified:
        reason = Method.NOT_IDENTIFIED
    elif n <= len(found.names) + len(labels) - 1:
        reason = Method.FEW_FOR_MODEL
    elif known.cells("logit").separated():
        reason = Method.SEPARATED_ORDINAL
    return replace(known, reason=reason)


def _levels(answers: "pd.Series[float]", outcome: str) -> tuple["np.ndarray[tuple[int], np.dtype[np.intp]]", list[str]]:
    if isinstance(answers.dtype, pd.CategoricalDtype):
        used = answers.cat.remove_unused_categories()
        return used.cat.codes.to_numpy().astype("intp"), [str(label) for label in used.cat.categories]
    values = numbers(answers.to_frame(outcome), [outcome])[outcome]
    if values.isna().any():
        raise PilotsError(
            f"the answers in '{outcome}' are text without an order",
            mend="Make it a categorical column with its categories in order, or code it as numbers.",
        )
    known, level = np.unique(values.to_numpy(), return_inverse=True)
    return level.ravel(), [f"{value:g}" for value in known]


@dataclass(frozen=True, slots=True)
class _Fitted:
    answers: OrderedAnswers
    cells: Cells
    maximum: Maximum
    ci: float

    @property
    def covariance(self) -> Values:
        """Of thresholds and effects of the standardised predictors."""
        return np.linalg.inv(self.maximum.information).astype("float64")

    def effect(self, k: int, name: str, interval: str, method: Method, ratio: bool) -> list[Row]:
        """The coefficient of a predictor, with its interval and test, and the odds ratio."""
        from scipy.stats import chi2, norm

        at = len(self.answers.labels) - 1 + k
        estimate, error = float(self.maximum.parameters[at]), sqrt(self.covariance[at, at])
        if interval == "wald":
            half = norm.isf((1 - self.ci) / 2) * error
            low, high, p = estimate - half, estimate + half, 2 * norm.sf(abs(estimate) / error)
        else:
            drop, quantile = self._drop(at), float(chi2.ppf(self.ci, 1))
            low, high = (
                profile_limit(drop, estimate, sign * sqrt(quantile) * error, quantile) for sign in (-1, 1)
            )  # fmt: skip
            p = float(chi2.sf(drop(0.0), 1))
        unit = float(self.answers.design.spreads[k])
        values = [value / unit / float(self.answers.design.factors[k]) for value in (estimate, low, high)]
        common: Row = {"variable": name, "p_value": float(p), "method": method.value}
        return [
            common | {"statistic": statistic} | dict(zip(("estimate", "ci_low", "ci_high"), shown, strict=True))
            for statistic, shown in (
                *([("odds_ratio", [ratio_of(value) for value in values])] if ratio else []),
                ("coefficient", values),
            )
        ]

    def _drop(self, at: int) -> "_Drop":
        others = [column for column in range(len(self.maximum.parameters)) if column != at]
        without = replace(self.cells, upper=self.cells.upper[:, others], lower=self.cells.lower[:, others])
        return _Drop(without, -self.cells.upper[:, at], self.maximum.log_likelihood, self.maximum.parameters[others])

    def thresholds(self, outcome: str, method: Method) -> list[Row]:
        """The thresholds on the scale of the predictors as they were given."""
        from scipy.stats import norm

        known, count = self.answers.design, len(self.answers.labels) - 1
        back = np.column_stack([np.eye(count), np.tile(known.centres / known.spreads, (count, 1))])
        estimates = back @ self.maximum.parameters
        half = norm.isf((1 - self.ci) / 2) * np.sqrt(np.diag(back @ self.covariance @ back.T))
        pairs = zip(self.answers.labels, self.answers.labels[1:], strict=False)
        return [
            {
                "variable": f"{outcome}/{below}|{above}", "statistic": "threshold", "estimate": float(estimate),
                "ci_low": float(estimate - width), "ci_high": float(estimate + width), "method": method.value,
            }
            for (below, above), estimate, width in zip(pairs, estimates, half, strict=True)
        ]  # fmt: skip

    def fit(self, outcome: str) -> list[Row]:
        """How well the model fits: log-likelihood, AIC, and McFadden's share of the log-likelihood without predictors."""
        counts = np.bincount(self.answers.level, self.answers.weight)
        alone = float(counts @ np.log(counts / counts.sum()))
        reached = self.maximum.log_likelihood
        found = {
            "log_likelihood": reached,
            "aic": 2 * len(self.maximum.parameters) - 2 * reached,
            "mcfadden_r2": max(1 - reached / alone, 0.0),
        }
        common: Row = {"variable": outcome, "ci_level": nan, "method": Method.MAXIMUM_LIKELIHOOD.value}
        return [common | {"statistic": name, "estimate": value} for name, value in found.items()]


@dataclass(frozen=True, slots=True)
class _Drop:
    """Twice the drop of the profile log-likelihood where one coefficient has a given value."""

    without: Cells
    column: Values
    best: float
    start: Values

    def __call__(self, value: float) -> float:
        found = self.without.maximum(self.start, self.column * value)
        return max(2 * (self.best - found.log_likelihood), 0.0) if found.found else inf
