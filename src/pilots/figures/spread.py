"""How reach grew: who came of their own accord, and who came through another."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, ORANGE, in_language, sheet
from pilots.language import date
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.told import BROUGHT, open_value, told

_KINDS = ("alone", "brought")
_BROUGHT = {"alone": "no", "brought": "yes"}
_TICKS = 6


def growth(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "fig-growth") -> Figure:
    """How many had come until each month, drawn as steps; months that would tell of too few people are passed over.

    Parameters
    ----------
    found
        As `actions.growth` gives it.

    Notes
    -----
    No network is drawn: with so few people its shape would tell who is who.
    """
    cell = Cells(pilot, language)
    caption = cell.say("How reach grew from person to person")
    kept = found.loc[_safe(found, pilot.privacy.threshold)]
    if len(kept) < 2:
        few = cell.people_note() if len(found) else cell.say("Nobody registered who brought whom.")
        return Figure.absent(few, caption=caption, label=label, language=language)
    names = {"alone": cell.say("came of their own accord"), "brought": cell.say("came through another")}
    heads = [cell.say("Until"), names["alone"], names["brought"]]
    # an adding-up until the end of a month
    ends = kept["month"] + pd.offsets.MonthEnd(0)
    table = [
        [date(end.date(), language), *(cell.number(row[kind], 0) for kind in _KINDS)]
        for end, (_, row) in zip(ends, kept.iterrows(), strict=True)
    ]
    with sheet(2.7) as (drawing, (axis,)):
        for kind, color, marker, line in (("alone", ORANGE, "s", (0, (4, 2))), ("brought", BLUE, "o", "-")):
            axis.plot(ends.to_numpy(), kept[kind].to_numpy(), color=color, marker=marker, markersize=4, linestyle=line, label=names[kind])  # fmt: skip
        axis.set_ylim(bottom=0)
        axis.grid(axis="y")
        drawing.legend(loc="outside upper left", ncols=2)
        in_language(axis, language, axes="y")
        step = ceil(len(ends) / _TICKS)
        axis.set_xticks(ends.to_numpy()[::step], [_month(end, language) for end in ends.iloc[::step]])
        last = table[-1]
        return Figure.draw(
            drawing,
            data=pd.DataFrame(table, columns=heads, dtype="str"),
            caption=caption,
            label=label,
            alt=cell.say("Two rising lines; in the end {alone} had come of their own accord and {brought} through another.", alone=last[1], brought=last[2]),
            language=language,
            notes=(cell.say("Only moments are shown between which enough people came, so that nobody can be recognised."),),
            provenance=cell.provenance(cell.say("Counted in the registration of who brought whom; Wilson's interval."), kept),
            counts=tuple(_told(found, kept)),
        )  # fmt: skip


def _told(found: pd.DataFrame, kept: pd.DataFrame) -> Iterator[Count]:
    """How many had come until each month that is drawn, and that who came before one of them came before the next."""
    months = [f"until: {month:%Y-%m}" for month in kept["month"]]
    for until, (_, row) in zip(months, kept.iterrows(), strict=True):
        for kind in _KINDS:
            yield told(BROUGHT, {until: "yes", "brought": _BROUGHT[kind]}, row[kind], 1)
    yield from (Count(BROUGHT, {one: "yes", other: "no"}, 0, 0) for one, other in pairwise(months))
    if len(kept) < len(found):
        yield from (open_value(BROUGHT, {months[-1]: "no", "brought": brought}) for brought in _BROUGHT.values())


def _month(day: pd.Timestamp, language: str) -> str:
    from babel.dates import format_date

    return str(format_date(day.date(), "MMM yyyy", locale=language))


def _safe(found: pd.DataFrame, threshold: int) -> list[int]:
    """Months at which both numbers are none or enough, have grown by none or enough since the last such month, and leave so many to the end."""
    kept: list[int] = []
    last = dict.fromkeys(_KINDS, 0.0)
    for at, row in found.iterrows():
        steps = [float(row[kind]) - last[kind] for kind in _KINDS]
        if any(steps) and not any(0 < step < threshold for step in steps):
            kept.append(int(str(at)))
            last = {kind: float(row[kind]) for kind in _KINDS}
    # how many there were in the end is told elsewhere
    while kept and any(0 < found[kind].iloc[-1] - found[kind][kept[-1]] < threshold for kind in _KINDS):
        kept.pop()
    return kept
