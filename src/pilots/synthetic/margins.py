"""Fresh counts, categories and numbers that say what the real ones do, but not how few are behind the small ones."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from pilots.synthetic.copula import Floats, Ints


def shares(counts: Sequence[int], threshold: int, rng: np.random.Generator, *, ordered: bool = True) -> Floats:
    """Probabilities of categories: counts below the threshold are drawn anew, their sum is kept.

    Parameters
    ----------
    counts
        How many real respondents gave each category, in order.
    threshold
        What is counted less often is not reproduced.
    rng
        Chance.
    ordered
        Whether neighbours are alike: small ones then follow a normal curve over the categories, else they are drawn
        as if all were as likely.

    Examples
    --------
    >>> found = shares([1, 2, 60, 30, 7], 5, np.random.default_rng(1))
    >>> round(float(found.sum()), 9), bool(abs(found[2] - 0.6) < 1e-9)
    (1.0, True)
    """
    found = np.asarray(counts, dtype="float64")
    if not len(found) or not found.sum():
        return np.full(len(found), 1 / max(len(found), 1))
    places = np.arange(len(found))
    share = found / found.sum()
    small = found < threshold
    curve = np.ones(len(found))
    if ordered and len(found) > 2:
        mean = share @ places
        spread = max(float(np.sqrt(share @ (places - mean) ** 2)), 0.5)
        curve = norm.cdf(places + 0.5, mean, spread) - norm.cdf(places - 0.5, mean, spread) + 0.01
    weight = np.where(small, curve * rng.gamma(8.0, 1 / 8.0, len(found)), 0.0)
    if small.all():
        share = 0.5 * share + 0.5 * weight / weight.sum()
    elif small.any():
        share = np.where(small, share[small].sum() * weight / weight.sum(), share)
    return np.asarray(share / share.sum(), dtype="float64")


def apportion(probabilities: Floats, n: int, rng: np.random.Generator) -> Ints:
    """How many of `n` get each category: what is expected, rounded by chance so that the sum is right.

    Systematic sampling (Madow, W. G. (1949). On the theory of systematic sampling, II. Annals of Mathematical
    Statistics, 20, 333-354).

    Examples
    --------
    >>> apportion(np.array([0.5, 0.25, 0.25]), 8, np.random.default_rng(1)).tolist()
    [4, 2, 2]
    """
    if not n:
        return np.zeros(len(probabilities), dtype=np.intp)
    edges = np.concatenate([[0.0], np.cumsum(probabilities)])
    edges[-1] = 1.0
    points = (np.arange(n) + rng.uniform()) / n
    return np.asarray(np.histogram(points, bins=edges)[0], dtype=np.intp)


def categories(latent: Floats, probabilities: Floats, n: int, rng: np.random.Generator) -> Ints:
    """The category of each latent value, cut where a sample of `n` respondents leaves the margins uncertain.

    The probabilities are drawn once from their posterior, so that new answers differ from the real ones as those of
    another sample would (Rubin, D. B. (1993). Discussion: Statistical disclosure limitation. Journal of Official
    Statistics, 9, 461-468).
    """
    drawn = rng.dirichlet(np.maximum(n * probabilities, 1e-3))
    return np.asarray(np.searchsorted(norm.ppf(np.cumsum(drawn)[:-1].clip(0, 1)), latent), dtype=np.intp)


def numbers(latent: Floats, real: Floats, threshold: int, rng: np.random.Generator) -> Floats:
    """Numbers between the real ones, in the order of the latent values; the extremes of fewer than the threshold are cut."""
    known = np.sort(real[np.isfinite(real)])
    if not len(known):
        return np.full(len(latent), np.nan)
    cut = min(threshold, len(known)) - 1
    inner = known.clip(known[min(cut, len(known) // 2)], known[max(len(known) - 1 - cut, len(known) // 2)])
    sample = np.sort(rng.choice(inner, len(inner)))
    found = np.interp(norm.cdf(latent) * len(sample), np.arange(len(sample)) + 0.5, sample)
    whole = bool((known % 1 == 0).all())
    return np.asarray(np.rint(found) if whole else found.round(2), dtype="float64")


def small_again(values: "pd.Series[Any]", threshold: int, rng: np.random.Generator) -> "pd.Series[Any]":
    """Whole numbers of people, those from 1 to below the threshold drawn anew with about the same sum."""
    counts = values.astype("Float64")
    small = ((counts > 0) & (counts < threshold)).fillna(False).astype(bool)
    most = threshold - 1
    if small.any():
        mean = float(counts[small].mean())
        fresh = 1 + rng.binomial(most - 1, min(max((mean - 1) / max(most - 1, 1), 0.1), 0.9), int(small.sum()))
        counts = counts.mask(small, pd.Series(fresh, index=counts.index[small], dtype="Float64").reindex(counts.index))
    return counts


def tree(table: pd.DataFrame) -> dict[str, str]:
    """By column the one before it that tells most about it: the dependence tree of Chow and Liu; none for the first.

    References
    ----------
    Chow, C. K., & Liu, C. N. (1968). Approximating discrete probability distributions with dependence trees. IEEE
    Transactions on Information Theory, 14, 462-467.
    """
    left, parents = list(table.columns)[1:], dict[str, str]()
    placed = list(table.columns)[:1]
    while left:
        best = max(((_information(table[a], table[b]), a, b) for a in placed for b in left), key=lambda found: found[0])
        parents[best[2]] = best[1]
        placed.append(best[2])
        left.remove(best[2])
    return parents


def combinations(table: pd.DataFrame, n: int, threshold: int, rng: np.random.Generator) -> pd.DataFrame:
    """New rows of unordered categories, pair by pair along the dependence tree; combinations of few are drawn anew.

    Parameters
    ----------
    table
        Text columns, without missing cells.
    n
        How many rows.
    threshold
        Categories and pairs of fewer real rows are not reproduced.
    rng
        Chance.
    """
    if table.columns.empty or not n:
        return pd.DataFrame(index=range(n), columns=table.columns, dtype="str")
    first = str(table.columns[0])
    made = {first: _drawn(table[first].value_counts(sort=False).sort_index(), n, threshold, rng)}
    for column, parent in tree(table).items():
        values = np.empty(n, dtype=object)
        pairs = pd.crosstab(table[parent], table[column])
        overall = table[column].value_counts().reindex(pairs.columns)
        for kind in dict.fromkeys(made[parent]):
            mine = np.flatnonzero(made[parent] == kind)
            row = pairs.loc[kind] if kind in pairs.index else overall
            values[mine] = _drawn(_smooth(row, overall, threshold), len(mine), 1, rng)
        made[column] = values
    order = rng.permutation(n)
    return pd.DataFrame({name: made[name][order] for name in map(str, table.columns)}, dtype="str")


def _drawn(counts: "pd.Series[Any]", n: int, threshold: int, rng: np.random.Generator) -> Any:
    probabilities = shares(counts.tolist(), threshold, rng, ordered=False)
    drawn = np.repeat(counts.index.to_numpy(dtype=object), apportion(probabilities, n, rng))
    return rng.permutation(drawn)


def _smooth(row: "pd.Series[Any]", overall: "pd.Series[Any]", threshold: int) -> "pd.Series[Any]":
    """What few gave, divided over all that few gave as these are spread over everybody."""
    small = row < threshold
    weight = overall.where(small & (row > 0), overall * 0.05).where(small, 0.0)
    return row.astype("float64").where(~small, row[small].sum() * weight / max(float(weight.sum()), 1e-9))


def _information(left: "pd.Series[Any]", right: "pd.Series[Any]") -> float:
    together = pd.crosstab(left, right).to_numpy("float64")
    share = together / together.sum()
    apart = share.sum(axis=1, keepdims=True) * share.sum(axis=0, keepdims=True)
    filled = share > 0
    return float((share[filled] * np.log(share[filled] / apart[filled])).sum())
