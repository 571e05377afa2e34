"""Intervals of a share, and of a difference between two shares."""

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
    from scipy.special import ndtri

    if n == 0:
        return NONE
    z = float(ndtri((1 + ci) / 2))
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
