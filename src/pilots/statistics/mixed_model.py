"""Respondents nested in few schools: linear mixed models with degrees of freedom that small numbers can bear."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite, nan, sqrt
from typing import Literal

import numpy as np
import pandas as pd

from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.methods import Method
from pilots.statistics.mixed_likelihood import Grouping, MixedFit, MixedLikelihood
from pilots.statistics.model_counts import category_counts
from pilots.statistics.model_frame import Design, Row, design, finished, refused
from pilots.statistics.samples import Values, as_list, at_most, numbers, rescaled

MOST_EFFECTS = 2_000
"""Effects of clusters, of which each is held against each; more are refused."""
FEWEST_CLUSTERS = 5
"""Clusters below which no variance between them is estimated (Gelman & Hill 2007, p. 275)."""
NO_SPREAD = 1e-12
"""The share of the variance of an outcome that rounding leaves where the model explains all of it."""

METHODS = {
    ("reml", "kenward-roger"): Method.MIXED_KENWARD_ROGER,
    ("reml", "satterthwaite"): Method.MIXED_SATTERTHWAITE,
    ("ml", "satterthwaite"): Method.MIXED_ML,
}
"""What `method` says, by likelihood and degrees of freedom."""
ABOUT_ALL = ("variance_within", "icc", "marginal_r2", "conditional_r2", "log_likelihood", "aic")
"""The statistics of the whole model, whose variable is the outcome."""


def mixed_model(
    data: pd.DataFrame,
    outcome: str,
    predictors: str | Sequence[str] = (),
    *,
    clusters: str | Sequence[str],
    slope: str | None = None,
    likelihood: Literal["reml", "ml"] = "reml",
    df: Literal["kenward-roger", "satterthwaite"] = "kenward-roger",
    ci: float = 0.95,
) -> pd.DataFrame:
    """How predictors move a number, among respondents (or measurements) that are nested in clusters.

    Parameters
    ----------
    data
        One row a respondent.
    outcome
        A numeric column.
    predictors
        Columns; numbers count as amounts, text and categories as groups against the first of them; "a:b" is the product of
        two (`model_frame`). Left out: the model of an intercept.
    clusters
        The column of the schools (classes, persons) that have a level of their own; several columns where they cross or nest,
        each with its own variance (a class needs a name of its own over all schools).
    slope
        One of the predictors, numeric, whose effect differs by cluster, correlated with their level; with one column of
        clusters only.
    likelihood
        "reml", or "ml" to compare the `log_likelihood` of models with other predictors.
    df
        "kenward-roger" or "satterthwaite"; with "ml" only the latter.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame. Per coefficient, and for the `intercept` (variable: the outcome, no test), the rows `coefficient`
        with t interval and p, and `degrees_of_freedom`. Per column of clusters `variance_between` (also of the slope, variable
        "clusters/predictor", with `random_correlation`). Variable the outcome: `variance_within`, `icc` (adjusted for the
        predictors; with one column of clusters and no slope with profile likelihood interval), `marginal_r2`,
        `conditional_r2`, `log_likelihood` and `aic`. n counts rows with everything there, n_missing the others. p_adjusted: Holm
        over the coefficients.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, two columns of clusters tell the same groups, or the slope or the degrees of
        freedom can't be had.

    Notes
    -----
    With fewer than 5 clusters nothing is told. Where no variance between clusters is found, its estimate is 0, `method` says so,
    and the tests go on; under Kenward-Roger they still reckon with a variance that was not seen, under Satterthwaite no more. statsmodels' `MixedLM` agrees
    with lme4 to some four digits only, has normal intervals, too short for few clusters, and no crossed effects; so the
    likelihood is our own (Bates, Mächler, Bolker & Walker 2015). Kenward-Roger intervals rest on the expected information (their
    formula, for one contrast), Satterthwaite's on the observed. R²: Nakagawa & Schielzeth (2013), with slopes Johnson (2014).

    References
    ----------
    Bates, D., Mächler, M., Bolker, B., & Walker, S. (2015). Fitting linear mixed-effects models using lme4. Journal of
    Statistical Software, 67(1).
    Kenward, M. G., & Roger, J. H. (1997). Small sample inference for fixed effects from restricted maximum likelihood.
    Biometrics, 53(3), 983-997.
    Nakagawa, S., & Schielzeth, H. (2013). A general and simple method for obtaining R² from generalized linear mixed-effects
    models. Methods in Ecology and Evolution, 4(2), 133-142.

    Examples
    --------
    >>> answers = pd.DataFrame({
    ...     "school": list("aaabbbcccdddeee"),
    ...     "hours": [1, 2, 3] * 5,
    ...     "trust": [2, 3, 5, 3, 4, 4, 1, 2, 2, 3, 5, 5, 2, 2, 4],
    ... })
    >>> found = mixed_model(answers, "trust", "hours", clusters="school")
    >>> found[["variable", "statistic", "estimate", "ci_low", "ci_high"]].round(2).head(5)
      variable           statistic  estimate  ci_low  ci_high
    0    hours         coefficient      0.90    0.47     1.33
    1    hours  degrees_of_freedom      9.00     NaN      NaN
    2    trust           intercept      1.33    0.00     2.66
    3    trust  degrees_of_freedom      9.46     NaN      NaN
    4   school    variance_between      0.91     NaN      NaN
    """
    if (likelihood, df) not in METHODS:
        known = sorted({word for pair in METHODS for word in pair})
        wrong = likelihood if likelihood not in known else df
        advice = 'With likelihood="ml" take df="satterthwaite".' if wrong in known else did_you_mean(wrong, known)
        raise PilotsError(f"there is no '{wrong}' here", mend=advice)
    columns = as_list(clusters)
    used = (
        data.assign(**{outcome: numbers(data, [outcome])[outcome]}) if list(data.columns).count(outcome) == 1 else data
    )
    found = design(used, outcome, predictors, columns, ci=ci)
    if slope is not None and (slope not in found.names or len(columns) > 1):
        raise PilotsError(
            f"the slope of '{slope}' can't differ by cluster",
            mend="Take a numeric predictor of the model, and one column of clusters.",
        )
    if len(found.rows) and len(columns) > len({_grouping(found.rows[column]) for column in columns}):
        raise PilotsError("two columns of clusters tell the same groups", mend="Name one of them.")
    common: Row = {"n": len(found.rows), "n_missing": found.n_missing, "ci_level": ci}
    answers = _Answers.of(found, outcome, columns, slope)
    reason = answers.reason(found)
    if reason is None:
        model = MixedLikelihood(answers.y, answers.x, answers.groupings, reml=likelihood == "reml")
        fit = model.fit()
        if fit.variances[-1] > NO_SPREAD:
            told = _Told(answers, found, fit, METHODS[likelihood, df], ci)
            rows = [*told.effects(outcome), *told.variances(columns, slope), *told.whole(outcome)]
            return finished([*rows, *category_counts(found, outcome)], common)
        reason = Method.NOT_IN_CLUSTERS
    rows = refused(found.names, ["coefficient", "degrees_of_freedom"], reason)
    rows += refused([outcome], ["intercept", "degrees_of_freedom"], reason)
    rows += refused(columns, ["variance_between"], reason)
    return finished([*rows, *refused([outcome], ABOUT_ALL, reason)], common)


def _grouping(labels: "pd.Series[str]") -> tuple[int, ...]:
    return tuple(pd.factorize(labels)[0])


@dataclass(frozen=True, slots=True)
class _Answers:
    """The outcome with mean 0 and standard deviation 1, the fixed effects of standardised predictors, and the groupings."""

    y: Values
    centre: float
    spread: float
    factor: float
    x: Values
    groupings: list[Grouping]

    @classmethod
    def of(cls, found: Design, outcome: str, columns: Sequence[str], slope: str | None) -> "_Answers":
        raw, factor = rescaled(found.rows[outcome].to_numpy(dtype="float64"))
        centre, spread = (float(raw.mean()), float(raw.std())) if len(raw) else (0.0, 0.0)
        standard, ones = found.standard, np.ones(len(raw))
        varying = np.column_stack([ones, *([standard[:, found.names.index(slope)]] if slope else [])])
        levels = [pd.factorize(found.rows[column].astype("str"), sort=True)[0].astype("intp") for column in columns]
        at_most(
            sum(level.max(initial=-1) + 1 for level in levels) * varying.shape[1], MOST_EFFECTS, "effects of clusters"
        )
        groupings = [Grouping(level, varying) for level in levels]
        y = (raw - centre) / (spread if spread > 1e-12 * abs(centre) else inf)
        return cls(y, centre, spread, factor, np.column_stack([ones, standard]), groupings)

    @property
    def _explained(self) -> bool:
        """Whether the predictors explain every difference between the answers of a cluster."""
        level = self.groupings[0].level
        size = np.bincount(level)
        own = [column - (np.bincount(level, column) / size)[level] for column in (self.y, *self.x.T)]
        rest = own[0] - np.column_stack(own[1:]) @ np.linalg.lstsq(np.column_stack(own[1:]), own[0], rcond=1e-10)[0]
        return bool((rest**2).mean() < NO_SPREAD)

    def reason(self, found: Design) -> Method | None:
        """Why the data can't bear the model, if so."""
        if not len(self.y):
            return Method.NO_ANSWERS
        if not self.y.any():
            return Method.NO_VARIANCE
        sizes = [np.bincount(group.level) for group in self.groupings]
        if min(len(size) for size in sizes) < FEWEST_CLUSTERS:
            return Method.FEW_CLUSTERS_MIXED
        if min(size.max() for size in sizes) < 2:
            return Method.ONE_PER_CLUSTER
        if not found.identified:
            return Method.NOT_IDENTIFIED
        if self._explained:
            return Method.NOT_IN_CLUSTERS
        parts = sum(len(group.pairs) for group in self.groupings)
        return Method.FEW_FOR_MODEL if len(self.y) <= self.x.shape[1] + parts else None


