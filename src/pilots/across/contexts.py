"""The pilots side by side: where, when, with whom, what was asked and collected; and published figures that several have."""

from collections.abc import Sequence

import pandas as pd

from pilots.across.members import Member, of_several
from pilots.vocabulary import PILOT, Column, frame

CONTEXTS = (
    PILOT,
    Column("town", "str", "Town", "empty where none is told"),
    Column("start", "object", "Start", "first day of the first phase; None without phases"),
    Column("end", "object", "End", "last day of the last phase; None without phases"),
    Column("phases", "object", "Phases", "tuple of labels by language, in order"),
    Column("sites", "int64", "Schools and other places", "how many take part", "n"),
    Column("joined_later", "int64", "Joined later", "how many of these came after the first", "n"),
    Column("groups", "object", "Groups", "tuple of the groups that were surveyed"),
    Column("waves", "int64", "Measurements", "the most that one survey had", "n"),
    Column("conversations", "bool", "Conversations", "whether conversations were coded"),
    Column("registrations", "object", "Registrations", "tuple of kinds, such as attendance or costs"),
    Column("chosen", "int64", "Actions chosen", "how many", "n"),
    Column("threshold", "int64", "Threshold", "least number of people that the pilot's own reports show"),
    Column("synthetic", "bool", "Synthetic", "whether its respondents are invented"),
)


def contexts(members: Sequence[Member]) -> pd.DataFrame:
    """What each pilot is and what it collected; a row a pilot.

    Parameters
    ----------
    members
        As `gather` gives them.

    Returns
    -------
    DataFrame
        pilot, town, start, end, phases, sites, joined_later, groups, waves, conversations, registrations, chosen,
        threshold, synthetic. Nothing in it counts people.

    Examples
    --------
    >>> contexts([]).empty
    True
    """
    return frame(CONTEXTS, [_context(member) for member in members])


def shared_figures(members: Sequence[Member]) -> pd.DataFrame:
    """The published figures that several pilots have of their own town, one a row.

    Returns
    -------
    DataFrame
        pilot, then the columns of `context.load`; only indicators known in the same period and unit for two pilots or more.

    Examples
    --------
    >>> shared_figures([]).empty
    True
    """
    own = [member.figures.loc[member.figures["level"] == "town"].assign(pilot=member.name) for member in members]
    if not own:
        return pd.DataFrame({"pilot": []})
    table = pd.concat(own, ignore_index=True).dropna(subset=["value"])
    return of_several(table, ["indicator", "unit", "period"]).reset_index(drop=True)


def _context(member: Member) -> dict[str, object]:
    pilot = member.pilot
    ordered = sorted(pilot.phases, key=lambda phase: phase.number)
    start = min((phase.start for phase in ordered), default=None)
    joined = [site.joined or start for site in pilot.sites]
    begun = min((day for day in joined if day), default=None)
    return {
        "pilot": member.name,
        "town": pilot.town,
        "start": start,
        "end": max((phase.end for phase in ordered), default=None),
        "phases": tuple(dict(phase.title) for phase in ordered),
        "sites": len(pilot.sites),
        "joined_later": sum(bool(day and begun and day > begun) for day in joined),
        "groups": tuple(dict.fromkeys(source.group for source in pilot.surveys)),
        "waves": max((len(one.waves) for one in member.surveys.values()), default=0),
        "conversations": bool(len(member.conversations.segments)),
        "registrations": tuple(dict.fromkeys(one.kind for one in pilot.registrations)),
        "chosen": int(member.plan.actions["chosen"].sum()),
        "threshold": pilot.privacy.threshold,
        "synthetic": pilot.synthetic,
    }
