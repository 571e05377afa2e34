"""The exporter `pilots-pdf`: an executed notebook as a tagged PDF that anyone can read, aloud too (PDF/UA-1).

`jupyter nbconvert --to pilots-pdf executed.ipynb` does the same. Fonts are those of Typst and matplotlib, whatever
the machine has; nothing is fetched.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from traitlets import default

from pilots.errors import PilotsError
from pilots.publish import typesetting
from pilots.publish.document import Document, document
from pilots.publish.exporter import ReportExporter
from pilots.publish.fonts import fonts, unwritten
from pilots.publish.pandoc import plain

TEMPLATE = Path(__file__).parent / "templates" / "typst" / "report.typ"


class PilotsPDFExporter(ReportExporter):
    """Pages with title page, contents, running heads, numbered exhibits, and at the end how these were computed.

    The same notebook gives the same bytes. It bears no date, unless SOURCE_DATE_EPOCH gives one.
    """

    export_from_notebook = "Report of a pilot (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Export a notebook.

        Raises
        ------
        PilotsError
            As `PilotsHTMLExporter` does, and where the document can't be typeset.
        """
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        report = document(nb, resources)
        scripts = unwritten(plain(report.tree["blocks"]))
        if scripts:
            self.log.warning("No font has these letters, which are drawn as boxes: %s", ", ".join(scripts))
        return typeset(report), resources


def typeset(report: Document) -> bytes:
    """The pages of a document.

    Raises
    ------
    PilotsError
        Where Typst refuses.
    """
    import typst

    dated = os.environ.get("SOURCE_DATE_EPOCH")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, picture in report.pictures.items():
            (place / name).write_bytes(picture)
        main = place / "main.typ"
        main.write_text(TEMPLATE.read_text(encoding="utf-8") + typesetting.source(report), encoding="utf-8")
        try:
            made: bytes = typst.compile(
                main,
                root=place,
                font_paths=fonts(),
                ignore_system_fonts=True,
                sys_inputs={"about": json.dumps(_about(report, dated is not None))},
                pdf_standards=["ua-1"],
                timestamp=int(dated) if dated else None,
            )
        except typst.TypstError as error:
            raise PilotsError(f"this report can't be typeset: {error.message}") from error
    return made


def _about(report: Document, dated: bool) -> dict[str, Any]:
    """What the template needs to know beside the text."""
    front, words = report.front, report.words
    notice = f"{words['synthetic']}{words['colon']} {words['synthetic_notice']} " if front["synthetic"] else ""
    return {
        **front,
        "title": report.title or "pilots",
        "language": report.language,
        "running": front["title"] if front["title"] != report.title else "",
        "when": " · ".join(filter(None, (front["phase"], front["period"]))),
        "description": f"{notice}{front['summary']}".strip(),
        "keywords": [f"pilots {front['version']}"],
        "contents": sum(block["t"] == "Header" and block["c"][0] < 3 for block in report.tree["blocks"]),
        "words": words,
        "dated": dated,
    }
