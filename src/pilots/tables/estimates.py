"""Estimates with their intervals: reliability, comparisons, change, and what the sample could show."""

from collections.abc import Mapping

import pandas as pd

from pilots.cells import Cells, provenance
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.survey.changes import told_once


def reliability(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-reliability",
) -> Table:
    """Cronbach's alpha of each scale, with its interval.

    Parameters
    ----------
    estimates
        As `survey.reliability` gives them: a row a survey (group) and scale (variable).

    Returns
    -------
    Table with a row a scale.
    """
    cell = Cells(pilot, language, surveys)
    names = [cell.say(text) for text in ("Group", "Scale", "Items", "n", "Missing", "α", "95% interval")]
    rows = []
    for _, row in estimates.iterrows():
        few = cell.few(row["n"])
        items = surveys[row["group"]].codebook.scales["items"]
        rows.append(
            [
                cell.group(row["group"]),
                cell.label(row["variable"], row["group"]),
                cell.number(len(items[row["variable"]]), 0),
                cell.n(row["n"]),
                "–" if few else cell.n(row["n_missing"]),
                "–" if few else cell.number(row["estimate"]),
                "–" if few else cell.interval(row["ci_low"], row["ci_high"]),
            ]
        )
    return Table(
        data=pd.DataFrame(rows, columns=names, dtype="str"),
        caption=cell.say("Reliability of the scales"),
        label=label,
        language=language,
        numeric=tuple(names[2:]),
        row_groups=names[0],
        notes=(
            cell.say("α: Cronbach's alpha with Feldt's interval, on respondents who answered every item of the scale."),
            *_few_note(cell, estimates),
        ),
        provenance=provenance(_methods(cell, estimates), estimates, surveys=surveys),
        empty_note=cell.say("No scales were measured."),
    )


def means(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    caption: str,
    language: str = "nl",
    label: str,
) -> Table:
    """Mean of each group on each scale, with its interval.

    Parameters
    ----------
    estimates
        As `survey.compare_groups` or `survey.compare_within` give them; the rows with statistic "mean" are shown.
    caption
        What is compared, in the reader's language or as a text of the source.
    """
    cell = Cells(pilot, language, surveys)
    shown = estimates[estimates["statistic"] == "mean"]
    names = [cell.say(text) for text in ("Scale", "Group", "n", "Mean", "95% interval")]
    rows = [
        [_variable(cell, row["variable"]), _category(cell, row), cell.n(row["n"]), *_estimate(cell, row)]
        for _, row in shown.iterrows()
    ]
    return Table(
        data=pd.DataFrame(rows, columns=names, dtype="str"),
        caption=cell.say(caption),
        label=label,
        language=language,
        numeric=tuple(names[2:]),
        row_groups=names[0],
        notes=tuple(_few_note(cell, shown)),
        provenance=provenance(_methods(cell, shown), shown, surveys=surveys),
        empty_note=cell.say("There is nothing to compare: no scale was measured in more than one group."),
    )


