"""The joint display: finding by finding, what the numbers say, what people said, and how the two fit."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.mixed.conversations import Told, told_beside
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.tables.written import prose, quoted
from pilots.told_findings import told_display
from pilots.vocabulary import OPTION

if TYPE_CHECKING:
    from pilots.mixed import JointDisplay

_ORDER = {"strength": 0, "problem": 1, "change": 2}
_STATISTICS = {
    "share": "share that agrees",
    "share_agree": "share that agrees",
    "mean": "mean",
    "mean_difference": "change",
}


def joint_display(
    display: "JointDisplay",
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-joint-display",
) -> Table:
    """Numbers and conversations side by side, with their fit and what follows.

    Parameters
    ----------
    display
        As `mixed.joint_display` gives it.

    Returns
    -------
    Table with a row a finding, strengths before problems.
    """
    cell = Cells(pilot, language, surveys)
    heads = [cell.say(text) for text in ("Finding", "What the survey says", "What people said", "Fit", "Need")]
    ordered = display.findings.sort_values("kind", key=lambda kinds: kinds.map(_ORDER), kind="stable")
    rows = [
        [
            cell.titled(row["finding"], row["titles"]),
            _numbers(cell, row),
            _said(cell, row),
            _fit(cell, row),
            prose(row["need"], language),
        ]
        for _, row in ordered.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Joint display: numbers and conversations side by side"),
        label=label,
        method=cell.say(
            "Estimates from the survey beside counts of conversations; the fit as the researchers judged it."
        ),
        source=display.findings.drop(columns="titles"),
        empty=cell.say("No findings were recorded yet in which survey and conversations meet."),
        notes=[
            cell.say("Quotes were redacted, approved by a reader and given with consent."),
            cell.say(
                "No confirmation or contradiction is claimed where one strand is missing or the interval holds both directions."
            ),
            *conversations_note(
                cell, (told_beside(row, pilot.privacy.threshold) for _, row in display.findings.iterrows())
            ),
        ],
        counts=told_display(ordered, surveys, pilot, columns=(1, 2)),
    )


def conversations_note(cell: Cells, said: Iterable[Told | None]) -> list[str]:
    """What is said where a number of conversations is not told, as of so few it would tell who said what."""
    threshold = cell.pilot.privacy.threshold
    if all(found is None or found.exact for found in said):
        return []
    return [
        cell.say(
            "Conversations are counted out only where at least {threshold} speak of it and at least {threshold} do not, so that nobody's words can be known.",
            threshold=threshold,
        )
    ]


def number(cell: Cells, row: "pd.Series") -> str:
    """The value of a finding's number with its interval and n; why there is none."""
    if pd.isna(row["estimate"]):
        return cell.say("not measured")
    share = row["statistic"] == "share"
    least = row["n"] if pd.isna(row["n_least"]) else row["n_least"]
    if cell.few(least) or (share and (row["estimate"] == 1 or cell.tells(round(row["estimate"] * row["n"]), row["n"]))):
        return cell.people_note()
    value = cell.share(row["estimate"]) if share else cell.number(row["estimate"])
    interval = cell.interval(row["ci_low"], row["ci_high"], share=share)
    # in how many people a change is, `tables.change` tells, where it may be told
    n = (
        ""
        if row["statistic"] == "mean_difference"
        else f"{cell.say('; ')}n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{cell.n(row['n'])}"
    )
    return f"{value} ({interval}{n})"


def _numbers(cell: Cells, row: "pd.Series") -> str:
    said = number(cell, row)
    if pd.isna(row["estimate"]) or said == cell.people_note():
        return said
    name = "share that chose it" if OPTION in row["variable"] else _STATISTICS.get(row["statistic"], row["statistic"])
    what = f"{cell.group(row['survey'])}, {cell.label(row['variable'], row['survey'])}"
    return f"{what} – {cell.say(name)}{cell.say(': ')}{said}"


def _said(cell: Cells, row: "pd.Series") -> str:
    parts = []
    counted = told_beside(row, cell.pilot.privacy.threshold)
    if counted:
        parts.append(cell.say(counted.text, **counted.values))
    if isinstance(row["quote"], str) and row["quote"]:
        parts.append(quoted(cell, row["quote"], row["spoken"], row["translations"]))
    return ". ".join(parts) or cell.say("not asked")


def _fit(cell: Cells, row: "pd.Series") -> str:
    """The fit, why it can't be told where it can't, and what the researchers say of it where it can."""
    fit, reason = cell.say(row["fit"]), row["fit_reason"]
    if isinstance(reason, str) and reason:
        return f"{fit} ({cell.say(reason)})"
    why = prose(row["rationale"], cell.language)
    return fit if why == "–" else f"{fit}{cell.say(': ')}{why}"
