"""Amounts that one or two contributors make up, so that others can reckon what each of them gave.

What a group's votes come to, and how many came to sessions, are sums over people, and held back by this rule. What a pilot, a town or a school
paid, or what a town publishes about itself, is the amount of an organisation that accounts for it in public; answers on a scale have ends that nobody
can go beyond, so that one answer never makes up a mean.
"""

from collections.abc import Iterable

import numpy as np


def p_percent(contributions: Iterable[float], p: float = 10.0) -> bool:
    r"""Whether the second largest contributor can estimate the largest to within p per cent.

    Parameters
    ----------
    contributions
        What each contributor (a site, a family, a supplier) adds to the amount; none is negative.
    p
        How near an estimate may come, in per cent.

    Returns
    -------
    bool
        Whether the amount must be held back.

    Notes
    -----
    With contributions :math:`x_1 \ge x_2 \ge \dots` and total :math:`X`, sensitive where
    :math:`X - x_1 - x_2 < p x_1 / 100`.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.2.

    Examples
    --------
    >>> p_percent([90, 5, 3, 2]), p_percent([50, 30, 10, 5, 5])
    (True, False)
    """
    given = np.sort(np.fromiter(contributions, dtype="float64"))[::-1]
    if (given < 0).any() or np.isnan(given).any():
        raise ValueError("contributions are 0 or more, and none is missing")
    return bool(given.sum() > 0 and given[2:].sum() < p / 100 * given[0])


def by_fewest(counts: Iterable[float]) -> list[float]:
    """What each person adds to a sum of counts of people, if as few as possible make them up: who was there is not known.

    Parameters
    ----------
    counts
        How many people there were each time.

    Returns
    -------
    list of float
        Of each person the number of times, most first. No other people can make up more of the sum.

    Examples
    --------
    >>> by_fewest([3, 1, 2])
    [3.0, 2.0, 1.0]
    """
    each = np.fromiter(counts, dtype="float64")
    return [float((each > before).sum()) for before in range(int(each.max(initial=0)))]
