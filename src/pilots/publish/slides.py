"""The exporter `pilots-slides`: an executed notebook as a deck for teaching, in one file that needs no network.

`jupyter nbconvert --to pilots-slides executed.ipynb` and `to_slides` do the same.
"""

from nbformat import NotebookNode
from traitlets import default

from pilots.publish.deck import Deck
from pilots.publish.exporter import PageExporter
from pilots.publish.steps import Report


class PilotsSlidesExporter(PageExporter):
    """A deck in one page of HTML: a slide for the title, for each heading and for each table and figure.

    Prose is cut to its first sentences; the whole of it is in the notes, with what a figure shows and how an exhibit
    was computed. The one script in it turns the slides by keyboard and buttons; without it the deck is a page that
    scrolls. The same notebook gives the same bytes.
    """

    folder, script_name = "slides", "slides.js"
    steps = (Report, Deck)
    export_from_notebook = "Slides of a pilot (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".slides.html"


def to_slides(notebook: NotebookNode) -> str:
    r"""Publish an executed notebook as a deck; see `pilots.publish.describe` for what its first slide says.

    Raises
    ------
    PilotsError
        As the exporter does.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> cells = [new_markdown_cell("# Contextanalyse"), new_markdown_cell("## Noden\n\nOuders vragen tijd.")]
    >>> page = to_slides(new_notebook(cells=cells))
    >>> page.count('class="slide')
    2
    """
    page, _ = PilotsSlidesExporter().from_notebook_node(notebook, {"metadata": {}})  # type: ignore[no-untyped-call]
    return page
