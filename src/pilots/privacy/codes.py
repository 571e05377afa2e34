"""What a text says where it is written in a code: percent signs, entities, base64, lists of numbers, digits for letters."""

import base64
import binascii
import html
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_plus

from pilots.privacy.folding import plain
from pilots.privacy.spelling import in_digits, in_latin

_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPED = re.compile(
    r"\\u(?:([0-9A-Fa-f]{4})|\{([0-9A-Fa-f]{2,6})\})|\\U([0-9A-Fa-f]{8})|\\x([0-9A-Fa-f]{2})|\\([0-9A-Fa-f]{2,6})\s?|\bU\+([0-9A-Fa-f]{4,6})(?:\s(?=U\+))?"
)
_OCTAL = re.compile(r"(?:\\[0-3][0-7]{2}){3,512}")
_QUOTED = re.compile(r"=([0-9A-F]{2})")
_BYTES = re.compile(r"(?<![0-9A-Za-z])(?:0x)?(?:[0-9A-Fa-f]{2}){4,512}(?![0-9A-Za-z])|(?<![0-9A-Za-z])(?:(?:0x)?[0-9A-Fa-f]{2}[\s:,;_-]{1,2}){3,512}(?:0x)?[0-9A-Fa-f]{2}(?![0-9A-Za-z])")  # fmt: skip
_BITS = re.compile(r"(?<!\d)(?:[01]{8}\s{0,2}){4,512}(?!\d)")
_NUMBERS = re.compile(r"(?<![\d.,])\d{2,3}(?:[\s,;]{1,2}\d{2,3}){3,512}(?![\d.]|,\d)")
_PUNYCODE = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)
_TURNED = re.compile("\u202e([^\u202c]*)")
_MISREAD = re.compile("[\u00c3-\u00c5\u00d0\u00d8-\u00d9]")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}|[A-Za-z0-9+/_-]{6,7}={1,2}")
_PARTED = re.compile(r"[/_-]")
_BASE32 = re.compile(r"(?<![0-9A-Za-z])(?:[A-Z2-7]{7,}|(?=[a-z]{0,20}[2-7])[a-z2-7]{7,})={0,6}(?![0-9A-Za-z])")
_LONGEST = 4096
"""Longer runs are pictures, which are read as such, and no words in a code."""
_MANY = 50
"""As many readings of one text are looked at; codes in codes in codes end there."""
_MOST = 1 << 20
"""So many letters are unpacked."""
_PACKED = (b"\x1f\x8b", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_SWAPPED = re.compile(r"(?<![\w@$|])(?=[^\W\d_]{0,20}[0-8@$!|€])[\w@$!|€]{4,24}(?![\w@$|])")
_LETTERS = [str.maketrans("034578@$!|€", "oeastbasile") | {ord("1"): one} for one in "il"]
_STRETCHED = re.compile(r"[^\W\d_]{0,20}([^\W\d_])\1{2,}[^\W\d_]{0,20}")
_ROUND = re.compile(r"(?<!\w)[\dOoIl](?:[\s./()-]{0,3}[\dOoIl]){8,13}(?!\w)")
_DIGITS = str.maketrans("OoIl", "0011")
_REACHES = re.compile(r"\w{2}@\w{2,}\.\w{2}")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_MEANT = re.compile(
    r"(?!.*(.)\1\1)(?:[^\W\d_][a-z\u00df-\u00ff\u0101-\u017f]{3,}|[A-Z\u00c0-\u00de]{4,}|.*[^\x00-\u024f].*)"
)
"""A word of four letters or more as one writes words."""


def readings(text: str) -> Iterator[str]:
    """A text and what it says where it is written in a code: percent signs, entities, escapes, base64, numbers in words.

    Examples
    --------
    >>> list(readings("mailto:ann%40example.org"))[:2]
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
    if "\\" in text or "U+" in text:
        yield _ESCAPED.sub(_letter, text)
        yield _together(_of_bytes(bytes(int(one, 8) for one in match[0].split("\\")[1:])) for match in _OCTAL.finditer(text))  # fmt: skip
    if _QUOTED.search(text):
        yield unquote_plus(_QUOTED.sub(r"%\1", text))
    if "\u202e" in text:
        yield _TURNED.sub(lambda match: match[1][::-1], text)
    if _MISREAD.search(text):
        yield text.encode("cp1252", "ignore").decode("utf-8", "ignore")
    if "xn--" in text.casefold():
        yield _PUNYCODE.sub(lambda match: _from_punycode(match[1]), text)
    if not text.isascii():
        yield in_latin(text)
    said = plain(text)
    if (counted := in_digits(said)) != said:
        yield counted
    # each kind of code is one reading: however many there are, none is left out
    yield _together(_by_no_chance(_of_bytes(bytes.fromhex(re.sub(r"0x|[^0-9A-Fa-f]", "", match[0])))) for match in _BYTES.finditer(text))  # fmt: skip
    yield _together(_of_bytes(_bits(match[0])) for match in _BITS.finditer(text))
    yield _together(_by_no_chance("".join(map(_sign, re.findall(r"\d+", match[0])))) for match in _NUMBERS.finditer(text))  # fmt: skip
    yield _together(_decoded(code) for match in _BASE64.finditer(text) if len(match[0]) <= _LONGEST for code in dict.fromkeys([match[0], *_PARTED.split(match[0])]) if len(code) > 5)  # fmt: skip
    yield _together(_of_bytes(_from_base32(match[0])) for match in _BASE32.finditer(text) if len(match[0]) <= _LONGEST)
    yield _together(_written(said))


def _written(text: str) -> Iterator[str]:
    """Words in which digits stand for letters, letters for digits, or a letter many times: V33rle, O47O, Veeeerle."""
    for match in _SWAPPED.finditer(text):
        if sum(letter.isalpha() for letter in match[0]) >= 2:
            yield from (one for letters in _LETTERS if (one := match[0].translate(letters)).isalpha())
    for match in _STRETCHED.finditer(text):
        yield from (re.sub(r"([^\W\d_])\1{2,}", by, match[0]) for by in (r"\1", r"\1\1"))
    for match in _ROUND.finditer(text):
        if sum(letter.isdigit() for letter in match[0]) >= 3 and re.search("[OoIl]", match[0]):
            yield match[0].translate(_DIGITS)


def _by_no_chance(said: str) -> str:
    """What numbers say without short words and odd ones, which any column of a table may happen to spell."""
    return (
        said
        if _REACHES.search(said)
        else _ANY_WORD.sub(lambda word: word[0] if _MEANT.fullmatch(word[0]) else " ", said)
    )


def _together(said: Iterable[str]) -> str:
    return "\n".join(filter(None, said))


def _letter(match: re.Match[str]) -> str:
    number = int(next(filter(None, match.groups())), 16)
    return chr(number) if number < 0x110000 else ""


def _sign(number: str) -> str:
    """The letter with this number, where it is one that we write names with."""
    return chr(int(number)) if 32 <= int(number) < 384 else "\n"


def _bits(text: str) -> bytes:
    return bytes(int(one, 2) for one in re.findall(r"[01]{8}", text))


def _from_punycode(code: str) -> str:
    try:
        return code.encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return ""


def _from_base32(code: str) -> bytes:
    bare = code.rstrip("=").upper()
    try:
        return base64.b32decode(bare + "=" * (-len(bare) % 8))
    except binascii.Error:
        return b""


def _decoded(code: str) -> str:
    """What a run of base64 says; nothing where that is no text."""
    # a stroke or a dash is a sign of the code, or parts the address or the name in which it stands
    bare = code.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return _of_bytes(base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True))
    except binascii.Error:
        return ""


def _of_bytes(data: bytes) -> str:
    """What bytes say, packed or not; nothing where they are no text."""
    try:
        if data.startswith(_PACKED):
            data = zlib.decompressobj(wbits=47).decompress(data, _MOST)
        wide = len(data) >= 6 and data.count(0) * 3 >= len(data)
        said = data.decode(("utf-16-be" if data[0] == 0 else "utf-16-le") if wide else "utf-8")
    except (ValueError, zlib.error):
        return ""
    return "" if any(unicodedata.category(sign) == "Cc" and not sign.isspace() for sign in said) else said
