"""What was planned, how the strands fit, and what was reached, in sentences."""

from typing import TYPE_CHECKING

import pandas as pd

from pilots.actions import ActionPlan, contribution
from pilots.actions.measures import tells_of_few
from pilots.cells import Cells
from pilots.exhibits import Sentence
from pilots.language import pick
from pilots.pilot import Pilot

if TYPE_CHECKING:
    from pilots.mixed import JointDisplay


def chain(plan: ActionPlan, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """How many needs led to how many actions and indicators, and in how many places that chain is broken."""
    cell = Cells(pilot, language)
    if plan.needs.empty and plan.actions.empty:
        return Sentence(cell.say("No needs or actions were recorded in this pilot yet."), language, absent=True)
    counts = {
        "needs": len(plan.needs),
        "candidates": len(plan.actions),
        "chosen": int(plan.actions["chosen"].sum()),
        "indicators": len(plan.indicators),
    }
    text = cell.say(
        "Needs: {needs}. Candidate actions: {candidates}, of which chosen: {chosen}. Indicators that follow them: {indicators}.",
        **counts,
    )
    broken = plan.broken_links()
    counts["broken"] = len(broken)
    said = cell.say("The chain from need to result has no broken links.")
    if len(broken):
        kinds = broken["kind"].value_counts(sort=False)
        where = ", ".join(f"{cell.say(str(kind))}{cell.say(': ')}{n}" for kind, n in kinds.items())
        said = cell.say("Places where the chain is broken: {n} ({where}).", n=len(broken), where=where)
    return Sentence(
        f"{text} {said}",
        language,
        values={name: str(value) for name, value in counts.items()},
        provenance=cell.provenance(cell.say("Taken from the workbook of actions that the group keeps."), plan.actions),
    )


def conclusion(
    results: pd.DataFrame, plan: ActionPlan, display: "JointDisplay", pilot: Pilot, *, language: str = "nl"
) -> Sentence:
    """What the pilot reached, computed from its targets: reached, not reached, cannot tell.

    Parameters
    ----------
    results
        As `actions.evaluate` gives them.
    """
    cell = Cells(pilot, language)
    if results.empty:
        return Sentence(
            cell.say("No targets were set, so this report can't conclude whether they were reached."),
            language,
        )
    few = [tells_of_few(row, pilot.privacy.threshold) for _, row in results.iterrows()]
    held = pd.Series(few, index=results.index, dtype="bool")
    verdicts = results["verdict"].mask(held, "cannot tell")
    counts = {name: int((verdicts == name).sum()) for name in ("reached", "not reached", "cannot tell")}
    lines = [
        cell.say(
            "Targets: {total}. Reached: {reached}. Not reached: {missed}. These data cannot tell: {unknown}.",
            total=len(results),
            reached=counts["reached"],
            missed=counts["not reached"],
            unknown=counts["cannot tell"],
        ),
        *_named(cell, results["indicator"], verdicts, plan),
    ]
    adjusted = int(plan.cycles["adjusted"].sum())
    if adjusted:
        once, often = "Along the way an action was adjusted once.", "Along the way actions were adjusted {times} times."
        lines.append(cell.say(once) if adjusted == 1 else cell.say(often, times=adjusted))
    judged = contribution(plan, results)
    if len(judged):
        stands = int((judged["verdict"] == "stands").sum())
        said = cell.say(
            "Claims that an action contributed: {n}. Of these stand: {stands}.", n=len(judged), stands=stands
        )
        lines.append(said)
    contradicting = int((display.findings["fit"] == "discordance").sum())
    if contradicting:
        said = cell.say(
            "Findings on which numbers and conversations contradict each other: {n}. They ask for a closer look.",
            n=contradicting,
        )
        lines.append(said)
    lines.append(cell.say("There was no comparison group: what changed can't be ascribed to the actions alone."))
    return Sentence(
        "\n".join(lines),
        language,
        values={name: str(count) for name, count in counts.items()},
        provenance=cell.provenance(cell.say("Actions and targets from the workbook of actions."), results),
    )


def _named(cell: Cells, indicators: "pd.Series[str]", verdicts: "pd.Series[str]", plan: ActionPlan) -> list[str]:
    """The targets by verdict, each by its title."""
    titles = plan.indicators.set_index("indicator")["titles"]
    lines = []
    for verdict in ("reached", "not reached", "cannot tell"):
        named = [pick(titles[name], cell.language) or name for name in indicators[verdicts == verdict]]
        said = cell.say(verdict)
        lines += [f"{said[:1].upper()}{said[1:]}{cell.say(': ')}{cell.say('; ').join(named)}."] if named else []
    return lines
