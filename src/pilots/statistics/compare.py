"""Differences between two groups: effect sizes with intervals first, p-values second, corrected for their number."""

from collections.abc import Callable, Sequence
from math import comb, isfinite, nan
from typing import NamedTuple

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.effect_sizes import EffectSize, cohens_d, glass_delta, hedges_g
from pilots.statistics.intervals import mean_difference
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_correction
from pilots.statistics.ranks import EXACT_UP_TO, cliffs_delta, rank_biserial, rank_test
from pilots.statistics.samples import Values, as_list, groups, pairs, require, rescaled, values

FEWEST_SCHOOLS = 3
"""Schools below which nothing about schools can be tested."""
SMALL = 15
"""People in a group, below which the p of a difference in means comes from permutations."""
DRAWS = 9_999
"""Permutations drawn, where there are too many to go through all."""

Row = dict[str, object]


def compare(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str,
    statistics: Sequence[str] = ("mean_difference", "hedges_g", "cliffs_delta"),
    ci: float = 0.95,
    correction: str = "holm",
    schools: bool = False,
    seed: int = 0,
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
    statistics
        Which, of `mean_difference` (unit of the column, Welch's interval), `hedges_g`, `cohens_d` (pooled standard
        deviation), `glass_delta` (that of the second group), `cliffs_delta` and `rank_biserial` (-1 to 1).
    ci
        Level of the intervals, 0 to 1.
    correction
        For the number of tests: "holm", or "fdr_bh" where a long list is looked through for what to follow up.
    schools
        Whether the groups are schools, in which the respondents are nested: below three no p-value is given,
        as the schools are then all the cases there are.
    seed
        Of the random permutations.

    Returns
    -------
    DataFrame
        An estimates frame: per column and pair a row for each statistic. n counts both groups. p of the
        means: Welch's t test, with fewer than 15 people in a group permutations of Welch's t; p of the
        ranks: `ranks.rank_test`. p_adjusted: over all columns and pairs, apart for each statistic.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or there is no such statistic or correction.

    Notes
    -----
    Cliff's delta and the rank-biserial correlation of two groups are one number, U₁ - U₂ over n₁ n₂. They differ in
    their interval: Cliff's delta has the one that holds its level in small groups with ties; the rank-biserial has
    the one of R's effectsize, for comparison with what others report; it holds 88 to 92 of 100 truths where groups
    differ. Studentised permutations hold their level under unequal variances too (Janssen 1997).

    Examples
    --------
    >>> answers = pd.DataFrame({"who": list("ppppppsssss"), "trust": [3, 4, 4, 5, 4, 3, 2, 3, 2, 1, 3]})
    >>> found = compare(answers, "trust", by="who")
    >>> found[["group", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
       group        statistic  estimate  ci_low  ci_high  p_value
    0  p - s  mean_difference     1.633   0.522    2.745    0.022
    1  p - s         hedges_g     1.887   0.472    3.238    0.022
    2  p - s     cliffs_delta     0.867   0.436    0.974    0.022
    """
    require(data, [*as_list(columns), by], ci=ci)
    for name in statistics:
        if name not in {**MEANS, **RANKS}:
            raise PilotsError(f"two groups are not compared by '{name}'", mend=did_you_mean(name, {**MEANS, **RANKS}))
    parts = groups(data, by)
    refused = schools and len(parts) < FEWEST_SCHOOLS
    rows: list[Row] = []
    for column in as_list(columns):
        samples = {group: values(part, column) for group, part in parts.items()}
        for a, b in pairs(parts):
            n = len(samples[a]) + len(samples[b])
            common: Row = {"variable": column, "group": f"{a} - {b}", "ci_level": ci, "n": n}
            common["n_missing"] = len(parts[a]) + len(parts[b]) - n
            rows += [common | row for row in _pair(samples[a], samples[b], statistics, ci, seed, refused)]
    return with_correction(vocabulary.estimates(rows), correction)


class Told(NamedTuple):
    """The methods of a statistic by where its p is from: a formula, all permutations, or random ones."""

    formula: Method
    exact: Method
    random: Method


def _raw(first: Values, second: Values, *, ci: float) -> EffectSize:
    together, unit = rescaled(np.concatenate([first, second]))
    difference = mean_difference(together[: len(first)], together[len(first) :])
    return EffectSize(*(unit * value for value in (difference.estimate, *difference.interval(ci))))


Measure = Callable[..., EffectSize]

MEANS: dict[str, tuple[Measure, Told]] = {
    "mean_difference": (_raw, Told(Method.WELCH, Method.WELCH_EXACT, Method.WELCH_RANDOM)),
    "hedges_g": (hedges_g, Told(Method.G, Method.G_EXACT, Method.G_RANDOM)),
    "cohens_d": (cohens_d, Told(Method.D, Method.D_EXACT, Method.D_RANDOM)),
    "glass_delta": (glass_delta, Told(Method.GLASS, Method.GLASS_EXACT, Method.GLASS_RANDOM)),
}
"""Statistics of means: tested by Welch's t."""

RANKS: dict[str, tuple[Measure, Method, Method]] = {
    "cliffs_delta": (
        lambda first, second, *, ci: EffectSize((found := cliffs_delta(first, second)).delta, *found.interval(ci)),
        Method.CLIFF,
        Method.CLIFF_EXACT,
    ),
    "rank_biserial": (
        lambda first, second, *, ci: EffectSize(*rank_biserial(first, second, ci=ci)),
        Method.RANK_BISERIAL,
        Method.RANK_BISERIAL_EXACT,
    ),
}
"""Statistics of ranks: tested by the Wilcoxon-Mann-Whitney test; their methods with a normal and an exact p."""


def _pair(first: Values, second: Values, statistics: Sequence[str], ci: float, seed: int, refused: bool) -> list[Row]:
    if min(len(first), len(second)) < 2:
        reason = Method.ONE_ANSWER if len(first) and len(second) else Method.NO_ANSWERS
        return [{"statistic": name, "method": reason.value} for name in statistics]
    tested: tuple[float, int] | None = None
    rows: list[Row] = []
    for name in statistics:
        if name in MEANS:
            tested = tested or _mean_test(first, second, seed)
            rows.append(_mean_row(name, first, second, tested, ci))
        else:
            rows.append(_rank_row(name, first, second, ci))
    for row in rows:
        if refused and isfinite(row["p_value"]):  # type: ignore[arg-type]
            row |= {"p_value": nan, "method": Method.FEW_SCHOOLS.value}
    return rows


def _mean_row(name: str, first: Values, second: Values, tested: tuple[float, int], ci: float) -> Row:
    measure, methods = MEANS[name]
    estimate, low, high = measure(first, second, ci=ci)
    p, made = tested
    method = methods[made]
    if estimate != estimate:
        p, method = nan, Method.NO_VARIANCE
    elif p != p:
        method = Method.SAME_ANSWERS
    return {
        "statistic": name, "estimate": estimate, "ci_low": low, "ci_high": high, "p_value": p, "method": method.value,
    }  # fmt: skip


def _rank_row(name: str, first: Values, second: Values, ci: float) -> Row:
    measure, normal, exact = RANKS[name]
    estimate, low, high = measure(first, second, ci=ci)
    method = exact if len(first) + len(second) <= EXACT_UP_TO else normal
    p = rank_test(first, second)
    if low != low and abs(estimate) == 1:
        method = Method.NO_OVERLAP
    elif low != low:
        p, method = nan, Method.SAME_ANSWERS
    return {
        "statistic": name, "estimate": estimate, "ci_low": low, "ci_high": high, "p_value": p, "method": method.value,
    }  # fmt: skip


def _mean_test(first: Values, second: Values, seed: int) -> tuple[float, int]:
    """The p of Welch's t, and which of `Told` it is: from the formula, or where a group is small by permutation."""
    together, _ = rescaled(np.concatenate([first, second]))
    one, other = together[: len(first)], together[len(first) :]
    difference = mean_difference(one, other)
    if not difference.se > 0:
        return nan, 0
    return (difference.p, 0) if min(len(first), len(second)) >= SMALL else _permutations(one, other, seed)


def _permutations(first: Values, second: Values, seed: int) -> tuple[float, int]:
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
    return float(result.pvalue), 1 if exact else 2
