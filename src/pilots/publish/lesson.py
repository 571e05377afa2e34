"""What of a report is shown in a lesson: of each section what one can read from afar, and where the rest stands."""

import re
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

SERIES = 3
"""Of one cell that shows many figures alike, so many become slides."""
_HEADING = re.compile(r"<h[23] ")
_LINK = re.compile(r'<a [^>]*href="#([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)

Block = dict[str, Any]


def left_out(nb: NotebookNode) -> set[str]:
    """The labels of exhibits that are no slides.

    Under a heading, figures are shown, and a table only where there is none: the first. Of a cell with many figures the first
    `SERIES` are. What stands before the first heading is shown. What is absent is never a slide.

    Parameters
    ----------
    nb
        A notebook that went through `pilots.publish.steps.STEPS`.
    """
    gone: set[str] = set()
    for number, cells in enumerate(_sections(nb)):
        there = [[block for block in blocks if block["label"] and not block["absent"]] for blocks in cells]
        gone |= {block["label"] for blocks in cells for block in blocks if block["label"] and block["absent"]}
        figures = [[block for block in blocks if block["kind"] == "figure"] for blocks in there]
        gone |= {block["label"] for blocks in figures for block in blocks[SERIES:]}
        tables = [block for blocks in there for block in blocks if block["kind"] == "table"]
        if number:
            gone |= {block["label"] for block in (tables if any(figures) else tables[1:])}
    return gone


def unlinked(html: str, names: set[str]) -> str:
    """HTML whose links lead only to what is on the slides; others are plain text.

    Examples
    --------
    >>> unlinked('<a href="#tbl-a">Tabel 1</a>, <a href="#tbl-b">Tabel 2</a>', {"tbl-a"})
    '<a href="#tbl-a">Tabel 1</a>, Tabel 2'
    """
    return _LINK.sub(lambda link: link[0] if link[1] in names else link[2], html)


def _sections(nb: NotebookNode) -> Iterator[list[list[Block]]]:
    """The exhibits of each section, cell by cell; the first is what stands before any heading."""
    cells: list[list[Block]] = []
    for cell in nb.cells:
        about = cell.metadata["pilots"]
        if _HEADING.search(about.get("html", "")):
            yield cells
            cells = []
        cells.append(about.get("blocks", []))
    yield cells
