"""Which column of a Qualtrics export holds what of its survey."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from pilots.survey.read.qualtrics.items import Column, Item


@dataclass(frozen=True)
class Heading:
    """A column of an export as it is headed: its name, the text below, its ImportId."""

    name: str
    label: str = ""
    id: str = ""


@dataclass(frozen=True)
class Place:
    """What a column of an export holds."""

    item: Item
    column: Column

    @property
    def name(self) -> str:
        """The name of the column: that of the variable, with the option's code."""
        return f"{self.item.name}_{self.column.option}" if self.column.option else self.item.name


def place(headings: Sequence[Heading], items: Iterable[Item]) -> dict[int, Place]:
    """Find what each column holds: by its ImportId, else by its name and, where several bear it, by its text.

    Returns
    -------
    By position of the column; those that hold nothing of the survey are left out.
    """
    places = [Place(item, column) for item in items for column in item.columns]
    by_id = {name: spot for spot in reversed(places) for name in spot.column.ids}
    by_name: dict[str, list[tuple[int, Place]]] = {}
    for spot in places:
        for rank, name in enumerate(dict.fromkeys(map(_key, (*spot.column.names, *spot.column.ids)))):
            by_name.setdefault(name, []).append((rank, spot))
    with_ids = any(heading.id for heading in headings)
    count = pd.Series([_key(heading.name) for heading in headings]).value_counts()
    found: dict[int, Place] = {}
    taken: set[int] = set()
    for position, heading in enumerate(headings):
        if with_ids:
            best = by_id.get(heading.id)
        else:
            free = [
                (_merit(one, heading, count[_key(heading.name)] > 1), -rank, one)
                for rank, one in by_name.get(_key(heading.name), ())
                if id(one) not in taken
            ]
            best = max(free, key=lambda pair: pair[:2])[2] if free else None
        if best is not None and id(best) not in taken:
            found[position] = best
            taken.add(id(best))
    return found


def _merit(spot: Place, heading: Heading, repeated: bool) -> tuple[bool, ...]:
    """How well a column's text fits: as asked, of the question, of the option; a name that recurs is no whole."""
    label, question, ending = map(_key, (heading.label, spot.item.question, spot.column.ending))
    begins = bool(question) and label.startswith(question[:40])
    whole = not spot.column.option
    return not spot.item.unused, begins, bool(ending) and label.endswith(ending[-60:]), whole and not repeated


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "_", re.sub(r"<[^<>]+>", "", name).casefold()).strip("_")
