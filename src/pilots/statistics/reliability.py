"""How far the items of a scale agree: Cronbach's alpha with its interval, and Guttman's lower bounds."""

from collections.abc import Mapping, Sequence
from math import nan, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.covariances import Covariances, Missing, covariances
from pilots.statistics.intervals import NONE, Interval
from pilots.statistics.item_matrix import ItemMatrix, Made, Matrix, Recipe, reliabilities
from pilots.statistics.item_sums import alpha_of_sums
from pilots.statistics.methods import Method
from pilots.statistics.samples import Values, as_list, groups, require

PEOPLE_PER_ITEM = 10
"""People an item below which lambda 6 has no interval."""
ALPHAS = {"listwise": Method.ALPHA, "pairwise": Method.ALPHA_PAIRWISE, "ml": Method.ALPHA_ML}
NAMES: dict[Matrix, str] = {
    "covariance": "cronbach_alpha", "correlation": "standardised_alpha", "polychoric": "ordinal_alpha",
}  # fmt: skip


def cronbach_alpha(
    data: pd.DataFrame,
    columns: Sequence[str],
    *,
    name: str = "scale",
    by: str | None = None,
    matrix: Matrix = "covariance",
    missing: Missing = "listwise",
    ci: float = 0.95,
) -> pd.DataFrame:
    """Cronbach's alpha of one scale, by group: raw, standardised or ordinal.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        The items of the scale, numeric, reverse-keyed ones already turned round. Right-wrong items (0, 1) give
        the Kuder-Richardson 20, which is the same.
    name
        What the scale is called in the result.
    by
        A column whose groups are treated one by one; left out, everyone ("all").
    matrix
        What alpha is made of: the covariances (raw alpha), the correlations (standardised: all items weigh the
        same), or the polychoric correlations (ordinal: of the normal variables behind ordered answers).
    missing
        "listwise": over the people who answered every item; right when answers are missing completely at random.
        "pairwise": each covariance over the people who answered both items, as psych; right then too, and keeps
        more answers, but can give a matrix that no answers could have. "ml": the covariances that make all answers
        given likeliest (EM); right also when what is missing hangs on what was answered (missing at random), so the
        one to take when many people skipped something. Not for polychoric correlations.
    ci
        Level of the interval, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame, one row a group: `cronbach_alpha`, `standardised_alpha` or `ordinal_alpha`; n counts the
        complete answers ("listwise") or who answered any item, n_missing the others. The estimate is missing, with
        the reason in `method`, with fewer than two items, fewer than three people (to each pair of items), sums or,
        but for the raw alpha, items that do not vary.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or there is no such matrix or way with missing answers.

    Notes
    -----
    α = k / (k - 1) · (1 - Σ sᵢ² / s²), k items, s² the variance of the sum (Cronbach 1951); of correlations
    k / (k - 1) · (1 - k / ΣR). Interval of complete answers: `feldt_interval`. With missing answers psych and pingouin
    take all rows as n, as if nothing were missing: too narrow. Here Feldt's n is what the answers are worth: the number
    of complete answers that would give alpha the standard error that it has (normal theory; pairwise from the people
    shared by pairs of pairs, "ml" from the information of each person's answers). On 5-point answers with 5 to 20 %
    missing it covers 94 to 98 % at n = 15, 30 and 100 (pairwise also at n = 8, where "ml" mostly refuses), with all
    rows as n 91 to 95 %; psych's own limits are `feldt_interval(alpha, rows, k)`. Feldt's asks for normal answers: where
    most people choose the lowest of five, it covers 91 % at n = 30 and 100. Standardised and ordinal alpha:
    `item_matrix.matched_interval`, 93 to 96 % from n = 15. pingouin takes pairs by default, takes n before deletion
    with `nan_policy="listwise"` too (0.7.0), and rounds its limits to three decimals.

    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika 16, 297-334.
    Zumbo, B. D., Gadermann, A. M. & Zeisser, C. (2007). Ordinal versions of coefficients alpha and theta for Likert
    rating scales. J. Modern Applied Statistical Methods 6(1), 21-29. Zhang, Z. & Yuan, K.-H. (2016). Robust
    coefficients alpha and omega and confidence intervals with outlying observations and missing data. Educational
    and Psychological Measurement 76, 387-411.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [2, 2, 3, 5, 4], "c": [1, 3, 3, 4, None]})
    >>> found = cronbach_alpha(items, ["a", "b", "c"], name="welcome")
    >>> found[["variable", "estimate", "ci_low", "n", "n_missing"]].round(3)
      variable  estimate  ci_low  n  n_missing
    0  welcome     0.947   0.653  4          1
    """
    if matrix != "covariance" or missing not in ALPHAS:
        return reliabilities(
            data,
            columns,
            lambda _: {NAMES[matrix]: Recipe(alpha_of)},
            name=name,
            by=by,
            matrix=matrix,
            missing=missing,
            ci=ci,
        )
    columns = as_list(columns)
    require(data, [*dict.fromkeys(columns), *([by] if by else [])], ci=ci)
    rows = []
    for group, part in groups(data, by).items():
        alpha, n, of_feldt, reason = _alpha(part, columns, missing)
        low, high = NONE if reason else feldt_interval(alpha, of_feldt, len(columns), ci=ci)
        method = reason or (Method.NO_SE if low != low else ALPHAS[missing])
        rows.append(
            {
                "variable": name, "group": group, "statistic": "cronbach_alpha", "estimate": alpha, "ci_low": low, "ci_high": high,
                "ci_level": ci, "n": n, "n_missing": len(part) - n, "method": method.value,
            }
        )  # fmt: skip
    return vocabulary.estimates(rows)


