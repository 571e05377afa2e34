"""In which language texts were written that a reader may meet untranslated, so that a page can say where it changes language.

What the team or a person wrote in one language only (a code, a status, a quote) stands on pages in other languages too. Who
gives such a text to a page notes it here, in this process; who makes the HTML marks it.
"""

import re
from html import escape, unescape

_WRITTEN: dict[str, str] = {}
_PART = re.compile(r"(\s*[,;:] |\. |[“”«»]\s?|\s[«»])")
_TEXT = re.compile(r">([^<>]+)<")
_WORD = re.compile(r"[^\W\d_]{2}")


def note(text: str, language: str) -> str:
    """Remember in which language a text is, and give it back.

    Examples
    --------
    >>> note("warm onthaal", "nl")
    'warm onthaal'
    """
    if _WORD.search(text):
        _WRITTEN[text.strip()] = language
    return text


def mark(html: str, language: str) -> str:
    """HTML in which texts that were written in another language than the page's bear that language.

    A text is known where it stands by itself, as a part between commas and the like, or, when it has several words, anywhere.

    Examples
    --------
    >>> _ = note("warm onthaal", "nl")
    >>> mark("<td>warm onthaal, école</td>", "fr")
    '<td><span lang="nl">warm onthaal</span>, école</td>'
    >>> mark("<td>warm onthaal</td>", "nl")
    '<td>warm onthaal</td>'
    """
    other = {text: spoken for text, spoken in _WRITTEN.items() if spoken != language}
    if not other:
        return html
    phrases = sorted((text for text in other if " " in text), key=len, reverse=True)
    return _TEXT.sub(lambda found: f">{_marked(found[1], other, phrases)}<", html)


def _marked(html: str, other: dict[str, str], phrases: list[str]) -> str:
    """A text of a page, with the parts in a span that are known to be in another language."""
    text = unescape(html)
    if not _WORD.search(text):
        return html
    there = [phrase for phrase in phrases if phrase in text]
    parts = [text]
    if there:
        parts = re.split(rf"(?<!\w)({'|'.join(map(re.escape, there))})(?!\w)", text)
    # the odd ones are what was looked for
    pieces = [piece for odd, part in enumerate(parts) for piece in ([part] if odd % 2 else _PART.split(part))]
    if not any(piece.strip() in other for piece in pieces):
        return html
    return "".join(_span(piece, other) for piece in pieces)


def _span(piece: str, other: dict[str, str]) -> str:
    bare = piece.strip()
    if bare not in other:
        return escape(piece)
    before, _, after = piece.partition(bare)
    return f'{before}<span lang="{other[bare]}">{escape(bare)}</span>{after}'
