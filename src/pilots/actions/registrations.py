"""What a pilot writes down all along: sessions, who came, who was referred, who brought whom, costs, goals, a timeline.

Codes of people and families stay in the file: what is read holds numbers, given in the order of the file.
"""

from collections.abc import Callable, Sequence

import pandas as pd

from pilots.actions.attendance import attendance
from pilots.actions.columns import Columns
from pilots.actions.kinds import COSTS, GOALS, NETWORK, PARTICIPATION, REFERRALS, SESSIONS, STAGES, STEPS, TIMELINE
from pilots.errors import PilotsError, raise_all
from pilots.pilot import Pilot
from pilots.qualitative.redaction import redact_all
from pilots.rows import by_language, cells
from pilots.vocabulary import Column, frame

_CODES = {
    "participation": ("person", "family"),
    "referrals": ("family",),
    "network": ("person",),
    "goals": ("person", "goal"),
    "timeline": ("case",),
}
"""Columns of codes, that become numbers."""
Read = Callable[[Columns], dict[str, object]]


def sessions(pilot: Pilot) -> pd.DataFrame:
    """How many came to each session.

    Parameters
    ----------
    pilot
        Its registrations of kind sessions are tables with columns action, site, date, group, present and
        possible; site, group and possible may be left out or empty.

    Returns
    -------
    DataFrame
        action, site, date, group, present, possible, share; in order of action, site, group and date.

    Raises
    ------
    ReadError
        When a file is missing or no such table.
    PilotsError, Problems
        With every row that has an unknown site, no date, no whole number, more present than possible, or a
        session that already stands above.
    """
    found = _read(pilot, "sessions", SESSIONS, ("action", "date", "present"), _session)
    found["share"] = found["present"] / found["possible"].astype("float64").mask(found["possible"] == 0)
    return found.sort_values(["action", "site", "group", "date"], kind="stable", ignore_index=True)


def participation(pilot: Pilot) -> pd.DataFrame:
    """Who came to which session: a row a person and session.

    Parameters
    ----------
    pilot
        Its registrations of kind participation are tables with columns person, family, group, site, action,
        date and hours; all but person and action may be left out or empty.

    Returns
    -------
    DataFrame
        person, family (numbers), group, site, action, date, hours.

    Raises
    ------
    ReadError, PilotsError, Problems
        As for `sessions`.
    """
    return _read(pilot, "participation", PARTICIPATION, ("person", "action"), _participant)


def referrals(pilot: Pilot) -> pd.DataFrame:
    """How far each family came: met, asked, referred, arrived, helped.

    Parameters
    ----------
    pilot
        Its registrations of kind referrals are tables with columns family, site, method, service, met, asked,
        referred, arrived and helped: a day or yes in each stage that was reached.

    Returns
    -------
    DataFrame
        family (a number), site, method, service, each stage (reached or not) and its day, as `met` and `met_on`.

    Raises
    ------
    ReadError, PilotsError, Problems
        As for `sessions`. A stage that was reached without the one before it is no error: see `funnel`.
    """
    return _read(pilot, "referrals", REFERRALS, ("family", *STAGES), _referral)


def network(pilot: Pilot) -> pd.DataFrame:
    """Who was brought by whom, a row a person.

    Parameters
    ----------
    pilot
        Its registrations of kind network are tables with columns person, brought_by, date, site, action, group
        and how; all but person and brought_by may be left out.

    Returns
    -------
    DataFrame
        person, brought_by (numbers), date, site, action, group, how.

    Raises
    ------
    ReadError, PilotsError, Problems
        As for `sessions`; also where somebody brought themselves, was brought by someone who is not in the
        list, or, through others, by someone they brought.
    """
    return _read(pilot, "network", NETWORK, ("person", "brought_by"), _brought)


