"""What each item does in its scale: how it goes with the rest, and what the scale would be without it."""

from collections.abc import Sequence
from math import isfinite, nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.covariances import Covariances, Missing, correlations, covariances
from pilots.statistics.intervals import mean_interval
from pilots.statistics.methods import Method
from pilots.statistics.reliability import alpha_of, alpha_se, feldt_interval, lambda_6, worth
from pilots.statistics.samples import Values, as_list, groups, numbers, require, rescaled

Row = dict[str, object]


def item_analysis(
    data: pd.DataFrame,
    columns: Sequence[str],
    *,
    name: str = "scale",
    by: str | None = None,
    missing: Missing = "listwise",
    ci: float = 0.95,
) -> pd.DataFrame:
    """Item statistics, item-total correlations and alpha without each item, by group.

    Parameters
    ----------
    data, columns, name, by, missing, ci
        As for `cronbach_alpha`.

    Returns
    -------
    DataFrame
        An estimates frame. Per group first the scale (variable `name`): `mean` and `sd` of each person's mean over the
        items answered, `average_correlation` and `median_correlation` between items, `alpha_se`. Then per item: `mean`
        and `sd` over who answered it; `item_total`, with the mean of all items answered; `item_total_corrected`, the
        item itself left out by way of what the others tell of it; `item_rest`, with the sum of the other items;
        `alpha_if_dropped`, `standardised_alpha_if_dropped` and `lambda_6_if_dropped`. n counts who answered the item
        (mean, sd, item_total), else as in `cronbach_alpha`. Missing, with the reason in `method`, where an item or a
        sum does not vary, or two items remain none.

    Raises
    ------
    PilotsError
        As `cronbach_alpha`.

    Notes
    -----
    The figures of `psych::alpha` with `missing="pairwise"`: raw.r, r.cor = Σⱼ R*ᵢⱼ / √ΣR*, R* with the squared multiple
    correlations on its diagonal, and r.drop from the covariances; psych's `ase` is `alpha_se` with all rows as n.
    Intervals: t for means, Feldt for alpha, Fisher's z with n - 3 for the item and the rest, none for correlations of
    an item with a sum of which it is part.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [1, 2, 3, 4, 5, 4], "b": [2, 2, 3, 5, 4, 3], "c": [1, 3, 3, 4, 4, 5]})
    >>> found = item_analysis(items, ["a", "b", "c"])
    >>> found[found["statistic"] == "alpha_if_dropped"][["variable", "estimate"]].round(3)
       variable  estimate
    10        a     0.732
    18        b     0.924
    26        c     0.872
    """
    columns = as_list(columns)
    require(data, [*dict.fromkeys(columns), *([by] if by else [])], ci=ci)
    rows: list[Row] = []
    for group, part in groups(data, by).items():
        answers = numbers(part, list(dict.fromkeys(columns)))[list(columns)]
        if missing == "listwise":
            answers = answers.dropna()
        found = covariances(part, columns, missing)
        common: Row = {"group": group, "ci_level": ci}
        n: Row = {"n": found.n, "n_missing": len(part) - found.n}
        table, unit = _rescaled(answers.to_numpy())
        scores = _row_means(table)
        rows += [common | n | row for row in _scale(name, scores, unit, found, ci)]
        for place, column in enumerate(columns):
            own = common | {"variable": column}
            answered = int((~np.isnan(table[:, place])).sum())
            described = _described(table[:, place], scores, unit, ci)
            rows += [own | {"n": answered, "n_missing": len(part) - answered} | row for row in described]
            rows += [own | n | row for row in _related(found, place, ci)]
    return vocabulary.estimates(rows)


def _rescaled(table: Values) -> tuple[Values, float]:
    _, unit = rescaled(table[~np.isnan(table)])
    return table / unit, unit


def _row_means(table: Values) -> Values:
    """Each person's mean over the items answered; missing where none was."""
    answered = (~np.isnan(table)).sum(axis=1)
    found: Values = np.nansum(table, axis=1) / np.where(answered > 0, answered, nan)
    return found


def _mean_and_sd(values: Values, unit: float, ci: float) -> list[Row]:
    there = np.sort(values[~np.isnan(values)])
    n = len(there)
    low, high = mean_interval(there, ci=ci)
    mean = float(there.mean()) * unit if n else nan
    sd = float(there.std(ddof=1)) * unit if n > 1 else nan
    why = (
        Method.NO_ANSWERS
        if n == 0
        else Method.FEW_ANSWERS
        if n == 1
        else Method.T
        if low == low
        else Method.SAME_ANSWERS
    )
    return [
        {"statistic": "mean", "estimate": mean, "ci_low": low * unit, "ci_high": high * unit, "method": why.value},
        {"statistic": "sd", "estimate": sd, "method": (Method.SD if n > 1 else Method.ONE_ANSWER).value},
    ]


