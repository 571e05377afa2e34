"""Answers on agreement scales, from one end to the other around the middle."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from pilots.cells import Cells, provenance
from pilots.exhibits import Figure
from pilots.figures.style import DIVERGING, in_language, rows, sheet
from pilots.pilot import Pilot
from pilots.privacy.merge import merge_small
from pilots.survey import Survey

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
    empty = cell.say("No questions with ordered answers were asked.")
    return (
        Figure(
            svg="",
            data=pd.DataFrame(),
            caption=cell.say("Answers by item"),
            label=label,
            alt="",
            language=language,
            empty_note=empty,
        ),
    )


def _draw(counts: pd.DataFrame, survey: str, scale: str, cell: Cells, label: str) -> Figure:
    answers = cell.surveys[survey].codebook.choice_labels(counts["variable"].iloc[0], cell.language)
    names = [cell.say(text) for text in ("Item", "Answer", "n", "Share")]
    labels, table, bars = [], [], []
    for place, (variable, own) in enumerate(counts.groupby("variable", sort=False)):
        own = own.sort_values("position")
        base = int(own["n"].sum())
        labels.append(f"{cell.label(str(variable), survey)} (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{cell.n(base)})")
        codes = list(own["code"])
        for first, last, count in merge_small(own["n"].tolist(), cell.pilot.privacy.threshold):
            if not count:
                continue
            span = " – ".join(
                dict.fromkeys((answers.get(codes[first], codes[first]), answers.get(codes[last], codes[last])))
            )
            table.append([cell.label(str(variable), survey), span, cell.number(base, 0), cell.share(count / base)])
            bars.append((place, first, last, count / base, len(codes)))
    title = cell.label(scale, survey)
    caption = cell.say("{scale}: answers of {group}", scale=title, group=cell.group(survey))
    about: dict[str, Any] = {
        "data": pd.DataFrame(table, columns=names, dtype="str"), "caption": caption, "label": f"{label}-{survey}-{scale}".replace("_", "-"),
        "language": cell.language,
        "notes": (cell.say("Each item on its own number of answers. Answers given by fewer than {threshold} people are joined with their neighbour.", threshold=cell.pilot.privacy.threshold),),
        "provenance": provenance(cell.say("Counts of the answers to each item; don't know and refused are missing."), counts, surveys={survey: cell.surveys[survey]}),
    }  # fmt: skip
    if not bars:
        return Figure(
            svg="", alt="", empty_note=cell.say("Too few people answered to show how they answered."), **about
        )
    with sheet(0.42 * len(labels) + 1.1) as (drawing, (axis,)):
        left: dict[int, float] = {}
        for place, first, last, share, levels in bars:
            start = left.get(place, _start(bars, place))
            colour = _colour(first, last, levels)
            axis.barh(
                place,
                share,
                left=start,
                color=colour,
                edgecolor="white",
                linewidth=0.8,
                height=0.72,
                hatch="////" if last > first else None,
            )
            if share >= 0.07:
                dark = colour in (DIVERGING[0], DIVERGING[-1])
                axis.text(start + share / 2, place, cell.share(share), ha="center", va="center", fontsize=8, color="white" if dark else "#23292e",
                          bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.2} if last > first else None)  # fmt: skip
            left[place] = start + share
        axis.axvline(0, color="#23292e", linewidth=0.8)
        rows(axis, labels, 44)
        levels = bars[0][4]
        handles = [_patch(_colour(position, position, levels)) for position in range(levels)]
        codes = list(counts.sort_values("position")["code"].drop_duplicates())
        drawing.legend(
            handles,
            [answers.get(code, code) for code in codes],
            loc="outside lower center",
            ncols=min(levels, 5),
            fontsize=8,
        )
        axis.set_xlim(-1, 1)
        axis.xaxis.set_visible(False)
        axis.grid(visible=False)
        axis.spines["bottom"].set_visible(False)
        in_language(axis, cell.language, share=True)
        low, high = min(_start(bars, place) for place in range(len(labels))), max(left.values())
        axis.set_xlim(low - 0.02, high + 0.02)
        return Figure.draw(drawing, alt=_alt(cell, bars, labels, title), **about)


def _start(bars: list[tuple[int, int, int, float, int]], place: int) -> float:
    """Where a row begins, so that the middle of the scale lies at zero."""
    below = 0.0
    for at, first, last, share, levels in bars:
        if at == place:
            width = last - first + 1
            below += share * min(max((levels - 1) / 2 - first + 0.5, 0), width) / width
    return -below


def _colour(first: int, last: int, levels: int) -> tuple[float, ...] | str:
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    ramp = LinearSegmentedColormap.from_list("likert", DIVERGING)
    return to_hex(ramp((first + last) / 2 / max(levels - 1, 1)))


def _patch(colour: Any) -> "Patch":
    from matplotlib.patches import Patch

    return Patch(facecolor=colour)


def _alt(cell: Cells, bars: list[tuple[int, int, int, float, int]], labels: list[str], title: str) -> str:
    def agree(place: int) -> float:
        return sum(share for at, first, _, share, levels in bars if at == place and first > (levels - 1) / 2)

    ordered = sorted(range(len(labels)), key=agree)
    if len(labels) == 1:
        return cell.say(
            "Stacked bars for {scale}. {item}: {share} agrees.",
            scale=title,
            item=labels[0],
            share=cell.share(agree(0)),
        )
    return cell.say(
        "Stacked bars for {scale}, an item a row. Most agreement: {most} ({high}); least: {least} ({low}).",
        scale=title, most=labels[ordered[-1]], high=cell.share(agree(ordered[-1])), least=labels[ordered[0]], low=cell.share(agree(ordered[0])),
    )  # fmt: skip
