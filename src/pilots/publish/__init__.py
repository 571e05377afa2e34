"""Reports from executed notebooks: front matter, numbering, and the nbconvert exporter `pilots-html`."""

from pilots.publish.frontmatter import describe, front_matter
from pilots.publish.html import PilotsHTMLExporter, to_html

__all__ = ["PilotsHTMLExporter", "describe", "front_matter", "to_html"]