def feldt_interval(alpha: float, n: float, items: int, *, ci: float = 0.95) -> Interval:
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
    return (low, high) if np.isfinite([low, high]).all() else NONE


def alpha_se(covariance: Values, n: float) -> float:
    """The large-sample standard error of alpha, from the items' covariances (van Zyl, Neudecker & Nel 2000).

    What psych calls `ase`: √(Q / n) with Q = 2k² (V (tr C² + tr² C) - 2 tr C ΣC²) / ((k - 1)² V³), V the sum of all
    covariances. psych takes all rows as n, also with missing answers.

    Examples
    --------
    >>> round(alpha_se(np.array([[1, 0.5], [0.5, 1]]), 50), 4)
    0.0943
    """
    C, k, V, trace = covariance, len(covariance), covariance.sum(), np.trace(covariance)
    q = 2 * k**2 * (V * (np.trace(C @ C) + trace**2) - 2 * trace * (C @ C).sum()) / ((k - 1) ** 2 * V**3)
    return sqrt(max(float(q), 0.0) / n)


def guttman(
    data: pd.DataFrame,
    columns: Sequence[str],
    *,
    name: str = "scale",
    by: str | None = None,
    matrix: Matrix = "covariance",
    missing: Missing = "listwise",
    ci: float = 0.95,
) -> pd.DataFrame:
    """Guttman's lower bounds of the reliability: lambda 1, 2, 3, 5 and 6 (lambda 4: `split_half`).

    Lambda 2 is never below lambda 3, which is alpha; lambda 6 (what the other items tell of each) is higher where
    items go together in clumps. Parameters and errors as for `cronbach_alpha`.

    Returns
    -------
    DataFrame
        An estimates frame, per group rows `guttman_lambda_1` and so on. Lambda 6 is missing, with the reason in
        `method`, where the items tell one another fully or the matrix is one that no answers can have.

    Notes
    -----
    With V the sum of all covariances: λ₁ = 1 - Σ sᵢ² / V, λ₂ = λ₁ + √(k / (k - 1) Σ_{i≠j} cᵢⱼ²) / V, λ₃ = α, λ₅ = λ₁ + 2
    √(max_j Σ_{i≠j} cᵢⱼ²) / V, λ₆ = 1 - Σ eᵢ² / V, eᵢ² the variance of an item about its regression on the others. psych
    takes the correlations, so its `G6_smc` is λ₆ with `matrix="correlation"`. Intervals:
    `item_matrix.matched_interval`. In few people each item is told by the others by chance
    too: λ₆ is then far too high (its interval would cover 63 % at n = 8, 85 % at 15), so below ten people an item it has
    none.

    Guttman, L. (1945). A basis for analyzing test-retest reliability. Psychometrika 10, 255-282.

    Examples
    --------
    >>> items = pd.DataFrame({"a": [1, 2, 3, 4, 5, 4], "b": [2, 2, 3, 5, 4, 3], "c": [1, 3, 3, 4, 4, 5]})
    >>> guttman(items, ["a", "b", "c"])[["statistic", "estimate"]].round(3)
              statistic  estimate
    0  guttman_lambda_1     0.599
    1  guttman_lambda_2     0.907
    2  guttman_lambda_3     0.899
    3  guttman_lambda_5     0.927
    4  guttman_lambda_6     0.914
    """

    def bounds(found: ItemMatrix) -> Mapping[str, Made]:
        regular = found.reason is None and found.regular()
        return {
            "guttman_lambda_1": Recipe(_lambda_1),
            "guttman_lambda_2": Recipe(_lambda_2),
            "guttman_lambda_3": Recipe(alpha_of),
            "guttman_lambda_5": Recipe(_lambda_5),
            "guttman_lambda_6": Recipe(lambda_6) if regular else Method.SINGULAR,
        }

    rows = reliabilities(data, columns, bounds, name=name, by=by, matrix=matrix, missing=missing, ci=ci)
    biased = (rows["statistic"] == "guttman_lambda_6") & (rows["n"] < PEOPLE_PER_ITEM * len(columns))
    biased &= rows["estimate"].notna()
    rows.loc[biased, ["ci_low", "ci_high"]] = nan
    rows.loc[biased, "method"] = Method.FEW_PER_ITEM.value
    return rows


