"""Three or more groups: whether they differ at all, by how much, and which of them differ from which."""

from collections.abc import Sequence
from math import nan, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.analysis_of_variance import (
    anova,
    kruskal_wallis,
    midranks,
    rank_permutations,
    welch_anova,
    welch_permutations,
)
from pilots.statistics.intervals import NONE, Interval, mean_difference
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_correction
from pilots.statistics.samples import EVERYONE, Values, as_list, groups, pairs, require, rescaled, values
from pilots.statistics.variance_shares import eta_squared, omega_squared

SMALL = 10
"""People in a group, below which p comes from permutations; from there on F and χ² hold their level."""

Row = dict[str, object]
_OVERALL = (
    "eta_squared",
    "omega_squared",
    "anova_f",
    "welch_f",
    "epsilon_squared",
    "eta_squared_h",
    "kruskal_wallis_h",
)
_OF_MEANS = _OVERALL[:4]


def compare_several(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str,
    ci: float = 0.95,
    correction: str = "holm",
    seed: int = 0,
) -> pd.DataFrame:
    """Whether groups differ at all, in means and in ranks, on every column.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns; what is no number counts as missing.
    by
        The column of the groups.
    ci
        Level of the intervals.
    correction
        For the number of columns: "holm" or "fdr_bh".
    seed
        Of the random permutations.

    Returns
    -------
    DataFrame
        An estimates frame: per column, group "all", the rows

        - `eta_squared`, `omega_squared`: share of the variance between the groups, the latter without the part that
          chance adds; interval of the noncentral F; p of Welch's analysis of variance;
        - `anova_f`, `welch_f`: the F ratios, each with its own p;
        - `epsilon_squared`: share of the variance of the ranks, interval of the noncentral F of the ranks; p of
          Kruskal-Wallis; `eta_squared_h` the same without the part of chance; `kruskal_wallis_h`: H.

        With fewer than 10 people in a group the p of Welch's F and of H are those of permutations, for the ranks of
        all of them where they can be gone through. A group with fewer than two answers is left out of the means and
        the ranks; n counts those that are in.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or there is no such correction.

    Notes
    -----
    ε² = H / (n - 1) is what R's effectsize calls rank epsilon squared; with ties it is η² of the midranks, so its
    interval is that of η² (effectsize bootstraps it). The interval of ω² is that of η² too: both estimate one share,
    and the one that effectsize shifts down with the estimate (`omega_squared`) holds the truth in 84 of 100 cases
    only, with 8 people a group.

    Examples
    --------
    >>> data = pd.DataFrame({"school": list("aaaaabbbbbccccc"), "trust": [4, 5, 3, 4, 4, 2, 3, 3, 2, 4, 1, 2, 2, 3, 1]})
    >>> found = compare_several(data, "trust", by="school")
    >>> found[["statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
              statistic  estimate  ci_low  ci_high  p_value
    0       eta_squared     0.615   0.154    0.797    0.009
    1     omega_squared     0.534   0.154    0.797    0.009
    2           anova_f     9.579     NaN      NaN    0.003
    3           welch_f     9.489     NaN      NaN    0.009
    4   epsilon_squared     0.623   0.164    0.801    0.008
    5     eta_squared_h     0.560     NaN      NaN    0.008
    6  kruskal_wallis_h     8.718     NaN      NaN    0.008
    """
    require(data, [*as_list(columns), by], ci=ci)
    rows: list[Row] = []
    for column in as_list(columns):
        asked = groups(data, by)
        answered = {group: values(part, column) for group, part in asked.items()}
        samples = [sample for sample in answered.values() if len(sample) > 1]
        n = sum(len(sample) for sample in samples)
        common: Row = {"variable": column, "group": EVERYONE, "ci_level": ci, "n": n}
        common["n_missing"] = sum(len(part) for part in asked.values()) - n
        rows += [common | row for row in _overall(samples, ci, seed)]
    return with_correction(vocabulary.estimates(rows), correction)


