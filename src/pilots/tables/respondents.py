"""Who answered: from what was sent to what is analysed, and by group, school and language."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import language_name
from pilots.pilot import Pilot
from pilots.privacy import suppress
from pilots.privacy.counts import Count
from pilots.qualitative.redaction import redact_prose
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.told import base, told, told_stages
from pilots.vocabulary import LANGUAGE, SITE


def flow(
    stages: pd.DataFrame,
    pilot: Pilot,
    *,
    wave: int | None = None,
    language: str = "nl",
    label: str = "tbl-flow",
) -> Table:
    """How many were invited, answered, were removed and why, and are analysed, by survey and wave.

    Parameters
    ----------
    stages
        As `survey.flow` gives them.
    wave
        One wave only.

    Returns
    -------
    Table with a row a stage and a column a survey and wave.
    """
    cell = Cells(pilot, language)
    counted = cell.stages(stages if wave is None else stages[stages["wave"] == wave])
    heads = [head for head, _ in counted]
    columns = [(counts, cell.hidden_stages(counts)) for _, counts in counted]
    removals = sorted({stage for counts, _ in columns for stage in counts.index if stage.startswith("removed")})
    rows = [
        [
            cell.stage(stage),
            *("·" if stage in hidden else _count(cell, counts, stage) for counts, hidden in columns),
        ]
        for stage in (["sent", "received", *removals, "analysed"] if heads else [])
    ]
    said = cell.say(
        "Counts of response forms. Each removal is in the cleaning log with its reason. Duplicate, empty and test forms are no people: few of them may be shown."
    )
    return assemble(
        cell,
        [cell.say("Stage"), *heads],
        rows,
        caption=cell.say("From sent to analysed"),
        label=label,
        method=cell.say("Counted from the raw exports and the cleaning log."),
        empty=cell.say("No survey was held in this pilot."),
        notes=[said, cell.held_note()] if any(hidden for _, hidden in columns) else [said],
        numeric=heads,
        counts=told_stages(cell, stages if wave is None else stages[stages["wave"] == wave], in_cells=True),
    )


def respondents(
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    wave: int | None = None,
    language: str = "nl",
    label: str = "tbl-respondents",
) -> Table:
    """Who is analysed, by group, school and language of the form; small cells held back.

    Parameters
    ----------
    surveys
        As `survey.load_all` gives them.
    wave
        One wave only.

    Returns
    -------
    Table with a row a group and school and a column a language.
    """
    cell = Cells(pilot, language, surveys)
    counts = _counts(surveys, wave)
    hidden = suppress(counts, pilot.privacy.threshold) if counts.size else counts.astype(bool)
    totals = counts.sum(axis=1)
    hidden_totals = _hidden_totals(totals, pilot.privacy.threshold)
    languages = [language_name(str(code), language) if code else cell.say("unknown") for code in counts.columns]
    rows = []
    for group, site in counts.index:
        numbers = [*counts.loc[(group, site)], totals[(group, site)]]
        held = [*hidden.loc[(group, site)], hidden_totals[(group, site)]]
        shown = ["·" if small else cell.number(float(n), 0) for n, small in zip(numbers, held, strict=True)]
        rows.append([cell.group(group), pilot.site_name(site) if site else "–", *shown])
    heads = [cell.say("Group"), cell.say("School"), *languages, cell.say("Total")]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Who is analysed, by group, school and language of the form"),
        label=label,
        method=cell.say("Counted from the cleaned answers; small cells and as many others as needed are held back."),
        n=int(totals.sum()),
        empty=cell.say("No survey was held in this pilot."),
        notes=[*([cell.held_note()] if any("·" in row for row in rows) else []), *_threshold_note(cell)],
        numeric=heads[2:],
        counts=_told(surveys, wave, counts, hidden, hidden_totals),
    )


def _told(
    surveys: Mapping[str, Survey],
    wave: int | None,
    counts: pd.DataFrame,
    hidden: pd.DataFrame,
    totals: "pd.Series[bool]",
) -> Iterator[Count]:
    """Each cell, and each school's total; who has a group of which no survey was held here is nobody."""
    for at, (group, site) in enumerate(counts.index):
        named = {name: survey for name, survey in surveys.items() if survey.group == group}
        waves = sorted({str(one) for survey in named.values() for one in survey.waves}) if wave is None else [str(wave)]
        of = base("+".join(named), "+".join(waves))
        own = counts.loc[(group, site)]
        for place, (code, n) in enumerate(own.items(), start=2):
            held = bool(hidden.loc[(group, site), code])
            yield told(of, {SITE: site, LANGUAGE: str(code)}, n, 1, held=held, row=at, column=place)
        yield told(of, {SITE: site}, own.sum(), 1, held=bool(totals[(group, site)]), row=at, column=2 + len(own))


def _hidden_totals(totals: "pd.Series[int]", threshold: int) -> "pd.Series[bool]":
    """Schools so small that their total is held back, with another school of the same group."""
    if totals.empty:
        return totals.astype(bool)
    parts = [suppress(own.to_frame("n"), threshold)["n"] for _, own in totals.groupby(level="group", sort=False)]
    hidden: pd.Series[bool] = pd.concat(parts)
    return hidden


def _count(cell: Cells, counts: "pd.Series[float]", stage: str) -> str:
    if stage in counts.index:
        return cell.number(float(counts[stage]), 0)
    return "0" if stage.startswith("removed") else "–"


def _threshold_note(cell: Cells) -> list[str]:
    """Why fewer than ten people are shown, where the pilot chose so."""
    privacy = cell.pilot.privacy
    if not privacy.reason:
        return []
    said = "Counts from {threshold} people on are shown: {reason}"
    return [cell.say(said, threshold=privacy.threshold, reason=cell.own(redact_prose(privacy.reason, cell.pilot)))]


def _counts(surveys: Mapping[str, Survey], wave: int | None) -> pd.DataFrame:
    """Respondents by (group, site) and language."""
    parts = [pd.DataFrame({"group": [], "site": [], "language": []}, dtype="str")]
    for survey in surveys.values():
        asked = survey if wave is None else survey.at(wave)
        site = asked.scores[SITE] if SITE in asked.scores else asked.site()
        languages = asked.responses[LANGUAGE].fillna("")
        part = {"group": survey.group, "site": site.fillna(""), "language": languages}
        parts.append(pd.DataFrame(part, index=asked.responses.index))
    everyone = pd.concat(parts, ignore_index=True)
    if everyone.empty:
        return pd.DataFrame(index=pd.MultiIndex.from_arrays([[], []], names=["group", "site"]))
    groups = list(dict.fromkeys(everyone["group"]))
    counts = pd.crosstab([everyone["group"], everyone["site"]], everyone["language"])
    by_size = counts.sum().sort_values(ascending=False, kind="stable").index
    return counts.loc[sorted(counts.index, key=lambda key: (groups.index(key[0]), key[1])), by_size]
