"""Did attendance change, and when? Points in time, the phases between adjustments, and what the rules of charts say."""

from dataclasses import dataclass, field
from math import nan

import numpy as np
import pandas as pd

from pilots.actions.plan import ActionPlan
from pilots.errors import PilotsError
from pilots.pilot import Pilot
from pilots.privacy.dominance import by_fewest, p_percent
from pilots.statistics import control_chart, single_case
from pilots.statistics.runs import FEWEST_POINTS, SHIFT, TREND, longest_trend, run_rules
from pilots.vocabulary import Column, frame

TOGETHER = "all"
"""Stands for all schools together."""
POINTS = (
    Column("site", "str", "School", "id of the school; 'all' for all together; empty where none was named"),
    Column("date", "datetime64[us]", "Date", "day of the session, or first day of the week or period"),
    Column("sessions", "int64", "Sessions", "how many sessions or weeks the point stands for"),
    Column("present", "int64", "Present", "who was present, in people or half days", "n"),
    Column("possible", "float64", "Possible", "who could have been; missing where nobody knows"),
    Column("people", "float64", "People", "enrolled; missing where present counts people"),
    Column("value", "float64", "Value", "present / possible, or present by session where possible is unknown"),
    Column("phase", "str", "Phase", "1 before the first adjustment, 2 after it, and so on"),
    Column("line", "float64", "Median", "of the baseline, or of all points where the baseline is too short"),
    Column("centre", "float64", "Line", "centre line of the control chart"),
    Column("low", "float64", "Lower limit", "of chance"),
    Column("high", "float64", "Upper limit", "of chance"),
)
RULES = (
    Column("site", "str", "School", "id of the school; 'all' for all together"),
    Column("points", "int64", "Points", "sessions or weeks"),
    Column(
        "baseline", "Int64", "Baseline", "points before the first adjustment that set the line; missing where all did"
    ),
    Column("median", "float64", "Median", "the line that the rules are held against"),
    Column("useful_points", "float64", "Useful points", "points off the line"),
    Column("longest_run", "float64", "Longest run", "most useful points in a row on one side of the line"),
    Column("longest_run_limit", "float64", "At most", "a longer run is a signal"),
    Column("crossings", "float64", "Crossings", "of the line"),
    Column("crossings_limit", "float64", "At least", "fewer crossings are a signal"),
    Column("signal", "float64", "Signal", "1 or 0 by Anhøj's rules; missing with fewer than ten useful points"),
    Column("shift", "float64", "Shift", "1 or 0: six useful points in a row on one side (Perla); missing likewise"),
    Column("trend", "float64", "Trend", "1 or 0: five points in a row all up or all down (Perla); missing likewise"),
    Column("chart", "str", "Chart", "p, pp (Laney's), c or u: what the limits are of"),
    Column("dispersion", "float64", "Dispersion", "X² / degrees of freedom of the shares: 1 is chance alone"),
    Column("beyond", "float64", "Beyond", "points beyond the limits; missing with fewer than ten to set them"),
    Column("tau_u", "float64", "Tau-U", "overlap of the first two phases, the trend of the baseline taken out"),
    Column("nap", "float64", "NAP", "share of pairs in which the second phase is higher"),
    Column("nap_low", "float64", "Lower limit", "lower limit of the interval of NAP"),
    Column("nap_high", "float64", "Upper limit", "upper limit of the interval of NAP"),
)
_OVERDISPERSED = 0.05
"""Below this p of Pearson's X² the shares vary more than chance lets them."""
_COUNTS = {"present": "float64", "possible": "float64", "people": "float64", "sessions": "float64"}


@dataclass(frozen=True, slots=True)
class Monitored:
    """A series that was kept all along.

    Parameters
    ----------
    points
        site, date, sessions, present, possible, people, value, phase, line, centre, low, high: a row a session or week.
    shown
        The same, with sessions of too few people merged into periods: what may be published.
    rules
        A row a school: what the rules say of `points`; of weeks only of those that are shown.
    adjustments
        action, site, date, what: the adjustments that part the phases.
    """

    points: pd.DataFrame = field(default_factory=lambda: frame(POINTS))
    shown: pd.DataFrame = field(default_factory=lambda: frame(POINTS))
    rules: pd.DataFrame = field(default_factory=lambda: frame(RULES))
    adjustments: pd.DataFrame = field(default_factory=pd.DataFrame)


