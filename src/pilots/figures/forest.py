"""Estimates with their intervals, a row each: groups side by side, strengths before problems, change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells, alike, is_missing
from pilots.exhibits import Figure
from pilots.figures.style import GREY, GROUPS, MARKS, in_language, rows, sheet
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.statistics.methods import Method
from pilots.survey import Survey
from pilots.survey.changes import held_back, moved_few, told_once
from pilots.told import ANSWERED, of_frame, open_value, rounded, told_answered, told_means
from pilots.told_findings import sides, told_changes
from pilots.vocabulary import UNKNOWN


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
        _Point.of(row, cell.label(row["variable"]), cell.group(row["group"]))
        for _, row in shown.iterrows()
        if not cell.few(row["n"]) and not alike(row)
    ]
    none = cell.say("There is nothing to compare: no scale was measured in more than one group.")
    return _forest(
        cell,
        points,
        shown,
        caption=cell.say(caption),
        label=label,
        empty=none if shown.empty else cell.people_note(),
        axis_name=cell.say("Mean with 95% interval"),
        counts=told_means(shown, surveys, pilot, label),
    )


def strengths(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    survey: str | None = None,
    most: int = 12,
    language: str = "nl",
    label: str = "fig-strengths",
) -> Figure:
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
    own = estimates[(estimates["group"] == name) & estimates["estimate"].notna()]
    turned = own["method"] == Method.WILSON_REVERSED
    own = own[~turned]
    kept = own[_tells_of_nobody(own, pilot.privacy.threshold)]
    kept = kept.sort_values("estimate", ascending=False, kind="stable")
    ends = kept if len(kept) <= most else pd.concat([kept.head(most // 2), kept.tail(most // 2)])
    none = cell.say("No scales were described, so there are no items to show.")
    few = cell.say("Too few people answered to show how they answered.")
    held = cell.say(
        "Items on which fewer than {threshold} people agree, or do not, are held back.",
        threshold=pilot.privacy.threshold,
    )
    cut = cell.say("The items at both ends of the order are shown.")
    return _forest(
        cell,
        [_Point.of(row, cell.label(row["variable"], name), _side(cell, row)) for _, row in ends.iterrows()],
        ends,
        caption=cell.say("What {group} agree with most and least", group=cell.group(name))
        if name
        else cell.say("What people agree with most and least"),
        label=label,
        empty=none if own.empty else few,
        axis_name=cell.say("Share that agrees with 95% interval"),
        share=True,
        apart=False,
        notes=[
            *([cell.say("Statements put the other way round are left out.")] if turned.any() else []),
            *([held] if len(kept) < len(own) else []),
            *([cut] if len(ends) < len(kept) else []),
        ],
        middle=0.5,
        counts=_told_agreeing(own, list(ends["variable"]), surveys, pilot, label) if len(ends) else (),
    )


def _told_agreeing(
    own: pd.DataFrame, drawn: list[str], surveys: Mapping[str, Survey], pilot: Pilot, label: str
) -> Iterator[Count]:
    """How many agree with each item that is drawn, of how many; of others where few do or do not, that this is held back."""
    safe = _tells_of_nobody(own, pilot.privacy.threshold)
    for tells, (_, row) in zip(safe, own.iterrows(), strict=True):
        item, of = str(row["variable"]), of_frame(row["group"], own, label)
        book = surveys[str(row["group"])].codebook
        either = sides(book, item)
        if item in drawn:
            yield from told_answered(of, item, row["n"], pilot.privacy.threshold)
            yield rounded(of, {item: either[0]}, row["estimate"] * row["n"], row["n"])
        elif not tells:
            yield from (Count(of, {item: side}, 0, held=True) for side in either)
        yield from (Count(of, {item: code, f"{ANSWERED}{item}": "no"}, 0, 0) for code in book.codes(item))
        yield open_value(of, {item: UNKNOWN})
        yield Count(of, {item: UNKNOWN, f"{ANSWERED}{item}": "yes"}, 0, 0)


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
    told = told_once(estimates).dropna(subset=["estimate"])
    shown = told[~held_back(told, pilot.privacy.threshold)]
    near = moved_few(told, pilot.privacy.threshold)[shown.index]
    numbers = shown.assign(n=shown["n"].astype("float64").mask(near))
    points = [_Point.of(row, cell.scale(row["variable"]), cell.group(row["group"])) for _, row in numbers.iterrows()]
    none = cell.say("No scale was measured more than once, so no change can be computed.")
    return _forest(
        cell,
        points,
        shown,
        caption=cell.say("Change from the first to the last wave, with its interval"),
        label=label,
        empty=none if told.empty else cell.people_note(),
        axis_name=cell.say("Change in points of the scale, with 95% interval"),
        notes=[cell.held_note()] if near.any() else [],
        middle=0.0,
        counts=told_changes(shown, near, pilot),
    )


@dataclass(frozen=True)
class _Point:
    """An estimate with its interval: in which row, and of which series."""

    row: str
    series: str
    n: float
    estimate: float
    low: float
    high: float

    @classmethod
    def of(cls, row: "pd.Series", name: str, series: str = "") -> "_Point":
        return cls(name, series, row["n"], row["estimate"], row["ci_low"], row["ci_high"])


def _side(cell: Cells, row: "pd.Series") -> str:
    """Whether most people agree, most do not, or the sample cannot tell."""
    if row["ci_low"] > 0.5:
        return cell.say("most agree")
    return cell.say("most do not agree") if row["ci_high"] < 0.5 else cell.say("whether most agree, cannot be told")


def _tells_of_nobody(shares: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Whether enough people agree, and enough do not."""
    people = shares["n"].astype("float64")
    agree = shares["estimate"] * people
    return (agree.round() >= threshold) & ((people - agree).round() >= threshold)


