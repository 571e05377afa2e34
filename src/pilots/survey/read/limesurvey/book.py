"""The codebook of a questionnaire, for the columns that an export has."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pilots import codebook
from pilots.errors import PilotsError, ReadError
from pilots.survey.read.limesurvey.columns import Choice, Column
from pilots.survey.read.limesurvey.questionnaire import Questionnaire
from pilots.survey.read.limesurvey.relevance import translate
from pilots.survey.read.limesurvey.xml import AGAIN


def make_book(
    questionnaire: Questionnaire,
    columns: Mapping[str, Column],
    choices: Mapping[str, Sequence[Choice]],
    identifiers: Collection[str],
    where: Path,
) -> tuple[codebook.Codebook, dict[str, str]]:
    """Make the codebook that fits an export.

    Parameters
    ----------
    questionnaire
        The structure.
    columns
        The columns of the export that the structure knows, by name.
    choices
        By `Column.choice_list`, as the answers show them.
    identifiers
        Columns that hold names and addresses.
    where
        The file, for messages.

    Returns
    -------
    The codebook, and the variable of each column.

    Raises
    ------
    ReadError
        When the structure contradicts itself.
    """
    variables = _distinct(_variables(columns))
    known = dict(_called(variable for variable in variables if not _is_recoded(variable, choices)))
    languages = tuple(questionnaire.languages.values()) or ("",)
    rows, lists = [], _Lists()
    for variable in variables:
        list_name = ""
        if variable.type.startswith("select"):
            listed = variable.boxes or choices.get(variable.column.choice_list, variable.column.choices)
            list_name = lists.name(variable, listed)
        role = "identifier" if variable.source in identifiers else ""
        rows.append(_row(variable, list_name, translate(variable.column.question.relevance, known), role))
    base = languages[0]
    said = {"form_title": questionnaire.titles.get(base, ""), "form_id": questionnaire.sid, "default_language": base}
    options = lists.rows()
    try:
        book = codebook.build(
            pd.DataFrame(rows, columns=_columns(rows, "type", "name"), dtype="str"),
            pd.DataFrame(options, columns=_columns(options, "list_name", "name"), dtype="str"),
            settings={name: text for name, text in said.items() if text},
        )
    except PilotsError:
        raise ReadError("the structure contradicts itself", where=where, mend=AGAIN) from None
    asked = {variable.column.question.code: variable.name for variable in variables if variable.boxes}
    owners = {name: asked[column.question.code] for name, column in columns.items() if column.option}
    return book, owners | {variable.source: variable.name for variable in variables if not variable.boxes}


@dataclass(frozen=True)
class _Variable:
    """A row of the codebook in the making; `boxes` are the options of a multiple-choice question."""

    name: str
    type: str
    labels: Mapping[str, str]
    source: str
    column: Column
    boxes: tuple[Choice, ...] = ()


class _Lists:
    """The lists of choices, one for all items of an array."""

    def __init__(self) -> None:
        self.lists: dict[str, Sequence[Choice]] = {}

    def name(self, variable: _Variable, choices: Sequence[Choice]) -> str:
        """The list with these choices: the question's, or one of its own where that is taken."""
        for name in (safe_name(variable.column.choice_list), variable.name, f"{variable.name}_choices"):
            if self.lists.setdefault(name, choices) == choices:
                return name
        self.lists[f"list_{len(self.lists)}"] = choices
        return f"list_{len(self.lists) - 1}"

    def rows(self) -> list[dict[str, str]]:
        return [
            {
                "list_name": name,
                "name": choice.code,
                **_labels({la: said[0] for la, said in choice.said.items() if said}),
            }
            for name, listed in self.lists.items()
            for choice in {choice.code: choice for choice in listed}.values()
        ]


def _variables(columns: Mapping[str, Column]) -> Iterator[_Variable]:
    boxes: dict[str, list[Choice]] = {}
    for box in (column for column in columns.values() if column.option):
        boxes.setdefault(box.question.code, []).extend(c for c in box.choices if c.code == box.option)
    for name, column in columns.items():
        question = column.question
        if question.code in boxes and column.option:
            own = tuple(boxes.pop(question.code))
            yield _Variable(question.code, column.kind, question.texts, question.code, column, own)
        if column.option == "other":
            yield _Variable(name, "text", column.texts, name, column)
        elif not column.option and column.kind != "display":
            yield _Variable(name, column.kind, column.texts, name, column)


def _distinct(variables: Iterable[_Variable]) -> list[_Variable]:
    """Give each a name that XLSForm allows and no other has."""
    named: dict[str, _Variable] = {}
    for variable in variables:
        name = base = safe_name(variable.name)
        count = 1
        while name in named:
            count += 1
            name = f"{base}_{count}"
        named[name] = replace(variable, name=name)
    return list(named.values())


def _is_recoded(variable: _Variable, choices: Mapping[str, Sequence[Choice]]) -> bool:
    """Whether its answers have other codes than in LimeSurvey, which its expressions go on using."""
    own = variable.column.choices
    return [c.code for c in choices.get(variable.column.choice_list, own)] != [c.code for c in own]


def _called(variables: Iterable[_Variable]) -> Iterator[tuple[str, str]]:
    """What LimeSurvey's expressions call a column, and what XLSForm calls it."""
    for variable in variables:
        question = variable.column.question
        for box in variable.boxes:
            said = f"selected(${{{variable.name}}}, '{box.code}')"
            yield f"{question.code}_{box.code}", said
            yield f"{'X'.join(question.ids)}{box.code}", said
        if not variable.boxes:
            for alias in variable.column.aliases:
                yield alias, f"${{{variable.name}}}"


def _row(variable: _Variable, list_name: str, relevant: str, role: str) -> dict[str, str]:
    column, question = variable.column, variable.column.question
    beside = variable.type == "text" and question.kind in "MPLO!|"
    technical = question.kind == "*" or question.setting("hidden") == "1"
    row = {
        "type": f"{variable.type} {list_name}".strip(),
        "name": variable.name,
        "heading": variable.source if variable.source != variable.name else "",
        "required": "yes" if question.required and question.kind not in "R|*" and not beside else "",
        "relevant": relevant,
        "role": role or ("technical" if technical else ""),
        **_labels(variable.labels),
    }
    return row | (_bounds(column.minimum, column.maximum) if variable.type in ("integer", "decimal") else {})


def _bounds(minimum: str, maximum: str) -> dict[str, str]:
    """Bounds that are plain numbers; LimeSurvey may compute them too."""
    bounds = {"minimum": minimum.strip(), "maximum": maximum.strip()}
    plain = {name: text for name, text in bounds.items() if re.fullmatch(r"-?\d{1,15}([.]\d{1,9})?", text, re.ASCII)}
    return plain if len(plain) < 2 or float(plain["minimum"]) <= float(plain["maximum"]) else {}


def _labels(labels: Mapping[str, str]) -> dict[str, str]:
    return {f"label::{language}" if language else "label": text for language, text in labels.items() if text}


def _columns(rows: Iterable[Mapping[str, str]], *first: str) -> list[str]:
    return list(dict.fromkeys([*first, *(name for row in rows for name in row)]))


def safe_name(name: str) -> str:
    """A name that XLSForm allows.

    Examples
    --------
    >>> safe_name("q[SQ1][2]"), safe_name("2. Hoe gaat het?")
    ('q_SQ1_2', 'v_2._Hoe_gaat_het')
    """
    safe = re.sub(r"[^\w.-]+", "_", name).strip("_")[:60].rstrip("_")
    return safe if re.match(r"[^\W\d]", safe) else f"v_{safe}"
