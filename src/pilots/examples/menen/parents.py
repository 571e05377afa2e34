"""The parents' survey: who they are and what they answered, two waves, before the mess."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from pilots.examples.draws import Draws
from pilots.examples.formats.limesurvey import Response
from pilots.examples.menen.codebooks import codebook
from pilots.examples.menen.people import answer_items, scales
from pilots.examples.people import Person, later, traits
from pilots.examples.words import Words

SEED = 2069
"""Chosen so that the sample shows what it was drawn from: a small sample may by chance show something else."""
PAGES = 5
OPENED = (datetime(2017, 3, 6, 8, 0), datetime(2018, 6, 4, 8, 0))
NUMBER = (92, 122)
RETURNING = 47
_DAYS = (24, 18)
_SITES = ("vlam", "dekleineprins")
_HOME = (("nl", 27), ("fr", 22), ("ar", 18), ("tr", 12), ("other", 17))
_ASKED_IN = {"nl": ("nl",), "fr": ("fr", "fr", "nl"), "ar": ("ar", "ar", "fr", "nl"), "tr": ("tr", "tr", "nl"),
             "other": ("nl", "en", "fr", "en")}  # fmt: skip
_MEANS = {
    "climate_welcome": 4.1, "climate_time": 3.8, "climate_respect": 3.7, "climate_ask": 3.4, "climate_child": 4.3,
    "climate_trust": 4.0, "comm_understand": 3.0, "comm_informed": 3.3, "comm_in_time": 3.1, "comm_difficult": 3.0,
    "comm_listen": 3.5, "part_ideas": 2.7, "part_decide": 2.3, "part_talents": 3.1, "part_equal": 3.2,
    "home_talk": 4.0, "home_stories": 3.4, "home_sing": 3.6, "home_play": 3.8, "home_outside": 3.3,
    "net_parents": 3.0, "net_help": 2.9, "net_leisure": 2.6,
}  # fmt: skip
_AFTER = {"communication": 0.42, "partnership": 0.28, "network": 0.15}
"""What the actions moved, in standard deviations; nothing else moved."""
_NEW_SCHOOL = {"communication": -0.15, "school_climate": -0.1}
_FOREIGN = {"communication": -0.55, "network": -0.3, "school_climate": 0.1}
_BARRIERS = {"language": 0.3, "time": 0.32, "childcare": 0.22, "distance": 0.1, "unsure": 0.28, "shy": 0.22}
_SUPPORT = {"interpreter": 0.3, "pictures": 0.42, "coffee": 0.4, "visit": 0.15, "trial": 0.35, "course": 0.25}
_MOTHERS = [
    "FA", "AI", "ME", "MA", "EL", "SA", "CH", "AN", "RO", "HA", "LI", "KA", "NA", "JO", "ZE", "DO", "IR",
    "VE", "SO", "RA", "GU", "NO", "ES", "BE", "MI", "LU", "TA", "YA", "OL", "PA",
]  # fmt: skip
_TOWNS = [
    "ME", "KO", "CA", "AN", "KI", "KA", "BU", "LI", "WE", "TU", "RA", "OU", "BR", "TI", "GE", "RO", "TA",
    "KO", "MA", "FE", "IZ", "SA", "ME", "CL",
]  # fmt: skip


def parents() -> tuple[list[Person], list[Person]]:
    """Everyone who answered in wave 0 and in wave 1; the returning ones stand first in both."""
    draws = Draws(SEED, "parents")
    first = [_new(draws, "vlam", 0) for _ in range(NUMBER[0])]
    first.sort(key=lambda person: person.facts["child_class"] == "3")
    first[:RETURNING] = [replace(person, remembers=True) for person in first[:RETURNING]]
    again = [_year_later(person, draws) for person in first[:RETURNING]]
    fresh = NUMBER[1] - RETURNING
    joined = ["vlam"] * 21 + ["dekleineprins"] * (fresh - 21)
    return first, again + [_new(draws, site, 1) for site in joined]


def answers(person: Person, wave: int, draws: Draws, words: Words) -> dict[str, str | set[str]]:
    """What one parent answers, all pages through."""
    given: dict[str, str | set[str]] = {"consent": "Y", **person.facts}
    if wave == 1:
        given["school"] = person.site
    given |= answer_items(person, _MEANS, draws)
    given |= _ticked(person, wave, draws, words)
    tongue = person.language
    if draws.chance(0.5):
        given["strength"] = words.take("strength", tongue)
    if draws.chance(0.45):
        given["suggestion"] = words.take("suggestion", str(wave), tongue)
    if draws.chance(0.82) or person.remembers:
        given |= dict(zip(("code_mother", "code_day", "code_town", "code_siblings"), person.code, strict=True))
    if draws.chance(0.4):
        given |= _raffle(draws, words)
    return given


def response(person: Person, wave: int, draws: Draws, words: Words) -> Response:
    """A parent's response with LimeSurvey's own columns, still without an id."""
    started = OPENED[wave] + timedelta(
        days=draws.integer(0, _DAYS[wave]),
        hours=draws.integer(0, 13),
        minutes=draws.integer(0, 59),
        seconds=draws.integer(0, 59),
    )
    pace = 0.75 + 0.6 * draws.uniform() + 0.25 * abs(draws.normal())
    pages = [round(pace * seconds * (0.7 + 0.6 * draws.uniform()), 2) for seconds in (25, 75, 210, 130, 120)]
    return finish(
        Response(
            admin={
                "startlanguage": person.language,
                "seed": str(draws.integer(10**8, 2 * 10**9)),
                "startdate": f"{started:%Y-%m-%d %H:%M:%S}",
                "ipaddr": f"{draws.choice(['192.0.2', '198.51.100', '203.0.113'])}.{draws.integer(2, 254)}",
            },
            answers=answers(person, wave, draws, words),
            page_times=pages,
        )
    )


def finish(response: Response, pages: int = PAGES) -> Response:
    """Stop after so many pages; only who saw the last one has submitted."""
    times = response.page_times[:pages]
    started = datetime.fromisoformat(response.admin["startdate"])
    ended = f"{started + timedelta(seconds=int(sum(times))):%Y-%m-%d %H:%M:%S}"
    admin = response.admin | {
        "submitdate": ended if pages == PAGES else "",
        "lastpage": str(pages),
        "datestamp": ended,
    }
    seen = {name: value for name, value in response.answers.items() if _page(name) <= pages}
    return Response(admin, seen, times)


@cache
def _page(variable: str) -> int:
    if variable in ("consent", "school"):
        return 1
    columns = list(codebook("parents").variables.index)
    ends = ("child_birth_year", "part_equal", "support_wanted")
    return 2 + sum(columns.index(variable) > columns.index(end) for end in ends)


def _new(draws: Draws, site: str, wave: int) -> Person:
    home = draws.choice([name for name, _ in _HOME], [weight for _, weight in _HOME])
    level = draws.integer(0, 3)
    relation = draws.choice(["mother", "father", "other"], [74, 22, 4])
    shift = dict(_FOREIGN) if home != "nl" else {}
    for moved in (_NEW_SCHOOL if site == "dekleineprins" else {}), (_AFTER if wave and site == "vlam" else {}):
        for scale, by in moved.items():
            shift[scale] = shift.get(scale, 0.0) + by
    facts = {
        "relation": relation,
        "parent_age": str(draws.integer(21, 41) + (draws.integer(3, 6) if relation == "father" else 0)),
        "home_language": home,
        "child_class": str(level),
        "child_birth_year": str(2014 + wave - level + (level == 0 and draws.chance(0.3))),
    }
    code = (draws.choice(_MOTHERS), f"{draws.integer(1, 31):02d}", draws.choice(_TOWNS), str(draws.integer(0, 5)))
    return Person(
        "parents",
        site,
        draws.choice(_ASKED_IN[home]),
        facts,
        traits(draws, scales("parents"), shift),
        code,
    )


def _year_later(person: Person, draws: Draws) -> Person:
    facts = dict(person.facts)
    facts["parent_age"] = str(int(facts["parent_age"]) + 1)
    facts["child_class"] = str(min(3, int(facts["child_class"]) + 1))
    return replace(later(person, draws, _AFTER), facts=facts)


def _ticked(person: Person, wave: int, draws: Draws, words: Words) -> dict[str, str | set[str]]:
    given: dict[str, str | set[str]] = {}
    foreign = person.facts["home_language"] != "nl"
    easier = 0.75 if wave and person.site == "vlam" else 1.0
    ticked = {
        code for code, share in _BARRIERS.items()
        if draws.chance(share * easier * ((1.5 if foreign else 0.1) if code == "language" else 1.0))
    }  # fmt: skip
    if draws.chance(0.07):
        ticked.add("other")
        given["barriers_other"] = words.take("other_barrier", "matches" if draws.chance(0.35) else "text")
    given["barriers"] = ticked or {"none"}
    given["support_wanted"] = {
        code for code, share in _SUPPORT.items()
        if draws.chance(share * (0.15 if code in ("interpreter", "course") and not foreign else 1.2))
    }  # fmt: skip
    if person.facts["home_language"] == "other":
        given["home_language_other"] = words.take("other_language", "matches" if draws.chance(0.15) else "text")
    return given


def _raffle(draws: Draws, words: Words) -> dict[str, str | set[str]]:
    given: dict[str, str | set[str]] = {"raffle_name": words.anyone()}
    if draws.chance(0.75):
        given["raffle_phone"] = words.phone()
    if draws.chance(0.45):
        given["raffle_email"] = words.email()
    return given
