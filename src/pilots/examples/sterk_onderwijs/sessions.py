"""How many came to the parents' café, the homework class and the team talks."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.formats.plain import write_rows

SEED = 2043
_YEARS = ((date(2023, 9, 11), date(2024, 6, 21)), (date(2024, 9, 9), date(2025, 6, 20)))
_CLOSED = (
    (date(2023, 10, 30), date(2023, 11, 5)), (date(2023, 12, 25), date(2024, 1, 7)), (date(2024, 2, 12), date(2024, 2, 18)),
    (date(2024, 4, 1), date(2024, 4, 14)), (date(2024, 5, 9), date(2024, 5, 10)), (date(2024, 5, 20), date(2024, 5, 20)),
    (date(2024, 10, 28), date(2024, 11, 3)), (date(2024, 11, 11), date(2024, 11, 11)), (date(2024, 12, 23), date(2025, 1, 5)),
    (date(2025, 3, 3), date(2025, 3, 9)), (date(2025, 4, 7), date(2025, 4, 21)), (date(2025, 5, 29), date(2025, 5, 30)),
    (date(2025, 6, 9), date(2025, 6, 9)),
)  # fmt: skip
_MOVED = date(2024, 1, 8)
"""From when on the café of Machelen was held on Monday morning."""


def write_sessions(folder: Path) -> None:
    """Write registrations/sessions.csv: action, site, date, group, present, possible."""
    draws = Draws(SEED, "sessions")
    rows = sorted([*_cafe(draws), *_homework(draws), *_talks(draws)])
    path = folder / "registrations" / "sessions.csv"
    write_rows(path, ("action", "site", "date", "group", "present", "possible"), rows)


Row = tuple[str, str, date, str, int, str]


def _cafe(draws: Draws) -> Iterator[Row]:
    """Every other week; at Machelen few came on Friday, more on Monday."""
    for site in ("landen", "machelen"):
        for monday in _mondays(2):
            early = site == "machelen" and monday < _MOVED
            day = monday if site == "machelen" and not early else monday + timedelta(days=4)
            if _open(day):
                mean = 2.6 if early else (8.2 if site == "machelen" else 6.0)
                n = max(0, int(mean + 0.36 * mean * draws.normal() + 0.5))
                yield "a3", site, day, "parents", n, ""


def _homework(draws: Draws) -> Iterator[Row]:
    """Every Monday, for so many children as there are places."""
    for site, places in (("landen", 12), ("machelen", 16)):
        for monday in _mondays(1):
            if _open(monday) and monday >= date(2023, 10, 2):
                share = 0.78 if monday.year == 2023 else 0.9
                n = sum(draws.chance(share) for _ in range(places))
                yield "a4", site, monday, "children", n, str(places)


def _talks(draws: Draws) -> Iterator[Row]:
    """Once a month; Machelen let some go by."""
    for site, team, share in (("landen", 31, 0.8), ("machelen", 37, 0.62)):
        for number, monday in enumerate(_mondays(4)):
            day = monday + timedelta(days=1)
            if _open(day) and not (site == "machelen" and number % 5 in (2, 4) and number < 10):
                yield "a1", site, day, "staff", sum(draws.chance(share) for _ in range(team)), str(team)


def _mondays(every: int) -> Iterator[date]:
    for first, last in _YEARS:
        monday = first
        while monday <= last:
            yield monday
            monday += timedelta(weeks=every)


def _open(day: date) -> bool:
    return not any(start <= day <= end for start, end in _CLOSED)
