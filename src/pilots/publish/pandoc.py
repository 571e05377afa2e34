"""Ask pandoc: it reads what it is given and nothing else, no file and no network."""

import os
import subprocess
from collections.abc import Iterator
from typing import Any

from pilots.errors import PilotsError


class PandocError(PilotsError):
    """Pandoc refused; `said` is what it said, which may quote the text and is for no reader."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(f"pandoc can't read this (code {code})", mend="See what was changed last.")
        self.said = said


def run(text: str, *options: str, locale: str = "") -> str:
    """What pandoc makes of a text.

    Parameters
    ----------
    options
        As on its command line, e.g. `"--from=html"`, `"--to=json"`.
    locale
        Which texts are in that don't say so, e.g. "nl_BE"; left out, English.

    Raises
    ------
    PandocError
        When pandoc does.

    Examples
    --------
    >>> run("<p>Welkom, <em>ouders</em></p>", "--from=html", "--to=plain").strip()
    'Welkom, ouders'
    """
    return made(text, *options, locale=locale).decode()


def made(text: str, *options: str, locale: str = "") -> bytes:
    """What pandoc makes of a text, where that is no text: a file of Word.

    Parameters
    ----------
    options
        As on its command line, e.g. `"--to=docx"`.
    locale
        As in `run`.

    Raises
    ------
    PandocError
        When pandoc does.

    Examples
    --------
    >>> made("<p>Welkom</p>", "--from=html", "--to=docx")[:2]
    b'PK'
    """
    from pypandoc import get_pandoc_path

    surroundings = os.environ | ({"LANG": f"{locale}.UTF-8"} if locale else {})
    # in its sandbox pandoc sees no locale
    command = [get_pandoc_path(), *([] if locale else ["--sandbox"]), *options]
    done = subprocess.run(command, input=text.encode(), capture_output=True, env=surroundings, check=False)
    if done.returncode:
        raise PandocError(done.returncode, done.stderr.decode(errors="replace"))
    return done.stdout


def attributes(node: Any) -> tuple[str, list[str], dict[str, str]]:
    """The identifier, classes and other attributes of an element of a pandoc document, where it has any.

    Examples
    --------
    >>> attributes({"t": "Div", "c": [["refs", ["references"], [["lang", "nl"]]], []]})
    ('refs', ['references'], {'lang': 'nl'})
    >>> attributes({"t": "Space"})
    ('', [], {})
    """
    inside = node.get("c") if isinstance(node, dict) else None
    places = {"Header": 1}
    kinds = ("Div", "Span", "Link", "Image", "Figure", "Table", "Header", "Code", "CodeBlock")
    if not isinstance(inside, list) or node["t"] not in kinds:
        return "", [], {}
    name, classes, rest = inside[places.get(node["t"], 0)]
    return name, list(classes), dict(rest)


def found(node: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Every element of a kind in a pandoc document or a part of one, from first to last, outer before inner.

    Examples
    --------
    >>> [one["c"] for one in found([{"t": "Para", "c": [{"t": "Str", "c": "Dag"}, {"t": "Space"}]}], "Str")]
    ['Dag']
    """
    if isinstance(node, list):
        for part in node:
            yield from found(part, kind)
    elif isinstance(node, dict):
        if node.get("t") == kind:
            yield node
        yield from found(node.get("c"), kind)


def plain(node: Any) -> str:
    """The words of a part of a pandoc document.

    Examples
    --------
    >>> plain([{"t": "Str", "c": "Dag"}, {"t": "Space"}, {"t": "Emph", "c": [{"t": "Str", "c": "ouders"}]}])
    'Dag ouders'
    """
    if isinstance(node, list):
        return "".join(map(plain, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] == "Str":
        return str(node["c"])
    if node["t"] in ("Space", "SoftBreak", "LineBreak"):
        return " "
    return str(node["c"][1]) if node["t"] in ("Code", "Math") else plain(node.get("c"))
