"""What kind of identifier a value is, and the forms in which a text may hold it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pilots.privacy.folding import plain, tokens
from pilots.privacy.spelling import latin

KINDS = ("name", "e-mail", "phone", "number", "date", "address", "code", "label", "initials")

_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DIGITS = re.compile(r"\D+")
_MIXED = re.compile(r"(?=\S*[A-Z]\S*[a-z]\S*[A-Z])(?=\S*[a-z][A-Z])\w{8,}")
"""An id that a tool drew, without a digit by chance."""
_STREET = re.compile(
    r"(?i)(straat|str\.?|laan|weg|plein|rue|avenue|lei|dreef|hof|markt|kaai|boulevard|chauss[eé]e|place|singel|pad)\b"
)
_STREETS = {
    "straat": "str",
    "steenweg": "stwg",
    "laan": "ln",
    "plein": "pl",
    "boulevard": "bd",
    "avenue": "av",
    "chaussee": "chee",
}
_HINTS = (
    ("name", re.compile(r"name|naam|nom\b|prenom|voor.?naam|first|last|surname|contact", re.IGNORECASE)),
    ("code", re.compile(r"code|token|\bid\b|_id$|respondent|voter|person|family|case", re.IGNORECASE)),
)
PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "den",
        "der",
        "het",
        "ter",
        "ten",
        "te",
        "el",
        "al",
        "ben",
        "bin",
        "ibn",
        "abu",
        "ait",
        "bint",
        "da",
        "di",
        "do",
        "du",
        "dos",
        "la",
        "le",
        "les",
        "op",
        "'t",
        "d",
        "l",
        "y",
        "e",
        "und",
        "et",
        "en",
        "und",
    ]
)
_MONTHS = (
    "januari janvier january", "februari fevrier february", "maart mars march", "april avril", "mei mai may", "juni juin june",
    "juli juillet july", "augustus aout august", "september septembre", "oktober octobre october", "november novembre",
    "december decembre",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}


@dataclass(frozen=True, slots=True)
class Identifier:
    """Something that names, places or reaches one person: the value and its kind, one of `KINDS`."""

    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an identifier: its letters and digits in a row, and after how many of these a word ends.

    Parameters
    ----------
    text
        Plain and small, as `squeezed` gives it.
    ends
        Where its words end.
    how
        whole, initial (first names as initials), word (one name of several), exact (as written), number.
    of
        Whose form it is.
    """

    text: str
    ends: frozenset[int]
    how: str
    of: Identifier


def identifier(value: str, variable: str = "") -> Identifier | None:
    """A value with its kind, told from its form and from what its column is called; None where it could be anybody's.

    Two digits, an answer of one letter, a plain word in a column for codes: these identify nobody by themselves, and
    stand in every text.

    Examples
    --------
    >>> [identifier(text).kind for text in ("Fatima El Amrani", "+32 470 12 34 56", "OTG05", "2011-03-04")]
    ['name', 'phone', 'code', 'date']
    >>> identifier("12"), identifier("LI", "code_mother")
    (None, None)
    """
    text = " ".join(value.split())
    digits, letters = _DIGITS.sub("", text), sum(letter.isalpha() for letter in text)
    hint = next((kind for kind, words in _HINTS if words.search(variable)), "")
    if _MAIL.fullmatch(text):
        kind = "e-mail"
    elif _date(text):
        kind = "date"
    elif re.fullmatch(r"-?\d{1,3}[.,]\d+", text):  # a place on earth, where it is told to some ten metres
        kind = "number" if len(digits) >= 6 else ""
    elif re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}", text) or re.fullmatch(r"[A-Z]{2}\d{2}(\s?[A-Z0-9]{2,4}){3,8}", text):
        kind = "number"
    elif letters <= 2 and len(digits) >= 8:
        kind = "phone" if text.startswith(("+", "0", "(")) else "number"
    elif letters == 0:
        kind = "number" if len(digits) >= 6 else ""
    elif digits:
        kind = _with_digits(text, letters)
    elif hint == "code" and _MIXED.fullmatch(text):
        kind = "code"
    elif hint == "code" or (text.isupper() and " " not in text and len(text) < 8 and hint != "name"):
        kind = "code" if text.isupper() and len(text) >= 4 else ""
    else:
        kind = "name" if letters >= 3 and len(text.split()) <= 6 and len(text) <= 60 else ""
    return Identifier(text, kind) if kind else None


