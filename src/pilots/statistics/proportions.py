"""Intervals of a share, and of a difference between two shares.

Which one: `wilson` for a share that is read, `clopper_pearson` where the level must never be missed, `newcombe` for two
groups and `newcombe_paired` for the same people twice. `jeffreys`, `agresti_coull` and `wilson_corrected` are here to
compare with reports that used them. On `scipy.special`: statsmodels holds the single ones too, but costs seconds.
"""

from math import sqrt

from pilots.statistics.intervals import NONE, Interval


def wilson(count: int, n: int, *, ci: float = 0.95) -> Interval:
    """Wilson's score interval of a share.

    Holds its level on average down to n = 5 and never leaves 0 to 1 (Wilson 1927; Brown, Cai & DasGupta
    2001).

    Parameters
    ----------
    count, n
        How many of how many.
    ci
        Level, 0 to 1.

    Returns
    -------
    tuple of float
        Lower and upper limit, 0 to 1; missing where n is 0.

    Examples
    --------
    >>> [round(limit, 4) for limit in wilson(3, 10)]
    [0.1078, 0.6032]
    """
    if n == 0:
        return NONE
    z = _z(ci)
    share, centre = count / n, (count + z**2 / 2) / (n + z**2)
    half = z * sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2) / (1 + z**2 / n)
    return (0.0 if count == 0 else centre - half), (1.0 if count == n else centre + half)


def clopper_pearson(count: int, n: int, *, ci: float = 0.95) -> Interval:
    """The exact interval of a share: never below its level, so wider than Wilson's (Clopper & Pearson 1934).

    Parameters and result as for `wilson`.

    Examples
    --------
    >>> [round(limit, 4) for limit in clopper_pearson(3, 10)]
    [0.0667, 0.6525]
    """
    from scipy.special import betaincinv

    if n == 0:
        return NONE
    tail = (1 - ci) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, n - count + 1, tail))
    high = 1.0 if count == n else float(betaincinv(count + 1, n - count, 1 - tail))
    return low, high


def jeffreys(count: int, n: int, *, ci: float = 0.95) -> Interval:
    """Jeffreys' interval of a share: the middle of the Beta(count + 1/2, n - count + 1/2) distribution.

    Its lower limit is 0 where nobody is counted, its upper limit 1 where everyone is (Brown, Cai & DasGupta
    2001, 4.1.2): an interval that shuts out the share that was seen (statsmodels: 0.00004 to ...) can't be
    shown beside it. The other limit stays that of the distribution.

    Parameters and result as for `wilson`.

    Examples
    --------
    >>> [round(limit, 4) for limit in jeffreys(3, 10)]
    [0.0927, 0.6058]
    """
    from scipy.special import betaincinv

    if n == 0:
        return NONE
    tail, yes, no = (1 - ci) / 2, count + 0.5, n - count + 0.5
    low = 0.0 if count == 0 else float(betaincinv(yes, no, tail))
    high = 1.0 if count == n else float(betaincinv(yes, no, 1 - tail))
    return low, high


def agresti_coull(count: int, n: int, *, ci: float = 0.95) -> Interval:
    """Agresti & Coull's interval of a share: Wald's, after z²/2 people are added on both sides (1998).

    Cut to 0 and 1, as statsmodels does: R's `binom` prints limits as the formula gives them (1.04 for 12 of
    12), which no share can be.

    Parameters and result as for `wilson`.

    Examples
    --------
    >>> [round(limit, 4) for limit in agresti_coull(3, 10)]
    [0.1033, 0.6077]
    """
    if n == 0:
        return NONE
    z = _z(ci)
    size = n + z**2
    centre = (count + z**2 / 2) / size
    half = z * sqrt(centre * (1 - centre) / size)
    return max(centre - half, 0.0), min(centre + half, 1.0)


def wilson_corrected(count: int, n: int, *, ci: float = 0.95) -> Interval:
    """Wilson's interval with continuity correction, as R's `prop.test` gives it by default (Newcombe 1998a, 4).

    Parameters and result as for `wilson`.

    Examples
    --------
    >>> [round(limit, 4) for limit in wilson_corrected(3, 10)]
    [0.0809, 0.6463]
    """
    if n == 0:
        return NONE
    z, share = _z(ci), count / n

    def reach(sign: int) -> float:
        return z * sqrt(z**2 - sign * 2 - 1 / n + 4 * share * (n * (1 - share) + sign))

    low = 0.0 if count == 0 else (2 * count + z**2 - 1 - reach(1)) / (2 * (n + z**2))
    high = 1.0 if count == n else (2 * count + z**2 + 1 + reach(-1)) / (2 * (n + z**2))
    return max(low, 0.0), min(high, 1.0)


