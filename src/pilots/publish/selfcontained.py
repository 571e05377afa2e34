"""A report opens without the network: nothing in it is fetched from anywhere, and nothing runs but a script of ours."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html.parser import HTMLParser

from pilots.errors import PilotsError, raise_all
from pilots.markup import DRAWING

_LOADS = {"src", "srcset", "poster", "background", "data", "action", "formaction", "xlink:href", "href"}
_REFUSED = {"iframe", "frame", "object", "embed", "link", "base", "form", "audio", "video"}
_FETCHES = re.compile(r"@import|url\(\s*['\"]?(?!['\"]?(?:#|data:))", re.IGNORECASE)


class _Reader(HTMLParser):
    def __init__(self, scripts: Sequence[str]) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts = scripts
        self._tag = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag, self._text = tag, ""
        if tag in _REFUSED or (tag == "script" and attrs):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if not _inside(tag, name, (value or "").strip()):
                self.found.append(f"{name} of <{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._text not in self.scripts:
            self.found.append("<script>")
        self._tag = ""

    def handle_data(self, data: str) -> None:
        self._text += data
        if self._tag == "style" and _FETCHES.search(data):
            self.found.append("url() in <style>")

    def close(self) -> None:
        super().close()
        if self._tag == "script":
            self.found.append("<script>")


def require_self_contained(html: str, where: str = "", *, scripts: Sequence[str] = ()) -> None:
    """Refuse HTML that would fetch something or run something when it is opened; links to click on are fine.

    Parameters
    ----------
    html
        A page, or a part of one.
    where
        The place that the message names.
    scripts
        The whole texts of the scripts of ours that may stand in it, between `<script>` and `</script>` to the letter.

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
    drawn = [fault for drawing in DRAWING.findall(html) for fault in _faults(drawing)]
    faults = [*drawn, *_faults(DRAWING.sub("<svg></svg>", html), tuple(scripts))]
    mend = "Put images beside the notebook, and leave scripts and frames out."
    what = "the report would need more than its own file"
    raise_all([PilotsError(f"{what}: {place}", where=where, mend=mend) for place in dict.fromkeys(faults)])


@lru_cache(maxsize=256)
def _faults(html: str, scripts: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What would fetch or run something; a figure stands in a report and on its page, and is read once."""
    reader = _Reader(scripts)
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


def _inside(tag: str, name: str, value: str) -> bool:
    if name.startswith("on"):
        return False
    if name == "style":
        return not _FETCHES.search(value)
    if tag == "a" and name == "href":
        return not value.lower().startswith(("javascript:", "data:", "file:", "vbscript:"))
    return name not in _LOADS or value == "" or value.startswith(("#", "data:"))
