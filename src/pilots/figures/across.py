"""Several pilots beside each other: what they measured alike, and what became of their actions."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from pilots.across import Publication
from pilots.cells import Cells, is_missing
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, LIGHT, ORANGE, in_language, on, rows, sheet
from pilots.language import pick
from pilots.statistics.samples import EVERYONE
from pilots.told_estimates import told_of_pilot

_FATES = {"kept": BLUE, "adapted": ORANGE, "tried": LIGHT, "dropped": GREY}
_POOLED = {"pooled_effect": "mean of pilots like these", "predicted_effect": "to expect in a next pilot"}


def synthesis(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "fig-synthesis"
) -> Figure:
    """A forest plot of what pilots measured alike: each with its interval, and from four pilots up what they say together.

    Parameters
    ----------
    found
        As `across.synthesise` gives it; its first measurements are drawn. What is held back is left out.
    """
    cell = Cells(publication.pilot, language)
    caption = cell.say("What pilots measured alike, with 95% intervals")
    own = found.loc[(found["kind"] == "first measurement") & ~found["held"] & found["ci_low"].notna()]
    drawn = own.loc[(own["group"] != EVERYONE) | own["statistic"].isin(_POOLED)].reset_index(drop=True)
    if drawn.empty:
        none = cell.say("Nothing was measured alike in two pilots or more, so nothing is put together.")
        return Figure.absent(none, caption=caption, label=label, language=language)
    names = [_named(cell, publication, row) for row in drawn.to_dict("records")]
    scales = [pick(labels, language) for labels in drawn["labels"]]
    data = _numbers(cell, drawn, scales, names)
    refused = found.loc[(found["group"] == EVERYONE) & found["estimate"].isna(), "method"]
    with sheet(0.34 * len(drawn) + 0.38 * len(set(scales)) + 0.8) as (drawing, (axis,)):
        _forest(axis, drawn, scales, names)
        axis.set_xlabel(cell.say("Mean with 95% interval"))
        in_language(axis, language)
        return Figure.draw(
            drawing,
            data=data,
            caption=caption,
            label=label,
            alt=_alt(cell, data),
            language=language,
            notes=(
                *(f"{cell.say(str(method))}." for method in dict.fromkeys(refused)),
                *([cell.held_note()] if found["held"].any() else []),
            ),
            provenance=cell.provenance(cell.methods(drawn), drawn.drop(columns="labels")),
            counts=tuple(told_of_pilot(row) for row in drawn.to_dict("records") if row["group"] != EVERYONE),
        )


def fates(found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "fig-fates") -> Figure:
    """What became of the actions of each pilot: a bar a pilot, a part a fate.

    Parameters
    ----------
    found
        As `across.by_framework` gives it; an action that stands with several elements is counted once.
    """
    cell = Cells(publication.pilot, language)
    caption = cell.say("What became of the actions")
    once = found.drop_duplicates(["pilot", "action"])
    if once.empty:
        return Figure.absent(cell.say("No actions were chosen yet."), caption=caption, label=label, language=language)
    counts = pd.crosstab(once["pilot"], once["fate"]).reindex(
        index=[pilot.name for pilot in publication.members if pilot.name in set(once["pilot"])],
        columns=[fate for fate in _FATES if fate in set(once["fate"])],
    )
    named = [publication.called(str(name), language) for name in counts.index]
    said = {str(fate): cell.say(f"fate:{fate}") for fate in counts.columns}
    data = pd.DataFrame({cell.say("Pilot"): named, **{said[str(f)]: counts[f].astype("str").tolist() for f in counts}})
    with sheet(0.5 * len(counts) + 0.9) as (drawing, (axis,)):
        _stacked(axis, counts, said)
        rows(axis, named)
        axis.xaxis.set_visible(False)
        axis.grid(visible=False)
        axis.spines["bottom"].set_visible(False)
        drawing.legend(loc="outside upper left", ncols=len(said))
        return Figure.draw(
            drawing,
            data=data,
            caption=caption,
            label=label,
            alt=_bars(cell, counts, named, said),
            language=language,
            provenance=cell.provenance(cell.say("Counted in the workbooks of actions of the pilots."), data),
        )


def _forest(axis: Axes, drawn: pd.DataFrame, scales: list[str], names: list[str]) -> None:
    """The pilots under the name of each scale; what they say together in another colour and shape."""
    place, ticks = -1.0, []
    for number, row in drawn.iterrows():
        at = int(str(number))
        if at == 0 or scales[at] != scales[at - 1]:
            place += 1
            ticks.append((place, scales[at]))
        place += 1
        ticks.append((place, names[at]))
        together = row["group"] == EVERYONE
        axis.hlines(place, row["ci_low"], row["ci_high"], color=ORANGE if together else BLUE, linewidth=2)
        axis.plot(row["estimate"], place, "D" if together else "o", color=ORANGE if together else BLUE, markersize=6)
    rows(axis, [""] * (int(place) + 1))
    axis.set_yticks([at for at, _ in ticks], [text for _, text in ticks])
    for tick, (_, text) in zip(axis.get_yticklabels(), ticks, strict=True):
        if text in scales:
            tick.set_fontweight("bold")


def _named(cell: Cells, publication: Publication, row: Mapping[object, object]) -> str:
    if row["group"] == EVERYONE:
        return cell.say(_POOLED[str(row["statistic"])])
    return publication.called(str(row["group"]), cell.language)


def _numbers(cell: Cells, drawn: pd.DataFrame, scales: list[str], names: list[str]) -> pd.DataFrame:
    heads = [cell.say(text) for text in ("Measure", "Pilot", "n", "Value", "95% interval")]
    table = [
        [
            scale,
            name,
            "·" if is_missing(row["n"]) else cell.number(row["n"], 0),
            cell.number(row["estimate"]),
            cell.interval(row["ci_low"], row["ci_high"]),
        ]
        for scale, name, row in zip(scales, names, drawn.to_dict("records"), strict=True)
    ]
    return pd.DataFrame(table, columns=heads, dtype="str")


def _alt(cell: Cells, data: pd.DataFrame) -> str:
    """The first eight; the rest stand in the numbers."""
    told = [f"{row[0]}, {row[1]}{cell.say(': ')}{row[3]} ({row[4]})" for row in data.head(8).to_numpy().tolist()]
    return f"{cell.say('Dots with intervals.')} {cell.say('; ').join(told)}."


def _stacked(axis: Axes, counts: pd.DataFrame, said: Mapping[str, str]) -> None:
    """The number stands in each part."""
    left = [0] * len(counts)
    for fate in counts.columns:
        wide, colour = counts[fate].tolist(), _FATES[str(fate)]
        bars = axis.barh(range(len(counts)), wide, left=left, color=colour, height=0.62, label=said[str(fate)])
        axis.bar_label(bars, [str(n) if n else "" for n in wide], label_type="center", color=on(colour))
        left = [a + b for a, b in zip(left, wide, strict=True)]


def _bars(cell: Cells, counts: pd.DataFrame, named: list[str], said: Mapping[str, str]) -> str:
    told = []
    for name, (_, row) in zip(named, counts.iterrows(), strict=True):
        told.append(f"{name}{cell.say(': ')}{', '.join(f'{said[str(fate)]} {n}' for fate, n in row.items() if n)}")
    return f"{cell.say('Bars by pilot.')} {cell.say('; ').join(told)}."
