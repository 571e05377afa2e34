"""The coffee moments: who came to which, how many to each, and what it cost."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.formats.plain import write_rows
from pilots.examples.menen.attendance import HOLIDAYS
from pilots.examples.menen.codebooks import texts

SEED = 2024
ACTION = "a3"
_LAST = date(2018, 6, 26)
_SITES = {"vlam": (date(2017, 10, 3), 41, 302), "dekleineprins": (date(2018, 3, 6), 17, 221)}
"""The first coffee moment, how many parents came at least once, and how many could have come."""
_PAIRS = 0.2
"""How many parents come with the other parent of the family."""
_HOURS = "1.5"

Row = dict[str, str]


def write_coffee(folder: Path) -> None:
    """Write registrations/coffee.csv, coffee_people.csv and coffee_costs.csv."""
    came = list(_came())
    days = {site: list(_tuesdays(first)) for site, (first, _, _) in _SITES.items()}
    counts = {(site, day): sum(row["site"] == site and row["date"] == str(day) for row in came) for site in days for day in days[site]}  # fmt: skip
    sessions = [
        {"action": ACTION, "site": site, "date": str(day), "group": "parents", "present": str(n), "possible": str(_SITES[site][2])}
        for (site, day), n in counts.items()
    ]  # fmt: skip
    costs = [
        {"site": row["site"], "action": ACTION, "method": "", "period": "2017-2018", "category": row["category"], "amount": row["amount"]}
        for row in texts("doing")["costs"]
    ]  # fmt: skip
    for name, rows in (("coffee", sessions), ("coffee_people", came), ("coffee_costs", costs)):
        write_rows(folder / "registrations" / f"{name}.csv", list(rows[0]), (row.values() for row in rows))


def _came() -> Iterator[Row]:
    """Every parent comes once, then again as they like it; more come after the evenings began."""
    draws = Draws(SEED, "coffee")
    person = family = 0
    for site, (start, parents, _) in _SITES.items():
        days = list(_tuesdays(start))
        for number in range(parents):
            person += 1
            family += 0 if number and draws.chance(_PAIRS) else 1
            first = draws.integer(0, len(days) - 1)
            liking = 0.05 + 0.6 * draws.uniform() ** 2
            for at, day in enumerate(days):
                if at == first or (at > first and draws.chance(liking)):
                    yield {"person": f"k{person:03d}", "family": f"g{family:03d}", "group": "parents", "site": site,
                           "action": ACTION, "date": str(day), "hours": _HOURS}  # fmt: skip


def _tuesdays(first: date) -> Iterator[date]:
    day = first
    while day <= _LAST:
        if not any(start <= day <= end for start, end in HOLIDAYS):
            yield day
        day += timedelta(days=7)
