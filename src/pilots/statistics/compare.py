"""Differences between groups: effect sizes with intervals first, p-values second, corrected for their number."""

from collections.abc import Sequence
from itertools import combinations
from math import comb, isfinite, nan, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.intervals import NONE, mean_difference, noncentral_t, small_sample_factor
from pilots.statistics.methods import Method
from pilots.statistics.ranks import EXACT_UP_TO, cliffs_delta, rank_test
from pilots.statistics.samples import Values, as_list, groups, require, values

FEWEST_SCHOOLS = 3
"""Schools below which nothing about schools can be tested."""
SMALL = 15
"""People in a group, below which the p of a difference in means comes from permutations."""
DRAWS = 9_999
"""Permutations drawn, where there are too many to go through all."""

Row = dict[str, object]


def compare(
    data: pd.DataFrame, columns: str | Sequence[str], *, by: str, ci: float = 0.95, schools: bool = False, seed: int = 0
) -> pd.DataFrame:
    """Every pair of groups, on every column: difference in means, Hedges' g and Cliff's delta.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns; what is no number counts as missing.
    by
        The column of the groups; a pair "a - b" follows the order of categories, of numbers or of the
        alphabet.
    ci
        Level of the intervals, 0 to 1.
    schools
        Whether the groups are schools, in which the respondents are nested: below three no p-value is given,
        as the schools are then all the cases there are.
    seed
        Of the random permutations.

    Returns
    -------
    DataFrame
        An estimates frame: per column and pair the rows `mean_difference` (unit of the column; Welch),
        `hedges_g` (pooled standard deviations) and `cliffs_delta` (-1 to 1). n counts both groups. p of the
        means: Welch's t test, with fewer than 15 people in a group permutations of Welch's t; p of Cliff's
        delta: `ranks.rank_test`. p_adjusted: Holm over all columns and pairs, apart for means and for ranks.

    Raises
    ------
    PilotsError
        When a column is not there or twice there.

    Notes
    -----
    g = J(n₁ + n₂ - 2) (x̄₁ - x̄₂) / s, s pooled; its limits are J times those of the noncentral t (Hedges
    1981; Steiger & Fouladi 1997). pingouin takes an approximate J and a normal interval, too wide below n =
    15. Studentised permutations hold their level under unequal variances too (Janssen 1997).

    Examples
    --------
    >>> answers = pd.DataFrame({"who": list("ppppppsssss"), "trust": [3, 4, 4, 5, 4, 3, 2, 3, 2, 1, 3]})
    >>> found = compare(answers, "trust", by="who")
    >>> found[["group", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
       group        statistic  estimate  ci_low  ci_high  p_value
    0  p - s  mean_difference     1.633   0.522    2.745    0.022
    1  p - s         hedges_g     1.887   0.472    3.238    0.022
    2  p - s     cliffs_delta     0.867   0.437    0.974    0.022
    """
    require(data, [*as_list(columns), by], ci=ci)
    parts = groups(data, by)
    refused = schools and len(parts) < FEWEST_SCHOOLS
    rows: list[Row] = []
    for column in as_list(columns):
        samples = {group: values(part, column) for group, part in parts.items()}
        for a, b in combinations(parts, 2):
            n = len(samples[a]) + len(samples[b])
            common: Row = {"variable": column, "group": f"{a} - {b}", "ci_level": ci, "n": n}
            common["n_missing"] = len(parts[a]) + len(parts[b]) - n
            rows += [common | row for row in _pair(samples[a], samples[b], ci, seed, refused)]
    return with_holm(vocabulary.estimates(rows))


def holm(p_values: "Sequence[float] | pd.Series[float]") -> list[float]:
    """Holm's step-down correction; a missing p stays missing and does not count.

    Six lines of our own: `statsmodels.stats.multitest` does the same but takes two seconds at the start of
    every notebook.

    Examples
    --------
    >>> holm([0.01, 0.04, float("nan"), 0.03])
    [0.03, 0.06, nan, 0.06]
    """
    p = np.asarray(p_values, dtype="float64")
    order = np.argsort(p)[: int((~np.isnan(p)).sum())]
    stepped = p[order] * np.arange(len(order), 0, -1)
    adjusted = np.full(len(p), nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(stepped), 1)
    return [float(value) for value in adjusted]