def monitor(registered: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, action: str = "") -> Monitored:
    """Follow attendance from week to week, or from session to session, by school and over all together.

    Parameters
    ----------
    registered
        As `attendance` or `sessions` gives it.
    plan
        Its adjustments part the series into phases, each from its day on.
    pilot
        Gives the least number of people that may be shown.
    action
        Whose sessions; and whose adjustments. May be left out for attendance (then those of all actions count) and where
        there are sessions of one action only.

    Returns
    -------
    Monitored
        The line is the median of the points before the first adjustment, frozen for what follows, where these are ten or
        more; else of all points. Limits are those of a p-chart, Laney's where the shares vary more than chance lets them
        (Pearson's X², p < 0.05), or of a c-chart where nobody knows how many could have come, and set by the same points.

    Raises
    ------
    PilotsError
        When there are sessions of several actions and `action` names none or another.

    Notes
    -----
    Anhøj, J. & Olesen, A. V. (2014). Run charts revisited. PLoS ONE 9(11), e113825. Perla, R. J., Provost, L. P. & Murray, S.
    K. (2011). The run chart. BMJ Quality & Safety 20, 46-51. Laney, D. B. (2002). Improved control charts for attributes.
    Quality Engineering 14, 531-537. A point that may not be shown (fewer people present, or absent, than the threshold) is
    merged with those after it in its phase until it may, and until it can't be the same one or two people each time
    (`privacy.dominance`); weeks of a school count half days, and need enough children.
    """
    kept = _kept(registered, action)
    if kept.empty:
        return Monitored()
    if "action" in registered and not action:
        action = str(registered["action"].iloc[0])
    adjusted = plan.cycles[plan.cycles["adjusted"] & (plan.cycles["action"].eq(action) if action else True)]
    adjusted = adjusted.dropna(subset=["date"]).sort_values("date", kind="stable")
    everyone = _together(kept) if kept["site"].nunique() > 1 else kept.iloc[:0]
    series: list[pd.DataFrame] = []
    shown: list[pd.DataFrame] = []
    rules = []
    for site, own in [*kept.groupby("site", sort=False), *everyone.groupby("site", sort=False)]:
        points = _phased(own.sort_values("date", ignore_index=True), _here(adjusted, str(site)))
        series.append(_lined(points))
        merged = _merged(points, pilot.privacy.threshold)
        # weeks of few children are not judged either: what rules say of them is said of these children
        judged = _lined(merged) if site != TOGETHER and points["people"].notna().all() else series[-1]
        rules += [_ruled(judged)] if len(judged) else []
        # what all schools have together less the others would tell what one of them hides
        hides = any(len(part) != len(full) for part, full in zip(shown, series, strict=False))
        if site != TOGETHER or not hides:
            shown.append(_lined(merged))
    return Monitored(_joined(series), _joined(shown), frame(RULES, rules), adjusted[["action", "site", "date", "what"]])


def _kept(registered: pd.DataFrame, action: str) -> pd.DataFrame:
    """A row a school and day, whatever was registered."""
    if "week" in registered:
        weeks = registered.rename(columns={"week": "date", "children": "people"}).assign(sessions=1)
        return weeks[["site", "date", *_COUNTS]].astype(_COUNTS)
    own = registered[registered["action"] == action] if action else registered
    if own["action"].nunique() > 1 or (own.empty and len(registered)):
        mend = f"Name one: {', '.join(dict.fromkeys(registered['action']))}."
        raise PilotsError("these are no sessions of one action", where="action", mend=mend)
    return _added(own.assign(people=nan, sessions=1).astype(_COUNTS))


def _added(rows: pd.DataFrame) -> pd.DataFrame:
    """Added up by school and day; unknown where a part is."""
    summed = rows.groupby(["site", "date"])[list(_COUNTS)]
    return summed.sum().where(summed.count().eq(summed.size(), axis="index")).reset_index()


def _together(kept: pd.DataFrame) -> pd.DataFrame:
    weeks = kept["date"] - pd.to_timedelta(kept["date"].dt.day_of_week, unit="D")
    made = _added(kept.assign(date=weeks, site=TOGETHER))
    # weeks of several schools are one week; sessions of one week stay several
    return made.assign(sessions=1.0) if kept["people"].notna().all() else made


def _here(adjusted: pd.DataFrame, site: str) -> "pd.Series[pd.Timestamp]":
    """The days on which something was adjusted at a school, or at all."""
    own = adjusted["site"].isna() | adjusted["site"].isin(["", site]) | (site == TOGETHER)
    return adjusted.loc[own, "date"].drop_duplicates()


def _phased(points: pd.DataFrame, days: "pd.Series[pd.Timestamp]") -> pd.DataFrame:
    number = np.searchsorted(days.to_numpy(), points["date"].to_numpy(), side="right")
    first = number.min() if len(number) else 0
    known = points["possible"].notna().all() and (points["possible"] > 0).all()
    possible = points["possible"] if known else points["possible"] * nan
    value = points["present"] / (possible if known else points["sessions"])
    phase = pd.Series(number - first + 1, index=points.index).astype("str")
    return points.assign(phase=phase, value=value, possible=possible)


