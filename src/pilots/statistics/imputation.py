"""Multiple imputation: fill the gaps several times with answers that could have been given, and pool what comes of it."""

from collections.abc import Callable, Sequence
from math import exp, expm1, inf, log, log1p, nan, sqrt, tanh

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.names import STATISTICS, Form
from pilots.statistics.rubins_rules import rubin
from pilots.statistics.samples import Values, numbers, require, rescaled

DONORS = 5
"""Respondents whose answers are nearest to what is expected, of whom one gives theirs."""
ROUNDS = 10
"""Times that all columns are gone through before a filled frame is taken."""
FEWEST = 10
"""Answers to a column below which nothing is filled in from it."""
_RIDGE = 1e-5

Estimator = Callable[[pd.DataFrame], pd.DataFrame]


def imputations(
    data: pd.DataFrame, columns: Sequence[str], *, predictors: Sequence[str] = (), m: int = 20, seed: int = 0
) -> list[pd.DataFrame]:
    """Frames in which the missing answers to some columns are filled in, each time otherwise.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns to fill in; each also helps to fill in the others.
    predictors
        Further columns that tell something, numeric or of categories, e.g. the school. Their own gaps are a category, or the mean.
    m
        How many frames.
    seed
        Of the random draws; the order of the rows changes nothing.

    Returns
    -------
    list of DataFrame
        As `data`, with the columns filled in, as floats. Only answers that somebody gave are filled in, so a 1 to 5 stays a 1 to 5.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, has fewer than ten answers, or m is below 2.

    Notes
    -----
    Chained equations with predictive mean matching: column by column a linear regression on the others, its coefficients and
    variance drawn from their posterior; a missing answer is that of one of the five respondents whose expectation is nearest.
    It assumes that answers are missing at random, given the columns named. statsmodels' MICE draws one of 20 donors, which with 30
    respondents is almost anybody, draws no variance, and from the global random state.

    References
    ----------
    van Buuren, S. (2018). Flexible imputation of missing data, 2nd edition. CRC, sections 3.4 and 4.5.

    Examples
    --------
    >>> answers = pd.DataFrame({"welcome": [1.0, 2, 3, 4, 5, None] * 4, "heard": [1.0, 2, None, 4, 5, 3] * 4})
    >>> filled = imputations(answers, ["welcome", "heard"], m=3)
    >>> len(filled), int(filled[0].isna().sum().sum())
    (3, 0)
    """
    names = list(columns)
    require(data, [*names, *predictors])
    if m < 2:
        raise PilotsError(f"{m} imputations say nothing of their uncertainty", mend="Take at least 2, for instance 20.")
    answers = numbers(data, names)
    for name in names:
        if int(answers[name].notna().sum()) < FEWEST:
            raise PilotsError(
                f"'{name}' has fewer than {FEWEST} answers: too few to fill in the others from",
                mend="Leave the column out, or analyse the answers that there are.",
            )
    order = _order(answers, data[list(predictors)])
    units = np.array([rescaled(answers[name].dropna().to_numpy())[1] for name in names])
    values = (answers.to_numpy() / units)[order]
    beside = _dummies(data[list(predictors)])[order]
    rng = np.random.default_rng(seed)
    back = np.argsort(order, kind="stable")
    filled = [_filled(values, beside, rng)[back] * units for _ in range(m)]
    return [data.assign(**dict(zip(names, one.T, strict=True))) for one in filled]


