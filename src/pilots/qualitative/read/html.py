"""The text of an HTML document, as a browser counts its characters."""

from html.parser import HTMLParser


def text_of(html: str) -> str:
    r"""What stands between the tags, entities resolved; nothing is added between paragraphs.

    Examples
    --------
    >>> text_of("<p>caf&eacute; &amp; <b>thé</b></p>\\n<p>…</p>")
    'café & thé\\n…'
    """
    reader = _Texts()
    reader.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    return "".join(reader.found)


class _Texts(HTMLParser):
    """Collects texts; what a page does not show is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as the parser calls it
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style") and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)