def costs(pilot: Pilot) -> pd.DataFrame:
    """What was paid, for which action, method or school.

    Parameters
    ----------
    pilot
        Its registrations of kind costs are tables with columns site, action, method, period, category and
        amount (euro); all but amount may be left out or empty.

    Returns
    -------
    DataFrame
        site, action, method, period, category, amount.

    Raises
    ------
    ReadError, PilotsError, Problems
        As for `sessions`.
    """
    return _read(pilot, "costs", COSTS, ("amount",), _cost)


def goals(pilot: Pilot) -> pd.DataFrame:
    """How far each goal of each person was reached, at each moment.

    Parameters
    ----------
    pilot
        Its registrations of kind goals are tables with columns person, group, site, action, goal, weight,
        moment (0, 1, 2 ...) and level (-2 to 2).

    Returns
    -------
    DataFrame
        person, group, site, action, goal (numbers), weight, moment, level.

    Raises
    ------
    ReadError, PilotsError, Problems
        As for `sessions`.
    """
    return _read(pilot, "goals", GOALS, ("person", "goal", "moment", "level"), _goal)


def timeline(pilot: Pilot) -> pd.DataFrame:
    """What happened with a family, step by step.

    Parameters
    ----------
    pilot
        Its registrations of kind timeline are tables with columns case, date, kind (contact, visit, step,
        activity, setback), what::nl, what::fr, what::en, consent and approved_by.

    Returns
    -------
    DataFrame
        case (a number), date, kind, texts, shown. Texts are redacted, and empty where the family did not
        consent or nobody approved.

    Raises
    ------
    ReadError, PilotsError, Problems
        As for `sessions`.
    """
    return _read(pilot, "timeline", TIMELINE, ("case", "kind", "consent", "approved_by"), _step)


def registrations(pilot: Pilot) -> dict[str, pd.DataFrame]:
    """All registrations by kind; a kind that the pilot does not have is an empty frame.

    Raises
    ------
    PilotsError, Problems
        With every problem of every kind.
    """
    kinds: tuple[Callable[[Pilot], pd.DataFrame], ...] = (
        attendance, sessions, participation, referrals, network, costs, goals, timeline,
    )  # fmt: skip
    found: dict[str, pd.DataFrame] = {}
    problems: list[PilotsError] = []
    for kind in kinds:
        try:
            found[kind.__name__] = kind(pilot)
        except PilotsError as error:
            problems += error.each
    raise_all(problems)
    return found


def _read(pilot: Pilot, kind: str, columns: Sequence[Column], needed: Sequence[str], read: Read) -> pd.DataFrame:
    """All tables of one kind under each other, with numbers for codes."""
    problems: list[PilotsError] = []
    parts = []
    names = [*needed, *(column.name for column in columns), "what", "consent", "approved_by"]
    for source in (source for source in pilot.registrations if source.kind == kind):
        given = Columns(pilot, source, names, needed, problems)
        parts.append(pd.DataFrame(read(given), index=given.table.index))
    raise_all(problems)
    if not parts:
        return frame(columns)
    found = pd.concat(parts, ignore_index=True)
    for name in _CODES.get(kind, ()):
        codes = found[name].str.split().str.join(" ").str.casefold()
        known = {code: at for at, code in enumerate(codes[codes != ""].unique(), start=1)}
        found[name] = codes.map(known)
        if kind == "network":
            found["brought_by"] = found["brought_by"].str.split().str.join(" ").str.casefold().map(known)
    return found.reindex(columns=[column.name for column in columns]).astype({it.name: it.dtype for it in columns})


def _session(given: Columns) -> dict[str, object]:
    given.once(["action", "site", "date", "group"])
    present = given.numbers("present", least=0, whole=True, needed=True)
    possible = given.numbers("possible", least=0, whole=True)
    given.tell(present > possible, "more were present than possible", "Correct 'present' or 'possible'.")
    return {
        "action": given.prose("action", needed=True),
        "site": given.site(),
        "date": given.dates("date", needed=True),
        "group": given.group(),
        "present": present,
        "possible": possible,
    }


