"""Answers on agreement scales, from one end to the other around the middle."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import DIVERGING, INK, on, rows, sheet
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.privacy.gathered import EITHER
from pilots.privacy.merge import merge_small
from pilots.survey import Survey
from pilots.told import ANSWERED, of_frame, open_value, rounded, told_answered
from pilots.vocabulary import UNKNOWN

if TYPE_CHECKING:
    from matplotlib.patches import Patch


def likert(
    counts: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "fig-likert",
) -> tuple[Figure, ...]:
    """How the answers on each item divide, a figure a survey and scale.

    Answers that fewer people gave than the pilot's threshold are joined with their neighbour, so that every share stands
    for enough people and all shares add up.

    Parameters
    ----------
    counts
        As `survey.likert` gives them: survey, group, scale, variable, code, position, n, base, n_missing.

    Returns
    -------
    tuple of Figure, labelled `label`-survey-scale; a single empty one where no scale was measured.
    """
    cell = Cells(pilot, language, surveys)
    drawn = [
        _draw(own, str(survey), str(scale), cell, label)
        for (survey, scale), own in counts.groupby(["survey", "scale"], sort=False)
    ]
    if drawn:
        return tuple(drawn)
    none = cell.say("No scales were described, so there are no items to show.")
    return (Figure.absent(none, caption=cell.say("Answers by item"), label=label, language=language),)


BOTH_SIDES = "#c3c3bf"


class _Bar(NamedTuple):
    """Answers from the first to the last code, joined where few gave them, and their share of the answers to an item."""

    place: int
    first: int
    last: int
    share: float
    levels: int
    answer: str = ""


def _draw(counts: pd.DataFrame, survey: str, scale: str, cell: Cells, label: str) -> Figure:
    """The figure of one scale; counts as in `likert`."""
    title = cell.label(scale, survey)
    caption = cell.say("{scale}: answers of {group}", scale=title, group=cell.group(survey))
    label = f"{label}-{survey}-{scale}".replace("_", "-")
    bars, bases = _bars(counts, survey, cell)
    if not bars:
        few = cell.say("Too few people answered to show how they answered.")
        return Figure.absent(few, caption=caption, label=label, language=cell.language)
    turned = cell.surveys[survey].codebook.variables["reverse"]
    items = [cell.label(item, survey) + (f" ({cell.say('reversed')})" if turned[item] else "") for item in bases]
    labels = [
        f"{item} (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{cell.n(base)})"
        for item, base in zip(items, bases.values(), strict=True)
    ]
    answers = _answers(counts, survey, cell)
    with sheet(0.42 * len(labels) + 1.1) as (drawing, (axis,)):
        _stack(axis, bars, cell)
        _dress(axis, bars, labels)
        drawing.legend(
            _patches(len(answers)), answers, loc="outside lower center", ncols=min(len(answers), 5), fontsize=8
        )
        threshold = cell.pilot.privacy.threshold
        blank = cell.say("An item without a bar: too few people gave each answer to tell them apart.")
        said = cell.say(
            "Each item on its own number of answers. Answers given by fewer than {threshold} people are joined with their neighbour.",
            threshold=threshold,
        )
        own = Cells(cell.pilot, cell.language, {survey: cell.surveys[survey]})
        how = cell.say("Counts of the answers to each item; don't know and refused are missing.")
        return Figure.draw(
            drawing,
            data=_numbers(cell, bars, items, list(bases.values())),
            caption=caption,
            label=label,
            alt=_alt(cell, bars, labels, f"{title} ({cell.group(survey)})"),
            language=cell.language,
            notes=(said, blank) if len({bar.place for bar in bars}) < len(bases) else (said,),
            provenance=own.provenance(how, counts),
            counts=tuple(_told(counts, survey, label, cell)),
        )


def _bars(counts: pd.DataFrame, survey: str, cell: Cells) -> tuple[list[_Bar], dict[str, int]]:
    """The bars of each item, and how many answered it."""
    bars, bases = [], {}
    for place, (item, own) in enumerate(counts.groupby("variable", sort=False)):
        own = own.sort_values("position")
        bases[str(item)] = base = int(own["n"].sum())
        answers = _answers(own, survey, cell)
        spans = [span for span in _spans(own["n"].tolist(), cell.pilot.privacy.threshold) if span[2]]
        for first, last, count in spans:
            if len(spans) > 1 or first == last:
                span = " – ".join(dict.fromkeys((answers[first], answers[last])))
                bars.append(_Bar(place, first, last, count / base, len(own), span))
    return bars, bases


def _spans(numbers: list[int], threshold: int) -> list[tuple[int, int, int]]:
    """Answers that may be told of, few joined with their neighbour; none where all gave the same, which tells how each of them did."""
    spans = merge_small(numbers, threshold)
    return [] if sum(count > 0 for *_, count in spans) == 1 else spans


def _told(counts: pd.DataFrame, survey: str, label: str, cell: Cells) -> Iterator[Count]:
    """How many answered each item, and gave each answer; of answers that were joined only how many gave one of them."""
    of, threshold = of_frame(survey, counts, label), cell.pilot.privacy.threshold
    for name, own in counts.groupby("variable", sort=False):
        item, ordered = str(name), own.sort_values("position")
        codes, numbers = ordered["code"].astype("str").tolist(), ordered["n"].tolist()
        n = int(sum(numbers))
        yield from told_answered(of, item, n, threshold)
        yield from (Count(of, {item: code, f"{ANSWERED}{item}": "no"}, 0, 0) for code in codes)
        yield open_value(of, {item: UNKNOWN})
        yield Count(of, {item: UNKNOWN, f"{ANSWERED}{item}": "yes"}, 0, 0)
        spans = _spans(numbers, threshold)
        for first, last, count in spans:
            if first == last or len(spans) > 1:
                yield rounded(of, {item: EITHER.join(codes[first : last + 1])}, count, n)
        hidden = [
            code
            for first, last, _ in spans or [(0, len(codes) - 1, n)]
            for code in codes[first : last + 1]
            if last > first
        ]
        yield from (Count(of, {item: code}, 0, held=True) for code in hidden)


def _answers(counts: pd.DataFrame, survey: str, cell: Cells) -> list[str]:
    """The answers to an item, from one end to the other."""
    known = cell.surveys[survey].codebook.choice_labels(counts["variable"].iloc[0], cell.language)
    return [known.get(code, code) for code in counts.sort_values("position")["code"].drop_duplicates()]


def _numbers(cell: Cells, bars: list[_Bar], items: list[str], bases: list[int]) -> pd.DataFrame:
    table = [[items[bar.place], bar.answer, cell.number(bases[bar.place], 0), cell.share(bar.share)] for bar in bars]
    heads = [cell.say(text) for text in ("Item", "Answer", "n", "Share")]
    return pd.DataFrame(table, columns=heads, dtype="str")


def _stack(axis: Axes, bars: list[_Bar], cell: Cells) -> None:
    """Bars after each other, hatched where answers were joined, with their share where it fits."""
    ends: dict[int, float] = {}
    for bar in bars:
        start = ends.get(bar.place, _start(bars, bar.place))
        ends[bar.place] = start + bar.share
        joined, colour = bar.last > bar.first, _colour(bar.first, bar.last, bar.levels)
        axis.barh(
            bar.place,
            bar.share,
            left=start,
            color=colour,
            edgecolor="white",
            linewidth=0.8,
            height=0.72,
            hatch="////" if joined else None,
        )
        if bar.share >= 0.07:
            axis.text(
                start + bar.share / 2,
                bar.place,
                cell.share(bar.share),
                ha="center",
                va="center",
                fontsize=8,
                color=INK if joined else on(colour),
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2} if joined else None,
            )


def _dress(axis: Axes, bars: list[_Bar], labels: list[str]) -> None:
    axis.axvline(0, color=INK, linewidth=0.8)
    rows(axis, labels, 44)
    axis.xaxis.set_visible(False)
    axis.grid(visible=False)
    axis.spines["bottom"].set_visible(False)
    starts = [_start(bars, place) for place in range(len(labels))]
    widths = [sum(bar.share for bar in bars if bar.place == place) for place in range(len(labels))]
    ends = [start + width for start, width in zip(starts, widths, strict=True)]
    axis.set_xlim(min(starts) - 0.02, max(ends) + 0.02)


def _start(bars: list[_Bar], place: int) -> float:
    """Where a row begins, so that the middle of the scale lies at zero."""
    below = 0.0
    for bar in bars:
        if bar.place == place:
            width = bar.last - bar.first + 1
            below += bar.share * min(max((bar.levels - 1) / 2 - bar.first + 0.5, 0), width) / width
    return -below


def _colour(first: int, last: int, levels: int) -> str:
    """On the ramp from one end to the other; grey where both sides of the middle were joined."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    if first < (levels - 1) / 2 < last:
        return BOTH_SIDES
    ramp = LinearSegmentedColormap.from_list("likert", DIVERGING)
    return to_hex(ramp((first + last) / 2 / max(levels - 1, 1)))


def _patches(levels: int) -> "list[Patch]":
    from matplotlib.patches import Patch

    return [Patch(facecolor=_colour(level, level, levels)) for level in range(levels)]


def _alt(cell: Cells, bars: list[_Bar], labels: list[str], title: str) -> str:
    """Which items most and fewest agree with, where the bars of all keep the sides of the scale apart."""
    middle = (bars[0].levels - 1) / 2
    agree = dict.fromkeys(sorted({bar.place for bar in bars}), 0.0)
    for bar in bars:
        if bar.first > middle:
            agree[bar.place] += bar.share
    joined = any(bar.first <= middle < bar.last for bar in bars)
    if joined or not 1 < len(agree) == len(labels):
        return cell.say("Stacked bars for {scale}, an item a row; see the numbers behind this figure.", scale=title)
    least, *_, most = sorted(agree, key=lambda place: agree[place])
    return cell.say(
        "Stacked bars for {scale}, an item a row. Most agreement: {most} ({high}); least: {least} ({low}).",
        scale=title,
        most=labels[most],
        high=cell.share(agree[most]),
        least=labels[least],
        low=cell.share(agree[least]),
    )
