"""The exporter `pilots-html`: an executed notebook as one self-contained, accessible page.

`jupyter nbconvert --to pilots-html executed.ipynb` and `to_html` do the same.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets import default

from pilots.errors import PilotsError, raise_all
from pilots.publish.exporter import PageExporter
from pilots.publish.selfcontained import require_self_contained


class PilotsHTMLExporter(PageExporter):
    """One page of HTML: title page, contents, numbered exhibits, provenance and code folded under them.

    Only exhibits are published; see `pilots.publish.outputs`. The same notebook gives the same bytes.
    """

    folder, script_name = "pilots", "report.js"
    export_from_notebook = "Report of a pilot (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def default_filters(self) -> Any:
        """Give nbconvert's filters and ours."""
        return [*super().default_filters(), ("code", _highlighted), ("css_text", _css_text)]

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        nb, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        problems: list[PilotsError] = []
        for cell in nb.cells:
            about = cell.metadata["pilots"]
            for part in (about, *about.get("blocks", [])):
                try:
                    require_self_contained(part.get("html", ""), about["where"])
                except PilotsError as error:
                    problems.append(error)
        raise_all(problems)
        return nb, resources


def to_html(notebook: NotebookNode | Path, *, folder: Path | None = None) -> str:
    """Publish an executed notebook as one page.

    Parameters
    ----------
    notebook
        A notebook, or the file that holds it; see `describe` for its title page.
    folder
        Where images that the text names lie; left out, the file's folder or the current one.

    Raises
    ------
    PilotsError
        As the exporter does.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> page = to_html(new_notebook(cells=[new_markdown_cell("# Contextanalyse")]))
    >>> "<h1" in page, "http-equiv" in page
    (True, True)
    """
    about: dict[str, Any] = {"path": str(folder or ".")}
    if isinstance(notebook, Path):
        about = {"path": str(folder or notebook.parent), "name": notebook.stem}
        node = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    else:
        node = notebook
    page, _ = PilotsHTMLExporter().from_notebook_node(node, {"metadata": about})  # type: ignore[no-untyped-call]
    return page


def _highlighted(source: str) -> str:
    from nbconvert.filters import Highlight2HTML

    highlight = Highlight2HTML(extra_formatter_options={"nowrap": True})  # type: ignore[no-untyped-call]
    return str(highlight(source, language="python")).rstrip()


def _css_text(text: str) -> str:
    return '"' + "".join(c if c.isalnum() or c in " .,:;" else f"\\{ord(c):x} " for c in text) + '"'
