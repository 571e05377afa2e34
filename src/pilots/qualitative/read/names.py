"""Codes as tables write them: several in a cell, and the codes above them in front."""

import re
from collections.abc import Collection

_BETWEEN = re.compile(r"\s*[;|\n]\s*")
_STEPS = re.compile(r"\s*(?:->|→|>|\\+)\s*")
_ATLAS = re.compile(r"\s*(?:->|→|>|\\+|:\s)\s*")
_ROOTS = ("codes", "nodes", "knooppunten", "nœuds", "noeuds")
"""What NVivo calls the top of its code tree."""


def split_cell(cell: str) -> list[str]:
    """The codes of a cell, separated by a semicolon, a bar or a line end; each once.

    Examples
    --------
    >>> split_cell("Welcome; Coffee |Welcome")
    ['Welcome', 'Coffee']
    """
    return list(dict.fromkeys(code for part in _BETWEEN.split(cell) if (code := part.strip())))


def split_path(code: str, *, colon: bool = False) -> tuple[str, ...]:
    r"""The names of a code from the top down, separated by `>`, `->` or `\`; in ATLAS.ti by a colon too.

    Examples
    --------
    >>> split_path("Codes\\\\Welcome\\Coffee"), split_path("Welcome: Coffee", colon=True), split_path("Welcome: Coffee")
    (('Welcome', 'Coffee'), ('Welcome', 'Coffee'), ('Welcome: Coffee',))
    """
    parts = [part for part in (_ATLAS if colon else _STEPS).split(code.strip()) if part]
    if len(parts) > 1 and "\\" in code and parts[0].casefold() in _ROOTS:
        parts = parts[1:]
    return tuple(parts) or (code.strip(),)


def split_points(tag: str, tags: Collection[str]) -> tuple[str, ...]:
    """The names of a Taguette tag: a point makes a level where there is such a tag above it.

    Examples
    --------
    >>> split_points("place.welcome", ["place", "place.welcome"]), split_points("e.g.", ["e.g."])
    (('place', 'welcome'), ('e.g.',))
    """
    cuts = [place for place, letter in enumerate(tag) if letter == "."]
    cut = next((place for place in reversed(cuts) if tag[:place] in tags), None)
    return (tag,) if cut is None else (*split_points(tag[:cut], tags), tag[cut + 1 :])


def without_shared(names: list[str]) -> list[str]:
    """Names without the words that all of them begin and end with; how files and sheets tell coders apart.

    Examples
    --------
    >>> without_shared(["codes_Q5_primary", "codes_Q5_secondary"]), without_shared(["Q5 (An)"])
    (['primary', 'secondary'], ['An'])
    """
    bracketed = [re.search(r"\(([^()]+)\)\s*$", name) for name in names]
    if all(bracketed):
        return [match[1].strip() for match in bracketed if match]
    words = [re.split(r"[\s_\-.()]+", name.strip(" _-.()")) for name in names]
    if len(names) < 2 or len(set(names)) < len(names):
        return names
    while all(len(parts) > 1 for parts in words) and len({parts[0] for parts in words}) == 1:
        words = [parts[1:] for parts in words]
    while all(len(parts) > 1 for parts in words) and len({parts[-1] for parts in words}) == 1:
        words = [parts[:-1] for parts in words]
    return [" ".join(parts) for parts in words]