def _scale(name: str, scores: Values, unit: float, found: Covariances, ci: float) -> list[Row]:
    rows = _mean_and_sd(scores, unit, ci)
    of: dict[str, float] = dict.fromkeys(("average_correlation", "median_correlation", "alpha_se"), nan)
    reason = found.reason
    if reason is None:
        between = correlations(found.matrix)[np.triu_indices(len(found.matrix), 1)]
        of["average_correlation"], of["median_correlation"] = float(between.mean()), float(np.median(between))
        if isfinite(float(alpha_of(found.matrix))):
            of["alpha_se"] = alpha_se(found.matrix, worth(found))
    for statistic, value in of.items():
        why = reason or (Method.NO_VARIANCE if statistic == "alpha_se" else Method.SAME_ITEM)
        method = Method.ITEMS if isfinite(value) else why
        rows.append({"statistic": statistic, "estimate": value, "method": method.value})
    return [{"variable": name} | row for row in rows]


def _described(values: Values, scores: Values, unit: float, ci: float) -> list[Row]:
    there = ~np.isnan(values)
    r = _correlation(values[there], scores[there])
    method = Method.ITEM_TOTAL if isfinite(r) else Method.NO_VARIANCE
    return [*_mean_and_sd(values, unit, ci), {"statistic": "item_total", "estimate": r, "method": method.value}]


def _related(found: Covariances, place: int, ci: float) -> list[Row]:
    names = (
        "item_total_corrected",
        "item_rest",
        "alpha_if_dropped",
        "standardised_alpha_if_dropped",
        "lambda_6_if_dropped",
    )
    if found.reason:
        return [{"statistic": name, "estimate": nan, "method": found.reason.value} for name in names]
    C, n = found.matrix, worth(found)
    return [
        _row(names[0], _corrected(C, place), (nan, nan), Method.ITEM_CORRECTED, Method.SAME_ITEM),
        _item_rest(C, place, n, ci),
        *_without(np.delete(np.delete(C, place, 0), place, 1), n, ci),
    ]


def _corrected(C: Values, place: int) -> float:
    R = correlations(C)
    if not np.isfinite(R).all() or np.linalg.eigvalsh(R)[0] < 1e-8:
        return nan
    np.fill_diagonal(R, 1 - 1 / np.diag(np.linalg.inv(R)))
    total = R.sum()
    return float(R[place].sum() / np.sqrt(total)) if total > 0 else nan


def _item_rest(C: Values, place: int, n: float, ci: float) -> Row:
    from scipy.special import ndtri

    own, with_rest = C[place, place], C[place].sum() - C[place, place]
    rest = C.sum() - 2 * C[place].sum() + own
    if not (own > 0 and rest > 1e-12 * np.abs(C).sum()):
        return _row("item_rest", nan, (nan, nan), Method.ITEM_REST, Method.NO_VARIANCE)
    r = float(np.clip(with_rest / np.sqrt(own * rest), -1, 1))
    if n <= 3 or abs(r) > 1 - 1e-12:
        return _row("item_rest", r, (nan, nan), Method.FEW_ANSWERS, Method.NO_VARIANCE)
    half = float(ndtri((1 + ci) / 2)) / np.sqrt(n - 3)
    limits = float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half))
    return _row("item_rest", r, limits, Method.ITEM_REST, Method.NO_VARIANCE)


def _without(C: Values, n: float, ci: float) -> list[Row]:
    """Alpha, standardised alpha and lambda 6 of the items that remain."""
    names = ("alpha_if_dropped", "standardised_alpha_if_dropped", "lambda_6_if_dropped")
    if len(C) < 2:
        return [_row(name, nan, (nan, nan), Method.DROPPED, Method.ONE_ITEM) for name in names]
    R = correlations(C)
    known = bool(np.isfinite(R).all())
    alpha, standardised = float(alpha_of(C)), float(alpha_of(R)) if known else nan
    sixth = float(lambda_6(R)) if known and np.linalg.eigvalsh(R)[0] > 1e-8 else nan
    limits = feldt_interval(alpha, n, len(C), ci=ci) if isfinite(alpha) else (nan, nan)
    return [
        _row(names[0], alpha, limits, Method.DROPPED, Method.NO_VARIANCE),
        _row(names[1], standardised, (nan, nan), Method.DROPPED_POINT, Method.SAME_ITEM),
        _row(names[2], sixth, (nan, nan), Method.DROPPED_POINT, Method.SINGULAR),
    ]


def _row(statistic: str, value: float, limits: tuple[float, float], method: Method, reason: Method) -> Row:
    why = method if isfinite(value) else reason
    return {"statistic": statistic, "estimate": value, "ci_low": limits[0], "ci_high": limits[1], "method": why.value}


def _correlation(x: Values, y: Values) -> float:
    if len(x) < 2 or x.min() == x.max() or y.min() == y.max():
        return nan
    x, y = x - x.mean(), y - y.mean()
    return float((x * y).sum() / np.sqrt((x**2).sum() * (y**2).sum()))
