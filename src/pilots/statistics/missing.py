"""What is missing: how much, in which patterns, and whether the gaps have to do with the answers that are there."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.incomplete_normal import fit_incomplete, inverses
from pilots.statistics.methods import Method
from pilots.statistics.proportions import wilson
from pilots.statistics.samples import as_list, numbers, require

COMPLETE = "(complete)"
"""The pattern of those who answered everything."""
TOGETHER = " + "
"""Stands between columns that are told of together."""

Row = dict[str, object]


def missing_patterns(data: pd.DataFrame, columns: str | Sequence[str], *, ci: float = 0.95) -> pd.DataFrame:
    """How much is missing, column by column, and which columns are missing together.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Of any kind; an empty cell is missing.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame: per column a row `share_missing` with Wilson's interval (variable the column); per pattern, the most frequent first, a row
        `share` of the respondents with just these columns missing (group "pattern", variable their names joined by " + ", or
        "(complete)"). n counts all rows.

    Raises
    ------
    PilotsError
        When a column is not there or twice there.

    Examples
    --------
    >>> answers = pd.DataFrame({"welcome": [1, 2, None, 4], "heard": [1, None, None, 4]})
    >>> missing_patterns(answers, ["welcome", "heard"])[["variable", "group", "statistic", "estimate"]]
              variable    group      statistic  estimate
    0          welcome      all  share_missing      0.25
    1            heard      all  share_missing      0.50
    2       (complete)  pattern          share      0.50
    3            heard  pattern          share      0.25
    4  welcome + heard  pattern          share      0.25
    """
    names = as_list(columns)
    require(data, names, ci=ci)
    empty = data[names].isna()
    rows = [_share(name, "all", "share_missing", int(empty[name].sum()), len(data), ci) for name in names]
    joined = [TOGETHER.join(name for name, gap in zip(names, gaps, strict=True) if gap) for gaps in empty.to_numpy()]
    found = pd.Series(joined, dtype="str").value_counts()
    for pattern in sorted(found.index, key=lambda pattern: (-found[pattern], pattern != "", pattern)):
        rows.append(_share(pattern or COMPLETE, "pattern", "share", int(found[pattern]), len(data), ci))
    return vocabulary.estimates(rows)


def little_mcar(data: pd.DataFrame, columns: Sequence[str], *, name: str = "missing") -> pd.DataFrame:
    """Little's test that answers are missing completely at random: that the gaps have nothing to do with the answers.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric; rows without any answer are left out.
    name
        The variable of the result.

    Returns
    -------
    DataFrame
        An estimates frame with the rows `little_chi2`, with its p, and `degrees_of_freedom`. A large p does not show that answers are
        missing at random: with few respondents the test finds little. Missing, with the reason, where nothing is missing, or the answers
        are too few for a covariance matrix.

    Raises
    ------
    PilotsError
        When a column is not there or twice there.

    Notes
    -----
    d² = Σ nⱼ (x̄ⱼ - μⱼ)' Σⱼ⁻¹ (x̄ⱼ - μⱼ) over the patterns j, on Σ pⱼ - p degrees of freedom (Little 1988), with μ and Σ by
    `incomplete_normal.fit_incomplete`. Σ is the maximum likelihood covariance, as in R's naniar; Little's own text takes n / (n - 1)
    times it, which makes d² smaller by that factor (at n = 15 by 7 %). Columns that nobody left open still count in p.

    References
    ----------
    Little, R. J. A. (1988). A test of missing completely at random for multivariate data with missing values. JASA 83, 1198-1202.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4, 5, 6.0], "b": [2, 1, 4, 3, None, None]})
    >>> little_mcar(answers, ["a", "b"])[["statistic", "estimate", "p_value", "n"]].round(3)
                statistic  estimate  p_value  n
    0         little_chi2     4.114    0.043  6
    1  degrees_of_freedom     1.000      NaN  6
    """
    from scipy.special import chdtrc

    require(data, columns)
    answers = numbers(data, columns).to_numpy()
    gaps = np.isnan(answers)
    n = int((~gaps.all(axis=1)).sum())
    common: Row = {"variable": name, "group": "all", "n": n, "n_missing": int(gaps.any(axis=1).sum())}
    scale = np.nanmax(np.abs(answers), axis=0, initial=0.0) if answers.size else np.ones(len(columns))
    fit = fit_incomplete(answers / np.where(scale > 0, scale, 1.0)) if gaps.any() else None
    statistics = ("little_chi2", "degrees_of_freedom")
    if fit is None:
        reason = Method.FEW_INCOMPLETE if gaps.any() else Method.NOTHING_MISSING
        return vocabulary.estimates(common | {"statistic": name, "method": reason.value} for name in statistics)
    away = fit.sums / fit.counts[:, None] - fit.mean * fit.patterns
    distance = float((fit.counts * np.einsum("ma,mab,mb->m", away, inverses(fit.covariance, fit.patterns), away)).sum())
    df = int(fit.patterns.sum()) - len(columns)
    method = Method.LITTLE.value
    return vocabulary.estimates(
        [
            common | {"statistic": statistics[0], "estimate": distance, "p_value": float(chdtrc(df, distance)), "method": method},
            common | {"statistic": statistics[1], "estimate": df, "method": method},
        ]
    )  # fmt: skip


def _share(variable: str, group: str, statistic: str, count: int, n: int, ci: float) -> Row:
    low, high = wilson(count, n, ci=ci)
    return {
        "variable": variable, "group": group, "statistic": statistic, "estimate": count / n if n else None,
        "ci_low": low, "ci_high": high, "ci_level": ci, "n": n, "n_missing": 0,
        "method": (Method.WILSON if n else Method.NO_ANSWERS).value,
    }  # fmt: skip
