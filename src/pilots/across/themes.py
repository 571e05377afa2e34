"""Case by theme: in how many conversations of each pilot each element of a framework came up."""

from collections.abc import Sequence

import pandas as pd

from pilots.across.members import Member
from pilots.frameworks.adding_up import spread
from pilots.frameworks.elements import elements
from pilots.mixed import framework_codes
from pilots.mixed.beside import Beside
from pilots.mixed.conversations import Told, told
from pilots.mixed.spoken import Spoken
from pilots.vocabulary import PILOT, Column, frame

THEMES = (
    Column("element", "str", "Element", "id of the element of a framework"),
    Column("framework", "str", "Framework", "its framework"),
    PILOT,
    Column("codes", "int64", "Codes", "codes of that pilot that belong to it or to a part of it", "n"),
    Column("told", "object", "Conversations", "in how many of how many, as far as that may be told (`Told`)"),
)


def themes(members: Sequence[Member]) -> pd.DataFrame:
    """In how many conversations of each pilot people spoke of what each element of a framework is about.

    Parameters
    ----------
    members
        As `gather` gives them. Sheet codes of a pilot's workbook of findings says which code belongs to which element.

    Returns
    -------
    DataFrame
        element, framework, pilot, codes, told; a row an element and pilot that has codes for it, in the order of the
        frameworks. A count is told only where neither the pilot's own threshold nor the publication's holds it back, beside all
        counts of codes that the pilot's own report tells; else a range, or nothing.

    Examples
    --------
    >>> themes([]).empty
    True
    """
    rows = [row for member in members for row in _of_pilot(member)]
    places = {element: place for place, element in enumerate(elements()["id"])}
    return frame(THEMES, sorted(rows, key=lambda row: places[str(row["element"])]))


def _of_pilot(member: Member) -> list[dict[str, object]]:
    linked = framework_codes(member.pilot, member.conversations)
    named = spread(linked.drop_duplicates("code")) if len(linked) else linked.assign(element="")
    spoken = Spoken(member.conversations)
    beside = [Beside(spoken, threshold) for threshold in member.thresholds]
    rows: list[dict[str, object]] = []
    for element, own in named.groupby("element", sort=False):
        codes = own["code"].tolist()
        rows.append(
            {
                "element": str(element),
                "framework": str(element).partition(".")[0],
                "pilot": member.name,
                "codes": len(codes),
                "told": _told(beside, codes, len(spoken.of(codes))),
            }
        )
    return rows


def _told(beside: Sequence[Beside], codes: Sequence[str], cases: int) -> Told:
    """What may be told at every threshold: the first that is no count, else the count."""
    found = []
    for one in beside:
        apart = one.apart(codes, cases)
        found.append(told(cases, one.base, one.threshold, counted=apart is None or apart >= one.threshold))
    return next((said for said in found if not said.exact), found[-1])
