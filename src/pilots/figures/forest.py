"""Estimates with their intervals, a row each: groups side by side, strengths before problems, change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells, provenance
from pilots.exhibits import Figure
from pilots.figures.style import GREY, GROUPS, in_language, rows, sheet
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.survey.changes import told_once


@dataclass(frozen=True)
class _Point:
    row: str
    series: str
    estimate: float
    low: float
    high: float
    n: str


def groups(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    caption: str,
    language: str = "nl",
    label: str,
) -> Figure:
    """Mean of each group on each scale with its interval, groups side by side.

    Parameters
    ----------
    estimates
        As `survey.compare_groups` gives them; the rows with statistic "mean" are drawn.
    """
    cell = Cells(pilot, language, surveys)
    shown = estimates[estimates["statistic"] == "mean"]
    points = [
        _Point(
            cell.label(str(row["variable"])),
            cell.group(row["group"]),
            row["estimate"],
            row["ci_low"],
            row["ci_high"],
            cell.n(row["n"]),
        )
        for _, row in shown.iterrows()
        if not cell.few(row["n"])
    ]
    empty = "There is nothing to compare: no scale was measured in more than one group."
    return _forest(
        cell, points, shown, caption=cell.say(caption), label=label, empty=empty, axis_name="Mean with 95% interval"
    )


def strengths(estimates: pd.DataFrame, surveys: Mapping[str, Survey], pilot: Pilot, *, survey: str | None = None, most: int = 12,
              language: str = "nl", label: str = "fig-strengths") -> Figure:  # fmt: skip
    """What most people agree with on top, what fewest agree with below: strengths before problems.

    Parameters
    ----------
    estimates
        As `survey.agreement_shares` gives them: a row an item (variable) and survey (group).
    survey
        One survey only; left out, the first of the pilot.
    most
        How many items are drawn: the upper and the lower half of the order.
    """
    cell = Cells(pilot, language, surveys)
    name = survey or next(iter(surveys), "")
    own = estimates[(estimates["group"] == name) & estimates["estimate"].notna()].sort_values(
        "estimate", ascending=False, kind="stable"
    )
    agree = own["estimate"] * own["n"].astype("float64")
    safe = (agree.round() >= pilot.privacy.threshold) & (
        (own["n"].astype("float64") - agree).round() >= pilot.privacy.threshold
    )
    kept = own[safe]
    ends = kept if len(kept) <= most else pd.concat([kept.head(most // 2), kept.tail(most // 2)])
    points = [
        _Point(
            cell.label(str(row["variable"]), name),
            "",
            row["estimate"],
            row["ci_low"],
            row["ci_high"],
            cell.n(row["n"]),
        )
        for _, row in ends.iterrows()
    ]
    notes = []
    if len(kept) < len(own):
        notes.append(
            cell.say(
                "Items on which fewer than {threshold} people agree, or do not, are held back.",
                threshold=pilot.privacy.threshold,
            )
        )
    if len(ends) < len(kept):
        notes.append(cell.say("The items at both ends of the order are shown."))
    caption = (
        cell.say("What {group} agree with most and least", group=cell.group(name))
        if name
        else cell.say("What people agree with most and least")
    )
    few = "Too few people answered to show how they answered."
    empty = "No questions with ordered answers were asked." if own.empty else few
    return _forest(cell, points, ends, caption=caption, label=label, empty=empty,
                   axis_name="Share that agrees with 95% interval", share=True, notes=notes, middle=0.5)  # fmt: skip


def change(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "fig-change",
) -> Figure:
    """Change of each scale between the first and the last wave, with its interval, by school where there are more.

    Parameters
    ----------
    estimates
        As `survey.change` gives them; the rows with statistic "mean_difference" are drawn.
    """
    cell = Cells(pilot, language, surveys)
    shown = told_once(estimates).dropna(subset=["estimate"])
    points = []
    for _, row in shown.iterrows():
        if cell.few(row["n"]):
            continue
        survey, dot, scale = str(row["variable"]).partition(".")
        title = f"{cell.group(survey)}: {cell.label(scale, survey)}" if dot else cell.label(str(row["variable"]))
        points.append(
            _Point(
                title,
                cell.group(row["group"]),
                row["estimate"],
                row["ci_low"],
                row["ci_high"],
                cell.n(row["n"]),
            )
        )
    caption = cell.say("Change from the first to the last wave, with its interval")
    return _forest(cell, points, shown, caption=caption, label=label,
                   empty="No survey was repeated, so no change can be computed.", axis_name="Change in points of the scale, with 95% interval", middle=0.0)  # fmt: skip


def _forest(cell: Cells, points: Sequence[_Point], source: pd.DataFrame, *, caption: str, label: str, empty: str, axis_name: str,
            share: bool = False, notes: Sequence[str] = (), middle: float | None = None) -> Figure:  # fmt: skip
    series = list(dict.fromkeys(point.series for point in points))
    named = list(dict.fromkeys(point.row for point in points))
    form = cell.share if share else cell.number
    heads = [cell.say(text) for text in ("What", "Group", "n", "Value", "95% interval")]
    table = [[p.row, p.series, p.n, form(p.estimate), cell.interval(p.low, p.high, share=share)] for p in points]
    data = pd.DataFrame(table, columns=heads, dtype="str")
    about: dict[str, Any] = {
        "data": data if any(series) else data.drop(columns=heads[1]),
        "caption": caption, "label": label, "language": cell.language, "notes": tuple(notes),
        "provenance": provenance("; ".join(cell.say(str(m)) for m in dict.fromkeys(source["method"].dropna())), source, surveys=cell.surveys),
    }  # fmt: skip
    if not points:
        return Figure(svg="", alt="", empty_note=cell.say(empty), **about)
    step = 0.2 if len(series) > 1 else 0.0
    with sheet(max(len(named) * (0.34 + 0.2 * len(series)), 1.0) + 0.9) as (drawing, (axis,)):
        if middle is not None:
            axis.axvline(middle, color=GREY, linewidth=1)
        for number, name in enumerate(series):
            _series(
                axis,
                [p for p in points if p.series == name],
                named,
                (number - (len(series) - 1) / 2) * step,
                GROUPS[number % len(GROUPS)],
                name,
            )
        rows(axis, named)
        axis.set_xlabel(cell.say(axis_name))
        in_language(axis, cell.language, share=share)
        if len(series) > 1:
            drawing.legend(loc="outside upper left", ncols=min(len(series), 3))
        said = "; ".join(
            f"{p.row}{', ' + p.series if p.series else ''}: {form(p.estimate)} ({cell.interval(p.low, p.high, share=share)})"
            for p in points[:8]
        )
        return Figure.draw(drawing, alt=f"{cell.say('Dots with intervals.')} {said}.", **about)


def _series(axis: Axes, points: list[_Point], named: list[str], shift: float, colour: str, name: str) -> None:
    places = [named.index(point.row) + shift for point in points]
    axis.hlines(places, [point.low for point in points], [point.high for point in points], color=colour, linewidth=2)
    axis.plot([point.estimate for point in points], places, "o", color=colour, markersize=6, label=name or None)
