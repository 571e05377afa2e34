"""What each column of an export is: a question, an option, a part of a place, or something the tool itself wrote."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pilots import xlsform
from pilots.codebook import Codebook
from pilots.survey.read.kobo.own import Column, own_column, recorded_column
from pilots.survey.read.reading import IDENTIFIER, QUESTION
from pilots.vocabulary import OPTION

_SEPARATORS = ("/", ".", "-", ":", "|", "__")
_XML = re.compile(r"[A-Za-z_][\w.\-/:|]*")
_NAME = re.compile(r"[A-Za-z_][\w.\-]*")
_PLACE = re.compile(r"(?:.*/)?_(.+)_(?:latitude|longitude|altitude|precision)", re.DOTALL)
_PLACE_ODK = re.compile(r"(.+)[-.:](?:latitude|longitude|altitude|accuracy)", re.DOTALL | re.IGNORECASE)


def columns(headings: Sequence[str], form: xlsform.Foreign | None) -> list[Column]:
    """Tell of every column what it is.

    Parameters
    ----------
    headings
        As written: XML names or labels, with or without their groups before them.
    form
        The form, if there is one: what it knows goes before what the headings look like.
    """
    known = _Known(form) if form else None
    looks = _Looks(headings)
    found = [
        (known and known.column(heading)) or own_column(heading) or looks.place(heading) or looks.option(heading)
        or looks.question(heading) for heading in headings
    ]  # fmt: skip
    return list(_told_apart(found, headings))


def _told_apart(found: Sequence[Column], headings: Sequence[str]) -> Iterator[Column]:
    """Questions of one name in several groups get the names of their groups."""
    names = [column.name for column in found]
    for column, heading in zip(found, headings, strict=True):
        whole = re.sub(r"[/|:]", ".", heading.strip())
        shared = names.count(column.name) > 1 and column.kind == QUESTION and not column.owner
        yield replace(column, name=whole) if shared and _NAME.fullmatch(whole) else column


class _Known:
    """The columns that a form tells of, by what may head them."""

    def __init__(self, form: xlsform.Foreign) -> None:
        book = Codebook(*form.form)
        self.records = {question.name.casefold(): question for question in form.questions if question.kind.records}
        self.names: dict[str, Column] = {}
        self.labels: dict[str, list[Column]] = {}
        paths = {question.name: question.path for question in form.questions}
        paths |= {question.path.replace("/", "."): question.path for question in form.questions}
        several: list[tuple[Column, Collection[str], Sequence[str]]] = []
        for name in map(str, book.variables.index):
            row: Any = book.variables.loc[name]
            labels: list[str] = list(filter(None, row["labels"].values()))
            kind = IDENTIFIER if row["role"] == "identifier" else QUESTION
            column = Column(name, kind, labels[0] if labels else "", name)
            path = paths.get(name) or f"{paths.get(name.removesuffix('_other'), name)}_other"
            heads = {name, *(path.replace("/", mark) for mark in _SEPARATORS)}
            for head in heads:
                self.names.setdefault(head, column)
            for label in labels:
                self._head(label, column)
            if row["type"] == "select_multiple":
                several.append((column, heads, labels))
        for question in several:
            self._add_options(book, *question)

    def _add_options(self, book: Codebook, column: Column, heads: Collection[str], labels: Sequence[str]) -> None:
        choices = book.choices_of(column.name)
        for code, said in zip(choices["name"], choices["labels"], strict=True):
            texts = list(filter(None, said.values()))
            own = replace(column, name=f"{column.name}{OPTION}{code}", option=code, option_label=(texts or [code])[0])
            for mark in (*_SEPARATORS, "_"):
                for head in heads:
                    self.names.setdefault(f"{head}{mark}{code}", own)
                for label in labels:
                    for text in dict.fromkeys([code, *texts]):
                        self._head(f"{label}{mark}{text}", own)

    def _head(self, text: str, column: Column) -> None:
        from pilots.survey.headings import fold

        told = self.labels.setdefault(fold(text), [])
        if column not in told:
            told.append(column)

    def column(self, heading: str) -> Column | None:
        """The column that a heading, or what is left of it without its groups, names; else whose label it is."""
        record = self.records.get(heading.strip().casefold())
        if record is not None:
            return recorded_column(record.kind.records, record.name)
        rests = list(_without_groups(heading.strip()))
        for rest in rests:
            if rest in self.names:
                return self.names[rest]
        from pilots.survey.headings import fold

        for rest in rests:
            told = self.labels.get(fold(rest), [])
            if told:
                return told.pop(0) if len(told) > 1 else told[0]
        return None


def _without_groups(heading: str) -> Iterator[str]:
    yield heading
    for found in re.finditer(r"[/.:|-]|__", heading):
        rest = heading[found.end() :]
        if rest:
            yield rest


class _Looks:
    """What headings tell by themselves."""

    def __init__(self, headings: Sequence[str]) -> None:
        self.all = {heading.strip() for heading in headings}
        plain = [heading for heading in self.all if heading and own_column(heading) is None]
        self.mark = next((mark for mark in "/.-" if _parts_groups(mark, plain)), "")
        self.leaves = {self.leaf(heading) for heading in plain}
        parts = [_PLACE.fullmatch(heading) or _PLACE_ODK.fullmatch(heading) for heading in plain]
        bases = [(part[1], part[0].casefold()) for part in parts if part]
        latitudes, longitudes = ({b for b, text in bases if text.endswith(end)} for end in ("latitude", "longitude"))
        self.split_places = latitudes & longitudes
        self.places = {self.leaf(base) for base, _ in bases}

    def leaf(self, heading: str) -> str:
        """A heading without its groups."""
        last = heading.rpartition(self.mark)[2] if self.mark else heading
        return last if _NAME.fullmatch(last) else heading

    def place(self, heading: str) -> Column | None:
        """A part of where somebody was, or a file that somebody made; these identify."""
        text = heading.strip()
        part = _PLACE.fullmatch(text) or _PLACE_ODK.fullmatch(text)
        if part and (part[1] in self.split_places or self.leaf(part[1]) in self.leaves):
            return Column(re.sub(r"[/|:]", ".", text), IDENTIFIER)
        file = text.endswith("_URL") and text.removesuffix("_URL") in self.all
        if file or f"{text}_URL" in self.all or self.leaf(text) in self.places:
            return Column(self.leaf(text), IDENTIFIER)
        return None

    def option(self, heading: str) -> Column | None:
        """An option of a question that has a column of its own, too."""
        text = heading.strip()
        for mark in dict.fromkeys(["/", self.mark]):
            before, found, option = text.rpartition(mark) if mark else ("", "", "")
            while found and before not in self.all:
                before, found, more = before.rpartition(mark)
                option = f"{more}{mark}{option}"
            if found and option.strip() and own_column(before) is None:
                owner, code = _safe(self.leaf(before)), _safe(option.strip(), start="")
                return Column(f"{owner}{OPTION}{code}", QUESTION, self.leaf(before), owner, code, option.strip())
        return None

    def question(self, heading: str) -> Column:
        """A question, under its own name; one with options under a name that may stand before them."""
        text = heading.strip()
        several = any(
            other.startswith(f"{text}{mark}") for mark in {"/", self.mark} - {""} for other in self._longer(text)
        )
        if text and several:
            owner = _safe(self.leaf(text))
            return Column(owner, QUESTION, self.leaf(text), owner)
        return Column(self.leaf(text))

    def _longer(self, text: str) -> list[str]:
        return [other for other in self.all if len(other) > len(text) and other.startswith(text)]


def _parts_groups(mark: str, headings: Sequence[str]) -> bool:
    """Whether a sign parts groups in headings that are XML names; a name may itself hold a point or a hyphen."""
    names = [heading for heading in headings if _XML.fullmatch(heading)]
    held = [heading for heading in names if mark in heading]
    if mark == "/":
        return bool(held) and len(names) > 0.8 * len(headings)
    return (
        bool(held) and len(names) == len(headings) and all(_NAME.fullmatch(name.rpartition(mark)[2]) for name in held)
    )


def _safe(text: str, start: str = "q_") -> str:
    """A name that a form allows."""
    if re.fullmatch(r"[\w.\-]+" if not start else _NAME.pattern, text):
        return text
    slug = re.sub(r"[^\w]+", "_", text).strip("_")[:60] or "x"
    return slug if not start or _NAME.fullmatch(slug) else f"{start}{slug}"


def options_of(found: Sequence[Column]) -> Mapping[str, list[tuple[str, str]]]:
    """The options that columns stand for, in order: code and label, by question."""
    options: dict[str, dict[str, str]] = {}
    for column in found:
        if column.option and column.option not in options.setdefault(column.owner, {}):
            options[column.owner][column.option] = column.option_label
    return {question: list(own.items()) for question, own in options.items()}