def post_hoc(
    data: pd.DataFrame, columns: str | Sequence[str], *, by: str, ci: float = 0.95, correction: str = "holm"
) -> pd.DataFrame:
    """Which of several groups differ: Games-Howell for the means, Dunn for the ranks.

    Parameters
    ----------
    data, columns, by, ci
        As for `compare_several`.
    correction
        Of Dunn's p, for the pairs of a column: "holm" or "fdr_bh".

    Returns
    -------
    DataFrame
        An estimates frame: per column and pair "a - b" the rows `mean_difference`, with the interval that holds for all
        pairs at once, in `p_value` the p of Welch's t test and in `p_adjusted` that of Games and Howell; and `dunn_z`,
        difference of the mean ranks over its standard error, with the p corrected over the pairs. n counts the pair.
        Effect sizes of the pairs: `compare`.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or there is no such correction.

    Notes
    -----
    Games and Howell: q = √2 |t| against the studentised range of k means on Welch's degrees of freedom. Dunn: ranks
    over all groups, z = (r̄ₐ - r̄ᵦ) / √((n (n + 1) / 12 - Σ(t³ - t) / (12 (n - 1))) (1/nₐ + 1/nᵦ)). Games, P. A. &
    Howell, J. F. (1976). Pairwise multiple comparison procedures with unequal n's and/or variances. Journal of
    Educational Statistics 1, 113-125. Dunn, O. J. (1964). Multiple comparisons using rank sums. Technometrics 6,
    241-252.

    Examples
    --------
    >>> data = pd.DataFrame({"school": list("aaaaabbbbbccccc"), "trust": [4, 5, 3, 4, 4, 2, 3, 3, 2, 4, 1, 2, 2, 3, 1]})
    >>> post_hoc(data, "trust", by="school")[["group", "statistic", "estimate", "p_value", "p_adjusted"]].round(3)
       group        statistic  estimate  p_value  p_adjusted
    0  a - b  mean_difference     1.200    0.041       0.093
    1  a - c  mean_difference     2.200    0.002       0.005
    2  b - c  mean_difference     1.000    0.095       0.203
    3  a - b           dunn_z     1.637    0.102       0.203
    4  a - c           dunn_z     2.946    0.003       0.010
    5  b - c           dunn_z     1.310    0.190       0.203
    """
    require(data, [*as_list(columns), by], ci=ci)
    found = []
    for column in as_list(columns):
        asked = groups(data, by)
        answered = {group: values(part, column) for group, part in asked.items()}
        together, unit = rescaled(np.concatenate([*answered.values(), np.zeros(0)]))
        ends = np.cumsum([len(sample) for sample in answered.values()])
        samples = dict(zip(answered, np.split(together, ends[:-1]) if len(ends) else [], strict=True))
        rows: list[Row] = []
        for name, made in (("mean_difference", _games_howell(samples, unit, ci)), ("dunn_z", _dunn(samples))):
            for (a, b), row in zip(pairs(asked), made, strict=True):
                n = len(samples[a]) + len(samples[b])
                missing = len(asked[a]) + len(asked[b]) - n
                pair: Row = {"variable": column, "group": f"{a} - {b}", "statistic": name, "ci_level": ci, "n": n}
                rows.append(pair | {"n_missing": missing} | row)
        frame = with_correction(vocabulary.estimates(rows), correction)
        own = pd.Series([row.get("p_adjusted", nan) for row in rows], dtype="float64")
        found.append(frame.assign(p_adjusted=frame["p_adjusted"].where(frame["statistic"] != "mean_difference", own)))
    return pd.concat(found, ignore_index=True)


def _overall(samples: Sequence[Values], ci: float, seed: int) -> list[Row]:
    if len(samples) < 2:
        return [{"statistic": name, "method": Method.ONE_GROUP.value} for name in _OVERALL]
    together, _ = rescaled(np.concatenate(samples))
    samples = np.split(together, np.cumsum([len(sample) for sample in samples])[:-1])
    if together.min() == together.max():
        return [{"statistic": name, "method": Method.NO_VARIANCE.value} for name in _OVERALL]
    few = min(len(sample) for sample in samples) < SMALL
    return [*_of_means(samples, few, ci, seed), *_of_ranks(samples, few, ci, seed)]


def _of_means(samples: Sequence[Values], few: bool, ci: float, seed: int) -> list[Row]:
    if all(sample.min() == sample.max() for sample in samples):
        return [{"statistic": name, "method": Method.NO_VARIANCE.value} for name in _OF_MEANS]
    classic = anova(samples)
    eta = eta_squared(*classic[:3], ci=ci)
    rows: list[Row] = [
        {"statistic": "eta_squared", **_sized(eta)},
        {"statistic": "omega_squared", **_sized(eta), "estimate": omega_squared(*classic[:3]).estimate},
        {"statistic": "anova_f", "estimate": classic.f, "p_value": classic.p, "method": Method.ANOVA.value},
    ]
    if any(sample.min() == sample.max() for sample in samples):
        reason = Method.ONE_STILL.value
        return [
            *(row | {"p_value": nan, "method": reason} for row in rows[:2]),
            rows[2],
            {"statistic": "welch_f", "method": reason},
        ]
    welch = welch_anova(samples)
    p, method = (welch_permutations(samples, seed=seed), Method.WELCH_F_RANDOM) if few else (welch.p, Method.WELCH_F)
    shares = [row | {"p_value": p, "method": (Method.SHARE_RANDOM if few else Method.SHARE).value} for row in rows[:2]]
    return [*shares, rows[2], {"statistic": "welch_f", "estimate": welch.f, "p_value": p, "method": method.value}]


