"""The rule of versions: a report that was sent out, and a later one with a few answers more or less."""

from collections.abc import Iterator

from pilots.pilot import Pilot
from pilots.privacy.findings import Finding
from pilots.publish.gate.leaving import Leaving, Told
from pilots.publish.gate.record import told_then

RULE = "difference between versions"


def versions(leaving: Leaving, pilot: Pilot | None) -> list[Finding]:
    """Say of whom a version that was sent out told other numbers: who has both can subtract, and sees the few who differ.

    Parameters
    ----------
    leaving
        What leaves.
    pilot
        Gives the threshold and the record of what was sent out.

    Returns
    -------
    list of Finding
        One for each group of people that a number changed of by fewer than the threshold.
    """
    if pilot is None:
        return []
    then = dict(_exact(told_then(pilot)))
    changed: dict[str, str] = {}
    for (of, where), (n, place) in _exact(leaving.counts):
        before = then.get((of, where))
        if before is not None and 0 < abs(n - before[0]) < pilot.privacy.threshold:
            changed.setdefault(of, ", ".join(filter(None, (place, before[1]))))
    what = "a version that was sent out told a number of {} that differs by fewer people than the threshold"
    mend = "Wait for more answers, or sign for it."
    return [Finding(RULE, place, what.format(of), mend, of) for of, place in changed.items()]


def _exact(
    counts: "list[Told] | tuple[Told, ...]",
) -> Iterator[tuple[tuple[str, frozenset[tuple[str, str]]], tuple[float, str]]]:
    """Who is counted, with how many there are and where that is told."""
    for one in counts:
        if not one.count.held and one.count.low == one.count.high:
            yield (one.count.of, frozenset(one.count.where.items())), (one.count.low, one.place)
