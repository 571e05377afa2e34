"""A notebook as students get it, and as their lecturer does."""

from typing import Any

import nbformat
from nbformat import NotebookNode

from pilots.language import translate
from pilots.project import STUDENT
from pilots.publish.cells import HINT, PARAMETER_TAGS, PROSE_LANGUAGE, SOLUTION, reader_cells

_KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def student_copy(notebook: NotebookNode, pilot: str, language: str) -> NotebookNode:
    """The cells that students see, without outputs; where a solution stood, room for their own.

    Parameters
    ----------
    notebook
        With cells tagged `exercise`, `hint` and `solution`; as written, not run.
    pilot, language
        What its parameters say.

    Returns
    -------
    NotebookNode
        Only sources are copied: of ids, outputs, metadata and attachments of other cells nothing is left.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> solved = new_code_cell("answer = 42", metadata={"tags": ["solution"]})
    >>> [cell.source for cell in student_copy(new_notebook(cells=[solved]), "menen", "en").cells]
    ['# Your answer:']
    """
    return _handed_out(notebook, pilot, language, solved=False)


def lecturer_copy(notebook: NotebookNode, pilot: str, language: str) -> NotebookNode:
    """What `student_copy` gives, with the solutions in their places, tagged as such."""
    return _handed_out(notebook, pilot, language, solved=True)


def _handed_out(notebook: NotebookNode, pilot: str, language: str, *, solved: bool) -> NotebookNode:
    seen = {position: spoken for position, _, spoken in reader_cells(notebook, language, STUDENT)}
    cells: list[dict[str, Any]] = []
    for position, cell in enumerate(notebook.cells, 1):
        tags = cell.metadata.get("tags", [])
        if any(tag in PARAMETER_TAGS for tag in tags):
            if not any("parameters" in made["metadata"].get("tags", []) for made in cells):
                cells.append(_code(f'pilot = "{pilot}"\nlanguage = "{language}"', "parameters"))
        elif SOLUTION in tags:
            if _spoken(tags, language):
                cells.append(_solution(cell) if solved else _room(cell, language))
        elif position in seen:
            cells.append(_copied(cell, language, seen[position], folded=HINT in tags))
    for number, made in enumerate(cells, 1):
        made["id"] = f"cell-{number:03d}"
    about = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    prose = notebook.metadata.get("pilots", {}).get("prose_language", PROSE_LANGUAGE)
    about["pilots"] = {"prose_language": prose, "edition": STUDENT, "language": language}
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": cells}
    return nbformat.from_dict(whole)  # type: ignore[no-untyped-call,no-any-return]


def _spoken(tags: list[str], language: str) -> bool:
    languages = [tag.removeprefix("lang:") for tag in tags if tag.startswith("lang:")]
    return not languages or language in languages


def _copied(cell: NotebookNode, language: str, spoken: str, *, folded: bool) -> dict[str, Any]:
    if cell.cell_type == "code":
        return _code(cell.source)
    source = cell.source
    if folded:
        source = f"<details>\n<summary>{translate('Hint', language)}</summary>\n\n{source}\n\n</details>"
    tags = [f"lang:{spoken}"] if f"lang:{spoken}" in cell.metadata.get("tags", []) else []
    pictures = {"attachments": cell.attachments} if cell.get("attachments") else {}
    return {"cell_type": "markdown", "metadata": {"tags": tags} if tags else {}, "source": source, **pictures}


def _room(cell: NotebookNode, language: str) -> dict[str, Any]:
    said = translate("Your answer:", language)
    if cell.cell_type == "code":
        return _code(f"# {said}")
    return {"cell_type": "markdown", "metadata": {}, "source": f"*{said}*"}


def _solution(cell: NotebookNode) -> dict[str, Any]:
    if cell.cell_type == "code":
        return _code(cell.source, SOLUTION)
    return {"cell_type": "markdown", "metadata": {"tags": [SOLUTION]}, "source": cell.source}


def _code(source: str, *tags: str) -> dict[str, Any]:
    about = {"tags": list(tags)} if tags else {}
    return {"cell_type": "code", "execution_count": None, "metadata": about, "outputs": [], "source": source}
