"""The joint display drawn: each finding's number on its own scale beside the share of conversations, and how they fit."""

from collections.abc import Mapping
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, INK, ORANGE, rows, sheet
from pilots.language import number, percent, pick
from pilots.mixed import JointDisplay
from pilots.mixed.conversations import Told, told_beside
from pilots.mixed.numbers import Number, may_be_shown
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.told_findings import told_display

_LEFT, _RIGHT, _FIT = (0.0, 1.0), (1.38, 2.38), 2.55
"""Where on the axis the numbers, the conversations and the fit stand."""
_CHANGE = "mean_difference"
_BAND = "A band shows a range: the number of conversations lies somewhere in it and is not told."


def joint_display(
    display: JointDisplay,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "fig-joint-display",
) -> Figure:
    """Numbers with their intervals and the share of conversations on one line a finding, and the fit in words.

    Parameters
    ----------
    display
        As `mixed.joint_display` gives it.

    Returns
    -------
    Figure
        A dot with its interval stands between the least and the greatest that the number can be, or of a change between the
        greatest fall and rise of its panel. Where the number of conversations is not told, a band shows within which range it lies.
    """
    cell = Cells(pilot, language, surveys)
    caption = cell.say("Numbers and conversations on one line")
    found = display.findings
    numbered = found["estimate"].notna()
    spoken = found["cases"].notna() & (found["base"].fillna(0) > 0)
    drawn = found.loc[numbered | spoken]
    if drawn.empty:
        note = cell.say("No findings were recorded yet in which survey and conversations meet.")
        return Figure.absent(note, caption=caption, label=label, language=language)
    change = drawn["statistic"].eq(_CHANGE).fillna(False).astype("bool")
    panels = [part for part in (drawn.loc[~change], drawn.loc[change]) if len(part)]
    with sheet(sum(0.62 * len(part) + 1.0 for part in panels), len(panels)) as (drawing, axes):
        if len(panels) > 1:
            heights = [len(part) + 1.2 for part in panels]
            axes[0].get_gridspec().set_height_ratios(heights)  # type: ignore[union-attr]
        for axis, part in zip(axes, panels, strict=True):
            _panel(axis, cell, part)
        return Figure.draw(
            drawing,
            data=_data(cell, drawn),
            caption=caption,
            label=label,
            alt=_alt(cell, drawn),
            language=language,
            notes=(
                *([cell.say(_BAND)] if any(not said.exact for said in _counts(drawn, pilot)) else []),
                *([cell.people_note()] if any(not _shown(row, pilot) for _, row in drawn[numbered].iterrows()) else []),
            ),
            provenance=cell.provenance(
                cell.say(
                    "Estimates from the survey beside counts of conversations; the fit as the researchers judged it."
                ),
                _data(cell, drawn),
            ),
            counts=tuple(told_display(drawn, surveys, pilot)),
        )


def _panel(axis: Axes, cell: Cells, part: pd.DataFrame) -> None:
    change = part["statistic"].iloc[0] == _CHANGE
    reach = _reach(part)
    for place, (_, row) in enumerate(part.iterrows()):
        if not pd.isna(row["estimate"]) and _shown(row, cell.pilot):
            low, high = (-reach, reach) if change else (row["bottom"], row["top"])
            ends = [min(max((row[end] - low) / (high - low), 0), 1) for end in ("ci_low", "estimate", "ci_high")]
            axis.hlines(place, ends[0], ends[2], color=BLUE, linewidth=2)
            axis.plot([ends[1]], [place], "o", color=BLUE, markersize=6)
        said = told_beside(row, cell.pilot.privacy.threshold)
        if said:
            _conversations(axis, place, said)
        axis.text(_FIT, place, fill(cell.say(row["fit"]), 13), va="center", fontsize=9.5, color=INK)
    rows(axis, [_title(row, cell.language) for _, row in part.iterrows()], 32)
    axis.set_xlim(-0.05, 3.2)
    axis.grid(visible=False)
    for start, end in (_LEFT, _RIGHT):
        for at in (start, (start + end) / 2, end):
            axis.axvline(at, color="#d5d5d0" if at in (start, end) else GREY, linewidth=0.8, zorder=0)
    ends_told = (
        [f"−{number(reach, cell.language, 1)}", "0", f"+{number(reach, cell.language, 1)}"]
        if change
        else [cell.say("lowest"), cell.say("middle"), cell.say("highest")]
    )
    shares = [percent(share, cell.language) for share in (0.0, 0.5, 1.0)]
    axis.set_xticks([0, 0.5, 1, 1.38, 1.88, 2.38], [*ends_told, *shares], fontsize=9)
    axis.tick_params(axis="x", length=0)
    axis.spines["bottom"].set_visible(False)
    heads = (
        cell.say("Change, with interval") if change else cell.say("Number, with interval"),
        cell.say("Conversations"),
    )
    for at, head in zip((0.5, 1.88), heads, strict=True):
        axis.text(at, -0.62, head, ha="center", va="bottom", fontsize=9, color=INK, weight="bold")
    axis.text(_FIT, -0.62, cell.say("Fit"), ha="left", va="bottom", fontsize=9, color=INK, weight="bold")


