"""The school teams' survey: a baseline and two follow-ups in each school, in Microsoft Forms."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from pilots.examples.decisions import Row, decision, personal
from pilots.examples.draws import Draws
from pilots.examples.formats.forms import Response, write_responses
from pilots.examples.people import Person, answer_items, later, traits
from pilots.examples.sterk_onderwijs.codebooks import SITES, TEXTS, items, scales
from pilots.examples.words import Words

SEED = 2064
"""Chosen so that the sample shows what it was drawn from: a small sample may by chance show something else."""
OPENED = {
    "landen": (datetime(2022, 10, 3, 8), datetime(2023, 10, 2, 8), datetime(2025, 5, 12, 8)),
    "machelen": (datetime(2023, 3, 6, 8), datetime(2024, 3, 4, 8), datetime(2025, 5, 12, 8)),
}
_TEAM = {"landen": 31, "machelen": 36}
_TURNOVER = {"landen": ((5, 5), (5, 4)), "machelen": ((8, 9), (11, 11))}
"""People at the start, and who leaves and comes before each follow-up: as many as `sent` tells."""
_ANSWERS = 0.84
_MEANS = {
    "pol_vision": 2.9, "pol_cost": 3.2, "pol_talk": 3.1, "pol_class": 3.0, "pol_alone": 2.8,
    "par_know": 2.6, "par_reach": 2.5, "par_ask": 2.9, "par_home": 2.8,
    "net_know": 2.5, "net_refer": 2.3, "net_meet": 2.2, "net_join": 2.5,
    "hood_use": 2.9, "hood_places": 3.0, "hood_walk": 2.6, "hood_people": 2.5,
}  # fmt: skip
_MOVED = {
    "landen": (
        {"school_practice": 0.45, "with_partners": 0.4, "with_parents": 0.05},
        {"school_practice": 0.45, "with_partners": 0.5, "with_parents": 0.1},
    ),
    "machelen": (
        {"with_partners": 0.5, "in_the_neighbourhood": 0.1},
        {"school_practice": 0.15, "with_partners": 0.5, "with_parents": 0.15, "in_the_neighbourhood": 0.1},
    ),
}
"""What the actions moved between one measurement and the next, in standard deviations of the trait."""
_NEWCOMER = 0.5
"""How much of what moved a colleague has who joined in between."""


def write_staff(folder: Path) -> None:
    """Write surveys/staff_w0_landen.xlsx and so on."""
    for site in SITES:
        for wave in range(3):
            path = folder / "surveys" / f"staff_w{wave}_{site}.xlsx"
            write_responses(path, TEXTS.codebook("staff"), staff_responses(site, wave))


def staff_decisions() -> Iterator[Row]:
    """What was decided about odd answers."""
    for wave, date in enumerate(("2023-04-17", "2024-04-22", "2025-06-16")):
        for site in SITES:
            responses = staff_responses(site, wave)
            for number, one in enumerate(responses, 1):
                others = [other for other in responses if other is not one and _code(other) == _code(one) != ""]
                for row in [*_odd(one, wave), *(_same_code(one, other) for other in others)]:
                    yield {"respondent_id": f"w{wave}-{site}-{number}", **row, "initials": "RV", "date": date}


def _odd(one: Response, wave: int) -> Iterator[Row]:
    said = one.answers
    yield from personal(said, ("strength", "suggestion"), TEXTS.read("answers"))
    if said.get("strength") == "test":
        reason = "an open answer says only 'test'"
        yield decision("", "test response", "doubt", reason, "", "remove", "", "proefinvulling van het team")
    if said.get("years") == "2004":
        reason = "outside the range of the codebook; cleaning empties the cell unless you keep it"
        new = str(2023 + wave - 2004)
        yield decision("years", "out of range", "error", reason, "2004", "correct", new, "beginjaar ingevuld")
    if len(said) == 1:
        reason = "less than the least share of questions was answered"
        yield decision("", "incomplete", "doubt", reason, "", "remove", "", "alleen de functie ingevuld")


def _same_code(one: Response, other: Response) -> Row:
    """Who filled it in twice has the same function; two people can have the same code by chance."""
    reason = "same link code as another response of this wave"
    if one.answers["function"] != other.answers["function"]:
        return decision("", "duplicate", "doubt", reason, "", "keep", "", "twee mensen: een andere functie")
    if one.completed < other.completed:
        return decision("", "duplicate", "doubt", reason, "", "keep", "", "het eerste antwoord telt")
    return decision("", "duplicate", "doubt", reason, "", "remove", "", "vulde twee keer in; het eerste telt")


def _code(one: Response) -> str:
    return str(one.answers.get("code", "")).replace(" ", "").upper()


@cache
def _team(site: str, wave: int) -> tuple[Person, ...]:
    """Everyone of the team at a wave."""
    if wave == 0:
        draws = Draws(SEED, f"team {site}")
        return tuple(_new(draws, site, {}) for _ in range(_TEAM[site]))
    draws = Draws(SEED, f"team {site} {wave}")
    moved = _MOVED[site][wave - 1]
    left, came = _TURNOVER[site][wave - 1]
    stayed = draws.shuffled(_team(site, wave - 1))[left:]
    older = [replace(later(one, draws, moved), facts=_older(one, wave)) for one in stayed]
    sofar = {scale: sum(by.get(scale, 0.0) for by in _MOVED[site][:wave]) for scale in scales("staff")}
    part = {scale: _NEWCOMER * by for scale, by in sofar.items()}
    return (*older, *(_new(draws, site, part) for _ in range(came)))


def _older(person: Person, wave: int) -> dict[str, str]:
    return {**person.facts, "years": str(int(person.facts["years"]) + wave)}


def _new(draws: Draws, site: str, shift: dict[str, float]) -> Person:
    mother = draws.choice(["MA", "LI", "AN", "RI", "GO", "CH", "NI", "JE", "HI", "RO", "LU", "DE"])
    code = mother + f"{draws.integer(1, 31):02d}" + draws.choice(list("LTSHBVGM"))
    facts = {"function": draws.choice(["1", "2", "3", "4"], [34, 46, 10, 10]), "years": str(draws.integer(0, 33))}
    return Person("staff", site, "nl", facts, traits(draws, scales("staff"), shift), (code,), draws.chance(0.9))


@cache
def staff_responses(site: str, wave: int) -> tuple[Response, ...]:
    """All responses of a wave in one school, in the order in which they were completed, with what went wrong."""
    draws = Draws(SEED, f"answers {site} {wave}")
    words = Words(Draws(SEED, f"words {site} {wave}"), TEXTS.read("answers"))
    found = [_response(one, wave, draws, words) for one in _team(site, wave) if draws.chance(_ANSWERS)]
    if (site, wave) == ("landen", 0):
        early = _response(_team(site, wave)[0], wave, draws, words)
        found.append(_test(early))
    if (site, wave) == ("machelen", 1):
        found.append(_again(next(one for one in found if "code" in one.answers)))
    if (site, wave) == ("machelen", 0):
        found[7] = replace(found[7], answers={**found[7].answers, "years": "2004"})
    # whoever wrote nothing but a function: Forms stores it all the same
    if (site, wave) == ("landen", 2):
        found[3] = replace(found[3], answers={"function": found[3].answers["function"]})
    return tuple(sorted(found, key=lambda one: one.completed))


def _response(person: Person, wave: int, draws: Draws, words: Words) -> Response:
    started = OPENED[person.site][wave] + timedelta(
        days=draws.integer(0, 12), minutes=draws.integer(0, 540), seconds=draws.integer(0, 59)
    )
    unknown = {"net_join": 0.05, "net_refer": 0.04, "par_know": 0.04}
    answers: dict[str, str | set[str]] = {
        **person.facts,
        **answer_items(person, items("staff"), _MEANS, draws, skipped=0.02, unknown=unknown),
    }
    for variable, share in (("strength", 0.45), ("suggestion", 0.5)):
        if draws.chance(share):
            answers[variable] = words.take("staff", variable)
    if person.remembers and draws.chance(0.95):
        answers["code"] = _as_written(person.code[0], draws)
    if draws.chance(0.05):
        answers.pop("years")
    return Response(started, started + timedelta(seconds=draws.integer(170, 620)), answers)


def _as_written(code: str, draws: Draws) -> str:
    """Some write small letters or spaces; a few remember another day."""
    fate = draws.uniform()
    if fate < 0.12:
        return code.lower()
    if fate < 0.2:
        return f"{code[:2]} {code[2:4]} {code[4:]}"
    if fate < 0.24:
        return f"{code[:2]}{int(code[2:4]) % 31 + 1:02d}{code[4:]}"
    return code


def _test(one: Response) -> Response:
    when = OPENED["landen"][0] - timedelta(days=2, minutes=41)
    return Response(when, when + timedelta(seconds=58), {**one.answers, "strength": "test", "code": "TEST"})


def _again(one: Response) -> Response:
    """Filled it in again a day later, with other answers here and there."""
    changed = {"net_know": "4", "hood_use": "3", "par_ask": "4"}
    answers = {name: value for name, value in one.answers.items() if name not in ("strength", "suggestion")}
    later_on = timedelta(days=1, minutes=13)
    return Response(one.started + later_on, one.completed + later_on, {**answers, **changed})
