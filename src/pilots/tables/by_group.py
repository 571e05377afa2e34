"""Joint display by group: each finding's number beside its conversations, group by group."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.language import language_name
from pilots.mixed.conversations import Told, told, told_beside
from pilots.mixed.withheld import held_numbers
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.tables.joint_display import conversations_note, number
from pilots.told import base
from pilots.told_findings import told_codes_of, told_number
from pilots.vocabulary import LANGUAGE


def by_group(
    found: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    language: str = "nl",
    label: str = "tbl-by-group",
) -> Table:
    """The number of each finding in each group, beside how many of the group's conversations speak of it.

    Parameters
    ----------
    found
        As `mixed.by_group` gives it; groups that neither answered nor spoke are left out.

    Returns
    -------
    Table with a row a group, under the finding.
    """
    cell = Cells(pilot, language, surveys)
    heads = [cell.say(text) for text in ("Finding", "Group", "What the survey says", "Conversations")]
    held = held_numbers(found, pilot.privacy.threshold)
    spoken = found["base"].fillna(0) > 0
    there = found["estimate"].notna() | spoken
    said = _told(found.loc[there], pilot.privacy.threshold)
    rows = [
        [
            cell.titled(row["finding"], row["titles"]),
            language_name(row["group"], language) if row["by"] == LANGUAGE else cell.group(row["group"]),
            "·" if hide else number(cell, row),
            cell.say(words.text, **words.values) if words else cell.say("not asked"),
        ]
        for (_, row), hide, words in zip(found.loc[there].iterrows(), held[there], said, strict=True)
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Joint display by group"),
        label=label,
        method=cell.say("Estimates from the survey beside counts of conversations, group by group."),
        source=found.loc[there & ~held].drop(columns="titles"),
        empty=cell.say("No findings were recorded yet in which survey and conversations meet."),
        notes=[
            cell.say("The groups are compared as groups: no person's answers stand beside that person's words."),
            *([cell.held_note()] if held.any() else []),
            *conversations_note(cell, said),
        ],
        row_groups=heads[0],
        counts=_counts(found.loc[there], list(held[there]), said, surveys, pilot),
    )


def _counts(
    found: pd.DataFrame, held: Sequence[bool], said: Sequence[Told | None], surveys: Mapping[str, Survey], pilot: Pilot
) -> Iterator[Count]:
    """Of whom each number is, and in how many conversations of the group each finding is."""
    waves, codes, phase = (found.attrs.get(name, {}) for name in ("wave", "codes", "phase"))
    for at, (hide, words, (_, row)) in enumerate(zip(held, said, found.iterrows(), strict=True)):
        if row["survey"] in surveys:
            own = {} if row["by"] == "survey" else {row["by"]: row["group"]}
            of, book = base(row["survey"], waves.get(row["finding"])), surveys[row["survey"]].codebook
            least = pilot.privacy.threshold
            yield from told_number(of, book, row, least, group=own, shown=not hide, row=at, column=2)
        yield from told_codes_of(codes.get(row["finding"], ()), words, phase, group=row["group"], row=at, column=3)


def _told(found: pd.DataFrame, threshold: int) -> list[Told | None]:
    """What is told of each group's conversations: of a finding no count where one could be computed from the others and the total."""
    alone = [told_beside(row, threshold) for _, row in found.iterrows()]
    hidden = {name for name, said in zip(found["finding"], alone, strict=True) if said and not said.exact}
    return [
        said and told(int(row["cases"]), said.base, threshold, counted=said.exact and row["finding"] not in hidden)
        for said, (_, row) in zip(alone, found.iterrows(), strict=True)
    ]
