"""What was tried where, what became of it, and what travelled from pilot to pilot."""

from collections.abc import Iterable, Sequence

import pandas as pd

from pilots import frameworks
from pilots.across.members import Member, of_several
from pilots.actions import contribution
from pilots.actions.measures import tells_of_few
from pilots.vocabulary import PILOT, Column, frame

DONE = (
    PILOT,
    Column("action", "str", "Action", "its id in that pilot"),
    Column("titles", "object", "Action", "by language"),
    Column("status", "str", "Status", "as the group words it; empty where it is not told"),
    Column("fate", "str", "What became of it", "dropped, adapted, kept, or tried where no follow-up was written down"),
    Column("adjusted", "int64", "Adjusted", "how many times", "n"),
    Column("reached", "int64", "Reached", "targets that were reached", "n"),
    Column("missed", "int64", "Not reached", "targets that were not reached", "n"),
    Column("open", "int64", "Cannot tell", "targets of which the data cannot tell", "n"),
    Column("claims", "object", "Contribution", "tuple of verdicts on the claims that it contributed"),
)
BY_FRAMEWORK = (
    Column("element", "str", "Element", "id of the element of a framework"),
    Column("framework", "str", "Framework", "its framework"),
    *DONE,
)
TRAVELLED = (
    Column("kind", "str", "Kind", "material, theme, or number in a register"),
    Column("unit", "str", "What", "id of a material or theme, or the number"),
    *DONE,
)
ADJUSTMENTS = (
    PILOT,
    Column("action", "str", "Action", "its id in that pilot"),
    Column("titles", "object", "Action", "by language"),
    Column("what", "object", "What was done", "by language"),
    Column("reason", "object", "Why", "by language"),
)
_VERDICTS = {"reached": "reached", "not reached": "missed", "cannot tell": "open"}


def by_framework(members: Sequence[Member]) -> pd.DataFrame:
    """The actions of all pilots by the elements of frameworks that they name, and the materials of the catalogue that they use.

    Parameters
    ----------
    members
        As `gather` gives them.

    Returns
    -------
    DataFrame
        element, framework, pilot, action, titles, status, fate, adjusted, reached, missed, open, claims; a row an element
        that an action itself names and action, in the order of the frameworks. An action that names two elements stands with
        both. A target judged by too few people counts as one of which the data cannot tell.

    Examples
    --------
    >>> by_framework([]).empty
    True
    """
    places = {element: place for place, element in enumerate(frameworks.elements()["id"])}
    rows = [
        {"element": element, "framework": element.partition(".")[0]} | row
        for member in members
        for row, action in zip(_done(member), member.plan.actions.to_dict("records"), strict=True)
        for element in dict.fromkeys([*_ids(action["frameworks"]), *_ids(action["catalogue"])])
        if element in places
    ]
    return frame(BY_FRAMEWORK, sorted(rows, key=lambda row: places[str(row["element"])]))


def travelled(members: Sequence[Member]) -> pd.DataFrame:
    """What actions of several pilots have in common, and what became of it in each.

    Parameters
    ----------
    members
        As `gather` gives them.

    Returns
    -------
    DataFrame
        kind, unit, pilot, action, titles, status, fate, adjusted, reached, missed, open, claims; a row a unit and action,
        of materials of the catalogue, themes and numbers in a register that actions of two pilots or more name. Fate:
        "dropped" where it was not chosen, "adapted" where it was adjusted on the way, "kept" where it was followed up and not
        adjusted, "tried" where no follow-up was written down.

    Examples
    --------
    >>> travelled([]).empty
    True
    """
    rows = [
        {"kind": kind, "unit": unit} | row
        for member in members
        for row, action in zip(_done(member), member.plan.actions.to_dict("records"), strict=True)
        for kind, unit in dict.fromkeys(_units(action, set(member.plan.actions["action"])))
    ]
    shared = of_several(frame(TRAVELLED, rows), ["kind", "unit"])
    return shared.sort_values(["kind", "unit"], kind="stable", ignore_index=True)


def adjustments(members: Sequence[Member]) -> pd.DataFrame:
    """What each pilot adjusted on the way, and why.

    Returns
    -------
    DataFrame
        pilot, action, titles, what, reason; a row an adjustment, by day within a pilot.

    Examples
    --------
    >>> adjustments([]).empty
    True
    """
    rows: list[dict[str, object]] = []
    for member in members:
        titles = dict(zip(member.plan.actions["action"], member.plan.actions["titles"], strict=True))
        own = member.plan.cycles.loc[member.plan.cycles["adjusted"]].sort_values("date", kind="stable")
        for action, what, reason in own[["action", "what", "reason"]].itertuples(index=False, name=None):
            about = {"pilot": member.name, "action": action, "titles": titles.get(action, {})}
            rows.append(about | {"what": what, "reason": reason})
    return frame(ADJUSTMENTS, rows)


def verdicts(member: Member) -> "pd.Series[str]":
    """The verdict on each indicator, by its id; *cannot tell* where too few people stand behind it."""
    told = [
        "cannot tell" if any(tells_of_few(row, least) for least in member.thresholds) else str(row["verdict"])
        for _, row in member.results.iterrows()
    ]
    return pd.Series(told, member.results["indicator"], dtype="str")


def judged_claims(member: Member) -> pd.DataFrame:
    """The claims that actions contributed, as `actions.contribution` judges them by targets that may be told."""
    return contribution(member.plan, member.results.assign(verdict=verdicts(member).to_numpy()))


def _done(member: Member) -> list[dict[str, object]]:
    """Each action of a pilot, in order, and what became of it."""
    plan, claims = member.plan, judged_claims(member)
    results = member.results[["action"]].assign(verdict=verdicts(member).to_numpy())
    rows = []
    for action in plan.actions[["action", "titles", "status", "chosen"]].to_dict("records"):
        cycles = plan.cycles.loc[plan.cycles["action"] == action["action"]]
        own = results.loc[results["action"] == action["action"], "verdict"]
        adjusted = int(cycles["adjusted"].sum())
        row = {"pilot": member.name, "action": action["action"], "titles": action["titles"], "status": action["status"]}
        row |= {"fate": _fate(bool(action["chosen"]), len(cycles), adjusted), "adjusted": adjusted}
        row |= {name: int((own == said).sum()) for said, name in _VERDICTS.items()}
        rows.append(row | {"claims": tuple(claims.loc[claims["action"] == action["action"], "verdict"])})
    return rows


def _fate(chosen: bool, followed: int, adjusted: int) -> str:
    if not chosen:
        return "dropped"
    return "adapted" if adjusted else "kept" if followed else "tried"


def _units(action: dict[object, object], own: set[str]) -> Iterable[tuple[str, str]]:
    """What an action may have in common with those of other pilots."""
    yield from (("material", one) for one in _ids(action["catalogue"]))
    yield from (("theme", one) for one in _ids(action["frameworks"]) if one.startswith("themes."))
    numbers = [action["register"], *_ids(action["related"])]
    yield from (("register", str(one)) for one in numbers if isinstance(one, str) and one and one not in own)


def _ids(named: object) -> tuple[str, ...]:
    return named if isinstance(named, tuple) else ()
