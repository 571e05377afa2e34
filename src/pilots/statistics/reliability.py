"""How far the items of a scale agree: Cronbach's alpha with its interval."""

from collections.abc import Sequence
from math import nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.intervals import NONE, Interval
from pilots.statistics.methods import Method
from pilots.statistics.samples import groups, numbers, require

FEWEST = 3
"""People who answered every item, below which alpha says nothing."""


def cronbach_alpha(
    data: pd.DataFrame, columns: Sequence[str], *, name: str = "scale", by: str | None = None, ci: float = 0.95
) -> pd.DataFrame:
    """Cronbach's alpha of one scale, by group, over the people who answered every item.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        The items of the scale, numeric, reverse-keyed ones already turned round.
    name
        What the scale is called in the result.
    by
        A column whose groups are treated one by one; left out, everyone ("all").
    ci
        Level of the interval, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame, one row `cronbach_alpha` a group; n counts the complete answers, n_missing the
        others. The estimate is missing, with the reason in `method`, with fewer than two items, fewer than
        three complete answers, or sums that do not vary.

    Raises
    ------
    PilotsError
        When a column is not there or twice there.

    Notes
    -----
    α = k / (k - 1) · (1 - Σ sᵢ² / s²), k items, s² the variance of the sum (Cronbach 1951); interval:
    `feldt_interval`. Pingouin's default takes covariances over pairs, and `nan_policy="listwise"` in its
    0.7.0 takes n before deletion; here the complete answers give alpha, its n and its interval.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [2, 2, 3, 5, 4], "c": [1, 3, 3, 4, None]})
    >>> found = cronbach_alpha(items, ["a", "b", "c"], name="welcome")
    >>> found[["variable", "estimate", "ci_low", "n", "n_missing"]].round(3)
      variable  estimate  ci_low  n  n_missing
    0  welcome     0.947   0.653  4          1
    """
    require(data, [*columns, *([by] if by else [])], ci=ci)
    rows = []
    for group, part in groups(data, by).items():
        items = numbers(part, columns).dropna().to_numpy()
        n, k = items.shape
        alpha, reason = _alpha(items[np.lexsort(items.T)] if k else items)
        low, high = feldt_interval(alpha, n, k, ci=ci) if reason is Method.ALPHA else NONE
        rows.append(
            {
                "variable": name, "group": group, "statistic": "cronbach_alpha", "estimate": alpha, "ci_low": low, "ci_high": high,
                "ci_level": ci, "n": n, "n_missing": len(part) - n, "method": reason.value,
            }
        )  # fmt: skip
    return vocabulary.estimates(rows)


def feldt_interval(alpha: float, n: int, items: int, *, ci: float = 0.95) -> Interval:
    """Feldt's interval of an alpha: 1 - (1 - alpha) / F with df n - 1 and (n - 1)(items - 1).

    Parameters
    ----------
    alpha, n, items
        Alpha, people who answered every item, and items.
    ci
        Level, 0 to 1.

    Returns
    -------
    tuple of float
        Lower and upper limit.

    Notes
    -----
    Feldt, L. S., Woodruff, D. J. & Salih, F. A. (1987). Statistical inference for coefficient alpha. Applied
    Psychological Measurement 11, 93-103. Pingouin gives the same, rounded to three decimals.

    Examples
    --------
    >>> [round(limit, 4) for limit in feldt_interval(0.6, 12, 8)]
    [0.134, 0.8657]
    """
    from scipy.special import fdtri

    df = (n - 1, (n - 1) * (items - 1))
    low, high = (1 - (1 - alpha) * float(fdtri(*df, probability)) for probability in ((1 + ci) / 2, (1 - ci) / 2))
    return low, high


def _alpha(items: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> tuple[float, Method]:
    n, k = items.shape
    if k < 2:
        return nan, Method.ONE_ITEM
    if n < FEWEST:
        return nan, Method.FEW_COMPLETE
    total = items.sum(axis=1)
    if np.ptp(total) <= 1e-9 * np.abs(items).max():
        return nan, Method.NO_VARIANCE
    return k / (k - 1) * (1 - items.var(axis=0, ddof=1).sum() / total.var(ddof=1)), Method.ALPHA
