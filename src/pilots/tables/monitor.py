"""What the rules of run charts and control charts say of attendance."""

import pandas as pd

from pilots.actions import Monitored
from pilots.cells import Cells, is_missing
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble

CHARTS = {"p": "p-chart", "pp": "p-chart with Laney's correction", "c": "c-chart", "u": "u-chart"}


def run_rules(found: Monitored, pilot: Pilot, *, language: str = "nl", label: str = "tbl-run-rules") -> Table:
    """Longest run, crossings, shift, trend, points beyond the limits and overlap of phases, a row a school.

    Parameters
    ----------
    found
        As `actions.monitor` gives it.
    """
    cell = Cells(pilot, language)
    texts = ("Where", "Points", "Median", "Longest run", "Crossings", "Shift", "Trend", "Beyond the limits", "NAP", "Tau-U", "What the rules say")  # fmt: skip
    heads = [cell.say(text) for text in texts]
    merged = hides(found)
    rows = [_row(cell, row, site_hides=str(row["site"]) in merged, found=found) for _, row in found.rules.iterrows()]
    charts = [cell.say(CHARTS[name]) for name in dict.fromkeys(found.rules["chart"])]
    frozen = found.rules["baseline"].notna().any()
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("What the rules of run charts say"),
        label=label,
        method=cell.say("Anhøj's rules (longest run, crossings), Perla's (shift, trend), limits of: {charts}.", charts=", ".join(charts)),
        empty=cell.say("No attendance was registered in this pilot."),
        notes=[
            cell.say("In brackets the limit: a longer run, or fewer crossings, is a sign of change (Anhøj and Olesen 2014). Shift: six points in a row on one side; trend: five all up or all down (Perla 2011), which chance gives more often."),
            *([cell.say("The median is that of the weeks before the first adjustment, held still afterwards.")] if frozen else []),
            cell.say("NAP: how often a point after the first adjustment is higher than one before it; Tau-U takes out the trend that was there already. Fewer than ten points prove nothing."),
            *([cell.held_note()] if merged else []),
        ],
        numeric=heads[1:10],
    )  # fmt: skip


def hides(found: Monitored) -> set[str]:
    """Schools of which sessions had to be merged, or were left out."""
    full, shown = found.points["site"].value_counts(), found.shown["site"].value_counts()
    return {str(site) for site in full.index if full[site] != shown.get(site, 0)}


def verdict(cell: Cells, row: "pd.Series") -> str:
    """What Anhøj's rules make of a series."""
    if is_missing(row["signal"]):
        return cell.say("too few points to tell")
    return cell.say("a sign of change") if row["signal"] else cell.say("no sign of change")


def value(cell: Cells, number: float, found: Monitored, site: str) -> str:
    """A share, or people by session."""
    own = found.points[found.points["site"] == site]
    return cell.share(number, 1) if own["possible"].notna().all() else cell.number(number, 1)


def _row(cell: Cells, row: "pd.Series", *, site_hides: bool, found: Monitored) -> list[str]:
    def limited(name: str) -> str:
        seen = cell.number(row[name], 0)
        limit = row[f"{name}_limit"]
        return seen if is_missing(limit) else f"{seen} ({cell.number(limit, 0)})"

    def yes(flag: float) -> str:
        return "–" if is_missing(flag) else cell.say("yes") if flag else cell.say("no")

    overlap = "–"
    if not is_missing(row["nap"]):
        overlap = f"{cell.number(row['nap'])} ({cell.interval(row['nap_low'], row['nap_high'])})"
    return [
        where(cell, str(row["site"])),
        cell.number(row["points"], 0),
        "·" if site_hides else value(cell, row["median"], found, str(row["site"])),
        limited("longest_run"),
        limited("crossings"),
        yes(row["shift"]),
        yes(row["trend"]),
        "–" if is_missing(row["beyond"]) else cell.number(row["beyond"], 0),
        overlap,
        cell.number(row["tau_u"]),
        verdict(cell, row),
    ]


def where(cell: Cells, site: str) -> str:
    """The name of a school; all together; or everywhere, where none was named."""
    return cell.group(site) if site else cell.say("everywhere")
