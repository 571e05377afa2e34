"""Whether a difference is too small to matter: two one-sided tests against the smallest difference of interest."""

from collections.abc import Sequence
from math import nan, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.contingency import crosstable, event_of
from pilots.statistics.intervals import Difference, Interval, mean_difference
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_correction
from pilots.statistics.proportions import newcombe
from pilots.statistics.samples import EVERYONE, Values, as_list, groups, numbers, pairs, require, rescaled, values
from pilots.vocabulary import OPTION

Row = dict[str, object]


def equivalence(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    margin: float,
    by: str | None = None,
    against: float | str = 0.0,
    in_sd: bool = False,
    alpha: float = 0.05,
    correction: str = "holm",
) -> pd.DataFrame:
    """Whether means differ by less than what matters: between groups, within people, or from a number.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns; what is no number counts as missing.
    margin
        The smallest difference that would matter, chosen before looking, above 0.
    by
        The column of the groups, compared in pairs; left out, the mean of each column is held against `against`.
    against
        A number, or the name of a column with the same people's other answer, for a paired test.
    in_sd
        Whether the margin is in standard deviations (of two groups √((s₁² + s₂²) / 2), of pairs that of the
        differences) rather than in the unit of the column. Known from the sample only, so the test is then approximate.
    alpha
        Level of each one-sided test; the interval has the level 1 - 2 alpha.
    correction
        For the number of columns and pairs: "holm" or "fdr_bh".

    Returns
    -------
    DataFrame
        An estimates frame: per column and pair a row `equivalence`, the difference with its 90 % interval (with alpha
        0.05) and the larger p of the two one-sided tests, and a row `equivalence_margin`, in the unit of the column.
        Equivalent where p is below alpha, which is where the interval lies within the margin on both sides; else not
        shown to be equivalent, which does not mean different.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, the margin is not above 0, or both `by` and a column to hold
        against are given.

    Notes
    -----
    Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power approach for assessing the
    equivalence of average bioavailability. Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680; of two groups
    with Welch's standard error and degrees of freedom. statsmodels' `ttost_ind` does the same.

    Examples
    --------
    >>> data = pd.DataFrame({"who": list("ppppppssssss"), "trust": [3, 4, 4, 3, 4, 3, 3, 4, 3, 4, 4, 4]})
    >>> found = equivalence(data, "trust", by="who", margin=1)
    >>> found[["group", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
       group           statistic  estimate  ci_low  ci_high  p_value
    0  p - s         equivalence    -0.167  -0.724    0.391    0.011
    1  p - s  equivalence_margin     1.000     NaN      NaN      NaN
    """
    paired = isinstance(against, str)
    require(data, [*as_list(columns), *([by] if by else []), *([str(against)] if paired else [])], ci=1 - 2 * alpha)
    _check(margin)
    if by and (paired or against):
        raise PilotsError("groups are held against each other, not against a column or a number", mend="Leave out one.")
    rows: list[Row] = []
    for column in as_list(columns):
        found = _between(data, column, by) if by else [_within(data, column, against)]
        for common, difference, sd, unit in found:
            raw = margin * sd if in_sd else margin / unit
            rows += [common | row for row in _two_tests(difference, raw, unit, alpha, paired or not by)]
    return with_correction(vocabulary.estimates(rows), correction)


def share_equivalence(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str,
    margin: float,
    event: str | None = None,
    alpha: float = 0.05,
    correction: str = "holm",
) -> pd.DataFrame:
    """Whether two groups' shares differ by less than what matters.

    Parameters
    ----------
    data, columns, by, event
        As for `contingency`: what happens, and in which groups.
    margin
        The smallest difference in shares that would matter, chosen before looking, between 0 and 1.
    alpha, correction
        As for `equivalence`.

    Returns
    -------
    DataFrame
        As `equivalence` gives it, with variable `column/event`. p is the level at which Newcombe's interval just fits
        within the margin, so it says what the interval shown says.

    Raises
    ------
    PilotsError
        As `contingency`, and when the margin is not above 0.

    Examples
    --------
    >>> data = pd.DataFrame({"who": ["p"] * 50 + ["s"] * 50, "came": ["y", "n", "y", "y", "y"] * 20})
    >>> found = share_equivalence(data, "came", by="who", margin=0.2)
    >>> found[["variable", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
      variable           statistic  estimate  ci_low  ci_high  p_value
    0   came/n         equivalence       0.0  -0.132    0.132    0.006
    1   came/n  equivalence_margin       0.2     NaN      NaN      NaN
    """
    require(data, [*as_list(columns), by], ci=1 - 2 * alpha)
    _check(margin)
    rows: list[Row] = []
    for column in as_list(columns):
        table, asked = crosstable(data, column, by=by), groups(data, by)
        happened = event_of(table, column, event)
        for a, b in pairs(table.index):
            n = int(table.loc[[a, b]].to_numpy().sum())
            common: Row = {"group": f"{a} - {b}", "ci_level": 1 - 2 * alpha, "n": n}
            common |= {"n_missing": len(asked[a]) + len(asked[b]) - n, "variable": column}
            if happened is None:
                rows.append(common | {"statistic": "equivalence", "method": Method.NOT_TWO_ANSWERS.value})
                continue
            common["variable"] = f"{column}{OPTION}{happened}"
            counts = [
                number for group in (a, b) for number in (int(table[happened][group]), int(table.loc[group].sum()))
            ]
            low, high = newcombe(*counts, ci=1 - 2 * alpha)
            share: Row = {"estimate": counts[0] / counts[1] - counts[2] / counts[3], "ci_low": low, "ci_high": high}
            share["p_value"] = _fitting(counts, margin)
            rows.append(common | share | {"statistic": "equivalence", "method": Method.TOST_SHARES.value})
            rows.append(common | _margin(margin))
    return with_correction(vocabulary.estimates(rows), correction)


