"""The text of documents that a word processor wrote (.docx, .odt): a line a paragraph."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pilots.errors import ReadError
from pilots.qualitative.read.archive import AGAIN, open_archive, parse_xml, read_member

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PARTS = {".docx": "word/document.xml", ".odt": "content.xml"}
_PARAGRAPHS = ("p", "h")
_LEFT_OUT = (
    "del",
    "delText",
    "instrText",
    "annotation",
    "tracked-changes",
    "note",
    "pict",
    "Fallback",
    "sequence-decls",
)
"""Deleted text, remarks, footnotes, field codes: not what somebody said."""
_AGAIN = {".docx": "Open it in Word and save it as .docx.", ".odt": "Open it in LibreOffice and save it as .odt."}


def read_office(path: Path) -> str:
    """The text of a .docx or .odt, without remarks, footnotes and deleted text.

    Raises
    ------
    ReadError
        When it is missing, damaged or harmful, or holds no text part.
    """
    kind = path.suffix.casefold()
    try:
        root = _root(path, _PARTS[kind])
    except ReadError as problem:
        if problem.mend != AGAIN:
            raise
        raise ReadError(f"this is no {kind}, or a damaged one", where=path, mend=_AGAIN[kind]) from None
    body = next((element for element in root.iter() if _tag(element) in ("body", "text") and len(element)), root)
    return "\n".join("".join(_letters(paragraph)) for paragraph in _paragraphs(body)).strip("\n")


def _root(path: Path, part: str) -> "Element":
    with open_archive(path) as archive:
        members = {member.filename: member for member in archive.infolist()}
        if part not in members:
            raise ReadError("this is no document of a word processor", where=path, mend=AGAIN)
        return parse_xml(read_member(archive, members[part], path), path)


def _paragraphs(element: "Element") -> "Iterator[Element]":
    """Paragraphs in reading order, also those in tables; not those within another."""
    for child in element:
        if _tag(child) in _PARAGRAPHS:
            yield child
        elif _tag(child) not in _LEFT_OUT:
            yield from _paragraphs(child)


def _letters(element: "Element") -> Iterator[str]:
    """What a paragraph says. Word keeps letters in `t` only, OpenDocument between all tags."""
    word = _tag(element) == "t" or element.tag.startswith("{urn:oasis")
    if word:
        yield element.text or ""
    for child in element:
        tag = _tag(child)
        if tag == "tab":
            yield "\t"
        elif tag in ("br", "cr", "line-break"):
            yield "\n"
        elif tag == "s":
            yield " " * next((int(n) for name, n in child.attrib.items() if name.endswith("}c") and n.isdecimal()), 1)
        elif tag not in _LEFT_OUT and not tag.endswith("Pr"):
            yield from _letters(child)
        if element.tag.startswith("{urn:oasis"):
            yield child.tail or ""


def _tag(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]
