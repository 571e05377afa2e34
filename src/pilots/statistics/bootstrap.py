"""Intervals by drawing again from the sample: where no formula holds, or to see whether one does."""

from collections.abc import Sequence
from itertools import combinations, product
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots import vocabulary
from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.bootstrap_limits import limits
from pilots.statistics.methods import Method
from pilots.statistics.resampling import pool
from pilots.statistics.samples import EVERYONE, Values, as_list, groups, numbers, pairs, require, rescaled
from pilots.statistics.weighted import RESAMPLED, OwnStatistic, Resampled, own

FEWEST = 5
"""Clusters in a group, below which drawn samples are too much alike to tell anything."""
LEAST = 100
"""Drawn samples, below which the limits are mere chance."""

Kind = Literal["bca", "percentile"]
Row = dict[str, object]
Codes = NDArray[np.int64]


class _How(NamedTuple):
    """How samples are drawn, and limits taken."""

    kind: Kind
    widen: bool
    clustered: bool
    resamples: int
    ci: float
    seed: int


def bootstrap(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    statistic: str | OwnStatistic,
    by: str | None = None,
    clusters: str | None = None,
    strata: str | None = None,
    name: str = "scale",
    kind: Kind = "bca",
    widen: bool | None = None,
    resamples: int = 9_999,
    ci: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """A statistic with its bootstrap interval: of samples drawn again, with replacement, from the answers given.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns; who lacks one of those a statistic takes is left out of it.
    statistic
        Of each column: "mean", "share" (of 1 among 0 and 1), "sd", "median". Of each column and each pair of groups:
        "mean_difference", "share_difference", "median_difference", "hedges_g", "cliffs_delta". Of each pair of
        columns: "pearson", "spearman", "kendall". Of all columns as one scale: "cronbach_alpha". Or a function of
        one's own of arrays of answers and an `axis`, such as `numpy.ptp`: of the answers to each column, or with `by`
        of those of both groups of each pair.
    by
        The column of the groups: each is treated apart, or each pair compared; left out, everyone ("all").
    clusters
        The column of the schools, families or teams that respondents belong to: whole ones are drawn, with everyone
        in them, in each group apart unless one has people in both.
    strata
        A column within whose values is drawn, each as large as it was.
    name
        What the scale is called in the result, where the statistic takes all columns.
    kind
        "bca" (bias-corrected and accelerated), or "percentile".
    widen
        Whether the limits are put further out as t and n - 1 ask for in a mean; left out, whether they cover better so
        (all but `median_difference`, `hedges_g`, `cliffs_delta`, `spearman` and `kendall`). False: the limits of
        `scipy.stats.bootstrap`.
    resamples
        How many samples are drawn, at least 100.
    ci
        Level of the intervals, 0 to 1.
    seed
        Of the drawn samples.

    Returns
    -------
    DataFrame
        An estimates frame, a row for each column (or pair of columns, "a x b", or scale) and group (or pair of groups,
        "a - b"). n counts respondents. The limits are missing, with the reason in `method`, with fewer than five (for
        `sd` 30) respondents or five clusters in a group, where drawn samples all say the same, and where over a fifth
        of them say nothing as nothing varies in them (fewer are left out).

    Raises
    ------
    PilotsError
        When a column is not there or twice there, there is no such statistic or kind, a comparison has no groups, a
        share is asked of other than 0 and 1, or a function of one's own is to be drawn in clusters.

    Notes
    -----
    BCa takes the quantiles Φ(z₀ + (z₀ + z) / (1 - a (z₀ + z))) of the drawn values: z₀ the normal quantile of the
    share of them below the estimate (ties half), a the acceleration from leaving out each unit, Σ uᵢ³ / (6 (Σ uᵢ²)^1.5)
    with uᵢ = (n - 1) (θ̄ - θ₋ᵢ) / n over all groups and strata, n their own (Efron & Tibshirani 1993, 14). Drawn
    samples vary too little, by (n - 1) / n, and the normal quantile is too small for few people: at n = 8 plain BCa
    limits cover 86 to 92 %. Widened, z is replaced by √(v / w) t, v = Σ uᵢ² n / (n - 1), w = Σ uᵢ², t on Satterthwaite's
    degrees of freedom over groups and strata; for one group this is √(n / (n - 1)) t with n - 1 (Hesterberg 2015).

    Efron, B. & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall; Hesterberg, T. C. (2015).
    What teachers should know about the bootstrap. The American Statistician 69, 371-386; Davison, A. C. & Hinkley,
    D. V. (1997). Bootstrap methods and their application, 3.8 (clusters). Cambridge University Press.

    Coverage at n = 8, 15, 30 (`benchmarks.coverage`): a mean of normal answers 93, 94, 95 %, of skewed ones 88 to 92 %
    at 8 people; medians 95 to 98 %, on 5-point scales up to 100 %; Cliff's delta, Hedges' g and correlations 94 to 97
    %, Pearson's at n = 8 98 to 99 %; alpha 97, 95, 96 %. A standard deviation 84 % at 8 and 90 % at 15 people, so it is
    refused below 30: take `sd_interval`. The percentile interval falls to 90 to 92 % for Cliff's delta and g.

    The order of the rows changes nothing: the distinct answers are sorted before samples are drawn.

    Examples
    --------
    >>> waits = pd.DataFrame({"town": list("aaaaaaaabbbbbbbb"), "weeks": [*range(4, 12), 1, 1, 2, 2, 3, 5, 9, 30]})
    >>> found = bootstrap(waits, "weeks", statistic="cliffs_delta", by="town")
    >>> found[["variable", "group", "estimate", "ci_low", "ci_high", "n"]].round(2)
      variable  group  estimate  ci_low  ci_high   n
    0    weeks  a - b      0.53   -0.19     0.95  16
    """
    known = _known(statistic, by)
    names = as_list(columns)
    require(data, [*names, *(column for column in (by, clusters, strata) if column)], ci=ci)
    _check(data, names, statistic, kind, clusters, resamples)
    answers, members = numbers(data, names).to_numpy(), _members(data, by)
    compared = [*pairs(members)] if known.groups == 2 else [(label,) for label in members]
    every = range(len(names))
    taken = [*combinations(every, known.columns)] if known.columns else [tuple(every)]
    drawn_in = _codes(data, strata), _codes(data, clusters)
    how = _How(kind, known.widen if widen is None else widen, clusters is not None, resamples, ci, seed)
    rows: list[Row] = []
    for labels, chosen in product(compared, taken):
        row = _row(answers[:, chosen], [members[label] for label in labels], drawn_in, known, how)
        row |= {"group": " - ".join(labels), "statistic": statistic if isinstance(statistic, str) else "own_statistic"}
        row |= {"variable": " x ".join(names[k] for k in chosen) if known.columns else name, "ci_level": ci}
        rows.append(row)
    return vocabulary.estimates(rows)


def _known(statistic: str | OwnStatistic, by: str | None) -> Resampled:
    if not isinstance(statistic, str):
        return own(statistic, 2 if by else 1)
    if statistic not in RESAMPLED:
        raise PilotsError(f"'{statistic}' is not drawn again", mend=did_you_mean(statistic, RESAMPLED))
    if RESAMPLED[statistic].groups == 2 and by is None:
        raise PilotsError(f"'{statistic}' compares groups, and there are none", mend="Say `by`: the column of groups.")
    return RESAMPLED[statistic]


def _check(
    data: pd.DataFrame,
    columns: list[str],
    statistic: str | OwnStatistic,
    kind: str,
    clusters: str | None,
    resamples: int,
) -> None:
    if kind not in ("bca", "percentile"):
        raise PilotsError(f"there is no bootstrap '{kind}'", mend=did_you_mean(kind, ["bca", "percentile"]))
    if resamples < LEAST:
        raise PilotsError(f"{resamples} drawn samples are too few", mend=f"Draw at least {LEAST}, better 9999.")
    if clusters and not isinstance(statistic, str):
        raise PilotsError(
            "a function of one's own can't be drawn in clusters, as these differ in size",
            mend=f"Take one of: {', '.join(RESAMPLED)}.",
        )
    if statistic in ("share", "share_difference"):
        for column in columns:
            if not numbers(data, [column])[column].dropna().isin([0, 1]).all():
                raise PilotsError(
                    f"the column '{column}' holds other numbers than 0 and 1",
                    mend="Make it 1 for those who count and 0 for the others.",
                )


def _row(answers: Values, asked: list[Codes], drawn_in: tuple[Codes, Codes], known: Resampled, how: _How) -> Row:
    strata, clusters = drawn_in
    whole = ~np.isnan(answers).any(axis=1) & (strata >= 0) & (clusters >= 0)
    kept = [rows[whole[rows]] for rows in asked]
    sizes = [len(rows) for rows in kept]
    row: Row = {"n": sum(sizes), "n_missing": sum(len(rows) for rows in asked) - sum(sizes)}
    if min(sizes) == 0:
        return row | {"method": Method.NO_ANSWERS.value}
    samples, unit = _in_reach([answers[rows] for rows in kept], known)
    source = pool(samples, [strata[rows] for rows in kept], [clusters[rows] for rows in kept] if how.clustered else [])
    estimate = float(known.of(source.distinct, source.of_groups(source.observed()))[0])
    if not np.isfinite(estimate):
        return row | {"method": Method.NOT_DEFINED.value}
    row["estimate"] = unit * estimate
    units = [len(np.unique(clusters[rows])) for rows in kept] if how.clustered else sizes
    if min(units) < (FEWEST if how.clustered else known.fewest):
        return row | {"method": (Method.FEW_CLUSTERS_DRAWN if how.clustered else Method.FEW_RESAMPLED).value}
    low, high, reason = limits(
        source, known.of, kind=how.kind, widen=how.widen, resamples=how.resamples, ci=how.ci, seed=how.seed
    )
    method = reason or _METHODS[how.kind, how.widen, how.clustered]
    return row | {"ci_low": unit * low, "ci_high": unit * high, "method": method.value}


def _in_reach(samples: list[Values], known: Resampled) -> tuple[list[Values], float]:
    """The answers brought in reach of double precision where the statistic goes along with that, and its unit then."""
    if known.in_units is None:
        return samples, 1.0
    together, unit = np.concatenate(samples), 1.0
    if known.columns == 2:
        together = np.column_stack([rescaled(side)[0] for side in together.T])
    else:
        together, unit = rescaled(together)
    return np.split(together, np.cumsum([len(sample) for sample in samples])[:-1]), unit if known.in_units else 1.0


def _members(data: pd.DataFrame, by: str | None) -> dict[str, Codes]:
    """The positions of each group's rows."""
    if by is None:
        return {EVERYONE: np.arange(len(data))}
    labels = data[by].astype("str").where(data[by].notna()).to_numpy()
    return {label: np.flatnonzero(labels == label) for label in groups(data[[by]].drop_duplicates(), by)}


def _codes(data: pd.DataFrame, column: str | None) -> Codes:
    """The labels in a column as numbers in their order, -1 where there is none; without a column 0."""
    if column is None:
        return np.zeros(len(data), dtype="int64")
    codes = pd.factorize(data[column].astype("str"), sort=True)[0].astype("int64")
    return np.where(data[column].notna(), codes, -1)


_METHODS = {
    ("bca", True, False): Method.BCA,
    ("bca", False, False): Method.BCA_PLAIN,
    ("percentile", True, False): Method.PERCENTILE,
    ("percentile", False, False): Method.PERCENTILE_PLAIN,
    ("bca", True, True): Method.BCA_CLUSTERS,
    ("bca", False, True): Method.BCA_CLUSTERS_PLAIN,
    ("percentile", True, True): Method.PERCENTILE_CLUSTERS,
    ("percentile", False, True): Method.PERCENTILE_CLUSTERS_PLAIN,
}
