"""The partners' survey: one wave in Microsoft Forms."""

from datetime import datetime, timedelta
from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.formats.forms import Response, write_responses
from pilots.examples.menen.codebooks import codebook, texts
from pilots.examples.menen.people import answer_items, scales
from pilots.examples.people import Person, traits
from pilots.examples.words import Words

SEED = 2019
_OPENED = datetime(2017, 4, 18, 9, 0)
_ORGANISATIONS = ("welfare",) * 5 + ("family",) * 3 + ("integration",) * 2 + ("leisure",) * 2
_MEANS = {
    "climate_welcome": 3.6, "climate_respect": 3.5, "climate_ask": 3.0, "comm_understand": 2.4, "comm_informed": 3.3,
    "comm_difficult": 2.5, "comm_listen": 3.3, "part_ideas": 2.7, "part_talents": 2.9, "part_equal": 2.8,
}  # fmt: skip
_OFFER = {"interpreter": 0.25, "coffee": 0.6, "visit": 0.45, "training": 0.35, "room": 0.3}


def write_partners(folder: Path) -> None:
    """Write surveys/partners_w0.xlsx."""
    write_responses(folder / "surveys" / "partners_w0.xlsx", codebook("partners"), partner_responses())


def partner_responses() -> list[Response]:
    """All responses, in the order in which they were completed."""
    draws = Draws(SEED, "partners")
    words = Words(Draws(SEED, "words"), texts("answers"))
    responses = []
    for organisation in draws.shuffled(_ORGANISATIONS):
        person = Person("partners", "", "nl", {"organisation": organisation}, traits(draws, scales("partners")), ())
        answers: dict[str, str | set[str]] = {**person.facts, **answer_items(person, _MEANS, draws)}
        answers["offer"] = {code for code, share in _OFFER.items() if draws.chance(share)}
        if draws.chance(0.6):
            answers["strength"] = words.take("partners", "strength", "text")
        if draws.chance(0.7):
            answers["suggestion"] = words.take("partners", "suggestion", "text")
        started = _OPENED + timedelta(
            days=draws.integer(0, 9), minutes=draws.integer(0, 420), seconds=draws.integer(0, 59)
        )
        responses.append(Response(started, started + timedelta(seconds=draws.integer(190, 600)), answers))
    return sorted(responses, key=lambda one: one.completed)
