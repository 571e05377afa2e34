"""Weekly attendance of young children in both schools, over two school years."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.formats.plain import write_rows

SEED = 2020
_YEARS = ((date(2016, 9, 1), date(2017, 6, 30)), (date(2017, 9, 1), date(2018, 6, 29)))
HOLIDAYS = (
    (date(2016, 10, 31), date(2016, 11, 6)), (date(2016, 11, 11), date(2016, 11, 11)), (date(2016, 12, 26), date(2017, 1, 8)),
    (date(2017, 2, 27), date(2017, 3, 5)), (date(2017, 4, 3), date(2017, 4, 17)), (date(2017, 5, 1), date(2017, 5, 1)),
    (date(2017, 5, 25), date(2017, 5, 26)), (date(2017, 6, 5), date(2017, 6, 5)), (date(2017, 10, 30), date(2017, 11, 5)),
    (date(2017, 12, 25), date(2018, 1, 7)), (date(2018, 2, 12), date(2018, 2, 18)), (date(2018, 4, 2), date(2018, 4, 15)),
    (date(2018, 4, 30), date(2018, 5, 1)), (date(2018, 5, 10), date(2018, 5, 11)), (date(2018, 5, 21), date(2018, 5, 21)),
)  # fmt: skip
_ENTRY = (date(2016, 11, 7), date(2017, 1, 9), date(2017, 2, 1), date(2017, 3, 6), date(2017, 4, 18), date(2017, 5, 29),
          date(2017, 11, 6), date(2018, 1, 8), date(2018, 2, 1), date(2018, 2, 19), date(2018, 4, 16), date(2018, 5, 14))  # fmt: skip
"""Days on which children of two and a half may start."""
_SCHOOLS = {
    "vlam": (158, 0.845, ((date(2017, 11, 6), 0.012), (date(2018, 1, 8), 0.03))),
    "dekleineprins": (108, 0.862, ((date(2018, 2, 19), 0.016),)),
}
"""Children in September, share present, and what it rose by from when on."""


def write_attendance(folder: Path) -> None:
    """Write registrations/attendance.csv: site, week (its Monday), children, present and possible half days."""
    draws = Draws(SEED, "attendance")
    rows = []
    for site, (children, share, steps) in _SCHOOLS.items():
        for first, last in _YEARS:
            enrolled = children
            for monday, halves in _weeks(first, last):
                enrolled += sum(draws.integer(1, 4) for entry in _ENTRY if monday <= entry < monday + timedelta(days=7))
                rate = share + sum(rise for since, rise in steps if monday >= since) + _season(monday)
                possible = enrolled * halves
                noise = 0.013 * draws.normal()
                present = min(possible, max(0, int(possible * (rate + noise) + 0.5)))
                rows.append((site, monday, enrolled, present, possible))
    path = folder / "registrations" / "attendance.csv"
    write_rows(path, ("site", "week", "children", "present", "possible"), rows)


def _weeks(first: date, last: date) -> Iterator[tuple[date, int]]:
    """Mondays with the half days that there was school: nine a week, none on Wednesday afternoon."""
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        days = [monday + timedelta(days=n) for n in range(5)]
        open_days = [
            day for day in days if first <= day <= last and not any(start <= day <= end for start, end in HOLIDAYS)
        ]
        if open_days:
            yield monday, sum(1 if day.weekday() == 2 else 2 for day in open_days)
        monday += timedelta(days=7)


def _season(monday: date) -> float:
    """More children are ill in winter."""
    return {1: -0.02, 2: -0.025, 3: -0.01, 12: -0.012, 6: 0.008, 9: 0.01}.get(monday.month, 0.0)
