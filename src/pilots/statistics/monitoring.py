"""Is a count that is kept week after week still the same process? The run chart and its two rules."""

from math import nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.methods import Method
from pilots.statistics.runs import run_rules
from pilots.statistics.samples import groups, numbers, require


def run_chart(data: pd.DataFrame, column: str, *, time: str, by: str | None = None) -> pd.DataFrame:
    """The median and the signals of a run chart, by group: too long a run, too few crossings.

    Parameters
    ----------
    data
        One row a point.
    column
        What is followed, numeric; what is no number counts as missing.
    time
        The column that orders the points, each time once in a group.
    by
        A column whose groups, e.g. schools, have their own chart; left out, one chart ("all").

    Returns
    -------
    DataFrame
        An estimates frame, per group the rows `median` (of all points), `useful_points` (those off the
        median), `longest_run` (most useful points in a row on one side) and `longest_run_limit` (above which
        it is a signal), `crossings` (of the median) and `crossings_limit` (below which they are), and
        `signal`, 1 or 0. Limits and signal are missing with fewer than ten useful points: "cannot tell". n
        counts the points.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or a group has two points at one time.

    Notes
    -----
    The rules and their limits: see `runs.run_rules`.

    Examples
    --------
    >>> weeks = pd.DataFrame({"week": range(12), "share": [4, 6, 5, 4, 5, 3, 8, 9, 8, 9, 7, 9]})
    >>> run_chart(weeks, "share", time="week")[["statistic", "estimate", "n"]]
               statistic  estimate   n
    0             median       6.5  12
    1      useful_points      12.0  12
    2        longest_run       6.0  12
    3  longest_run_limit       7.0  12
    4          crossings       1.0  12
    5    crossings_limit       3.0  12
    6             signal       1.0  12
    """
    require(data, [column, time, *([by] if by else [])])
    rows = []
    for group, part in groups(data, by).items():
        if part[time].duplicated().any():
            raise PilotsError(f"two points of '{group}' have the same {time}", mend="Give each time one row.")
        points = numbers(part.sort_values(time), [column])[column].dropna().to_numpy()
        median = float(np.median(points)) if len(points) else nan
        rules = run_rules(points - median)
        enough = Method.RUN_CHART if rules["signal"] == rules["signal"] else Method.FEW_POINTS
        for statistic, value in ({"median": median} | rules).items():
            method = Method.MEDIAN if statistic == "median" else enough
            rows.append(
                {"variable": column, "group": group, "statistic": statistic, "estimate": value}
                | {"n": len(points), "n_missing": len(part) - len(points)}
                | {"method": (method if len(points) else Method.NO_ANSWERS).value}
            )
    return vocabulary.estimates(rows)
