"""What stands where in a published page, for those who look for something in all reports at once."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pilots.markup import DRAWING

_PASSED = ("script", "style", "nav", "details", "footer")
_SPACE = re.compile(r"\s+")


@dataclass
class Section:
    """A heading with the text under it.

    Parameters
    ----------
    anchor
        Its id on the page; empty for what stands before the first heading.
    heading, text
        As a reader sees them, with single spaces.
    """

    anchor: str = ""
    heading: str = ""
    text: str = ""


@dataclass
class Contents:
    """A published page: its title, its language, whether its data are synthetic, and its sections."""

    title: str = ""
    language: str = ""
    synthetic: bool = False
    sections: list[Section] = field(default_factory=list)


def contents(html: str) -> Contents:
    """Read a page that the exporter `pilots-html` made.

    Pictures, folded parts, code and what surrounds the text are passed over.

    Examples
    --------
    >>> page = contents('<html lang="nl"><h1>Noden</h1><main>Vooraf<h2 id="taal">Taal</h2><p>Veel talen.</p></main></html>')
    >>> page.title, [(part.anchor, part.heading, part.text) for part in page.sections]
    ('Noden', [('', '', 'Vooraf'), ('taal', 'Taal', 'Veel talen.')])
    """
    reader = _Reader()
    reader.feed(DRAWING.sub(" ", html))
    reader.close()
    page = reader.page
    page.title = _plain(page.title)
    for part in page.sections:
        part.heading, part.text = _plain(part.heading), _plain(part.text)
    page.sections = [part for part in page.sections if part.heading or part.text]
    return page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Contents(sections=[Section()])
        self._passed: list[str] = []
        self._inside = ""
        self._text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag == "html":
            self.page.language = about.get("lang") or ""
        elif tag == "meta" and about.get("name") == "pilots:synthetic":
            self.page.synthetic = about.get("content") == "true"
        elif tag in _PASSED:
            self._passed.append(tag)
        elif tag == "main":
            self._text = True
        if tag in ("h1", "h2", "h3"):
            self._inside = tag
            if tag != "h1" and self._text:
                self.page.sections.append(Section(about.get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        if self._passed and tag == self._passed[-1]:
            self._passed.pop()
        if tag == self._inside:
            self._inside = ""
        if tag == "main":
            self._text = False
        self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self._passed:
            return
        if self._inside == "h1":
            self.page.title += data
        elif self._text and self._inside:
            self.page.sections[-1].heading += data
        elif self._text:
            self.page.sections[-1].text += data


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
