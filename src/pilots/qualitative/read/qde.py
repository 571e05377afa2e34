"""The XML of a REFI-QDA project, but for its sources: users, code tree, variables, cases, sets, links."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pilots.errors import ReadError
from pilots.qualitative.project import CASES
from pilots.qualitative.read.archive import WARNING
from pilots.qualitative.read.forms import valid
from pilots.qualitative.read.found import Found, Row, children, description_of, guid_of, target_of, values_of
from pilots.qualitative.read.tidy import tag_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MEMBERS = {"MemberCode": "code", "MemberSource": "document", "MemberNote": "note"}
"""Element of a set to the kind of its member."""
MAX_LEVELS = 1_000
MAX_PATHS = 50_000_000
"""Most levels of codes, and most characters that their paths may take together."""


def read_users(root: "Element", found: Found) -> None:
    """A row a user."""
    for user in (user for users in children(root, "Users") for user in children(users, "User")):
        own, name, initials = found.own_id(user, "user"), user.get("name"), user.get("id")
        found.coders[own] = coder = found.own_name(name or initials or own, "coder")
        found.users.append({"user": own, "coder": coder, "name": name, "initials": initials})


def read_codes(books: "Iterator[Element]", found: Found, where: object) -> None:
    """A row a code, parents before children; a code that stands under several parents stays under the first.

    Raises
    ------
    ReadError
        When the tree is deeper than any that people made.
    """
    tops = [code for book in books for codes in children(book, "Codes") for code in children(codes, "Code")]
    waiting: list[tuple[Element, str | None, str, int]] = [(code, None, "", 1) for code in reversed(tops)]
    paths, room = dict[str, str](), MAX_PATHS
    while waiting:
        code, above, path, level = waiting.pop()
        own, name = guid_of(code), (code.get("name") or "").strip()
        here = f"{path} > {name}" if path else name
        room -= len(here)
        if level > MAX_LEVELS or room < 0:
            raise ReadError("its codes stand too deep under each other", where=where, mend=WARNING)
        if own not in paths:
            own = found.own_id(code, "code")
            paths[own] = here
            colour, codable = valid("color", code.get("color")), valid("isCodable", code.get("isCodable"))
            about = {"description": description_of(code), "colour": colour, "codable": codable != "false"}
            found.codes.append({"code": own, "parent": above, "name": name, "path": here, **about})
            found.keep(own, code, "guid", "name", "isCodable", "color", "Description", "Code")
        waiting += [(child, own, paths[own], level + 1) for child in reversed(list(children(code, "Code")))]
    found.codes = _downwards(found.codes)


def read_variables(root: "Element", found: Found) -> None:
    """A row a variable, and the column that its values stand in."""
    taken = {column.name for column in CASES}
    for variable in (part for parts in children(root, "Variables") for part in children(parts, "Variable")):
        own, name = found.own_id(variable, "variable"), (variable.get("name") or "").strip()
        column = found.own_name(f"{name} (variable)" if name in taken else name or own, "column")
        found.columns[own] = column
        kind = valid("typeOfVariable", variable.get("typeOfVariable")) or "Text"
        about = {"type": kind, "description": description_of(variable)}
        found.variables.append({"variable": own, "name": name, "column": column, **about})


def read_cases(root: "Element", found: Found) -> dict[str, set[str]]:
    """A row a case and document; gives for each passage the cases it is said to belong to."""
    places = {str(row["selection"]): str(row["document"]) for row in found.selections}
    documents = {str(row["document"]) for row in found.documents}
    owners: dict[str, set[str]] = {}
    for case in (case for cases in children(root, "Cases") for case in children(cases, "Case")):
        own = found.own_id(case, "case")
        about: Row = {"case": own, "name": case.get("name", ""), "description": description_of(case)}
        about |= values_of(case, found.columns)
        said = [target for target in dict.fromkeys(map(target_of, children(case, "SourceRef"))) if target]
        whole = [document for document in said if document in documents]
        marked = [target_of(reference) for reference in children(case, "SelectionRef")]
        for passage in marked:
            owners.setdefault(passage, set()).add(own)
        parts = dict.fromkeys(places[passage] for passage in marked if passage in places)
        rows = [about | {"document": document, "part": "whole"} for document in whole]
        rows += [about | {"document": document, "part": "passages"} for document in parts if document not in whole]
        found.cases += rows or [about]
        found.keep(own, case, "guid", "name", "Description", "VariableValue", "SourceRef")
        found.details += [{"owner": own, "name": "SourceRef", "value": lost} for lost in said if lost not in documents]
    return owners


def read_groups(root: "Element", found: Found) -> None:
    """A row a set and member, and a row a link."""
    for group in (group for groups in children(root, "Sets") for group in children(groups, "Set")):
        own = found.own_id(group, "set")
        about: Row = {"set": own, "name": group.get("name", ""), "description": description_of(group)}
        members = [
            (MEMBERS[tag_of(part)], target_of(part)) for part in group if tag_of(part) in MEMBERS and target_of(part)
        ]
        rows = [about | {"kind": kind, "member": member} for kind, member in dict.fromkeys(members)]
        found.sets += rows or [about]
    for link in (link for links in children(root, "Links") for link in children(links, "Link")):
        own = found.own_id(link, "link")
        ends = {name: valid(f"{name}GUID", link.get(f"{name}GUID")) for name in ("origin", "target")}
        about = {"link": own, "name": link.get("name"), "colour": valid("color", link.get("color")), **ends}
        found.links.append(about | {"direction": valid("direction", link.get("direction"))})
        found.keep(own, link, "guid", "name", "color", "direction", "originGUID", "targetGUID")


def _downwards(codes: list[Row]) -> list[Row]:
    """Codes each followed by all that stands under it."""
    under: dict[object, list[Row]] = {}
    for row in codes:
        under.setdefault(row["parent"], []).append(row)
    ordered: list[Row] = []
    waiting = under.get(None, [])[::-1]
    while waiting:
        ordered.append(waiting.pop())
        waiting += under.get(ordered[-1]["code"], [])[::-1]
    return ordered