def with_holm(estimates: pd.DataFrame) -> pd.DataFrame:
    """An estimates frame with p_adjusted filled in: Holm over all rows of a statistic, statistic by statistic.

    A mean difference and its Hedges' g are one test told twice: the p of each is corrected for the number of
    tests, not of rows.
    """
    adjusted = estimates["p_value"].copy()
    for rows in estimates.groupby("statistic", sort=False).indices.values():
        adjusted.iloc[rows] = holm(adjusted.iloc[rows])
    return estimates.assign(p_adjusted=adjusted)


def _pair(first: Values, second: Values, ci: float, seed: int, refused: bool) -> list[Row]:
    names = ("mean_difference", "hedges_g", "cliffs_delta")
    if min(len(first), len(second)) < 2:
        reason = Method.ONE_ANSWER if len(first) and len(second) else Method.NO_ANSWERS
        return [{"statistic": name, "method": reason.value} for name in names]
    rows = [*_means(first, second, ci, seed), _ranks(first, second, ci)]
    for row in rows:
        if refused and isfinite(row["p_value"]):  # type: ignore[arg-type]
            row |= {"p_value": nan, "method": Method.FEW_SCHOOLS.value}
    return rows


def _means(first: Values, second: Values, ci: float, seed: int) -> list[Row]:
    difference = mean_difference(first, second)
    g, limits = _hedges_g(first, second, ci)
    raw: Row = dict(zip(("ci_low", "ci_high"), difference.interval(ci), strict=True))
    raw |= {"statistic": "mean_difference", "estimate": difference.estimate}
    standard: Row = dict(zip(("ci_low", "ci_high"), limits, strict=True)) | {"statistic": "hedges_g", "estimate": g}
    if not difference.se > 0:
        return [
            raw | {"p_value": nan, "method": Method.SAME_ANSWERS.value},
            standard | {"p_value": nan, "method": Method.NO_VARIANCE.value},
        ]
    p, of_means, of_g = difference.p, Method.WELCH, Method.G
    if min(len(first), len(second)) < SMALL:
        p, exact = _permutations(first, second, seed)
        of_means, of_g = (Method.WELCH_EXACT, Method.G_EXACT) if exact else (Method.WELCH_RANDOM, Method.G_RANDOM)
    return [raw | {"p_value": p, "method": of_means.value}, standard | {"p_value": p, "method": of_g.value}]


def _hedges_g(first: Values, second: Values, ci: float) -> tuple[float, tuple[float, float]]:
    n1, n2 = len(first), len(second)
    df = n1 + n2 - 2
    pooled = sqrt((first.var() * n1 + second.var() * n2) / df)
    gap = float(first.mean() - second.mean())
    if not pooled > 1e-12 * max(abs(first).max(), abs(second).max()):
        return nan, NONE
    root, j = sqrt(1 / n1 + 1 / n2), small_sample_factor(df)
    low, high = noncentral_t(gap / pooled / root, df, ci=ci)
    return j * gap / pooled, (j * low * root, j * high * root)


def _ranks(first: Values, second: Values, ci: float) -> Row:
    dominance = cliffs_delta(first, second)
    low, high = dominance.interval(ci)
    exact = len(first) + len(second) <= EXACT_UP_TO
    method = Method.SAME_ANSWERS if low != low else Method.CLIFF_EXACT if exact else Method.CLIFF
    p = nan if low != low else rank_test(first, second)
    return {
        "statistic": "cliffs_delta", "estimate": dominance.delta, "ci_low": low, "ci_high": high,
        "p_value": p, "method": method.value,
    }  # fmt: skip


def _permutations(first: Values, second: Values, seed: int) -> tuple[float, bool]:
    """The p of Welch's t over all ways to deal the people into two groups, or over seeded random ones."""
    from scipy.stats import permutation_test

    def welch(x: Values, y: Values, axis: int) -> Values:
        gap = np.abs(x.mean(axis=axis) - y.mean(axis=axis))
        variance = x.var(axis=axis) / (x.shape[axis] - 1) + y.var(axis=axis) / (y.shape[axis] - 1)
        still = variance < 1e-12
        return np.where(still, np.where(gap < 1e-6, 0.0, 1e9), gap / np.sqrt(np.where(still, 1, variance)))

    centre, spread = np.concatenate([first, second]).mean(), np.concatenate([first, second]).std()
    samples = ((first - centre) / spread, (second - centre) / spread)
    exact = comb(len(first) + len(second), len(first)) <= DRAWS
    result = permutation_test(
        samples, welch, vectorized=True, alternative="greater", n_resamples=DRAWS, rng=np.random.default_rng(seed)
    )
    return float(result.pvalue), exact
