"""Scales on their own: how reliably they measure, how they changed, and what change the sample could show."""

from collections.abc import Mapping
from math import nan

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.statistics.rules import named
from pilots.survey import Survey
from pilots.survey.changes import held_back, moved_few, told_once
from pilots.tables.assemble import assemble
from pilots.told import of_frame, told_answered, told_means
from pilots.told_findings import told_changes
from pilots.wording import rule_note, words


def reliability(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-reliability",
) -> Table:
    """Cronbach's alpha of each scale with its interval and what that means for research on groups, and omega.

    Parameters
    ----------
    estimates
        As `survey.reliability` gives them: a row a survey (group) and scale (variable).

    Returns
    -------
    Table with a row a scale.
    """
    cell, rule = Cells(pilot, language, surveys), named("cotan2010")
    heads = [
        cell.say(text) for text in ("Group", "Scale", "Items", "n", "Missing", "α", "95% interval", "Reading", "ω")
    ]
    omega = (
        estimates.loc[estimates["statistic"] == "omega_total"].set_index(["variable", "group"])["estimate"].to_dict()
    )
    alphas = estimates.loc[estimates["statistic"] == "cronbach_alpha"]
    rows = [
        [
            cell.group(row["group"]),
            cell.label(row["variable"], row["group"]),
            cell.number(len(surveys[row["group"]].codebook.scales["items"][row["variable"]]), 0),
            cell.n(row["n"]),
            "–" if cell.few(row["n"]) else cell.n(row["n_missing"]),
            *cell.estimate(row),
            "–" if cell.few(row["n"]) else words(row, rule, cell),
            "–" if cell.few(row["n"]) else cell.number(omega.get((row["variable"], row["group"]), nan)),
        ]
        for _, row in alphas.iterrows()
    ]
    said = cell.say(
        "α: Cronbach's alpha with Feldt's interval; ω: omega total, which does not ask that all items weigh alike. Both on respondents who answered every item of the scale."
    )
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Reliability of the scales"),
        label=label,
        method=cell.methods(estimates),
        source=estimates,
        empty=cell.say("No scales were measured."),
        notes=[said, rule_note(rule.name, cell), *cell.few_note(alphas)],
        numeric=[head for head in heads[2:] if head != heads[7]],
        row_groups=heads[0],
        counts=[
            count
            for at, (_, row) in enumerate(alphas.iterrows())
            for count in told_answered(
                of_frame(row["group"], estimates, label),
                f"{row['variable']} (every item)",
                row["n"],
                pilot.privacy.threshold,
                row=at,
                column=3,
            )
        ],
    )


def change(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-change",
) -> Table:
    """Change between the first and the last wave, by scale and school.

    Parameters
    ----------
    estimates
        As `survey.change` gives them; each change in a mean is shown once.
    """
    cell = Cells(pilot, language, surveys)
    shown = told_once(estimates)
    heads = [cell.say(text) for text in ("Scale", "School", "n", "Change", "95% interval", "p (Holm)")]
    held = held_back(shown, pilot.privacy.threshold) & ~shown["n"].map(cell.few)
    near = moved_few(shown, pilot.privacy.threshold)
    rows = [
        [
            cell.scale(row["variable"]),
            cell.group(row["group"]),
            *(["·"] * 4 if small else _changed(cell, row, near=apart)),
        ]
        for (_, row), small, apart in zip(shown.iterrows(), held, near, strict=True)
    ]
    reasons = sorted({str(method) for method in shown.loc[shown["estimate"].isna(), "method"]})
    said = cell.say(
        "Change: mean of the last wave minus mean of the first; linked and unlinked answers count together."
    )
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Change from the first to the last wave"),
        label=label,
        method=cell.methods(shown),
        source=shown,
        empty=cell.say("No scale was measured more than once, so no change can be computed."),
        notes=[
            said,
            *(f"–{cell.say(': ')}{cell.say(reason)}." for reason in reasons),
            *cell.few_note(shown),
            *([cell.held_note()] if (held | near).any() else []),
        ],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=told_changes(shown, held | near, pilot, column=2),
    )


def detectable(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-detectable",
) -> Table:
    """The smallest change that the sample could show, by scale.

    Parameters
    ----------
    estimates
        As `survey.detectable` gives them.
    """
    cell = Cells(pilot, language, surveys)
    heads = [cell.say(text) for text in ("Group", "Scale", "n", "Smallest change")]
    rows = [
        [
            cell.group(row["group"]),
            cell.label(row["variable"], row["group"]),
            cell.n(row["n"]),
            "–" if cell.few(row["n"]) else cell.number(row["estimate"]),
        ]
        for _, row in estimates.iterrows()
    ]
    said = cell.say(
        "In points of the scale, with 80% power at 5%, if as many people answer again. Computed before the second measurement."
    )
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("The smallest change that this sample could show"),
        label=label,
        method=cell.methods(estimates),
        source=estimates,
        empty=cell.say("No scales were measured."),
        notes=[said, *cell.few_note(estimates)],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=told_means(estimates, surveys, pilot, label, column=2),
    )


def _changed(cell: Cells, row: "pd.Series", *, near: bool) -> list[str]:
    p = "–" if cell.few(row["n"]) else cell.p(row["p_adjusted"])
    return ["·" if near else cell.n(row["n"]), *cell.estimate(row, signed=True), p]
