"""Sections in which nothing can be shown: they end in one list, instead of a heading and a text above an empty place."""

import re
from dataclasses import dataclass, field
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

_HEADING = re.compile(r"^(#{2,6}) .*$", re.MULTILINE)


class EmptySections(Preprocessor):
    """Take out the sections whose exhibits are all absent, and say at the end what is not shown and why.

    A section goes with its heading and its text. One that only holds other sections goes when all of these do; where
    one of these stays, of a section that shows nothing itself only the heading stays. Reads the blocks that `ExhibitsOnly` left in `cell.metadata["pilots"]`.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook without its empty sections."""
        kept: list[NotebookNode] = []
        moved: list[dict[str, Any]] = []
        sections = _sections(nb)
        for section, empty in zip(sections, _empty(sections), strict=True):
            if empty or section.shows_nothing:
                moved += section.blocks
                kept += [] if empty else section.heading()
            else:
                kept += section.cells
        nb.cells = kept + (_not_shown(moved, resources["pilots"]) if moved else [])
        return nb, resources


@dataclass
class _Section:
    """A heading with the cells up to the next one."""

    level: int
    cells: list[NotebookNode] = field(default_factory=list)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return [block for cell in self.cells for block in cell.metadata["pilots"].get("blocks", [])]

    @property
    def shows_nothing(self) -> bool:
        """Whether it has exhibits, and all of them are absent; what stands before the first heading always stays."""
        return self.level > 1 and bool(self.blocks) and all(block["absent"] for block in self.blocks)

    def heading(self) -> list[NotebookNode]:
        """Its first cell, without the text under the heading."""
        cell = self.cells[0]
        found = _HEADING.search(cell.source)
        cell.source = found[0] if found else cell.source
        return [cell]


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
