"""What several pilots measured: whether it is the same measure, and what they say on it together."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from pilots import frameworks
from pilots.across import Publication
from pilots.cells import Cells, is_missing
from pilots.exhibits import Table
from pilots.language import pick
from pilots.privacy.counts import Count
from pilots.statistics.samples import EVERYONE
from pilots.tables.assemble import assemble
from pilots.told_estimates import told_of_pilot

_TOGETHER = {
    "smallest_effect": "lowest of the pilots",
    "largest_effect": "highest of the pilots",
    "pooled_effect": "mean of pilots like these",
    "predicted_effect": "to expect in a next pilot",
    "i_squared": "share of the spread that is more than chance (I²)",
}


def measured_alike(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-measured-alike"
) -> Table:
    """Which scales of the same element are the same measure in several pilots, and what differs in the others.

    Parameters
    ----------
    found
        As `across.alike` gives it.
    """
    cell = Cells(publication.pilot, language)
    heads = [cell.say(text) for text in ("Element", "Pilot", "Asked", "Scale", "Items", "Answers", "Measured alike")]
    rows = [
        [
            frameworks.label(row["element"], language),
            publication.called(row["pilot"], language),
            cell.group(row["group"]),
            pick(row["labels"], language) or row["scale"],
            cell.number(row["items"], 0),
            cell.say("{low} to {high}", low=cell.number(row["low"], 0), high=cell.number(row["high"], 0)),
            _alike(cell, row),
        ]
        for row in found.to_dict("records")
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Which measures can be laid beside each other"),
        label=label,
        method=cell.say("Compared in the codebooks of the pilots, item by item."),
        empty=cell.say("No element of a framework was measured in two pilots or more."),
        notes=[
            cell.say(
                "Alike: the same group was asked the same items, in the same words and with the same answers, and they were scored alike. What differs is told against the scale that most pilots have."
            )
        ],
        numeric=[heads[4]],
        row_groups=heads[0],
    )


def synthesis(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-synthesis"
) -> Table:
    """What pilots say on what they measured alike: each with n, missing and interval, then what they say together.

    Parameters
    ----------
    found
        As `across.synthesise` gives it.
    """
    cell = Cells(publication.pilot, language)
    heads = [cell.say(text) for text in ("Measure", "Pilot", "n", "Missing", "Value", "95% interval")]
    rows, counts = [], []
    refused = found["estimate"].isna() & ~found["held"] & (found["statistic"] != "pooled_effect")
    for row in found.loc[~refused].to_dict("records"):
        about = f"{pick(row['labels'], language)}{cell.say(': ')}{cell.say(row['kind'])}"
        if row["group"] == EVERYONE:
            rows.append([about, cell.say(_TOGETHER[row["statistic"]]), *_together(cell, row)])
            continue
        counts.append(told_of_pilot(row, row=len(rows), column=2))
        n = (
            ["·"] * 2
            if row["held"] or is_missing(row["n"])
            else [cell.number(row[name], 0) for name in ("n", "n_missing")]
        )
        rows.append([about, publication.called(row["group"], language), *n, *_estimate(cell, row, held=row["held"])])
    table = assemble(
        cell,
        heads,
        rows,
        caption=cell.say("What pilots say on what they measured alike"),
        label=label,
        method=cell.methods(found),
        source=found.drop(columns="labels"),
        empty=cell.say("Nothing was measured alike in two pilots or more, so nothing is put together."),
        notes=_notes(cell, found, counts),
        numeric=heads[2:],
        row_groups=heads[0],
    )
    return replace(table, counts=tuple(counts))


def _alike(cell: Cells, row: dict[object, object]) -> str:
    differs: Sequence[str] = row["differs"]  # type: ignore[assignment]
    said = cell.say("; ").join(map(cell.say, differs))
    if row["alike"]:
        return cell.say("yes, among these: {differs}", differs=said) if differs else cell.say("yes")
    return cell.say("no: {differs}", differs=said) if differs else cell.say("no: no other pilot asked this")


def _together(cell: Cells, row: dict[object, object]) -> list[str]:
    pilots = cell.say("{n} {n:pilot|pilots}", n=row["n"])
    if row["estimate"] != row["estimate"]:
        return [pilots, "–", cell.say("cannot tell"), "–"]
    return [pilots, "–", *_estimate(cell, row, share=row["statistic"] == "i_squared")]


def _estimate(cell: Cells, row: dict[object, object], *, held: object = False, share: bool = False) -> list[str]:
    if held:
        return ["·", "·"]
    value, low, high = (float(row[name]) for name in ("estimate", "ci_low", "ci_high"))  # type: ignore[arg-type]
    signed = "+" if row["kind"] == "change" and value > 0 and not share else ""
    return [signed + (cell.share(value) if share else cell.number(value)), cell.interval(low, high, share=share)]


def _notes(cell: Cells, found: pd.DataFrame, counts: Sequence[Count]) -> list[str]:
    refused = found.loc[(found["group"] == EVERYONE) & found["estimate"].isna(), "method"]
    return [
        *(f"{cell.say(str(method))}." for method in dict.fromkeys(refused)),
        cell.say("Value: mean of the scale, or points of the scale that it changed. People of one school are taken as they come."),
        *([cell.held_note()] if any(told.held for told in counts) else []),
    ]  # fmt: skip