def _merged(points: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Points in a row of one phase, merged until none is of few people; a phase that can't be is left out."""
    if points["people"].notna().all():
        return points[points["people"] >= threshold]
    blocks = []
    for _, phase in points.groupby("phase", sort=False):
        open_block: list[int] = []
        made: list[list[int]] = []
        for row in phase.index:
            open_block.append(row)
            if _safe(phase.loc[open_block], threshold):
                made.append(open_block)
                open_block = []
        if open_block and made:
            made[-1] += open_block
        blocks += [block for block in made if _safe(phase.loc[block], threshold)]
    rows = [_block(points.loc[block]) for block in blocks]
    return pd.DataFrame(rows, columns=points.columns) if rows else points.iloc[:0]


def _safe(block: pd.DataFrame, threshold: int) -> bool:
    """Whether enough people were there and away, and no one or two of them can be most of it each time."""
    sides = block["present"].dropna(), (block["possible"] - block["present"]).dropna()
    return not any(0 < side.sum() < threshold or p_percent(by_fewest(side)) for side in sides)


def _block(rows: pd.DataFrame) -> dict[str, object]:
    n, present = float(rows["sessions"].sum()), float(rows["present"].sum())
    possible = float(rows["possible"].sum(min_count=1))
    value = present / (n if possible != possible else possible)
    about = {name: rows[name].iloc[0] for name in ("site", "date", "phase", "people")}
    return about | {"sessions": n, "present": present, "possible": possible, "value": value}


def _lined(points: pd.DataFrame) -> pd.DataFrame:
    """With the line of the run chart and the line and limits of the control chart."""
    setting = points["phase"] == "1" if (points["phase"] == "1").sum() >= FEWEST_POINTS else points["value"].notna()
    line = float(points.loc[setting, "value"].median()) if len(points) else nan
    made = points.assign(line=line, centre=nan, low=nan, high=nan)
    if len(points):
        chart, _ = _chart(points, setting)
        base = {"p": "possible", "pp": "possible", "u": "sessions"}.get(chart)
        found = control_chart(points, "present", kind=chart, time="date", base=base, baseline=int(setting.sum()))
        wide = found.pivot_table(index="group", columns="statistic", values="estimate", sort=False)
        at = points["date"].astype("str").to_numpy()
        for name, statistic in (("centre", "centre_line"), ("low", "lower_limit"), ("high", "upper_limit")):
            if statistic in wide:
                made[name] = wide[statistic].reindex(at).to_numpy()
    return made


def _chart(points: pd.DataFrame, setting: "pd.Series[bool]") -> tuple[str, float]:
    """Which control chart, and how much more than chance the shares vary."""
    from scipy.special import chdtrc

    if points["possible"].isna().any():
        return "c" if (points["sessions"] == 1).all() else "u", nan
    present, possible = (points.loc[setting, name].to_numpy("float64") for name in ("present", "possible"))
    share, df = present.sum() / possible.sum(), len(present) - 1
    if df < 1 or not 0 < share < 1:
        return "p", nan
    squared = float(((present - share * possible) ** 2 / (possible * share * (1 - share))).sum())
    return "pp" if chdtrc(df, squared) < _OVERDISPERSED else "p", squared / df


def _ruled(points: pd.DataFrame) -> dict[str, object]:
    """What the rules say of one series."""
    first = points["phase"] == "1"
    frozen = int(first.sum()) >= FEWEST_POINTS
    line = float(points["line"].iloc[0])
    rules = run_rules((points["value"] - line).to_numpy())
    chart, dispersion = _chart(points, first if frozen else points["value"].notna())
    known = rules["signal"] == rules["signal"]
    limits = points["low"].notna()
    beyond = ((points["value"] < points["low"]) | (points["value"] > points["high"])).sum()
    return rules | _overlap(points) | {
        "site": points["site"].iloc[0],
        "points": len(points),
        "baseline": int(first.sum()) if frozen and not first.all() else pd.NA,
        "median": line,
        "shift": float(rules["longest_run"] >= SHIFT) if known else nan,
        "trend": float(longest_trend(points["value"].to_numpy()) >= TREND) if known else nan,
        "chart": chart,
        "dispersion": dispersion,
        "beyond": float(beyond) if limits.any() else nan,
    }  # fmt: skip


def _overlap(points: pd.DataFrame) -> dict[str, object]:
    found = single_case(points, "value", phase="phase", time="date").set_index("statistic")
    nap = found.loc["nap"]
    return {
        "tau_u": found["estimate"]["tau_u"], "nap": nap["estimate"], "nap_low": nap["ci_low"], "nap_high": nap["ci_high"],
    }  # fmt: skip


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    types = {column.name: column.dtype for column in POINTS}
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True)[list(types)].astype(types) if filled else frame(POINTS)
