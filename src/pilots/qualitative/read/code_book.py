"""Read a code book: a table with a row a code, as people and Taguette write it."""

from pathlib import Path

import pandas as pd

from pilots.errors import ReadError, did_you_mean, raise_all
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read.headings import fold
from pilots.qualitative.read.names import split_path, split_points
from pilots.qualitative.read.plain import read_delimited
from pilots.qualitative.read.tree import Node, code_tree, path_nodes
from pilots.rows import YES, RowReader, cells
from pilots.workbook import read_sheets

_COLUMNS = {
    "code": ("code", "codes", "tag", "name", "naam", "nom"),
    "parent": ("parent", "parent code", "bovenliggende code", "boven", "code parent"),
    "meaning": ("meaning", "betekenis", "signification", "description", "beschrijving", "omschrijving", "memo"),
    "colour": ("colour", "color", "kleur", "couleur"),
    "codable": ("codable", "codeerbaar"),
}
SHEET = "codes"


def read_code_book(path: Path) -> QualitativeProject:
    """Read a code book from a workbook (sheet `codes`, else the first) or CSV; see `tree_of`.

    Raises
    ------
    ReadError, Problems
        When it is missing or lacks a column `code`; for each row with a parent that is not in it, or a code twice.
    """
    path = Path(path)
    if path.suffix.casefold() in (".csv", ".tsv"):
        return QualitativeProject(codes=tree_of(read_delimited(path), path))
    sheets = read_sheets(path)
    name = SHEET if SHEET in sheets else next(iter(sheets), "")
    return QualitativeProject(codes=tree_of(sheets.get(name, pd.DataFrame()), f"{path}, sheet {name}"))


def tree_of(table: pd.DataFrame, where: object) -> pd.DataFrame:
    """The code tree of a table.

    Parameters
    ----------
    table
        Columns code and, where there are, parent (the name or path of the code above), meaning, colour, codable. A code may
        also be written with those above it in front: `Welcome > Coffee`; in Taguette's own code book a point does that.
    where
        For messages.

    Returns
    -------
    DataFrame
        A codes frame, in the order of the table, parents before children.
    """
    named = {role: name for role, known in _COLUMNS.items() for name in reversed(table.columns) if fold(name) in known}
    if "code" not in named:
        raise ReadError("there is no column 'code'", where=where, mend="It needs: code, parent, meaning.")
    taguette = fold(named["code"]) == "tag"
    rows = {row: cells(line) for row, line in table.iterrows()}
    lines = {row: line for row, line in rows.items() if line[named["code"]]}
    tags = [line[named["code"]] for line in lines.values()]
    reader = RowReader(where, [])
    paths: dict[object, tuple[str, ...]] = {}
    waiting: dict[object, tuple[str, tuple[str, ...]]] = {}
    for row, line in lines.items():
        code = line[named["code"]]
        own = split_points(code, tags) if taguette else split_path(code)
        parent = line.get(named.get("parent", ""), "")
        if parent and own[:-1] != split_path(parent):
            waiting[row] = (parent, own)
        else:
            paths[row] = own
    while placed := {row: found for row, (above, own) in waiting.items() if (found := _under(above, own, paths))}:
        paths |= placed
        waiting = {row: said for row, said in waiting.items() if row not in placed}
    above = {own[-1]: split_path(parent)[-1] for parent, own in waiting.values()}
    for row, (parent, own) in waiting.items():
        known = {" > ".join(path) for path in paths.values()} | {path[-1] for path in paths.values()}
        same = sum(parent in (" > ".join(path), path[-1]) for path in paths.values())
        if same > 1:
            reader.problem(row, "several codes are called what its parent is", "Write the whole path of the parent.")
        elif _loops(own[-1], above):
            reader.problem(row, "its parents come back to this code", "Let one of them stand at the top.")
        elif split_path(parent)[-1] in above:
            reader.problem(row, "its parent has no place itself", "Mend the row of the parent.")
        else:
            near = f"{did_you_mean(parent, sorted(known))} " if known else ""
            reader.problem(row, "the parent is no code of this sheet", f"{near}Or give it a row of its own.")
    first: dict[tuple[str, ...], object] = {}
    for row, path in paths.items():
        if path in first:
            reader.problem(row, f"this code stands in row {first[path]} too", "Let one of them stand.")
        first.setdefault(path, row)
    raise_all(reader.problems)
    ordered = {path: path for path in (paths[row] for row in lines)}
    about = {path: lines[row] for path, row in first.items()}
    nodes = [_described(node, about.get(node.key, {}), named) for node in path_nodes(ordered)]
    return code_tree(nodes)[0]


def _loops(name: str, above: dict[str, str]) -> bool:
    """Whether a code comes, from parent to parent, back to itself."""
    seen: set[str] = set()
    at = above.get(name)
    while at is not None and at != name and at not in seen:
        seen.add(at)
        at = above.get(at)
    return at == name


def _under(parent: str, own: tuple[str, ...], paths: dict[object, tuple[str, ...]]) -> tuple[str, ...]:
    """The path of a code under its parent; nothing where the parent is not known, or not one."""
    whole = split_path(parent)
    found = {path for path in paths.values() if path == whole} or {
        path for path in paths.values() if path[-1:] == whole
    }
    return (*next(iter(found)), *own) if len(found) == 1 else ()


def _described(node: Node, line: dict[str, str], named: dict[str, str]) -> Node:
    said = {role: line.get(heading, "") for role, heading in named.items()}
    codable = said.get("codable", "").casefold()
    return Node(
        node.key,
        node.name,
        node.above,
        said.get("meaning") or None,
        said.get("colour") or None,
        codable in YES if codable else node.codable,
    )
