"""Which cells of a notebook the readers of one edition and language see, and in what language each is written."""

import ast
import copy
from collections.abc import Iterator
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_raw_cell

from pilots.errors import PilotsError, did_you_mean
from pilots.language import LANGUAGES, base, require, translate
from pilots.project import EDITIONS, PARTICIPANT, RESEARCHER, STUDENT

SOLUTION, EXERCISE, HINT = "solution", "exercise", "hint"
PARAMETER_TAGS = ("parameters", "injected-parameters")
PROSE_LANGUAGE = "nl"
"""What the notebooks are written in where neither a cell's tag nor the notebook says otherwise."""


class SelectCells(Preprocessor):
    """Keep the cells of the page's edition and language; remember where each stood and what language its prose has.

    See `reader_cells` for which these are. A hint is folded, and participants get no code. Reads language and edition
    of `resources["pilots"]`; writes `cell.metadata["pilots"]` and `resources["pilots"]["code"]`.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook with the cells that are left."""
        page = resources["pilots"]
        name = resources.get("metadata") and resources["metadata"].get("name")
        cells = []
        for position, cell, language in reader_cells(nb, page["language"], page["edition"]):
            where = f"{name}.ipynb, cell {position}" if name else f"cell {position}"
            folded = translate("Hint", page["language"]) if HINT in _tags(cell) else ""
            cell.metadata["pilots"] = {"where": where, "language": language, "folded": folded}
            cells.append(cell)
        nb.cells = cells
        sources = [cell.source for cell in cells if cell.cell_type == "code" and cell.source.strip()]
        page["code"] = [] if page["edition"] == PARTICIPANT else _given(page["parameters"]) + sources
        return nb, resources


def reader_cells(
    notebook: NotebookNode, language: str, edition: str = RESEARCHER
) -> Iterator[tuple[int, NotebookNode, str]]:
    """The cells that readers of an edition in `language` see: place (from 1), cell, and the language of its prose.

    A cell tagged `lang:fr` is for the French page only, one without such a tag for all. A cell tagged
    `edition:student` is for that edition (it may carry several such tags), one without for researchers and students;
    participants see only what is tagged for them. `solution` is never for students, `exercise` and `hint` are for
    nobody else. Parameters and raw cells are for nobody.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> french = new_markdown_cell("Bonjour", metadata={"tags": ["lang:fr"]})
    >>> plain = new_markdown_cell("Hallo!", metadata={"tags": ["edition:participant"]})
    >>> notebook = new_notebook(cells=[new_markdown_cell("Dag"), french, plain])
    >>> [(place, cell.source, language) for place, cell, language in reader_cells(notebook, "nl")]
    [(1, 'Dag', 'nl')]
    >>> [cell.source for _, cell, _ in reader_cells(notebook, "nl", "participant")]
    ['Hallo!']
    """
    prose = notebook.metadata.get("pilots", {}).get("prose_language", PROSE_LANGUAGE)
    for position, cell in enumerate(notebook.cells, 1):
        tags = _tags(cell)
        languages = [tag.removeprefix("lang:") for tag in tags if tag.startswith("lang:")]
        spoken = language if language in languages else base(language)
        hidden = cell.cell_type == "raw" or any(tag in PARAMETER_TAGS for tag in tags)
        if not hidden and edition in _editions(tags) and (not languages or spoken in languages):
            yield position, cell, spoken if languages else prose


def for_edition(notebook: NotebookNode, edition: str, language: str) -> NotebookNode:
    """The notebook as it is run for an edition and language, before its cells have run.

    What its readers don't see and nothing else needs becomes an empty raw cell, so that the others keep the numbers
    that they have in JupyterLab. A code cell that readers don't see is kept where others may need what it names. In a
    language that others translated into (see `translations.use`), prose is what they made of it.

    Raises
    ------
    PilotsError
        When there is no such edition, or it can't be made in this language.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> notebook = new_notebook(cells=[new_code_cell("plan = 1"), new_code_cell("table(plan)")])
    >>> [cell.cell_type for cell in for_edition(notebook, "participant", "nl").cells]
    ['code', 'raw']
    """
    made = copy.deepcopy(notebook)
    made.metadata["pilots"] = dict(made.metadata.get("pilots", {})) | {"edition": require_edition(edition)}
    if edition == PARTICIPANT:
        _plainly(made)
    require_spoken(edition, language)
    seen = {position for position, *_ in reader_cells(made, language, edition)}
    if language not in LANGUAGES:
        _translated(made, seen, language)
    for position, cell in enumerate(notebook.cells, 1):
        if position not in seen and not _needed(cell, edition):
            name = cell.get("id", f"cell-{position}")
            made.cells[position - 1] = new_raw_cell(id=name)  # type: ignore[no-untyped-call]
    return made


def require_spoken(edition: str, language: str) -> None:
    """See that an edition can be made in a language: only that for participants is translated by others.

    Raises
    ------
    PilotsError
        When it can't.
    """
    if language not in LANGUAGES and edition != PARTICIPANT:
        known = ", ".join(LANGUAGES)
        mend = f"Write one of these, or add --edition {PARTICIPANT}."
        raise PilotsError(f"the {edition} edition is in {known} only, not in '{language}'", mend=mend)


def require_edition(edition: str) -> str:
    """Give the edition back, or say which there are.

    Raises
    ------
    PilotsError
        When there is no such edition.
    """
    if edition not in EDITIONS:
        raise PilotsError(f"there is no edition '{edition}'", mend=did_you_mean(edition, EDITIONS))
    return edition


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


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _editions(tags: list[str]) -> set[str]:
    tagged = {tag.removeprefix("edition:") for tag in tags if tag.startswith("edition:")}
    if EXERCISE in tags or HINT in tags:
        return {STUDENT}
    return (tagged or {RESEARCHER, STUDENT}) - ({STUDENT} if SOLUTION in tags else set())


def _needed(cell: NotebookNode, edition: str) -> bool:
    """Whether a cell that readers don't see may give others what they need: parameters, imports, names."""
    tags = _tags(cell)
    if cell.cell_type != "code" or any(tag in PARAMETER_TAGS for tag in tags):
        return bool(cell.cell_type == "code")
    if any(tag.startswith("edition:") for tag in tags) or (SOLUTION in tags and edition == STUDENT):
        return False
    try:
        lines = ast.parse(cell.source).body
    except SyntaxError:
        return True
    return any(not isinstance(line, ast.Expr) for line in lines)


def _plainly(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if "parameters" in _tags(cell):
            # the exhibits are made elsewhere
            cell.source += "\n\nfrom pilots.plain import speak_plainly\n\nspeak_plainly()"


def _translated(notebook: NotebookNode, seen: set[int], language: str) -> None:
    for position, cell in enumerate(notebook.cells, 1):
        tags = _tags(cell)
        if "parameters" in tags:
            # the exhibits are made elsewhere, and speak the language too
            cell.source += "\n\nfrom pilots.publish.translations import use\n\nuse(pilot, language)"
        elif position in seen and cell.cell_type == "markdown":
            said = translate(cell.source, language)
            if said != cell.source:
                others = [tag for tag in tags if not tag.startswith("lang:")]
                cell.source, cell.metadata["tags"] = said, [*others, f"lang:{language}"]


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
