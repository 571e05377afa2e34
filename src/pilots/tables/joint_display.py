"""The joint display: finding by finding, what the numbers say, what people said, and how the two fit."""

from typing import TYPE_CHECKING

import pandas as pd

from pilots.cells import Cells, provenance
from pilots.exhibits import Table
from pilots.language import pick
from pilots.pilot import Pilot

if TYPE_CHECKING:
    from pilots.mixed import JointDisplay


def joint_display(
    display: "JointDisplay", pilot: Pilot, *, language: str = "nl", label: str = "tbl-joint-display"
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
    cell = Cells(pilot, language)
    names = [cell.say(text) for text in ("Finding", "What the survey says", "What people said", "Fit", "Need")]
    findings = display.findings
    order = {"strength": 0, "problem": 1, "change": 2}
    rows = []
    for _, row in findings.sort_values("kind", key=lambda kinds: kinds.map(order), kind="stable").iterrows():
        fit = cell.say(row["fit"])
        reason = cell.say(row["fit_reason"]) if isinstance(row["fit_reason"], str) and row["fit_reason"] else ""
        rows.append(
            [
                f"{row['finding']}. {pick(row['titles'], language)}",
                _numbers(cell, row),
                _said(cell, row),
                f"{fit} ({reason})" if reason else fit,
                row["need"] if isinstance(row["need"], str) else "–",
            ]
        )
    return Table(
        data=pd.DataFrame(rows, columns=names, dtype="str"),
        caption=cell.say("Joint display: numbers and conversations side by side"),
        label=label,
        language=language,
        notes=(
            cell.say("Quotes were redacted, approved by a reader and given with consent."),
            cell.say("Confirmation is refused where one strand is missing or the interval holds both directions."),
        ),
        provenance=provenance(cell.say("Estimates from the survey beside counts of conversations; the fit as the researchers judged it."), findings.drop(columns="titles")),
        empty_note=cell.say("No findings were recorded yet in which survey and conversations meet."),
    )  # fmt: skip


def _numbers(cell: Cells, row: "pd.Series") -> str:
    if pd.isna(row["estimate"]):
        return cell.say("not measured")
    if cell.few(row["n"]):
        return cell.people_note()
    share = row["statistic"] == "share"
    value = cell.share(row["estimate"]) if share else cell.number(row["estimate"])
    interval = cell.interval(row["ci_low"], row["ci_high"], share=share)
    names = {
        "share": "share that agrees",
        "share_agree": "share that agrees",
        "mean": "mean",
        "mean_difference": "change",
    }
    statistic = cell.say(names.get(row["statistic"], row["statistic"]))
    return f"{statistic}: {value} ({interval}; n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{cell.n(row['n'])})"


def _said(cell: Cells, row: "pd.Series") -> str:
    parts = []
    if not pd.isna(row["base"]) and row["base"]:
        parts.append(cell.say("{cases} of {base} conversations", cases=cell.n(row["cases"]), base=row["base"]))
    if isinstance(row["quote"], str) and row["quote"]:
        parts.append(cell.say("“{quote}”", quote=row["quote"]))
    return ". ".join(parts) or cell.say("not asked")
