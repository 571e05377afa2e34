"""Which cells of a notebook the readers of one language see, and in what language each is written."""

import ast
from collections.abc import Iterator
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.language import require

PARAMETER_TAGS = ("parameters", "injected-parameters")
PROSE_LANGUAGE = "nl"
"""What the notebooks are written in where neither a cell's tag nor the notebook says otherwise."""


class SelectCells(Preprocessor):
    """Keep the cells of the page's language; remember where each stood and what language its prose has.

    A cell tagged `lang:fr` is for the French page only. Parameters and raw cells are for nobody. Reads
    `resources["pilots"]["language"]`; writes `cell.metadata["pilots"]` and `resources["pilots"]["code"]`.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook with the cells that are left."""
        page = resources["pilots"]
        name = resources.get("metadata") and resources["metadata"].get("name")
        cells = []
        for position, cell, language in reader_cells(nb, page["language"]):
            where = f"{name}.ipynb, cell {position}" if name else f"cell {position}"
            cell.metadata["pilots"] = {"where": where, "language": language}
            cells.append(cell)
        nb.cells = cells
        sources = [cell.source for cell in cells if cell.cell_type == "code" and cell.source.strip()]
        page["code"] = _given(page["parameters"]) + sources
        return nb, resources


def reader_cells(notebook: NotebookNode, language: str) -> Iterator[tuple[int, NotebookNode, str]]:
    """The cells that readers of `language` see: place (from 1), cell, and the language of its prose.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> french = new_markdown_cell("Bonjour", metadata={"tags": ["lang:fr"]})
    >>> notebook = new_notebook(cells=[new_markdown_cell("Dag"), french])
    >>> [(place, cell.source, language) for place, cell, language in reader_cells(notebook, "nl")]
    [(1, 'Dag', 'nl')]
    """
    prose = notebook.metadata.get("pilots", {}).get("prose_language", PROSE_LANGUAGE)
    for position, cell in enumerate(notebook.cells, 1):
        tags = cell.metadata.get("tags", [])
        languages = [tag.removeprefix("lang:") for tag in tags if tag.startswith("lang:")]
        hidden = cell.cell_type == "raw" or any(tag in PARAMETER_TAGS for tag in tags)
        if not hidden and (not languages or language in languages):
            yield position, cell, language if languages else prose


def parameters(notebook: NotebookNode) -> dict[str, Any]:
    """What the notebook was run with: the simple values in its parameter cells, the injected ones last.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> cell = new_code_cell('pilot = "menen"', metadata={"tags": ["parameters"]})
    >>> parameters(new_notebook(cells=[cell]))
    {'pilot': 'menen'}
    """
    found: dict[str, Any] = {}
    for tag in PARAMETER_TAGS:
        for cell in notebook.cells:
            if cell.cell_type == "code" and tag in cell.metadata.get("tags", []):
                found |= _assigned(cell.source)
    return found


def page_language(notebook: NotebookNode) -> str | None:
    """The language that the notebook says its page has; None where it says nothing.

    Raises
    ------
    PilotsError
        When reports can't be made in that language.
    """
    said = notebook.metadata.get("pilots", {}).get("language") or parameters(notebook).get("language")
    return require(str(said)) if said else None


def _assigned(source: str) -> dict[str, Any]:
    try:
        lines = ast.parse(source).body
    except SyntaxError:
        return {}
    found: dict[str, Any] = {}
    for line in lines:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
            found |= {target.id: line.value.value for target in line.targets if isinstance(target, ast.Name)}
    return found


def _given(values: dict[str, Any]) -> list[str]:
    lines = [f"{name} = {values[name]!r}" for name in ("pilot", "language") if values.get(name)]
    return ["\n".join(lines)] if lines else []
