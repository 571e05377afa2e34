"""Linear regression whose standard errors allow for schools: CR0 to CR2 with Satterthwaite degrees of freedom."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.compare import FEWEST_SCHOOLS
from pilots.statistics.intervals import Difference
from pilots.statistics.methods import Method
from pilots.statistics.model_counts import category_counts
from pilots.statistics.model_frame import Design, Row, design, finished
from pilots.statistics.samples import numbers, require, rescaled

Matrix = NDArray[np.float64]
CLUSTERED = ("CR0", "CR1", "CR1S", "CR2")
UNCLUSTERED = ("HC0", "HC1", "HC2", "HC3")
_FULL = 1e-10
"""What is left of a direction that a single school decides."""


class Robust(NamedTuple):
    """Per coefficient: standard error and Satterthwaite degrees of freedom."""

    se: Matrix
    df: Matrix


def cluster_regression(
    data: pd.DataFrame,
    outcome: str,
    predictors: str | Sequence[str],
    *,
    clusters: str | None = None,
    errors: str | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """Ordinary least squares with standard errors that hold where respondents are nested in schools.

    Parameters
    ----------
    data
        One row a respondent; rows with anything missing are left out.
    outcome
        A numeric column.
    predictors
        Numeric columns, columns of text or categories (each category against the first), or "a:b" for the product of
        two (`model_frame`).
    clusters
        The column of the schools that respondents are nested in; left out, every respondent stands alone.
    errors
        "CR2" (with clusters, as it is without saying: unbiased where the model holds), "CR0", "CR1", "CR1S";
        without clusters "HC3" (without saying), "HC0", "HC1" or "HC2".
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame: per coefficient a row `coefficient` (variable: the predictor, "group/b" for category b of it),
        then the `intercept` (variable: the outcome, no test). p_adjusted: Holm over the coefficients. With fewer than
        three schools, and for a coefficient that rests on a single school, p and interval are missing.

    Raises
    ------
    PilotsError
        When a column is not there, twice there or named twice, or the kind of errors is unknown.

    Notes
    -----
    V = M Σₛ Xₛ'Aₛ eₛ eₛ'Aₛ Xₛ M, M = (X'X)⁻¹; Aₛ = 1 (CR0), √(S / (S - 1)) (CR1), √(S (N - 1) / ((S - 1) (N -
    p))) (CR1S, what Stata prints) and (I - Hₛₛ)^(-1/2) (CR2, Bell & McCaffrey 2002; the root is the symmetric
    one, with a pseudo-inverse as in Pustejovsky & Tipton 2018). Degrees of freedom: Satterthwaite's under
    independent errors of equal variance. CR0 and CR1 are too small with few schools; only CR2 with its
    degrees of freedom holds its level there. statsmodels has CR0 and CR1S with a normal or t(S - 1) law, too
    short with few schools, and HC0 to HC3, which are its own here, with t on N - p degrees of freedom.

    Bell, R. M. & McCaffrey, D. F. (2002). Bias reduction in standard errors for linear regression with
    multi-stage samples. Survey Methodology 28, 169-181. Pustejovsky, J. E. & Tipton, E. (2018). Small-sample
    methods for cluster-robust variance estimation and hypothesis testing in fixed effects models. Journal
    of Business & Economic Statistics 36, 672-683.

    Examples
    --------
    >>> answers = pd.DataFrame(
    ...     {"school": list("aaabbbcccddd"), "age": [5, 6, 7, 8] * 3, "trust": [3, 4, 4, 2, 3, 3, 4, 5, 4, 2, 2, 3]}
    ... )
    >>> found = cluster_regression(answers, "trust", "age", clusters="school")
    >>> found[["variable", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(2)
      variable    statistic  estimate  ci_low  ci_high  p_value
    0      age  coefficient      0.03   -0.63     0.69     0.88
    1    trust    intercept      3.03    0.03     6.03      NaN
    """
    kinds = CLUSTERED if clusters else UNCLUSTERED
    kind = errors or ("CR2" if clusters else "HC3")
    if kind not in kinds:
        raise PilotsError(f"no standard errors '{kind}' here", mend=did_you_mean(kind, kinds))
    require(data, [outcome])
    used = data.assign(**{outcome: numbers(data, [outcome])[outcome]})
    found = design(used, outcome, predictors, [clusters] if clusters else [], ci=ci)
    names = [(name, "coefficient") for name in found.names] + [(outcome, "intercept")]
    rows = [
        {"variable": name, "statistic": statistic} | row
        for (name, statistic), row in zip(names, _fitted(found, outcome, clusters, kind, ci), strict=True)
    ]
    rows[-1]["p_value"] = None
    return finished(
        [*rows, *category_counts(found, outcome)], {"ci_level": ci, "n": len(found.rows), "n_missing": found.n_missing}
    )


def robust_errors(x: Matrix, residuals: Matrix, clusters: NDArray[np.int64], *, kind: str = "CR2") -> Robust:
    """Cluster-robust standard errors and Satterthwaite degrees of freedom of each column's coefficient.

    Parameters
    ----------
    x, residuals
        The design matrix (with its intercept) and what ordinary least squares leaves over.
    clusters
        Of each row the number of its school, 0 to S - 1.
    kind
        "CR0", "CR1", "CR1S" or "CR2".

    Examples
    --------
    >>> x = np.array([[1.0, 0], [1, 1], [1, 0], [1, 1], [1, 0], [1, 1]])
    >>> found = robust_errors(x, np.array([1.0, -1, 0, 2, -1, -1]), np.array([0, 0, 1, 1, 2, 2]))
    >>> found.se.round(3), found.df.round(3)
    (array([0.577, 1.155]), array([2., 2.]))
    """
    n, p = x.shape
    schools = int(clusters.max()) + 1
    bread = np.linalg.inv(x.T @ x)
    factor = {
        "CR1": np.sqrt(schools / (schools - 1)),
        "CR1S": np.sqrt(schools * (n - 1) / ((schools - 1) * (n - p))),
    }.get(kind, 1.0)
    half = np.linalg.cholesky(bread)
    scores: Matrix = np.empty((schools, p))
    lengths: Matrix = np.empty((schools, p))
    crossed: Matrix = np.empty((schools, p, p))
    for school in range(schools):
        here = clusters == school
        adjusted = factor * x[here] @ bread
        if kind == "CR2":
            adjusted = _bias_reduced(x[here] @ half, adjusted)
        scores[school] = adjusted.T @ residuals[here]
        lengths[school] = np.sum(adjusted**2, axis=0)
        crossed[school] = x[here].T @ adjusted
    df: Matrix = np.empty(p)
    for term in range(p):
        z = crossed[:, :, term]
        law = np.diag(lengths[:, term]) - z @ bread @ z.T
        df[term] = np.trace(law) ** 2 / max(float((law**2).sum()), 1e-300)
    return Robust(np.sqrt((scores**2).sum(axis=0)), df)


def _bias_reduced(root: Matrix, adjusted: Matrix) -> Matrix:
    """A times the rows of a school, A = (I - UU')^(-1/2), from the singular vectors of U: never a matrix n by n."""
    left, lengths, _ = np.linalg.svd(root, full_matrices=False)
    rest = 1 - lengths**2
    power = np.where(rest > _FULL, 1 / np.sqrt(np.maximum(rest, _FULL)), 0.0)
    return adjusted + left @ ((power - 1)[:, None] * (left.T @ adjusted))


def _of_one_school(x: Matrix, clusters: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which coefficients could not be told without one of the schools."""
    bread = np.linalg.inv(x.T @ x)
    half = np.linalg.cholesky(bread)
    alone = np.zeros(x.shape[1], dtype=bool)
    for school in range(int(clusters.max()) + 1):
        here = x[clusters == school]
        left, lengths, _ = np.linalg.svd(here @ half, full_matrices=False)
        alone |= (np.abs(left[:, 1 - lengths**2 < _FULL].T @ here @ bread) > 1e-8).any(axis=0)
    return alone


def _fitted(found: Design, outcome: str, clusters: str | None, kind: str, ci: float) -> list[Row]:
    """What is told of each coefficient, the intercept last."""
    x = np.column_stack([found.matrix, np.ones(len(found.rows))])
    y, unit = rescaled(found.rows[outcome].to_numpy())
    labels = found.rows[clusters].astype("str").to_numpy() if clusters else np.arange(len(y))
    schools = np.unique(labels, return_inverse=True)[1]
    n, p = x.shape
    if n <= p or not found.identified:
        return [{"method": (Method.FEW_FOR_MODEL if n <= p else Method.NOT_IDENTIFIED).value}] * p
    order = np.lexsort([*x.T, y, schools])
    y, x, schools = y[order], x[order], schools[order]
    beta = np.linalg.lstsq(x, y, rcond=None)[0]
    residuals = y - x @ beta
    units = unit / np.array([*found.factors, 1.0])
    reason = None
    if not np.abs(residuals).max() > 1e-12:
        reason = Method.NOTHING_LEFT
    elif kind in CLUSTERED and schools.max() + 1 < FEWEST_SCHOOLS:
        reason = Method.FEW_SCHOOLS
    if reason:
        return [{"estimate": float(value), "method": reason.value} for value in beta * units]
    robust = robust_errors(x, residuals, schools, kind=kind) if kind in CLUSTERED else _unclustered(y, x, kind)
    alone = _of_one_school(x, schools) if kind in CLUSTERED else np.zeros(p, dtype=bool)
    rows: list[Row] = []
    for value, se, df, single in zip(beta * units, robust.se * units, robust.df, alone, strict=True):
        if single or not se > 0:
            rows.append({"estimate": float(value), "method": Method.SINGLE_SCHOOL.value})
            continue
        told = Difference(float(value), float(se), float(df))
        low, high = told.interval(ci)
        rows.append({
            "estimate": told.estimate, "ci_low": low, "ci_high": high, "p_value": told.p, "method": Method[kind].value,
        })  # fmt: skip
    return rows


def _unclustered(y: Matrix, x: Matrix, kind: str) -> Robust:
    from statsmodels.api import OLS

    fitted = OLS(y, x).fit()
    return Robust(np.asarray(getattr(fitted, f"{kind}_se")), np.full(x.shape[1], float(len(y) - x.shape[1])))
