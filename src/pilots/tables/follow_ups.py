"""Change of scales that were measured more than twice: every follow-up beside the first measurement."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.statistics.samples import EVERYONE
from pilots.survey import Survey
from pilots.survey.changes import least_people, moved_few
from pilots.tables.assemble import assemble
from pilots.told_findings import told_changes

_MEANS = ("mean_before", "mean_after")


def follow_ups(
    estimates: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-follow-ups",
) -> Table:
    """The mean of each scale at every follow-up, and its change since the first measurement, all schools together.

    Parameters
    ----------
    estimates
        As `survey.follow_ups` gives them.
    """
    cell = Cells(pilot, language, surveys)
    own = estimates.loc[estimates["group"] == EVERYONE]
    shown = own.loc[own["statistic"] == "mean_difference"].reset_index(drop=True)
    held = _held_back(own, shown, pilot.privacy.threshold)
    heads = [cell.say(text) for text in ("Scale", "Measurement", "n", "Before", "Then", "Change", "95% interval", "p (Holm)")]  # fmt: skip
    near = moved_few(_beside_waves(own, shown), pilot.privacy.threshold)
    rows = [
        [
            cell.scale(row["variable"]),
            _moment(cell, row),
            *(["–"] * 6 if small else _numbers(cell, own, row, near=apart)),
        ]
        for (_, row), small, apart in zip(shown.iterrows(), held, near, strict=True)
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Change since the first measurement, follow-up by follow-up"),
        label=label,
        method=cell.methods(shown),
        source=shown,
        empty=cell.say("No scale was measured more than twice."),
        notes=[
            cell.say("n: people who answered in either of the two; linked and unlinked answers count together."),
            *([cell.people_note()] if held.any() else []),
            *([cell.held_note()] if (near & ~held).any() else []),
        ],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=_counts(_beside_waves(own, shown), held | near, pilot),
    )


def _counts(shown: pd.DataFrame, held: "pd.Series[bool]", pilot: Pilot) -> Iterator[Count]:
    """Of how many each change is; the last measurement is told of elsewhere too."""
    latest = shown.groupby("variable")["wave"].transform("max")
    for at, hide in enumerate(held):
        row = shown.iloc[[at]]
        last = bool(row["wave"].iloc[0] == latest.iloc[at])
        yield from (
            replace(one, row=at if one.row >= 0 else -1)
            for one in told_changes(row, pd.Series([hide]), pilot, column=2, last=last)
        )


def _held_back(own: pd.DataFrame, shown: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Changes of too few, and those whose first measurement differs by a few people from that of another follow-up."""
    first = own.loc[own["statistic"] == "mean_before"].set_index(["variable", "wave"])["n"].astype("float64")
    people = pd.concat(
        [least_people(of_wave, shown.loc[shown["wave"] == wave]) for wave, of_wave in own.groupby("wave")]
        or [pd.Series(dtype="float64")]
    ).reindex(shown.index)
    held = people.fillna(0.0) < threshold
    for variable, counts in first.groupby(level="variable"):
        by_wave = counts.droplevel("variable")
        few = [wave for wave, n in by_wave.items() if ((by_wave > n) & (by_wave < n + threshold)).any()]
        held |= (shown["variable"] == variable) & shown["wave"].isin(few)
    return held


def _beside_waves(own: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """The changes with how many answered in each of their two measurements."""
    keys = pd.MultiIndex.from_frame(shown[["variable", "wave"]])
    counts = {
        name: own.loc[own["statistic"] == statistic].set_index(["variable", "wave"])["n"].reindex(keys).to_numpy()
        for name, statistic in (("n_before", "mean_before"), ("n_after", "mean_after"))
    }
    return shown.assign(**counts)


def _moment(cell: Cells, row: "pd.Series") -> str:
    survey = str(row["variable"]).partition(".")[0]
    source = next((source for source in cell.pilot.surveys if source.name == survey), None)
    said = next((wave.date for wave in source.waves if wave.wave == row["wave"]), {}) if source else {}
    return pick(said, cell.language) if said else cell.say("wave {wave}", wave=row["wave"])


def _numbers(cell: Cells, own: pd.DataFrame, row: "pd.Series", *, near: bool) -> list[str]:
    same = own.loc[(own["variable"] == row["variable"]) & (own["wave"] == row["wave"])]
    means = [same.loc[same["statistic"] == statistic, "estimate"] for statistic in _MEANS]
    shown = [cell.number(float(mean.iloc[0])) if len(mean) else "–" for mean in means]
    return ["·" if near else cell.n(row["n"]), *shown, *cell.estimate(row, signed=True), cell.p(row["p_adjusted"])]
