"""Actions drawn: what has priority, the logic from need to indicator, and attendance with the adjustments marked."""

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes

from pilots.actions import ActionPlan
from pilots.cells import Cells, is_missing, provenance
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, INK, ORANGE, in_language, sheet
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.statistics import run_chart as run_chart_rules

if TYPE_CHECKING:
    from matplotlib.ticker import Locator


def priorities(
    shares: pd.DataFrame,
    plan: ActionPlan,
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "fig-priorities",
) -> Figure:
    """Impact against effort of each candidate action; the larger the dot, the higher it ranked with equal voices.

    Parameters
    ----------
    shares
        As `actions.priorities` gives them.
    """
    cell = Cells(pilot, language)
    actions = plan.actions.dropna(subset=["impact", "effort"]) if len(plan.actions) else plan.actions
    ranks = shares[shares["group"] == "all"].set_index("action")["rank"] if len(shares) else pd.Series(dtype="float64")
    names = [cell.say(text) for text in ("Action", "Impact", "Effort", "Rank")]
    table = [
        (f"{row['action']}. {pick(row['titles'], language)}", f"{row['impact']:g}", f"{row['effort']:g}", cell.number(ranks.get(row["action"], float("nan")), 0))
        for _, row in actions.iterrows()
    ]  # fmt: skip
    about: dict[str, Any] = {
        "data": pd.DataFrame(table, columns=names, dtype="str"), "caption": cell.say("Candidate actions by impact, effort and votes"),
        "label": label, "language": language,
        "notes": (cell.say("The larger the dot, the higher the action ranked when each group's voice is equal."),),
        "provenance": provenance(cell.say("Impact and effort as the group judged them (1 to 5); rank from the votes."), actions.drop(columns=["titles", "descriptions"], errors="ignore")),
    }  # fmt: skip
    if actions.empty:
        return Figure(svg="", alt="", empty_note=cell.say("No candidate actions were recorded yet."), **about)
    with sheet(4.2) as (drawing, (axis,)):
        seen: dict[tuple[float, float], int] = {}
        for _, row in actions.iterrows():
            spot = (float(row["effort"]), float(row["impact"]))
            again = seen[spot] = seen.get(spot, 0) + 1
            size = 140 + 320 * (1 - (ranks.get(row["action"], len(ranks)) - 1) / max(len(ranks), 1))
            across = spot[0] + 0.22 * (again - 1)
            axis.scatter(
                across,
                spot[1],
                s=size,
                color=BLUE if row["chosen"] else "white",
                edgecolor=BLUE,
                linewidth=1.4,
                zorder=3,
            )
            axis.annotate(
                row["action"],
                (across, spot[1]),
                ha="center",
                va="center",
                fontsize=8,
                zorder=4,
                color="white" if row["chosen"] else INK,
            )
        axis.axhline(3, color=GREY, linewidth=0.8)
        axis.axvline(3, color=GREY, linewidth=0.8)
        axis.set(xlim=(0.5, 5.6), ylim=(0.5, 5.5), xticks=range(1, 6), yticks=range(1, 6))
        axis.set_xlabel(cell.say("Effort (1 low, 5 high)"))
        axis.set_ylabel(cell.say("Impact (1 low, 5 high)"))
        chosen = ", ".join(actions.loc[actions["chosen"].astype(bool), "action"])
        alt = cell.say("Dots of actions by effort and impact. Filled, chosen: {actions}.", actions=chosen or "–")
        return Figure.draw(drawing, alt=alt, **about)


