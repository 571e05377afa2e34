"""The parents' short survey: two moments, anonymous, in Microsoft Forms that colleagues filled in from paper too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from pilots.examples.decisions import Row, decision, personal
from pilots.examples.draws import Draws
from pilots.examples.formats.forms import Response, write_responses
from pilots.examples.people import Person, answer_items, traits
from pilots.examples.sterk_onderwijs.codebooks import SITES, TEXTS, items, scales
from pilots.examples.words import Words

SEED = 2042
WAVES = (0, 2)
_OPENED = {
    ("landen", 0): datetime(2022, 11, 14, 8),
    ("machelen", 0): datetime(2023, 4, 17, 8),
    ("landen", 2): datetime(2025, 5, 19, 8),
    ("machelen", 2): datetime(2025, 5, 19, 8),
}
_NUMBER = {("landen", 0): 41, ("machelen", 0): 57, ("landen", 2): 38, ("machelen", 2): 63}
_MEANS = {
    "teach_tasks": 3.4, "teach_practise": 3.1, "teach_bag": 3.7, "teach_know": 2.9,
    "talk_clear": 3.2, "talk_listen": 3.6, "talk_reach": 3.2, "talk_hard": 3.1,
    "trust_good": 4.1, "trust_tell": 3.3, "trust_word": 3.7, "trust_private": 3.6,
}  # fmt: skip
_LATER = {"communication_school": 0.35, "teaching_home": 0.1}
_NOT_DUTCH = {"teaching_home": -0.45, "communication_school": -0.4, "trust": 0.1}
_HOME = {"landen": (82, 6, 12), "machelen": (38, 34, 28)}
"""Share of parents who speak Dutch, French or another language at home: chosen for the example."""


def write_parents(folder: Path) -> None:
    """Write surveys/parents_w0_landen.xlsx and so on."""
    for site in SITES:
        for wave in WAVES:
            path = folder / "surveys" / f"parents_w{wave}_{site}.xlsx"
            write_responses(path, TEXTS.codebook("parents"), parent_responses(site, wave))


def parent_decisions() -> Iterator[Row]:
    """What was decided about odd answers."""
    for wave, date in zip(WAVES, ("2023-05-08", "2025-06-16"), strict=True):
        for site in SITES:
            for number, one in enumerate(parent_responses(site, wave), 1):
                rows = [*personal(one.answers, ("suggestion",), TEXTS.read("answers"))]
                if one.answers.get("children") == "33":
                    reason = "outside the range of the codebook; cleaning empties the cell unless you keep it"
                    rows += [decision("children", "out of range", "error", reason, "33", "correct", "3", "typfout")]
                for row in rows:
                    yield {"respondent_id": f"w{wave}-{site}-{number}", **row, "initials": "KD", "date": date}


@cache
def parent_responses(site: str, wave: int) -> tuple[Response, ...]:
    """All responses of a wave in one school, in the order in which they were completed."""
    draws = Draws(SEED, f"parents {site} {wave}")
    words = Words(Draws(SEED, f"words {site} {wave}"), TEXTS.read("answers"))
    found = [_response(site, wave, draws, words) for _ in range(_NUMBER[site, wave])]
    if (site, wave) == ("machelen", 0):
        found[10] = replace(found[10], answers={**found[10].answers, "children": "33"})
    return tuple(sorted(found, key=lambda one: one.completed))


def _response(site: str, wave: int, draws: Draws, words: Words) -> Response:
    home = draws.choice(["nl", "fr", "other"], _HOME[site])
    shift = {
        scale: (_NOT_DUTCH.get(scale, 0.0) if home != "nl" else 0.0) + (_LATER.get(scale, 0.0) if wave else 0.0)
        for scale in scales("parents")
    }
    facts = {
        "child_class": draws.choice(["1", "2", "3"], [4, 3, 3]),
        "home_language": home,
        "children": str(draws.choice([1, 2, 3, 4, 5, 6], [20, 38, 24, 11, 5, 2])),
    }
    person = Person("parents", site, "nl", facts, traits(draws, scales("parents"), shift), ())
    # some pages came back from paper half filled in
    skipped = 0.3 if draws.chance(0.06) else 0.03
    answers: dict[str, str | set[str]] = {
        **facts,
        **answer_items(person, items("parents"), _MEANS, draws, skipped=skipped),
    }
    if draws.chance(0.35):
        answers["suggestion"] = words.take("parents", "suggestion")
    started = _OPENED[site, wave] + timedelta(
        days=draws.integer(0, 18), minutes=draws.integer(0, 760), seconds=draws.integer(0, 59)
    )
    return Response(started, started + timedelta(seconds=draws.integer(110, 540)), answers)
