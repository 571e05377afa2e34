"""How Menen's people answer its questionnaires."""

from collections.abc import Mapping
from functools import cache

from pilots.examples import people
from pilots.examples.draws import Draws
from pilots.examples.menen.codebooks import codebook
from pilots.examples.people import Item, Person

_LOADING = {"network": 0.5}
"""The network scale is weak, as scales of loosely related facts are."""
_UNKNOWN = {"part_decide": 0.05}


def answer_items(person: Person, means: Mapping[str, float], draws: Draws) -> dict[str, str]:
    """Answer the items of the questionnaire of one's group."""
    return people.answer_items(person, _items(person.group), means, draws, unknown=_UNKNOWN, loading=_LOADING)


@cache
def scales(group: str) -> tuple[str, ...]:
    """The scales of a group's codebook."""
    return tuple(map(str, codebook(group).scales.index))


@cache
def _items(group: str) -> tuple[Item, ...]:
    return people.items(codebook(group))
