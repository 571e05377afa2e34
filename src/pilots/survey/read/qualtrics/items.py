"""Which variables a Qualtrics question gives, and which columns of an export may hold them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pilots.survey.read.qualtrics.flow import Gate
from pilots.survey.read.qualtrics.structure import Choice, Question, Structure

_MULTIPLE = ("MAVR", "MAHR", "MACOL", "MSB")
_IDENTIFYING = ("ValidEmail", "ValidPhone", "ValidUSPhone")
_ROLES = {**dict.fromkeys(_IDENTIFYING, "identifier"), "ValidZip": "quasi-identifier", "ValidUSZip": "quasi-identifier"}
_TYPES = {"ValidNumber": "decimal", "ValidDate": "date"}


@dataclass(frozen=True)
class Column:
    """A column that an export may hold.

    Parameters
    ----------
    ids
        Its ImportIds, with every hyphen as an underscore.
    names
        How exports of now and of old head it, likeliest first.
    option
        The code of the option it stands for; empty where it holds the whole variable.
    ending
        How the text over it ends: the label of its option, row or both.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    option: str = ""
    ending: str = ""


@dataclass(frozen=True)
class Item:
    """A variable of the codebook, and the columns that may hold it.

    Parameters
    ----------
    name, type, labels, role, minimum, maximum
        As in a codebook.
    columns
        One that holds it whole, or one an option.
    choices
        What can be answered.
    list_name
        The list of these choices, which the rows of a matrix share.
    unused
        Whether the question lies among the unused ones, or only old exports have such a column.
    question
        The text of the question alone, in the language the survey was made in.
    source
        The id of the question.
    gates
        The conditions on which it is shown.
    """

    name: str
    type: str
    labels: Mapping[str, str]
    columns: tuple[Column, ...]
    choices: tuple[Choice, ...] = ()
    list_name: str = ""
    role: str = ""
    minimum: float | None = None
    maximum: float | None = None
    unused: bool = False
    question: str = ""
    source: str = ""
    gates: tuple[Gate, ...] = ()


def items_of(structure: Structure, seen: Iterable[str] = ()) -> list[Item]:
    """Every variable of a survey, in order.

    Parameters
    ----------
    structure
        The survey.
    seen
        Headings and ImportIds of an export, which tell the loops that the survey itself does not list.
    """
    keys = [
        found[1] for text in seen if (found := re.match(r"(\w+?)_(?=QID\d)", text) or re.match(r"(\d+)_(?=\D)", text))
    ]
    named: dict[str, Item] = {}
    for question in structure.questions:
        for plain in _items(question, structure.language):
            for item in _looped(plain, question, keys) if question.loops is not None else [plain]:
                name = item.name if item.name not in named else safe(f"{item.name}_{plain.source or question.id}")
                named[name] = replace(
                    item,
                    name=name,
                    unused=question.unused or item.unused,
                    question=question.labels[structure.language],
                    source=item.source or question.id,
                    gates=question.gates,
                )
    return list(named.values())


def safe(name: str) -> str:
    """A name that codebooks may use: letters, digits, underscores, points and hyphens.

    Examples
    --------
    >>> safe("Q50#1_two words_TEXT")
    'Q50.1_two_words_TEXT'
    """
    return re.sub(r"[^\w.-]+", "_", name.strip().replace("#", ".")).strip("_") or "_"


def _looped(item: Item, question: Question, seen: Iterable[str]) -> Iterator[Item]:
    """The item once a loop: `1_Q5` becomes the variable loop1_Q5, since names begin with a letter."""
    loops = {**(question.loops or {}), **{key: "" for key in seen if key not in (question.loops or {})}}
    for key, named in loops.items():
        told = named or f"loop {key}"
        yield replace(
            item,
            name=f"loop{safe(key)}_{item.name}",
            labels={language: f"{label} ({told})" for language, label in item.labels.items()},
            columns=tuple(
                replace(
                    column,
                    ids=tuple(f"{key}_{name}" for name in column.ids),
                    names=tuple(f"{key}_{name}" for name in column.names),
                )
                for column in item.columns
            ),
        )


def _items(question: Question, language: str) -> Iterator[Item]:
    """The items of a question without its loops."""
    for part in question.parts:
        head = {code: label for code, label in question.labels.items() if label}
        labels = {code: " - ".join(filter(None, (head.get(code), label))) for code, label in part.labels.items()}
        for item in _items(replace(part, labels=labels, tag=_part_tag(question, part)), language):
            yield replace(item, source=part.id)
    match question.kind, question.selector, question.sub:
        case "MC", "NPS", _:
            whole = Column((question.id,), (question.tag,))
            yield Item(safe(question.tag), "integer", question.labels, (whole,), minimum=0, maximum=10)
        case "MC", selector, _:
            yield from _choose(question.labels, (question.id,), (question.tag,), question.choices,
                               question.tag, several=selector in _MULTIPLE)  # fmt: skip
            yield from _texts(question, question.labels, language)
        case "TE", "FORM", _:
            yield from _cells(question, language, question.choices, "text")
        case "TE", _, _:
            yield _text(question)
        case (("Slider" | "CS" | "RO" | "HotSpot" | "DD"), _, _):
            kind = {"RO": "integer", "HotSpot": "text", "DD": "text"}.get(question.kind, "decimal")
            yield from _cells(question, language, question.choices, kind)
            yield from _texts(question, question.labels, language)
        case "Matrix", ("TE" | "CS" | "RO") as selector, _:
            kind = {"TE": "text", "CS": "decimal", "RO": "integer"}[selector]
            for row in question.choices:
                yield from _cells(question, language, question.answers, kind, row)
        case "Matrix", _, sub:
            for row in question.choices:
                yield from _choose(
                    _joined(question.labels, row.labels),
                    (f"{question.id}_{row.id}",),
                    _row_names(question, row),
                    question.answers,
                    question.tag,
                    several=sub == "MultipleAnswer",
                    ending=row.labels[language],
                )
            yield from _texts(question, question.labels, language)
        case _:
            return


