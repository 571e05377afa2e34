"""How alike the respondents of one school are, and what that costs: intraclass correlation, design effect, effective n."""

from collections.abc import Sequence
from math import nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.intervals import NONE, Interval
from pilots.statistics.methods import Method
from pilots.statistics.samples import Values, as_list, groups, numbers, require, rescaled

Row = dict[str, object]


def icc(
    data: pd.DataFrame, columns: str | Sequence[str], *, clusters: str, by: str | None = None, ci: float = 0.95
) -> pd.DataFrame:
    """Intraclass correlation of respondents in schools, the design effect and the effective number of respondents.

    The share of the variance that lies between schools: what two answers of one school have in common. It is
    described, not tested against a limit; with few schools its interval is wide, and that is the finding.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric columns; what is no number counts as missing.
    clusters
        The column of the schools that respondents are nested in.
    by
        The column of the groups to treat apart; left out, everyone ("all").
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame. Per group and column three rows: `icc` (below 0 where schools differ less than
        chance would have them; p: the F test of no difference between schools), `design_effect` (how many
        times larger the variance of a mean is than without schools) and `effective_n` (n divided by it, the
        number of respondents from nowhere in particular that tell as much). n counts the answers of people
        whose school is known.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or the level is none.

    Notes
    -----
    ICC(1) by one-way analysis of variance: ρ = (MSB - MSW) / (MSB + (n₀ - 1) MSW), n₀ = (N - Σnₛ²/N) / (S -
    1). With equal sizes its interval is that of Searle (1971) and of Shrout & Fleiss (1979); with unequal
    ones it is Wald's (1940), which stays exact where Searle's with n₀ does not: all ρ = λ / (1 + λ) for
    which Σ wₛ (ȳₛ - ȳ_w)² / ((S - 1) MSW), wₛ = nₛ / (1 + nₛ λ), lies between the quantiles of F(S - 1, N - S).
    `lme4` and `performance` give the ICC by REML, which differs with unequal sizes. Design effect: Kish
    (1965), 1 + (m - 1) ρ with m = Σnₛ²/N, the size of the school that the average respondent is in; the
    plain mean size makes it too small where sizes differ.

    Wald, A. (1940). A note on the analysis of variance with unequal class frequencies. Annals of
    Mathematical Statistics 11, 96-100. Kish, L. (1965). Survey sampling. Wiley.

    Examples
    --------
    >>> answers = pd.DataFrame({"school": list("aaabbbccc"), "trust": [1, 2, 2, 3, 3, 4, 4, 5, 5]})
    >>> icc(answers, "trust", clusters="school")[["statistic", "estimate", "ci_low", "ci_high"]].round(2)
           statistic  estimate  ci_low  ci_high
    0            icc      0.87    0.38     1.00
    1  design_effect      2.73    1.75     2.99
    2    effective_n      3.30    3.01     5.14
    """
    require(data, [*as_list(columns), clusters, *([by] if by else [])], ci=ci)
    rows: list[Row] = []
    for group, part in groups(data, by).items():
        for column in as_list(columns):
            samples = by_cluster(part, column, clusters)
            n = sum(len(sample) for sample in samples)
            common: Row = {"variable": column, "group": group, "n": n, "n_missing": len(part) - n}
            rows += [common | row for row in _rows(samples, ci)]
    return vocabulary.estimates(rows)


def design_effect(icc: float, sizes: Sequence[float]) -> float:
    """How many times larger schools make the variance of a mean: 1 + (m - 1) ρ, m = Σn² / Σn (Kish 1965).

    Parameters
    ----------
    icc
        The intraclass correlation, found or expected.
    sizes
        How many respondents each school has.

    Raises
    ------
    PilotsError
        When there is no school, or one without respondents.

    Examples
    --------
    >>> round(design_effect(0.05, [20, 20, 20]), 2), round(design_effect(0.05, [10, 10, 40]), 2)
    (1.95, 2.45)
    """
    many = np.asarray(sizes, dtype="float64")
    if not len(many) or not (many > 0).all():
        raise PilotsError("a design effect needs schools with respondents", mend="Give the size of every school.")
    return 1 + (float((many**2).sum() / many.sum()) - 1) * icc


