"""The parents' survey of Connect: short, in three languages, before and after the school year."""

from dataclasses import replace
from pathlib import Path

from pilots.examples.connect.families import SITES
from pilots.examples.draws import Draws
from pilots.examples.formats.plain import write_answers
from pilots.examples.people import Item, Person, answer_items, items, later, traits
from pilots.examples.texts import Texts

SEED = 2108
_NUMBER = (23, 19, 21, 12, 17)
_BACK = 0.46
_NEW = (9, 8, 8, 6, 8)
_MEANS = {
    "welcome_school": 3.9, "welcome_respect": 3.7, "welcome_greet": 4.0, "ask_dare": 2.9, "ask_who": 2.8,
    "ask_listen": 3.4, "trust_people": 3.6, "trust_talk": 3.2, "trust_inside": 3.3,
}  # fmt: skip
_AFTER = {"asking": 0.45, "trust": 0.2, "welcome": 0.08}
_BY_SITE = {"school-a": 0.15, "school-b": -0.1, "school-c": 0.1, "school-d": -0.25, "school-e": 0.0}
_LANGUAGES = (("nl", 18), ("fr", 46), ("en", 14))
_SIGNS = "ABDEGIKLMNORST"


def write_parents(folder: Path, texts: Texts) -> None:
    """Write parents_w0.csv and parents_w1.csv: codes as headings, codes as answers, points and commas as they come."""
    book = texts.codebook("parents")
    asked, names = items(book), [str(name) for name in book.variables.index]
    said = texts.read("answers")
    for wave, people in enumerate(_people(tuple(dict.fromkeys(item.scale for item in asked)))):
        draws = Draws(SEED, f"answers {wave}")
        rows = [_answers(person, wave, asked, said, draws) for person in draws.shuffled(people)]
        write_answers(folder / f"parents_w{wave}.csv", names, rows)


def _people(scales: tuple[str, ...]) -> tuple[list[Person], list[Person]]:
    """Who answered before, and who after: some of these again."""
    draws = Draws(SEED, "people")
    before = [_new(site, scales, draws, 0) for site, n in zip(SITES, _NUMBER, strict=True) for _ in range(n)]
    again = [later(replace(person, remembers=True), draws, _AFTER) for person in before if draws.chance(_BACK)]
    fresh = [_new(site, scales, draws, 1) for site, n in zip(SITES, _NEW, strict=True) for _ in range(n)]
    return before, again + fresh


def _new(site: str, scales: tuple[str, ...], draws: Draws, wave: int) -> Person:
    shift = {scale: _BY_SITE[site] + (_AFTER.get(scale, 0.0) if wave else 0.0) for scale in scales}
    code = "".join(draws.choice(_SIGNS) for _ in range(3)) + f"{draws.integer(1, 31):02d}"
    facts = {"school": site, "child_level": draws.choice(["kleuter", "lager"], [58, 42])}
    language = draws.choice([name for name, _ in _LANGUAGES], [weight for _, weight in _LANGUAGES])
    return Person("parents", site, language, facts, traits(draws, scales, shift), (code,))


def _answers(
    person: Person, wave: int, asked: tuple[Item, ...], said: dict[str, dict[str, list[str]]], draws: Draws
) -> dict[str, str]:
    answers = {"language": person.language, **person.facts}
    answers |= answer_items(person, asked, _MEANS, draws, skipped=0.03)
    answers["know_service"] = draws.choice(["1", "0"], [34 + 24 * wave, 66 - 24 * wave])
    if draws.chance(0.5):
        answers["wish"] = draws.choice(said["wish"][person.language])
    if draws.chance(0.85) or person.remembers:
        answers["code"] = person.code[0]
    return answers
