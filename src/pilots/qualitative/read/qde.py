"""The XML of a REFI-QDA project: its users, code tree, cases and variables."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Row = dict[str, object]
ATTRIBUTES = {"language": ("language", "taal", "langue", "sprache"), "phase": ("phase", "fase")}
"""Variables of documents and cases that we know, by the names people give them."""


def read_users(root: "Element") -> dict[str, str]:
    """Id of each user to what they are called."""
    return {guid_of(user): user.get("name") or user.get("id") or guid_of(user) for user in descendants(root, "User")}


def read_codes(root: "Element") -> list[Row]:
    """A row a code, parents before children."""
    rows: list[Row] = []

    def walk(parent: "Element", above: str | None, path: str) -> None:
        for code in children(parent, "Code"):
            name = (code.get("name") or "").strip()
            here = f"{path} > {name}" if path else name
            rows.append({"code": guid_of(code), "parent": above, "name": name, "path": here})
            walk(code, guid_of(code), here)

    for book in children(root, "CodeBook"):
        for codes in children(book, "Codes"):
            walk(codes, None, "")
    return rows


def read_cases(
    root: "Element", passages: Mapping[str, str], documents: set[str]
) -> tuple[list[Row], dict[str, set[str]]]:
    """A row a case and document, and for each passage the cases it is said to belong to.

    Parameters
    ----------
    passages
        Passage to its document.
    documents
        The documents there are.
    """
    variables = {guid_of(variable): (variable.get("name") or "").strip() for variable in descendants(root, "Variable")}
    rows: list[Row] = []
    owners: dict[str, set[str]] = {}
    for case in descendants(root, "Case"):
        about: Row = {
            "case": guid_of(case),
            "name": case.get("name", ""),
            **_renamed(values_of(case, variables)),
        }
        whole = dict.fromkeys(target_of(reference) for reference in children(case, "SourceRef"))
        marked = [target_of(reference) for reference in children(case, "SelectionRef")]
        for passage in marked:
            owners.setdefault(passage, set()).add(guid_of(case))
        parts = dict.fromkeys(passages[passage] for passage in marked if passage in passages)
        found = [about | {"document": document, "part": "whole"} for document in whole if document in documents]
        found += [about | {"document": document, "part": "passages"} for document in parts if document not in whole]
        rows += found or [about]
    return rows, owners


def values_of(element: "Element", variables: Mapping[str, str]) -> dict[str, str]:
    """Values of a case's or document's variables, by name."""
    values: dict[str, str] = {}
    for value in children(element, "VariableValue"):
        reference = next(children(value, "VariableRef"), None)
        name = variables.get(target_of(reference), "") if reference is not None else ""
        said = next((part.text for part in value if tag_of(part).endswith("Value") and part.text), None)
        if name and said and said.strip():
            values[name] = said.strip()
    return values


def attribute_of(values: Mapping[str, str], attribute: str) -> str:
    """The value of a variable that we know by several names; empty where there is none."""
    return next((said for name, said in values.items() if name.casefold() in ATTRIBUTES[attribute]), "")


def tag_of(element: "Element") -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def guid_of(element: "Element") -> str:
    """The id of an element, as all programs should write it."""
    return element.get("guid", "").strip("{}").casefold()


def target_of(reference: "Element") -> str:
    """The id that an element refers to."""
    return reference.get("targetGUID", "").strip("{}").casefold()


def children(element: "Element", tag: str) -> "Iterator[Element]":
    """The elements of this name right under an element."""
    return (child for child in element if tag_of(child) == tag)


def descendants(root: "Element", tag: str) -> "Iterator[Element]":
    """The elements of this name anywhere under an element."""
    return (element for element in root.iter() if tag_of(element) == tag)


def _renamed(values: Mapping[str, str]) -> dict[str, str]:
    taken = ("case", "name", "document", "part")
    return {f"{name} (variable)" if name in taken else name: said for name, said in values.items()}
