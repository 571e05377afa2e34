"""Numbers in words as digits, and names of other scripts in Latin letters: what a text tells without writing it."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

_WORDS = (
    "nul zero null sifir", "een un une one bir", "twee deux two iki", "drie trois three uc", "vier quatre four dort", "vijf cinq five bes",
    "zes six alti", "zeven sept seven yedi", "acht huit eight sekiz", "negen neuf nine dokuz", "tien dix ten on", "elf onze eleven",
    "twaalf douze twelve", "dertien treize thirteen", "veertien quatorze fourteen", "vijftien quinze fifteen", "zestien seize sixteen",
    "zeventien seventeen", "achttien eighteen", "negentien nineteen",
)  # fmt: skip
_TENS = (
    "", "on", "twintig vingt vingts twenty yirmi", "dertig trente thirty otuz", "veertig quarante forty kirk", "vijftig cinquante fifty elli",
    "zestig soixante sixty altmis", "zeventig septante seventy yetmis", "tachtig huitante eighty seksen", "negentig nonante ninety doksan",
)  # fmt: skip
_DUTCH = [words.split()[0] for words in _WORDS[1:10]]
_UNITS = {word: number for number, words in enumerate(_WORDS) for word in words.split()}
_ROUND = {word: 10 * number for number, words in enumerate(_TENS) for word in words.split()}
_COMPOUND = {
    f"{unit}en{words.split()[0]}": 10 * ten + one
    for (one, unit), (ten, words) in product(enumerate(_DUTCH, 1), enumerate(_TENS[2:], 2))
}
_HUNDREDS = {"honderd", "cent", "cents", "hundred", "yuz"}
_HUNDREDFOLD = {f"{word}honderd": 100 * number for number, word in enumerate(_DUTCH, 1)}
_AND = {"et", "and"}
_NUMBERS = {**_UNITS, **_ROUND, **_COMPOUND, **_HUNDREDFOLD, **dict.fromkeys(_HUNDREDS, 100)}
_WORD = "(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_BETWEEN = r"(?:[\W_]{1,4}(?:et[\W_]{1,3}|and[\W_]{1,3})?)"
_RUN = re.compile(rf"(?<!\w){_WORD}(?:{_BETWEEN}{_WORD}){{2,}}(?!\w)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")
_LEAST = 6
"""Shorter numbers reach nobody."""

_SOUNDS = (
    "а:a б:b в:v г:g ґ:g д:d е:e ё:e ж:zh з:z и:i і:i ї:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch "
    "ъ: ы:y ь: э:e ю:yu я:ya є:ye ў:u α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch "
    "ψ:ps ω:o"
)
_LATIN = {pair[0]: pair[2:] for pair in _SOUNDS.split()}
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]{3,}")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ß": "ss"})


def in_digits(text: str) -> str:
    """A plain text with long numbers that are written in words as digits; Dutch, French, English and Turkish.

    Examples
    --------
    >>> in_digits("bel nul vier zeventig, achtenzeventig elf twee drie")
    'bel 0 4 70 78 11 2 3'
    >>> in_digits("twee van de drie")
    'twee van de drie'
    """
    return _RUN.sub(_said, text) if _in_a_row(text) else text


def latin(name: str) -> Iterator[str]:
    """A name as it may be written elsewhere: Cyrillic and Greek in Latin letters, umlauts with an e.

    Examples
    --------
    >>> list(latin("Бондаренко")), list(latin("Müller")), list(latin("Ann"))
    (['bondarenko'], ['mueller'], [])
    """
    small = unicodedata.normalize("NFC", name).casefold()
    bare = "".join(sign for sign in unicodedata.normalize("NFD", small) if sign != "\u0301")
    bare = unicodedata.normalize("NFC", bare).replace("ου", "ou")
    other = "".join(_LATIN.get(letter, letter) for letter in bare)
    yield from dict.fromkeys(one for one in (other, small.translate(_GERMAN)) if one not in (small, bare))


def in_latin(text: str) -> str:
    """The words of a text that are written in Cyrillic or Greek, in Latin letters; empty where there are none.

    Examples
    --------
    >>> in_latin("toen zei Мирела iets")
    'Mirela'
    """
    return " ".join("".join(map(_in_latin, word)) for word in _OTHER.findall(text))


def _in_latin(letter: str) -> str:
    other = _LATIN.get(letter.lower(), letter)
    return other.capitalize() if letter.isupper() else other


def _in_a_row(text: str) -> bool:
    """Whether three words stand there that may be a number: most texts have none, and this is a fast look."""
    row = 0
    for word in _LETTERS.findall(text.casefold()):
        if word in _NUMBERS:
            row += 1
            if row == 3:
                return True
        elif word not in _AND:
            row = 0
    return False


def _said(match: re.Match[str]) -> str:
    words = [word for word in _LETTERS.findall(match[0].casefold()) if word not in _AND]
    numbers = list(_numbers([_NUMBERS[word] for word in words]))
    digits = " ".join(map(str, numbers))
    return digits if len(digits.replace(" ", "")) >= _LEAST else match[0]


def _numbers(values: list[int]) -> Iterator[int]:
    """The numbers that a row of number words says: hundreds, tens and units that belong together as one."""
    total: int | None = None
    for value in values:
        if total is None:
            total = value
        elif value == 100 and 2 <= total <= 9:
            total *= 100
        elif (total == 4 and value == 20) or (total % 100 == 4 and value == 20 and total > 100):
            total += 76  # quatre-vingts
        elif _belongs(total, value):
            total += value
        else:
            yield total
            total = value
    if total is not None:
        yield total


def _belongs(total: int, value: int) -> bool:
    if total >= 100 and total % 100 == 0:
        return 0 < value < 100
    rest = total % 100
    tens = rest >= 20 and rest % 10 == 0
    return tens and (0 < value < 10 or (rest in (60, 80) and 10 <= value < 20))
