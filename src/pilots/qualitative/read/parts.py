"""The sources of a REFI-QDA project: texts, marked passages, codings, notes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pilots.qualitative.project import DOCUMENTS
from pilots.qualitative.read.forms import valid
from pilots.qualitative.read.found import (
    ATTRIBUTES,
    Found,
    Row,
    attribute_of,
    children,
    description_of,
    guid_of,
    target_of,
    values_of,
)
from pilots.qualitative.read.positions import Span, code_points
from pilots.qualitative.read.standard import SOURCES
from pilots.qualitative.read.tidy import knows, tag_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Texts = Callable[[str], str | None]
"""The text that a path leads to; None where it is not in the project."""

KINDS = {f"{kind}Selection": called for kind, called in (
    ("PlainText", "text"), ("PDF", "pdf"), ("Picture", "picture"), ("Audio", "audio"), ("Video", "video"),
    ("Transcript", "transcript"))}  # fmt: skip
"""Element of a passage to what the frames call it."""
PLACES = {"page": "page", "firstX": "first_x", "firstY": "first_y", "secondX": "second_x", "secondY": "second_y",
          "begin": "begin_ms", "end": "end_ms"}  # fmt: skip
"""Attribute of a passage to its column."""
INSIDE = ("Representation", "Transcript", "TextDescription")
"""Where the text of a PDF, of sound and film, of a picture stands."""
_FIXED = {column.name for column in DOCUMENTS}
_READ = ("guid", "name", "Description", "PlainTextContent", "Coding", "VariableValue", *KINDS)


def read_sources(root: "Element", found: Found, texts: Texts, *, guess: bool = True) -> None:
    """A row a document, marked passage and coding.

    Parameters
    ----------
    guess
        Whether positions may count otherwise than the standard does.
    """
    every = [source for sources in children(root, "Sources") for source in sources if tag_of(source) in SOURCES]
    for source in every:
        document = found.own_id(source, "document")
        inner = next((child for child in source if tag_of(child) in INSIDE), source)
        text = _text(inner, texts)
        values = values_of(source, found.columns)
        about: Row = {"document": document, "name": source.get("name", ""), "description": description_of(source)}
        about |= {"kind": tag_of(source).removesuffix("Source").casefold()}
        about |= {
            "path": source.get(path_of(tag_of(source))) or None,
            "characters": None if text is None else len(text),
        }
        about |= {name: attribute_of(values, name) for name in ATTRIBUTES}
        found.documents.append(about | {column_of(name): said for name, said in values.items()})
        if text is not None:
            found.texts[document] = text
        parts = [source, *children_inside(source)]
        for part in parts:
            _read_passages(part, document, text, found, guess=guess, elsewhere=part not in (source, inner))
        for coding in (coding for part in parts for coding in children(part, "Coding")):
            _add(coding, document, None, {}, found)
        for part in children_inside(source):
            _strip(part, read=part is inner and text is not None)
        read = ("plainTextPath",) if inner is source and text is not None else ()
        found.keep(document, source, path_of(tag_of(source)), *_READ, *read)


def read_notes(root: "Element", found: Found, texts: Texts) -> None:
    """A row a note and what it is about; call it last, when all references to notes are known."""
    for note in (note for notes in children(root, "Notes") for note in children(notes, "Note")):
        own, text = found.own_id(note, "note"), _text(note, texts)
        found.keep(own, note, "guid", "name", "creatingUser", "creationDateTime", "PlainTextContent",
                   *(("plainTextPath",) if text is not None else ()))  # fmt: skip
        made = {"created_by": found.coder(note), "created": _moment(note)}
        found.notes.append({"note": own, "name": note.get("name", ""), "text": text, **made})
    rows: list[Row] = []
    for row in found.notes:
        about = list(dict.fromkeys(found.about.pop(str(row["note"]), [])))
        rows += [row | {"about": what} for what in about] or [row]
    for lost, about in found.about.items():
        rows += [{"note": lost, "about": what} for what in dict.fromkeys(about)]
    found.notes = rows


def column_of(variable: str) -> str:
    """The column of `documents` that holds a variable's values, given its column in `cases`.

    Examples
    --------
    >>> column_of("region"), column_of("language")
    ('region', 'language (variable)')
    """
    return f"{variable} (variable)" if variable in _FIXED else variable


def path_of(tag: str) -> str:
    """The attribute that leads to a source's file."""
    return "richTextPath" if tag == "TextSource" else "path"


