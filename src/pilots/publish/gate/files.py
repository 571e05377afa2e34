"""The last look: at every file as it lies there to be sent, whatever its format."""

import base64
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import PurePath
from typing import Any

from pilots.pilot import Pilot
from pilots.privacy.findings import Finding
from pilots.publish.gate.identifiers import identifiers
from pilots.publish.gate.leaving import Leaving, Piece
from pilots.publish.gate.markup import addresses, texts
from pilots.publish.gate.media import inflated, metadata
from pilots.publish.gate.portable import portable

_MARKUP = (".html", ".htm", ".xhtml", ".svg", ".xml", ".rels", ".xmp", ".opf")
_ZIPPED = (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".epub", ".qdpx")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".emf")
_FONTS = (".otf", ".ttf", ".woff", ".woff2")
_GZIPPED = b"\x1f\x8b"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_DEEPEST = 4
_PACKED = re.compile(r"[A-Za-z0-9+/\s]{60,}={0,2}\s*")


def check_file(name: str, content: bytes | str, pilot: Pilot | None) -> list[Finding]:
    """What may not leave in a file, as it is written: its name, its texts, and all that it carries along.

    Covered: HTML and SVG (texts, attributes, comments, styles, what `data:` addresses embed), notebooks (cells, outputs and
    metadata), JSON, zip archives and office files part by part (document, properties, comments, custom XML, pictures),
    metadata of pictures, the letters in other binary files, plain text. Of PDF every text but those pages that hold glyphs:
    their text went through the gate before it was set.

    Parameters
    ----------
    name
        The path as it will be seen by whoever gets it, e.g. "reports/menen/1_context_analysis.html".
    content
        The bytes or the text.
    pilot
        Whose people must not be in it; None where that isn't known: only what is known by its form is found then.

    Returns
    -------
    list of Finding
        Each identifier once a part of the file; `where` is the file and the part.
    """
    data = content.encode() if isinstance(content, str) else content
    pieces = [Piece(name, "", "file name", name), *_pieces(name, "", PurePath(name).suffix.casefold(), data, 0)]
    return identifiers(Leaving(PurePath(name).name, pieces=tuple(pieces)), pilot)


def _pieces(place: str, part: str, ending: str, data: bytes, depth: int) -> Iterator[Piece]:
    if data.startswith(_GZIPPED) and depth < _DEEPEST:
        yield from _pieces(place, part, ".svg" if ending == ".svgz" else "", inflated(data), depth + 1)
    elif ending in _ZIPPED or (data.startswith(b"PK\x03\x04") and depth < _DEEPEST):
        yield from _of_archive(place, part, data, depth)
    elif ending == ".pdf" or data.startswith(b"%PDF-"):
        said, attached = portable(data)
        yield from (Piece(place, part or "PDF", "metadata", text) for text in said)
        for content in attached if depth < _DEEPEST else ():
            yield from _pieces(place, f"{part} attachment".strip(), "", content, depth + 1)
    elif ending == ".ipynb":
        yield from _of_notebook(place, part, data, depth)
    elif ending in (".json", ".geojson") and (said := _json(data)) is not None:
        yield from (Piece(place, ", ".join(filter(None, (part, way))), "metadata", text) for way, text in _leaves(said))
    elif ending in _MARKUP or data.lstrip()[:1] == b"<":
        for kind, text in texts(_text(data)):
            yield Piece(place, ", ".join(filter(None, (part, kind))), kind.partition(" ")[0], text)
    elif ending in _PICTURES or (b"\0" in data[:1024] and not data.startswith(_WIDE)):
        # of letters that a program draws with, only what it says of itself
        kind = "metadata" if ending in _PICTURES else "binary"
        yield from (Piece(place, part or "metadata", kind, text) for text in metadata(data) if ending not in _FONTS)
    else:
        yield Piece(place, part, "text", _text(data))
        for kind, text in addresses(_text(data)):
            yield Piece(place, ", ".join(filter(None, (part, kind))), "embedded", text)


def _text(data: bytes) -> str:
    """What a file of text says, in Unicode or as old programs write it."""
    try:
        return data.decode("utf-16" if data.startswith(_WIDE) else "utf-8-sig")
    except ValueError:
        return data.decode("cp1252", "replace")


def _of_archive(place: str, part: str, data: bytes, depth: int) -> Iterator[Piece]:
    """Each part of a zip archive, its name, and what the archive says of itself."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile:
        yield Piece(place, part, "text", data.decode("utf-8", "replace"))
        return
    with archive:
        yield Piece(place, part or "comment of the archive", "metadata", archive.comment.decode("utf-8", "replace"))
        around = data[: max(data.find(b"PK"), 0)] + b"\0" + data[data.rfind(b"PK\x05\x06") + 22 :]
        yield from (Piece(place, part or "around the archive", "metadata", text) for text in metadata(around))
        for entry in archive.infolist():
            inside = " / ".join(filter(None, (part, entry.filename)))
            yield Piece(place, inside, "file name", entry.filename)
            yield from (
                Piece(place, inside, "metadata", text) for text in metadata(entry.comment + b"\0" + entry.extra)
            )
            if not entry.is_dir():
                ending = PurePath(entry.filename).suffix.casefold()
                yield from _pieces(place, inside, ending, archive.read(entry), depth + 1)


def _of_notebook(place: str, part: str, data: bytes, depth: int) -> Iterator[Piece]:
    """Sources, outputs, attachments and metadata of a notebook, the HTML among them as such, and the files in it."""
    said = _json(data)
    if not isinstance(said, dict):
        yield Piece(place, part, "text", data.decode("utf-8", "replace"))
        return
    for number, cell in enumerate(said.get("cells", []), 1):
        where = f"{place}, cell {number}"
        source = cell.get("source", "")
        text = source if isinstance(source, str) else "".join(source)
        yield Piece(where, "source", "code" if cell.get("cell_type") == "code" else "prose", text)
        yield from _inside(where, "source", text, depth)
        for way, text in _leaves({name: value for name, value in cell.items() if name != "source"}):
            yield Piece(where, way, "metadata", text)
            yield from _inside(where, way, text, depth)
    for way, text in _leaves({name: value for name, value in said.items() if name != "cells"}):
        yield Piece(place, way, "metadata", text)


def _inside(where: str, part: str, text: str, depth: int) -> Iterator[Piece]:
    """What a text of a notebook holds as HTML, as a `data:` address, or as a file in base64."""
    if _PACKED.fullmatch(text) and depth < _DEEPEST:
        try:
            yield from _pieces(where, part, "", base64.b64decode(text), depth + 1)
        except ValueError:
            return
    # of HTML the attributes are looked through
    for kind, found in [*(texts(text) if "<" in text else ()), *addresses(text)]:
        yield Piece(where, f"{part}, {kind}", kind.partition(" ")[0], found)


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None


def _leaves(value: Any, way: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a structure, keys too, with the way to it; a list of texts is one, as lines of a notebook are."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield way, str(name)
            yield from _leaves(part, f"{way} {name}".strip())
    elif isinstance(value, list):
        if value and all(isinstance(part, str) for part in value):
            yield way, "".join(value) if any(part.endswith("\n") for part in value) else "\n".join(value)
        else:
            for part in value:
                yield from _leaves(part, way)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield way, str(value)