def differences(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    caption: str,
    most: int = 12,
    language: str = "nl",
    label: str,
) -> Table:
    """Difference of each pair of groups on each scale: Hedges' g with its interval first, the corrected p last.

    Parameters
    ----------
    estimates
        As `survey.compare_groups` or `survey.compare_within` give them; the rows with statistic "hedges_g" are shown.
    most
        How many are shown: the largest. The correction of p counts all.
    """
    cell = Cells(pilot, language, surveys)
    every = estimates[estimates["statistic"] == "hedges_g"]
    few = _few_pairs(estimates, cell)
    shown = _largest(every, few, most)
    names = [cell.say(text) for text in ("Scale", "Groups", "n", "g", "95% interval", "p (Holm)")]
    rows = []
    for _, row in shown.iterrows():
        held = (row["variable"], row["group"]) in few
        cells = ["–"] * 4 if held else [cell.n(row["n"]), *_estimate(cell, row), cell.p(row["p_adjusted"])]
        rows.append([_variable(cell, row["variable"]), _category(cell, row), *cells])
    refused = sorted({str(m) for m in shown.loc[shown["p_value"].isna() & shown["estimate"].notna(), "method"]})
    return Table(
        data=pd.DataFrame(rows, columns=names, dtype="str"),
        caption=cell.say(caption),
        label=label,
        language=language,
        numeric=tuple(names[2:]),
        row_groups=names[0],
        notes=(
            cell.say(
                "g: difference of the means in standard deviations (Hedges), first group minus second; p after Holm's correction over this table."
            ),
            *(cell.say(method) for method in refused),
            *_shown_note(cell, len(shown), len(every)),
            *_few_note(cell, estimates[estimates["statistic"] == "mean"]),
        ),
        provenance=provenance(_methods(cell, shown), shown, surveys=surveys),
        empty_note=cell.say("There is nothing to compare: no scale was measured in more than one group."),
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
    names = [cell.say(text) for text in ("Scale", "School", "n", "Change", "95% interval", "p (Holm)")]
    rows = []
    for _, row in shown.iterrows():
        title = _variable(cell, row["variable"])
        held = cell.few(row["n"])
        cells = ["–"] * 3 if held else [*_estimate(cell, row, signed=True), cell.p(row["p_adjusted"])]
        rows.append([title, cell.group(row["group"]), cell.n(row["n"]), *cells])
    reasons = sorted({str(row["method"]) for _, row in shown.iterrows() if pd.isna(row["estimate"])})
    return Table(
        data=pd.DataFrame(rows, columns=names, dtype="str"),
        caption=cell.say("Change from the first to the last wave"),
        label=label,
        language=language,
        numeric=tuple(names[2:]),
        row_groups=names[0],
        notes=(
            cell.say(
                "Change: mean of the last wave minus mean of the first; linked and unlinked answers count together."
            ),
            *(cell.say(reason) for reason in reasons),
            *_few_note(cell, shown),
        ),
        provenance=provenance(_methods(cell, shown), shown, surveys=surveys),
        empty_note=cell.say("No survey was repeated, so no change can be computed."),
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
    names = [cell.say(text) for text in ("Group", "Scale", "n", "Smallest change")]
    rows = []
    for _, row in estimates.iterrows():
        held = cell.few(row["n"])
        rows.append(
            [
                cell.group(row["group"]),
                cell.label(row["variable"], row["group"]),
                cell.n(row["n"]),
                "–" if held else cell.number(row["estimate"]),
            ]
        )
    return Table(
        data=pd.DataFrame(rows, columns=names, dtype="str"),
        caption=cell.say("The smallest change that this sample could show"),
        label=label,
        language=language,
        numeric=tuple(names[2:]),
        row_groups=names[0],
        notes=(cell.say("In points of the scale, with 80% power at 5%, if as many people answer again. Computed before the second measurement."),
               *_few_note(cell, estimates)),
        provenance=provenance(_methods(cell, estimates), estimates, surveys=surveys),
        empty_note=cell.say("No scales were measured."),
    )  # fmt: skip


def _estimate(cell: Cells, row: "pd.Series", *, signed: bool = False) -> list[str]:
    if cell.few(row["n"]):
        return ["–", "–"]
    said = cell.number(row["estimate"])
    plus = "+" if signed and row["estimate"] > 0 and not said.startswith("–") else ""
    return [plus + said, cell.interval(row["ci_low"], row["ci_high"])]


def _variable(cell: Cells, variable: str) -> str:
    """The label of a scale; `survey.scale` says whose it is."""
    survey, scale = _split(variable)
    return f"{cell.group(survey)}: {cell.label(scale, survey)}" if survey else cell.label(scale)


def _category(cell: Cells, row: "pd.Series") -> str:
    return cell.group(row["group"])


def _split(variable: str) -> tuple[str, str]:
    """`survey.scale` in its parts; a bare scale has no survey."""
    survey, dot, scale = variable.partition(".")
    return (survey, scale) if dot else ("", variable)


def _largest(every: pd.DataFrame, few: set[tuple[str, str]], most: int) -> pd.DataFrame:
    """The largest differences, in their order; those that may not be shown come last."""
    if len(every) <= most:
        return every
    pairs = zip(every["variable"], every["group"], strict=True)
    held = pd.Series([pair in few for pair in pairs], index=every.index)
    largest = every["estimate"].abs().mask(held).nlargest(most).index
    return every.loc[every.index.isin(largest)]


def _shown_note(cell: Cells, shown: int, every: int) -> list[str]:
    return [cell.say("The {shown} largest of {every} differences.", shown=shown, every=every)] if shown < every else []


def _few_pairs(estimates: pd.DataFrame, cell: Cells) -> set[tuple[str, str]]:
    """Pairs of which one group is too small to show."""
    means = estimates[estimates["statistic"] == "mean"]
    small = {(row["variable"], row["group"]) for _, row in means.iterrows() if cell.few(row["n"])}
    pairs = estimates.loc[estimates["statistic"] == "hedges_g", ["variable", "group"]].itertuples(
        index=False, name=None
    )
    return {
        (variable, pair) for variable, pair in pairs if any((variable, part) in small for part in pair.split(" - "))
    }


def _few_note(cell: Cells, estimates: pd.DataFrame) -> list[str]:
    return [cell.people_note()] if len(estimates) and any(cell.few(n) for n in estimates["n"]) else []


def _methods(cell: Cells, estimates: pd.DataFrame) -> str:
    return "; ".join(cell.say(str(method)) for method in dict.fromkeys(estimates["method"].dropna()))
