"""By the elements of frameworks: what several pilots add up to, and materials to read."""

from collections.abc import Iterable, Sequence

import pandas as pd

from pilots import frameworks
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.frameworks.elements import above
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.tables.assemble import assemble
from pilots.tables.by_element import COUNTED


def adding_up(
    counted: pd.DataFrame,
    pilots: Sequence[Pilot],
    *,
    language: str = "nl",
    label: str = "tbl-adding-up",
) -> Table:
    """What pilots need, do and measure, element by element; the strictest of their thresholds holds for all.

    Parameters
    ----------
    counted
        As `frameworks.adding_up` gives it.
    pilots
        Those that were counted.
    """
    cell = Cells(max(pilots, key=lambda pilot: pilot.privacy.threshold), language)
    titles = {pilot.name: pick(pilot.title, language) for pilot in pilots}
    heads = [
        cell.say(text)
        for text in (
            "Framework",
            "Element",
            "Pilot",
            "Needs",
            "Actions chosen",
            "Scales",
            "Mean",
            "Codes",
            "Conversations",
        )
    ]
    own = counted.loc[counted["framework"].isin(COUNTED)]
    hidden = _told_by_parents(own, cell.pilot.privacy.threshold)
    rows = [
        [
            cell.say(f"framework:{row['framework']}"),
            frameworks.label(row["element"], language),
            titles.get(row["pilot"], row["pilot"]),
            cell.number(row["needs"], 0),
            cell.say("{n} of {all}", n=row["chosen"], all=row["actions"]),
            cell.number(row["scales"], 0),
            "–" if cell.few(row["people"]) else cell.number(row["mean"]),
            cell.number(row["codes"], 0),
            "·" if key in hidden else cell.n(row["cases"]),
        ]
        for key, row in zip(zip(own["pilot"], own["element"], strict=True), own.to_dict("records"), strict=True)
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Needs, actions and measurements by element"),
        label=label,
        method=cell.say("Counted from the workbooks of actions, the codebooks and the coded conversations."),
        source=own,
        empty=cell.say("No need, action or scale names an element of a framework."),
        notes=[
            cell.say("What names a part of an element counts for that element too; what names two counts for both."),
            cell.say("Mean: of the scales, where their answers run alike."),
            *([cell.people_note()] if any(map(cell.rare, own["cases"])) else []),
            *([cell.held_note()] if hidden else []),
        ],
        numeric=heads[3:],
        row_groups=heads[0],
    )


def catalogue(ids: Iterable[str], pilot: Pilot, *, language: str = "nl", label: str = "tbl-catalogue") -> Table:
    """Materials as a reading list: by whom, for whom, what is in them, where more is told.

    Parameters
    ----------
    ids
        Ids of materials, in the order in which they are shown, e.g. those of `frameworks.suggest` or of actions; one
        that comes twice is shown once.

    Raises
    ------
    PilotsError
        When there is no such material.
    """
    wanted = list(dict.fromkeys(ids))
    frameworks.require(wanted)
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Material", "Made by", "Meant for", "Content", "Themes", "More information")]
    known = frameworks.catalogue().set_index("id")
    found = known.reindex([name for name in wanted if name in known.index])
    rows = [
        [
            pick(row["labels"], language),
            row["made_by"] or "–",
            ", ".join(cell.say(f"for:{audience}") for audience in row["meant_for"]) or "–",
            pick(row["contents"], language) or "–",
            cell.say("; ").join(frameworks.label(theme, language) for theme in row["themes"]) or "–",
            row["more"] or "–",
        ]
        for _, row in found.iterrows()
    ]
    source = frameworks.elements().set_index("id")["source"]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Materials to read and use"),
        label=label,
        method=cell.say("Taken from the catalogue of materials that comes with this package."),
        source=found.reset_index(),
        empty=cell.say("No material of the catalogue is named."),
        notes=[
            *(cell.say("Source: {source}.", source=said) for said in dict.fromkeys(source[found.index])),
            cell.say("An en dash, or no column: not told in the source. Themes are our reading of the title."),
        ],
        optional=heads[1:],
    )


def _told_by_parents(counted: pd.DataFrame, threshold: int) -> set[tuple[str, str]]:
    """Pilots and elements whose conversations differ by few from those of what the element is a part of."""
    cases = {(row["pilot"], row["element"]): row["cases"] for row in counted.to_dict("records")}
    return {
        (pilot, element)
        for (pilot, element), n in cases.items()
        for parent in above(element)[1:]
        if n >= threshold and 0 < cases.get((pilot, parent), n) - n < threshold
    }
