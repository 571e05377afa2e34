"""The gist of a text: its first sentences, for a slide; the whole is for who speaks."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

_END = re.compile(r"(?<=[\w)%»”’]{3}[.!?…])\s+(?=[A-ZÀ-Þ“«‘(])")
_ROOM = 260
"""How many characters of prose one slide holds."""


def gist(html: str) -> tuple[str, str]:
    """Shorten prose to what one reads from afar.

    Parameters
    ----------
    html
        Paragraphs, lists, quotes and pictures, as `pilots.publish.prose.markdown` gives them.

    Returns
    -------
    tuple
        What is shown: the first sentences of the first paragraph, and lists, quotes and pictures as long as there is
        room. And the whole text, without the ids that are shown, where something of it is left out; otherwise "".

    Examples
    --------
    >>> gist("<p>Ouders vertellen. Het team luistert.</p>")
    ('<p>Ouders vertellen. Het team luistert.</p>', '')
    >>> shown, notes = gist(f"<p>Ouders vertellen. {'Het team luistert goed. ' * 20}</p><p>En dan?</p>")
    >>> len(shown) < 280, shown.endswith("goed.</p>"), notes.endswith("En dan?</p>")
    (True, True, True)
    """
    text = BeautifulSoup(html, "html.parser")
    room, cut = _ROOM, False
    for number, part in enumerate(part for part in list(text.children) if isinstance(part, Tag)):
        if number == 0 and part.name == "p":
            cut |= _first_sentences(part, _ROOM)
        elif room < len(part.get_text()) and part.find("img") is None:
            part.extract()
            cut = True
            continue
        room -= len(part.get_text())
    return str(text).strip(), _beside(html, text) if cut else ""


def _first_sentences(paragraph: Tag, room: int) -> bool:
    """Leave as many whole sentences as there is room for, but at least one; say whether any went."""
    text = paragraph.get_text()
    ends = {end.start() for end in _END.finditer(text)}
    places = []
    at = 0
    for child in paragraph.children:
        length = len(child.get_text())
        # a sentence that ends inside other markup is not cut there
        if isinstance(child, NavigableString):
            places += [(end, child, end - at) for end in sorted(ends) if at <= end < at + length]
        at += length
    fitting = [place for place in places if place[0] <= room] or places[:1]
    if len(text) <= room or not fitting:
        return False
    _, child, end = fitting[-1]
    for later in list(child.next_siblings):
        later.extract()
    child.replace_with(str(child)[:end])
    return True


def _beside(html: str, shown: Tag) -> str:
    """The whole text, to stand beside what is shown of it: no id stands twice."""
    ids = {part["id"] for part in shown.find_all(id=True)}
    text = BeautifulSoup(html, "html.parser")
    for part in text.find_all(id=lambda name: name in ids):
        del part["id"]
    return str(text).strip()
