"""Is a share, a rate or a measurement that is kept week after week still the same process? Shewhart's control charts."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.control_lines import CHARTS, Chart, Mask
from pilots.statistics.methods import Method
from pilots.statistics.runs import FEWEST_POINTS, run_rules
from pilots.statistics.samples import EVERYONE, Values, numbers, require

Row = dict[str, object]
Labels = np.ndarray[tuple[int], np.dtype[np.object_]]


def control_chart(
    data: pd.DataFrame,
    column: str,
    *,
    kind: str,
    time: str,
    base: str | None = None,
    phase: str | None = None,
    baseline: int | str | None = None,
    exclude: Sequence[object] = (),
) -> pd.DataFrame:
    """Each point with the centre line and the limits of chance at its place, and what the rules say.

    Parameters
    ----------
    data
        One row a point.
    column
        The counts (p, np, u, c) or values (i), numeric; what is no number counts as missing.
    kind
        "p", the share of a count in a base of people that changes; "np", the count itself; "u", a rate of events to a
        base of exposure, e.g. hours; "c", events in equal spans; "i", single measurements. "pp" and "up" are p and u
        with Laney's correction, for bases so large that chance alone is too narrow.
    time
        The column that orders the points, each time once.
    base
        The column with the base, above 0; for p, np, u, pp and up.
    phase
        The column that says in which phase, e.g. before or after an adjustment, a point lies: each has its own line and
        limits.
    baseline
        Freezes the line and limits: a number of points, the first of each phase, or the name of a phase, that set them
        for all later (or other) points. Left out, all points of a phase do.
    exclude
        Times that set no limits, as their cause is known; they are still charted and judged.

    Returns
    -------
    DataFrame
        An estimates frame. Per point (group the time): `point`, `centre_line`, `lower_limit` and `upper_limit` at three
        standard errors, within 0 and 1 for shares and from 0 for counts, and `beyond_limits`, 1 or 0; n is the base of a
        share and else 1 for the point, the points that set them for line and limits. A point without count or base has
        just the row `point`, missing. Per phase (group its name, or "all"): `points_beyond` and the rules of runs around
        the centre line, as of `run_chart`. With fewer than ten points to set them limits are missing, and so where
        these points don't vary.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, there is no such kind, the base is lacking or not needed, a point has no
        time, no phase or the time of another, a phase comes back, the baseline is no number above 0 and no phase, there
        is no such time to exclude, or counts are negative or a share above 1.

    Notes
    -----
    p̄ ± 3 √(p̄(1 - p̄)/n), n p̄ ± 3 √(n p̄(1 - p̄)), ū ± 3 √(ū/n), c̄ ± 3 √c̄, x̄ ± 2.66 times the mean moving range (3 √π / 2,
    exactly; the ranges go from each point that sets limits to the next such, and none is left out for its size).
    Montgomery, D. C. (2013). Introduction to statistical quality control. Laney, D. B. (2002).
    Improved control charts for attributes. Quality Engineering 14, 531-537: standard errors times the mean moving range
    of the standardised points / 1.128.

    Examples
    --------
    >>> weeks = pd.DataFrame({"week": range(12), "came": [4, 6, 5, 4, 5, 3, 8, 9, 8, 9, 7, 19], "of": 20})
    >>> found = control_chart(weeks, "came", kind="p", time="week", base="of", baseline=10)
    >>> found.pivot(index="group", columns="statistic", values="estimate").loc["11"].dropna().round(2).to_dict()
    {'beyond_limits': 1.0, 'centre_line': 0.3, 'lower_limit': 0.0, 'point': 0.95, 'upper_limit': 0.61}
    """
    chart = _chart(kind, base)
    require(data, [column, time, *(name for name in (base, phase) if name)])
    points = _in_time(data, time, phase)
    counts = numbers(points, [column])[column].to_numpy()
    bases = numbers(points, [base])[base].to_numpy() if base else np.ones(len(points))
    known: Mask = np.isfinite(counts) & (bases > 0)
    _possible(chart, counts[known], bases[known])
    labels = points[time].astype("str").to_numpy()
    setting = known & ~_excluded(labels, exclude)
    phases = points[phase].astype("str").to_numpy() if phase else np.full(len(points), EVERYONE)
    if isinstance(baseline, str) and baseline not in phases:
        raise PilotsError(f"there is no phase '{baseline}'", mend=f"Take one of {', '.join(dict.fromkeys(phases))}.")
    rows: list[Row] = []
    for name in map(str, dict.fromkeys(phases)):
        inside: Mask = phases == name
        setters = _setters(setting, inside, phases, baseline)
        judged = _judged(chart, counts, bases, setters, inside & known)
        missing = inside & ~known
        rows += [
            row
            for k in np.flatnonzero(inside).tolist()
            for row in _point(judged, k, labels[k], chart, bases, missing[k])
        ]
        rows += _rules(judged, name, int(missing.sum()))
    return vocabulary.estimates({"variable": column} | row for row in rows)


class _Judged(NamedTuple):
    """Points of a phase (missing outside it), their line, limits, the number of points that set them, and why not."""

    points: Values
    centre: Values
    low: Values
    high: Values
    setters: int
    reason: Method | None


def _judged(chart: Chart, counts: Values, bases: Values, setters: Mask, inside: Mask) -> _Judged:
    many = int(setters.sum())
    points = np.where(inside, counts / np.where(inside & chart.divided, bases, 1.0), np.nan)
    empty = np.full(len(points), np.nan)
    if not many:
        return _Judged(points, empty, empty, empty, 0, Method.FEW_TO_SET)
    centre, error = chart.line(counts, np.where(setters | inside, bases, 1.0), setters)
    reason = Method.FEW_TO_SET if many < FEWEST_POINTS else None if (error > 0).all() else Method.SAME_POINTS
    if reason:
        return _Judged(points, centre, empty, empty, many, reason)
    top = inf if not chart.people else 1.0 if chart.divided else bases
    low, high = np.maximum(centre - 3 * error, chart.low), np.minimum(centre + 3 * error, top)
    return _Judged(points, centre, low, high, many, None)


def _point(judged: _Judged, k: int, label: str, chart: Chart, bases: Values, missing: bool) -> list[Row]:
    if missing:
        return [{"group": label, "statistic": "point", "n": 0, "n_missing": 1, "method": Method.NO_POINT.value}]
    value, low, high = judged.points[k], judged.low[k], judged.high[k]
    people = round(bases[k]) if chart.people else 1
    beyond = float(not low <= value <= high) if judged.reason is None else np.nan
    figures = {"centre_line": judged.centre[k], "lower_limit": low, "upper_limit": high, "beyond_limits": beyond}
    common: Row = {"group": label, "n": judged.setters, "n_missing": 0}
    reason = judged.reason or chart.method
    return [
        common | {"statistic": "point", "estimate": value, "n": people, "method": chart.method.value},
        *(
            common
            | {"statistic": name, "estimate": figure, "method": (chart.method if figure == figure else reason).value}
            for name, figure in figures.items()
        ),
    ]


def _rules(judged: _Judged, phase: str, missing: int) -> list[Row]:
    known = ~np.isnan(judged.points)
    beyond = (judged.points < judged.low) | (judged.points > judged.high)
    common: Row = {"group": phase, "n": int(known.sum()), "n_missing": missing}
    found = run_rules((judged.points - judged.centre)[known & ~np.isnan(judged.centre)])
    enough = Method.RUN_RULES if found["signal"] == found["signal"] else Method.FEW_POINTS
    first: Row = {"statistic": "points_beyond", "method": (judged.reason or Method.BEYOND).value}
    first["estimate"] = np.nan if judged.reason else float(beyond.sum())
    runs: list[Row] = [{"statistic": name, "estimate": value, "method": enough.value} for name, value in found.items()]
    return [common | row for row in (first, *runs)]


def _chart(kind: str, base: str | None) -> Chart:
    if kind not in CHARTS:
        raise PilotsError(f"there is no chart '{kind}'", mend=f"Take one of {', '.join(CHARTS)}.")
    if CHARTS[kind].has_base is not (base is not None):
        raise PilotsError(f"a chart '{kind}' {'needs' if CHARTS[kind].has_base else 'has no'} base")
    return CHARTS[kind]


def _in_time(data: pd.DataFrame, time: str, phase: str | None) -> pd.DataFrame:
    """The points in the order of time, each of which must have a time of its own, and a phase that does not come back."""
    if data[time].isna().any() or data[time].duplicated().any():
        raise PilotsError(f"some points have no {time}, or the same", where=time, mend="Give each time one row.")
    points = data.sort_values(time)
    if phase is not None:
        if points[phase].isna().any():
            raise PilotsError(f"{points[phase].isna().sum()} points lie in no phase", where=phase)
        labels = points[phase].astype("str")
        starts = labels[labels != labels.shift()]
        if starts.duplicated().any():
            mend = "Give the later points a phase of their own."
            raise PilotsError(f"phase '{starts[starts.duplicated()].iloc[0]}' comes back", where=phase, mend=mend)
    return points


def _possible(chart: Chart, counts: Values, bases: Values) -> None:
    if chart.low == 0 and (counts < 0).any():
        raise PilotsError("some counts are below 0", mend="A chart of values that may be is of the kind 'i'.")
    if chart.people and (counts > bases).any():
        raise PilotsError(
            "some counts are above their base", mend="For events of which a person can have several take 'u'."
        )


def _excluded(labels: Labels, exclude: Sequence[object]) -> Mask:
    # a date has no hour among the labels
    asked = [str(label).removesuffix(" 00:00:00") for label in exclude]
    strange = set(asked) - set(labels)
    if strange:
        raise PilotsError(
            f"there is no point at {', '.join(sorted(strange))}", mend="Name times as they stand in the data."
        )
    return np.array([label in asked for label in labels], dtype=bool)


def _setters(setting: Mask, inside: Mask, phases: Labels, baseline: int | str | None) -> Mask:
    if baseline is None:
        return setting & inside
    if isinstance(baseline, str):
        there: Mask = np.array([phase == baseline for phase in phases], dtype=bool)
        return setting & there
    if baseline < 1:
        raise PilotsError(f"a baseline can't have {baseline} points", mend="Give a number of points, or a phase.")
    first: Mask = np.cumsum(inside) <= baseline
    return setting & inside & first
