"""Texts as one compares them: whatever letters, spaces, marks and codes they were written with."""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_plus

from pilots.privacy.spelling import in_digits

# letters of other scripts that look like ours, and ours that no decomposition makes plain
_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝкмтвнзАЕОРСУХІЈЅНКМТВЗҮαεορυχικντβηΑΒΕΖΗΙΚΜΝΟΡΤΥΧıøłđðßŁØĐÐꞌʼ’‘`´",
    "aeopcyxijshdqwkmtvnzAEOPCYXIJSHKMTBZYaeopuxikvtbnABEZHIKMNOPTYXioldds" + "LODD" + "''''''",
) | str.maketrans("ӏԍɡɑɩօոսհցᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "lggaionuhgabcdefghijklmnoprstuvwyz")
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]")  # fmt: skip
_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
_OPENS = re.compile(r"(?:^|[.!?…:;|\n\t>•]|[ ]{2}|[.!?…]['”»)\]]+)\s*['\"“«(\[–-]*\s*$")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPED = re.compile(r"\\u(?:([0-9A-Fa-f]{4})|\{([0-9A-Fa-f]{2,6})\})|\\x([0-9A-Fa-f]{2})|\\([0-9A-Fa-f]{2,6})\s?")
_QUOTED = re.compile(r"=([0-9A-F]{2})")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}){5,512}(?![0-9A-Za-z])")
_PUNYCODE = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)
_TURNED = re.compile("\u202e([^\u202c]*)")
_MISREAD = re.compile("[\u00c3-\u00c5\u00d0\u00d8-\u00d9]")
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


@lru_cache(maxsize=256)
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
    """A text and what it says where it is written in a code: percent signs, entities, escapes, base64, numbers in words.

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
        new = [one for one in dict.fromkeys(_resolved(said)) if one and one not in seen] if len(seen) < _MANY else []
        seen.update(new)
        waiting += new


def _resolved(text: str) -> Iterator[str]:
    if _ENCODED.search(text):
        yield (said := unquote_plus(text))
        if "\ufffd" in said:
            yield unquote_plus(text, encoding="latin-1")
    if "&" in text:
        yield html.unescape(text)
    if "\\" in text:
        yield _ESCAPED.sub(_letter, text)
    if _QUOTED.search(text):
        yield unquote_plus(_QUOTED.sub(r"%\1", text))
    if "\u202e" in text:
        yield _TURNED.sub(lambda match: match[1][::-1], text)
    if _MISREAD.search(text):
        yield text.encode("cp1252", "ignore").decode("utf-8", "ignore")
    if "xn--" in text.casefold():
        yield _PUNYCODE.sub(lambda match: _from_punycode(match[1]), text)
    said = plain(text)
    if (counted := in_digits(said)) != said:
        yield counted
    for match in _HEX.finditer(text):
        yield _of_bytes(bytes.fromhex(match[0]))
    for match in _BASE64.finditer(text):
        if len(match[0]) <= _LONGEST:
            # a stroke is a sign of the code, or parts the address in which it stands
            yield from (_decoded(code) for code in dict.fromkeys([match[0], *match[0].split("/")]))


def _digit(letter: str) -> str:
    """A digit of any script as ours; any other letter as it is."""
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def _letter(match: re.Match[str]) -> str:
    number = int(next(filter(None, match.groups())), 16)
    return chr(number) if number < 0x110000 else ""


def _from_punycode(code: str) -> str:
    try:
        return code.encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return ""


def _decoded(code: str) -> str:
    """What a run of base64 says; nothing where that is no text."""
    bare = code.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return _of_bytes(base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True))
    except binascii.Error:
        return ""


def _of_bytes(data: bytes) -> str:
    """What bytes say; nothing where they are no text."""
    try:
        said = data.decode("utf-8")
    except ValueError:
        return ""
    return "" if any(unicodedata.category(sign) == "Cc" and not sign.isspace() for sign in said) else said
