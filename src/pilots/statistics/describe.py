"""What the answers look like: means, medians, shares, each with its interval, its n and what is missing."""

from collections.abc import Callable, Mapping, Sequence
from math import nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.design import SampleDesign, domains
from pilots.statistics.design_estimates import described, mean_rows, median_rows, share_row
from pilots.statistics.intervals import NONE, Interval, mean_interval, median_interval
from pilots.statistics.margins import Margin
from pilots.statistics.methods import Method
from pilots.statistics.proportions import clopper_pearson, wilson
from pilots.statistics.samples import Values, as_list, groups, require, rescaled, values
from pilots.vocabulary import OPTION

Row = dict[str, object]


def means(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str | None = None,
    weights: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
    margins: Sequence[Margin] | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """The mean of each column, by group, with its t interval, and the standard deviation.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns; what is no number counts as missing.
    by
        A column whose groups are described one by one; left out, everyone ("all").
    weights, clusters, strata, fpc, margins
        How the sample was drawn, as in `SampleDesign.of`: column of weights, of the schools that respondents are nested in,
        of the strata, of the size of the population; and the margins that the weights meet. With any of these the intervals
        are design-based.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame: per group and column a row `mean` and a row `sd`, both in the unit of the column.
        A mean of one answer, or of answers that are all the same, has no interval. With a design: weighted, and a row
        `design_effect` of the mean (how many times its variance is that of a simple random sample, Kish); who has no
        weight, or 0, is missing; no interval where clusters less strata are below 2.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or as for `SampleDesign.of`.

    Notes
    -----
    Means of groups are those of domains: the whole design stays. `rake` and `poststratify` give the weights that make a
    sample look like its population; `margins` names what they were made of, by which intervals get narrower.

    Examples
    --------
    >>> scores = pd.DataFrame({"welcome": [2.0, 3, 4, None]})
    >>> means(scores, "welcome")[["statistic", "estimate", "ci_low", "ci_high", "n", "n_missing"]].round(2)
      statistic  estimate  ci_low  ci_high  n  n_missing
    0      mean       3.0    0.52     5.48  3          1
    1        sd       1.0     NaN      NaN  3          1

    Weighted to the languages of the population, with families nested in schools:

    >>> from pilots.statistics import poststratify
    >>> families = pd.DataFrame(
    ...     {"trust": [2, 3, 5, 4, 3, 5], "lang": ["fr", "nl"] * 3, "school": ["a", "a", "b", "b", "c", "c"]}
    ... )
    >>> families["w"] = poststratify(families, "lang", {"fr": 0.7, "nl": 0.3}).weights
    >>> means(families, "trust", weights="w", clusters="school", margins=["lang"])[["statistic", "estimate", "ci_low", "ci_high"]].round(2)
           statistic  estimate  ci_low  ci_high
    0           mean      3.53    0.55     6.52
    1             sd      1.29     NaN      NaN
    2  design_effect      1.74     NaN      NaN
    """
    if weights or clusters or strata or fpc or margins:
        design = SampleDesign.of(data, weights=weights, clusters=clusters, strata=strata, fpc=fpc, margins=margins)
        return described(design, data, columns, by, ci, mean_rows)

    def mean(sample: Values) -> tuple[float, Interval]:
        small, factor = rescaled(sample)
        low, high = mean_interval(small, ci=ci)
        return (float(small.mean()) * factor if len(small) else nan), (low * factor, high * factor)

    def sd(sample: Values) -> tuple[float, Interval]:
        small, factor = rescaled(sample)
        return (float(small.std(ddof=1)) * factor if len(small) > 1 else nan), NONE

    return _describe(data, columns, by, ci, {"mean": (mean, Method.T), "sd": (sd, Method.SD)})


def medians(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str | None = None,
    weights: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
    margins: Sequence[Margin] | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """The median of each column, by group, with its interpolated order-statistic interval.

    Parameters, result and errors as for `means`; the statistic is `median`. With a design the interval is Woodruff's
    (`design_intervals.quantile_interval`). Where the weights split in half between two answers, the median is their mean
    (the rule "school" of R's svyquantile, whose default takes the lower one), so that equal weights change nothing.

    Examples
    --------
    >>> medians(pd.DataFrame({"weeks": range(1, 11)}), "weeks")[["estimate", "ci_low", "ci_high"]]
       estimate    ci_low   ci_high
    0       5.5  2.657658  8.342342
    """
    if weights or clusters or strata or fpc or margins:
        design = SampleDesign.of(data, weights=weights, clusters=clusters, strata=strata, fpc=fpc, margins=margins)
        return described(design, data, columns, by, ci, median_rows)

    def median(sample: Values) -> tuple[float, Interval]:
        small, factor = rescaled(sample)
        low, high = median_interval(small, ci=ci)
        return (float(np.median(small)) * factor if len(small) else nan), (low * factor, high * factor)

    return _describe(data, columns, by, ci, {"median": (median, Method.ORDER)})


def frequencies(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str | None = None,
    codes: Mapping[str, Sequence[str]] | None = None,
    weights: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
    margins: Sequence[Margin] | None = None,
    ci: float = 0.95,
    exact: bool = False,
) -> pd.DataFrame:
    """How many and what share gave each answer, by group, with Wilson's interval.

    Parameters
    ----------
    data, columns, by, ci
        As for `means`; the columns hold codes.
    codes
        The answers that could be given, by column, in order: those nobody gave count zero. Left out, those
        that occur.
    weights, clusters, strata, fpc, margins
        As for `means`. Counts remain those of respondents; shares are weighted, with the logit interval (the default of R's
        svyciprop), which never leaves 0 to 1.
    exact
        Clopper-Pearson's interval instead of Wilson's; with a design, Korn and Graubard's, which is Clopper-Pearson's at the
        effective number of respondents. It is taken anyway where nobody or everybody gave an answer.

    Returns
    -------
    DataFrame
        An estimates frame: per group, column and code (variable `column/code`) a row `count` and a row
        `share` (0 to 1) of those who answered; n is how many answered.

    Raises
    ------
    PilotsError
        When a column is not there or twice there.

    Examples
    --------
    >>> answers = pd.DataFrame({"enjoys": ["1", "2", "2", None]})
    >>> frequencies(answers, "enjoys", codes={"enjoys": ["1", "2", "3"]})[["variable", "statistic", "estimate", "n"]]
       variable statistic  estimate  n
    0  enjoys/1     count  1.000000  3
    1  enjoys/1     share  0.333333  3
    2  enjoys/2     count  2.000000  3
    3  enjoys/2     share  0.666667  3
    4  enjoys/3     count  0.000000  3
    5  enjoys/3     share  0.000000  3
    """
    require(data, [*as_list(columns), *([by] if by else [])], ci=ci)
    designed = bool(weights or clusters or strata or fpc or margins)
    design = SampleDesign.of(data, weights=weights, clusters=clusters, strata=strata, fpc=fpc, margins=margins)
    rows: list[Row] = []
    for group, inside in domains(data, by).items():
        for column in as_list(columns):
            answers = data[column].astype("str").where(data[column].notna())
            who = answers.notna().to_numpy() & (design.weights > 0) & inside
            n = int(who.sum())
            common: Row = {"group": group, "n": n, "n_missing": int(inside.sum()) - n, "ci_level": ci}
            listed = [str(code) for code in codes[column]] if codes and column in codes else list(groups(data, column))
            for code in listed:
                chosen = (answers == code).to_numpy(dtype="bool", na_value=False)
                count = int((chosen & who).sum())
                named = common | {"variable": f"{column}{OPTION}{code}"}
                share = share_row(design, chosen, who, ci=ci, exact=exact) if designed else _share(count, n, ci, exact)
                counted = {"statistic": "count", "estimate": count, "ci_level": nan, "method": Method.COUNT.value}
                rows += [named | counted, named | share]
    return vocabulary.estimates(rows)


def _share(count: int, n: int, ci: float, exact: bool) -> Row:
    interval, method = (clopper_pearson, Method.CLOPPER_PEARSON) if exact else (wilson, Method.WILSON)
    low, high = interval(count, n, ci=ci)
    return {
        "statistic": "share", "estimate": count / n if n else nan, "ci_low": low, "ci_high": high,
        "method": (method if n else Method.NO_ANSWERS).value,
    }  # fmt: skip


def _describe(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    by: str | None,
    ci: float,
    statistics: Mapping[str, tuple[Callable[[Values], tuple[float, Interval]], Method]],
) -> pd.DataFrame:
    require(data, [*as_list(columns), *([by] if by else [])], ci=ci)
    rows = []
    for group, part in groups(data, by).items():
        for column in as_list(columns):
            sample = values(part, column)
            for statistic, (of, method) in statistics.items():
                estimate, (low, high) = of(sample)
                rows.append(
                    {
                        "variable": column, "group": group, "statistic": statistic, "estimate": estimate,
                        "ci_low": low, "ci_high": high, "ci_level": ci if statistic != "sd" else nan,
                        "n": len(sample), "n_missing": len(part) - len(sample), "method": _method(sample, method, low).value,
                    }
                )  # fmt: skip
    return vocabulary.estimates(rows)


def _method(sample: Values, method: Method, low: float) -> Method:
    if not len(sample):
        return Method.NO_ANSWERS
    if method is Method.SD:
        return method if len(sample) > 1 else Method.ONE_ANSWER
    if low == low:
        return method
    return Method.SAME_ANSWERS if len(sample) > 1 and sample[0] == sample[-1] else Method.FEW_ANSWERS
