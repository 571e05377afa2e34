"""A report opens without the network: nothing in it may be fetched from anywhere, and nothing in it runs."""

import re
from html.parser import HTMLParser

from pilots.errors import PilotsError, raise_all

_LOADS = {"src", "srcset", "poster", "background", "data", "action", "formaction", "xlink:href", "href"}
_REFUSED = {"script", "iframe", "frame", "object", "embed", "link", "base", "form", "audio", "video"}
_FETCHES = re.compile(r"@import|url\(\s*['\"]?(?!['\"]?(?:#|data:))", re.IGNORECASE)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        if tag in _REFUSED:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if not _inside(tag, name, (value or "").strip()):
                self.found.append(f"{name} of <{tag}>")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style and _FETCHES.search(data):
            self.found.append("url() in <style>")


def require_self_contained(html: str, where: str = "") -> None:
    """Refuse HTML that would fetch something or run something when it is opened; links to click on are fine.

    Raises
    ------
    PilotsError
        One problem for every element that does, by element and attribute.

    Examples
    --------
    >>> require_self_contained('<a href="https://www.vives.be">VIVES</a><img src="data:image/png;base64,A" alt="">')
    >>> require_self_contained('<img src="https://www.vives.be/logo.png" alt="">', "cell 3")
    Traceback (most recent call last):
    pilots.errors.PilotsError: cell 3: the report would need more than its own file: src of <img>...
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    mend = "Put images beside the notebook, and leave scripts and frames out."
    what = "the report would need more than its own file"
    found = dict.fromkeys(reader.found)
    raise_all([PilotsError(f"{what}: {place}", where=where, mend=mend) for place in found])


def _inside(tag: str, name: str, value: str) -> bool:
    if name.startswith("on"):
        return False
    if name == "style":
        return not _FETCHES.search(value)
    if tag == "a" and name == "href":
        return not value.lower().startswith(("javascript:", "data:", "file:", "vbscript:"))
    return name not in _LOADS or value == "" or value.startswith(("#", "data:"))
