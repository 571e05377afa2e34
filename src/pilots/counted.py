"""How many people gave which answer, as far as an estimates frame lets a reader work it out."""

from collections.abc import Hashable, Mapping
from math import floor, sqrt
from typing import Any

import pandas as pd

from pilots.statistics.methods import Method
from pilots.statistics.names import STATISTICS, Form, Statistic
from pilots.vocabulary import OPTION

OUTSIDE = "population"
"""The group that nobody in the data belongs to."""
PATTERN = "pattern"
"""The group of patterns of gaps."""
AGREEING = ("share_agreeing", "share_neutral", "share_disagreeing")
ALONE = ("share_missing", *AGREEING)
"""Told or held back without what else is told of the same answers."""
MOVES = ("higher", "lower", "unchanged")
SHARE_CHARTS = (Method.P_CHART.value, Method.P_PRIME.value)
COUNT_CHARTS = (Method.NP_CHART.value,)

_MEANS = ("mean", "mean_before", "mean_after")
_OF_EVERYBODY = ("count", "share", "share_before", "share_after", *_MEANS)
Row = Mapping[Hashable, Any]

_COLUMNS = ["question", "kind", "variable", "group", "count", "n", "same"]


def question(variable: str) -> str:
    """The column that an option belongs to, also of options of several columns together.

    Examples
    --------
    >>> question("barriers/time"), question("group/staff:yes/1")
    ('barriers', 'group:yes')
    """
    return ":".join(part.split(OPTION)[0] for part in variable.split(":")) if OPTION in variable else variable


def answers(people: pd.DataFrame) -> pd.DataFrame:
    """The answers that rows about people (not their differences) tell, one a row.

    Returns
    -------
    DataFrame
        `question`, `kind` (of count), `variable`, `group`, `count`, `n`, and `same`: whether everybody in the group answered the same.
    """
    linked = set(people.loc[people["statistic"] == "share_of_answers", "variable"])
    rows = []
    told = people.loc[people["estimate"].notna() & (people["group"] != OUTSIDE) & (people["statistic"] != "pairs")]
    for row in told.to_dict("records"):
        count = _count(row)
        if count is None:
            continue
        variable, name, n = str(row["variable"]), str(row["statistic"]), float(row["n"])
        about, kind, option = question(variable), name, variable
        if name in AGREEING:
            kind, option = AGREEING[0], f"{variable}{OPTION}{name}"
        elif name == "share_missing":
            option = f"{variable}{OPTION}{name}"
        elif name in MOVES:
            kind, option = MOVES[0], f"{variable}{OPTION}{name}"
        elif row["group"] == PATTERN:
            about = PATTERN
        elif variable in linked and OPTION not in variable:
            about = "share_of_answers"
        full = name in _OF_EVERYBODY and row["group"] != PATTERN and n > 0
        alone = name != "count" or OPTION not in variable
        rows.append([about, kind, option, str(row["group"]), count, n, full and (count == n or (count == 0 and alone))])
    found = pd.DataFrame(rows, columns=_COLUMNS).astype({"count": "float64", "n": "float64", "same": "bool"})
    several = found.groupby(["question", "kind", "group"])["variable"].transform("nunique") > 1
    nobody = found["count"].eq(0) & several
    return found.assign(same=found["same"] & ~nobody).astype({"same": "bool"})


def _count(row: Row) -> float | None:
    """How many people a row counts; None where it counts none."""
    name, method = str(row["statistic"]), str(row["method"])
    estimate, n = float(row["estimate"]), float(row["n"])
    known = STATISTICS.get(name, Statistic(name, name))
    form = known.form if known.null is None else Form.NUMBER
    if form is Form.COUNT or method in COUNT_CHARTS:
        return round(abs(estimate))
    if form is Form.SHARE or method in SHARE_CHARTS:
        return round(abs(estimate) * n)
    if method == Method.SAME_ANSWERS.value or (name == "sd" and estimate == 0):
        return n
    return _of_two_values(row) if name in _MEANS else None


def _of_two_values(row: Row) -> float | None:
    """Of a mean whose spread is the least that whole numbers can have: how many gave the higher of two neighbouring values."""
    from scipy.special import stdtrit

    mean, low, high, level, n = (float(row[name]) for name in ("estimate", "ci_low", "ci_high", "ci_level", "n"))
    if not (n > 1 and high > low):
        return None
    spread = (high - low) / 2 * sqrt(n) / float(stdtrit(n - 1, (1 + level) / 2))
    above = mean - floor(mean)
    least = n * above * (1 - above)
    return round(n * above) if abs(spread**2 * (n - 1) - least) < 1e-6 * max(least, 1.0) else None
