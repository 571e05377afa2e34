"""The codebook of a Qualtrics export, from its structure: what its questions ask, and what their answers mean."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from pilots.survey.read.qualtrics.items import Item
from pilots.survey.read.qualtrics.logic import Asked, relevant
from pilots.survey.read.qualtrics.place import Place
from pilots.survey.read.qualtrics.structure import Choice

if TYPE_CHECKING:
    from pilots.codebook import Codebook
    from pilots.survey.read.reading import Reading

UNANSWERED = "-99"
"""What Qualtrics can be asked to write where a question was seen and left unanswered."""


def state(
    reading: "Reading", places: Mapping[str, Place], titles: Mapping[str, str], settings: Mapping[str, str]
) -> "Codebook":
    """Describe the questions of an export by its structure.

    Parameters
    ----------
    reading
        The export, its columns named as in `places`.
    places
        What its columns hold, by their name.
    titles
        The headings as they were written, by the same names.
    settings
        Of the codebook.

    Returns
    -------
    Codebook
        In which every answer is a code or a label; columns that the structure does not tell are described by what
        stands in them.
    """
    from pilots.survey.read.complete import complete

    columns: dict[str, list[str]] = {}
    for column, spot in places.items():
        columns.setdefault(spot.item.name, []).append(column)
    items = {spot.item.name: spot.item for spot in places.values()}
    held = {
        name: _asked(item, [places[column].column.option for column in columns[name]]) for name, item in items.items()
    }
    answers = _Answers(reading.responses, columns, held)
    lists: dict[tuple[str, ...], str] = {}
    survey: list[dict[str, object]] = []
    choices: list[dict[str, object]] = []
    told: dict[str, Asked] = {}
    for name, item in held.items():
        kind = item.type
        if item.choices:
            own = answers.list_of(item)
            if _list(item) not in lists:
                lists[_list(item)] = item.list_name if item.list_name not in lists.values() else name
                choices += _choices(lists[_list(item)], own)
            kind = f"{kind} {lists[_list(item)]}"
            codes = {choice.id: choice.code for choice in own}
            told[item.columns[0].ids[0]] = Asked(name, item.type == "select_multiple", codes)
        whole = [titles[column] for column in columns[name] if not places[column].column.option]
        survey.append(_line(item, kind, whole[0] if whole and whole[0] != name else ""))
    for line, item in zip(survey, held.values(), strict=True):
        line["relevant"] = relevant(item.gates, told) or None
    return complete(reading, survey, choices, {column: spot.item.name for column, spot in places.items()}, settings)


def _asked(item: Item, options: list[str]) -> Item:
    """The choices that the export has a column for; those added or removed later are not among them."""
    if item.type != "select_multiple" or "" in options:
        return item
    return replace(item, choices=tuple(choice for choice in item.choices if choice.code in options))


def _list(item: Item) -> tuple[str, ...]:
    """What tells a list of choices from others: the rows of one matrix share theirs."""
    return (item.source, *(choice.code for choice in item.choices))


def _line(item: Item, kind: str, heading: str) -> dict[str, object]:
    limits = {"minimum": item.minimum, "maximum": item.maximum}
    return {
        "type": kind,
        "name": item.name,
        "heading": heading,
        "role": item.role or None,
        "missing": f"{UNANSWERED}=refused" if UNANSWERED not in {choice.code for choice in item.choices} else None,
        **{f"label::{language}": label for language, label in item.labels.items() if label},
        **{name: f"{value:g}" for name, value in limits.items() if value is not None},
    }


def _choices(name: str, choices: Iterable[Choice]) -> Iterator[dict[str, object]]:
    for choice in choices:
        labels = {f"label::{language}": label for language, label in choice.labels.items() if label}
        yield {"list_name": name, "name": choice.code, "missing": choice.missing or None, **labels}


@dataclass(frozen=True)
class _Answers:
    """What stands in the closed questions of an export: codes or labels."""

    responses: pd.DataFrame
    columns: Mapping[str, Sequence[str]]
    items: Mapping[str, Item]
    _lists: dict[tuple[str, ...], list[Choice]] = field(default_factory=dict)

    def list_of(self, item: Item) -> list[Choice]:
        """The choices of a question, labelled and coded so that every answer is one of them."""
        if _list(item) not in self._lists:
            self._lists[_list(item)] = self._list_of(item)
        return self._lists[_list(item)]

    def _list_of(self, item: Item) -> list[Choice]:
        said = self._said(item)
        choices = _labelled_as_said(item.choices, said)
        if item.type == "select_one":
            choices = _coded_apart(choices, worded=self.worded)
        return [*choices, *self._unknown(item, choices, said)]

    @cached_property
    def worded(self) -> bool:
        """Whether the export holds labels rather than codes: more answers are a label and no code than the reverse."""
        words = codes = 0
        for item in self.items.values():
            said = self._said(item) if item.type == "select_one" else set()
            labels = {_fold(label) for choice in item.choices for label in (*choice.labels.values(), choice.naming)}
            known = {choice.code for choice in item.choices}
            words += len({_fold(answer) for answer in said - known} & labels)
            codes += len({answer for answer in said & known if _fold(answer) not in labels})
        return words > codes

    @cached_property
    def _by_list(self) -> dict[tuple[str, ...], set[str]]:
        said: dict[tuple[str, ...], set[str]] = {}
        for name, item in self.items.items():
            own = said.setdefault(_list(item), set())
            if item.choices:
                own.update(str(a) for column in self.columns[name] for a in self.responses[column].dropna().unique())
        return said

    def _said(self, item: Item) -> set[str]:
        return self._by_list[_list(item)]

    def _unknown(self, item: Item, choices: Sequence[Choice], said: Iterable[str]) -> Iterator[Choice]:
        """Answers of before a choice was removed or reworded: choices too, called as they were."""
        if item.type != "select_one":
            return
        known = {_fold(label) for choice in choices for label in (*choice.labels.values(), choice.code)} | {
            UNANSWERED,
            "",
        }
        language = next(iter(item.labels), "en")
        taken = {choice.code for choice in choices}
        for answer in sorted({_fold(answer): answer for answer in said if _fold(answer) not in known}.values()):
            code = answer if re.fullmatch(r"-?\w+", answer) else f"old{len(taken) + 1}"
            taken.add(code)
            yield Choice(id=code, code=code, labels={language: answer})


def _labelled_as_said(choices: Sequence[Choice], said: set[str]) -> list[Choice]:
    """Exports can write short names in the place of labels; then these are the labels by which answers are known."""
    folded = {_fold(answer) for answer in said}
    whole = "\n".join(folded)
    named = sum(bool(choice.naming) and _fold(choice.naming) in folded for choice in choices)
    shown = sum(any(_fold(label) in folded for label in choice.labels.values()) for choice in choices)
    joined = sum(bool(choice.naming) and _fold(choice.naming) in whole for choice in choices)
    labelled = sum(any(_fold(label) in whole for label in choice.labels.values() if label) for choice in choices)
    if (named, joined) <= (shown, labelled):
        return list(choices)
    return [
        replace(choice, labels={**choice.labels, next(iter(choice.labels), "en"): choice.naming})
        if choice.naming
        else choice
        for choice in choices
    ]


def _coded_apart(choices: Sequence[Choice], *, worded: bool) -> list[Choice]:
    """One code a choice, and no label that is another's code where the export holds labels ("2" for the third)."""
    codes = {choice.code for choice in choices}
    labels = {label for choice in choices for label in choice.labels.values()}
    if not worded:
        merged: dict[str, Choice] = {}
        for choice in choices:
            first = merged.setdefault(choice.code, choice)
            if first is not choice:
                joined = {
                    language: f"{label} / {choice.labels.get(language, '')}" for language, label in first.labels.items()
                }
                merged[choice.code] = replace(first, labels=joined)
        return list(merged.values())
    unequal = len(codes) < len(choices)
    crossed = any(choice.code in labels and choice.code not in choice.labels.values() for choice in choices)
    if not (unequal or crossed):
        return list(choices)
    given: dict[str, Choice] = {}
    for choice in choices:
        number = next((label for label in choice.labels.values() if re.fullmatch(r"-?\d+", label)), "")
        code = number or (choice.id if choice.id not in labels else f"c{choice.id}")
        given.setdefault(code, replace(choice, code=code))
    return list(given.values())


def _fold(label: str) -> str:
    from pilots.survey.headings import fold

    return fold(label)
