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
_LETTER = re.compile(rb"[A-Za-z]")
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
    rest, attached = _STREAM.sub(b"", data), list[bytes]()
    said = list(_strings(rest))
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - 600) : match.start()].rpartition(b" obj")[2]
        if not _DRAWN.search(head):
            content = _unpacked(match[1])
            if _ATTACHED.search(head):
                attached.append(content)
            else:
                said += _strings(content) if b"/ObjStm" in head else _of_stream(content)
    said += [(one or other).decode("utf-8", "replace") for one, other in _COMMENT.findall(rest)]
    return [text for text in said if _is_text(text)], attached


def _of_stream(content: bytes) -> Iterator[str]:
    if b"<x:xmpmeta" in content or b"<rdf:RDF" in content:
        yield from (text for _, text in texts(content.decode("utf-8", "replace")))
    elif re.search(rb"\bT[jJ]\b", content):
        for match in _SHOWN.finditer(content):
            yield "".join(_string(part) for part in _STRING.findall(match[0]))
    elif b"begincmap" not in content and 2 * len(_LETTER.findall(content)) > len(content):
        yield _decoded(content)  # a script; not lines that are drawn


def _strings(body: bytes) -> Iterator[str]:
    for match in _SAID.finditer(body):
        yield _string(match[1]) if match[1] is not None else _decoded(bytes.fromhex(match[2].decode()))


def _is_text(said: str) -> bool:
    """Whether these are letters, and no glyphs or points."""
    return bool(said) and all(sign.isprintable() or sign.isspace() for sign in said)


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