@dataclass(frozen=True, slots=True)
class _Told:
    """A fitted model on the scales that the columns had."""

    answers: _Answers
    design: Design
    fit: MixedFit
    method: Method
    ci: float

    @property
    def _unit(self) -> float:
        return self.answers.spread * self.answers.factor

    @property
    def _square(self) -> float:
        """The square of the unit; missing where double precision does not reach so low."""
        return self._unit * self._unit or nan

    def effects(self, outcome: str) -> list[Row]:
        """The coefficients and the intercept, each followed by its degrees of freedom."""
        from scipy.stats import t

        exact = self.fit.kenward_roger if self.method is Method.MIXED_KENWARD_ROGER else self.fit.satterthwaite
        back = self.design.back
        slopes = zip(self.design.names, back[1:], self.design.factors, strict=True)
        rows: list[Row] = []
        for name, contrast, factor in [*slopes, (outcome, back[0], None)]:
            error, df = exact(contrast)
            unit = self._unit / float(factor or 1)
            shift = 0.0 if factor else self.answers.centre * self.answers.factor
            estimate = float(contrast @ self.fit.fixed)
            half = float(t.isf((1 - self.ci) / 2, df)) * error
            row: Row = {"variable": name, "method": self.method.value}
            limits = {"ci_low": (estimate - half) * unit + shift, "ci_high": (estimate + half) * unit + shift}
            test = {"p_value": float(2 * t.sf(abs(estimate) / error, df))} if factor else {}
            effect = {"statistic": "coefficient" if factor else "intercept", "estimate": estimate * unit + shift}
            rows += [row | effect | limits | test, row | {"statistic": "degrees_of_freedom", "estimate": df}]
        return rows

    def variances(self, columns: Sequence[str], slope: str | None) -> list[Row]:
        """The variance between the clusters of each column, and with a slope its variance and correlation."""
        found = self.fit.variances[:-1]
        bound = Method.RANDOM_BOUND if slope or len(columns) > 1 else Method.NO_VARIANCE_BETWEEN
        method = (bound if self.fit.singular else self._likelihood).value
        row: Row = {"statistic": "variance_between", "method": method, "ci_level": None}
        if slope is None:
            between = zip(columns, found, strict=True)
            return [row | {"variable": name, "estimate": float(one) * self._square} for name, one in between]
        at = self.design.names.index(slope)
        # the likelihood has the slope at its mean; the intercept is told where the predictor is zero
        turn = self.design.back[np.ix_([0, at + 1], [0, at + 1])]
        g = turn @ np.array([[found[0], found[1]], [found[1], found[2]]]) @ turn.T
        known = g[0, 0] > 0 and g[1, 1] > 0
        correlation = float(np.clip(g[0, 1] / sqrt(g[0, 0] * g[1, 1]), -1, 1)) if known else None
        name, factor = f"{columns[0]}/{slope}", float(self.design.factors[at])
        unknown: Row = {} if known else {"method": Method.NO_CORRELATION.value}
        return [
            row | {"variable": columns[0], "estimate": float(g[0, 0]) * self._square},
            row | {"variable": name, "estimate": float(g[1, 1]) * self._square / factor / factor},
            row
            | {"variable": name, "statistic": "random_correlation"}
            | ({"estimate": correlation} if known else unknown),
        ]

    def whole(self, outcome: str) -> list[Row]:
        """Variance within, intraclass correlation, shares explained and the likelihood."""
        fit, groupings = self.fit, self.answers.groupings
        within, between, at = float(fit.variances[-1]), 0.0, 0
        for group in groupings:
            for i, j in group.pairs:
                shared = float((group.columns[:, i] * group.columns[:, j]).mean())
                between += (1 if i == j else 2) * shared * float(fit.variances[at])
                at += 1
        fixed = float((self.answers.x @ fit.fixed).var(ddof=1))
        total = fixed + between + within
        df = len(self.answers.y) - (self.answers.x.shape[1] if fit.model.reml else 0)
        reached = -self._deviance() / 2 - df * float(np.log(self._unit))
        # restricted, the determinant of X'V⁻¹X is that of the predictors as they were given
        reached += (
            float(np.log(self.design.spreads).sum() + np.log(self.design.factors).sum()) * -1 if fit.model.reml else 0
        )
        count = len(fit.fixed) + len(fit.variances)
        values = {
            "variance_within": (within * self._square, self._likelihood),
            "icc": (between / (between + within), Method.NAKAGAWA),
            "marginal_r2": (fixed / total, Method.NAKAGAWA),
            "conditional_r2": ((fixed + between) / total, Method.NAKAGAWA),
            "log_likelihood": (reached, self._likelihood),
            "aic": (2 * count - 2 * reached, self._likelihood),
        }
        rows: list[Row] = [
            {"variable": outcome, "statistic": name, "estimate": value, "ci_level": None, "method": method.value}
            for name, (value, method) in values.items()
        ]
        if len(fit.variances) == 2:
            low, high = self._icc_limits(between / (between + within))
            rows[1] |= {"ci_low": low, "ci_high": high, "ci_level": self.ci, "method": Method.ICC_PROFILE.value}
        return rows

    @property
    def _likelihood(self) -> Method:
        return Method.RESTRICTED_LIKELIHOOD if self.fit.model.reml else Method.MAXIMUM_LIKELIHOOD

    def _deviance(self) -> float:
        relative = self.fit.variances[:-1] / self.fit.variances[-1]
        return self.fit.model.deviance_at(relative)[0]

    def _icc_limits(self, icc: float) -> tuple[float, float]:
        """Where the deviance, as a function of the intraclass correlation alone, exceeds its minimum by the quantile."""
        from scipy.optimize import brentq
        from scipy.stats import chi2

        lowest, quantile = self._deviance(), float(chi2.ppf(self.ci, 1))

        def above(value: float) -> float:
            found = self.fit.model.deviance_at(np.array([value / (1 - value)]))[0] - lowest - quantile
            return found if isfinite(found) else 1e9

        low = 0.0 if icc <= 0 or above(0.0) <= 0 else float(brentq(above, 0.0, icc, xtol=1e-12))
        far = 1 - 1e-9
        return low, 1.0 if above(far) <= 0 else float(brentq(above, icc, far, xtol=1e-12))
