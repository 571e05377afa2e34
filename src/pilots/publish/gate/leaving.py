"""Everything that is about to leave of one report: its texts, each with its place, and what it tells of how many."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from nbformat import NotebookNode

from pilots.privacy.counts import Count
from pilots.project import RESEARCHER
from pilots.publish.gate.markup import texts

QUOTED = re.compile(r"[“«„]\s?([^”»]{8,})\s?[”»]")
"""What stands between quotation marks and is longer than a word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that leaves.

    Parameters
    ----------
    place
        The cell and, where it has one, the label of the exhibit; the name of a file.
    part
        What of it, e.g. "row 3, column Need", "caption", "text alternative"; empty for all of it.
    kind
        prose, caption, note, alt, cell, sentence, quote, code, metadata, contents, provenance, file name, text (as it
        is laid out), attribute, comment, style.
    text, language
        What stands there, as written; in which language.
    """

    place: str
    part: str
    kind: str
    text: str
    language: str = ""

    @property
    def where(self) -> str:
        """The place and the part, as a message names it."""
        return ", ".join(filter(None, (self.place, self.part)))


@dataclass(frozen=True, slots=True)
class Told:
    """A count that a report tells or holds back, with the place of its exhibit."""

    place: str
    label: str
    count: Count


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is about to leave of one report.

    Parameters
    ----------
    report
        The notebook's name, without ending.
    edition, language, format
        Which of its forms; the format is the ending of the file, e.g. "html".
    pieces, counts
        What it says, and how many it tells of.
    """

    report: str
    edition: str = RESEARCHER
    language: str = ""
    format: str = ""
    pieces: tuple[Piece, ...] = ()
    counts: tuple[Told, ...] = ()


def collect(nb: NotebookNode, resources: Mapping[str, Any]) -> Leaving:
    """What leaves of a notebook that went through the other steps of publishing.

    Parameters
    ----------
    nb, resources
        As the steps left them: `cell.metadata["pilots"]` and `resources["pilots"]`.
    """
    page, about = resources["pilots"], resources.get("metadata") or {}
    name = str(about.get("name") or "")
    pieces = [Piece("file name", "", "file name", name)] if name else []
    pieces += _of_page(page, nb.metadata)
    counts: list[Told] = []
    for cell in nb.cells:
        described = cell.metadata["pilots"]
        where, language = described["where"], described.get("language") or page["language"]
        if cell.cell_type == "code":
            pieces.append(Piece(where, "code", "code", cell.source))
        if "html" in described:
            pieces += _of_html(where, "", "prose", described["html"], language)
        for block in described.get("blocks", []):
            pieces += _of_block(where, block)
            counts += [Told(where, block["label"], Count.from_json(count)) for count in block.get("counts", [])]
    ending = str(resources.get("output_extension") or "").lstrip(".")
    edition = page.get("edition") or RESEARCHER
    return Leaving(PurePath(name).name, edition, page["language"], ending, tuple(pieces), tuple(counts))


def _of_page(page: Mapping[str, Any], metadata: Mapping[str, Any]) -> Iterator[Piece]:
    """Title page, contents, the list of code, and what the notebook says of itself."""
    for part, text in _leaves(page.get("front", {})):
        yield Piece("title page", part, "metadata", text, page["language"])
    for entry in page.get("contents", []):
        yield from _of_html("contents", "", "contents", entry["html"], entry["language"])
        yield Piece("contents", "", "attribute", entry["id"])
    for source in page.get("code", []):
        yield Piece("all code", "", "code", source)
    for part, text in _leaves({name: value for name, value in metadata.items() if name != "pilots"}):
        yield Piece("metadata of the notebook", part, "metadata", text)


def _of_block(where: str, block: Mapping[str, Any]) -> Iterator[Piece]:
    """One exhibit: first its parts by name, then all that its HTML holds."""
    place, language = ", ".join(filter(None, (where, block["label"]))), block["language"]
    data = block.get("data") or {}
    for kind, part in (("caption", "caption"), ("alt", "text alternative"), ("sentence", "")):
        if data.get(kind):
            yield from _said(Piece(place, part, kind, data[kind], language))
    for number, note in enumerate(data.get("notes", []), 1):
        yield Piece(place, f"note {number}", "note", note, language)
    for name in data.get("columns", []):
        yield Piece(place, "heading", "cell", name, language)
    for number, row in enumerate(data.get("rows", []), 1):
        for column, (heading, text) in enumerate(zip(data["columns"], row, strict=True), 1):
            if text:
                yield from _said(Piece(place, f"row {number}, column {heading or column}", "cell", text, language))
    # the record of the release names them
    if told := {word: None for count in block.get("counts", []) for word in ("", *count["where"].values())}:
        yield Piece(place, "counts", "metadata", "\n".join(told))
    for term, text in block.get("computed", []):
        yield Piece(place, term, "provenance", text, language)
    yield from _of_html(place, "", "text", block["html"], language)


def _said(piece: Piece) -> Iterator[Piece]:
    """A text, and what is quoted in it."""
    yield piece
    for match in QUOTED.finditer(piece.text):
        yield Piece(piece.place, piece.part, "quote", match[1], piece.language)


def _of_html(place: str, part: str, kind: str, html: str, language: str) -> Iterator[Piece]:
    for found, text in texts(html):
        if found == "text":
            yield Piece(place, part, kind, text, language)
        elif found == "blockquote":
            yield Piece(place, part, "quote", text, language)
        else:
            yield Piece(place, ", ".join(filter(None, (part, found))), found.partition(" ")[0], text, language)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a structure of dicts and lists, with the way to it."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _leaves(part, f"{path} {name}".strip())
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part, path)
    elif isinstance(value, str) and value:
        yield path, value