def logic_model(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "fig-logic-model") -> Figure:
    """The chain drawn: needs on the left, chosen actions in the middle, indicators on the right, with what links them."""
    from textwrap import fill

    cell = Cells(pilot, language)
    chosen = plan.actions[plan.actions["chosen"].astype(bool)] if len(plan.actions) else plan.actions
    indicators = plan.indicators[plan.indicators["action"].isin(chosen["action"])]
    named = {need for row in chosen["needs"] for need in row}
    needs = plan.needs[plan.needs["need"].isin(named)]
    columns = [
        {row["need"]: f"{row['need']}. {pick(row['titles'], language)}" for _, row in needs.iterrows()},
        {row["action"]: f"{row['action']}. {pick(row['titles'], language)}" for _, row in chosen.iterrows()},
        {row["indicator"]: pick(row["titles"], language) or row["indicator"] for _, row in indicators.iterrows()},
    ]
    links = [(0, need, row["action"]) for _, row in chosen.iterrows() for need in row["needs"] if need in columns[0]]
    links += [(1, row["action"], row["indicator"]) for _, row in indicators.iterrows()]
    heads = [cell.say(text) for text in ("Need", "Action", "Indicator")]
    table = [
        (
            columns[0].get(a, "") if at == 0 else "",
            columns[1][b] if at == 0 else columns[1][a],
            columns[2][b] if at else "",
        )
        for at, a, b in links
    ]
    about: dict[str, Any] = {
        "data": pd.DataFrame(table, columns=heads, dtype="str"), "caption": cell.say("Logic model: from need to action to indicator"), "label": label,
        "language": language, "provenance": provenance(cell.say("Drawn from the links in the workbook of actions."), pd.DataFrame(links)),
    }  # fmt: skip
    if chosen.empty:
        return Figure(svg="", alt="", empty_note=cell.say("No actions were chosen yet."), **about)
    tallest = max(len(column) for column in columns)
    with sheet(0.78 * tallest + 0.7) as (drawing, (axis,)):
        places = [
            {key: (tallest - 1) * (number + 0.5) / len(column) for number, key in enumerate(column)}
            for column in columns
        ]
        for at, first, second in links:
            axis.annotate("", (at + 0.62, places[at + 1][second]), (at + 0.36, places[at][first]),
                          arrowprops={"arrowstyle": "-|>", "color": GREY, "linewidth": 1.1, "shrinkA": 0, "shrinkB": 0})  # fmt: skip
        for at, column in enumerate(columns):
            axis.text(at, -0.85, heads[at], ha="center", va="center", fontweight="bold")
            for key, text in column.items():
                axis.text(at, places[at][key], fill(text, 27), ha="center", va="center", fontsize=8,
                          bbox={"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": (BLUE, ORANGE, GREY)[at], "linewidth": 1.3})  # fmt: skip
        axis.set(xlim=(-0.42, 2.42), ylim=(tallest - 0.4, -1.1))
        axis.axis("off")
        alt = cell.say(
            "Arrows from {needs} needs to {actions} actions to {indicators} indicators.",
            needs=len(columns[0]),
            actions=len(columns[1]),
            indicators=len(columns[2]),
        )
        return Figure.draw(drawing, alt=alt, **about)


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
    safe = attendance[attendance["children"] >= pilot.privacy.threshold] if len(attendance) else attendance
    heads = [cell.say(text) for text in ("School", "Weeks", "Median", "Longest run", "Crossings", "What the rules say")]
    about: dict[str, Any] = {
        "caption": cell.say("Weekly attendance with the adjustments marked"),
        "label": label,
        "language": language,
    }
    if safe.empty:
        empty = cell.say("No attendance was registered in this pilot.")
        return Figure(svg="", data=pd.DataFrame(columns=heads), alt="", empty_note=empty, **about)
    sites = list(dict.fromkeys(safe["site"]))
    table = []
    with sheet(2.3 * len(sites) + 0.3, len(sites), sharex=True) as (drawing, axes):
        for axis, site in zip(axes, sites, strict=True):
            own = safe[safe["site"] == site].sort_values("week")
            rules = run_chart_rules(own, "share", time="week").set_index("statistic")["estimate"]
            verdict = _verdict(cell, rules)
            _panel(axis, own, rules["median"], _marks(plan, site), cell, pilot.site_name(site))
            crossings, longest = (cell.number(rules[name], 0) for name in ("crossings", "longest_run"))
            table.append(
                (
                    pilot.site_name(site),
                    cell.number(len(own), 0),
                    cell.share(rules["median"]),
                    longest,
                    crossings,
                    verdict,
                )
            )
        data = pd.DataFrame(table, columns=heads, dtype="str")
        alt = (
            cell.say("Line of weekly attendance per school.")
            + " "
            + " ".join(f"{row[0]}: {cell.say('median')} {row[2]}, {row[5]}." for row in table)
        )
        notes = (
            cell.say("Line: median of all weeks. Dashes: dates on which an action was adjusted. A run or number of crossings beyond Anhøj's limits is a sign of change; what caused it, the chart can't tell."),
        )  # fmt: skip
        how = provenance(
            cell.say(
                "Run chart with Anhøj's rules: longest run above round(log2(n) + 3) or fewer crossings than the 5% limit of the binomial distribution."
            ),
            safe,
        )
        return Figure.draw(drawing, data=data, alt=alt, notes=notes, provenance=how, **about)


def _panel(axis: Axes, own: pd.DataFrame, median: float, marks: pd.DataFrame, cell: Cells, name: str) -> None:
    axis.axhline(median, color=ORANGE, linewidth=1.2)
    weeks = own["week"].to_numpy()
    gaps = own["week"].diff().dt.days.gt(35).cumsum()
    for _, run in own.groupby(gaps):
        axis.plot(run["week"].to_numpy(), run["share"].to_numpy(), "-o", color=BLUE, markersize=3, linewidth=1.1)
    for number, (_, mark) in enumerate(marks.iterrows()):
        if weeks.min() <= mark["date"].to_datetime64() <= weeks.max():
            axis.axvline(mark["date"], color=INK, linewidth=1, linestyle=(0, (3, 3)))
            axis.annotate(mark["action"], (mark["date"], 1 if number % 2 == 0 else 0.9), xycoords=("data", "axes fraction"), xytext=(3, -2), textcoords="offset points", fontsize=8, va="top")  # fmt: skip
    axis.set_title(name, loc="left", fontsize=9.5, fontweight="bold")
    axis.grid(axis="y")
    in_language(axis, cell.language, share=True, axes="y")
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.xaxis.set_major_locator(_months())
    axis.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _month(value, cell.language)))


def _months() -> "Locator":
    from matplotlib.dates import MonthLocator

    return MonthLocator(bymonth=(1, 4, 9))  # type: ignore[no-untyped-call]


def _month(value: float, language: str) -> str:
    from babel.dates import format_date
    from matplotlib.dates import num2date

    moment = num2date(value)  # type: ignore[no-untyped-call]
    return str(format_date(moment.date(), "MMM yyyy", locale=language))


def _marks(plan: ActionPlan, site: str) -> pd.DataFrame:
    """Dates on which an action was adjusted, at this school or at all."""
    if plan.cycles.empty:
        return plan.cycles
    here = plan.cycles["site"].isna() | (plan.cycles["site"] == site) | (plan.cycles["site"] == "")
    return plan.cycles[plan.cycles["adjusted"].astype(bool) & here].dropna(subset=["date"]).sort_values("date")


def _verdict(cell: Cells, rules: "pd.Series[float]") -> str:
    signal = rules.get("signal", float("nan"))
    if is_missing(signal):
        return cell.say("too few weeks to tell")
    return cell.say("a sign of change") if signal else cell.say("no sign of change")
