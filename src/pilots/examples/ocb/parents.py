"""The parents' survey of OCB: the scales of the framework, in four languages, of which one was badly translated."""

from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.formats.plain import write_answers
from pilots.examples.people import Person, answer_items, items, traits
from pilots.examples.texts import Texts

SEED = 2117
_NUMBER = {"school-1": 74, "school-2": 66, "school-3": 58}
_LANGUAGES = {"nl": 34, "fr": 40, "en": 13, "ar": 13}
_LEVEL = {"school_involvement": 2.9, "parenting_home": 3.9, "teaching_home": 3.4}
"""Mean answer to the items of a scale; 3.5 for the others."""
_OFF = ("fr", 0.95)
"""Language in which the first item on help with content is understood otherwise, and by how much it is answered lower."""


def write_parents(folder: Path, texts: Texts) -> None:
    """Write parents_w0.csv."""
    book = texts.codebook("parents")
    asked = items(book)
    names = tuple(dict.fromkeys(item.scale for item in asked))
    off = next(item.name for item in asked if item.scale == "teaching_home")
    draws = Draws(SEED, "parents")
    rows = []
    for site, number in _NUMBER.items():
        for _ in range(number):
            language = draws.choice(list(_LANGUAGES), list(_LANGUAGES.values()))
            facts = {"school": site, "level": draws.choice(["kleuter", "lager"], [45, 55])}
            person = Person("parents", site, language, facts, traits(draws, names), ())
            means = {item.name: _LEVEL.get(item.scale, 3.5) for item in asked}
            if language == _OFF[0]:
                means[off] -= _OFF[1]
            rows.append({"language": language, **facts, **answer_items(person, asked, means, draws, skipped=0.02)})
    write_answers(folder / "parents_w0.csv", list(map(str, book.variables.index)), draws.shuffled(rows))
