"""Amounts that one or two contributors make up, so that others can reckon what each of them gave."""

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
    given = _sorted(contributions)
    return bool(given.sum() > 0 and given[2:].sum() < p / 100 * given[0])


def dominated(contributions: Iterable[float], n: int = 2, k: float = 85.0) -> bool:
    """Whether the n largest contributors give more than k per cent of an amount.

    Parameters
    ----------
    contributions
        What each contributor adds to the amount; none is negative.
    n
        How many contributors together.
    k
        How much of the amount they may give, in per cent.

    Returns
    -------
    bool
        Whether the amount must be held back.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.2.

    Examples
    --------
    >>> dominated([60, 40]), dominated([40, 35, 15, 10])
    (True, False)
    """
    given = _sorted(contributions)
    return bool(given.sum() > 0 and given[:n].sum() > k / 100 * given.sum())


def _sorted(contributions: Iterable[float]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    given = np.sort(np.fromiter(contributions, dtype="float64"))[::-1]
    if (given < 0).any() or np.isnan(given).any():
        raise ValueError("contributions are 0 or more, and none is missing")
    return given
