"""Attendance week by week, with the adjustments marked and what the rules of run charts say."""

import pandas as pd
from matplotlib.axes import Axes

from pilots import statistics
from pilots.actions import ActionPlan
from pilots.cells import Cells, is_missing
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, INK, ORANGE, by_month, in_language, sheet
from pilots.pilot import Pilot

BREAK = 35
"""Days without registrations, such as summer holidays, after which the line begins anew."""


def run_chart(
    attendance: pd.DataFrame,
    plan: ActionPlan,
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "fig-run-chart",
) -> Figure:
    """Attendance week by week with its median and the adjustments marked, a panel a school.

    Parameters
    ----------
    attendance
        As `actions.attendance` gives it: site, week, children, present, possible, share.
    """
    cell = Cells(pilot, language)
    caption = cell.say("Weekly attendance with the adjustments marked")
    safe = attendance[attendance["children"] >= pilot.privacy.threshold]
    if safe.empty:
        none = cell.say("No attendance was registered in this pilot.")
        why = none if attendance.empty else cell.people_note()
        return Figure.absent(why, caption=caption, label=label, language=language)
    schools = {str(site): own.sort_values("week") for site, own in safe.groupby("site", sort=False)}
    rules = {site: _rules(own) for site, own in schools.items()}
    table = [_row(cell, site, len(own), rules[site]) for site, own in schools.items()]
    with sheet(2.3 * len(schools) + 0.3, len(schools), sharex=True) as (drawing, axes):
        for axis, (site, own) in zip(axes, schools.items(), strict=True):
            axis.axhline(rules[site]["median"], color=ORANGE, linewidth=1.2)
            _line(axis, own)
            _mark(axis, _adjustments(plan, site), own["week"])
            _dress(axis, pilot.site_name(site), language)
        heads = ("School", "Weeks", "Median", "Longest run", "Crossings", "What the rules say")
        return Figure.draw(
            drawing,
            data=pd.DataFrame(table, columns=[cell.say(text) for text in heads], dtype="str"),
            caption=caption,
            label=label,
            alt=_alt(cell, table),
            language=language,
            notes=(
                cell.say(
                    "Line: median of all weeks. Dashes: dates on which an action was adjusted. A run or number of crossings beyond Anhøj's limits is a sign of change; what caused it, the chart can't tell."
                ),
                *(f"{row[0]}: {row[5]}." for row in table),
            ),
            provenance=cell.provenance(
                cell.say(
                    "Run chart with Anhøj's rules: longest run above round(log2(n) + 3) or fewer crossings than the 5% limit of the binomial distribution."
                ),
                safe,
            ),
        )


def _rules(weeks: pd.DataFrame) -> "pd.Series[float]":
    return statistics.run_chart(weeks, "share", time="week").set_index("statistic")["estimate"]


def _row(cell: Cells, site: str, weeks: int, rules: "pd.Series[float]") -> list[str]:
    longest, crossings = (cell.number(rules[name], 0) for name in ("longest_run", "crossings"))
    median = cell.share(rules["median"])
    return [cell.pilot.site_name(site), cell.number(weeks, 0), median, longest, crossings, _verdict(cell, rules)]


def _verdict(cell: Cells, rules: "pd.Series[float]") -> str:
    signal = rules.get("signal", float("nan"))
    if is_missing(signal):
        return cell.say("too few weeks to tell")
    return cell.say("a sign of change") if signal else cell.say("no sign of change")


def _alt(cell: Cells, table: list[list[str]]) -> str:
    said = [f"{row[0]}: {cell.say('median')} {row[2]}, {row[5]}." for row in table]
    return " ".join([cell.say("Line of weekly attendance per school."), *said])


def _adjustments(plan: ActionPlan, site: str) -> pd.DataFrame:
    """When an action was adjusted, at this school or at all."""
    here = plan.cycles["site"].isna() | plan.cycles["site"].isin([site, ""])
    return plan.cycles[plan.cycles["adjusted"] & here].dropna(subset=["date"]).sort_values("date")


def _line(axis: Axes, own: pd.DataFrame) -> None:
    for _, run in own.groupby(own["week"].diff().dt.days.gt(BREAK).cumsum()):
        axis.plot(run["week"].to_numpy(), run["share"].to_numpy(), "-o", color=BLUE, markersize=3, linewidth=1.1)


def _mark(axis: Axes, adjustments: pd.DataFrame, weeks: "pd.Series[pd.Timestamp]") -> None:
    """Dashes with the id of the action, now higher, now lower."""
    for number, (_, mark) in enumerate(adjustments.iterrows()):
        if weeks.min() <= mark["date"] <= weeks.max():
            axis.axvline(mark["date"], color=INK, linewidth=1, linestyle=(0, (3, 3)))
            axis.annotate(
                mark["action"],
                (mark["date"], 1 if number % 2 == 0 else 0.9),
                xycoords=("data", "axes fraction"),
                xytext=(3, -2),
                textcoords="offset points",
                fontsize=8,
                va="top",
            )


def _dress(axis: Axes, name: str, language: str) -> None:
    axis.set_title(name, loc="left", fontsize=9.5, fontweight="bold")
    axis.grid(axis="y")
    in_language(axis, language, share=True, axes="y")
    by_month(axis, language)
