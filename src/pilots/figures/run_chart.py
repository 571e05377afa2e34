"""Attendance week by week, or session by session, with the adjustments marked and what the rules of run charts say."""

import pandas as pd
from matplotlib.axes import Axes

from pilots import actions
from pilots.actions import ActionPlan, Monitored
from pilots.cells import Cells, is_missing
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, INK, ORANGE, by_month, in_language, sheet
from pilots.language import date, pick, translate
from pilots.pilot import Pilot
from pilots.told_registered import told_sessions

BREAK = 35
"""Days without registrations, such as summer holidays, after which the line begins anew."""
_EVERYWHERE = "all"


def run_chart(
    attendance: pd.DataFrame,
    plan: ActionPlan,
    pilot: Pilot,
    *,
    action: str = "",
    together: bool = False,
    limits: bool = False,
    caption: str = "",
    language: str = "nl",
    label: str = "fig-run-chart",
) -> Figure:
    """Attendance over time with its median and the adjustments marked, a panel a school.

    Parameters
    ----------
    attendance
        As `actions.attendance` or `actions.sessions` gives it. Sessions of too few people are drawn as periods.
    action
        Whose sessions, and whose adjustments; see `actions.monitor`.
    together
        Whether all schools together have a panel too.
    limits
        Whether the limits of the control chart are drawn.
    caption
        Left out, what kind of attendance it is.
    """
    cell = Cells(pilot, language)
    weekly = "week" in attendance
    kind = cell.say("Weekly attendance") if weekly else cell.say("Who came to the sessions")
    caption = caption or kind
    found = actions.monitor(attendance, plan, pilot, action=action)
    shown = found.shown[found.shown["site"] != _EVERYWHERE] if not together else found.shown
    if shown.empty:
        none = cell.say("No attendance was registered in this pilot.")
        why = none if attendance.empty else cell.people_note()
        return Figure.absent(why, caption=caption, label=label, language=language)
    panels = {str(site): own for site, own in shown.groupby("site", sort=False)}
    rules = {str(row["site"]): row for _, row in found.rules.iterrows()}
    table = [_row(cell, site, own, rules[site], found) for site, own in panels.items()]
    marked = _marked(found, panels)
    merged = any(len(own) < int((found.points["site"] == site).sum()) for site, own in panels.items())
    with sheet(2.3 * len(panels) + 0.3, len(panels), sharex=True) as (drawing, axes):
        for axis, (site, own) in zip(axes, panels.items(), strict=True):
            axis.plot(own["date"].to_numpy(), own["line"].to_numpy(), color=ORANGE, linewidth=1.2)
            _line(axis, own, limits=limits)
            _mark(axis, _here(found, site), own["date"], language)
            _dress(axis, cell.group(site) if site else "", language, share=bool(own["possible"].notna().all()))
        heads = (
            "School",
            "Weeks" if weekly else "Sessions",
            "Median",
            "Longest run",
            "Crossings",
            "What the rules say",
        )
        return Figure.draw(
            drawing,
            data=pd.DataFrame(table, columns=[cell.say(text) for text in heads], dtype="str"),
            caption=caption,
            label=label,
            alt=_alt(cell, table, weekly=weekly),
            language=language,
            notes=(
                cell.say("Thin line: the median, of the points before the first adjustment where these are ten or more."),
                *([cell.say("Dashes: dates on which an action was adjusted.")] if marked else []),
                cell.say("A longer run of points on one side of that line, or fewer crossings of it, than chance usually gives (the rules of Anhøj) is a sign of change; what caused it, the chart can't tell."),
                *(f"{row[0]}{cell.say(': ')}{row[5]}." if row[0] else f"{row[5].capitalize()}." for row in table),
                *_adjusted(cell, marked),
                *([cell.say("Points between the thin dashes differ by no more than chance can bring.")] if limits else []),
                *([cell.say("Sessions of fewer than {threshold} people are drawn as periods: the mean a session, over as many sessions as it takes.", threshold=pilot.privacy.threshold)] if merged else []),
                *([cell.held_note()] if any("·" in row for row in table) else []),
            ),
            provenance=cell.provenance(
                cell.say(
                    "Run chart with Anhøj's rules: longest run above round(log2(n) + 3) or fewer crossings than the 5% limit of the binomial distribution."
                ),
                shown,
            ),
            counts=tuple(told_sessions(shown, action)),
        )  # fmt: skip


