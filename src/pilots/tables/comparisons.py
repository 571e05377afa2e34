"""Groups beside each other: their means, and how far they lie apart."""

from collections.abc import Mapping

import pandas as pd

from pilots.cells import Cells, alike
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.statistics.comparability import CANNOT_TELL, COMPARABLE, NOT_COMPARABLE
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.told import told_means
from pilots.vocabulary import LANGUAGE


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
    heads = [cell.say(text) for text in ("Scale", "Group", "n", "Mean", "95% interval")]
    rows = [
        [cell.scale(row["variable"]), cell.group(row["group"]), cell.n(row["n"]), *cell.estimate(row)]
        for _, row in shown.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say(caption),
        label=label,
        method=cell.methods(shown),
        source=shown,
        empty=cell.say("There is nothing to compare: no scale was measured in more than one group."),
        notes=cell.few_note(shown),
        numeric=heads[2:],
        row_groups=heads[0],
        counts=told_means(shown, surveys, pilot, label, column=2),
    )


def differences(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    caption: str,
    most: int = 12,
    comparability: pd.DataFrame | None = None,
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
    comparability
        Whether the scales are the same scales in all groups, as `survey.comparability` gives it; told in a note.
    """
    cell = Cells(pilot, language, surveys)
    every = estimates[estimates["statistic"] == "hedges_g"]
    few = _few_pairs(estimates, cell)
    shown = _largest(every, few, most)
    heads = [cell.say(text) for text in ("Scale", "Groups", "n", "g", "95% interval", "p (Holm)")]
    rows = []
    for _, row in shown.iterrows():
        held = (row["variable"], row["group"]) in few
        numbers = ["–"] * 4 if held else [cell.n(row["n"]), *cell.estimate(row), cell.p(row["p_adjusted"])]
        rows.append([cell.scale(row["variable"]), cell.group(row["group"]), *numbers])
    hidden = [(row["variable"], row["group"]) in few for _, row in shown.iterrows()]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say(caption),
        label=label,
        method=cell.methods(shown),
        source=shown,
        empty=cell.say("There is nothing to compare: no scale was measured in more than one group."),
        notes=[
            cell.say(
                "g: difference of the means in standard deviations (Hedges), first group minus second. The interval is of one difference; p is corrected (Holm) for all of them, so the two need not agree."
            ),
            *_refusals(cell, shown),
            *_comparable(cell, comparability),
            *_shown_note(cell, len(shown), len(every)),
            *cell.few_note(estimates[estimates["statistic"] == "mean"]),
        ],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=told_means(shown, surveys, pilot, label, column=2, held=hidden),
    )


def _few_pairs(estimates: pd.DataFrame, cell: Cells) -> set[tuple[str, str]]:
    """Scale and pair of groups where one group is too small to show, or answered alike."""
    means = estimates[estimates["statistic"] == "mean"]
    pairs = estimates[estimates["statistic"] == "hedges_g"]
    small = {(row["variable"], row["group"]) for _, row in means.iterrows() if cell.few(row["n"]) or alike(row)}
    return {
        (variable, pair)
        for variable, pair in zip(pairs["variable"], pairs["group"], strict=True)
        if any((variable, group) in small for group in pair.split(" - "))
    }


def _largest(every: pd.DataFrame, few: set[tuple[str, str]], most: int) -> pd.DataFrame:
    """The largest differences, in their order; those that may not be shown come last."""
    if len(every) <= most:
        return every
    pairs = zip(every["variable"], every["group"], strict=True)
    held = pd.Series([pair in few for pair in pairs], index=every.index)
    largest = every["estimate"].abs().mask(held).nlargest(most).index
    return every.loc[every.index.isin(largest)]


def _refusals(cell: Cells, shown: pd.DataFrame) -> list[str]:
    """Why some differences were not tested."""
    refused = shown.loc[shown["p_value"].isna() & shown["estimate"].notna(), "method"]
    return [cell.say(method) for method in sorted({str(method) for method in refused})]


def _comparable(cell: Cells, told: pd.DataFrame | None) -> list[str]:
    """Of each variable that divides people: on which scales its groups can be compared, on which not."""
    if told is None:
        return []
    said = {
        COMPARABLE: "{scales}: yes",
        NOT_COMPARABLE: "{scales}: no, an item is answered differently by people who otherwise answer alike",
        CANNOT_TELL: "{scales}: too few answers to tell",
    }
    notes = []
    for by, rows in told[told["statistic"] == "comparability"].groupby("group", sort=False):
        listed = [
            cell.say(
                text,
                scales=", ".join(cell.scale(scale, " – ") for scale in rows.loc[rows["method"] == name, "variable"]),
            )
            for name, text in said.items()
            if (rows["method"] == name).any()
        ]
        variable = cell.say("language of the questionnaire") if by == LANGUAGE else cell.label(str(by))
        asked = cell.say("Does a scale measure the same in all groups ({variable})?", variable=variable)
        notes.append(f"{asked} {'; '.join(listed)}.")
    return notes


def _shown_note(cell: Cells, shown: int, every: int) -> list[str]:
    return [cell.say("The {shown} largest of {every} differences.", shown=shown, every=every)] if shown < every else []