def by_cluster(data: pd.DataFrame, column: str, clusters: str) -> list[Values]:
    """The answers of each school that gave any, each sorted, the schools by their answers."""
    labelled = numbers(data, [column]).assign(school=data[clusters].astype("str").where(data[clusters].notna()))
    samples = [np.sort(sample.to_numpy()) for _, sample in labelled.dropna().groupby("school")[column]]
    return sorted(samples, key=lambda sample: (len(sample), sample.tolist()))


def _rows(samples: list[Values], ci: float) -> list[Row]:
    names = ("icc", "design_effect", "effective_n")
    sizes = np.array([len(sample) for sample in samples], dtype="float64")
    n, schools = int(sizes.sum()), len(samples)
    reason = Method.NO_ANSWERS if not n else Method.ONE_SCHOOL if schools < 2 else None
    if reason is None and n == schools:
        reason = Method.ONE_EACH
    if reason is None and np.concatenate(samples).max() == np.concatenate(samples).min():
        reason = Method.NO_VARIANCE
    if reason:
        return [{"statistic": name, "ci_level": ci, "method": reason.value} for name in names]
    _, factor = rescaled(np.concatenate(samples))
    means = np.array([(sample / factor).mean() for sample in samples])
    within = sum(float(((sample / factor - mean) ** 2).sum()) for sample, mean in zip(samples, means, strict=True))
    msw = within / (n - schools)
    between = float((sizes * (means - (sizes @ means) / n) ** 2).sum()) / (schools - 1)
    n0 = (n - float((sizes**2).sum()) / n) / (schools - 1)
    rho = (between - msw) / (between + (n0 - 1) * msw)
    low, high = _wald(sizes, means, msw, n - schools, ci) if msw > 1e-24 * between else NONE
    method = Method.ICC if low == low else Method.SAME_WITHIN
    common: Row = {"ci_level": ci}
    p = _f_tail(between / msw, schools - 1, n - schools) if low == low else nan
    effects = [design_effect(value, sizes.tolist()) for value in (rho, low, high)]
    return [
        common | {"statistic": names[0], "estimate": rho, "ci_low": low, "ci_high": high, "p_value": p, "method": method.value},
        common | {"statistic": names[1], "estimate": effects[0], "ci_low": effects[1], "ci_high": effects[2], "method": Method.KISH.value},
        common | {"statistic": names[2], "estimate": n / effects[0], "ci_low": n / effects[2], "ci_high": n / effects[1], "method": Method.KISH_N.value},
    ]  # fmt: skip


def _f_tail(f: float, df1: int, df2: int) -> float:
    from scipy.special import fdtrc

    return float(fdtrc(df1, df2, f))


def _wald(sizes: Values, means: Values, msw: float, df: int, ci: float) -> Interval:
    """Wald's exact limits of the ICC; at its lowest possible value where none other is in reach."""
    from scipy.optimize import brentq
    from scipy.special import fdtri

    schools = len(sizes)

    def ratio(rho: float) -> float:
        weights = sizes * (1 - rho) / (1 + (sizes - 1) * rho)
        centre = (weights @ means) / weights.sum()
        return float(weights @ (means - centre) ** 2) / ((schools - 1) * msw)

    least, most = -1 / max(sizes.max() - 1, 1) * (1 - 1e-9), 1 - 1e-12
    limits = []
    for quantile in ((1 + ci) / 2, (1 - ci) / 2):
        wanted = float(fdtri(schools - 1, df, quantile))
        if ratio(least) <= wanted:
            limits.append(least)
        elif ratio(most) >= wanted:
            limits.append(1.0)
        else:
            limits.append(float(brentq(lambda rho, wanted=wanted: ratio(rho) - wanted, least, most, xtol=1e-14)))
    return limits[0], limits[1]
