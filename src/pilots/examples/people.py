"""Who answers: people with what they feel, and the answers that follow from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pilots.codebook import Codebook
from pilots.examples.draws import Draws

_LOADING = 0.69
"""How much of an item is its scale, where a scale says nothing else."""
_SPREAD = 1.08
_STABILITY = 0.72


@dataclass(frozen=True)
class Person:
    """Someone who answers.

    Parameters
    ----------
    group
        E.g. parents, staff or partners.
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


class Item(NamedTuple):
    """An item of a scale, and whether it is worded the other way."""

    scale: str
    name: str
    reverse: bool
    missing: frozenset[str]


def items(book: Codebook) -> tuple[Item, ...]:
    """The items of a codebook's scales, in order."""
    return tuple(
        Item(str(scale), item, bool(book.variables.at[item, "reverse"]), frozenset(book.missing_codes(item)))
        for scale, line in book.scales.iterrows()
        for item in line["items"]
    )


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


def answer_items(
    person: Person,
    asked: Sequence[Item],
    means: Mapping[str, float],
    draws: Draws,
    *,
    skipped: float = 0.015,
    unknown: Mapping[str, float] | None = None,
    loading: Mapping[str, float] | None = None,
) -> dict[str, str]:
    """Answer the items of all scales, 1 to 5, with some don't knows (98), refusals (99) and skips.

    Parameters
    ----------
    person
        Who answers.
    asked
        The items.
    means
        Mean answer by item, in the direction of the scale.
    draws
        Chance.
    skipped
        Share of items left open.
    unknown
        Share of don't knows, for items where it is not 0.015.
    loading
        How much of an item is its scale, for scales where it is not 0.69.
    """
    answers: dict[str, str] = {}
    for scale, item, reverse, missing in asked:
        own = (loading or {}).get(scale, _LOADING)
        felt = own * person.traits[scale] + (1 - own**2) ** 0.5 * draws.normal()
        code = min(5, max(1, int(means[item] + _SPREAD * felt + 0.5)))
        if draws.chance(skipped):
            continue
        if "98" in missing and draws.chance((unknown or {}).get(item, 0.015)):
            answers[item] = "98"
        elif "99" in missing and draws.chance(0.008):
            answers[item] = "99"
        else:
            answers[item] = str(6 - code if reverse else code)
    return answers