def children_inside(source: "Element") -> "list[Element]":
    """The parts of a source that hold a text."""
    return [child for child in source if tag_of(child) in INSIDE]


def _read_passages(
    part: "Element", document: str, text: str | None, found: Found, *, guess: bool, elsewhere: bool
) -> None:
    """The passages right under a source or a part of it; those `elsewhere` count in another text than the document's."""
    passages = [passage for passage in part if tag_of(passage) in KINDS]
    passages.sort(key=lambda passage: not knows(tag_of(part), tag_of(passage)))  # misplaced ones as they are written
    points = {guid_of(point): point for point in children(part, "SyncPoint")}
    spans = [None if elsewhere else _span(passage, points) for passage in passages]
    spans = code_points(spans, text) if guess else spans
    for passage, span in zip(passages, spans, strict=True):
        own, placed = found.own_id(passage, "selection"), _placed(passage, points)
        passage.set("guid", own)
        where: Row = {"start": span[0], "end": span[1]} if span else {}
        about: Row = {"selection": own, "document": document, "kind": KINDS[tag_of(passage)], **where, **placed}
        about |= {"name": passage.get("name"), "description": description_of(passage)}
        found.selections.append(about | {"selected_by": found.coder(passage), "created": _moment(passage)})
        for coding in children(passage, "Coding"):
            _add(coding, document, passage, where, found)
        read = ("startPosition", "endPosition") if span else ()
        found.keep(own, passage, "creatingUser", "creationDateTime", "fromSyncPoint", "toSyncPoint", *read,
                   *(name for name in PLACES if PLACES[name] in placed), *_READ)  # fmt: skip


def _add(coding: "Element", document: str, passage: "Element | None", where: Row, found: Found) -> None:
    coder = found.coder(coding)
    selected_by = coder if passage is None else found.coder(passage)
    for reference in (reference for reference in children(coding, "CodeRef") if target_of(reference)):
        own = found.own_id(coding, "segment")
        found.segments.append(
            {"segment": own, "document": document, "code": target_of(reference), "coder": coder or selected_by}
            | {"selected_by": selected_by or coder, "created": _moment(coding), **where}
            | {"characters": int(str(where["end"])) - int(str(where["start"])) if where else None}
            | {"selection": None if passage is None else guid_of(passage)}
        )
        found.keep(own, coding, "guid", "creatingUser", "creationDateTime", "CodeRef")


def _strip(part: "Element", *, read: bool) -> None:
    """Leave of a text's shell what no frame holds: of passages of a transcript, where they begin and end."""
    if read:
        part.attrib.pop("plainTextPath", None)
    gone = {"Coding", "PlainTextSelection"} | ({"PlainTextContent"} if read else set())
    part[:] = [child for child in part if tag_of(child) not in gone]
    for child in children(part, "TranscriptSelection"):
        kept = [(name, said) for name, said in child.attrib.items() if name in ("guid", "fromSyncPoint", "toSyncPoint")]
        child.clear()
        child.attrib.update(kept)


def _text(part: "Element", texts: Texts) -> str | None:
    for content in children(part, "PlainTextContent"):
        return content.text or ""
    return texts(part.get("plainTextPath", ""))


def _span(passage: "Element", points: "dict[str, Element]") -> Span | None:
    """First position and the one after the last: as they stand, or at the points in time where a passage begins and ends."""
    said = [passage.get(name) for name in ("startPosition", "endPosition")]
    if tag_of(passage) == "TranscriptSelection":
        said = [None if point is None else point.get("position") for point in _ends(passage, points)]
    start, end = (valid("position", position) for position in said)
    if start is None or end is None or not 0 <= int(start) <= int(end):
        return None
    return int(start), int(end)


def _placed(passage: "Element", points: "dict[str, Element]") -> Row:
    """Rectangle, page and times."""
    said = {PLACES[name]: valid(name, passage.get(name)) for name in PLACES}
    for column, point in zip(("begin_ms", "end_ms"), _ends(passage, points), strict=True):
        said[column] = said[column] or (None if point is None else valid("timeStamp", point.get("timeStamp")))
    return {column: int(value) for column, value in said.items() if value is not None}


def _ends(passage: "Element", points: "dict[str, Element]") -> "list[Element | None]":
    return [points.get(valid(name, passage.get(name)) or "") for name in ("fromSyncPoint", "toSyncPoint")]


def _moment(element: "Element") -> str | None:
    return valid("creationDateTime", element.get("creationDateTime"))
