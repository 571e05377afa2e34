"""The exporter `pilots-slides`: an executed notebook as a deck for teaching, in one file that needs no network.

`jupyter nbconvert --to pilots-slides executed.ipynb` and `to_slides` do the same.
"""

from pathlib import Path
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from pilots.publish.deck import Deck
from pilots.publish.scripts import csp_source, script
from pilots.publish.selfcontained import require_self_contained
from pilots.publish.steps import Report

TEMPLATES = Path(__file__).parent / "templates"


class PilotsSlidesExporter(TemplateExporter):
    """A deck in one page of HTML: a slide for the title, for each heading and for each table and figure.

    Prose is cut to its first sentences; the whole of it is in the notes, with what a figure shows and how an exhibit
    was computed. The one script in it turns the slides by keyboard and buttons; without it the deck is a page that
    scrolls. The same notebook gives the same bytes.
    """

    export_from_notebook = "Slides of a pilot (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".slides.html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "slides"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(TEMPLATES)]

    def _init_preprocessors(self) -> None:
        super()._init_preprocessors()  # type: ignore[no-untyped-call]
        # after nbconvert's own, so that --execute comes first
        for step in (Report, Deck):
            self.register_preprocessor(step, enabled=True)  # type: ignore[no-untyped-call]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Export a notebook.

        Raises
        ------
        PilotsError
            Where a cell failed or shows what is no exhibit, a reference leads nowhere, a label is used twice, or
            the deck would need the network.
        """
        ours = script(TEMPLATES / "slides" / "slides.js")
        given = (resources or {}) | {"script": ours, "script_source": csp_source(ours)}
        page, resources = super().from_notebook_node(nb, given, **kw)
        about = resources.get("metadata") or {}
        require_self_contained(page, f"{about['name']}.ipynb" if about.get("name") else "", scripts=[ours])
        return "\n".join(line.rstrip() for line in page.splitlines() if line.strip()) + "\n", resources


def to_slides(notebook: NotebookNode) -> str:
    """Publish an executed notebook as a deck; see `pilots.publish.describe` for what its first slide says.

    Raises
    ------
    PilotsError
        As the exporter does.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> page = to_slides(new_notebook(cells=[new_markdown_cell("# Contextanalyse"), new_markdown_cell("## Noden")]))
    >>> page.count('class="slide')
    2
    """
    page, _ = PilotsSlidesExporter().from_notebook_node(notebook, {"metadata": {}})  # type: ignore[no-untyped-call]
    return page
