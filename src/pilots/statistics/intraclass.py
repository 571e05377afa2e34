"""How well raters agree on a number: the six intraclass correlations of Shrout and Fleiss."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.methods import Method
from pilots.statistics.samples import numbers, require, rescaled

Row = dict[str, object]
FORMS = ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k")


def intraclass(data: pd.DataFrame, raters: Sequence[str], *, name: str = "ratings", ci: float = 0.95) -> pd.DataFrame:
    """The six intraclass correlations of ratings: one rater or the mean of all, raters at random or just these.

    Parameters
    ----------
    data
        One row a rated case.
    raters
        The columns with the ratings, one a rater, at least two.
    name
        What the rows are called in the column `variable`.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame with the rows `icc1` (each case has raters of its own), `icc2` (the same raters for
        all, absolute agreement), `icc3` (these raters only, consistency) and `icc1k`, `icc2k`, `icc3k` (the
        mean of all raters); p: the F test of no agreement. n counts cases rated by every rater.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, there are fewer than two, or the level is none.

    Notes
    -----
    Formulas and intervals of Shrout & Fleiss (1979) for complete cases, as psych::ICC(lmer = FALSE) has them;
    the interval of `icc2` has Satterthwaite's degrees of freedom. pingouin gives the same estimates and
    rounds the limits.

    Shrout, P. E. & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater reliability.
    Psychological Bulletin 86, 420-428.

    Examples
    --------
    >>> marks = pd.DataFrame({"ann": [9, 6, 8, 7, 10, 6], "bo": [2, 1, 4, 1, 5, 2], "cy": [5, 3, 6, 2, 6, 4]})
    >>> intraclass(marks, ["ann", "bo", "cy"])[["statistic", "estimate", "ci_low", "ci_high"]].round(2).head(3)
      statistic  estimate  ci_low  ci_high
    0      icc1     -0.02   -0.34     0.63
    1      icc2      0.22   -0.01     0.71
    2      icc3      0.79    0.38     0.96
    """
    columns = list(raters)
    require(data, columns, ci=ci)
    if len(columns) < 2:
        raise PilotsError("agreement needs at least two raters", mend="Name the columns of two or more raters.")
    complete = numbers(data, columns).dropna().to_numpy()
    n = len(complete)
    common: Row = {"variable": name, "group": "all", "ci_level": ci, "n": n, "n_missing": len(data) - n}
    still = n > 0 and complete.max() == complete.min()
    reason = Method.FEW_RATED if n < 2 else Method.NO_VARIANCE if still else None
    if reason is None:
        scaled, _ = rescaled(complete[np.lexsort(complete.T)])
        found = _forms(scaled, ci)
        return vocabulary.estimates([common | row for row in found])
    return vocabulary.estimates([common | {"statistic": form, "method": reason.value} for form in FORMS])


def _forms(ratings: np.ndarray[tuple[int, int], np.dtype[np.float64]], ci: float) -> list[Row]:
    from scipy.special import fdtrc, fdtri

    n, k = ratings.shape
    cases, raters, grand = ratings.mean(axis=1), ratings.mean(axis=0), ratings.mean()
    df, rest = n - 1, (n - 1) * (k - 1)
    msb = k * float(((cases - grand) ** 2).sum()) / df
    msj = n * float(((raters - grand) ** 2).sum()) / (k - 1)
    mse = float(((ratings - cases[:, None] - raters + grand) ** 2).sum()) / rest
    msw = float(((ratings - cases[:, None]) ** 2).sum()) / (n * (k - 1))
    tail = (1 + ci) / 2
    if not min(mse, msw) > 1e-24 * max(msb, msj):
        return [{"statistic": form, "method": Method.SAME_RATINGS.value} for form in FORMS]

    def one_way(f: float, df2: int) -> tuple[float, float]:
        return float(f / fdtri(df, df2, tail)), float(f * fdtri(df2, df, tail))

    f1, f3 = msb / msw, msb / mse
    (low1, high1), (low3, high3) = one_way(f1, n * (k - 1)), one_way(f3, rest)
    icc2 = (msb - mse) / (msb + (k - 1) * mse + k * (msj - mse) / n)
    ratio = msj / mse
    v = rest * (k * icc2 * ratio + n * (1 + (k - 1) * icc2) - k * icc2) ** 2
    v /= df * k**2 * icc2**2 * ratio**2 + (n * (1 + (k - 1) * icc2) - k * icc2) ** 2
    upper, lower = fdtri(df, v, tail), fdtri(v, df, tail)
    low2 = n * (msb - upper * mse) / (upper * (k * msj + (k * n - k - n) * mse) + n * msb)
    high2 = n * (lower * msb - mse) / (k * msj + (k * n - k - n) * mse + n * lower * msb)
    single = {
        "icc1": ((f1 - 1) / (f1 + k - 1), (low1 - 1) / (low1 + k - 1), (high1 - 1) / (high1 + k - 1)),
        "icc2": (icc2, low2, high2),
        "icc3": ((f3 - 1) / (f3 + k - 1), (low3 - 1) / (low3 + k - 1), (high3 - 1) / (high3 + k - 1)),
    }
    averaged = {
        "icc1k": (1 - 1 / f1, 1 - 1 / low1, 1 - 1 / high1),
        "icc2k": (
            (msb - mse) / (msb + (msj - mse) / n),
            *(k * limit / (1 + limit * (k - 1)) for limit in (low2, high2)),
        ),
        "icc3k": (1 - 1 / f3, 1 - 1 / low3, 1 - 1 / high3),
    }
    p1, p3 = float(fdtrc(df, n * (k - 1), f1)), float(fdtrc(df, rest, f3))
    return [
        {
            "statistic": form, "estimate": estimate, "ci_low": low, "ci_high": high,
            "p_value": p1 if form.startswith("icc1") else p3, "method": Method.SHROUT_FLEISS.value,
        }
        for form, (estimate, low, high) in (single | averaged).items()
    ]  # fmt: skip