def _part_tag(question: Question, part: Question) -> str:
    """A side-by-side question that was copied keeps the tags of its source in its parts; its own id tells."""
    number = part.id.rpartition("#")[2]
    return f"{question.tag}#{number}" if number.isdigit() else part.tag


def _choose(
    labels: Mapping[str, str],
    ids: tuple[str, ...],
    names: tuple[str, ...],
    choices: tuple[Choice, ...],
    list_name: str,
    *,
    several: bool,
    ending: str = "",
) -> Iterator[Item]:
    """One of the choices, or several of them: then in one column, or in one column a choice."""
    if several and len({choice.code for choice in choices}) < len(choices):
        choices = tuple(replace(choice, code=choice.id) for choice in choices)
    columns = [Column((*ids, *(f"{name}_TEXT" for name in ids if several)), names, ending=ending)]
    if several:
        columns += [
            Column(
                tuple(f"{name}_{choice.id}" for name in ids),
                (*(f"{name}_{choice.code}" for name in names), *(f"{name}_{choice.id}" for name in names), *names),
                choice.code,
                next(iter(choice.labels.values()), ""),
            )
            for choice in choices
        ]
    kind = "select_multiple" if several else "select_one"
    if choices:
        yield Item(safe(names[0]), kind, labels, tuple(columns), choices, safe(list_name))


def _texts(question: Question, labels: Mapping[str, str], language: str) -> Iterator[Item]:
    """What was written beside a choice: a column each, in older exports one for all."""
    for choice in (choice for choice in question.choices if choice.writes):
        name = f"{question.tag}_{choice.code}_TEXT"
        names = (name, f"{question.tag}_{choice.id}_TEXT")
        column = Column((f"{question.id}_{choice.id}_TEXT",), names, ending=choice.labels[language])
        yield Item(safe(name), "text", _joined(labels, choice.labels), (column,))
    if any(choice.writes for choice in question.choices):
        name = f"{question.tag}_TEXT"
        yield Item(safe(name), "text", labels, (Column((f"{question.id}_TEXT",), (name,)),), unused=True)


def _text(question: Question) -> Item:
    column = Column((question.id, f"{question.id}_TEXT"), (question.tag, f"{question.tag}_TEXT"))
    kind = _TYPES.get(question.content, "text")
    least, most = question.limits if kind == "decimal" else (None, None)
    role = _ROLES.get(question.content, "")
    return Item(safe(question.tag), kind, question.labels, (column,), role=role, minimum=least, maximum=most)


def _cells(
    question: Question, language: str, choices: Iterable[Choice], kind: str, row: Choice | None = None
) -> Iterator[Item]:
    """A number or a text for each choice, or for each cell of a row."""
    ids = (f"{question.id}_{row.id}",) if row else (question.id,)
    bases = _row_names(question, row) if row else (question.tag,)
    labels = _joined(question.labels, row.labels) if row else question.labels
    least, most = question.limits if kind == "decimal" and question.kind == "Slider" else (None, None)
    for choice in choices:
        codes = dict.fromkeys((choice.id, choice.code))
        own = (choice.tag,) if choice.tag and not row else ()
        names = (
            *own,
            *(f"{base}_{end}" for base in bases for code in codes for end in (code, f"{code}_TEXT")),
            *(f"{base}_TEXT" for base in bases if row),
        )
        imports = tuple(f"{name}_{choice.id}{end}" for name in ids for end in ("", "_TEXT"))
        column = Column(imports, names, ending=choice.labels[language])
        name = safe(names[0] if kind != "text" or not row else f"{bases[0]}_{choice.id}")
        yield Item(name, kind, _joined(labels, choice.labels), (column,), minimum=least, maximum=most)


def _row_names(question: Question, row: Choice) -> tuple[str, ...]:
    """What exports call a row of a matrix: by its own tag, if it has one, alone or after that of the question."""
    if not row.tag:
        return (f"{question.tag}_{row.id}",)
    if question.answer_tag:
        return f"{question.tag}_{row.tag}_{question.answer_tag}", f"{row.tag}: {question.answer_tag}"
    if "#" in question.id:
        return f"{question.tag}_{row.tag}", row.tag
    return row.tag, f"{question.tag}_{row.tag}", f"{question.tag}_{row.id}"


def _joined(labels: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """The question and its row in one label, as exports write them, in every language that has either."""
    first = next(iter(labels.values()), "")
    second = next(iter(own.values()), "")
    return {
        language: " - ".join(filter(None, (labels.get(language, first), own.get(language, second))))
        for language in {**labels, **own}
    }
