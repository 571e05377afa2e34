"""Differences between groups, and between two questions, that allow for weights, clusters and strata."""

from collections.abc import Sequence
from math import atanh, nan, tanh

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.design import SampleDesign, codes
from pilots.statistics.design_models import fitted
from pilots.statistics.design_stages import Codes, Mask
from pilots.statistics.design_tests import cramers_v, rao_scott, table
from pilots.statistics.intervals import NONE, Difference, Interval
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.samples import EVERYONE, Values, as_list, numbers, pairs, require

Row = dict[str, object]


def design_compare(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str,
    weights: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """Every pair of groups, on every column: difference in means and Cliff's delta in the population.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns; what is no number counts as missing.
    by
        The column of the groups.
    weights, clusters, strata, fpc
        As in `SampleDesign.of`.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame: per column and pair the rows `mean_difference` (R's svyttest) and `cliffs_delta` (its p that of
        svyranktest). n counts both groups; p_adjusted is Holm's, per statistic.

    Raises
    ------
    PilotsError
        When a column is not there or twice there.

    Notes
    -----
    The t test is that of the group in a regression on it. The rank test is the same on the ranks in the population (Lumley
    & Scott 2013), the share of everyone below an answer and half of those who gave it; Cliff's delta is twice the difference
    of their means. Where the same answers have other weights, survey's ranks hang on the order of the rows; ours do not, and
    p may differ from its p. The interval rests on the placements of either group in the other, on Fisher's z scale. Both have one
    degree of freedom less than the design.

    Lumley, T. & Scott, A. J. (2013). Two-sample rank tests under complex sampling. Biometrika 100(4), 831-842.

    Examples
    --------
    >>> parents = pd.DataFrame({"school": list("aabbccddee"), "trust": [2, 3, 4, 4, 3, 5, 4, 5, 1, 2], "lang": ["nl", "fr"] * 5})
    >>> found = design_compare(parents, "trust", by="lang", clusters="school")
    >>> found[["group", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
         group        statistic  estimate  ci_low  ci_high  p_value
    0  fr - nl  mean_difference      1.00  -0.006    2.006    0.051
    1  fr - nl     cliffs_delta      0.44  -0.118    0.787    0.074
    """
    require(data, [*as_list(columns), by], ci=ci)
    design = SampleDesign.of(data, weights=weights, clusters=clusters, strata=strata, fpc=fpc)
    place, labels = codes(data, by)
    rows: list[Row] = []
    for column in as_list(columns):
        answers = numbers(data, [column])[column].to_numpy()
        there = design.answered(answers)
        for a, b in pairs(range(len(labels))):
            asked = (place == a) | (place == b)
            n = int((there & asked).sum())
            common: Row = {"variable": column, "group": f"{labels[a]} - {labels[b]}", "ci_level": ci}
            common |= {"n": n, "n_missing": int(asked.sum()) - n}
            first = (place == a).astype("float64")
            rows += [common | row for row in _pair(design, np.where(there, answers, 0), first, there & asked, ci)]
    return with_holm(vocabulary.estimates(rows))


def design_association(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str,
    weights: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Whether answers and groups have to do with each other: Cramér's V, and Rao and Scott's chi-square test.

    Parameters
    ----------
    data, by, weights, clusters, strata, fpc
        As in `design_compare`.
    columns
        Columns of categories.

    Returns
    -------
    DataFrame
        An estimates frame: per column a row `cramers_v` of the weighted table (without interval) with the p of the
        second-order test; p_adjusted: Holm over the columns.

    Raises
    ------
    PilotsError
        When a column is not there or twice there.

    See Also
    --------
    pilots.statistics.design_tests.rao_scott : All figures of the test, and the first-order one.
    pilots.statistics.design_tests.wald : Wald's test, plain and adjusted.

    Notes
    -----
    R's svychisq. Second order, F, is its default, and ours: it holds its level with few clusters, where the first-order and
    the Wald test are too liberal (Thomas & Rao 1987).

    Examples
    --------
    >>> parents = pd.DataFrame({"school": list("aabbccddee"), "reads": list("yynnyyynny"), "lang": ["nl", "fr"] * 5})
    >>> design_association(parents, "reads", by="lang", clusters="school")[["statistic", "estimate", "p_value", "n"]].round(3)
       statistic  estimate  p_value   n
    0  cramers_v       0.0      1.0  10
    """
    require(data, [*as_list(columns), by])
    design = SampleDesign.of(data, weights=weights, clusters=clusters, strata=strata, fpc=fpc)
    place, _ = codes(data, by)
    rows: list[Row] = []
    for column in as_list(columns):
        answers, _ = codes(data, column)
        who = (place >= 0) & (answers >= 0) & (design.weights > 0)
        common: Row = {"variable": column, "group": EVERYONE, "statistic": "cramers_v", "n": int(who.sum())}
        common["n_missing"] = int((place >= 0).sum() - who.sum())
        rows.append(common | _table(design, _dense(answers, who), _dense(place, who), who))
    return with_holm(vocabulary.estimates(rows))


def _dense(place: Codes, who: Mask) -> Codes:
    """The codes without those that nobody here has."""
    dense = np.full(len(place), -1, dtype=np.intp)
    dense[who] = np.unique(place[who], return_inverse=True)[1]
    return dense


def _table(design: SampleDesign, rows: Codes, columns: Codes, who: Mask) -> Row:
    if not who.any() or min(rows[who].max(), columns[who].max()) < 1:
        return {"method": (Method.NO_VARIANCE if who.any() else Method.NO_ANSWERS).value}
    found = table(design, rows, columns, who)
    row: Row = {"estimate": cramers_v(found), "method": Method.RAO_SCOTT.value}
    if found.df < (2 if design.clustered else 1):
        return row | {"method": _few(design).value}
    p = rao_scott(design, found).p
    if p == p:
        return row | {"p_value": p}
    lone = np.isnan(design.variance(found.influence)).any()
    return row | {"method": (Method.LONE_CLUSTER_TEST if lone else Method.NOT_DEFINED).value}


def _pair(design: SampleDesign, answers: Values, first: Values, who: Mask, ci: float) -> list[Row]:
    names = ("mean_difference", "cliffs_delta")
    sizes = (int((who & (first > 0)).sum()), int((who & (first == 0)).sum()))
    if not min(sizes):
        return [{"statistic": name, "method": Method.NO_ANSWERS.value} for name in names]
    means = _difference(design, answers, first, who)
    ranks = _difference(design, _ranks(design, answers, who), first, who)
    delta, limits = _cliff(design, answers, first, who, ci)
    found = (
        (means.estimate, means.interval(ci), means.p, Method.DESIGN_T),
        (delta, limits, ranks.p, Method.DESIGN_RANKS),
    )
    rows: list[Row] = []
    for name, (estimate, (low, high), p, method) in zip(names, found, strict=True):
        if p != p:
            method = _reason(design, means, answers[who])
        rows.append(
            {
                "statistic": name,
                "estimate": estimate,
                "ci_low": low,
                "ci_high": high,
                "p_value": p,
                "method": method.value,
            }
        )
    return rows


def _few(design: SampleDesign) -> Method:
    return Method.FEW_SCHOOLS if design.clustered else Method.FEW_ANSWERS


def _reason(design: SampleDesign, means: Difference, answers: Values) -> Method:
    if means.df < 1:
        return _few(design)
    if np.ptp(answers) == 0 or means.se == 0:
        return Method.SAME_ANSWERS
    return Method.LONE_CLUSTER


def _difference(design: SampleDesign, values: Values, first: Values, who: Mask) -> Difference:
    """The mean of one group less that of the other, as the coefficient of a regression on the group."""
    df = design.df(who) - 1
    apart = design.mean(values, who & (first > 0)).estimate - design.mean(values, who & (first == 0)).estimate
    fit = fitted(design, values, first[:, None], who)
    if not fit.found or df < 1:
        return Difference(apart, nan, df)
    found = design.linear(apart, fit.influence[:, 1], who, float(np.abs(values[who]).max()) / fit.factor)
    return Difference(apart, found.se * fit.factor, df)


def _ranks(design: SampleDesign, values: Values, who: Mask) -> Values:
    """By respondent: the share of everyone's weights at lower values, and half of that at the same."""
    ranks = np.zeros(len(values))
    ranks[who] = _below(values[who], values[who], design.parts(who)[who])
    return ranks


def _below(values: Values, others: Values, parts: Values) -> Values:
    order = np.argsort(others, kind="stable")
    upto = np.r_[0.0, np.cumsum(parts[order])]
    low, high = (np.searchsorted(others[order], values, side=side) for side in ("left", "right"))
    below: Values = (upto[low] + upto[high]) / 2
    return below


def _cliff(design: SampleDesign, values: Values, first: Values, who: Mask, ci: float) -> tuple[float, Interval]:
    """Twice the chance that somebody of the first group is above one of the second (half for the same), less 1."""
    one, two = who & (first > 0), who & (first == 0)
    w1, w2 = design.parts(one), design.parts(two)
    placed = np.zeros(len(values))
    placed[one] = _below(values[one], values[two], w2[two])
    placed[two] = 1 - _below(values[two], values[one], w1[one])
    delta = 2 * float(w1 @ placed) - 1
    df = design.df(who) - 1
    if not abs(delta) < 1 - 1e-12 or df < 1:
        return max(-1.0, min(1.0, delta)), NONE
    influence = 2 * (w1 + w2) * (placed - (delta + 1) / 2)
    se = design.linear(delta, influence, who, 1.0).se
    low, high = Difference(atanh(delta), se / (1 - delta**2), df).interval(ci)
    return delta, (tanh(low), tanh(high))
