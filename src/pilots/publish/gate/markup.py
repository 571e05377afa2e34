"""Every text that HTML or SVG holds: what is seen, what is read aloud, and what nobody sees but a file still tells."""

import base64
import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from itertools import groupby, zip_longest
from urllib.parse import unquote_to_bytes

from pilots.markup import DRAWING
from pilots.publish.gate.media import inflated, metadata

_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub",
    "sup", "time", "tspan", "u", "var", "wbr", "r", "t", "rpr",
}  # fmt: skip
_PARTS = {
    "w:p",
    "w:tc",
    "w:tr",
    "w:tbl",
    "w:br",
    "w:tab",
    "w:cr",
    "w:sectpr",
    "w:body",
    "w:comment",
    "w:footnote",
    "w:endnote",
}
"""Of a Word document, what stands on a line of its own."""
_CELLS = {"table": "table", "tr": "row", "td": "cell", "th": "cell", "w:tbl": "table", "w:tr": "row", "w:tc": "cell"}
_VOID = {"br", "img", "hr", "input", "meta", "link", "wbr", "col", "source", "use", "path", "rect", "line", "circle"}
_RAW = {"style": "style", "script": "script"}
_DRAWN = {
    "d", "points", "transform", "viewbox", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height",
    "offset", "stroke-dasharray", "stroke-width", "dx", "dy", "colspan", "rowspan", "tabindex",
}  # fmt: skip
_DATA = re.compile(r"data:[\w/+.-]*(?:;[\w=.-]+)*,[^\s\"')>\\]+", re.IGNORECASE)
_SHORT = 20
"""A part of a name or a number in a cell is no longer."""
_MARKED = re.compile(r"<!\[(?!CDATA\[)")
"""What the parser can't read beyond."""
_LETTERS = re.compile(r"[^\W\d_]{3}")
_DIGITS = re.compile(r"[\d.,eE+-]+")


def texts(html: str) -> Iterator[tuple[str, str]]:
    """The texts of a piece of HTML, each with its kind.

    Parameters
    ----------
    html
        HTML, or SVG in it; whole or in part.

    Yields
    ------
    kind
        text (what stands in elements: one text, inline tags gone, other tags a new line; then what touches other words there,
        and short cells that stand under each other), blockquote, attribute with its name, comment, style or script.
    text
        What stands there, entities resolved. Of attributes that place and draw, such as the path of a line, only the
        letters.

    Examples
    --------
    >>> list(texts('<p title="Ann">Fa<b>tima</b></p><!-- Jan -->'))
    [('attribute title', 'Ann'), ('comment', 'Jan'), ('text', 'Fatima'), ('text', 'Fa'), ('text', 'tima')]
    """
    for drawing in (drawn := DRAWING.findall(html)):
        yield from _of_drawing(drawing)
    yield from _read(DRAWING.sub("<svg></svg>", html) if drawn else html)


@lru_cache(maxsize=256)
def _of_drawing(svg: str) -> tuple[tuple[str, str], ...]:
    """The same figures stand in the report, on its page and in its other formats: each is read once."""
    return tuple(_read(svg))


def _read(html: str) -> Iterator[tuple[str, str]]:
    reader = _Reader()
    reader.feed(_MARKED.sub("<! [", html))
    reader.close()
    yield from reader.others
    if quoted := "".join(reader.quoted).strip():
        yield "blockquote", quoted
    if reader.names:
        yield "attribute name", "\n".join(reader.names)
    if seen := "".join(reader.seen).strip():
        yield "text", seen
    yield from (("text", text) for text in [*reader.touching, *reader.columns])


def addresses(text: str) -> Iterator[tuple[str, str]]:
    """What the `data:` addresses hold that stand in a text, such as a style or Markdown.

    Examples
    --------
    >>> list(addresses("a { background: url(data:image/svg+xml,%3Csvg%3E%3Ctitle%3EAnn%3C/title%3E%3C/svg%3E) }"))
    [('text', 'Ann')]
    """
    for match in _DATA.finditer(text) if "data:" in text.casefold() else ():
        yield from embedded(match[0])