def _participant(given: Columns) -> dict[str, object]:
    dated = given.text("date") != ""
    twice = pd.DataFrame({name: given.text(name).str.casefold() for name in ("person", "action", "site", "date")})
    given.tell(twice.duplicated() & dated, "the same person, action, site and date already stand in a row above")
    return {
        "person": given.text("person", needed=True),
        "family": given.text("family"),
        "group": given.group(),
        "site": given.site(),
        "action": given.prose("action", needed=True),
        "date": given.dates("date"),
        "hours": given.numbers("hours", least=0),
    }


def _referral(given: Columns) -> dict[str, object]:
    given.once(["family", "site", "method", "service"])
    stages = {stage: given.stage(stage) for stage in STAGES}
    days = pd.DataFrame({stage: day for stage, (_, day) in stages.items()})
    for at, stage in enumerate(STAGES[1:], start=1):
        early = days[stage] < days[list(STAGES[:at])].max(axis="columns")
        given.tell(early, f"'{stage}' is dated before an earlier stage", "Correct the day.")
    return {
        "family": given.text("family", needed=True),
        "site": given.site(),
        "method": given.prose("method"),
        "service": given.prose("service"),
        **{stage: reached for stage, (reached, _) in stages.items()},
        **{f"{stage}_on": day for stage, (_, day) in stages.items()},
    }


def _brought(given: Columns) -> dict[str, object]:
    person, by = given.text("person", needed=True), given.text("brought_by")
    who, whom = (column.str.split().str.join(" ").str.casefold() for column in (person, by))
    given.once(["person"])
    given.tell((whom != "") & (whom == who), "somebody can't have brought themselves")
    given.tell(
        (whom != "") & ~whom.isin(who), "'brought_by' is nobody of the list", "Give that person a row, or leave the cell empty."
    )  # fmt: skip
    given.tell(_circles(who, whom), "this person was brought, through others, by someone they brought")
    return {
        "person": person,
        "brought_by": by,
        "date": given.dates("date"),
        "site": given.site(),
        "action": given.prose("action"),
        "group": given.group(),
        "how": given.prose("how").str.casefold(),
    }


def _circles(who: "pd.Series[str]", whom: "pd.Series[str]") -> "pd.Series[bool]":
    """Whose chain of people who brought each other leads back to themselves."""
    above = dict(zip(who, whom, strict=True))
    above = {person: by for person, by in above.items() if by and by != person}
    alive = dict(above)
    while stuck := [person for person, by in alive.items() if by not in alive]:
        for person in stuck:
            del alive[person]
    # what is left is in a circle, or below one: those in it are still brought someone by
    while loose := set(alive) - set(alive.values()):
        for person in loose:
            del alive[person]
    return who.isin(alive)


def _cost(given: Columns) -> dict[str, object]:
    return {
        "site": given.site(),
        "action": given.prose("action"),
        "method": given.prose("method"),
        "period": given.prose("period"),
        "category": given.prose("category"),
        "amount": given.numbers("amount", least=0, money=True, needed=True),
    }


def _goal(given: Columns) -> dict[str, object]:
    given.once(["person", "goal", "moment"])
    return {
        "person": given.text("person", needed=True),
        "group": given.group(),
        "site": given.site(),
        "action": given.prose("action"),
        # two people's goals may bear the same number
        "goal": given.text("person") + "\n" + given.text("goal", needed=True),
        "weight": given.numbers("weight", least=0).fillna(1.0),
        "moment": given.numbers("moment", least=0, whole=True, needed=True),
        "level": given.numbers("level", least=-2, most=2),
    }


def _step(given: Columns) -> dict[str, object]:
    shown = given.ticked("consent") & (given.text("approved_by") != "")
    said = [by_language("what", cells(line), given.pilot.language) for _, line in given.table.iterrows()]
    return {
        "case": given.text("case", needed=True),
        "date": given.dates("date"),
        "kind": given.words("kind", STEPS),
        "texts": [redact_all(text, given.pilot) if may else {} for text, may in zip(said, shown, strict=True)],
        "shown": shown,
    }
