"""What the answers look like: means, medians, shares, each with its interval, its n and what is missing."""

from collections.abc import Callable, Mapping, Sequence
from math import nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.intervals import NONE, Interval, mean_interval, median_interval
from pilots.statistics.methods import Method
from pilots.statistics.proportions import clopper_pearson, wilson
from pilots.statistics.samples import Values, as_list, groups, require, values
from pilots.vocabulary import OPTION


def means(data: pd.DataFrame, columns: str | Sequence[str], *, by: str | None = None, ci: float = 0.95) -> pd.DataFrame:
    """The mean of each column, by group, with its t interval, and the standard deviation.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns; what is no number counts as missing.
    by
        A column whose groups are described one by one; left out, everyone ("all").
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame: per group and column a row `mean` and a row `sd`, both in the unit of the column.
        A mean of one answer, or of answers that are all the same, has no interval.

    Raises
    ------
    PilotsError
        When a column is not there or twice there.

    Examples
    --------
    >>> scores = pd.DataFrame({"welcome": [2.0, 3, 4, None]})
    >>> means(scores, "welcome")[["statistic", "estimate", "ci_low", "ci_high", "n", "n_missing"]].round(2)
      statistic  estimate  ci_low  ci_high  n  n_missing
    0      mean       3.0    0.52     5.48  3          1
    1        sd       1.0     NaN      NaN  3          1
    """

    def mean(sample: Values) -> tuple[float, Interval]:
        return (float(sample.mean()) if len(sample) else nan), mean_interval(sample, ci=ci)

    def sd(sample: Values) -> tuple[float, Interval]:
        return (float(sample.std(ddof=1)) if len(sample) > 1 else nan), NONE

    return _describe(data, columns, by, ci, {"mean": (mean, Method.T), "sd": (sd, Method.SD)})


def medians(
    data: pd.DataFrame, columns: str | Sequence[str], *, by: str | None = None, ci: float = 0.95
) -> pd.DataFrame:
    """The median of each column, by group, with its interpolated order-statistic interval.

    Parameters, result and errors as for `means`; the statistic is `median`.

    Examples
    --------
    >>> medians(pd.DataFrame({"weeks": range(1, 11)}), "weeks")[["estimate", "ci_low", "ci_high"]]
       estimate    ci_low   ci_high
    0       5.5  2.657658  8.342342
    """

    def median(sample: Values) -> tuple[float, Interval]:
        return (float(np.median(sample)) if len(sample) else nan), median_interval(sample, ci=ci)

    return _describe(data, columns, by, ci, {"median": (median, Method.ORDER)})


def frequencies(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str | None = None,
    codes: Mapping[str, Sequence[str]] | None = None,
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
    exact
        Clopper-Pearson's interval instead of Wilson's.

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
    interval, method = (clopper_pearson, Method.CLOPPER_PEARSON) if exact else (wilson, Method.WILSON)
    rows: list[dict[str, object]] = []
    for group, part in groups(data, by).items():
        for column in as_list(columns):
            answers = part[column].dropna().astype("str")
            n = len(answers)
            common = {"group": group, "n": n, "n_missing": len(part) - n}
            listed = [str(code) for code in codes[column]] if codes and column in codes else list(groups(data, column))
            for code in listed:
                count = int((answers == code).sum())
                low, high = interval(count, n, ci=ci)
                named = common | {"variable": f"{column}{OPTION}{code}"}
                rows.append(named | {"statistic": "count", "estimate": count, "method": Method.COUNT.value})
                rows.append(
                    named
                    | {
                        "statistic": "share",
                        "estimate": count / n if n else nan,
                        "ci_low": low,
                        "ci_high": high,
                        "ci_level": ci,
                    }
                    | {"method": (method if n else Method.NO_ANSWERS).value}
                )
    return vocabulary.estimates(rows)


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
