"""A single case, or a single school, followed over time before and during an action: how little the two phases overlap."""

from collections.abc import Sequence
from math import nan, sqrt
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.intervals import Interval
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.ranks import rank_test
from pilots.statistics.samples import Values, as_list, at_most, groups, numbers, require, rescaled

MOST_POINTS = 5_000
"""More are refused: each is held against each."""
FEWEST = 3
"""Points in a phase, below which nothing is told (What Works Clearinghouse 2010, 2022: 3 at the very least, 5 to be met in
full)."""
TREND_LEVEL = 0.05
"""Level at which a trend of the baseline is taken out (Tarlow 2017)."""

Row = dict[str, object]


class Nonoverlap(NamedTuple):
    """Nonoverlap of all pairs, its unbiased standard error, and the sizes of the phases."""

    nap: float
    se: float
    m: int
    n: int

    def interval(self, ci: float = 0.95) -> Interval:
        """Newcombe's score interval; see `nonoverlap`."""
        from scipy.optimize import brentq
        from scipy.special import ndtri

        z2, h, size = float(ndtri((1 + ci) / 2)) ** 2, (self.m + self.n) / 2 - 1, self.m * self.n

        def excess(x: float) -> float:
            spread = x * (1 - x) * (2 + h + (1 + 2 * h) * x * (1 - x))
            return size * (self.nap - x) ** 2 * (2 - x) * (1 + x) - z2 * spread

        edge = 1e-9
        low = 0.0 if self.nap <= edge else float(brentq(excess, edge / 2, min(self.nap, 1 - edge), xtol=1e-14))
        high = 1.0 if self.nap >= 1 - edge else float(brentq(excess, max(self.nap, edge), 1 - edge / 2, xtol=1e-14))
        return low, high


def nonoverlap(first: Values, second: Values) -> Nonoverlap:
    """How often a point of the second phase lies above one of the first, ties by half (Parker & Vannest 2009).

    Parameters
    ----------
    first, second
        The points of both phases, in any order.

    Notes
    -----
    NAP = mean of q, q 1, 1/2 or 0 for each pair. SE² = (N (1 - N) + n Q₁ + m Q₂ - 2 X) / ((m - 1)(n - 1)), unbiased (Sen
    1967), Q₁, Q₂ and X the mean squares of the deviations by point of the first phase, of the second, and by pair; N is NAP
    at least half a pair off 0 and 1, as in R's SingleCaseES. The interval solves (Newcombe 2006, method 5) m n (NAP -
    x)² (2 - x)(1 + x) = z² x (1 - x)(2 + h + (1 + 2h) x (1 - x)), h = (m + n) / 2 - 1. Where nothing overlaps
    SingleCaseES 0.7.4 gives [1, 1], the other root of the equation; the limit here is the root below.

    Parker, R. I. & Vannest, K. (2009). An improved effect size for single-case research: Nonoverlap of all pairs.
    Behavior Therapy 40, 357-367. Newcombe, R. G. (2006). Confidence intervals for an effect size measure based on the
    Mann-Whitney statistic. Part 2. Statistics in Medicine 25, 559-573.

    Examples
    --------
    >>> found = nonoverlap(np.array([20.0, 20, 26, 25, 22, 23]), np.array([28.0, 25, 24, 27, 30, 30, 29]))
    >>> round(found.nap, 4), round(found.se, 4), [round(limit, 4) for limit in found.interval()]
    (0.9167, 0.069, [0.5973, 0.986])
    """
    m, n = len(first), len(second)
    signs = (np.sign(np.subtract.outer(second, first)) + 1) / 2
    nap = float(signs.mean())
    off = signs - nap
    by_first, by_second = float((off.mean(axis=0) ** 2).mean()), float((off.mean(axis=1) ** 2).mean())
    kept = min(max(nap, 0.5 / (m * n)), 1 - 0.5 / (m * n))
    variance = kept * (1 - kept) + n * by_first + m * by_second - 2 * float((off**2).mean())
    se = sqrt(max(variance, 0.0) / ((m - 1) * (n - 1))) if min(m, n) > 1 else nan
    return Nonoverlap(nap, se, m, n)


