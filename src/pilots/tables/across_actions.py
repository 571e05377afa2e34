"""What was tried where, what became of it, what travelled, and what was learned."""

from collections.abc import Callable

import pandas as pd

from pilots import frameworks
from pilots.across import Publication
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import pick
from pilots.tables.assemble import assemble
from pilots.tables.written import own, prose

_DONE = ("Action", "What became of it", "Status", "Targets", "Contribution")
_TARGETS = {"reached": "reached: {n}", "missed": "not reached: {n}", "open": "cannot tell: {n}"}


def actions_by_framework(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-actions"
) -> list[Table]:
    """A table a framework: the actions of all pilots under the element that they name.

    Parameters
    ----------
    found
        As `across.by_framework` gives it.
    label
        Of all; the name of the framework follows.

    Returns
    -------
    list of Table
        For `show`; one that says so where no action names an element.
    """
    cell = Cells(publication.pilot, language)
    heads = [cell.say(text) for text in ("Element", "Pilot", *_DONE)]
    named = list(dict.fromkeys(found["framework"])) or ["involvement"]
    return [
        assemble(
            cell,
            heads,
            [
                [
                    frameworks.label(row["element"], language),
                    publication.called(row["pilot"], language),
                    *_done(cell, row),
                ]
                for row in found.loc[found["framework"] == framework].to_dict("records")
            ],
            caption=cell.say("What was tried: {framework}", framework=cell.say(f"framework:{framework}")),
            label=f"{label}-{framework}",
            method=cell.say("Actions and targets from the workbooks of actions of the pilots."),
            empty=cell.say("No action names an element of a framework."),
            notes=_notes(cell),
            row_groups=heads[0],
            optional=heads[4:],
        )
        for framework in named
    ]


def travelled(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-travelled"
) -> Table:
    """What actions of several pilots have in common, and what became of it in each.

    Parameters
    ----------
    found
        As `across.travelled` gives it.
    """
    cell = Cells(publication.pilot, language)
    heads = [cell.say(text) for text in ("What travelled", "Pilot", *_DONE)]
    rows = [
        [_unit(cell, row), publication.called(row["pilot"], language), *_done(cell, row)]
        for row in found.to_dict("records")
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("What travelled from pilot to pilot, and what did not"),
        label=label,
        method=cell.say("Materials, themes and numbers in a register that actions of two pilots or more name."),
        empty=cell.say("No material, theme or number in a register is named in two pilots or more."),
        notes=_notes(cell),
        row_groups=heads[0],
        optional=heads[4:],
    )  # fmt: skip


def adjustments(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-adjustments"
) -> Table:
    """What each pilot adjusted on the way, and why.

    Parameters
    ----------
    found
        As `across.adjustments` gives it.
    """
    cell = Cells(publication.pilot, language)
    heads = [cell.say(text) for text in ("Pilot", "Action", "What was done", "Why")]
    rows = [
        [
            publication.called(row["pilot"], language),
            pick(row["titles"], language) or row["action"],
            prose(row["what"], language),
            prose(row["reason"], language),
        ]
        for row in found.to_dict("records")
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("What was adjusted on the way, and why"),
        label=label,
        method=cell.say("Taken from the workbooks of actions of the pilots."),
        empty=cell.say("No pilot wrote down an adjustment."),
        row_groups=heads[0],
    )


def lessons(
    found: pd.DataFrame, publication: Publication, *, language: str = "nl", label: str = "tbl-lessons"
) -> Table:
    """Each lesson with what it rests on and the verdict on that.

    Parameters
    ----------
    found
        As `across.lessons` gives it.
    """
    cell = Cells(publication.pilot, language)
    heads = [cell.say(text) for text in ("Lesson", "Pilot", "Rests on", "Verdict")]
    rows = [
        [
            f"{pick(row['titles'], language).rstrip('.')} ({cell.say('weight:' + str(row['weight']))})",
            publication.called(row["pilot"], language) if row["pilot"] else "–",
            f"{cell.say(row['kind'])}{cell.say(': ')}{prose(row['about'], language)}" if row["pilot"] else "–",
            cell.say(_verdict(row)) if row["pilot"] else cell.say("cannot tell"),
        ]
        for row in found.to_dict("records")
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("What was learned, and what it rests on"),
        label=label,
        method=cell.say("Lessons as the authors wrote them; verdicts computed from the pilots' data and workbooks."),
        empty=cell.say("No lessons were written down."),
        notes=[
            cell.say(
                "Measured: a claim stands, or a target was reached or was not. Experience: something was adjusted or followed up on the way. Cannot tell: it rests on nothing that is certain."
            )
        ],
        row_groups=heads[0],
    )


def _verdict(row: dict[object, object]) -> str:
    prefix = {"claim": "claim:", "cycle": "cycle:"}.get(str(row["kind"]), "")
    return f"{prefix}{row['verdict']}"


def _unit(cell: Cells, row: dict[object, object]) -> str:
    unit = str(row["unit"])
    return (
        cell.say("action {number} of a register", number=unit)
        if row["kind"] == "register"
        else frameworks.label(unit, cell.language)
    )


def _done(cell: Cells, row: dict[object, object]) -> list[str]:
    """An action, what became of it, its status, how its targets turned out, and whether it contributed."""
    targets = [cell.say(text, n=row[name]) for name, text in _TARGETS.items() if row[name]]
    claims: tuple[str, ...] = row["claims"]  # type: ignore[assignment]
    say: Callable[[str], str] = cell.say
    return [
        pick(row["titles"], cell.language) or str(row["action"]),  # type: ignore[arg-type]
        cell.say(f"fate:{row['fate']}"),
        own(cell, row["status"]),
        cell.say("; ").join(targets) or "–",
        cell.say("; ").join(say(f"claim:{verdict}") for verdict in claims) or "–",
    ]


def _notes(cell: Cells) -> list[str]:
    return [
        cell.say("Not carried out: not chosen. Adapted: adjusted on the way. Kept: followed up and not adjusted. Tried: no follow-up was written down."),
        cell.say("Targets: how many were reached, not reached, or can't be told. Contribution: the verdict on claims that the action contributed."),
    ]  # fmt: skip