def impute(
    data: pd.DataFrame,
    columns: Sequence[str],
    estimator: Estimator,
    *,
    predictors: Sequence[str] = (),
    m: int = 20,
    seed: int = 0,
) -> pd.DataFrame:
    """Any estimates of this room over answers of which some are missing, pooled over imputations.

    Parameters
    ----------
    data, columns, predictors, m, seed
        As for `imputations`.
    estimator
        What to estimate: a function of a filled frame that gives an estimates frame with intervals, e.g.
        ``lambda filled: means(filled, "score", by="group")``. It may compute scale scores first.

    Returns
    -------
    DataFrame
        The estimator's frame with pooled estimates, intervals and p (against no effect, where the statistic knows one; Holm per
        statistic), and per interval a row `fmi`: the share of the information that the missing answers took. n counts everyone, n_missing those of whom
        something was filled in. Without interval: the mean over the filled frames.

    Raises
    ------
    PilotsError
        As `imputations`, or when the estimator does not give the same rows each time.

    Notes
    -----
    `rubin` on the scale on which an estimate is about normal: log for ratios, logit for shares, Fisher's z for what lies between -1
    and 1, log(1 - x) for what ends at 1. The standard error is half the interval there, divided by the t of n - 1 degrees of
    freedom, so that without missing answers almost the estimator's own interval comes out.

    Examples
    --------
    >>> from pilots.statistics import means
    >>> answers = pd.DataFrame({"welcome": [1.0, 2, 3, 4, 5, None] * 4, "heard": [1.0, 2, None, 4, 5, 3] * 4})
    >>> found = impute(answers, ["welcome", "heard"], lambda filled: means(filled, "welcome"))
    >>> found["statistic"].tolist(), found["n"].tolist(), found["n_missing"].tolist()
    (['mean', 'fmi', 'sd'], [24, 24, 24], [8, 8, 8])
    """
    filled = imputations(data, columns, predictors=predictors, m=m, seed=seed)
    found = [_estimates(estimator(one)) for one in filled]
    keys = ["variable", "group", "statistic"]
    if any(not one[keys].equals(found[0][keys]) for one in found):
        raise PilotsError(
            "the estimates of the filled frames are not of the same things", mend="Fix what is estimated beforehand."
        )
    gaps = int(data[list(columns)].isna().any(axis=1).sum())
    rows: list[dict[str, object]] = []
    for place, (_, first) in enumerate(found[0].iterrows()):
        rows += _pooled(first, pd.concat([one.iloc[[place]] for one in found]), gaps)
    return with_holm(vocabulary.estimates(rows))


def _estimates(found: object) -> pd.DataFrame:
    if not isinstance(found, pd.DataFrame) or list(found) != [column.name for column in vocabulary.ESTIMATES]:
        raise PilotsError(
            "the estimator gives no estimates frame",
            mend='Take a function of pilots.statistics, for instance lambda filled: means(filled, "score").',
        )
    return found.reset_index(drop=True)


def _pooled(first: "pd.Series", each: pd.DataFrame, gaps: int) -> list[dict[str, object]]:
    row: dict[str, object] = {name: first[name] for name in ("variable", "group", "statistic", "ci_level", "n")}
    row |= {"n_missing": gaps}
    if each["estimate"].isna().any():
        return [row | {"method": first["method"] if pd.isna(first["estimate"]) else Method.NOT_EVERY_FILLED.value}]
    known = STATISTICS[first["statistic"]]
    there, back = _scale(known.form, known.low, known.high)
    table = each[["estimate", "ci_low", "ci_high"]].to_numpy(dtype="float64")
    if np.isnan(table).any() or not first["n"] > 2:
        return [row | {"estimate": float(table[:, 0].mean()), "method": Method.IMPUTED_MEAN.value}]
    from scipy.special import stdtrit

    scaled, unit = rescaled(table) if back is float else (table, 1.0)
    on = np.array([[there(value) for value in line] for line in scaled])
    if not np.isfinite(on).all():
        return [row | {"estimate": float(table[:, 0].mean()), "method": Method.IMPUTED_MEAN.value}]
    t = float(stdtrit(float(first["n"]) - 1, (1 + first["ci_level"]) / 2))
    pooled = rubin(on[:, 0].tolist(), (((on[:, 2] - on[:, 1]) / 2 / t) ** 2).tolist(), n=float(first["n"]))
    low, high = sorted(unit * back(limit) for limit in pooled.interval(float(first["ci_level"])))
    tested = known.null is not None and each["p_value"].notna().all()
    row |= {
        "estimate": unit * back(pooled.estimate), "ci_low": low, "ci_high": high,
        "p_value": pooled.p(there(known.null) / unit) if tested and known.null is not None else nan, "method": Method.IMPUTED.value,
    }  # fmt: skip
    lost = {"statistic": "fmi", "estimate": pooled.fmi, "ci_level": nan, "method": Method.IMPUTED.value}
    return [row, {**{name: row[name] for name in ("variable", "group", "n", "n_missing")}, **lost}]


