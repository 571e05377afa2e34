"""From prose and exhibits to slides: what is shown, and what the speaker says beside it."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.language import listed
from pilots.project import PARTICIPANT
from pilots.publish.gist import gist
from pilots.publish.lesson import left_out, unlinked
from pilots.publish.table_pages import table_pages

_HEADING = re.compile(r'<h([23]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
_CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
_NOTE = re.compile(r'<p class="exhibit-note">.*?</p>', re.DOTALL)
_NUMBERS = re.compile(r'<details class="exhibit-numbers">.*?</details>', re.DOTALL)
_PICTURE = re.compile(r'<div class="exhibit-picture".*</svg>\s*</div>', re.DOTALL)
_TABLE = re.compile(r"<table.*</table>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p .*?</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ID = re.compile(r'\sid="([^"]+)"')
_PAGES = 2
"""A table of more slides is shown by its first."""
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
    """Lay out the slides; see `Slide`. Reads the HTML in `cell.metadata["pilots"]`, writes `resources["pilots"]["slides"]`.

    A section is an opening slide where it has something to say, and its exhibits as far as a lesson wants them
    (`pilots.publish.lesson`). Prose that only leads to an exhibit, what stands in the report beside it, and how it was computed,
    are in the notes.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook back as it is."""
        page = resources["pilots"]
        labels = {block["label"] for cell in nb.cells for block in cell.metadata["pilots"].get("blocks", [])}
        laying = _Laying(page, labels | set(page["anchors"]), left_out(nb))
        for cell in nb.cells:
            about = cell.metadata["pilots"]
            if "html" in about:
                laying.add_prose(about["html"], about["language"])
            for block in about.get("blocks", []):
                laying.add_exhibit(block)
        laying.close_section()
        page["slides"] = _led(laying.slides)
        names = {"start", *(slide.name for slide in page["slides"])}
        for slide in page["slides"]:
            ids = names | set(_ID.findall(slide.body + slide.notes))
            slide.body, slide.notes = unlinked(slide.body, ids), unlinked(slide.notes, ids)
        return nb, resources


class _Laying:
    """A deck in the making: the slides so far, the heading that holds, and prose that waits for an exhibit."""

    def __init__(self, page: dict[str, Any], taken: set[str], left_out: set[str]) -> None:
        self.slides: list[Slide] = []
        self.left_out = left_out
        self.elsewhere: list[str] = []
        self.words, self.language = page["words"], page["language"]
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
            self.close_section()
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
        if block["absent"]:
            return
        if block["label"] in self.left_out:
            self.elsewhere.append(block["name"])
        elif block["kind"] == "sentence":
            self.add_sentences(_PARAGRAPH.findall(block["html"]), block["language"])
        elif block["kind"] == "table":
            found = _TABLE.search(block["html"])
            notes = _NOTE.findall(block["html"])
            pages, scale = table_pages(found[0] if found else "", sum(map(_length, notes)))
            shown = pages if len(pages) <= _PAGES else pages[:1]
            for number, page in enumerate(shown, 1):
                slide = self.exhibit(block, page + "".join(notes))
                slide.scale = scale
                slide.part = f"{number}/{len(pages)}" if len(pages) > 1 else ""
            if len(pages) > _PAGES:
                self.elsewhere.append(block["name"])
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
        """Put computed sentences on the slide of their heading, or on one of their own; those for which there is no room, in its notes."""
        last = self.slides[-1] if self.slides else None
        if not (last and last.kind in ("heading", "text") and last.language == language):
            last = Slide(self.free(self.heading.name), "text", self.heading.title, language, notes=self.said())
            self.slides.append(last)
        full = False
        for paragraph in paragraphs:
            full = full or (bool(last.body) and _length(last.body) + _length(paragraph) > _ROOM)
            if full:
                last.notes += paragraph
            else:
                last.body += paragraph

    def close_section(self) -> None:
        """Place what waits for an exhibit that did not come, and say which others the report has."""
        if self.waiting.strip():
            shown, notes = gist(self.waiting)
            if self.slides and self.slides[-1].kind in ("table", "figure"):
                self.slides[-1].notes += self.waiting
            else:
                name = self.free(self.heading.name)
                self.slides.append(
                    Slide(name, "text", self.heading.title, self.waiting_language, body=shown, notes=notes)
                )
            self.waiting = ""
        if self.elsewhere and self.slides:
            said = f"{self.words['in_report']}{self.words['colon']} {listed(self.elsewhere, self.language)}."
            self.slides[-1].notes += f"<p>{escape(said)}</p>"
        self.elsewhere = []

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


def _led(slides: list[Slide]) -> list[Slide]:
    """Without the slides that only lead to an exhibit, whose text goes to its notes, and those of headings that nothing stands under."""
    kept: list[Slide] = []
    for slide, after in zip(slides, [*slides[1:], None], strict=True):
        leads = after is not None and after.kind in ("table", "figure") and after.section == slide.title
        if slide.kind == "heading" and leads and after is not None and "exhibit-sentence" not in slide.body:
            after.notes = (slide.notes or slide.body) + after.notes
        elif slide.kind != "heading" or slide.body or (slide.level == 2 and after is not None and after.level == 3):
            kept.append(slide)
    return kept


def _length(html: str) -> int:
    return len(_TAG.sub("", html))
