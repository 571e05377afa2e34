"""How it was done, pilot by pilot: measurements, cleaning, methods and software, as they were run."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pilots.across import Publication
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.tables.assemble import assemble
from pilots.told import FORM, base, told

_STAGES = {"sent": 4, "received": 5, "analysed": 7}
"""The stages that are told, and in which column."""


def measurements(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-measurements"
) -> Table:
    """Who was asked when, how many answered, and how many are analysed.

    Parameters
    ----------
    found
        As `across.measurements` gives it.
    """
    cell = Cells(publication.pilot, language)
    heads = [
        cell.say(text) for text in ("Pilot", "Group", "Wave", "When", "Invited", "Received", "Response", "Analysed")
    ]
    pilots = {pilot.name: pilot for pilot in publication.members}
    rows: list[list[str]] = []
    counts: list[Count] = []
    for row in found.to_dict("records"):
        pilot = pilots[row["pilot"]]
        flow = {str(stage): float(n) for stage, n in row["flow"].items()}
        hidden = _hidden(flow, pilot, publication)
        of = f"{pilot.name}: {base(row['survey'], row['wave'])}"
        counts += [
            told(
                f"{of} sent" if stage == "sent" else f"{of} received",
                {FORM: stage} if stage == "analysed" else {},
                flow[stage],
                1,
                held=stage in hidden,
                row=len(rows),
                column=column,
            )
            for stage, column in _STAGES.items()
            if stage in flow
        ]
        rows.append(
            [
                publication.called(pilot.name, language),
                Cells(pilot, language).group(row["survey"]),
                str(row["wave"]),
                ", ".join(dict.fromkeys(pick(when, language) for when in row["dates"])) or "–",
                _number(cell, flow, "sent", hidden),
                _number(cell, flow, "received", hidden),
                _response(cell, flow, hidden),
                _number(cell, flow, "analysed", hidden),
            ]
        )
    table = assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Who was asked when, and who is analysed"),
        label=label,
        method=cell.say("Counted from the raw exports and the cleaning logs."),
        empty=cell.say("No survey was held in these pilots."),
        notes=[cell.held_note()] if any("·" in row for row in rows) else [],
        numeric=[heads[2], *heads[4:]],
        row_groups=heads[0],
    )
    return replace(table, counts=tuple(counts))


def cleaning(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-cleaning"
) -> Table:
    """How many decisions of what kind were taken in cleaning; a column a pilot.

    Parameters
    ----------
    found
        As `across.cleaning` gives it.
    """
    cell = Cells(publication.pilot, language)
    names = list(dict.fromkeys(found["pilot"]))
    heads = [cell.say("Decision"), *(publication.called(name, language) for name in names)]
    told = {
        (row["kind"], row["pilot"]): "·" if row["held"] else cell.number(row["n"], 0)
        for row in found.to_dict("records")
    }
    rows = [[cell.say(kind), *(told.get((kind, name), "0") for name in names)] for kind in dict.fromkeys(found["kind"])]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("What was changed in cleaning"),
        label=label,
        method=cell.say("Counted in the cleaning logs, in which every change stands with its reason."),
        empty=cell.say("Nothing was changed in cleaning."),
        notes=[
            cell.say("Answers of forms that stayed. Forms that were removed are told by what was received and what is analysed."),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=heads[1:],
    )  # fmt: skip


def methods_used(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-methods-used"
) -> Table:
    """The statistical methods that made the numbers of this publication, and for which pilots.

    Parameters
    ----------
    found
        As `across.methods` gives it.
    """
    cell = Cells(publication.pilot, language)
    heads = [cell.say("Method"), cell.say("Pilots")]
    rows = [
        [
            cell.say(row["method"]),
            ", ".join(publication.called(name, language) for name in row["pilots"]) or cell.say("all together"),
        ]
        for row in found.to_dict("records")
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Statistical methods"),
        label=label,
        method=cell.say("Collected from the estimates behind this publication."),
        empty=cell.say("Nothing was estimated."),
    )


def software(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-software"
) -> Table:
    """The software that ran, with its versions.

    Parameters
    ----------
    found
        As `across.software` gives it.
    """
    cell = Cells(publication.pilot, language)
    return assemble(
        cell,
        [cell.say("Software"), cell.say("Version")],
        found[["name", "version"]].astype("str").to_numpy().tolist(),
        caption=cell.say("Software"),
        label=label,
        method=cell.say("Asked of the software itself."),
    )


def _hidden(flow: Mapping[str, float], pilot: Pilot, publication: Publication) -> set[str]:
    """Stages that the pilot's own report holds back, or that this publication must."""
    counts = pd.Series(flow, dtype="float64")
    return Cells(pilot, "nl").hidden_stages(counts) | Cells(publication.pilot, "nl").hidden_stages(counts)


def _number(cell: Cells, flow: Mapping[str, float], stage: str, hidden: set[str]) -> str:
    if stage not in flow:
        return "–"
    return "·" if stage in hidden else cell.number(flow[stage], 0)


def _response(cell: Cells, flow: Mapping[str, float], hidden: set[str]) -> str:
    """The share of the invited whose form was received, where both are told."""
    told = [flow[stage] for stage in ("received", "sent") if stage in flow and stage not in hidden]
    return cell.share(told[0] / told[1]) if len(told) == 2 and told[1] else "–"