def _forest(
    cell: Cells,
    points: Sequence[_Point],
    source: pd.DataFrame,
    *,
    caption: str,
    label: str,
    empty: str,
    axis_name: str,
    share: bool = False,
    apart: bool = True,
    notes: Sequence[str] = (),
    middle: float | None = None,
    counts: Iterable[Count] = (),
) -> Figure:
    """Points with their intervals: a row a name, a colour a series (apart from each other), perhaps a middle line."""
    if not points:
        return Figure.absent(empty, caption=caption, label=label, language=cell.language)
    names = list(dict.fromkeys(point.row for point in points))
    series = list(dict.fromkeys(point.series for point in points))
    step = 0.2 if apart else 0.0
    with sheet(max(len(names) * (0.34 + (0.2 * len(series) if apart else 0.1)), 1.0) + 0.9) as (drawing, (axis,)):
        if middle is not None:
            axis.axvline(middle, color=GREY, linewidth=1)
        for number, name in enumerate(series):
            shift = step * (number - (len(series) - 1) / 2)
            _series(axis, [p for p in points if p.series == name], names, shift, number)
        rows(axis, names)
        axis.set_xlabel(axis_name)
        in_language(axis, cell.language, share=share)
        if any(series):
            drawing.legend(loc="outside upper left", ncols=min(len(series), 3))
        return Figure.draw(
            drawing,
            data=_numbers(cell, points, share=share),
            caption=caption,
            label=label,
            alt=_alt(cell, points, share=share),
            language=cell.language,
            notes=tuple(notes),
            provenance=cell.provenance(cell.methods(source), source),
            counts=tuple(counts),
        )


def _series(axis: Axes, points: list[_Point], names: list[str], shift: float, number: int) -> None:
    places = [names.index(point.row) + shift for point in points]
    name = points[0].series or None
    colour, mark = GROUPS[number % len(GROUPS)], MARKS[number % len(MARKS)]
    axis.hlines(places, [point.low for point in points], [point.high for point in points], color=colour, linewidth=2)
    axis.plot([point.estimate for point in points], places, mark, color=colour, markersize=6, label=name)


def _said(cell: Cells, point: _Point, *, share: bool) -> tuple[str, str]:
    value = cell.share(point.estimate) if share else cell.number(point.estimate)
    return value, cell.interval(point.low, point.high, share=share)


def _numbers(cell: Cells, points: Sequence[_Point], *, share: bool) -> pd.DataFrame:
    heads = [cell.say(text) for text in ("What", "Group", "n", "Value", "95% interval")]
    table = [
        [point.row, point.series, "·" if is_missing(point.n) else cell.n(point.n), *_said(cell, point, share=share)]
        for point in points
    ]
    data = pd.DataFrame(table, columns=heads, dtype="str")
    return data if any(point.series for point in points) else data.drop(columns=heads[1])


def _alt(cell: Cells, points: Sequence[_Point], *, share: bool) -> str:
    """The first eight; the rest stand in the numbers."""
    told = []
    for point in points[:8]:
        value, interval = _said(cell, point, share=share)
        told.append(
            f"{point.row.rstrip('.')}{', ' + point.series if point.series else ''}{cell.say(': ')}{value} ({interval})"
        )
    return f"{cell.say('Dots with intervals.')} {cell.say('; ').join(told)}."
