"""Groups compared where respondents are nested in schools: schools are dealt, or people within their schools."""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots import vocabulary
from pilots.statistics.compare import FEWEST_SCHOOLS
from pilots.statistics.intervals import Difference
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.permutation import DRAWS, Cells, Deals, Matrix, permuted, ways
from pilots.statistics.samples import Values, as_list, groups, numbers, pairs, require, rescaled
from pilots.statistics.van_elteren import VanElteren

Codes = NDArray[Any]
Row = dict[str, object]
ENOUGH_WAYS = 400
"""Ways to deal schools from which on their permutation replaces the t test: its p then moves in steps of half a percent."""


def cluster_permutation(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str,
    clusters: str,
    ranks: bool = False,
    ci: float = 0.95,
    resamples: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Every pair of groups, on every column, with a test that allows for the schools people are nested in.

    Where a school holds people of one group only, schools are what is compared: the means of schools, each
    school once. Where groups are mixed within schools, people are compared with those of their own school.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns; what is no number counts as missing.
    by
        The column of the groups.
    clusters
        The column of the schools.
    ranks
        Whether, within schools, answers are compared by their ranks in the school (van Elteren), as ordinal or skewed
        answers ask for. Means of schools stay means.
    ci
        Level of the intervals, 0 to 1.
    resamples, seed
        Random permutations, where there are more ways than that; and their seed.

    Returns
    -------
    DataFrame
        An estimates frame with a row per column and pair "a - b": `mean_difference`, between schools of the
        schools' means, within schools the mean difference within a school, or with `ranks` and groups mixed
        within schools `cliffs_delta`. n counts the answers used: within schools those of schools with both
        groups. Below three schools a difference between schools has neither p nor interval. p_adjusted: Holm.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or the level is none.

    Notes
    -----
    Between: with few schools a permutation can't be significant: 2 + 2 schools can be dealt in 6 ways, so p is at
    least 1/3, with 3 + 3 at least 1/10. Below 400 ways the test is therefore the t test of the schools' means with
    pooled variance on S - 2 degrees of freedom (for equal schools that of CR2 with Satterthwaite's degrees of
    freedom); Welch's, on fewer, is too cautious there: 2 % instead of 5 % at 2 + 2. Each school counts once, so the
    sizes of schools need no model.

    Within: the statistic is the mean difference, weighted by n₁ n₂ / (n₁ + n₂) over schools, divided by its
    standard error with a variance for each group: so dealt, it holds its level under unequal spreads too. With
    `ranks` it is the mean of the schools' Cliff's deltas, weighted as van Elteren (1960) does, and studentised
    as Brunner and Munzel do (`van_elteren.VanElteren`). Intervals: t with Satterthwaite's degrees of freedom. It
    tells about these schools; whether the difference is the same in other schools it does not.

    van Elteren, P. (1960). On the combination of independent two-sample tests of Wilcoxon. Bulletin of the
    International Statistical Institute 37, 351-361.

    Examples
    --------
    >>> answers = pd.DataFrame(
    ...     {"school": list("aaaabbbbcccc"), "who": list("ppss") * 3, "trust": [3, 4, 2, 2, 5, 4, 3, 4, 3, 3, 1, 2]}
    ... )
    >>> found = cluster_permutation(answers, "trust", by="who", clusters="school")
    >>> found[["group", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
       group  estimate  ci_low  ci_high  p_value
    0  p - s     1.333   0.518    2.149    0.019
    """
    require(data, [*as_list(columns), by, clusters], ci=ci)
    parts = groups(data, by)
    rows: list[Row] = []
    for column in as_list(columns):
        for a, b in pairs(parts):
            both = pd.concat([parts[a].assign(**{by: "0"}), parts[b].assign(**{by: "1"})])
            values, labels, schools = _sorted(both, column, by, clusters)
            row: Row = {"variable": column, "group": f"{a} - {b}", "ci_level": ci}
            row |= _pair(values, labels, schools, ranks, ci, resamples, seed)
            rows.append(row | {"n_missing": len(both) - int(str(row["n"]))})
    return with_holm(vocabulary.estimates(rows))


def between_schools(labels: Codes, schools: Codes) -> bool:
    """Whether no school holds people of more than one group.

    Examples
    --------
    >>> between_schools(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]))
    True
    """
    return len(np.unique(np.stack([labels, schools]), axis=1).T) == len(np.unique(schools))


def _sorted(data: pd.DataFrame, column: str, by: str, clusters: str) -> tuple[Values, Codes, Codes]:
    """Values, groups (0, 1) and schools (0 to S - 1, by their answers) of those who answered, in one order."""
    frame = numbers(data, [column]).set_axis(["value"], axis=1)
    frame = frame.assign(
        label=data[by].astype("int64"), school=data[clusters].astype("str").where(data[clusters].notna())
    )
    frame = frame.dropna().sort_values(["school", "label", "value"])
    told = {
        name: (len(part), part["label"].tolist(), part["value"].tolist())
        for name, part in frame.groupby("school", sort=False)
    }
    places = {name: place for place, name in enumerate(sorted(told, key=lambda name: told[name]))}
    frame = frame.assign(school=frame["school"].map(places)).sort_values(["school", "label", "value"])
    return frame["value"].to_numpy(), frame["label"].to_numpy(), frame["school"].to_numpy(dtype="int64")


def _pair(values: Values, labels: Codes, schools: Codes, ranks: bool, ci: float, resamples: int, seed: int) -> Row:
    between = between_schools(labels, schools)
    statistic = "cliffs_delta" if ranks and not between else "mean_difference"
    if not between:
        mixed = np.isin(schools, [school for school in np.unique(schools) if len(set(labels[schools == school])) == 2])
        values, labels = values[mixed], labels[mixed]
        schools = np.unique(schools[mixed], return_inverse=True)[1]
    row: Row = {"statistic": statistic, "n": len(values)}
    if len(set(labels)) < 2:
        return row | {"method": Method.NO_ANSWERS.value}
    small, factor = rescaled(values)
    if between:
        return row | _between(small, factor, labels, schools, ci, resamples, seed)
    if len(values) < len(set(schools)) + 2:
        return row | {"method": Method.ONE_ANSWER.value}
    return row | _within(small, factor, labels, schools, ranks, ci, resamples, seed)


def _between(values: Values, factor: float, labels: Codes, schools: Codes, ci: float, resamples: int, seed: int) -> Row:
    means = np.bincount(schools, values) / np.bincount(schools)
    arms = np.array([labels[schools == school][0] for school in range(len(means))])
    order = np.lexsort((means, arms))
    means, arms = means[order], arms[order]
    first, second = means[arms == 0], means[arms == 1]
    gap, df = float(first.mean() - second.mean()), len(means) - 2
    row: Row = {"estimate": factor * gap}
    if len(means) < FEWEST_SCHOOLS:
        return row | {"method": Method.FEW_SCHOOLS.value}
    pooled = (((first - first.mean()) ** 2).sum() + ((second - second.mean()) ** 2).sum()) / df
    if not pooled > 1e-24:
        return row | {"method": Method.SAME_SCHOOLS.value}
    difference = Difference(gap, float(np.sqrt(pooled * (1 / len(first) + 1 / len(second)))), df)
    low, high = (factor * limit for limit in difference.interval(ci))
    row |= {"ci_low": low, "ci_high": high}
    together = np.zeros(len(means), dtype="int64")
    if ways(arms, together) < ENOUGH_WAYS:
        return row | {"p_value": difference.p, "method": Method.SCHOOLS_T.value}
    p, exact = permuted(Cells(means, arms, together).studentised, arms, together, resamples=resamples, seed=seed)
    return row | {"p_value": p, "method": (Method.SCHOOLS_EXACT if exact else Method.SCHOOLS_RANDOM).value}


def _within(
    values: Values, factor: float, labels: Codes, schools: Codes, ranks: bool, ci: float, resamples: int, seed: int
) -> Row:
    if values.min() == values.max():
        return {"method": Method.NO_VARIANCE.value}
    dealt = labels.astype(np.int8)[None, :]
    statistic: Callable[[Deals], Matrix]
    if ranks:
        strata = VanElteren(values, labels, schools)
        dominances = strata.dominances(dealt)
        gap, parts, freedom, unit = float(dominances.delta[0]), dominances.parts[0], strata.freedom, 1.0
        statistic, told = strata.studentised, (Method.VAN_ELTEREN_EXACT, Method.VAN_ELTEREN_RANDOM)
    else:
        cells = Cells(values, labels, schools)
        found = cells.effects(dealt)
        gap, unit = -float(found.effects[0, 0]), factor
        parts = np.array([found.spread[0, group] * cells.share(group)[0, 0] for group in (0, 1)])
        statistic, freedom = cells.studentised, np.maximum(cells.freedom, 1)
        told = (Method.WITHIN_EXACT, Method.WITHIN_RANDOM)
    variance = float(parts.sum())
    if not variance > 1e-24:
        return {"estimate": unit * gap, "method": Method.SAME_ANSWERS.value}
    difference = Difference(gap, sqrt(variance), variance**2 / float((parts**2 / freedom).sum()))
    low, high = (unit * limit for limit in difference.interval(ci))
    if ranks:
        low, high = max(low, -1.0), min(high, 1.0)
    p, exact = permuted(statistic, labels, schools, resamples=resamples, seed=seed)
    method = told[0] if exact else told[1]
    return {"estimate": unit * gap, "ci_low": low, "ci_high": high, "p_value": p, "method": method.value}
