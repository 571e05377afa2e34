"""The last look: at every file as it lies there to be sent, whatever its format."""

import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import PurePath
from typing import Any

from pilots.pilot import Pilot
from pilots.privacy.findings import Finding
from pilots.publish.gate.identifiers import identifiers
from pilots.publish.gate.leaving import Leaving, Piece
from pilots.publish.gate.markup import texts
from pilots.publish.gate.media import metadata

_MARKUP = (".html", ".htm", ".xhtml", ".svg", ".xml", ".rels", ".xmp", ".opf")
_ZIPPED = (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".epub", ".qdpx")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".emf")
_FONTS = (".otf", ".ttf", ".woff", ".woff2")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_DRAWN = re.compile(rb"/FontFile|/Length1|/Subtype\s*/(?:Image|CIDFontType0C|OpenType|Form)|/FunctionType|/ShadingType")
_SAID = re.compile(
    rb"/(?:Title|Author|Subject|Keywords|Creator|Producer|Contents|Alt|ActualText|URI|TU?|E|F|UF|Desc|Summary|Name)\s*"
    rb"(?:\(((?:[^()\\]|\\.)*)\)|<((?:[0-9A-Fa-f]{2})+)>)",
    re.DOTALL,
)
_DEEPEST = 4


def check_file(name: str, content: bytes | str, pilot: Pilot | None) -> list[Finding]:
    """What may not leave in a file, as it is written: its name, its texts, and all that it carries along.

    Covered: HTML and SVG (texts, attributes, comments, styles, what `data:` addresses embed), notebooks (cells, outputs and
    metadata), JSON, zip archives and office files part by part (document, properties, comments, custom XML, pictures),
    metadata of pictures, the first and last letters of other binary files, plain text. Of PDF the properties, XMP, bookmarks,
    links and text alternatives; not its pages, which hold glyphs: their text went through the gate before it was set.

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
    if ending in _ZIPPED or (data.startswith(b"PK\x03\x04") and depth < _DEEPEST):
        yield from _of_archive(place, part, data, depth)
    elif ending == ".pdf" or data.startswith(b"%PDF-"):
        yield from (Piece(place, part or "PDF", "metadata", text) for text in _of_pdf(data))
    elif ending == ".ipynb":
        yield from _of_notebook(place, part, data)
    elif ending in (".json", ".geojson") and (said := _json(data)) is not None:
        yield from (Piece(place, ", ".join(filter(None, (part, way))), "metadata", text) for way, text in _leaves(said))
    elif ending in _MARKUP or data.lstrip()[:1] == b"<":
        for kind, text in texts(data.decode("utf-8", "replace")):
            yield Piece(place, ", ".join(filter(None, (part, kind))), kind.partition(" ")[0], text)
    elif ending in _PICTURES or b"\0" in data[:1024]:
        # of letters that a program draws with, only what it says of itself
        yield from (
            Piece(place, part or "metadata", "metadata", text) for text in metadata(data) if ending not in _FONTS
        )
    else:
        yield Piece(place, part, "text", data.decode("utf-8-sig", "replace"))


def _of_archive(place: str, part: str, data: bytes, depth: int) -> Iterator[Piece]:
    """Each part of a zip archive, its name, and what the archive says of itself."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile:
        yield Piece(place, part, "text", data.decode("utf-8", "replace"))
        return
    with archive:
        yield Piece(place, part or "comment of the archive", "metadata", archive.comment.decode("utf-8", "replace"))
        for entry in archive.infolist():
            inside = " / ".join(filter(None, (part, entry.filename)))
            yield Piece(place, inside, "file name", entry.filename)
            yield Piece(place, inside, "metadata", entry.comment.decode("utf-8", "replace"))
            if not entry.is_dir():
                ending = PurePath(entry.filename).suffix.casefold()
                yield from _pieces(place, inside, ending, archive.read(entry), depth + 1)


def _of_notebook(place: str, part: str, data: bytes) -> Iterator[Piece]:
    """Sources, outputs, attachments and metadata of a notebook, and the HTML among them as such."""
    said = _json(data)
    if said is None:
        yield Piece(place, part, "text", data.decode("utf-8", "replace"))
        return
    for number, cell in enumerate(said.get("cells", []), 1):
        where = f"{place}, cell {number}"
        source = cell.get("source", "")
        text = source if isinstance(source, str) else "".join(source)
        yield Piece(where, "source", "code" if cell.get("cell_type") == "code" else "prose", text)
        for kind, found in texts(text) if "<" in text else ():
            yield Piece(where, kind, kind.partition(" ")[0], found)
        for way, text in _leaves({name: value for name, value in cell.items() if name != "source"}):
            yield Piece(where, way, "metadata", text)
            for kind, found in texts(text) if "<" in text else ():
                yield Piece(where, f"{way}, {kind}", kind.partition(" ")[0], found)
    yield from (Piece(place, way, "metadata", text) for way, text in _leaves(said.get("metadata", {})))


def _of_pdf(data: bytes) -> Iterator[str]:
    """What a PDF says beside its pages: properties, XMP, bookmarks, links, text alternatives, attached names."""
    bodies = [_STREAM.sub(b"", data)]
    for match in _STREAM.finditer(data):
        if not _DRAWN.search(data[max(0, match.start() - 400) : match.start()].rpartition(b" obj")[2]):
            try:
                bodies.append(zlib.decompress(match[1]))
            except zlib.error:
                bodies.append(match[1])
    for body in bodies:
        if b"<x:xmpmeta" in body or b"<rdf:RDF" in body:
            yield from (text for _, text in texts(body.decode("utf-8", "replace")))
        for match in _SAID.finditer(body):
            raw = re.sub(rb"\\([()\\])", rb"\1", match[1]) if match[1] is not None else bytes.fromhex(match[2].decode())
            yield raw[2:].decode("utf-16-be", "replace") if raw[:2] == b"\xfe\xff" else raw.decode("utf-8", "replace")


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
