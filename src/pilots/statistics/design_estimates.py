"""Means, medians, shares, totals and ratios of a sample with weights, clusters and strata, as rows of an estimates frame."""

from collections.abc import Callable, Sequence
from math import isfinite, isinf, nan, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.design import SampleDesign, domains, spread
from pilots.statistics.design_intervals import (
    design_effect,
    empty_interval,
    korn_graubard,
    logit_interval,
    quantile,
    quantile_interval,
)
from pilots.statistics.design_stages import Mask
from pilots.statistics.intervals import NONE, Difference, Interval
from pilots.statistics.margins import Margin
from pilots.statistics.methods import Method
from pilots.statistics.samples import Values, as_list, numbers, require, rescaled

Row = dict[str, object]
Rows = Callable[[SampleDesign, Values, Mask, float], list[Row]]


def totals(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    weights: str,
    by: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
    margins: Sequence[Margin] | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """What a column adds up to in the population that the weights stand for, by group.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns: hours, or 1 and 0, whose total is how many people. What is no number counts as missing.
    weights
        Column of weights: how many people each respondent stands for.
    by, ci
        As for `means`.
    clusters, strata, fpc, margins
        As in `SampleDesign.of`.

    Returns
    -------
    DataFrame
        An estimates frame: per group and column a row `total`, with a t interval.

    Raises
    ------
    PilotsError
        As for `SampleDesign.of`.

    Examples
    --------
    >>> parents = pd.DataFrame({"school": list("aabbcc"), "people": [10] * 6, "children": [1, 2, 2, 3, 1, 4]})
    >>> totals(parents, "children", weights="people", clusters="school")[["estimate", "ci_low", "ci_high"]].round(1)
       estimate  ci_low  ci_high
    0     130.0    43.9    216.1
    """

    def total(design: SampleDesign, values: Values, who: Mask, ci: float) -> list[Row]:
        found = design.total(values, who)
        return [
            _row("total", found, interval_of(design, found, ci), _told(design, found, values[who], Method.DESIGN_TOTAL))
        ]

    design = SampleDesign.of(data, weights=weights, clusters=clusters, strata=strata, fpc=fpc, margins=margins)
    return described(design, data, columns, by, ci, total)


def ratios(
    data: pd.DataFrame,
    column: str,
    *,
    over: str,
    by: str | None = None,
    weights: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
    margins: Sequence[Margin] | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """The total of one column over that of another, by group: visits per child, not the mean of each family's.

    Parameters
    ----------
    data
        One row a respondent.
    column, over
        Numeric columns; who lacks either counts as missing.
    by, ci
        As for `means`.
    weights, clusters, strata, fpc, margins
        As in `SampleDesign.of`.

    Returns
    -------
    DataFrame
        An estimates frame: per group a row `ratio`, the variable "column / over", with a t interval.

    Raises
    ------
    PilotsError
        As for `SampleDesign.of`.

    Examples
    --------
    >>> families = pd.DataFrame({"visits": [3, 5, 2, 8], "children": [1, 3, 1, 3]})
    >>> ratios(families, "visits", over="children")[["variable", "estimate", "ci_low", "ci_high"]].round(2)
                variable  estimate  ci_low  ci_high
    0  visits / children      2.25     1.2      3.3
    """
    require(data, [column, over, *([by] if by else [])], ci=ci)
    design = SampleDesign.of(data, weights=weights, clusters=clusters, strata=strata, fpc=fpc, margins=margins)
    both = numbers(data, [column, over])
    above, below = both[column].to_numpy(), both[over].to_numpy()
    there = design.answered(above) & design.answered(below)
    rows = []
    for group, inside in domains(data, by).items():
        who = there & inside
        found = design.ratio(above, below, who)
        row = _row(
            "ratio", found, interval_of(design, found, ci), _told(design, found, above[who], Method.DESIGN_RATIO)
        )
        if who.any() and not isfinite(found.estimate):
            row["method"] = Method.NO_BASE.value
        rows.append(row | _counted(f"{column} / {over}", group, who, inside, ci))
    return vocabulary.estimates(rows)


def described(
    design: SampleDesign, data: pd.DataFrame, columns: str | Sequence[str], by: str | None, ci: float, rows: Rows
) -> pd.DataFrame:
    """The rows of every group and column, with their n and what is missing."""
    require(data, [*as_list(columns), *([by] if by else [])], ci=ci)
    found = []
    for group, inside in domains(data, by).items():
        for column in as_list(columns):
            values = numbers(data, [column])[column].to_numpy()
            who = design.answered(values) & inside
            common = _counted(column, group, who, inside, ci)
            found += [common | row for row in rows(design, np.where(who, values, 0.0), who, ci)]
    return vocabulary.estimates(found)


def mean_rows(design: SampleDesign, values: Values, who: Mask, ci: float) -> list[Row]:
    """The mean, the standard deviation in the population, and the design effect of the mean."""
    mean = design.mean(values, who)
    small, factor = rescaled(values)
    n = int(who.sum())
    sd = sqrt(spread(small[who], design.weights[who])) * factor if n > 1 else nan
    effect = design_effect(design, values, who)
    few = Method.NO_ANSWERS if not n else Method.ONE_ANSWER
    told = _told(design, mean, values[who], Method.DESIGN_MEAN)
    lost = (
        few
        if n < 2
        else Method.NO_VARIANCE
        if np.ptp(values[who]) == 0
        else Method(told)
        if told is not Method.DESIGN_MEAN
        else Method.NO_VARIANCE
    )
    return [
        _row("mean", mean, interval_of(design, mean, ci), told),
        {"statistic": "sd", "estimate": sd, "ci_level": nan, "method": (Method.DESIGN_SD if n > 1 else few).value},
        {
            "statistic": "design_effect", "estimate": effect, "ci_level": nan,
            "method": (Method.DESIGN_EFFECT if effect == effect else lost).value,
        },
    ]  # fmt: skip


def median_rows(design: SampleDesign, values: Values, who: Mask, ci: float) -> list[Row]:
    """The median, with Woodruff's interval."""
    if not who.any():
        return [{"statistic": "median", "method": Method.NO_ANSWERS.value}]
    estimate = quantile(values[who], design.weights[who], 0.5)
    limits = quantile_interval(design, values, who, 0.5, ci=ci)
    spread_out = Difference(estimate, 1.0 if np.ptp(values[who]) else 0.0, design.df(who))
    told = _told(design, spread_out, values[who], Method.DESIGN_MEDIAN)
    if told is Method.DESIGN_MEDIAN and limits[0] != limits[0]:
        told = Method.FEW_ANSWERS
    return [_row("median", spread_out, limits if told is Method.DESIGN_MEDIAN else NONE, told)]


def share_row(design: SampleDesign, chosen: Mask, who: Mask, *, ci: float, exact: bool = False) -> Row:
    """The share of those who answered that gave an answer, with its interval.

    Logit, or Korn and Graubard's where `exact`; where nobody or everybody gave it, `empty_interval`.
    """
    if not who.any():
        return {"statistic": "share", "method": Method.NO_ANSWERS.value}
    share = design.mean(chosen.astype("float64"), who)
    share = share._replace(estimate=min(max(share.estimate, 0.0), 1.0))
    if not chosen[who].any() or chosen[who].all():
        share = share._replace(estimate=float(chosen[who].any()))
        return _row("share", share, empty_interval(design, who, share.estimate, ci=ci), Method.EMPTY_SHARE)
    told = _told(design, share, chosen[who], Method.KORN_GRAUBARD if exact else Method.DESIGN_SHARE)
    if told not in (Method.KORN_GRAUBARD, Method.DESIGN_SHARE):
        return _row("share", share, NONE, told)
    return _row(
        "share", share, korn_graubard(share, int(who.sum()), ci=ci) if exact else logit_interval(share, ci=ci), told
    )


def interval_of(design: SampleDesign, found: Difference, ci: float) -> Interval:
    """The t interval; missing where there are too few clusters: with two, one degree of freedom is left."""
    return found.interval(ci) if found.df >= fewest(design) else NONE


def fewest(design: SampleDesign) -> int:
    """The degrees of freedom from which an interval is given: 2 over clusters, 1 over respondents."""
    return 2 if design.clustered else 1


def _told(design: SampleDesign, found: Difference, values: Values | Mask, method: Method) -> Method:
    if not len(values):
        return Method.NO_ANSWERS
    if found.df < fewest(design):
        return Method.FEW_CLUSTERS if design.clustered else Method.FEW_ANSWERS
    if found.se != found.se:
        return Method.LONE_CLUSTER
    if found.se > 0:
        return method
    return Method.FIXED_BY_DESIGN if np.ptp(values.astype("float64")) else Method.SAME_ANSWERS


def _row(statistic: str, found: Difference, limits: Interval, method: Method) -> Row:
    low, high = limits if all(map(isfinite, limits)) and isfinite(found.estimate) else NONE
    estimate = found.estimate if method is not Method.NO_ANSWERS else nan
    if isinf(estimate):
        estimate, method = nan, Method.OUT_OF_REACH
    return {"statistic": statistic, "estimate": estimate, "ci_low": low, "ci_high": high, "method": method.value}


def _counted(variable: str, group: str, who: Mask, inside: Mask, ci: float) -> Row:
    n = int(who.sum())
    return {"variable": variable, "group": group, "n": n, "n_missing": int(inside.sum()) - n, "ci_level": ci}
