"""The texts of Sterk Onderwijs, and the codebooks that are made of them."""

from functools import cache

from pilots.examples import people
from pilots.examples.people import Item
from pilots.examples.texts import Texts

TEXTS = Texts("pilots.examples.sterk_onderwijs")
SITES = ("landen", "machelen")


@cache
def items(group: str) -> tuple[Item, ...]:
    """The items of the questionnaire of staff or parents."""
    return people.items(TEXTS.codebook(group))


@cache
def scales(group: str) -> tuple[str, ...]:
    """Its scales."""
    return tuple(map(str, TEXTS.codebook(group).scales.index))
