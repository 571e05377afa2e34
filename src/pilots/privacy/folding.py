"""Texts as one compares them: whatever letters, spaces, marks and codes they were written with."""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus

# letters of other scripts that look like ours, and ours that no decomposition makes plain
_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝкмтвнзАЕОРСУХІЈЅНКМТВЗҮαεορυχικντβηΑΒΕΖΗΙΚΜΝΟΡΤΥΧıøłđðßŁØĐÐꞌʼ’‘`´",
    "aeopcyxijshdqwkmtvnzAEOPCYXIJSHKMTBZYaeopuxikvtbnABEZHIKMNOPTYXioldds" + "LODD" + "''''''",
)
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")  # fmt: skip
_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
_OPENS = re.compile(r"(?:^|[.!?…:;|\n\t>•]|[ ]{2}|[.!?…]['”»)\]]+)\s*['\"“«(\[–-]*\s*$")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_LONGEST = 4096
"""Longer runs are pictures, which are read as such, and no words in a code."""
_MANY = 50
"""As many readings of one text are looked at; codes in codes in codes end there."""


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters or of digits of a text.

    Parameters
    ----------
    text
        In small letters without accents.
    start, end
        Where it stands in the plain text.
    capital, opens
        Whether it begins with a capital; whether it opens a sentence, a line or the text, where a capital tells nothing.
    """

    text: str
    start: int
    end: int
    capital: bool
    opens: bool


def plain(text: str) -> str:
    r"""A text in plain Latin letters: no accents, nothing unseen, no look-alikes of another script.

    Examples
    --------
    >>> plain("F\u0430t\u200bi\u0301ma\u00a0Ł")
    'Fatima L'
    """
    if text.isascii():
        return text.replace("`", "'")
    # a look-alike goes before and after: what NFKC takes apart may be one
    known = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_ALIKE)
    letters = (letter for letter in unicodedata.normalize("NFD", known) if not unicodedata.combining(letter))
    return "".join(_digit(letter) for letter in letters).translate(_ALIKE)


def tokens(text: str) -> list[Token]:
    """The words and numbers of a plain text; a capital inside a word begins a new one.

    Examples
    --------
    >>> [token.text for token in tokens("FatimaElAmrani, OTG05")]
    ['fatima', 'el', 'amrani', 'otg', '05']
    """
    found = []
    for match in _TOKEN.finditer(text):
        start = match.start()
        opens = bool(_OPENS.search(text, max(0, start - 12), start)) if start else True
        found.append(Token(match[0].casefold(), start, match.end(), match[0][0].isupper(), opens))
    return found


def squeezed(text: str) -> str:
    """Only the letters and digits of a text, plain and small.

    Examples
    --------
    >>> squeezed("Ann-Sofie D'Hondt")
    'annsofiedhondt'
    """
    return "".join(token.text for token in tokens(plain(text)))


def readings(text: str) -> Iterator[str]:
    """A text and what it says where it is written in a code: percent signs, entities, escapes, base64.

    Examples
    --------
    >>> list(readings("mailto:ann%40example.org"))
    ['mailto:ann%40example.org', 'mailto:ann@example.org']
    >>> "Fatima" in " ".join(readings("data:;base64,RmF0aW1h"))
    True
    """
    seen, waiting = {text}, [text]
    while waiting:
        yield (said := waiting.pop(0))
        new = [one for one in _resolved(said) if one and one not in seen] if len(seen) < _MANY else []
        seen.update(new)
        waiting += new


def _resolved(text: str) -> Iterator[str]:
    if _ENCODED.search(text):
        yield unquote_plus(text)
    if "&" in text:
        yield html.unescape(text)
    if "\\" in text:
        yield _ESCAPED.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    for match in _BASE64.finditer(text):
        if len(match[0]) <= _LONGEST:
            # a stroke is a sign of the code, or parts the address in which it stands
            yield from (_decoded(code) for code in dict.fromkeys([match[0], *match[0].split("/")]))


def _digit(letter: str) -> str:
    """A digit of any script as ours; any other letter as it is."""
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def _decoded(code: str) -> str:
    """What a run of base64 says; nothing where that is no text."""
    bare = code.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        said = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    return "" if any(unicodedata.category(sign) == "Cc" and not sign.isspace() for sign in said) else said