def forms(one: Identifier) -> Iterator[Form]:
    """The forms in which a text may hold an identifier.

    Of a name: in any order of its words, with initials, with endings (Fatima's, Jans, Fatimake), and each of its words.

    Examples
    --------
    >>> sorted({form.text for form in forms(Identifier("Jan Claes", "name"))})[:4]
    ['cjan', 'claes', 'claesj', 'claesjan']
    """
    words = [token.text for token in tokens(plain(one.value))]
    if one.kind == "name":
        for name in dict.fromkeys([one.value, *latin(one.value)]):
            yield from _names(one, [part for part in re.split(r"[\s,]+", plain(name)) if part])
    elif one.kind == "phone":
        digits = _DIGITS.sub("", one.value)
        core = re.sub(r"^(?:00)?(?:32)?0?", "", digits) if one.value.startswith(("0", "+32", "(0")) else digits
        for start in ("", "0", "32", "0032", "320", "00320"):
            yield Form(start + core, frozenset(), "number", one)
    elif one.kind == "e-mail":
        local, _, domain = plain(one.value).partition("@")
        for at in ("", "at", "apenstaartje", "arobase"):
            for dot in ("", "dot", "punt", "point"):
                text = f"{_dotted(local, dot)}{at}{_dotted(domain, dot)}"
                yield Form(text, frozenset(), "whole", one)
        if len(_dotted(local, "")) >= 7 and not local.isdigit():
            yield Form(_dotted(local, ""), frozenset(), "whole", one)
    elif one.kind == "address":
        yield from _addresses(one, words)
    else:
        how = "number" if one.kind == "number" and not re.search(r"[^\W\d_]", one.value) else "exact"
        yield Form("".join(words), _ends(words), how, one)
        digits = _DIGITS.sub("", one.value)
        if how == "exact" and one.kind == "number" and len(digits) >= 10:  # a bank account without its country
            yield Form(digits, frozenset(), "number", one)


def _with_digits(text: str, letters: int) -> str:
    words = text.split()
    street = len(words) > 1 and letters >= 6 and bool(_STREET.search(text))
    if street and any(word[0].isdigit() for word in words):
        return "address"
    if len(words) > 1 and re.search(r"\d", words[-1]) and letters >= 6 and re.match(r"[^\W\d_]{4}", text):
        return "label"
    short = re.sub(r"[\W_]", "", text)
    if len(words) == 1 or (letters <= 4 and len(short) >= 5):
        return "code" if len(short) >= 3 else ""
    return "label" if len(words) == 2 and letters >= 3 else ""


def _date(text: str) -> date | None:
    for pattern, order in (
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", (1, 2, 3)),
        (r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", (3, 2, 1)),
    ):
        if match := re.fullmatch(pattern, text):
            try:
                return date(*(int(match[place]) for place in order))
            except ValueError:
                return None
    return None


def _names(one: Identifier, parts: list[str]) -> Iterator[Form]:
    words = ["".join(token.text for token in tokens(part)) for part in parts]
    words = [word for word in words if word]
    for at in range(len(words) if len(words) > 1 else 0):
        turned = words[at:] + words[:at]
        yield Form("".join(turned), _ends(turned), "whole", one)
    for cut in range(1, len(words)):
        for given, family in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            first = [word[0] for word in given if word not in PARTICLES]
            if first and any(len(word) >= 3 for word in family if word not in PARTICLES):
                for written in ([*first, *family], [*family, *first]):
                    yield Form("".join(written), _ends(written), "initial", one)
    for word in words:
        if word not in PARTICLES and len(word) >= 3:
            yield Form(word, frozenset({len(word)}), "word", one)
    for hyphened in parts:
        for piece in re.split(r"['-]", hyphened):
            folded = "".join(token.text for token in tokens(piece))
            if len(folded) >= 4 and folded not in (*PARTICLES, *words):
                yield Form(folded, frozenset({len(folded)}), "word", one)


def _addresses(one: Identifier, words: list[str]) -> Iterator[Form]:
    number = next((at for at, word in enumerate(words) if word.isdigit()), len(words) - 1)
    if number == 0:  # 48, rue Haute
        number = next((at for at, word in enumerate(words[1:], 1) if word.isdigit()), len(words))
        words = [*words[1:number], words[0]]
        number = len(words) - 1
    street = "".join(words[:number])
    streets = [street, *(street.replace(long, short) for long, short in _STREETS.items() if long in street)]
    for said in streets:
        for between in ("", "nr", "n", "no"):
            yield Form(f"{said}{between}{words[number]}", frozenset(), "whole", one)
        yield Form(words[number] + said, frozenset(), "whole", one)


def _dotted(text: str, dot: str) -> str:
    return dot.join("".join(token.text for token in tokens(part)) for part in text.split("."))


def _ends(words: list[str]) -> frozenset[int]:
    places = [0]
    for word in words:
        places.append(places[-1] + len(word))
    return frozenset(after for _, after in pairwise(places))
