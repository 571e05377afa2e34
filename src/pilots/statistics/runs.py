"""The two rules of run charts, on points around any line: too long a run, too few crossings."""

from math import log2, nan

import numpy as np

from pilots.statistics.samples import Values

FEWEST_POINTS = 10
"""Points off the line below which a chart proves nothing."""
SHIFT = 6
"""So many useful points in a row on one side of the line are a shift (Perla et al. 2011)."""
TREND = 5
"""So many points in a row, each above or each below the one before, are a trend (Perla et al. 2011)."""


def run_rules(distances: Values) -> dict[str, float]:
    """What the points of a chart, in the order of time, say by their distances from its line.

    Parameters
    ----------
    distances
        Point - line; those on the line itself don't count.

    Returns
    -------
    dict of float
        useful_points, longest_run, longest_run_limit, crossings, crossings_limit, and signal, 1 or 0. With fewer than
        ten useful points limits and signal are missing.

    Notes
    -----
    Anhøj, J. & Olesen, A. V. (2014). Run charts revisited. PLoS ONE 9(11), e113825: with n useful points the longest run
    is at most round(log₂ n + 3), the crossings are at least the 5 % quantile of Bin(n - 1, 1/2).

    Examples
    --------
    >>> run_rules(np.array([-2.0, -1, 0, -1, 3]))["longest_run"]
    3
    """
    from scipy.special import bdtr

    above = distances[distances != 0] > 0
    n = len(above)
    changes = np.flatnonzero(np.diff(above.astype("int8")))
    runs = np.diff(np.concatenate([[-1], changes, [n - 1]])) if n else np.array([0])
    found = {"useful_points": n, "longest_run": int(runs.max()), "longest_run_limit": nan}
    found |= {"crossings": len(changes), "crossings_limit": nan, "signal": nan}
    if n < FEWEST_POINTS:
        return found
    found["longest_run_limit"] = round(log2(n) + 3)
    found["crossings_limit"] = int((bdtr(np.arange(n), n - 1, 0.5) < 0.05).sum())
    signal = found["longest_run"] > found["longest_run_limit"] or found["crossings"] < found["crossings_limit"]
    return found | {"signal": float(signal)}


def longest_trend(points: Values) -> int:
    """How many points in a row at most go all up or all down.

    Parameters
    ----------
    points
        In the order of time; a point equal to the one before is left out.

    Notes
    -----
    Perla, R. J., Provost, L. P. & Murray, S. K. (2011). The run chart: a simple analytical tool for learning from variation
    in healthcare processes. BMJ Quality & Safety 20, 46-51: five points or more are a trend. The rule finds a trend in many
    a process that did not change (Anhøj & Olesen 2014), so that it is told beside their rules and not instead of them.

    Examples
    --------
    >>> longest_trend(np.array([1.0, 2, 2, 3, 4, 1])), longest_trend(np.array([3.0, 3, 3]))
    (4, 1)
    """
    steps = np.sign(np.diff(points))
    steps = steps[steps != 0]
    if not len(steps):
        return min(len(points), 1)
    turns = np.flatnonzero(np.diff(steps))
    return int(np.diff(np.concatenate([[-1], turns, [len(steps) - 1]])).max()) + 1
