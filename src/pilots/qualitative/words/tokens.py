"""The words of a text in Dutch or French, each with its place."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

STOP_WORDS = ("nl", "fr")
_APOSTROPHES, _HYPHENS = "'\u2019\u02bc\u2018", "\u2010\u2011-"
_A, _H = f"[{_APOSTROPHES}]", f"[{_HYPHENS}]"
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f\u00ad]*)+"
_ALONE = r"(?<![\w\u0300-\u036f])"
# 's avonds, 't, 'n, 'k: only where no letter goes before or comes after
_CLITIC = rf"(?<![\w{_APOSTROPHES}]){_A}[stnkmr](?!\w)"
_WORD = re.compile(rf"{_CLITIC}|{_ALONE}{_LETTERS}(?:[{_APOSTROPHES}{_HYPHENS}]{_LETTERS})*", re.IGNORECASE)
_PRONOUN = rf"(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|moi|toi|lui|leur|le|la|les|y|en|ci|là)(?![\w{_HYPHENS}])"
_WHOLE = rf"(?:aujourd{_A}hui|c{_A}est{_H}à{_H}dire|presqu{_A}îles?|quelqu{_A}une?|rendez{_H}vous)(?!\w)"
_FRENCH = re.compile(
    rf"{_ALONE}{_WHOLE}"
    rf"|{_ALONE}(?:[cdjlmnst]|qu|quelqu|jusqu|lorsqu|puisqu|quoiqu){_A}(?={_LETTERS})"
    rf"|(?<=[^\W\d_]){_H}(?:t{_H})?(?P<pronoun>{_PRONOUN})"
    rf"|{_ALONE}{_LETTERS}(?:(?!{_H}(?:t{_H})?{_PRONOUN})[{_APOSTROPHES}{_HYPHENS}]{_LETTERS})*",
    re.IGNORECASE,
)
_SAME = str.maketrans(
    {"œ": "oe", "æ": "ae", "\u00ad": None, **dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_HYPHENS, "-")}
)


class Token(NamedTuple):
    """A word as it is counted, and where it stands: `text[start:end]`."""

    word: str
    start: int
    end: int


def tokens(text: str, language: str = "") -> Iterator[Token]:
    """The words of a text in order, without numbers and punctuation.

    A word is counted in lower case, with straight apostrophes, accents as one sign, œ as oe and no soft hyphens. Words with a hyphen
    or apostrophe stay one (`auto's`, `zo'n`, `grand-mère`, `aujourd'hui`); in French what was elided, and a pronoun that follows its
    verb, is a word of its own (`l'école`: l' and école; `dit-il`: dit and il).

    Parameters
    ----------
    language
        Of the text: "fr", or another that elides nothing.

    Examples
    --------
    >>> [token.word for token in tokens("L’école d’aujourd’hui, dit-elle…", "fr")]
    ["l'", 'école', "d'", "aujourd'hui", 'dit', 'elle']
    >>> [token.word for token in tokens("'s Avonds foto's van zo'n 12 kinderen", "nl")]
    ["'s", 'avonds', "foto's", 'van', "zo'n", 'kinderen']
    """
    pattern = _FRENCH if language == "fr" else _WORD
    for found in pattern.finditer(text):
        start, end = found.span("pronoun" if language == "fr" and found["pronoun"] else 0)
        yield Token(plain(text[start:end]), start, end)


@cache
def plain(word: str) -> str:
    """A word as it is counted.

    Examples
    --------
    >>> plain("CŒUR"), plain("E\u0301cole")
    ('coeur', 'école')
    """
    return unicodedata.normalize("NFKC", word).lower().translate(_SAME)


def stop_words(language: str) -> frozenset[str]:
    """The function words of a language, as `tokens` gives them; none for a language without a list.

    Examples
    --------
    >>> "het" in stop_words("nl"), "qu'" in stop_words("fr"), stop_words("tr")
    (True, True, frozenset())
    """
    return _listed(language) if language in STOP_WORDS else frozenset()


@cache
def _listed(language: str) -> frozenset[str]:
    lines = files("pilots.qualitative.words").joinpath(f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
