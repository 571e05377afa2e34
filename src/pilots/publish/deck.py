"""From prose and exhibits to slides: what is shown, and what the speaker says beside it."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.project import PARTICIPANT
from pilots.publish.gist import gist
from pilots.publish.table_pages import table_pages

_HEADING = re.compile(r'<h([23]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
_CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
_NOTE = re.compile(r'<p class="exhibit-note">.*?</p>', re.DOTALL)
_NUMBERS = re.compile(r'<details class="exhibit-numbers">.*?</details>', re.DOTALL)
_PICTURE = re.compile(r'<div class="exhibit-picture".*</svg>\s*</div>', re.DOTALL)
_TABLE = re.compile(r"<table.*</table>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p .*?</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ROOM = 420
"""How many characters of computed sentences one slide holds, so that the last row of a lecture hall can read them."""


@dataclass
class Slide:
    """What stands on one screen.

    Parameters
    ----------
    name
        Its id, by which a link leads to it: that of the heading or the label of the exhibit.
    kind
        heading, text, table or figure.
    title, body, notes
        As HTML.
    section
        The heading that an exhibit stands under, as HTML.
    scale
        The size of a table's letters, where it would be too wide: 1 is that of the text.
    """

    name: str
    kind: str
    title: str
    language: str
    section: str = ""
    body: str = ""
    notes: str = ""
    part: str = ""
    level: int = 2
    scale: float = 1.0


class Deck(Preprocessor):
    """Lay out the slides; see `Slide`. Reads the HTML in `cell.metadata["pilots"]`, writes `resources["pilots"]["slides"]`."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook back as it is."""
        page = resources["pilots"]
        labels = {block["label"] for cell in nb.cells for block in cell.metadata["pilots"].get("blocks", [])}
        laying = _Laying(page, labels | set(page["anchors"]))
        for cell in nb.cells:
            about = cell.metadata["pilots"]
            if "html" in about:
                laying.add_prose(about["html"], about["language"])
            for block in about.get("blocks", []):
                laying.add_exhibit(block)
        laying.place_waiting()
        page["slides"] = laying.slides
        return nb, resources


class _Laying:
    """A deck in the making: the slides so far, the heading that holds, and prose that waits for an exhibit."""

    def __init__(self, page: dict[str, Any], taken: set[str]) -> None:
        self.slides: list[Slide] = []
        self.taken = taken
        self.tells_how = page["edition"] != PARTICIPANT
        self.heading = Slide("start", "heading", (page["report"] or {}).get("html", ""), page["language"])
        self.waiting = ""
        self.waiting_language = self.heading.language

    def add_prose(self, html: str, language: str) -> None:
        """Open a slide for each heading; shorten what stands under it."""
        parts = _HEADING.split(html)
        self.add_text(parts[0], language)
        for level, name, title, text in zip(*(iter(parts[1:]),) * 4, strict=True):
            self.place_waiting()
            self.heading = Slide(name, "heading", title, language, level=int(level))
            self.slides.append(self.heading)
            self.add_text(text, language)

    def add_text(self, html: str, language: str) -> None:
        """Show the first sentences of prose; after an exhibit it waits, for what is said of the next."""
        if not html.strip():
            return
        if self.slides and self.slides[-1] is self.heading and not self.heading.body:
            self.heading.body, self.heading.notes = gist(html)
        else:
            self.waiting += html
            self.waiting_language = language

    def add_exhibit(self, block: dict[str, Any]) -> None:
        """Show an exhibit: a table on as many slides as its rows need, sentences where there is room."""
        if block["kind"] == "sentence" or block["absent"]:
            self.add_sentences(_PARAGRAPH.findall(block["html"]), block["language"])
        elif block["kind"] == "table":
            found = _TABLE.search(block["html"])
            notes = _NOTE.findall(block["html"])
            pages, scale = table_pages(found[0] if found else "", sum(map(_length, notes)))
            for page in pages:
                slide = self.exhibit(block, page + "".join(notes))
                slide.scale = scale
            _number_parts(self.slides[-len(pages) :])
        else:
            found = _PICTURE.search(block["html"])
            slide = self.exhibit(block, (found[0] if found else "") + "".join(_NOTE.findall(block["html"])))
            slide.notes += "".join(_NUMBERS.findall(block["html"]))

    def exhibit(self, block: dict[str, Any], body: str) -> Slide:
        """Add a slide for an exhibit or a part of one."""
        caption = _CAPTION.search(block["html"])
        first = not any(slide.name == block["label"] for slide in self.slides)
        name = block["label"] if first else self.free(block["label"])
        slide = Slide(name, block["kind"], caption[1] if caption else "", block["language"], self.heading.title, body)
        if first:
            said = "".join(
                f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>" for term, text in block["computed"]
            )
            slide.notes = self.said() + (f"<dl>{said}</dl>" if said and self.tells_how else "")
        self.slides.append(slide)
        return slide

    def add_sentences(self, paragraphs: list[str], language: str) -> None:
        """Put computed sentences on the slide of their heading, or on slides of their own."""
        for paragraph in paragraphs:
            last = self.slides[-1] if self.slides else None
            fits = last and last.kind in ("heading", "text") and last.language == language
            if not (last and fits and _length(last.body) + _length(paragraph) <= _ROOM):
                last = Slide(self.free(self.heading.name), "text", self.heading.title, language, notes=self.said())
                self.slides.append(last)
            last.body += paragraph

    def place_waiting(self) -> None:
        """Give prose after which no exhibit came a slide of its own."""
        if self.waiting.strip():
            shown, notes = gist(self.waiting)
            name = self.free(self.heading.name)
            self.slides.append(Slide(name, "text", self.heading.title, self.waiting_language, body=shown, notes=notes))
            self.waiting = ""

    def said(self) -> str:
        """The prose that waited."""
        said, self.waiting = self.waiting, ""
        return said

    def free(self, name: str) -> str:
        """An id that is not taken yet."""
        number = 2
        while f"{name}-{number}" in self.taken:
            number += 1
        self.taken.add(f"{name}-{number}")
        return f"{name}-{number}"


def _number_parts(slides: list[Slide]) -> None:
    for number, slide in enumerate(slides, 1):
        slide.part = f"{number}/{len(slides)}" if len(slides) > 1 else ""


def _length(html: str) -> int:
    return len(_TAG.sub("", html))