def _of_ranks(samples: Sequence[Values], few: bool, ci: float, seed: int) -> list[Row]:
    found = kruskal_wallis(samples)
    p, method = found.p, Method.KRUSKAL_WALLIS
    if few:
        p, every = rank_permutations(samples, seed=seed)
        method = Method.KRUSKAL_WALLIS_EXACT if every else Method.KRUSKAL_WALLIS_RANDOM
    interval = eta_squared(*found.of_ranks[:3], ci=ci)
    epsilon: Row = {"estimate": found.epsilon_squared, "ci_low": interval.ci_low, "ci_high": interval.ci_high}
    tested: Row = {"p_value": p, "method": method.value}
    return [
        {"statistic": "epsilon_squared", **epsilon, **tested},
        {"statistic": "eta_squared_h", "estimate": found.eta_squared_h, **tested},
        {"statistic": "kruskal_wallis_h", "estimate": found.h, **tested},
    ]


def _sized(size: tuple[float, float, float]) -> Row:
    return dict(zip(("estimate", "ci_low", "ci_high"), size, strict=True))


def _games_howell(samples: dict[str, Values], unit: float, ci: float) -> list[Row]:
    rows: list[Row] = []
    tested = sum(len(sample) > 1 for sample in samples.values())
    for a, b in pairs(samples):
        first, second = samples[a], samples[b]
        if min(len(first), len(second)) < 2:
            rows.append({"method": Method.ONE_ANSWER.value})
            continue
        difference = mean_difference(first, second)
        row: Row = {"estimate": difference.estimate * unit, "method": Method.SAME_ANSWERS.value}
        if difference.se > 0:
            p, (low, high) = _studentised(difference.estimate, difference.se, difference.df, tested, ci)
            row |= {"ci_low": low * unit, "ci_high": high * unit, "p_value": difference.p, "p_adjusted": p}
            row["method"] = Method.GAMES_HOWELL.value
        rows.append(row)
    return rows


def _studentised(gap: float, se: float, df: float, groups: int, ci: float) -> tuple[float, Interval]:
    """The p of a difference among several, and its interval, both by the studentised range."""
    from scipy.optimize import newton
    from scipy.special import stdtrit
    from scipy.stats import studentized_range

    if groups == 2:
        from pilots.statistics.intervals import Difference

        alone = Difference(gap, se, df)
        return alone.p, alone.interval(ci)
    near = sqrt(2) * float(stdtrit(df, 1 - (1 - ci) / (groups * (groups - 1))))
    q = float(newton(lambda q: studentized_range.sf(q, groups, df) - (1 - ci), near, x1=0.97 * near, tol=1e-9))
    half = q / sqrt(2) * se
    p = float(studentized_range.sf(sqrt(2) * abs(gap) / se, groups, df))
    return min(max(p, 0.0), 1.0), (gap - half, gap + half) if half == half else NONE


def _dunn(samples: dict[str, Values]) -> list[Row]:
    from scipy.special import ndtr

    filled = [sample for sample in samples.values() if len(sample)]
    everyone = np.concatenate([*filled, np.zeros(0)])
    n = len(everyone)
    ranks = dict(
        zip((group for group in samples if len(samples[group])),
            np.split(midranks(everyone), np.cumsum([len(sample) for sample in filled])[:-1]), strict=True)
    ) if filled else {}  # fmt: skip
    spread = float(np.concatenate([*ranks.values(), np.zeros(0)]).var(ddof=1)) if n > 1 else 0.0
    rows: list[Row] = []
    for a, b in pairs(samples):
        if a not in ranks or b not in ranks:
            rows.append({"method": Method.NO_ANSWERS.value})
        elif not spread > 0:
            rows.append({"method": Method.NO_VARIANCE.value})
        else:
            z = float(ranks[a].mean() - ranks[b].mean()) / sqrt(spread * (1 / len(ranks[a]) + 1 / len(ranks[b])))
            rows.append({"estimate": z, "p_value": float(2 * ndtr(-abs(z))), "method": Method.DUNN.value})
    return rows
