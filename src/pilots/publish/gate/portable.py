"""What a PDF says beside the glyphs on its pages, and the files that are attached to it."""

import re
import zlib
from collections.abc import Iterator

from pilots.publish.gate.markup import texts

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_DRAWN = re.compile(
    rb"/FontFile|/Length1|/Subtype\s*/(?:Image|CIDFontType0C|OpenType)|/FunctionType|/ShadingType|/ToUnicode|/CMapName"
)
_ATTACHED = re.compile(rb"/Type\s*/EmbeddedFile|/EmbeddedFile")
_LITERAL = rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)"
_SAID = re.compile(_LITERAL + rb"|(?<!<)<((?:[0-9A-Fa-f]{2}\s?)+)>", re.DOTALL)
_STRING = re.compile(_LITERAL, re.DOTALL)
_SHOWN = re.compile(
    rb"\[(?:[^\[\]()]{0,20}\((?:[^()\\]|\\.)*\)){1,999}[^\[\]()]{0,20}\]\s*TJ|\((?:[^()\\]|\\.)*\)\s*(?:Tj|'|\")",
    re.DOTALL,
)
_COMMENT = re.compile(rb"(?:^|[\r\n])%([^\r\n]{4,})|endobj[^\S\r\n]+([^\r\n]{4,})")
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
# the letters of PDFDocEncoding
_OWN = dict(enumerate("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", 0x80))
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b""}


def portable(data: bytes) -> tuple[list[str], list[bytes]]:
    r"""The texts of a PDF and its attachments: properties, XMP, bookmarks, links, notes, scripts, comments, text alternatives.

    Of its pages what is written in letters; not what is drawn in glyphs of a font.

    Examples
    --------
    >>> portable(b"%PDF-1.7\n1 0 obj\n<< /Author (Fatima) >>\nendobj")[0]
    ['Fatima', 'PDF-1.7']
    """
    bodies, attached = [_STREAM.sub(b"", data)], list[bytes]()
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - 600) : match.start()].rpartition(b" obj")[2]
        if not _DRAWN.search(head):
            content = _unpacked(match[1])
            (attached if _ATTACHED.search(head) else bodies).append(content)
    said = [text for body in bodies for text in _of_body(body)]
    said += [(one or other).decode("utf-8", "replace") for one, other in _COMMENT.findall(bodies[0])]
    return [text for text in said if text], attached


def _of_body(body: bytes) -> Iterator[str]:
    if b"<x:xmpmeta" in body or b"<rdf:RDF" in body:
        yield from (text for _, text in texts(body.decode("utf-8", "replace")))
    elif re.search(rb"\bT[jJ]\b", body):
        for match in _SHOWN.finditer(body):
            shown = "".join(_string(part) for part in _STRING.findall(match[0]))
            yield shown if shown.isprintable() else ""  # glyphs
    else:
        for match in _SAID.finditer(body):
            yield _string(match[1]) if match[1] is not None else _decoded(bytes.fromhex(match[2].decode()))


def _string(raw: bytes) -> str:
    return _decoded(_ESCAPED.sub(_sign, raw))


def _sign(match: re.Match[bytes]) -> bytes:
    if match[1].isdigit():
        return bytes([int(match[1], 8) & 255])
    return b"" if match[1].endswith(b"\n") else _SIGNS.get(match[1], match[1])


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8")
    except ValueError:
        return raw.decode("latin-1").translate(_OWN)


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error:
        return content
