"""Texts as one compares them: whatever letters, spaces and marks they were written with."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# letters of other scripts that look like ours, and ours that no decomposition makes plain
_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝкмтвнзАЕОРСУХІЈЅНКМТВЗҮαεορυχικντβηΑΒΕΖΗΙΚΜΝΟΡΤΥΧıøłđðßŁØĐÐꞌʼ’‘`´",
    "aeopcyxijshdqwkmtvnzAEOPCYXIJSHKMTBZYaeopuxikvtbnABEZHIKMNOPTYXioldds" + "LODD" + "''''''",
) | str.maketrans("ӏԍɡɑɩօոսհցᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "lggaionuhgabcdefghijklmnoprstuvwyz")
_ALIKE |= {start + at: 65 + at for start in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)}
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]")  # fmt: skip
_CONTROL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f]")
_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
_OPENS = re.compile(r"(?:^|[.!?…:;|\n\t>•]|[ ]{2}|[.!?…]['”»)\]]+)\s*['\"“«(\[–-]*\s*$")


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


class _Bare(dict[int, str | None]):
    """Each letter without its marks, and digits of any script as ours, found out once."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        digit = unicodedata.digit(letter, None)
        self[code] = None if unicodedata.combining(letter) else letter if digit is None else str(digit)
        return self[code]


_BARE = _Bare()


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    r"""A text in plain Latin letters: no accents, nothing unseen, no look-alikes of another script.

    Examples
    --------
    >>> plain("F\u0430t\u200bi\u0301ma\u00a0Ł")
    'Fatima L'
    """
    text = _CONTROL.sub("", text)
    if text.isascii():
        return text.replace("`", "'")
    # a look-alike goes before and after: what NFKC takes apart may be one
    known = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_ALIKE)
    return unicodedata.normalize("NFD", known).translate(_BARE).translate(_ALIKE)


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
