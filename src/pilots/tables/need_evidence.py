"""Needs beside the findings they were drawn from, and the materials of the catalogue that may serve them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from pilots import frameworks
from pilots.actions import ActionPlan
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.tables.joint_display import joint_display
from pilots.tables.written import prose
from pilots.told_findings import told_display

if TYPE_CHECKING:
    from pilots.mixed import JointDisplay


def needs_evidence(
    plan: ActionPlan,
    display: "JointDisplay",
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-evidence",
) -> Table:
    """Each need with the findings behind it: what the survey says, what people said, and how the two fit.

    Parameters
    ----------
    plan
        With its needs and the ids of their findings.
    display
        As `mixed.joint_display` gives it.

    Returns
    -------
    Table
        A row a need and finding. A need without finding, or of which no finding stands in the display, says so.
    """
    cell = Cells(pilot, language, surveys)
    heads = [cell.say(text) for text in ("Need", "Finding", "What the survey says", "What people said", "Fit")]
    rows: list[list[str]] = []
    counts: list[Count] = []
    for _, need in plan.needs.iterrows():
        title = cell.titled(need["need"], need["titles"])
        found = [_finding(finding, display, surveys, pilot, language) for finding in need["findings"]]
        counts += _counts(need["findings"], display, surveys, pilot, len(rows))
        nothing = cell.say("No finding behind this need: it rests on what the group knows.")
        rows += [[title, *cells] for cells in found] or [[title, nothing, "–", "–", "–"]]
    bare = sum(not named for named in plan.needs["findings"])
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Needs with the evidence behind them"),
        label=label,
        method=cell.say("Taken from the workbook of actions that the group keeps."),
        empty=cell.say("No needs were recorded yet."),
        notes=[
            cell.say(
                "{n} of {total} {total:need|needs} {n:has no finding behind it|have no finding behind them}.",
                n=bare,
                total=len(plan.needs),
            )
        ]
        if bare
        else [],
        row_groups=heads[0],
        counts=counts,
    )


def suggestions(plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-suggestions") -> Table:
    """Materials of the catalogue for each need, by the elements of frameworks that they share; see `frameworks.suggest`."""
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Need", "Material", "Made by", "Because both are about", "In an action")]
    catalogue = frameworks.catalogue()
    named = dict(zip(catalogue["id"], catalogue["labels"], strict=True))
    makers = dict(zip(catalogue["id"], catalogue["made_by"], strict=True))
    titles = plan.needs.set_index("need")["titles"]
    rows = [
        [
            cell.titled(row["need"], titles[row["need"]]),
            pick(named[row["material"]], language),
            prose(makers[row["material"]], language),
            ", ".join(frameworks.label(element, language) for element in row["shared"]),
            ", ".join(_using(plan, row["need"], row["material"])) or "–",
        ]
        for _, row in frameworks.suggest(plan.needs).iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Materials from the catalogue that may serve a need"),
        label=label,
        method=cell.say("Needs and materials that refer to the same elements of the frameworks."),
        empty=cell.say("No need refers to an element of the frameworks, so no materials can be suggested."),
        notes=[cell.say("The catalogue is that of Hefboom In partnerschap.")],
        row_groups=heads[0],
        optional=[heads[2], heads[4]],
    )


def _finding(
    name: str, display: "JointDisplay", surveys: Mapping[str, Survey], pilot: Pilot, language: str
) -> list[str]:
    """What the joint display says of one finding."""
    own = display.findings[display.findings["finding"] == name]
    if own.empty:
        return [name, Cells(pilot, language).say("not in the joint display of this phase"), "–", "–"]
    shown: pd.DataFrame = joint_display(replace(display, findings=own), surveys, pilot, language=language).data
    return [str(text) for text in shown.iloc[0, :4]]


def _counts(names: Sequence[str], display: "JointDisplay", surveys: Mapping[str, Survey], pilot: Pilot, start: int) -> Iterator[Count]:  # fmt: skip
    """What the joint display tells of how many of the findings of one need, whose rows begin at `start`."""
    for row, name in enumerate(names, start):
        own = display.findings[display.findings["finding"] == name]
        yield from (replace(one, row=row) for one in told_display(own, surveys, pilot, columns=(2, 3)))


def _using(plan: ActionPlan, need: str, material: str) -> list[str]:
    """The actions for a need that draw on a material."""
    named = zip(plan.actions["action"], plan.actions["needs"], plan.actions["catalogue"], strict=True)
    return [action for action, needs, materials in named if need in needs and material in (materials or ())]
