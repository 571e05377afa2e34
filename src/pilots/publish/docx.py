"""The exporter `pilots-docx`: an executed notebook as a file of Word that co-authors edit and comment on.

`jupyter nbconvert --to pilots-docx executed.ipynb` does the same.
"""

import json
from typing import Any

from nbformat import NotebookNode
from traitlets import default

from pilots.language import translate
from pilots.publish import pandoc
from pilots.publish.columns import DENSE
from pilots.publish.document import Document, document
from pilots.publish.docx_parts import About, finished
from pilots.publish.docx_tables import TableAbout
from pilots.publish.docx_text import text
from pilots.publish.exporter import ReportExporter

_LOCALES = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}


class PilotsDocxExporter(ReportExporter):
    """A report in named styles, with captions and references that Word numbers anew, and contents that are filled in.

    Nothing in it is locked, and it asks nothing when it is opened. The same notebook gives the same bytes: it bears no
    date, unless SOURCE_DATE_EPOCH gives one.
    """

    export_from_notebook = "Report of a pilot (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".docx"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Export a notebook.

        Raises
        ------
        PilotsError
            As `PilotsHTMLExporter` does, and where pandoc can't make the document.
        """
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        return word(document(nb, resources)), resources


def word(report: Document) -> bytes:
    """A document as a file of Word.

    Raises
    ------
    PilotsError
        Where pandoc can't make it.
    """
    tree = report.tree | {"blocks": text(report)}
    made = pandoc.made(json.dumps(tree), "--from=json", "--to=docx", "--syntax-highlighting=none")
    return finished(made, _about(report), _tables(report), _drawings(report))


def _about(report: Document) -> About:
    front, words = report.front, report.words
    notice = f"{words['synthetic']}{words['colon']} {words['synthetic_notice']}" if front["synthetic"] else ""
    return About(
        title=report.title or "pilots",
        language=_LOCALES.get(report.language, report.language),
        authors=[author["name"] for author in front["authors"]],
        keywords=[said for said in (front["title"], front["phase"], *front["sites"]) if said],
        description=f"{notice} {front['summary']}".strip(),
        notice=words["synthetic"] if front["synthetic"] else "",
        version=front["version"],
    )


def _tables(report: Document) -> list[TableAbout]:
    """What is told of each table; of one without a caption, the heading above it."""
    heading, caption, told = "", "", []
    for node in _parts(report.tree["blocks"]):
        if node["t"] == "Header":
            heading = caption = pandoc.plain(node["c"][2])
        elif node["t"] == "Figure":
            about = pandoc.attributes(node)[2]
            caption = ". ".join(filter(None, (about.get("reference", ""), pandoc.plain(node["c"][1][1]))))
        else:
            head = [pandoc.plain(cell[4]) for row in node["c"][3][1] for cell in row[1]]
            columns = ", ".join(filter(None, head))
            said = translate("Columns: {columns}", report.language, columns=columns) if columns else ""
            told.append(TableAbout(caption, said, DENSE in pandoc.attributes(node)[1]))
            caption = heading
    return told


def _parts(blocks: list[Any]) -> list[dict[str, Any]]:
    """Headings, exhibits and tables, in the order of the text."""
    kinds = ("Header", "Figure", "Table")
    found: list[dict[str, Any]] = []
    for block in blocks:
        inner = block.get("c") if isinstance(block, dict) else block
        if isinstance(block, dict) and block["t"] in kinds:
            found.append(block)
        if isinstance(inner, list):
            found += _parts(inner)
    return found


def _drawings(report: Document) -> list[bytes | None]:
    targets = [image["c"][2][0] for image in pandoc.found(report.tree["blocks"], "Image")]
    return [report.pictures[target] if target.endswith(".svg") else None for target in targets]
