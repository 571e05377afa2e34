"""The notebook's own text as HTML: markdown cells, headings that can be linked to, images inside the page."""

import re
import unicodedata
from html import escape, unescape
from typing import Any
from urllib.parse import quote

from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.errors import PilotsError
from pilots.publish.footnotes import numbered
from pilots.publish.formulas import mathml

_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)


class Prose(Preprocessor):
    """Render markdown cells; take the first heading of level 1 out for the title page and list the others.

    Writes `cell.metadata["pilots"]["html"]`, and in `resources["pilots"]` contents (level, id, html and language of
    headings of level 2 and 3), anchors (id to html) and report (html and language of the title).
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook with HTML in the metadata of its markdown cells.

        Raises
        ------
        PilotsError
            When a picture is not there that a cell shows.
        """
        page = resources["pilots"]
        page |= {"contents": [], "anchors": {}, "report": None}
        folder = (resources.get("metadata") or {}).get("path") or "."
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                about = cell.metadata["pilots"]
                try:
                    written = markdown(cell.source, folder, cell.get("attachments"))
                except InvalidNotebook:
                    mend = "Paste the picture into the cell again, or take it out of its text."
                    raise PilotsError("a picture is not there that the text shows", where=about["where"], mend=mend) from None  # fmt: skip
                rendered = numbered(written, page)
                html = _headings(rendered, about["language"], page)
                hint = about.get("folded")
                about["html"] = _folded(html, hint) if hint else html
        return nb, resources


def markdown(source: str, folder: str = ".", attachments: dict[str, Any] | None = None) -> str:
    r"""Markdown as HTML, as Jupyter reads it, with footnotes too; formulas are MathML.

    Images of `folder` and attachments become part of the page.

    Examples
    --------
    >>> markdown("Zie [](#tbl-needs).")
    '<p>Zie <a href="#tbl-needs"></a>.</p>\n'
    """
    renderer = _Renderer(
        escape=False, embed_images=True, exclude_anchor_links=True, path=folder, attachments=_named(attachments or {})
    )
    html = _Markdown(renderer=renderer).render(source)
    html = html.replace("<table>", '<div class="exhibit-scroll" tabindex="0"><table>')
    return html.replace("</table>", "</table></div>")


def anchor(text: str, taken: dict[str, str]) -> str:
    """An id for a heading that is not taken yet.

    Examples
    --------
    >>> anchor("Wat zien ouders en team <em>gelijk</em>?", {})
    'wat-zien-ouders-en-team-gelijk'
    >>> anchor("Noden", {"noden": ""})
    'noden-2'
    """
    plain = unicodedata.normalize("NFKD", unescape(re.sub(r"<[^>]+>", "", text)))
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())) or "section"
    free = slug
    number = 1
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


class _Markdown(MarkdownWithMath):
    DEFAULT_PLUGINS = (*MarkdownWithMath.DEFAULT_PLUGINS, "footnotes")  # type: ignore[assignment]


class _Renderer(IPythonRenderer):
    def _html_embed_images(self, html: str) -> str:
        # only the images: another tag may stand here by itself, and be closed further on
        return _IMAGE.sub(lambda image: IPythonRenderer._html_embed_images(self, image[0]), html)

    def block_math(self, body: str) -> str:
        return mathml(body, display=True)

    def inline_math(self, body: str) -> str:
        # between two amounts of money stands no formula
        return mathml(body) if body == body.strip() else f"${escape(body)}$"


def _named(attachments: dict[str, Any]) -> dict[str, Any]:
    """Attachments by their names, and by these as they stand in an address."""
    return {quote(name): picture for name, picture in attachments.items()} | attachments


def _folded(html: str, what: str) -> str:
    return f'<details class="hint"><summary>{what}</summary>\n{html}</details>\n'


def _headings(html: str, language: str, page: dict[str, Any]) -> str:
    def linked(match: re.Match[str]) -> str:
        level, text = int(match[1]), match[2]
        if level == 1 and page["report"] is None:
            page["report"] = {"html": text, "language": language}
            return ""
        level = max(level, 2)
        name = anchor(text, page["anchors"])
        page["anchors"][name] = text
        if level <= 3:
            unlinked = re.sub(r"</?a\b[^>]*>", "", text)
            page["contents"].append({"level": level, "id": name, "html": unlinked, "language": language})
        return f'<h{level} id="{name}">{text}</h{level}>'

    return _HEADING.sub(linked, html)