def single_case(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    phase: str,
    time: str,
    by: str | None = None,
    improvement: Literal["increase", "decrease"] = "increase",
    ci: float = 0.95,
) -> pd.DataFrame:
    """Overlap between the baseline and the phase after it, of one case or of each.

    Parameters
    ----------
    data
        One row a point in time (and case).
    columns
        Numeric columns; what is no number counts as missing.
    phase
        The column of the phases: the first two in time are compared, the first is the baseline.
    time
        The column that orders the points.
    by
        A column whose cases are told one by one; left out, all points are one case.
    improvement
        Whether higher or lower points are better; 1 always means that all got better.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame. Per column and case the rows `nap` (0 to 1, chance 0.5), `tau` (the same from -1 to 1),
        `tau_u`, `tau_u_all`, `tau_bc`, and the shares `pnd` and `pem`. n counts points of both phases, n_missing those
        without a value. p_adjusted: Holm per statistic.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or two points of a case stand at the same time.

    Notes
    -----
    With fewer than three points in a phase nothing is told. Interval and p of `nap` and `tau` (see `nonoverlap`; exact
    rank test) take the points as independent: in simulations of 3 + 7 to 15 + 15 independent points the interval covers
    93 to 97 %; of points that follow each other (autocorrelation 0.4) 82 to 94 %, with 11 to 16 % false alarms. What goes on anyhow, a trend, counts
    as improvement.

    `tau_u` takes the trend of the baseline off (Parker, Vannest, Davis & Sauber 2011): (S_AB - S_A) / (m n), S Kendall's
    sums of signs between the phases and within the baseline. So R's SingleCaseES and the calculators; it can pass 1.
    `tau_u_all` divides by all pairs that are counted, m n + m (m - 1) / 2, as the article's matrix, and can't. Both have
    no interval that is known to hold. `tau_bc` (Tarlow 2017): where Kendall's test finds a trend in the baseline (p below
    0.05) the Theil-Sen line of the baseline is taken off all points; then Kendall's tau-b with the phase, whose largest
    value is below 1. Its interval is that of `tau`, on its scale, as if the line were known. SingleCaseES by default
    takes the line off always and gives nonoverlap tau.

    `pnd`: share of the later points beyond the best of the baseline (Scruggs, Mastropieri & Casto 1987), `pem`: beyond
    its median, ties by half (Ma 2006); without interval.

    Parker, R. I., Vannest, K. J., Davis, J. L. & Sauber, S. B. (2011). Combining nonoverlap and trend for single-case
    research: Tau-U. Behavior Therapy 42, 284-299. Tarlow, K. R. (2017). An improved rank correlation effect size statistic
    for single-case designs: Baseline corrected tau. Behavior Modification 41, 427-467.

    Examples
    --------
    >>> absent = pd.DataFrame({"week": range(13), "phase": ["A"] * 9 + ["B"] * 4, "late": [
    ...     11.82, 13.95, 11.93, 16.09, 18.09, 11.75, 13.75, 12.59, 11, 1.98, 4.8, 11.87, 5.34]})
    >>> found = single_case(absent, "late", phase="phase", time="week", improvement="decrease")
    >>> found[["statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
       statistic  estimate  ci_low  ci_high  p_value
    0        nap     0.917   0.568    0.987     0.02
    1        tau     0.833   0.135    0.975     0.02
    2      tau_u     0.667     NaN      NaN      NaN
    3  tau_u_all     0.333     NaN      NaN      NaN
    4     tau_bc     0.566   0.092    0.662     0.02
    5        pnd     0.750     NaN      NaN      NaN
    6        pem     1.000     NaN      NaN      NaN
    """
    require(data, [*as_list(columns), phase, time, *([by] if by else [])], ci=ci)
    if improvement not in ("increase", "decrease"):
        raise PilotsError(f"no improvement is '{improvement}'", mend="Take 'increase' or 'decrease'.")
    better = 1.0 if improvement == "increase" else -1.0
    rows: list[Row] = []
    for case, part in groups(data, by).items():
        known = part.loc[part[phase].notna() & part[time].notna()].sort_values(time, kind="stable")
        if known[time].duplicated().any():
            raise PilotsError(
                "two points stand at the same time", mend="Give each case its own rows, or merge the points."
            )
        for column in as_list(columns):
            found = numbers(known, [column])[column].dropna()
            points, _ = rescaled(found.to_numpy() * better)
            labels = known.loc[:, phase].astype("str").to_numpy()[numbers(known, [column])[column].notna().to_numpy()]
            places = np.arange(len(known), dtype="float64")[numbers(known, [column])[column].notna().to_numpy()]
            common: Row = {"variable": column, "group": case, "ci_level": ci}
            common |= {"n": len(points), "n_missing": len(part) - len(points)}
            rows += [common | row for row in _rows(points, labels, places, ci)]
    return with_holm(vocabulary.estimates(rows))