def embedded(uri: str) -> list[tuple[str, str]]:
    """The texts of what a `data:` address holds: of SVG and HTML as `texts` gives them, of pictures what they carry along.

    Examples
    --------
    >>> embedded("data:image/svg+xml,%3Csvg%3E%3Ctitle%3EAnn%3C/title%3E%3C/svg%3E")
    [('text', 'Ann')]
    """
    head, _, body = uri.strip().partition(",")
    content = unquote_to_bytes(body)
    if head.casefold().endswith(";base64"):
        bare = re.sub(rb"[^A-Za-z0-9+/]", b"", content.translate(bytes.maketrans(b"-_", b"+/")))
        content = base64.b64decode(bare + b"=" * (-len(bare) % 4)) if len(bare) % 4 != 1 else b""
    if content.startswith(b"\x1f\x8b"):
        content = inflated(content)
    if re.search(r"svg|html|xml", head, re.IGNORECASE):
        return list(texts(content.decode("utf-8", "replace")))
    if re.search(r"text|json|javascript|:[;,]|:$", head, re.IGNORECASE):
        return [("embedded", content.decode("utf-8", "replace"))]
    return [("embedded", text) for text in metadata(content)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.quoted: list[str] = []
        self.others: list[tuple[str, str]] = []
        self.names: dict[str, None] = {}
        self.touching: list[str] = []
        self.columns: list[str] = []
        self._open: list[str] = []
        self._tables: list[list[list[str]]] = []
        self._crossed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append(tag)
        self._apart(tag)
        self._grid(tag)
        self.names |= dict.fromkeys(name for name in (tag, *dict(attrs)) if "-" in name)
        if tag == "bdo" and dict(attrs).get("dir") == "rtl":
            self.seen.append("\u202e")
        for name, value in attrs:
            text = _DIGITS.sub(" ", value or "") if name in _DRAWN else value or ""
            if text.strip() and not (name in _DRAWN and not _LETTERS.search(text)):
                if text.lstrip()[:5].casefold() == "data:":
                    self.others += embedded(text)
                else:
                    self.others += [(f"attribute {name}", text), *addresses(text)]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "bdo":
            self.seen.append("\u202c")
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        self._apart(tag)
        if _CELLS.get(tag) == "table" and self._tables:
            self.columns += _columns(self._tables.pop())

    def handle_data(self, data: str) -> None:
        raw = next((kind for tag, kind in _RAW.items() if tag in self._open), "")
        if raw:
            self.others += [(raw, data), *addresses(data)]
            return
        before = self.seen[-1][-1:] if self.seen else ""
        if self._crossed and before.isalnum() and data[:1].isalnum():
            self.touching += [self.seen[-1], data]
        self._crossed = False
        self.seen.append(data)
        if self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1] += data
        if "blockquote" in self._open:
            self.quoted.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(("comment", data.strip()))

    def handle_decl(self, decl: str) -> None:
        self.others.append(("comment", decl))

    def handle_pi(self, data: str) -> None:
        self.others.append(("comment", data))

    def unknown_decl(self, data: str) -> None:
        self.others.append(("comment", data))

    def _apart(self, tag: str) -> None:
        """What isn't inline stands on a line of its own."""
        self._crossed = True
        if tag not in _INLINE and not (tag.startswith("w:") and tag not in _PARTS):
            self.seen.append("\n")
            if "blockquote" in self._open:
                self.quoted.append("\n")

    def _grid(self, tag: str) -> None:
        """Keep the rows and cells of the table that is being read."""
        match _CELLS.get(tag):
            case "table":
                self._tables.append([])
            case "row" if self._tables:
                self._tables[-1].append([])
            case "cell" if self._tables and self._tables[-1]:
                self._tables[-1][-1].append("")


def _columns(rows: list[list[str]]) -> Iterator[str]:
    """Short cells that stand under each other in a table."""
    for column in zip_longest(*rows, fillvalue="") if len(rows) > 1 else ():
        short = [text if 0 < len(text := cell.strip()) <= _SHORT else "" for cell in column]
        yield from ("\n".join(run) for filled, run in groupby(short, bool) if filled)
