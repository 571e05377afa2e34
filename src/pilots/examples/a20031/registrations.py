"""Who came to the homework class, and who brought whom to the Hangout."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.formats.plain import write_rows

SEED = 2031
_FIRST, _LAST = date(2025, 2, 3), date(2025, 6, 16)
_CLOSED = (date(2025, 3, 3), date(2025, 4, 7), date(2025, 4, 14), date(2025, 4, 21), date(2025, 6, 9))
"""Mondays without a class: holidays and public holidays."""
_OPENED = date(2025, 3, 31)
"""From this Monday on the class was open to all first graders and their parents."""
_START = date(2025, 1, 18)


def write_registrations(folder: Path) -> None:
    """Write sessions.csv (a row a Monday) and network.csv (a row a young person)."""
    write_rows(folder / "sessions.csv", ["action", "site", "date", "group", "present", "possible"], _sessions())
    write_rows(folder / "network.csv", ["person", "brought_by", "date", "site", "action", "group", "how"], _network())


def _sessions() -> Iterable[list[object]]:
    """Pupils of the first grade in the class: a few of those invited, more once it was opened to all."""
    draws = Draws(SEED, "sessions")
    monday = _FIRST
    while monday <= _LAST:
        if monday not in _CLOSED:
            pupils = draws.integer(7, 15) if monday >= _OPENED else draws.integer(1, 4)
            yield ["a2", "leonardo", monday, "pupils", pupils, ""]
        monday += timedelta(days=7)


def _network() -> Iterable[list[object]]:
    """Two of one family brought friends, and some of these friends others; a few came by the school or were invited."""
    draws = Draws(SEED, "network")
    people: list[tuple[str, int]] = []
    for number in range(1, 28):
        if number <= 2:
            by, how, day = "", "trust", 100 + number
        elif draws.chance(0.78):
            brought, when = people[min(draws.integer(0, number - 2), draws.integer(0, number - 2))]
            by, how, day = brought, "trust", when + draws.integer(7, 40)
        else:
            by, how, day = "", draws.choice(["school", "invitation"]), 40 + draws.integer(0, 200)
        name = f"J{number:02d}"
        people.append((name, day))
        yield [name, by, _START + timedelta(days=day), "hangout", "a1", "young people", how]