def _conversations(axis: Axes, place: int, said: Told) -> None:
    """A bar as long as the share, or a band over its range."""
    start = _RIGHT[0]
    if said.base < said.threshold:
        return
    if said.exact:
        axis.barh(place, said.least, left=start, height=0.34, color=ORANGE)
        return
    axis.barh(
        place, said.most - said.least, left=start + said.least, height=0.34, color="#f0ddd3", edgecolor=ORANGE, hatch="///",
        linewidth=0.8,
    )  # fmt: skip


def _counts(drawn: pd.DataFrame, pilot: Pilot) -> list[Told]:
    """What is told of the conversations of each finding that has any."""
    found = [told_beside(row, pilot.privacy.threshold) for _, row in drawn.iterrows()]
    return [said for said in found if said]


def _reach(part: pd.DataFrame) -> float:
    """The greatest change that an interval holds, rounded up to halves."""
    most = part[["ci_low", "ci_high", "estimate"]].abs().max().max()
    return max(0.5, -(-float(most) // 0.5) * 0.5)


def _shown(row: "pd.Series", pilot: Pilot) -> bool:
    n, least = (None if pd.isna(row[name]) else int(row[name]) for name in ("n", "n_least"))
    number_of = Number(row["statistic"], row["estimate"], row["ci_low"], row["ci_high"], n, least)
    return may_be_shown(number_of, pilot.privacy.threshold)


def _title(row: "pd.Series", language: str) -> str:
    return f"{row['finding']}. {pick(row['titles'], language)}"


def _data(cell: Cells, drawn: pd.DataFrame) -> pd.DataFrame:
    lines = []
    for _, row in drawn.iterrows():
        share = row["statistic"] == "share"
        value, interval = "–", "–"
        if not pd.isna(row["estimate"]) and _shown(row, cell.pilot):
            value = cell.share(row["estimate"]) if share else cell.number(row["estimate"])
            interval = cell.interval(row["ci_low"], row["ci_high"], share=share)
        said = "–"
        counted = told_beside(row, cell.pilot.privacy.threshold)
        if counted:
            said = cell.say(counted.text, **counted.values)
        lines.append([_title(row, cell.language), value, interval, said, cell.say(row["fit"])])
    heads = [cell.say(text) for text in ("Finding", "Estimate", "95% interval", "Conversations", "Fit")]
    return pd.DataFrame(lines, columns=heads, dtype="str")


def _alt(cell: Cells, drawn: pd.DataFrame) -> str:
    counts = drawn["fit"].value_counts()
    order = ("confirmation", "expansion", "discordance", "cannot tell")
    listed = ", ".join(f"{cell.say(fit)}{cell.say(': ')}{counts[fit]}" for fit in order if fit in counts)
    return cell.say(
        "A line a finding: its number with interval, the share of conversations, and how they fit. {listed}.",
        listed=listed,
    )