def alpha_of(matrices: Values) -> Values:
    """Alpha of each of a stack of matrices; missing where the sum does not vary."""
    k = matrices.shape[-1]
    found: Values = k / (k - 1) * _lambda_1(matrices)
    return found


def lambda_6(matrices: Values) -> Values:
    """Guttman's lambda 6 of each of a stack of matrices that can be inverted."""
    own: Values = 1 / np.diagonal(np.linalg.inv(matrices), axis1=-2, axis2=-1)
    found: Values = 1 - own.sum(axis=-1) / _total(matrices)
    return found


def _lambda_1(matrices: Values) -> Values:
    found: Values = 1 - np.trace(matrices, axis1=-2, axis2=-1) / _total(matrices)
    return found


def _lambda_2(matrices: Values) -> Values:
    k = matrices.shape[-1]
    found: Values = _lambda_1(matrices) + np.sqrt(k / (k - 1) * _others(matrices).sum(axis=-1)) / _total(matrices)
    return found


def _lambda_5(matrices: Values) -> Values:
    found: Values = _lambda_1(matrices) + 2 * np.sqrt(_others(matrices).max(axis=-1)) / _total(matrices)
    return found


def _others(matrices: Values) -> Values:
    """Per item, the sum of its squared covariances with the others."""
    found: Values = (matrices**2).sum(axis=-1) - np.diagonal(matrices, axis1=-2, axis2=-1) ** 2
    return found


def _total(matrices: Values) -> Values:
    """The variance of the sum of the items; missing where it is nothing but rounding."""
    total, size = matrices.sum(axis=(-2, -1)), np.abs(matrices).sum(axis=(-2, -1))
    found: Values = np.where(total > 1e-12 * size, total, nan)
    return found


def _alpha(data: pd.DataFrame, columns: Sequence[str], missing: Missing) -> tuple[float, int, float, Method | None]:
    """Alpha, the people it rests on, how many complete answers it is worth, and the reason where there is none."""
    if (alpha := alpha_of_sums(data, columns)) is not None:
        return alpha, len(data), len(data), None
    found = covariances(data, columns, missing)
    if found.reason:
        return nan, found.n, nan, found.reason
    alpha = float(alpha_of(found.matrix))
    return alpha, found.n, worth(found), Method.NO_VARIANCE if alpha != alpha else None


def worth(found: Covariances) -> float:
    """How many complete answers would give alpha the standard error that it has with these."""
    if len(found.counts) == 1:
        return found.n
    C, k = found.matrix, len(found.matrix)
    total = C.sum()
    gradient = k / (k - 1) * (np.trace(C) / total**2 * np.ones((k, k)) - np.eye(k) / total)
    complete = 2 * float(np.trace(gradient @ C @ gradient @ C)) / (found.n - 1)
    variance = found.variance(gradient)
    return 1 + (found.n - 1) * complete / variance if variance > 0 else nan
