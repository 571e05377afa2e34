"""How much of what differs between people goes with their group: η², ω², Cramér's V, by noncentral distributions."""

from collections.abc import Callable
from math import nan, sqrt

from pilots.statistics.effect_sizes import MISSING, EffectSize


def eta_squared(f: float, df1: float, df2: float, *, ci: float = 0.95) -> EffectSize:
    """η² of a one-way analysis of variance: the share of the variance that lies between the groups.

    η² = F df₁ / (F df₁ + df₂); limits λ / (λ + df₂) with λ the noncentralities that F allows, as in R's effectsize
    (Steiger 2004). Its default there is a one-sided interval up to 1, ours is two-sided.

    Parameters
    ----------
    f, df1, df2
        The F ratio and its degrees of freedom.
    ci
        Level of the interval.

    Notes
    -----
    Steiger, J. H. (2004). Beyond the F test: effect size confidence intervals and tests of close fit in the analysis
    of variance and contrast analysis. Psychological Methods 9, 164-182.

    Examples
    --------
    >>> [round(x, 4) for x in eta_squared(4.0, 2, 27)]
    [0.2286, 0.0, 0.4576]
    """
    if not 0 <= f < 1e8:
        return MISSING
    low, high = _noncentralities(f, df1, df2, ci)
    return _enclosing(f * df1 / (f * df1 + df2), low / (low + df2), high / (high + df2))


def omega_squared(f: float, df1: float, df2: float, *, ci: float = 0.95) -> EffectSize:
    """ω²: the share of the variance between groups without the part that chance adds; not below 0.

    ω² = df₁ (F - 1) / (df₁ (F - 1) + df₁ + df₂ + 1). Limits as R's effectsize takes them: those of η² for the F that
    would have an η² of ω². Parameters and result as for `eta_squared`.

    Examples
    --------
    >>> [round(x, 4) for x in omega_squared(4.0, 2, 27)]
    [0.1667, 0.0, 0.3955]
    """
    return _without_chance(f, df1, df2, df1 + df2 + 1, ci)


def epsilon_squared(f: float, df1: float, df2: float, *, ci: float = 0.95) -> EffectSize:
    """ε² of a one-way analysis of variance (Kelley 1935): R² adjusted for the number of groups; not below 0.

    ε² = df₁ (F - 1) / (df₁ F + df₂), a little above ω². The ε² of ranks is another: `KruskalWallis.epsilon_squared`.
    Parameters, limits and result as for `omega_squared`.

    Examples
    --------
    >>> [round(x, 4) for x in epsilon_squared(4.0, 2, 27)]
    [0.1714, 0.0, 0.4006]
    """
    return _without_chance(f, df1, df2, df1 + df2, ci)


def cramers_v(chi_squared: float, n: int, rows: int, columns: int, *, ci: float = 0.95) -> EffectSize:
    """Cramér's V of a table, √(χ² / (n (min(rows, columns) - 1))), with the interval of a noncentral χ².

    Limits √(λ / (n (min - 1))) with λ the noncentralities that χ² allows (Smithson 2003), as in R's effectsize, whose
    default is a one-sided interval up to 1: its lower limit is ours at `ci=0.90`. The upper limit is never below that
    of the median of χ² by chance: in small tables counts are often so even that χ² is 0, and no interval from 0 to 0
    follows from eight people.

    Parameters
    ----------
    chi_squared
        Pearson's, without continuity correction.
    n
        How many are in the table.
    rows, columns
        Of the table, without the empty ones.
    ci
        Level of the interval.

    Notes
    -----
    Smithson, M. (2003). Confidence intervals. Sage, chapter 4.

    Examples
    --------
    >>> [round(x, 3) for x in cramers_v(18.036, 32, 3, 3)]
    [0.531, 0.218, 0.738]
    """
    from scipy.special import chdtri, chndtr, chndtrinc

    least = min(rows, columns) - 1
    if least < 1 or not chi_squared < 1e6 * n:
        return MISSING
    df, tail = (rows - 1) * (columns - 1), (1 - ci) / 2

    def limit(found: float, probability: float) -> float:
        if chndtr(found, df, 0) <= probability:
            return 0.0
        near = float(chndtrinc(found, df, probability))
        return _root(lambda noncentrality: float(chndtr(found, df, noncentrality)) - probability, near)

    low = limit(chi_squared, 1 - tail)
    high = limit(max(chi_squared, float(chdtri(df, 0.5))), tail)
    return _enclosing(sqrt(chi_squared / (n * least)), *(min(sqrt(x / (n * least)), 1.0) for x in (low, high)))


def corrected_v(chi_squared: float, n: int, rows: int, columns: int) -> float:
    """Cramér's V without the part that chance adds, which in small tables is most of it (Bergsma 2013).

    φ̃² = max(0, χ²/n - df/(n - 1)), over the least of r̃ - 1 and c̃ - 1 with r̃ = r - (r - 1)² / (n - 1).

    Notes
    -----
    Bergsma, W. (2013). A bias-correction for Cramér's V and Tschuprow's T. Journal of the Korean Statistical Society
    42, 323-328.

    Examples
    --------
    >>> round(corrected_v(18.036, 32, 3, 3), 3)
    0.482
    """
    if n < 2 or min(rows, columns) < 2:
        return nan
    share = max(0.0, chi_squared / n - (rows - 1) * (columns - 1) / (n - 1))
    least = min(size - (size - 1) ** 2 / (n - 1) for size in (rows, columns)) - 1
    return min(sqrt(share / least), 1.0) if least > 0 else 0.0


def _without_chance(f: float, df1: float, df2: float, left: float, ci: float) -> EffectSize:
    """The share without the part that chance adds, df₁ (F - 1) of that and `left`."""
    if not 0 <= f < 1e8:
        return MISSING
    share = max(df1 * (f - 1) / (df1 * (f - 1) + left), 0.0)
    low, high = _noncentralities(share / df1 / ((1 - share) / df2), df1, df2, ci)
    return _enclosing(share, low / (low + df2), high / (high + df2))


def _noncentralities(f: float, df1: float, df2: float, ci: float) -> tuple[float, float]:
    from scipy.special import ncfdtr, ncfdtrinc

    def limit(probability: float) -> float:
        if ncfdtr(df1, df2, 0, f) <= probability:
            return 0.0
        near = float(ncfdtrinc(df1, df2, probability, f))
        return _root(lambda noncentrality: float(ncfdtr(df1, df2, noncentrality, f)) - probability, near)

    return limit((1 + ci) / 2), limit((1 - ci) / 2)


def _root(surplus: Callable[[float], float], near: float) -> float:
    """Where a falling function is 0, in the neighbourhood of what scipy's inverse, good to six digits, finds."""
    from scipy.optimize import brentq

    near = near if 0 <= near < 1e10 else 1.0
    low, high = 0.5 * near, 2 * near + 1
    while surplus(low) < 0:
        low /= 4
    while surplus(high) > 0:
        high *= 4
    return float(brentq(surplus, low, high, xtol=1e-12, rtol=1e-13))


def _enclosing(estimate: float, low: float, high: float) -> EffectSize:
    """Where there is less difference than chance alone makes, the upper limit would be 0: then it is the estimate."""
    return EffectSize(estimate, min(low, estimate), max(high, estimate))
