"""What pictures tell beside what they show: the texts that PNG, JPEG, GIF and WebP files carry along."""

import re
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_RUN = re.compile(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\xff][\x00-\x06]){4,}")
_LATIN = re.compile(rb"[\x20-\x7e\xa0-\xff]{4,}")
_MOST = 1 << 26
_DRAWN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"tRNS", b"bKGD", b"hIST", b"sBIT", b"pHYs", b"fdAT", b"fcTL", b"acTL"}  # fmt: skip


def metadata(content: bytes) -> Iterator[str]:
    r"""The texts in a picture's metadata.

    Of PNG all chunks but those that draw, and what stands behind the picture; of JPEG the segments APP1 to APP15 and
    comments; of other formats any run of letters, all as one text.

    Examples
    --------
    >>> list(metadata(b"GIF89a" + b"\x01\x00\x01\x00" + b"Made by Ann"))
    ['GIF89a\nMade by Ann']
    """
    if content.startswith(_PNG):
        yield from _of_png(content)
    elif content.startswith(b"\xff\xd8"):
        yield from _of_jpeg(content)
    else:
        yield "\n".join(_runs(content))


def _of_png(content: bytes) -> Iterator[str]:
    at = len(_PNG)
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + length]
        if kind not in _DRAWN:
            yield from _runs(data)
            _, _, rest = data.partition(b"\0")
            for packed in (rest[1:], rest.lstrip(b"\0\1").split(b"\0")[-1], rest[2:].split(b"\0", 2)[-1]):
                yield from _runs(_unpacked(packed))
        at += 12 + length
        if kind == b"IEND":
            break
    yield from _runs(content[at:])


def _of_jpeg(content: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xE1 <= marker <= 0xEF or marker == 0xFE:
            yield from _runs(content[at + 4 : at + 2 + length])
        at += 2 + length
    end = content.rfind(b"\xff\xd9")
    yield from _runs(content[end + 2 :] if end > 0 else b"")


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return b""


def inflated(content: bytes) -> bytes:
    """What a gzipped file holds, as SVG that is kept small; nothing where it is damaged."""
    try:
        return zlib.decompressobj(wbits=31).decompress(content, _MOST)
    except zlib.error:
        return b""


def _runs(data: bytes) -> Iterator[str]:
    for match in _RUN.finditer(data):
        yield match[0].decode("utf-8", "replace")
    for match in _LATIN.finditer(data) if not data.isascii() else ():
        yield match[0].decode("latin-1")
    for match in _WIDE.finditer(data):
        yield match[0].decode("utf-16-le")