def _row(cell: Cells, site: str, own: pd.DataFrame, rules: "pd.Series", found: Monitored) -> list[str]:
    longest, crossings = (cell.number(rules[name], 0) for name in ("longest_run", "crossings"))
    whole = len(own) == int((found.points["site"] == site).sum())
    share = own["possible"].notna().all()
    median = "·" if not whole else cell.share(rules["median"]) if share else cell.number(rules["median"], 1)
    name = cell.group(site) if site else ""
    return [name, cell.number(rules["points"], 0), median, longest, crossings, _verdict(cell, rules)]


def _verdict(cell: Cells, rules: "pd.Series") -> str:
    if is_missing(rules["signal"]):
        return cell.say("too few weeks to tell")
    return cell.say("a sign of change") if rules["signal"] else cell.say("no sign of change")


def _alt(cell: Cells, table: list[list[str]], *, weekly: bool) -> str:
    what = (
        cell.say("Line of weekly attendance per school.") if weekly else cell.say("Line of who came to the sessions.")
    )
    said = [
        f"{row[0]}{cell.say(': ')}{_median(cell, row[2])}, {row[5]}." if row[0] else f"{row[5].capitalize()}."
        for row in table
    ]
    return " ".join([what, *said])


def _median(cell: Cells, said: str) -> str:
    return cell.say("median not shown") if said == "·" else f"{cell.say('median')} {said}"


def _here(found: Monitored, site: str) -> pd.DataFrame:
    """When an action was adjusted, at this school or at all."""
    own = found.adjustments["site"]
    return found.adjustments[own.isna() | own.isin(["", site]) | (site == _EVERYWHERE)]


def _marked(found: Monitored, panels: dict[str, pd.DataFrame]) -> "list[pd.Series]":
    """The adjustments that are drawn, in order."""
    marked = {
        at: row
        for site, own in panels.items()
        for at, row in _here(found, site).iterrows()
        if own["date"].min() <= row["date"] <= own["date"].max()
    }
    return sorted(marked.values(), key=lambda row: row["date"])


def _adjusted(cell: Cells, marked: "list[pd.Series]") -> list[str]:
    """Of each adjustment that is drawn: when, of which action, what."""
    return [
        cell.say(
            "{date}, {id}: {what}.",
            date=date(row["date"].date(), cell.language),
            id=row["action"],
            what=pick(row["what"], cell.language),
        )
        for row in marked
        if isinstance(row["what"], dict)
    ]


def _line(axis: Axes, own: pd.DataFrame, *, limits: bool) -> None:
    for _, run in own.groupby(own["date"].diff().dt.days.gt(BREAK).cumsum()):
        days = run["date"].to_numpy()
        for limit in ("low", "high") if limits else ():
            axis.step(days, run[limit].to_numpy(), where="mid", color=GREY, linewidth=0.9, linestyle=(0, (3, 3)))
        axis.plot(days, run["value"].to_numpy(), "-o", color=BLUE, markersize=3, linewidth=1.1)


def _mark(axis: Axes, adjustments: pd.DataFrame, days: "pd.Series[pd.Timestamp]", language: str) -> None:
    """Dashes with the day and the id of the action, now higher, now lower."""
    for number, (_, mark) in enumerate(adjustments.iterrows()):
        if days.min() <= mark["date"] <= days.max():
            axis.axvline(mark["date"], color=INK, linewidth=1, linestyle=(0, (3, 3)))
            late = (mark["date"] - days.min()) / max(days.max() - days.min(), pd.Timedelta(days=1)) > 0.8
            axis.annotate(
                translate(
                    "{id}, {date}", language, id=mark["action"], date=date(mark["date"].date(), language, "short")
                ),
                (mark["date"], 0.99 - 0.11 * (number % 3)),
                xycoords=("data", "axes fraction"),
                xytext=(-3 if late else 3, -2),
                textcoords="offset points",
                fontsize=8,
                va="top",
                ha="right" if late else "left",
                bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.8},
            )


def _dress(axis: Axes, name: str, language: str, *, share: bool) -> None:
    if name:
        axis.set_title(name, loc="left", fontsize=9.5, fontweight="bold")
    axis.grid(axis="y")
    in_language(axis, language, share=share, axes="y")
    by_month(axis, language)
