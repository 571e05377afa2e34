"""What differs between groups and what changed, in sentences."""

from collections.abc import Mapping

import pandas as pd

from pilots.cells import Cells, alike, is_missing
from pilots.exhibits import Sentence
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.survey.changes import least_people


def differences(
    estimates: pd.DataFrame, surveys: Mapping[str, Survey], pilot: Pilot, *, language: str = "nl"
) -> Sentence:
    """Which groups clearly see things differently, which alike, and where the sample cannot tell.

    A difference is clear when its interval lies on one side of zero and its corrected p is below 0.05; alike when the
    whole interval lies within half a standard deviation; otherwise this sample cannot tell.
    """
    cell = Cells(pilot, language, surveys)
    pairs = estimates[(estimates["statistic"] == "hedges_g") & estimates["estimate"].notna()]
    own = estimates[estimates["statistic"] == "mean"]
    means = own.loc[[not alike(row) for _, row in own.iterrows()]].set_index(["variable", "group"])["n"]
    lines = [
        _difference(cell, row)
        for _, row in pairs.iterrows()
        if not any(cell.few(means.get((row["variable"], group), 0)) for group in row["group"].split(" - "))
    ]
    none = cell.say("There are no two groups large enough to compare.")
    method = cell.say("Standardised difference (Hedges' g) with interval; p corrected for the number of comparisons.")
    return Sentence("\n".join(lines) or none, language, absent=not lines, provenance=cell.provenance(method, estimates))


def changes(estimates: pd.DataFrame, surveys: Mapping[str, Survey], pilot: Pilot, *, language: str = "nl") -> Sentence:
    """What changed from the first to the last wave, and where the sample cannot tell."""
    cell = Cells(pilot, language, surveys)
    shown = estimates[
        (estimates["statistic"] == "mean_difference") & (estimates["group"] == "all") & estimates["estimate"].notna()
    ]
    enough = least_people(estimates, shown) >= pilot.privacy.threshold
    told = shown[enough]
    clear = (told["ci_low"] > 0) | (told["ci_high"] < 0)
    lines = [_change(cell, row) for _, row in told[clear].iterrows()]
    open_ = cell.say("; ").join(
        f"{cell.scale(row['variable'], ', ')} ({_points(cell, row)})" for _, row in told[~clear].iterrows()
    )
    lines += [cell.say("Whether it changed, this sample cannot tell of: {scales}.", scales=open_)] if open_ else []
    none = cell.say("No scale was measured more than once, so no change can be computed.")
    method = cell.say("Difference of means between waves, linked and unlinked answers together, with interval.")
    said = "\n".join(lines) or (none if shown.empty else cell.people_note())
    return Sentence(said, language, absent=not lines, provenance=cell.provenance(method, estimates))


def _difference(cell: Cells, row: "pd.Series") -> str:
    """What one pair of groups says of one scale, with the effect and its interval."""
    scale, (first, second) = cell.scale(row["variable"], ", "), map(cell.group, row["group"].split(" - "))
    higher, lower = (first, second) if row["estimate"] > 0 else (second, first)
    if (row["ci_low"] > 0 or row["ci_high"] < 0) and row["p_adjusted"] < 0.05:
        said = cell.say(
            "{scale}: {higher} answer more positively than {lower}", scale=scale, higher=higher, lower=lower
        )
    elif (row["ci_low"] > 0 or row["ci_high"] < 0) and is_missing(row["p_adjusted"]):
        said = cell.say(
            "{scale}: {higher} seem more positive than {lower}, but these are too few schools to test it",
            scale=scale,
            higher=higher,
            lower=lower,
        )
    elif row["ci_low"] > 0 or row["ci_high"] < 0:
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
    elif (row["ci_low"] > 0 or row["ci_high"] < 0) and is_missing(row["p_adjusted"]):
        said = cell.say("{scale}: seems to have changed, but these are too few schools to test it", scale=scale)
    else:
        said = cell.say(
            "{scale}: seems to have changed, but after correction for all comparisons that is not certain", scale=scale
        )
    return f"{said} ({_points(cell, row)})."


def _points(cell: Cells, row: "pd.Series") -> str:
    """The change in points of the scale, with its interval."""
    change, interval = cell.estimate(row)
    return cell.say("{change} points, {interval}", change=change, interval=interval)
