"""The formats that reports are published in, and the exporter of each."""

from nbconvert.exporters.exporter import Exporter

from pilots.publish.docx import PilotsDocxExporter
from pilots.publish.html import PilotsHTMLExporter
from pilots.publish.pdf import PilotsPDFExporter
from pilots.publish.slides import PilotsSlidesExporter

FORMATS: dict[str, type[Exporter]] = {
    "html": PilotsHTMLExporter,
    "pdf": PilotsPDFExporter,
    "docx": PilotsDocxExporter,
    "slides": PilotsSlidesExporter,
}
"""By the name that `pilots publish --to` knows it by, which is its file's ending but for slides."""
