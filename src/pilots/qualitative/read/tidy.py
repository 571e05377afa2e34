"""Bring XML into the form of the REFI-QDA standard, and write it out."""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from pilots.qualitative.read.forms import is_id, printable, valid
from pilots.qualitative.read.standard import CODEBOOK, PROJECT, Grammar

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Namer = Callable[[str, str, str], str]
"""What an id becomes, given the element and the attribute in which it stands."""

_DEFAULTS = {"isCodable": "true", "typeOfVariable": "Text", "name": ""}
_DEEPEST = 12
"""Levels that are indented: more would make deep trees long."""


def tidy(root: "Element", *, codebook: bool = False, called: Namer | None = None) -> None:
    """Make an element valid, in place: order, required attributes, forms of values; what the standard doesn't know goes.

    Parameters
    ----------
    root
        Any element of the standard; names with or without a namespace.
    codebook
        Whether it stands in a code book by itself, which has rules of its own.
    called
        Gives ids their last form; they stay as they are without it.
    """
    elements = list(root.iter())
    for place, element in zip(range(len(elements), 0, -1), reversed(elements), strict=True):
        tag = element.tag = tag_of(element)
        rules = _rules(tag, codebook=codebook)
        if rules is None:
            continue
        said = dict(element.attrib)
        element.attrib.clear()
        for name, required in rules.attributes.items():
            value = valid(name, said[name]) if name in said else None
            if value is None and required:
                value = f"{tag} {place}" if name == "guid" else None if name in rules.ids else _DEFAULTS.get(name, "0")
            if value is not None:
                element.attrib[name] = called(tag, name, value) if called and name in rules.ids else value
        if rules.places:
            element.text = None
            element[:] = _in_order(element, rules, codebook)
        elif len(element):
            element[:] = []


def write_xml(root: "Element", *, space: str = "", indent: bool = True) -> str:
    """XML of a tidy element, however deep it is.

    Parameters
    ----------
    space
        The namespace of it all.
    indent
        Whether elements stand on lines of their own.
    """
    parts: list[str] = []
    stack: list[tuple[Element | str, int]] = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        line = "\n" + "  " * min(depth, _DEEPEST) if indent else ""
        if isinstance(element, str):
            parts.append(f"{line}{element}")
            continue
        tag = str(element.tag)
        opening = f"{tag} xmlns={_quoted(space)}" if space and not depth else tag
        opening += "".join(f" {name}={_quoted(value)}" for name, value in element.attrib.items())
        text = _escaped(printable(element.text)) if element.text else ""
        if len(element):
            parts.append(f"{line}<{opening}>")
            stack.append((f"</{tag}>", depth))
            stack.extend((child, depth + 1) for child in reversed(element))
        else:
            parts.append(f"{line}<{opening}>{text}</{tag}>" if text else f"{line}<{opening}/>")
    return "".join(parts)


def knows(tag: str, part: str) -> bool:
    """Whether the standard has this attribute or child for an element of a project.

    Examples
    --------
    >>> knows("Code", "color"), knows("Code", "NoteRef"), knows("Code", "vendor")
    (True, True, False)
    """
    rules = _rules(tag, codebook=False)
    return rules is not None and (part in rules.attributes or part in rules.places)


def tag_of(element: "Element") -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class _Rules:
    """What the standard says of one element."""

    def __init__(self, attributes: str, children: str) -> None:
        self.attributes = {name.rstrip("!"): name.endswith("!") for name in attributes.split()}
        self.ids = {name for name in self.attributes if is_id(name)}
        self.must = [name for name, required in self.attributes.items() if required]
        self.places: dict[str, int] = {}
        self.single: set[int] = set()
        self.needed: set[int] = set()
        for place, token in enumerate(children.split()):
            self.places |= dict.fromkeys(token.rstrip("?*+").split("|"), place)
            self.single |= set() if token.endswith(("*", "+")) else {place}
            self.needed |= set() if token.endswith(("*", "?")) else {place}


@cache
def _rules(tag: str, *, codebook: bool) -> _Rules | None:
    grammar: Grammar = CODEBOOK if codebook else PROJECT
    return _Rules(*grammar[tag]) if tag in grammar else None


def _in_order(element: "Element", rules: _Rules, codebook: bool) -> "list[Element]":
    placed = [(rules.places[str(child.tag)], child) for child in element if str(child.tag) in rules.places]
    placed.sort(key=lambda each: each[0])
    taken: set[int] = set()
    kept: list[Element] = []
    for place, child in placed:
        if (place not in taken or place not in rules.single) and _is_whole(child, codebook):
            taken.add(place)
            kept.append(child)
    return kept


def _is_whole(element: "Element", codebook: bool) -> bool:
    """Whether it holds what it must hold."""
    rules = _rules(str(element.tag), codebook=codebook)
    if rules is None or not all(name in element.attrib for name in rules.must):
        return False
    return not rules.needed or rules.needed <= {rules.places[str(child.tag)] for child in element}


_SPECIAL = re.compile(r'[&<>"\t\n\r]')
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTE = _IN_TEXT | {'"': "&quot;", "\t": "&#9;", "\n": "&#10;"}


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda mark: _IN_TEXT.get(mark[0], mark[0]), text)


def _quoted(text: str) -> str:
    return f'"{_SPECIAL.sub(lambda mark: _IN_ATTRIBUTE[mark[0]], text)}"'
