"""The exact interval of a count that could have come out otherwise: Garwood's, of a Poisson mean."""

from pilots.statistics.intervals import Interval


def garwood(count: int, *, ci: float = 0.95) -> Interval:
    """The exact interval of the number of events to expect in another period of the same kind.

    Parameters
    ----------
    count
        Events in this period, 0 or more.
    ci
        Level, 0 to 1.

    Returns
    -------
    tuple of float
        The upper limit is finite also when nothing happened.

    Notes
    -----
    χ²(α/2; 2x) / 2 and χ²(1 - α/2; 2x + 2) / 2. Garwood, F. (1936). Fiducial limits for the Poisson distribution.
    Biometrika 28, 437-442. It covers at least its level; events that come in clusters (sisters and brothers, friends) vary
    more than it allows for.

    Examples
    --------
    >>> [round(limit, 3) for limit in garwood(10)]
    [4.795, 18.39]
    """
    from scipy.special import gammaincinv

    tail = (1 - ci) / 2
    return float(gammaincinv(count, tail)) if count else 0.0, float(gammaincinv(count + 1, 1 - tail))
