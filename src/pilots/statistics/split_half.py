"""How well two halves of a scale agree: odd against even items, and every way to split it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from pilots.statistics.covariances import Missing
from pilots.statistics.item_matrix import ItemMatrix, Made, Matrix, Recipe, reliabilities
from pilots.statistics.methods import Method
from pilots.statistics.samples import Values

MOST_SPLITS = 100_000
"""Splits up to which every one is tried: scales of 20 items or fewer."""
DRAWS = 10_000
"""Splits drawn for longer scales."""


def split_half(
    data: pd.DataFrame,
    columns: Sequence[str],
    *,
    name: str = "scale",
    by: str | None = None,
    matrix: Matrix = "covariance",
    missing: Missing = "listwise",
    ci: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """The split-half reliability of a scale: odd-even, and best, worst and mean of all splits.

    For a scale of two items, where alpha asks more than two items can show, the row `spearman_brown` is the one to
    give (Eisinga, te Grotenhuis & Pelzer 2013).

    Parameters
    ----------
    data, columns, name, by, matrix, missing, ci
        As for `cronbach_alpha`. The order of the columns makes the odd and the even items.
    seed
        Of the random splits of scales of more than 20 items.

    Returns
    -------
    DataFrame
        An estimates frame, per group the rows `spearman_brown` (odd against even items), `guttman_lambda_4` (best
        split), `split_half_min` and `split_half_mean`. Best and worst have no interval: the search itself makes
        them far from what they would be in everyone. The estimate is missing, with the reason in `method`, as for
        alpha.

    Raises
    ------
    PilotsError
        As `cronbach_alpha`.

    Notes
    -----
    Spearman-Brown: 2r / (1 + r), r the correlation of the sums of the two halves. A split: 2 (1 - (Vₐ + V_b) / V) =
    4 c / V (Guttman 1945, Flanagan), halves of k / 2 items or one item apart; the mean over all splits is alpha where
    k is even. psych takes the correlations (`matrix="correlation"`), and for an odd number of items looks at half of the
    splits only (2.2.9: of five items at the five with the first item among two, of ten; its worst and mean are of
    these). Intervals: `item_matrix.matched_interval`.

    Guttman, L. (1945). A basis for analyzing test-retest reliability. Psychometrika 10, 255-282. Eisinga, R., te
    Grotenhuis, M. & Pelzer, B. (2013). The reliability of a two-item scale: Pearson, Cronbach or Spearman-Brown?
    International Journal of Public Health 58, 637-642.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [1, 2, 3, 4, 5, 4], "b": [2, 2, 3, 5, 4, 3], "c": [1, 3, 3, 4, 4, 5]})
    >>> split_half(items, ["a", "b", "c"])[["statistic", "estimate", "ci_low"]].round(3)
              statistic  estimate  ci_low
    0    spearman_brown     0.836  -1.530
    1  guttman_lambda_4     0.921     NaN
    2    split_half_min     0.683     NaN
    3   split_half_mean     0.799   0.544
    """
    k = len(columns)
    every = comb(k, k // 2) <= 2 * MOST_SPLITS

    def halves(found: ItemMatrix) -> Mapping[str, Made]:
        if found.reason:
            return dict.fromkeys(
                ("spearman_brown", "guttman_lambda_4", "split_half_min", "split_half_mean"), found.reason
            )
        signs = every_split(k) if every else _drawn(k, seed)
        apart = np.einsum("sa,ab,sb->s", signs, found.values, signs, optimize=True)
        odd_even = np.where(np.arange(k) % 2 == 0, 1.0, -1.0)
        return {
            "spearman_brown": Recipe(lambda m: _spearman_brown(m, odd_even), parts=2),
            "guttman_lambda_4": Recipe(lambda m: _split(m, signs[apart.argmin()])),
            "split_half_min": Recipe(lambda m: _split(m, signs[apart.argmax()])),
            "split_half_mean": Recipe(_mean_split),
        }

    rows = reliabilities(data, columns, halves, name=name, by=by, matrix=matrix, missing=missing, ci=ci)
    sought = rows["statistic"].isin(["guttman_lambda_4", "split_half_min"]) & rows["estimate"].notna()
    rows.loc[sought, ["ci_low", "ci_high"]] = np.nan
    rows.loc[sought, "method"] = (Method.SPLITS if every else Method.SPLITS_RANDOM).value
    return rows


@lru_cache(maxsize=8)
def every_split(k: int) -> Values:
    """Every way to split k items in two halves (or one item apart): 1 and -1, a row a split.

    Examples
    --------
    >>> every_split(3)
    array([[ 1.,  1., -1.],
           [ 1., -1.,  1.],
           [-1.,  1.,  1.]])
    """
    # of two halves of the same size, the one with the first item
    halves = [half for half in combinations(range(k), (k + 1) // 2) if k % 2 or half[0] == 0]
    signs = np.full((len(halves), k), -1.0)
    np.put_along_axis(signs, np.array(halves), 1.0, axis=1)
    return signs


def _drawn(k: int, seed: int) -> Values:
    rng = np.random.default_rng(seed)
    signs = np.tile(np.where(np.arange(k) < k // 2, 1.0, -1.0), (DRAWS, 1))
    return rng.permuted(signs, axis=1)


def _split(matrices: Values, signs: Values) -> Values:
    total = matrices.sum(axis=(-2, -1))
    found: Values = 1 - np.einsum("a,...ab,b->...", signs, matrices, signs) / np.where(total > 0, total, np.nan)
    return found


def _mean_split(matrices: Values) -> Values:
    """The mean over all splits: two items stand on the same side -1 / (k - 1) (k even) or -1 / k (odd) of the time."""
    k = matrices.shape[-1]
    own, total = np.trace(matrices, axis1=-2, axis2=-1), matrices.sum(axis=(-2, -1))
    together = -1 / (k - 1 + k % 2)
    found: Values = 1 - (own + together * (total - own)) / np.where(total > 0, total, np.nan)
    return found


def _spearman_brown(matrices: Values, signs: Values) -> Values:
    first, second = (1 + signs) / 2, (1 - signs) / 2
    of = [np.einsum("a,...ab,b->...", x, matrices, y) for x, y in ((first, first), (second, second), (first, second))]
    r = of[2] / np.sqrt(np.where((of[0] > 0) & (of[1] > 0), of[0] * of[1], np.nan))
    found: Values = 2 * r / np.where(1 + r > 1e-12, 1 + r, np.nan)
    return found
