"""The exporter `pilots-html`: an executed notebook as one self-contained, accessible page.

`jupyter nbconvert --to pilots-html executed.ipynb` and `to_html` do the same.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from pilots.errors import PilotsError, raise_all
from pilots.publish.scripts import csp_source, script
from pilots.publish.selfcontained import require_self_contained
from pilots.publish.steps import Report

TEMPLATES = Path(__file__).parent / "templates"


class PilotsHTMLExporter(TemplateExporter):
    """One page of HTML: title page, contents, numbered exhibits, provenance and code folded under them.

    Only exhibits are published; see `pilots.publish.outputs`. The same notebook gives the same bytes.
    """

    export_from_notebook = "Report of a pilot (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "pilots"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(TEMPLATES)]

    def _init_preprocessors(self) -> None:
        super()._init_preprocessors()  # type: ignore[no-untyped-call]
        # after nbconvert's own, so that --execute comes first
        self.register_preprocessor(Report, enabled=True)  # type: ignore[no-untyped-call]

    def default_filters(self) -> Any:
        """Give nbconvert's filters and ours."""
        known = super().default_filters()  # type: ignore[no-untyped-call]
        return [*known, ("code", _highlighted), ("css_text", _css_text), ("csp_source", csp_source)]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Export a notebook.

        Raises
        ------
        PilotsError
            Where a cell failed or shows what is no exhibit, a reference leads nowhere, a label is used twice, or
            the page would need the network.
        """
        page, resources = super().from_notebook_node(nb, resources, **kw)
        require_self_contained(page, _name(resources), scripts=[resources["pilots"]["script"]])
        return "\n".join(line.rstrip() for line in page.splitlines() if line.strip()) + "\n", resources

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        nb, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        resources["pilots"]["script"] = script(TEMPLATES / "pilots" / "report.js")
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


def _name(resources: dict[str, Any]) -> str:
    about = resources.get("metadata") or {}
    return f"{about['name']}.ipynb" if about.get("name") else ""


def _highlighted(source: str) -> str:
    from nbconvert.filters import Highlight2HTML

    highlight = Highlight2HTML(extra_formatter_options={"nowrap": True})  # type: ignore[no-untyped-call]
    return str(highlight(source, language="python")).rstrip()


def _css_text(text: str) -> str:
    return '"' + "".join(c if c.isalnum() or c in " .,:;" else f"\\{ord(c):x} " for c in text) + '"'
