"""The rule of counts: what all that leaves, and what has left, tells together of how many."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from math import inf

from pilots.errors import PilotsError
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.privacy.findings import Finding
from pilots.privacy.gathered import Gathered, about_people
from pilots.publish.gate.leaving import Leaving, Told
from pilots.publish.gate.record import told_before

SMALL, DERIVABLE, FULL = "small count", "derivable count", "full group"


def counts(leaving: Leaving, pilot: Pilot | None) -> list[Finding]:
    """Say which counts are too small, which are of everybody in a group, and which that are held back can be computed from all that is told.

    Parameters
    ----------
    leaving
        What leaves; its counts are held beside those of the pilot's other reports.
    pilot
        Gives the threshold and the record of what left before.
    """
    if pilot is None or not leaving.counts:
        return []
    return judge(
        leaving.counts, told_before(pilot, leaving.report, leaving.edition), pilot.privacy.threshold, no_secret(pilot)
    )


def no_secret(pilot: Pilot) -> set[str]:
    """What is known of people anyway: the characteristics by which a pilot compares them, such as their site."""
    return {name for survey in pilot.surveys for name in (survey.site_variable, *survey.compare_by) if name}


def judge(now: Sequence[Told], before: Sequence[Told], threshold: int, known: Collection[str] = ()) -> list[Finding]:
    """Say what is wrong with counts that are about to leave, beside those that left.

    Parameters
    ----------
    now, before
        The counts of this report, and those of the others.
    threshold
        The least number of people that may be shown.
    known
        Characteristics that are no secret where all of a group share them, such as their role.
    """
    told = [*now, *before]
    found = [_small(one) for one in now if tells_small(one.count, threshold)]
    all_counts = Gathered.of([one.count for one in told])
    found += _of_all(all_counts, told, len(now), known)
    leaks = all_counts.leaks(threshold, [one.count for one in before])
    if leaks.empty:
        return found
    try:
        costs = [cost(one.count) if at < len(now) else inf for at, one in enumerate(told)]
        more = [_place(told[at]) for at in all_counts.to_hold(leaks, costs, threshold)]
    except PilotsError:
        more = []
    mend = f"Hold back also: {'; '.join(dict.fromkeys(more))}." if more else "Tell less of these people."
    for of, where, places in zip(leaks["of"], leaks["where"], all_counts.places(leaks), strict=True):
        place = "; ".join(dict.fromkeys(_place(told[at]) for at in places)) or of
        what = f"a number that is not told can be computed from all that is told of {of} ({_named(where)})"
        found.append(Finding(DERIVABLE, place, what, mend, _mark(of, where)))
    return found


def tells_small(one: Count, threshold: int) -> bool:
    """Whether a count of too few people is told as it is.

    Examples
    --------
    >>> tells_small(Count("parents/0", {"site": "vlam"}, 3, 3), 5)
    True
    """
    exact = not one.held and one.low == one.high and 0 < one.low < threshold
    return exact and about_people(tuple(one.where.items()))


def cost(one: Count) -> float:
    """What is lost where a count is held back: more the more people it is of, and much more where it stands in no cell.

    What says only that nobody can be so stays.
    """
    if one.row < 0 and one.high == 0:
        return inf
    return one.low + 1 if one.row >= 0 else 1000 * (one.low + 1)


def _small(one: Told) -> Finding:
    where = tuple(sorted(one.count.where.items()))
    what = f"a number of people below the threshold is told ({_named(where)})"
    return Finding(SMALL, _place(one), what, "Hold it back.", _mark(one.count.of, where))


def _of_all(gathered: Gathered, told: Sequence[Told], now: int, known: Collection[str]) -> Iterator[Finding]:
    """What everybody in a group answered, where this report tells it."""
    alike = gathered.alike(known)
    for of, where, places in zip(alike["of"], alike["where"], gathered.places(alike), strict=True):
        own = [_place(told[at]) for at in places if at < now]
        if own:
            what = f"everybody in a group gave the same answer, and it is told ({_named(where)})"
            mend = "Hold it back, or join the group or the answer with another."
            yield Finding(FULL, "; ".join(dict.fromkeys(own)), what, mend, _mark(of, where))


def _place(one: Told) -> str:
    cell = f"row {one.count.row + 1}, column {one.count.column + 1}" if one.count.row >= 0 else ""
    return ", ".join(filter(None, (one.place, one.label, cell)))


def _named(where: Sequence[tuple[str, str]]) -> str:
    return ", ".join(sorted({name for name, _ in where})) or "everyone"


def _mark(of: str, where: Sequence[tuple[str, str]]) -> str:
    return hashlib.sha256(repr((of, tuple(where))).encode()).hexdigest()[:12]
