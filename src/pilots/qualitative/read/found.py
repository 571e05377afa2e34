"""What the XML of a REFI-QDA project says, gathered for the frames."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pilots.errors import ReadError
from pilots.qualitative.read.archive import AGAIN
from pilots.qualitative.read.forms import valid
from pilots.qualitative.read.ids import guid
from pilots.qualitative.read.tidy import knows, tag_of, tidy, write_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Row = dict[str, object]
ATTRIBUTES = {"language": ("language", "taal", "langue", "sprache"), "phase": ("phase", "fase")}
"""Variables of documents and cases that we know, by the names people give them."""


@dataclass
class Found:
    """What the XML of a project says: a list of rows for each frame."""

    users: list[Row] = field(default_factory=list)
    codes: list[Row] = field(default_factory=list)
    variables: list[Row] = field(default_factory=list)
    cases: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    selections: list[Row] = field(default_factory=list)
    segments: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    sets: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    details: list[Row] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    coders: dict[str, str] = field(default_factory=dict)
    """User to what the frames call them."""
    columns: dict[str, str] = field(default_factory=dict)
    """Variable to its column."""
    about: dict[str, list[str]] = field(default_factory=dict)
    """Note to what it is about."""
    taken: dict[str, set[str]] = field(default_factory=dict)

    def own_id(self, element: "Element", kind: str) -> str:
        """The id of an element; a new one where it has none, or another has the same."""
        said, taken = guid_of(element), self.taken.setdefault(kind, set())
        own = said if said and said not in taken else guid(kind, said, len(taken))
        taken.add(own)
        return own

    def own_name(self, called: str, kind: str) -> str:
        """A name that nothing else of its kind has: with its number where another has it."""
        taken = self.taken.setdefault(kind, set())
        name = called if called not in taken else f"{called} ({len(taken) + 1})"
        taken.add(name)
        return name

    def coder(self, element: "Element", attribute: str = "creatingUser") -> str | None:
        """Who made an element, as the frames call them."""
        by = valid(attribute, element.get(attribute)) or ""
        return self.coders.get(by, by) or None

    def keep(self, owner: str, element: "Element", *taken: str) -> None:
        """Keep what the standard knows of an element and no frame holds: all attributes and children but `taken`."""
        tag = tag_of(element)
        for name, said in element.attrib.items():
            value = valid(name, said) if name not in taken and knows(tag, name) else None
            if value is not None:
                self.details.append({"owner": owner, "name": name, "value": value})
        for child in element:
            name = tag_of(child)
            if name == "NoteRef" and target_of(child):
                self.about.setdefault(target_of(child), []).append(owner)
            elif name not in ("NoteRef", *taken) and knows(tag, name):
                tidy(child)
                value = target_of(child) if name.endswith("Ref") else write_xml(child, indent=False)
                if value:
                    self.details.append({"owner": owner, "name": name, "value": value})


def values_of(element: "Element", columns: Mapping[str, str]) -> dict[str, str]:
    """Values of a case's or document's variables, by column."""
    values: dict[str, str] = {}
    for value in children(element, "VariableValue"):
        reference = next(children(value, "VariableRef"), None)
        column = columns.get(target_of(reference), "") if reference is not None else ""
        said = next((part.text for part in value if tag_of(part).endswith("Value") and part.text), None)
        if column and said and said.strip():
            values.setdefault(column, said.strip())
    return values


def attribute_of(values: Mapping[str, str], attribute: str) -> str:
    """The value of a variable that we know by several names; empty where there is none."""
    return next((said for name, said in values.items() if name.casefold() in ATTRIBUTES[attribute]), "")


def description_of(element: "Element") -> str | None:
    """What an element says of itself; None where it says nothing."""
    part = next(children(element, "Description"), None)
    return (part.text or None) if part is not None else None


def guid_of(element: "Element") -> str:
    """The id of an element, as all programs should write it."""
    return valid("guid", element.get("guid")) or ""


def target_of(reference: "Element") -> str:
    """The id that an element refers to; a code book by itself calls it otherwise."""
    return valid("targetGUID", reference.get("targetGUID") or reference.get("guid")) or ""


def children(element: "Element", tag: str) -> "Iterator[Element]":
    """The elements of this name right under an element."""
    return (child for child in element if tag_of(child) == tag)


def require_root(root: "Element", tag: str, said: str, where: object) -> None:
    """Refuse XML of another kind: `said` names what it should be."""
    if tag_of(root) != tag:
        raise ReadError(f"this is no {said}", where=where, mend=AGAIN)
