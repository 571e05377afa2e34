"""How codes add up over interviews."""

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells, is_missing
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, LIGHT, ORANGE, in_language, sheet
from pilots.pilot import Pilot
from pilots.qualitative import Saturation
from pilots.told_codes import told_held


def saturation(found: Saturation, pilot: Pilot, *, language: str = "nl", label: str = "fig-saturation") -> Figure:
    """Draw how many different codes came up after each interview, with the band of other orders, and where new ones hardly came.

    Parameters
    ----------
    found
        As `qualitative.saturation` gives it.
    """
    cell = Cells(pilot, language)
    caption = cell.say("Different codes after each interview")
    if cell.few(found.interviews) or not found.curve["codes"].max():
        none = cell.say("No interviews or other conversations were coded in this pilot.")
        why = cell.people_note() if cell.rare(found.interviews) else none
        return Figure.absent(why, caption=caption, label=label, language=language)
    with sheet(3.4) as (drawing, (axis,)):
        _draw(axis, found, cell)
        drawing.legend(loc="outside upper left", ncols=2)
        return Figure.draw(
            drawing,
            data=_numbers(cell, found),
            caption=caption,
            label=label,
            alt=_alt(cell, found),
            language=language,
            notes=(
                _verdict(cell, found),
                cell.say("Band: the middle 95% of random orders of the same interviews."),
            ),
            provenance=cell.provenance(
                cell.say(
                    "New codes in {run} interviews in a row, as a share of the codes of the first {base}; after Guest, Namey and Chen (2020).",
                    run=found.run_length,
                    base=found.base_size,
                ),
                found.curve,
            ),
            counts=tuple(told_held(found.curve, label, pilot.privacy.threshold)),
        )


def _draw(axis: Axes, found: Saturation, cell: Cells) -> None:
    at = found.curve["interview"].to_numpy("int64")
    low, codes, high = (found.curve[name].to_numpy("float64") for name in ("low", "codes", "high"))
    axis.fill_between(at, low, high, color=LIGHT, alpha=0.7, linewidth=0, label=cell.say("other orders"))
    axis.plot(at, codes, "-o", color=BLUE, markersize=4, linewidth=1.6, label=cell.say("the order of the interviews"))
    if found.reached:
        axis.axvline(found.reached, color=ORANGE, linewidth=1.4, linestyle=(0, (4, 3)), label=cell.say("saturation"))
    axis.grid(axis="y")
    axis.set_xlim(0.5, found.interviews + 0.5)
    axis.set_ylim(0, 1.06 * float(high.max()))
    axis.set_xlabel(cell.say("Interview"))
    axis.set_ylabel(cell.say("Different codes so far"))
    in_language(axis, cell.language)
    in_language(axis, cell.language, axes="y")


def _verdict(cell: Cells, found: Saturation) -> str:
    about = {
        "base": found.base_size,
        "run": found.run_length,
        "limit": cell.share(found.threshold),
        "n": found.interviews,
    }
    if not found.told:
        return cell.say(
            "Whether there is saturation, {n} interviews can't tell with a base of {base} and runs of {run}.", **about
        )
    if found.reached is None:
        return cell.say("Saturation (at most {limit} new codes in {run} interviews, base {base}) was not reached with these {n} interviews.", **about)  # fmt: skip
    return cell.say(
        "Saturation (at most {limit} new codes in {run} interviews, base {base}) was reached at interview {reached}, in {share} of random orders at some interview.",
        **about,
        reached=found.reached,
        share=cell.share(found.reached_in),
    )


def _numbers(cell: Cells, found: Saturation) -> pd.DataFrame:
    heads = [cell.say(text) for text in ("Interview", "New codes", "Codes so far", "New information", "Other orders")]
    said = [
        [
            cell.number(row["interview"], 0),
            cell.number(row["new"], 0),
            cell.number(row["codes"], 0),
            "–" if is_missing(row["run_share"]) else cell.share(row["run_share"]),
            cell.interval(row["low"], row["high"], 0),
        ]
        for _, row in found.curve.iterrows()
    ]
    return pd.DataFrame(said, columns=heads, dtype="str")


def _alt(cell: Cells, found: Saturation) -> str:
    line = cell.say(
        "A line that rises to {codes} different {codes:code|codes} after {n} {n:interview|interviews}.",
        codes=cell.number(float(found.curve["codes"].max()), 0),
        n=found.interviews,
    )
    return f"{line} {_verdict(cell, found)}"
