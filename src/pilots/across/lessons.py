"""What was learned, each lesson with what it rests on."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pandas as pd

from pilots.across.doing import judged_claims, verdicts
from pilots.across.members import Member
from pilots.across.publication import Publication
from pilots.errors import PilotError, did_you_mean, raise_all
from pilots.project import PUBLICATION, names
from pilots.vocabulary import Column, frame

LESSONS = (
    Column("lesson", "int64", "Lesson", "its number, from 1"),
    Column("titles", "object", "Lesson", "by language"),
    Column("weight", "str", "Weight", "measured in several pilots, measured in one pilot, experience, or cannot tell"),
    Column("pilot", "str", "Pilot", "of what it rests on; empty where it rests on nothing"),
    Column("kind", "str", "Kind", "claim, indicator or cycle"),
    Column("item", "str", "What", "its id"),
    Column("about", "object", "What it rests on", "by language"),
    Column("verdict", "str", "Verdict", "on the claim or target; adjusted or followed up for a cycle"),
)
_CERTAIN = ("stands", "reached", "not reached")
_OBSERVED = ("adjusted", "followed up")
_Known = dict[str, tuple[str, object, str]]


def lessons(publication: Publication, members: Sequence[Member]) -> pd.DataFrame:
    """The lessons of publication.toml, with what each rests on and how much that bears.

    Parameters
    ----------
    publication
        Its lessons name claims, indicators and cycles of the pilots.
    members
        As `gather` gives them.

    Returns
    -------
    DataFrame
        lesson, titles, weight, pilot, kind, item, about, verdict; a row a lesson and thing that it rests on, one without
        pilot where it rests on nothing of these pilots. Weight, a rule of ours: "measured in several pilots" where in two pilots or
        more a claim stands, or a target was reached or not reached; "measured in one pilot"; "experience" where something
        was adjusted or followed up on the way, and nothing more is certain; else "cannot tell".

    Raises
    ------
    PilotsError, Problems
        When a lesson names what there is not. What it names of a pilot of the project that takes no part this time is left out.

    Examples
    --------
    >>> lessons(Publication(lessons=[{"title": "Start small"}]), [])["weight"].tolist()
    ['cannot tell']
    """
    known = {member.name: _known(member) for member in members}
    rows: list[dict[str, object]] = []
    problems = []
    for number, lesson in enumerate(publication.lessons, 1):
        own = []
        for reference in lesson.rests_on:
            pilot, _, item = reference.partition(".")
            if pilot in known and item in known[pilot]:
                kind, about, verdict = known[pilot][item]
                own.append({"pilot": pilot, "kind": kind, "item": item, "about": about, "verdict": verdict})
            elif pilot in known or pilot not in names(publication.pilot.project):
                problems.append(_strange(number, reference, known))
        about_lesson = {"lesson": number, "titles": dict(lesson.title), "weight": _weight(own)}
        rows += [
            about_lesson | row for row in own or [{"pilot": "", "kind": "", "item": "", "about": {}, "verdict": ""}]
        ]
    raise_all(problems)
    return frame(LESSONS, rows)


def _known(member: Member) -> _Known:
    """What lessons can rest on, by its id."""
    plan, said = member.plan, verdicts(member)
    claims = judged_claims(member).set_index("claim")["verdict"]
    judge: dict[str, tuple[pd.DataFrame, str, str, Callable[[dict[Hashable, Any]], object]]] = {
        "claim": (plan.claims, "claim", "titles", lambda row: claims[str(row["claim"])]),
        "indicator": (plan.indicators, "indicator", "titles", lambda row: said.get(row["indicator"], "cannot tell")),
        "cycle": (plan.cycles, "cycle", "what", lambda row: _OBSERVED[0] if row["adjusted"] else _OBSERVED[1]),
    }
    return {
        str(row[name]): (kind, row[about], str(verdict(row)))
        for kind, (table, name, about, verdict) in judge.items()
        for row in table.to_dict("records")
    }


def _weight(own: Sequence[dict[str, object]]) -> str:
    certain = {row["pilot"] for row in own if row["verdict"] in _CERTAIN}
    if certain:
        return "measured in several pilots" if len(certain) > 1 else "measured in one pilot"
    return "experience" if any(row["verdict"] in _OBSERVED for row in own) else "cannot tell"


def _strange(number: int, reference: str, known: dict[str, _Known]) -> PilotError:
    every = [f"{pilot}.{item}" for pilot, items in known.items() for item in items]
    return PilotError(
        f"lesson {number} rests on '{reference}', which there is not",
        where=f"{PUBLICATION}.toml",
        mend=did_you_mean(reference, every),
    )