def _scale(
    form: Form, low: float | None, high: float | None
) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """To the scale on which an estimate is about normal, and back."""
    if form is Form.RATIO:
        return lambda x: log(x) if x > 0 else -inf, exp
    if (low, high) == (0, 1):
        return lambda x: log(x / (1 - x)) if 0 < x < 1 else inf, lambda y: 1 / (1 + exp(-y))
    if (low, high) == (-1, 1):
        return lambda x: (log1p(x) - log1p(-x)) / 2 if abs(x) < 1 else inf, tanh
    if high == 1:
        return lambda x: log1p(-x) if x < 1 else -inf, lambda y: -expm1(y)
    return float, float


def _order(answers: pd.DataFrame, beside: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """An order of the rows that hangs on their content alone."""
    keys = [beside[name].astype("str").fillna("").to_numpy(dtype="str") for name in beside]
    return np.lexsort([*keys, *(np.nan_to_num(answers[name].to_numpy(), nan=-inf) for name in answers)])


def _dummies(beside: pd.DataFrame) -> Values:
    """Columns that tell something as numbers: one for each category but the first; numbers with their gaps at the mean."""
    parts = []
    for name in map(str, beside):
        column = beside[name]
        if pd.api.types.is_numeric_dtype(column):
            values = numbers(beside, [name])[name]
            parts.append(values.fillna(values.mean() if values.notna().any() else 0.0).to_numpy()[:, None])
        else:
            parts.append(pd.get_dummies(column.astype("str").fillna(""), drop_first=True).to_numpy(dtype="float64"))
    return np.hstack(parts) if parts else np.empty((len(beside), 0))


def _filled(values: Values, beside: Values, rng: np.random.Generator) -> Values:
    """One filled table."""
    gaps = np.isnan(values)
    table = values.copy()
    for column in range(table.shape[1]):
        table[gaps[:, column], column] = rng.choice(values[~gaps[:, column], column], gaps[:, column].sum())
    order = [column for column in np.argsort(gaps.sum(axis=0), kind="stable") if gaps[:, column].any()]
    for _ in range(ROUNDS):
        for column in order:
            X = np.column_stack([np.delete(table, column, axis=1), beside])
            gap = gaps[:, column]
            table[gap, column] = _matched(X[~gap], values[~gap, column], X[gap], rng)
    return table


def _matched(X: Values, y: Values, wanted: Values, rng: np.random.Generator) -> Values:
    """Predictive mean matching, the coefficients drawn from their posterior."""
    spread = X.std(axis=0)
    kept = spread > 0
    centre, spread = X.mean(axis=0)[kept], spread[kept]
    X, wanted = (X[:, kept] - centre) / spread, (wanted[:, kept] - centre) / spread
    X, wanted = (np.column_stack([np.ones(len(part)), part]) for part in (X, wanted))
    cross = X.T @ X
    inverse = np.linalg.inv(cross + np.diag(np.diag(cross)) * _RIDGE)
    beta = inverse @ X.T @ y
    residual = y - X @ beta
    sigma = sqrt(float(residual @ residual) / float(rng.chisquare(max(len(y) - X.shape[1], 1))))
    root = np.linalg.cholesky((inverse + inverse.T) / 2)
    drawn = beta + sigma * (root @ rng.standard_normal(X.shape[1]))
    given, sought = X @ beta, wanted @ drawn
    order = np.argsort(given, kind="stable")
    start = np.clip(np.searchsorted(given[order], sought) - DONORS, 0, max(len(y) - 2 * DONORS, 0))
    around = order[start[:, None] + np.arange(min(2 * DONORS, len(y)))]
    nearest = np.argsort(np.abs(sought[:, None] - given[around]), axis=1, kind="stable")[:, :DONORS]
    donors = np.take_along_axis(around, nearest, axis=1)
    taken: Values = y[donors[np.arange(len(wanted)), rng.integers(0, donors.shape[1], len(wanted))]]
    return taken
