"""How the strands fit, in sentences: what follows from each finding, where groups disagree, and who could be linked."""

from collections.abc import Mapping

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Sentence
from pilots.language import pick
from pilots.mixed import ByCase, JointDisplay, Triangulation
from pilots.mixed.convergence import VERDICTS
from pilots.mixed.conversations import told, told_beside
from pilots.mixed.fit import Reason
from pilots.mixed.numbers import Number, may_be_shown
from pilots.mixed.triangulate import NUMBERS
from pilots.mixed.withheld import publishable
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.told_codes import told_linked
from pilots.told_findings import told_display
from pilots.vocabulary import OPTION

_NO_FINDINGS = "No findings were recorded yet in which survey and conversations meet."
_JOINED = "Findings in which survey and conversations meet; the fit follows by a fixed rule."
_NO_CONVERSATIONS = "No interviews or other conversations were coded in this pilot."
_FITS = ("confirmation", "expansion", "discordance", "cannot tell")


def fits(display: JointDisplay, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """How the numbers and the conversations fit, counted over the findings."""
    cell = Cells(pilot, language)
    counts = display.findings["fit"].value_counts()
    if counts.empty:
        return Sentence(cell.say(_NO_FINDINGS), language, absent=True)
    listed = ", ".join(f"{cell.say(fit)}{cell.say(': ')}{counts[fit]}" for fit in _FITS if fit in counts)
    return Sentence(
        cell.say("How numbers and conversations fit: {listed}.", listed=listed),
        language,
        values={str(fit): str(n) for fit, n in counts.items()},
        provenance=cell.provenance(cell.say(_JOINED), display.findings),
    )


def meta_inferences(display: JointDisplay, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """What follows from both strands together: a sentence a finding, computed from its fit, its number and its conversations.

    Parameters
    ----------
    display
        As `mixed.joint_display` gives it. Numbers of too few people and counts of conversations that could tell who said what
        are left out.

    Notes
    -----
    A meta-inference draws a conclusion from both strands (Teddlie & Tashakkori 2009, Foundations of mixed methods research). It
    says no more than the fit: what the researchers make of it stands in their rationale.
    """
    cell = Cells(pilot, language)
    if display.findings.empty:
        return Sentence(cell.say(_NO_FINDINGS), language, absent=True)
    lines, values = [], {}
    for _, row in display.findings.iterrows():
        lines.append(_inferred(cell, row))
        values[str(row["finding"])] = str(row["fit"])
    provenance = cell.provenance(cell.say(_JOINED), display.findings)
    counts = tuple(told_display(display.findings, {}, pilot))
    return Sentence("\n".join(lines), language, values=values, provenance=provenance, counts=counts)


def triangulated(
    found: Triangulation, surveys: Mapping[str, Survey], pilot: Pilot, *, language: str = "nl"
) -> Sentence:
    """Where two groups disagree, where they differ without it being known by how much, and how often they agree.

    Parameters
    ----------
    found
        As `mixed.triangulate` gives it.
    """
    cell = Cells(pilot, language, surveys)
    pairs = publishable(found, pilot.privacy.threshold).pairs
    if pairs.empty:
        none = "There is nothing to hold beside each other: no scale, item or theme was heard from two groups."
        return Sentence(cell.say(none), language, absent=True)
    counts = pairs["verdict"].value_counts()
    listed = ", ".join(f"{cell.say(word)}{cell.say(': ')}{counts[word]}" for word in VERDICTS if word in counts)
    lines = [cell.say("How every two groups fit, topic by topic: {listed}.", listed=listed)]
    apart = pairs.loc[pairs["verdict"] == "disagree"]
    certain = (pairs["ci_low"] > 0) | (pairs["ci_high"] < 0)
    unsure = pairs.loc[certain & pairs["verdict"].isin(("cannot tell", "partly agree"))]
    if len(apart):
        lines.append(cell.say("Groups disagree on: {listed}.", listed=_topics(cell, apart)))
    if len(unsure):
        said = cell.say(
            "Groups differ, but whether by so much that it matters these data cannot tell, on: {listed}.",
            listed=_topics(cell, unsure),
        )
        lines.append(said)
    if apart.empty and unsure.empty:
        lines.append(cell.say("On no topic these data show that two groups differ."))
    method = cell.say("Estimates from the survey beside counts of conversations, group by group.")
    return Sentence(
        "\n".join(lines),
        language,
        values={str(word): str(n) for word, n in counts.items()},
        provenance=cell.provenance(method, found.pairs),
    )


def linked_cases(linked: ByCase, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """How many conversations are linked to a response to the survey.

    Parameters
    ----------
    linked
        As `mixed.by_case` gives it.
    """
    cell = Cells(pilot, language)
    base, n = len(linked.cases), int(linked.linked.sum())
    if not base:
        return Sentence(cell.say(_NO_CONVERSATIONS), language, absent=True)
    if not n:
        none = "No conversation is linked to a response, so statistics by themes can't be computed; compare groups."
        return Sentence(cell.say(none), language, absent=True)
    said = told(n, base, pilot.privacy.threshold)
    return Sentence(
        cell.say("Linked to a response to the survey: {listed}.", listed=cell.say(said.text, **said.values)),
        language,
        provenance=cell.provenance(
            cell.say("Cases that the workbook of findings links to a response, counted."), linked.cases
        ),
        counts=tuple(told_linked(said, linked.phase, "linked cases")),
    )


def picked(cases: pd.DataFrame, surveys: Mapping[str, Survey], pilot: Pilot, *, language: str = "nl") -> Sentence:
    """How many cases were picked for reading by which rule; never which.

    Parameters
    ----------
    cases
        As `mixed.pick_cases` gives them, or several of these joined by `pandas.concat`.
    """
    cell = Cells(pilot, language, surveys)
    if cases.empty:
        few = "Too few conversations are linked to a response to pick extreme or typical ones by their score."
        return Sentence(cell.say(few), language, absent=True)
    lines, values = [], {}
    for _, own in cases.groupby(["variable", "rule"], sort=False):
        rule, score = str(own["rule"].iloc[0]), cell.scale(str(own["variable"].iloc[0]), " – ")
        values[f"{own['variable'].iloc[0]} {rule}"] = str(len(own))
        lines.append(cell.say("{rule} on {score}: {n}", rule=cell.say(_RULES[rule]), score=score, n=len(own)))
    text = cell.say(
        "Conversations picked to be read again by their score: {listed}.", listed=cell.say("; ").join(lines)
    )
    return Sentence(text, language, values=values)


_RULES = {
    "highest": "highest",
    "lowest": "lowest",
    "typical": "nearest to the median",
    "average": "nearest to the mean",
    "varied": "spread over all scores",
    "deviant": "furthest from what was expected",
}


def _inferred(cell: Cells, row: "pd.Series") -> str:
    """The sentence of one finding."""
    title = cell.say("“{quote}”", quote=pick(row["titles"], cell.language) or row["finding"])
    numbers, said, reason = _number(cell, row), _conversations(cell, row), row["fit_reason"]
    about = {"title": title, "numbers": numbers, "conversations": said}
    if row["fit"] == "confirmation":
        return cell.say(
            "{title}: the numbers ({numbers}) and the conversations ({conversations}) confirm each other.", **about
        )
    if row["fit"] == "expansion":
        return cell.say(
            "{title}: the conversations ({conversations}) tell more than the numbers ({numbers}) do.", **about
        )
    if row["fit"] == "discordance":
        return cell.say(
            "{title}: the numbers ({numbers}) and the conversations ({conversations}) contradict each other.", **about
        )
    if not numbers and not said:
        return cell.say("{title}: neither numbers nor conversations were collected on this.", **about)
    if not numbers:
        return cell.say(
            "{title}: only conversations ({conversations}) speak of this, so no numbers confirm or contradict them.",
            **about,
        )
    if not said:
        return cell.say(
            "{title}: only numbers ({numbers}) speak of this, so no conversations confirm or contradict them.", **about
        )
    if reason == Reason.NOT_JUDGED:
        return cell.say(
            "{title}: nobody judged yet how the numbers ({numbers}) and the conversations ({conversations}) fit.",
            **about,
        )
    if not isinstance(reason, str) or not reason:
        return cell.say(
            "{title}: how the numbers ({numbers}) and the conversations ({conversations}) fit cannot be told.", **about
        )
    return cell.say(
        "{title}: how the numbers ({numbers}) and the conversations ({conversations}) fit cannot be told, as {reason}.",
        **about,
        reason=cell.say(reason),
    )


_STATISTICS = {"mean": "mean {value}", "share": "{value} agree", "mean_difference": "change {value}"}


def _number(cell: Cells, row: "pd.Series") -> str:
    """The number with its interval; that it is held back; nothing where there is none."""
    if pd.isna(row["estimate"]):
        return ""
    n, least = (None if pd.isna(row[name]) else int(row[name]) for name in ("n", "n_least"))
    number = Number(row["statistic"], row["estimate"], row["ci_low"], row["ci_high"], n, least)
    if not may_be_shown(number, cell.pilot.privacy.threshold):
        return cell.say("not shown, too few people")
    share = row["statistic"] == "share"
    plus = "+" if row["statistic"] == "mean_difference" and row["estimate"] > 0 else ""
    value = plus + (cell.share(row["estimate"]) if share else cell.number(row["estimate"]))
    interval = cell.interval(row["ci_low"], row["ci_high"], share=share)
    told_as = "{value} chose it" if OPTION in row["variable"] else _STATISTICS[row["statistic"]]
    said = f"{cell.say(told_as, value=value)}{cell.say('; ')}{interval}"
    # in how many people a change is, `tables.change` tells, where it may be told
    of = f"{cell.say('; ')}n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{cell.n(n or 0)}"
    return said if row["statistic"] == "mean_difference" else f"{said}{of}"


def _conversations(cell: Cells, row: "pd.Series") -> str:
    said = told_beside(row, cell.pilot.privacy.threshold)
    return cell.say(said.text, **said.values) if said else ""


def _topics(cell: Cells, pairs: pd.DataFrame) -> str:
    """Topics with the groups they are about."""
    said = []
    for topic, own in pairs.groupby("topic", sort=False):
        name = cell.label(str(topic)) if own["strand"].iloc[0] == NUMBERS else str(topic)
        said.append(f"{name} ({', '.join(cell.group(group) for group in own['group'])})")
    return cell.say("; ").join(said)
