"""Ask pandoc: it reads what it is given and nothing else, no file and no network."""

import subprocess
from typing import Any

from pilots.errors import PilotsError


def run(text: str, *options: str) -> str:
    """What pandoc makes of a text.

    Parameters
    ----------
    options
        As on its command line, e.g. `"--from=html"`, `"--to=json"`.

    Raises
    ------
    PilotsError
        When pandoc refuses.

    Examples
    --------
    >>> run("<p>Welkom, <em>ouders</em></p>", "--from=html", "--to=plain").strip()
    'Welkom, ouders'
    """
    from pypandoc import get_pandoc_path

    command = [get_pandoc_path(), "--sandbox", *options]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    if done.returncode:
        # what it says may quote the text
        raise PilotsError(
            f"pandoc refuses this report (code {done.returncode})", mend="See which cell it stumbles over."
        )
    return done.stdout.decode()


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
