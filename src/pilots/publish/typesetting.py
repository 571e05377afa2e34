"""The Typst source of a report's document: exhibits with their captions, pictures and formulas with their text."""

import json
import re
from typing import Any

from pilots.publish import pandoc
from pilots.publish.columns import DENSE
from pilots.publish.document import Document
from pilots.publish.pandoc import attributes, found, plain

Node = dict[str, Any]
_LISTED = re.compile(r"(?:[-+/]|=+|\d+\.)$")
_LONG = 600
"""A row with more letters than this in a cell may be broken over two pages."""


def source(document: Document) -> str:
    """The text of a report as Typst reads it, to follow `templates/typst/report.typ`.

    Examples
    --------
    >>> tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [{"t": "Para", "c": [{"t": "Str", "c": "Dag"}]}]}
    >>> source(Document(tree, {}, "nl", "", {}, {})).strip()
    'Dag'
    """
    tree = document.tree | {"blocks": _blocks(document.tree["blocks"])}
    return pandoc.run(json.dumps(tree), "--from=json", "--to=typst", "--wrap=none")


def _blocks(nodes: list[Node]) -> list[Node]:
    return [made for node in nodes for made in _block(node)]


def _block(node: Node) -> list[Node]:
    kind, inside = node["t"], node.get("c", [])
    name, classes, about = attributes(node)
    if kind == "Figure" and "reference" in about:
        return _exhibit(node, name, about)
    if kind == "Table":
        return [_plain(_table(inside, None))]
    if kind == "Div":
        return _division(name, classes, about, inside)
    if kind == "BlockQuote":
        return [{"t": kind, "c": _blocks(inside)}]
    if kind in ("BulletList", "OrderedList"):
        items = inside if kind == "BulletList" else inside[1]
        made = [_blocks(item) for item in items]
        return [{"t": kind, "c": made if kind == "BulletList" else [inside[0], made]}]
    return [_inlined(node)]


def _division(name: str, classes: list[str], about: dict[str, str], inside: Any) -> list[Node]:
    body = _blocks(inside[1])
    for known in ("notes", "absent", "folded"):
        if known in classes:
            label = f" <{name}>" if name else ""
            if not body:
                return [_raw(f"#metadata(none){label}")] if name else []
            return [_raw(f"#{known}["), *body, _raw(f"]{label}")]
    if "methods" in classes or "references" in classes:
        return body
    if "csl-entry" in classes:
        return [_raw("#entry["), *body, _raw(f"]#label({_text(name)})")]
    if "lang" in about:
        # pandoc would put a heading behind the language, where it is none
        return [_raw(f"#[#set text(lang: {_text(about['lang'])})"), *body, _raw("]")]
    return [{"t": "Div", "c": [inside[0], body]}]


def _exhibit(node: Node, label: str, about: dict[str, str]) -> list[Node]:
    """A numbered table or figure, then its notes; in its own language."""
    (_, caption), (first, *rest) = node["c"][1], node["c"][2]
    said = [_typst(f"{_text(about['reference'])}, ["), *_inlines(caption[0]["c"] if caption else []), _typst("], ")]
    if first["t"] == "Table":
        shown = _table(first["c"], said)
    else:
        image = next(found(first, "Image"))
        shown = [
            _typst("#exhibit-figure("),
            *said,
            _typst(f"{_text(image['c'][2][0])}, {_text(plain(image['c'][1]))})"),
        ]
    made = [_plain([*shown, _typst(f" <{label}>")]), *_blocks(rest)]
    return [_raw(f"#exhibit({_text(about['lang'])})["), *made, _raw("]")]


def _table(inside: Any, said: list[Node] | None) -> list[Node]:
    columns, head, bodies = inside[2], inside[3][1], inside[4]
    sides = [column[0]["t"].removeprefix("Align").lower().replace("default", "left") for column in columns]
    size = "8pt" if DENSE in inside[0][1] else "9pt"
    longest = max((len(plain(cell[4])) for body in bodies for row in body[3] for cell in row[1]), default=0)
    made = [_typst("#exhibit-table("), *(said or [_typst("none, none, ")])]
    widths = [f"{width['c']:.3f}fr" if width["t"] == "ColWidth" else "auto" for _, width in columns]
    made.append(
        _typst(
            f"({', '.join(widths)},), ({', '.join(sides)},), {size}, {str(longest > _LONG).lower()}, {_first(bodies)}, ("
        )
    )
    made += _cells(head[-1][1] if head else [[["", [], []], {"t": "AlignLeft"}, 1, 1, []] for _ in columns])
    made.append(_typst("), "))
    for body in bodies:
        for row in body[2]:
            made += [_typst(f"group({len(columns)}, "), *_content(row[1][0][4]), _typst("), ")]
        for row in body[3]:
            made += _cells(row[1])
    return [*made, _typst(")")]


def _first(bodies: list[Any]) -> int:
    """How many cells a table has up to its second row, those that head a group of rows among them."""
    cells = rows = 0
    for body in bodies:
        cells += len(body[2])
        for row in body[3][: 2 - rows]:
            cells, rows = cells + len(row[1]), rows + 1
        if rows == 2:
            break
    return cells


def _cells(cells: list[Any]) -> list[Node]:
    made: list[Node] = []
    for _, _, rows, columns, blocks in cells:
        spans = rows > 1 or columns > 1
        opening = f"table.cell(rowspan: {rows}, colspan: {columns}, " if spans else ""
        made += [_typst(opening), *_content(blocks), _typst("), " if spans else ", ")]
    return made


def _content(blocks: list[Node]) -> list[Node]:
    """The text of a cell in brackets; it is never a list, whatever it begins with."""
    made: list[Node] = []
    for block in blocks:
        if block["t"] in ("Plain", "Para"):
            made += [*([{"t": "LineBreak"}] if made else []), *_inlines(block["c"])]
    begins = made and made[0]["t"] == "Str" and _LISTED.match(made[0]["c"])
    return [_typst("[#none;" if begins else "["), *made, _typst("]")]


def _inlines(nodes: list[Node]) -> list[Node]:
    return [_inlined(node) for node in nodes]


def _inlined(node: Any) -> Any:
    """A part of the text with what Typst asks of pictures and formulas: a text that can be read aloud."""
    if isinstance(node, list):
        return [_inlined(part) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Link" and "reference" in node["c"][0][1]:
        return node | {
            "c": [node["c"][0], [{"t": "Str", "c": plain(node["c"][1]).replace(" ", "\u00a0")}], node["c"][2]]
        }
    if node.get("t") == "Image":
        file, alt = _text(node["c"][2][0]), plain(node["c"][1])
        picture = f"image({file}, alt: {_text(alt)})" if alt else f"pdf.artifact(image({file}))"
        return _typst(f"#box({picture})")
    if node.get("t") == "Math":
        spoken = _text(node["c"][1])
        return {"t": "Span", "c": [["", [], []], [_typst(f"#[#set math.equation(alt: {spoken});"), node, _typst("]")]]}
    return node | {"c": _inlined(node["c"])} if "c" in node else node


def _plain(inlines: list[Node]) -> Node:
    return {"t": "Plain", "c": inlines}


def _typst(text: str) -> Node:
    return {"t": "RawInline", "c": ["typst", text]}


def _raw(text: str) -> Node:
    return {"t": "RawBlock", "c": ["typst", text]}


def _text(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)
