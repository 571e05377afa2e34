"""Which scales measure the same in several pilots, and what differs where they do not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pilots.across.members import Member
from pilots.codebook import Codebook
from pilots.frameworks.adding_up import spread
from pilots.frameworks.elements import above, elements
from pilots.vocabulary import PILOT, Column, frame

ALIKE = (
    Column("element", "str", "Element", "id of the element of a framework"),
    Column("measure", "str", "Measure", "the same for scales that measure alike; empty where no other pilot has it"),
    PILOT,
    Column("survey", "str", "Survey", "its name in that pilot"),
    Column("group", "str", "Group", "who was asked"),
    Column("scale", "str", "Scale", "its name in that pilot"),
    Column("labels", "object", "Scale", "by language"),
    Column("items", "int64", "Items", "how many", "n"),
    Column("low", "float64", "Least", "least answer to an item"),
    Column("high", "float64", "Most", "greatest answer to an item"),
    Column("alike", "bool", "Alike", "whether another pilot measured just this"),
    Column("differs", "object", "What differs", "tuple of English texts, from the scale that most pilots have"),
)


@dataclass(frozen=True)
class _Scale:
    """A scale as far as it decides what it measures."""

    pilot: str
    survey: str
    group: str
    name: str
    book: Codebook
    named: tuple[str, ...]

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(sorted(self.book.scales["items"][self.name]))

    @property
    def answers(self) -> tuple[tuple[str, ...], ...]:
        """The answers to choose from, item by item, worst first where they are numbers."""
        return tuple(tuple(sorted(self.book.codes(item))) for item in self.items)

    @property
    def range(self) -> tuple[float, float]:
        codes = pd.to_numeric(pd.Series([code for own in self.answers for code in own], dtype="str"), errors="coerce")
        return float(codes.min()), float(codes.max())

    @property
    def turned(self) -> tuple[str, ...]:
        return tuple(item for item in self.items if self.book.variables["reverse"][item])

    @property
    def scored(self) -> tuple[object, object]:
        return self.book.scales["score"][self.name], self.book.scales["minimum_items"][self.name]

    def worded(self, language: str) -> tuple[str, ...]:
        """The items in a language, letter by letter but for spaces and capitals; empty where one is not in it."""
        labels = [self.book.variables["labels"][item].get(language, "") for item in self.items]
        return tuple(" ".join(label.casefold().split()) for label in labels) if all(labels) else ()


def alike(members: Sequence[Member]) -> pd.DataFrame:
    """The scales of elements that several pilots measure: which measure alike, and what differs in the others.

    Two scales measure alike where they measure the same element, ask the same group the same items, in the same words
    (in the languages that both have) and with the same answers, turn round the same items, and are scored alike. What only
    bears the same name does not count.

    Parameters
    ----------
    members
        As `gather` gives them.

    Returns
    -------
    DataFrame
        element, measure, pilot, survey, group, scale, labels, items, low, high, alike, differs; a row an element and
        scale, of elements (themselves, not their parts) that two pilots or more measure. What differs is told against the
        scale that most pilots have.

    Examples
    --------
    >>> alike([]).empty
    True
    """
    scales = list(_scales(members))
    rows: list[dict[str, object]] = []
    for element in elements()["id"]:
        own = [scale for scale in scales if element in scale.named]
        if len({scale.pilot for scale in own}) > 1:
            rows += _compared(element, own)
    return frame(ALIKE, rows)


def _scales(members: Sequence[Member]) -> Iterator[_Scale]:
    for member in members:
        for name, survey in member.surveys.items():
            named = spread(survey.codebook.scales.rename_axis("scale").reset_index())
            for scale, own in named.groupby("scale", sort=False)["element"]:
                every = set(own)
                themselves = tuple(one for one in own if not any(one in above(other)[1:] for other in every))
                yield _Scale(member.name, name, survey.group, str(scale), survey.codebook, themselves)


def _compared(element: str, scales: Sequence[_Scale]) -> Iterator[dict[str, object]]:
    """The scales of an element, those of one measure together, the measure that most pilots have first."""
    classes: list[list[_Scale]] = []
    for scale in scales:
        same = next((own for own in classes if not _differences(scale, own[0])), None)
        classes.append([scale]) if same is None else same.append(scale)
    classes.sort(key=lambda own: -len({scale.pilot for scale in own}))
    for place, own in enumerate(classes):
        several = len({scale.pilot for scale in own}) > 1
        for scale in own:
            low, high = scale.range
            yield {
                "element": element, "measure": f"{element} {place}" if several else "", "pilot": scale.pilot,
                "survey": scale.survey, "group": scale.group, "scale": scale.name,
                "labels": dict(scale.book.scales["labels"][scale.name]), "items": len(scale.items), "low": low,
                "high": high, "alike": several, "differs": _differences(scale, classes[0][0]),
            }  # fmt: skip


def _differences(one: _Scale, other: _Scale) -> tuple[str, ...]:
    if one.items != other.items:
        return ("other items", *(("another group was asked",) if one.group != other.group else ()))
    languages = [language for language in one.book.languages if one.worded(language) and other.worded(language)]
    told = {
        "another group was asked": one.group != other.group,
        "worded otherwise": any(one.worded(language) != other.worded(language) for language in languages),
        "no language in common": not languages,
        "other answers to choose from": one.answers != other.answers,
        "other items turned round": one.turned != other.turned,
        "scored otherwise": one.scored != other.scored,
    }
    return tuple(text for text, differs in told.items() if differs)
