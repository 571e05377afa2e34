"""What a project's frames say, ready to be written: rows, ids, what is kept beyond the frames."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read.archive import parse_xml
from pilots.qualitative.read.forms import is_guid, valid
from pilots.qualitative.read.ids import guid
from pilots.qualitative.read.parts import KINDS
from pilots.qualitative.read.shape import shape
from pilots.qualitative.read.standard import SOURCES
from pilots.vocabulary import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, Any]

_KINDS: "Mapping[str, str]" = {
    **{tag: tag.removesuffix("Ref").removeprefix("Member").casefold() for tag in (
        "User", "Code", "Variable", "Case", "Note", "Set", "Link", "CodeRef", "VariableRef", "NoteRef", "SelectionRef",
        "MemberCode", "MemberNote")},
    **dict.fromkeys((*SOURCES, "SourceRef", "MemberSource"), "document"),
    **dict.fromkeys(KINDS, "selection"),
    "Coding": "segment",
}  # fmt: skip
_POINTS_TO = {"creatingUser": "user", "modifyingUser": "user", "creatingUserGUID": "user", "modifyingUserGUID": "user",
              "sourceVertex": "Vertex", "targetVertex": "Vertex", "fromSyncPoint": "SyncPoint",
              "toSyncPoint": "SyncPoint"}  # fmt: skip
_FACT = ("owner", "name", "value")
_ANYTHING = ("originGUID", "representedGUID")


def rows_of(columns: Sequence[Column], table: pd.DataFrame) -> list[Row]:
    """Rows with every column there should be, and None for what is missing."""
    shaped = shape(columns, table).astype(object)
    cells = [column.where(column.notna(), None).tolist() for _, column in shaped.items()]
    names = [str(name) for name in shaped]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Rows by what they hold in a column, in their order; those that hold nothing left out."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row[key] is not None:
            groups.setdefault(str(row[key]), []).append(row)
    return groups


def add(parent: Element, tag: str, **attributes: object) -> Element:
    """An element under another, with the attributes that have a value."""
    given = {name: str(value) for name, value in attributes.items() if value is not None}
    return SubElement(parent, tag, given)


def describe(element: Element, text: str | None) -> None:
    """Give an element its description, if there is one."""
    if text:
        SubElement(element, "Description").text = text


class Kept:
    """Gives elements what no frame holds, references to their notes, and ids that the standard allows."""

    def __init__(self, project: QualitativeProject) -> None:
        self._details: dict[str, list[tuple[str, str]]] = {}
        for owner, name, value in zip(*(project.details[column].tolist() for column in _FACT), strict=True):
            self._details.setdefault(owner, []).append((str(name), str(value)))
        about = project.notes.dropna(subset=["note", "about"])
        self._notes = about.groupby("about", sort=False)["note"].agg(list).to_dict()
        kinds = ("document", "code", "case", "selection", "segment", "note", "set", "user", "variable", "link")
        self._kinds: dict[str, str] = {}
        for kind in kinds:
            for own in getattr(project, f"{kind}s")[kind].dropna():
                self._kinds.setdefault(own, kind)

    def complete(self, element: Element, owner: str) -> None:
        """Add the details and notes of what an element is about."""
        for name, value in self._details.get(owner, ()):
            if name[:1].islower():
                element.attrib.setdefault(name, value)
            elif value.startswith("<"):
                element.append(parse_xml(value.encode(), "details"))
            elif name.endswith("Ref"):
                SubElement(element, name, targetGUID=value)
            else:
                SubElement(element, name).text = value
        for note in self._notes.get(owner, ()):
            SubElement(element, "NoteRef", targetGUID=note)

    def has(self, owner: str, name: str) -> bool:
        """Whether this detail is kept."""
        return any(kept == name for kept, _ in self._details.get(owner, ()))

    def called(self, tag: str, attribute: str, value: str) -> str:
        """An id as the standard wants it: itself, or one made of it, the same wherever it stands."""
        if is_guid(value):
            return value
        loose = attribute in _ANYTHING or (tag == "Link" and attribute == "targetGUID")
        kind = self._kinds.get(value, "") if loose else _POINTS_TO.get(attribute) or _KINDS.get(tag, tag)
        return guid(kind, value)


class Users:
    """The users of a project: those it names, and all who did something in it."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = [row for row in rows if row["user"] is not None]
        self._ids = {str(row["coder"]): str(row["user"]) for row in reversed(self.rows)}

    def id_of(self, coder: str | None) -> str | None:
        """The id of somebody; a new user where nobody is called so yet, but by an id."""
        if not coder:
            return None
        if coder not in self._ids:
            known = valid("guid", coder) or ""
            self._ids[coder] = known if is_guid(known) else guid("user", coder)
            if not is_guid(known):
                self.rows.append({"user": self._ids[coder], "coder": coder, "name": coder, "initials": None})
        return self._ids[coder]