def _rows(points: Values, labels: "np.ndarray", places: Values, ci: float) -> list[Row]:
    names = ("nap", "tau", "tau_u", "tau_u_all", "tau_bc", "pnd", "pem")
    phases = list(dict.fromkeys(labels))[:2]
    if len(phases) < 2:
        return [{"statistic": name, "method": Method.ONE_PHASE.value} for name in names]
    here = [labels == phase for phase in phases]
    first, second = (points[part] for part in here)
    if min(len(first), len(second)) < FEWEST:
        return [{"statistic": name, "method": Method.FEW_PHASE_POINTS.value} for name in names]
    if np.ptp(np.concatenate([first, second])) == 0:
        return [{"statistic": name, "method": Method.NO_VARIANCE.value} for name in names]
    m, n = len(first), len(second)
    at_most(m + n, MOST_POINTS, "points of a case")
    found = nonoverlap(first, second)
    low, high = found.interval(ci)
    p = _p(first, second)
    between = m * n * (2 * found.nap - 1)
    trend = _trend(first)
    shares = {"pnd": float((second > first.max()).mean()), "pem": nonoverlap(np.array([np.median(first)]), second).nap}
    return [
        {"statistic": "nap", "estimate": found.nap, "ci_low": low, "ci_high": high, "p_value": p, "method": Method.NAP.value},
        {
            "statistic": "tau", "estimate": 2 * found.nap - 1, "ci_low": 2 * low - 1, "ci_high": 2 * high - 1,
            "p_value": p, "method": Method.TAU.value,
        },
        {"statistic": "tau_u", "estimate": (between - trend) / (m * n), "method": Method.TAU_U.value},
        {
            "statistic": "tau_u_all", "estimate": (between - trend) / (m * n + m * (m - 1) / 2),
            "method": Method.TAU_U_ALL.value,
        },
        _baseline_corrected(first, second, places[here[0]], places[here[1]], ci),
        *({"statistic": name, "estimate": share, "method": Method.OVERLAP.value} for name, share in shares.items()),
    ]  # fmt: skip


def _p(first: Values, second: Values) -> float:
    return rank_test(np.sort(first), np.sort(second)) if np.ptp(np.concatenate([first, second])) > 0 else nan


def _trend(points: Values) -> float:
    """Kendall's sum of signs over all pairs, later minus earlier."""
    signs = np.sign(np.subtract.outer(points, points))
    return float(np.tril(signs, -1).sum())


def _baseline_corrected(first: Values, second: Values, early: Values, late: Values, ci: float) -> Row:
    corrected = _has_trend(first)
    if corrected:
        slope = _theil_sen(first, early)
        first, second = (np.round(x - slope * at, 12) for x, at in ((first, early), (second, late)))
    found = nonoverlap(first, second)
    both = np.concatenate([first, second])
    pairs, (_, ties) = len(both) * (len(both) - 1) / 2, np.unique(both, return_counts=True)
    untied = pairs - float((ties * (ties - 1)).sum()) / 2
    row: Row = {"statistic": "tau_bc"}
    if not untied:
        return row | {"estimate": 0.0, "method": Method.SAME_ANSWERS.value}
    unit = sqrt(found.m * found.n / untied)
    low, high = (unit * (2 * limit - 1) for limit in found.interval(ci))
    return row | {
        "estimate": unit * (2 * found.nap - 1), "ci_low": max(low, -1.0), "ci_high": min(high, 1.0),
        "p_value": _p(first, second), "method": (Method.TAU_BC if corrected else Method.TAU_BC_PLAIN).value,
    }  # fmt: skip


def _has_trend(points: Values) -> bool:
    from scipy.stats import kendalltau

    return len(points) > 2 and bool(kendalltau(np.arange(len(points)), points).pvalue < TREND_LEVEL)


def _theil_sen(points: Values, places: Values) -> float:
    later, earlier = np.tril_indices(len(points), -1)
    return float(np.median((points[later] - points[earlier]) / (places[later] - places[earlier])))
