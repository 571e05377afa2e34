"""The training for teachers and heads: asked before, right after, and three months later."""

from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.formats.plain import write_answers
from pilots.examples.people import Item, Person, answer_items, items, later, traits
from pilots.examples.texts import Texts

SEED = 2386
"""Chosen so that the sample shows what it was drawn from: a small sample may by chance show something else."""
_BEFORE = {"school-1": 20, "school-2": 17, "school-3": 15}
_STAYED = (0.9, 0.68)
"""Share of those who came that answered right after, and three months later."""
_MEANS = {"confidence": 2.9, "staff_cooperation": 3.3, "staff_attitude": 4.1}
_AFTER = ({"confidence": 0.7, "staff_cooperation": 0.25}, {"confidence": -0.25, "staff_cooperation": 0.15})
"""What moved between the first two moments, and from the second to the third."""
_SIGNS = "ABDEGIKLMNOPRSTV"


def write_staff(folder: Path, texts: Texts) -> None:
    """Write staff_w0.csv, staff_w1.csv and staff_w2.csv."""
    book = texts.codebook("staff")
    asked, said = items(book), texts.read("answers")["tried"]
    people = _people(tuple(dict.fromkeys(item.scale for item in asked)))
    for wave, answering in enumerate(people):
        draws = Draws(SEED, f"answers {wave}")
        variables = [str(name) for name, line in book.variables.iterrows() if wave in (line["waves"] or (wave,))]
        rows = [_answers(person, wave, asked, said, draws) for person in draws.shuffled(answering)]
        write_answers(folder / f"staff_w{wave}.csv", variables, rows)


def _people(scales: tuple[str, ...]) -> list[list[Person]]:
    draws = Draws(SEED, "people")
    everyone = [_new(site, scales, draws) for site, number in _BEFORE.items() for _ in range(number)]
    after = [later(person, draws, _AFTER[0]) for person in everyone]
    months = [later(person, draws, _AFTER[1]) for person in after]
    moments = [everyone]
    for people, stayed in zip((after, months), _STAYED, strict=True):
        moments.append([person for person in people if draws.chance(stayed)])
    return moments


def _new(site: str, scales: tuple[str, ...], draws: Draws) -> Person:
    code = "".join(draws.choice(_SIGNS) for _ in range(4)) + f"{draws.integer(1, 31):02d}"
    facts = {"school": site, "role": draws.choice(["teacher", "care", "head"], [76, 16, 8])}
    return Person("staff", site, "nl", facts, traits(draws, scales), (code,))


def _answers(person: Person, wave: int, asked: tuple[Item, ...], said: list[str], draws: Draws) -> dict[str, str]:
    means = {item.name: _MEANS[item.scale] for item in asked}
    answers = {"language": "nl", **person.facts, **answer_items(person, asked, means, draws)}
    if wave == 2 and draws.chance(0.8):
        answers["tried"] = draws.choice(said)
    code = person.code[0]
    if draws.chance(0.94):
        answers["code"] = code if draws.chance(0.93) else code[:-1] + str(draws.integer(0, 9))
    return answers
