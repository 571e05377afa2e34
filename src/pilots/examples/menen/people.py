"""Who answers: parents with what they feel about school, and the answers that follow from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pilots.examples.draws import Draws
from pilots.examples.menen.codebooks import codebook

LOADING = {"network": 0.5}
"""How much of an item is its scale; the network scale is weak, as scales of loosely related facts are."""
_LOADING = 0.69
_SPREAD = 1.08
_STABILITY = 0.72


@dataclass(frozen=True)
class Person:
    """Someone who answers.

    Parameters
    ----------
    group
        parents, staff or partners.
    site
        Where; empty for partners.
    language
        Of the questionnaire.
    facts
        Background answers by variable.
    traits
        What is felt, by scale: mean 0, standard deviation 1.
    code
        Elements of the self-generated code.
    remembers
        Gives that code each time.
    """

    group: str
    site: str
    language: str
    facts: Mapping[str, str]
    traits: Mapping[str, float]
    code: tuple[str, ...]
    remembers: bool = False


def traits(draws: Draws, names: Sequence[str], shift: Mapping[str, float] | None = None) -> dict[str, float]:
    """Traits that share a general feeling about school, shifted for some scales."""
    general = draws.normal()
    moved = shift or {}
    return {scale: 0.5 * general + 0.866 * draws.normal() + moved.get(scale, 0.0) for scale in names}


def later(person: Person, draws: Draws, shift: Mapping[str, float]) -> Person:
    """The same person over a year later: partly the same feelings, moved by `shift`."""
    fresh = (1 - _STABILITY**2) ** 0.5
    moved = {
        scale: _STABILITY * value + fresh * draws.normal() + shift.get(scale, 0.0)
        for scale, value in person.traits.items()
    }
    return replace(person, traits=moved)


def answer_items(person: Person, means: Mapping[str, float], draws: Draws, *, skipped: float = 0.015) -> dict[str, str]:
    """Answer the items of all scales, 1 to 5, with some don't knows, refusals and skips.

    Parameters
    ----------
    person
        Who answers; the group says which codebook.
    means
        Mean answer by item, in the direction of the scale.
    draws
        Chance.
    skipped
        Share of items left open.
    """
    answers: dict[str, str] = {}
    for scale, item, reverse, missing in _items(person.group):
        loading = LOADING.get(scale, _LOADING)
        felt = loading * person.traits[scale] + (1 - loading**2) ** 0.5 * draws.normal()
        code = min(5, max(1, int(means[item] + _SPREAD * felt + 0.5)))
        if draws.chance(skipped):
            continue
        if "98" in missing and draws.chance(0.05 if item == "part_decide" else 0.015):
            answers[item] = "98"
        elif "99" in missing and draws.chance(0.008):
            answers[item] = "99"
        else:
            answers[item] = str(6 - code if reverse else code)
    return answers


@cache
def scales(group: str) -> tuple[str, ...]:
    """The scales of a group's codebook."""
    return tuple(map(str, codebook(group).scales.index))


@cache
def _items(group: str) -> tuple[tuple[str, str, bool, frozenset[str]], ...]:
    """Scale, item, reverse key and missing codes, in order."""
    book = codebook(group)
    return tuple(
        (str(scale), item, bool(book.variables.at[item, "reverse"]), frozenset(book.missing_codes(item)))
        for scale, line in book.scales.iterrows()
        for item in line["items"]
    )
