"""A code tree from what says which code stands under which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pilots.qualitative.project import CODES
from pilots.qualitative.read.ids import guid
from pilots.qualitative.read.shape import shape

STEP = " > "


@dataclass(frozen=True, slots=True)
class Node:
    """One code or category, as its program numbers it."""

    key: Any
    name: str
    above: Any = None
    description: object = None
    colour: object = None
    codable: bool = True


def code_tree(nodes: Sequence[Node]) -> tuple[pd.DataFrame, dict[Any, str]]:
    """The codes frame, parents before children, and the id of each node.

    What stands under something that is not there, or in a circle, comes to the top. The same path gives the same id
    in every project, so that copies of one project can be merged.
    """
    by_key = {node.key: node for node in nodes}
    under: dict[Any, list[Node]] = {}
    for node in nodes:
        under.setdefault(node.above if _reaches_top(node, by_key) else None, []).append(node)
    rows: list[dict[str, object]] = []
    ids: dict[Any, str] = {}
    waiting: list[tuple[Node, str, str | None]] = [(node, "", None) for node in reversed(under.get(None, []))]
    taken: set[str] = set()
    while waiting:
        node, above_path, above_id = waiting.pop()
        path = f"{above_path}{STEP}{node.name}" if above_path else node.name
        code = guid("code", path)
        while code in taken:
            code = guid("code", code)
        taken.add(code)
        ids[node.key] = code
        about = {"description": node.description or None, "colour": colour(node.colour), "codable": node.codable}
        rows.append({"code": code, "parent": above_id, "name": node.name, "path": path, **about})
        waiting += [(child, path, code) for child in reversed(under.get(node.key, []))]
    return shape(CODES, pd.DataFrame(rows)), ids


def path_nodes(paths: Mapping[Any, Sequence[str]]) -> list[Node]:
    """Nodes of codes that are given as names from the top down; what stands above them is no code where none is given.

    Parameters
    ----------
    paths
        Key to names.
    """
    nodes: dict[tuple[str, ...], Node] = {}
    own = {tuple(names): key for key, names in paths.items()}
    for names in map(tuple, paths.values()):
        for depth in range(1, len(names) + 1):
            part = names[:depth]
            if part not in nodes:
                above = own.get(part[:-1], part[:-1]) if depth > 1 else None
                nodes[part] = Node(own.get(part, part), part[-1], above, codable=part in own)
    return list(nodes.values())


def colour(said: object) -> str | None:
    """A colour as #rrggbb; None where it is no such thing.

    Examples
    --------
    >>> colour("#FF0000"), colour("#f00"), colour("red")
    ('#ff0000', '#ff0000', None)
    """
    text = str(said or "").strip().casefold()
    digits = text.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    whole = text.startswith("#") and len(digits) == 6 and all(digit in "0123456789abcdef" for digit in digits)
    return f"#{digits}" if whole else None


def _reaches_top(node: Node, by_key: Mapping[Any, Node]) -> bool:
    seen, above = {node.key}, node.above
    if above not in by_key:
        return False
    while above in by_key and above not in seen:
        seen.add(above)
        above = by_key[above].above
    return above not in seen
