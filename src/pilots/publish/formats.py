"""The formats that reports are published in, and the exporter of each."""

from nbconvert.exporters.exporter import Exporter

from pilots.publish.html import PilotsHTMLExporter

FORMATS: dict[str, type[Exporter]] = {"html": PilotsHTMLExporter}
"""By the name that `pilots publish --to` knows it by, which is its file's ending but for slides."""
