"""Change between the first and the last wave, from people linked and people not linked, in one estimate."""

from collections.abc import Sequence
from math import nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.compare import with_holm
from pilots.statistics.describe import means
from pilots.statistics.intervals import (
    mean_difference,
    noncentral_t,
    small_sample_factor,
)
from pilots.statistics.methods import Method
from pilots.statistics.samples import Values, as_list, groups, numbers, require, values

FEWEST_PAIRS = 3
"""Linked people below which their correlation is not used, where others are not linked."""

Row = dict[str, object]


def change(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    person: str,
    wave: str,
    by: str | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """Change of the mean from the first to the last wave, with everyone who answered in either.

    Parameters
    ----------
    data
        One row a respondent and wave.
    columns
        Numeric columns; what is no number counts as missing.
    person
        The column that says who it is: the same value in both waves where the two were linked. Missing: not
        linked.
    wave
        The column of the waves; the smallest and the largest in the whole frame are compared.
    by
        A column whose groups, e.g. schools, are followed one by one; left out, everyone ("all").
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame. Per column and group the rows `mean_before` and `mean_after` with t intervals;
        `mean_difference`, after - before, in the unit of the column; `hedges_g`, the same in standard
        deviations; `pairs`, how many of its people are linked. n counts people, each once; n_missing people
        without any answer. A group without rows in the first wave has `mean_difference` and `hedges_g`
        missing, method "no baseline: joined later", and a row `mean` of its last wave. p_adjusted: Holm over
        all columns and groups.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or someone has two rows in a wave.

    Notes
    -----
    `intervals.mean_difference` (Derrick, Russ, Toher & White 2017) with r over the linked people. Where all
    are linked it is the paired t test, where nobody is, Welch's. g = J(df) (x̄₁ - x̄₀) / s with s² the mean
    of both variances; its limits are those of the noncentral t of the same test.

    Examples
    --------
    >>> answers = pd.DataFrame({
    ...     "wave": [0, 0, 0, 0, 1, 1, 1, 1],
    ...     "who": [1, 2, 3, 4, 1, 2, 3, 5],
    ...     "trust": [2, 3, 4, 2, 3, 4, 4, 5],
    ... })
    >>> found = change(answers, "trust", person="who", wave="wave")
    >>> found[["statistic", "estimate", "ci_low", "ci_high", "n"]].round(2)
             statistic  estimate  ci_low  ci_high  n
    0      mean_before      2.75    1.23     4.27  4
    1       mean_after      4.00    2.70     5.30  4
    2  mean_difference      1.25    0.04     2.46  5
    3         hedges_g      1.01    0.01     1.97  5
    4            pairs      3.00     NaN      NaN  5
    """
    require(data, [*as_list(columns), person, wave, *([by] if by else [])], ci=ci)
    if data.loc[data[person].notna(), [person, wave]].duplicated().any():
        raise PilotsError("someone has two rows in one wave", mend="Remove or merge them before comparing waves.")
    waves = sorted(data[wave].dropna().unique())
    first, last = (waves[0], waves[-1]) if waves else (nan, nan)
    single = len(waves) < 2
    rows: list[Row] = []
    for group, part in groups(data, by).items():
        before, after = part.loc[part[wave] == first], part.loc[part[wave] == last]
        for column in as_list(columns):
            if single or before.empty or after.empty:
                reason = Method.ONE_WAVE if single else Method.NO_BASELINE if before.empty else Method.NO_FOLLOW_UP
                found = _one_sided(before if after.empty else after, column, reason, ci)
            else:
                found = _change(before, after, column, person, ci)
            rows += [{"variable": column, "group": group} | row for row in found]
    return with_holm(vocabulary.estimates(rows))


def _one_sided(part: pd.DataFrame, column: str, reason: Method, ci: float) -> list[Row]:
    mean = _mean(part, column, "mean", ci)
    unknown: Row = {"n": mean["n"], "n_missing": mean["n_missing"], "ci_level": ci, "method": reason.value}
    return [unknown | {"statistic": "mean_difference"}, unknown | {"statistic": "hedges_g"}, mean]


def _change(before: pd.DataFrame, after: pd.DataFrame, column: str, person: str, ci: float) -> list[Row]:
    old, new = (numbers(part, [column]).assign(person=part[person]).dropna(subset=column) for part in (before, after))
    both = old.dropna().merge(new.dropna(), on="person").drop(columns="person").to_numpy()
    n = len(old) + len(new) - len(both)
    asked = len(before) + len(after) - int(before[person].dropna().isin(after[person]).sum())
    common: Row = {"n": n, "n_missing": asked - n}
    return [
        _mean(before, column, "mean_before", ci),
        _mean(after, column, "mean_after", ci),
        *(common | row for row in _difference(old[column], new[column], both[np.lexsort(both.T)], ci)),
        common | {"statistic": "pairs", "estimate": len(both), "method": Method.PAIRS.value},
    ]


def _mean(part: pd.DataFrame, column: str, statistic: str, ci: float) -> Row:
    described = means(part, column, ci=ci).iloc[0].drop(["variable", "group"])
    return {str(name): value for name, value in described.items()} | {"statistic": statistic}


def _difference(old: "pd.Series[float]", new: "pd.Series[float]", both: Values, ci: float) -> list[Row]:
    earlier, later = values(old.to_frame(), str(old.name)), values(new.to_frame(), str(new.name))
    raw: Row = {"statistic": "mean_difference", "ci_level": ci, "method": Method.ONE_ANSWER.value}
    standard: Row = raw | {"statistic": "hedges_g"}
    if min(len(earlier), len(later)) < 2:
        return [raw, standard]
    correlation, pairs, method = _correlation(both, len(earlier), len(later))
    found = mean_difference(later, earlier, correlation=correlation, pairs=pairs)
    raw |= dict(zip(("ci_low", "ci_high"), found.interval(ci), strict=True))
    raw |= {"estimate": found.estimate, "p_value": found.p, "method": method.value}
    spread = float(np.sqrt((earlier.var(ddof=1) + later.var(ddof=1)) / 2))
    if not found.se > 0:
        reason = Method.SAME_CHANGE if spread > 0 else Method.NO_VARIANCE
        return [raw | {"method": reason.value}, standard | {"method": reason.value}]
    unit = small_sample_factor(found.df) / spread
    limits = (limit * found.se * unit for limit in noncentral_t(found.estimate / found.se, found.df, ci=ci))
    standard |= dict(zip(("ci_low", "ci_high"), limits, strict=True))
    return [raw, standard | {"estimate": found.estimate * unit, "p_value": found.p, "method": Method.CHANGE_G.value}]


def _correlation(both: Values, n_before: int, n_after: int) -> tuple[float, int, Method]:
    pairs = len(both)
    everyone = pairs == n_before == n_after
    if pairs == 0 or (pairs < FEWEST_PAIRS and not everyone):
        return 0.0, 0, Method.FEW_PAIRS if pairs else Method.UNPAIRED
    centred = both - both.mean(axis=0)
    spread = np.sqrt((centred**2).sum(axis=0)).prod()
    correlation = float((centred[:, 0] * centred[:, 1]).sum() / spread) if spread > 1e-12 else 0.0
    return correlation, pairs, Method.PAIRED if everyone else Method.PARTLY_PAIRED