def newcombe(count1: int, n1: int, count2: int, n2: int, *, ci: float = 0.95) -> Interval:
    """Newcombe's interval of a difference between the shares of two groups, first minus second.

    What each share may lie off its Wilson limit, squared and added (Newcombe 1998b, method 10).

    Parameters
    ----------
    count1, n1, count2, n2
        How many of how many, in the first and in the second group.
    ci
        Level, 0 to 1.

    Returns
    -------
    tuple of float
        Lower and upper limit, -1 to 1; missing where a group is empty.

    Notes
    -----
    low = d - √((p₁ - l₁)² + (u₂ - p₂)²), high = d + √((u₁ - p₁)² + (p₂ - l₂)²).
    Newcombe, R. G. (1998a). Two-sided confidence intervals for the single proportion. Statistics in Medicine
    17, 857-872; (1998b). Interval estimation for the difference between independent proportions. 17, 873-890;
    (1998c). Improved confidence intervals for the difference between binomial proportions based on paired
    data. 17, 2635-2650.

    Examples
    --------
    >>> [round(limit, 4) for limit in newcombe(9, 10, 3, 10)]
    [0.1705, 0.809]
    """
    if n1 == 0 or n2 == 0:
        return NONE
    return square_and_add((count1, n1), (count2, n2), 0.0, ci)


def newcombe_paired(both: int, first: int, second: int, neither: int, *, ci: float = 0.95) -> Interval:
    """Newcombe's interval of a difference between two shares of the same people, first minus second.

    Squared and added as in `newcombe`, less what goes together: φ, the correlation of the two answers, with
    its continuity correction where it is positive (Newcombe 1998c, method 10).

    Parameters
    ----------
    both, first, second, neither
        How many people count both times, only the first time, only the second time, and never.
    ci
        Level, 0 to 1.

    Returns
    -------
    tuple of float
        Lower and upper limit, -1 to 1; missing where there is nobody.

    Examples
    --------
    >>> [round(limit, 3) for limit in newcombe_paired(1, 1, 7, 12)]
    [-0.507, -0.026]
    """
    n = both + first + second + neither
    if n == 0:
        return NONE
    return square_and_add((both + first, n), (both + second, n), paired_phi(both, first, second, neither), ci)


def paired_phi(both: int, first: int, second: int, neither: int) -> float:
    """The correlation of two answers of the same people, corrected for continuity where it is positive (Newcombe 1998c).

    Parameters as for `newcombe_paired`; 0 where an answer does not vary.

    Examples
    --------
    >>> round(paired_phi(1, 1, 7, 12), 4), paired_phi(4, 0, 0, 0)
    (0.0, 0.0)
    """
    n, once, twice = both + first + second + neither, both + first, both + second
    margins = once * (n - once) * twice * (n - twice)
    together = float(both * neither - first * second)
    together = max(together - n / 2, 0.0) if together > 0 else together
    return together / sqrt(margins) if margins else 0.0


def square_and_add(first: tuple[int, int], second: tuple[int, int], phi: float, ci: float) -> Interval:
    """The interval of a difference of shares from the Wilson intervals of both, less what goes together (Newcombe 1998).

    Parameters
    ----------
    first, second
        How many of how many.
    phi
        Correlation between the two shares; 0 where nobody is in both.
    ci
        Level, 0 to 1.

    Examples
    --------
    >>> [round(limit, 4) for limit in square_and_add((9, 10), (3, 10), 0.0, 0.95)]
    [0.1705, 0.809]
    """
    (p1, l1, u1), (p2, l2, u2) = ((count / n, *wilson(count, n, ci=ci)) for count, n in (first, second))

    def reach(a: float, b: float) -> float:
        return sqrt(max(a**2 - 2 * phi * a * b + b**2, 0.0))

    return p1 - p2 - reach(p1 - l1, u2 - p2), p1 - p2 + reach(u1 - p1, p2 - l2)


def _z(ci: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + ci) / 2))