def _check(margin: float) -> None:
    if not margin > 0:
        raise PilotsError(
            f"the margin of equivalence can't be {margin}", mend="Take the smallest difference that matters."
        )


_Found = tuple[Row, Difference | None, float, float]


def _between(data: pd.DataFrame, column: str, by: str) -> list[_Found]:
    """Each pair of groups: its row, difference and standard deviation in units of the rescaled answers, and that unit."""
    parts = groups(data, by)
    found: list[_Found] = []
    for a, b in pairs(parts):
        first, second = values(parts[a], column), values(parts[b], column)
        n = len(first) + len(second)
        row: Row = {"variable": column, "group": f"{a} - {b}", "n": n, "n_missing": len(parts[a]) + len(parts[b]) - n}
        if min(len(first), len(second)) < 2:
            found.append((row, None, nan, 1.0))
            continue
        together, unit = rescaled(np.concatenate([first, second]))
        one, other = together[: len(first)], together[len(first) :]
        sd = sqrt((one.var(ddof=1) + other.var(ddof=1)) / 2)
        found.append((row, mean_difference(one, other), sd, unit))
    return found


def _within(data: pd.DataFrame, column: str, against: float | str) -> _Found:
    """One column held against a number or another column, as `_between`."""
    if isinstance(against, str):
        both = numbers(data, [column, against]).dropna()
        gaps: Values = np.sort((both[column] - both[against]).to_numpy())
    else:
        gaps = values(data, column) - against
    row: Row = {"variable": column, "group": EVERYONE, "n": len(gaps), "n_missing": len(data) - len(gaps)}
    if len(gaps) < 2:
        return row, None, nan, 1.0
    gaps, unit = rescaled(gaps)
    sd = float(gaps.std(ddof=1)) if gaps.min() < gaps.max() else 0.0
    return row, Difference(float(gaps.mean()), sd / sqrt(len(gaps)), len(gaps) - 1), sd, unit


def _two_tests(difference: Difference | None, margin: float, unit: float, alpha: float, alone: bool) -> list[Row]:
    from scipy.special import stdtr

    level = 1 - 2 * alpha
    if difference is None:
        reason = Method.ONE_ANSWER.value
        return [
            {"statistic": name, "ci_level": level, "method": reason} for name in ("equivalence", "equivalence_margin")
        ]
    row: Row = {"statistic": "equivalence", "estimate": difference.estimate * unit, "ci_level": level}
    if not difference.se > 0:
        return [row | {"method": Method.SAME_ANSWERS.value}, _margin(margin * unit)]
    low, high = (limit * unit for limit in difference.interval(level))
    p = max(
        float(stdtr(difference.df, -(difference.estimate + margin) / difference.se)),
        float(stdtr(difference.df, (difference.estimate - margin) / difference.se)),
    )
    method = Method.TOST_ONE if alone else Method.TOST
    return [row | {"ci_low": low, "ci_high": high, "p_value": p, "method": method.value}, _margin(margin * unit)]


def _margin(margin: float) -> Row:
    return {"statistic": "equivalence_margin", "estimate": margin, "method": Method.MARGIN.value}


def _fitting(counts: Sequence[int], margin: float) -> float:
    """The larger one-sided p: the tail beyond the level at which the interval reaches the margin, on either side."""
    from scipy.optimize import brentq

    x, m, y, n = counts
    estimate = x / m - y / n

    def interval(ci: float) -> Interval:
        return newcombe(x, m, y, n, ci=ci)

    def tail(bound: float) -> float:
        """How likely so low a limit is, were the truth at the bound below."""
        side = 0 if estimate > bound else 1
        reach = 1 - 1e-12
        if (interval(reach)[side] - bound) * (1 if side == 0 else -1) > 0:
            return 1e-12 if side == 0 else 1.0
        if abs(estimate - bound) < 1e-12:
            return 0.5
        level = float(brentq(lambda ci: interval(ci)[side] - bound, 1e-9, reach, xtol=1e-13))
        return (1 - level) / 2 if side == 0 else (1 + level) / 2

    return max(tail(-margin), 1 - tail(margin))
