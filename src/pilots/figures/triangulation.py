"""The convergence matrix: how every two groups fit on each topic, in words and colours."""

from collections.abc import Mapping
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, INK, LIGHT, ORANGE, rows, sheet
from pilots.mixed import Triangulation
from pilots.mixed.convergence import VERDICTS
from pilots.mixed.triangulate import NUMBERS, WORDS
from pilots.mixed.withheld import publishable
from pilots.pilot import Pilot
from pilots.survey import Survey

_PAPER = "#ffffff"
_LOOK: dict[str, tuple[str, str]] = {
    "agree": (BLUE, _PAPER),
    "partly agree": (LIGHT, INK),
    "disagree": (ORANGE, _PAPER),
    "silent": (_PAPER, INK),
    "cannot tell": ("#ececea", INK),
}
"""Colour and ink of a verdict; it is written too."""


def triangulation(
    found: Triangulation,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "fig-triangulation",
) -> Figure:
    """A grid of topics by pairs of groups with the verdict in each cell, a panel a strand.

    Parameters
    ----------
    found
        As `mixed.triangulate` gives it.
    """
    cell = Cells(pilot, language, surveys)
    caption = cell.say("Where two groups agree")
    pairs = publishable(found, pilot.privacy.threshold).pairs
    if pairs.empty:
        none = cell.say(
            "There is nothing to hold beside each other: no scale, item or theme was heard from two groups."
        )
        return Figure.absent(none, caption=caption, label=label, language=language)
    names = list(dict.fromkeys(pairs["group"]))
    grids = [
        (strand, pairs.loc[pairs["strand"] == strand])
        for strand in (NUMBERS, WORDS)
        if pairs["strand"].eq(strand).any()
    ]
    counts = [own["topic"].nunique() for _, own in grids]
    left_out = cell.say(
        "Themes are left out: fewer than two groups have {threshold} conversations or more.",
        threshold=pilot.privacy.threshold,
    )
    with sheet(sum(0.42 * count + 0.85 for count in counts), len(grids)) as (drawing, axes):
        if len(grids) > 1:
            axes[0].get_gridspec().set_height_ratios([count + 1.6 for count in counts])  # type: ignore[union-attr]
        for axis, (strand, own) in zip(axes, grids, strict=True):
            _grid(axis, cell, strand, own, names)
        return Figure.draw(
            drawing,
            data=_data(cell, pairs),
            caption=caption,
            label=label,
            alt=_alt(cell, pairs),
            language=language,
            notes=(
                cell.say(
                    "Verdicts after Farmer et al. (2006); half a standard deviation after Norman, Sloan and Wyrwich (2003)."
                ),
                *([left_out] if len(pairs) < len(found.pairs) else []),
            ),
            provenance=cell.provenance(
                cell.say(
                    "t and Wilson's intervals; differences with Welch's and Newcombe's intervals, held beside a margin."
                ),
                pairs[["strand", "topic", "group", "verdict"]],
            ),
        )


def _grid(axis: Axes, cell: Cells, strand: str, own: pd.DataFrame, names: list[str]) -> None:
    topics = list(dict.fromkeys(own["topic"]))
    for row in own.to_dict("records"):
        across, down = names.index(row["group"]), topics.index(row["topic"])
        face, ink = _LOOK[row["verdict"]]
        axis.add_patch(Rectangle((across, down - 0.46), 0.97, 0.92, facecolor=face, edgecolor="#9a9f9f", linewidth=0.6))
        axis.text(across + 0.485, down, cell.say(row["verdict"]), ha="center", va="center", color=ink, fontsize=9)
    rows(axis, [cell.label(topic) if strand == NUMBERS else topic for topic in topics], 30)
    axis.set_xlim(0, len(names))
    axis.grid(visible=False)
    axis.xaxis.tick_top()
    axis.set_xticks([place + 0.485 for place in range(len(names))], [fill(cell.group(name), 22) for name in names])
    axis.tick_params(length=0)
    axis.spines["bottom"].set_visible(False)
    axis.set_title(
        cell.say("Survey") if strand == NUMBERS else cell.say("Conversations"), loc="left", fontsize=10, weight="bold"
    )


def _topic(cell: Cells, row: "pd.Series") -> str:
    return cell.label(row["topic"]) if row["strand"] == NUMBERS else str(row["topic"])


def _data(cell: Cells, pairs: pd.DataFrame) -> pd.DataFrame:
    strands = {NUMBERS: cell.say("Survey"), WORDS: cell.say("Conversations")}
    lines = [
        [strands[row["strand"]], _topic(cell, row), cell.group(row["group"]), cell.say(row["verdict"])]
        for _, row in pairs.iterrows()
    ]
    heads = [cell.say(text) for text in ("Strand", "Topic", "Groups", "How they fit")]
    return pd.DataFrame(lines, columns=heads, dtype="str")


def _alt(cell: Cells, pairs: pd.DataFrame) -> str:
    counts = pairs["verdict"].value_counts()
    listed = ", ".join(f"{cell.say(word)}{cell.say(': ')}{counts[word]}" for word in VERDICTS if word in counts)
    return cell.say("A grid of topics by pairs of groups. {listed}.", listed=listed)
