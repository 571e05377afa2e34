"""Sentences computed from the data, so that no number in a report was typed by hand."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from pilots.actions import ActionPlan
from pilots.cells import Cells, is_missing
from pilots.exhibits import Sentence
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.survey.changes import least_people

if TYPE_CHECKING:
    from pilots.mixed import JointDisplay


def analysed(surveys: Mapping[str, Survey], pilot: Pilot, *, wave: int | None = None, language: str = "nl") -> Sentence:
    """How many answers of each group are analysed."""
    cell = Cells(pilot, language, surveys)
    counts = {
        survey.group: len(survey.responses if wave is None else survey.at(wave).responses)
        for survey in surveys.values()
    }
    counts = {group: n for group, n in counts.items() if n}
    if not counts:
        return Sentence(cell.say("No survey was held in this part of the pilot."), language)
    listed = ", ".join(cell.say("{group}: {n}", group=cell.group(group), n=cell.n(n)) for group, n in counts.items())
    text = cell.say("Analysed are the answers of {groups}.", groups=listed)
    return Sentence(text, language, values={group: cell.n(n) for group, n in counts.items()})


def differences(
    estimates: pd.DataFrame, surveys: Mapping[str, Survey], pilot: Pilot, *, language: str = "nl"
) -> Sentence:
    """Which groups clearly see things differently, which alike, and where the sample cannot tell.

    A difference is clear when its interval lies on one side of zero and its corrected p is below 0.05; alike when the
    whole interval lies within half a standard deviation; otherwise this sample cannot tell.
    """
    cell = Cells(pilot, language, surveys)
    pairs = estimates[(estimates["statistic"] == "hedges_g") & estimates["estimate"].notna()]
    means = estimates[estimates["statistic"] == "mean"].set_index(["variable", "group"])["n"]
    lines = [
        _difference(cell, row)
        for _, row in pairs.iterrows()
        if not any(cell.few(means.get((row["variable"], group), 0)) for group in row["group"].split(" - "))
    ]
    return Sentence("\n".join(lines) or cell.say("There are no two groups large enough to compare."), language)


def changes(estimates: pd.DataFrame, surveys: Mapping[str, Survey], pilot: Pilot, *, language: str = "nl") -> Sentence:
    """What changed from the first to the last wave, and where the sample cannot tell."""
    cell = Cells(pilot, language, surveys)
    shown = estimates[
        (estimates["statistic"] == "mean_difference") & (estimates["group"] == "all") & estimates["estimate"].notna()
    ]
    enough = least_people(estimates, shown) >= pilot.privacy.threshold
    lines = [_change(cell, row) for _, row in shown[enough].iterrows()]
    none = cell.say("No scale was measured more than once, so no change can be computed.")
    return Sentence("\n".join(lines) or (none if shown.empty else cell.people_note()), language)


def linked(
    links: Mapping[str, pd.DataFrame], surveys: Mapping[str, Survey], pilot: Pilot, *, language: str = "nl"
) -> Sentence:
    """How many people could be linked between the first and the last wave."""
    cell = Cells(pilot, language, surveys)
    repeated = {name: survey for name, survey in surveys.items() if name in links and len(survey.waves) > 1}
    lines = []
    for name, survey in repeated.items():
        found, last = len(links[name]), len(survey.at(survey.waves[-1]).responses)
        nearly_all = f"> {max(last - pilot.privacy.threshold, 0)}"  # so that the few unlinked can't be counted
        lines.append(
            cell.say(
                "{group}: {linked} of the {last} answers of the last wave could be linked to the first; the others count as unlinked.",
                group=cell.group(name),
                linked=nearly_all if cell.rare(last - found) else cell.n(found),
                last=cell.n(last),
            )
        )
    return Sentence("\n".join(lines) or cell.say("No survey was repeated, so no answers can be linked."), language)


def chain(plan: ActionPlan, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """How many needs led to how many actions and indicators."""
    cell = Cells(pilot, language)
    if plan.needs.empty and plan.actions.empty:
        return Sentence(cell.say("No needs or actions were recorded in this pilot yet."), language)
    counts = {
        "needs": len(plan.needs),
        "candidates": len(plan.actions),
        "chosen": int(plan.actions["chosen"].sum()),
        "indicators": len(plan.indicators),
    }
    text = cell.say(
        "{needs} needs led to {candidates} candidate actions, of which {chosen} were chosen, followed by {indicators} indicators.",
        **counts,
    )
    return Sentence(text, language, values={name: str(value) for name, value in counts.items()})


def fits(display: "JointDisplay", pilot: Pilot, *, language: str = "nl") -> Sentence:
    """How the numbers and the conversations fit, counted over the findings."""
    cell = Cells(pilot, language)
    counts = display.findings["fit"].value_counts()
    if counts.empty:
        return Sentence(cell.say("No findings were recorded yet in which survey and conversations meet."), language)
    listed = ", ".join(
        f"{cell.say(fit)}: {counts[fit]}"
        for fit in ("confirmation", "expansion", "discordance", "cannot tell")
        if fit in counts
    )
    return Sentence(
        cell.say("How numbers and conversations fit: {listed}.", listed=listed),
        language,
        values={str(fit): str(n) for fit, n in counts.items()},
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
    held = results["measure"].str.startswith("scale:") & results["n"].map(cell.few)
    verdicts = results["verdict"].mask(held, "cannot tell")
    counts = {name: int((verdicts == name).sum()) for name in ("reached", "not reached", "cannot tell")}
    lines = [
        cell.say(
            "Of {total} targets {reached} were reached and {missed} were not; for {unknown} these data cannot tell.",
            total=len(results),
            reached=counts["reached"],
            missed=counts["not reached"],
            unknown=counts["cannot tell"],
        ),
        *_named(cell, results["indicator"], verdicts, plan),
    ]
    adjusted = int(plan.cycles["adjusted"].sum())
    if adjusted:
        lines.append(cell.say("Along the way actions were adjusted {times} times.", times=adjusted))
    contradicting = int((display.findings["fit"] == "discordance").sum())
    if contradicting:
        said = cell.say(
            "On {n} findings numbers and conversations contradict each other; those ask for a closer look.",
            n=contradicting,
        )
        lines.append(said)
    lines.append(cell.say("There was no comparison group: what changed can't be ascribed to the actions alone."))
    return Sentence("\n".join(lines), language, values={name: str(count) for name, count in counts.items()})


def _difference(cell: Cells, row: "pd.Series") -> str:
    """What one pair of groups says of one scale, with the effect and its interval."""
    scale, (first, second) = cell.scale(row["variable"], ", "), map(cell.group, row["group"].split(" - "))
    higher, lower = (first, second) if row["estimate"] > 0 else (second, first)
    if (row["ci_low"] > 0 or row["ci_high"] < 0) and row["p_adjusted"] < 0.05:
        said = cell.say(
            "{scale}: {higher} answer more positively than {lower}", scale=scale, higher=higher, lower=lower
        )
    elif (row["ci_low"] > 0 or row["ci_high"] < 0) and not is_missing(row["p_adjusted"]):
        said = cell.say(
            "{scale}: {higher} seem more positive than {lower}, but after correction for all comparisons that is not certain",
            scale=scale,
            higher=higher,
            lower=lower,
        )
    elif max(abs(row["ci_low"]), abs(row["ci_high"])) < 0.5:
        said = cell.say("{scale}: {first} and {second} see it alike", scale=scale, first=first, second=second)
    else:
        said = cell.say(
            "{scale}: whether {first} and {second} differ, this sample cannot tell",
            scale=scale,
            first=first,
            second=second,
        )
    effect, interval = cell.estimate(row)
    return f"{said} ({cell.say('g = {g}, {interval}', g=effect, interval=interval)})."


def _change(cell: Cells, row: "pd.Series") -> str:
    """What became of one scale, with the change in its points and its interval."""
    scale = cell.scale(row["variable"], ", ")
    clear = row["p_adjusted"] < 0.05
    if row["ci_low"] > 0 and clear:
        said = cell.say("{scale}: more positive than at the first measurement", scale=scale)
    elif row["ci_high"] < 0 and clear:
        said = cell.say("{scale}: less positive than at the first measurement", scale=scale)
    elif (row["ci_low"] > 0 or row["ci_high"] < 0) and not is_missing(row["p_adjusted"]):
        said = cell.say(
            "{scale}: seems to have changed, but after correction for all comparisons that is not certain", scale=scale
        )
    else:
        said = cell.say("{scale}: whether it changed, this sample cannot tell", scale=scale)
    change, interval = cell.estimate(row)
    return f"{said} ({cell.say('{change} points, {interval}', change=change, interval=interval)})."


def _named(cell: Cells, indicators: "pd.Series[str]", verdicts: "pd.Series[str]", plan: ActionPlan) -> list[str]:
    """The targets by verdict, each by its title."""
    titles = plan.indicators.set_index("indicator")["titles"]
    lines = []
    for verdict in ("reached", "not reached", "cannot tell"):
        named = [pick(titles[name], cell.language) or name for name in indicators[verdicts == verdict]]
        said = cell.say(verdict)
        lines += [f"{said[:1].upper()}{said[1:]}: {'; '.join(named)}."] if named else []
    return lines
