"""Sections in which nothing can be shown: they end in one list, instead of a heading and a text above an empty place."""

import re
from dataclasses import dataclass, field
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

_HEADING = re.compile(r"^(#{2,6}) ", re.MULTILINE)


class EmptySections(Preprocessor):
    """Take out the sections whose exhibits are all absent, and say at the end what is not shown and why.

    A section goes with its heading and its text. One that only holds other sections goes when all of these do.
    Reads the blocks that `ExhibitsOnly` left in `cell.metadata["pilots"]`.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook without its empty sections."""
        sections = _sections(nb)
        gone = [section for section, empty in zip(sections, _empty(sections), strict=True) if empty]
        moved = [block for section in gone for block in section.blocks]
        if moved:
            left = {id(cell) for section in gone for cell in section.cells}
            nb.cells = [cell for cell in nb.cells if id(cell) not in left] + _not_shown(moved, resources["pilots"])
        return nb, resources


@dataclass
class _Section:
    """A heading with the cells up to the next one."""

    level: int
    cells: list[NotebookNode] = field(default_factory=list)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return [block for cell in self.cells for block in cell.metadata["pilots"].get("blocks", [])]


def _sections(nb: NotebookNode) -> list[_Section]:
    found = [_Section(1)]
    for cell in nb.cells:
        headings = _HEADING.findall(cell.source) if cell.cell_type == "markdown" else []
        if headings:
            # a cell with a heading and one under it opens the section of the first
            found.append(_Section(len(headings[0])))
        found[-1].cells.append(cell)
    return found


def _empty(sections: list[_Section]) -> list[bool]:
    """Whether each section, with those under it, has nothing but absent exhibits."""
    empty: list[bool] = []
    for place in reversed(range(len(sections))):
        section, after = sections[place], sections[place + 1 :]
        end = next((n for n, other in enumerate(after) if other.level <= section.level), len(after))
        under = empty[:end]
        nothing = all(block["absent"] for block in section.blocks) and all(under)
        empty.insert(0, section.level > 1 and bool(section.blocks or under) and nothing)
    return empty


def _not_shown(blocks: list[dict[str, Any]], page: dict[str, Any]) -> list[NotebookNode]:
    """The end of the page: what each absent exhibit says; what was said already is there to refer to only."""
    said: set[str] = set()
    for block in blocks:
        if block["html"] in said:
            block["html"] = block["html"].replace("<p ", "<p hidden ", 1)
        said.add(block["html"])
    about = {"where": "the end", "language": page["language"]}
    heading = new_markdown_cell(f"## {page['words']['not_shown']}", metadata={"pilots": dict(about)})  # type: ignore[no-untyped-call]
    lines = new_code_cell("", metadata={"pilots": about | {"blocks": blocks}})  # type: ignore[no-untyped-call]
    return [heading, lines]
