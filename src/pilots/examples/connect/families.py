"""Which families were met, how far they came towards a service, what they came to, and what it cost."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from pilots.examples.draws import Draws
from pilots.examples.formats.plain import write_rows

SEED = 2022
SITES = ("school-a", "school-b", "school-c", "school-d", "school-e")
_METHODS = {"koffiehoek": "a1", "brugfiguur": "a2", "huisbezoek": "a3", "spreekuur": "a4"}
_USED = {
    "school-a": ("koffiehoek", "brugfiguur", "spreekuur"),
    "school-b": ("koffiehoek", "brugfiguur"),
    "school-c": ("brugfiguur", "huisbezoek", "spreekuur"),
    "school-d": ("koffiehoek", "spreekuur"),
    "school-e": ("koffiehoek", "brugfiguur", "huisbezoek"),
}
_MET = {"school-a": 58, "school-b": 46, "school-c": 52, "school-d": 31, "school-e": 40}
_ON = {  # the chance to come one step further: asked, referred, arrived, helped
    "koffiehoek": (0.45, 0.55, 0.62, 0.78),
    "brugfiguur": (0.68, 0.66, 0.80, 0.82),
    "huisbezoek": (0.82, 0.72, 0.88, 0.85),
    "spreekuur": (0.92, 0.85, 0.66, 0.80),
}
_SERVICES = ("OCMW", "wijkgezondheidscentrum", "Huis van het Kind", "CAW", "sociale kruidenier")
_COSTS = {
    "koffiehoek": (("personeel", 7800), ("materiaal", 1450), ("vrijwilligers", 900)),
    "brugfiguur": (("personeel", 26200), ("vorming", 1600)),
    "huisbezoek": (("personeel", 14300), ("verplaatsing", 850)),
    "spreekuur": (("personeel", 12400), ("lokaal", 600)),
}
_OVERHEAD = (("coördinatie", 3400), ("evaluatie", 500))
_START = date(2021, 9, 6)
_WEEKS = 40


class Family(NamedTuple):
    """A family that was met: where, by which method, when, and the days on which it came further."""

    code: str
    site: str
    method: str
    met: date
    steps: tuple[date, ...]


def write_registrations(folder: Path) -> None:
    """Write referrals.csv, participation.csv and costs.csv."""
    families = [*_families()]
    stages = ("met", "asked", "referred", "arrived", "helped")
    write_rows(folder / "referrals.csv", ("family", "site", "method", "service", *stages), _referrals(families))
    headings = ("person", "family", "group", "site", "action", "date", "hours")
    write_rows(folder / "participation.csv", headings, _participation(families))
    write_rows(folder / "costs.csv", ("site", "action", "method", "period", "category", "amount"), _costs(families))


def _families() -> Iterator[Family]:
    draws = Draws(SEED, "families")
    number = 0
    for site in SITES:
        for _ in range(_MET[site]):
            number += 1
            method = draws.choice(_USED[site])
            day = met = _START + timedelta(days=draws.integer(0, 7 * _WEEKS - 40))
            steps = []
            for chance, (least, most) in zip(_ON[method], ((0, 21), (2, 28), (3, 45), (7, 60)), strict=True):
                if not draws.chance(chance):
                    break
                day += timedelta(days=draws.integer(least, most))
                steps.append(day)
            yield Family(f"F{number:03d}", site, method, met, tuple(steps))


def _referrals(families: Iterable[Family]) -> Iterator[list[object]]:
    """A row a family; a few days were not written down, and a few families went by themselves."""
    draws = Draws(SEED, "referrals")
    for family in families:
        days: list[object] = [family.met, *family.steps, *[""] * (4 - len(family.steps))]
        days = ["yes" if day and draws.chance(0.05) else day for day in days]
        alone = len(family.steps) >= 3 and draws.chance(0.06)
        if alone:  # arrived without anybody's referral
            days[2] = ""
        service = draws.choice(_SERVICES, (34, 22, 20, 14, 10)) if len(family.steps) >= 2 else ""
        yield [family.code, family.site, family.method, service, *days]


def _participation(families: Iterable[Family]) -> Iterator[list[object]]:
    """Who came to what: the parent who was met, sometimes another one, week after week for some."""
    draws = Draws(SEED, "participation")
    for family in families:
        action, hours = _METHODS[family.method], 2.0 if family.method == "koffiehoek" else 0.5
        often = 1 + (draws.integer(0, 14) if draws.chance(0.35) else draws.integer(0, 2))
        for parent in range(2 if draws.chance(0.18) else 1):
            for turn in range(often if parent == 0 else max(often // 2, 1)):
                day = family.met + timedelta(days=7 * turn * (1 if family.method == "koffiehoek" else 2))
                yield [f"{family.code}-{parent + 1}", family.code, "parents", family.site, action, day, f"{hours:g}"]


def _costs(families: Iterable[Family]) -> Iterator[list[object]]:
    """What the methods cost, shared out over the schools that used them; the whole is the subsidy of 70,000 euro."""
    met = [(family.site, family.method) for family in families]
    for method, parts in _COSTS.items():
        schools = [site for site in SITES if method in _USED[site]]
        for category, amount in parts:
            left = amount
            for site in schools[1:]:
                share = round(amount * met.count((site, method)) / sum(m == method for _, m in met))
                left -= share
                yield [site, _METHODS[method], method, "2021-2022", category, share]
            yield [schools[0], _METHODS[method], method, "2021-2022", category, left]
    for category, amount in _OVERHEAD:
        yield ["", "", "", "2021-2022", category, amount]
