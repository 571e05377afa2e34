"""Whether what was found letter by letter is that code or name, or only looks like it."""

import re

from pilots.privacy.folding import Token, plain
from pilots.privacy.identifying import MONTHS, Identifier

_MONTHS = frozenset(name[:3] for name in MONTHS)
_MIXED = re.compile(r"(?=.{5})(?:[a-z]+\d+[a-z]|\d+[a-z]+\d).*|[a-z]{1,3}0\d{2,}|[a-z]{2,4}0\d", re.IGNORECASE)
"""What no words and numbers side by side give by chance: letters, digits and letters, or digits that begin with a nought."""
_SPELT = re.compile(r"[^\W\d_]{1,4}[\W_]{0,4}\w{2,}|\w{2,}[\W_]{0,4}[^\W\d_]{1,4}|\w(?:([^\w\n]{1,2})\w)(?:\1\w)+")
"""Letters and a number beside each other, either way round, or sign by sign."""
_ALIKE = str.maketrans("OoIl", "0011")
_BEFORE = re.compile(r"[a-z]{4}$")
_AFTER = re.compile(r"(?:19|20)\d\d(?!\d)|[A-Z][a-z]{2}")


def is_code(one: Identifier, raw: str, text: str, start: int, end: int) -> bool:
    r"""Whether a code or a label stands there as a word of its own; a short one in the same capitals, without spaces.

    Parameters
    ----------
    one
        The code that was found.
    raw
        As it stands there, `text[start:end]`.
    text
        In which it stands, plain.

    Examples
    --------
    >>> code = Identifier("RI01M", "code")
    >>> [is_code(code, said, said, 0, len(said)) for said in ("RI01M", "ri-01-m", "RI | 01M", "RI 01 m")]
    [True, True, True, True]
    >>> is_code(Identifier("staff-12", "code"), "staff\n12", "staff\n12", 0, 8)
    False
    """
    written = plain(one.value)
    if one.kind == "label":
        alike = raw.casefold().split() == written.casefold().split() and "\n" not in raw
        return alike and _alone(text, start, end) and not re.match(r"[.,]\d|\s?%", text[end : end + 3])
    bare, said = (re.sub(r"[\W_]", "", part) for part in (written, raw))
    mixed = is_mixed(bare)
    if mixed:
        bare, said = bare.translate(_ALIKE), said.translate(_ALIKE)
        if said in (bare + "s", bare[::-1]):
            said = bare
    if not _alone(text, start, end):
        if not (mixed and len(bare) >= 5 and said == bare):
            return False
        before, after = text[max(0, start - 4) : start], text[end : end + 5]
        free = not _is_sign(before[-1:]) or _BEFORE.search(before)
        return bool(free and (not _is_sign(after[:1]) or _AFTER.match(after)))
    if mixed and said == bare and (re.search(r"\d[a-zA-Z]", bare) or _SPELT.fullmatch(raw)):
        return True
    if "\n" in raw:
        return False
    if len(bare) >= 5 and re.search(r"\d", bare):
        return bool(re.fullmatch(r"\w+(?:(?:[-_./ ·•:]|- )\w+)*", raw))
    numbered = len(written) >= 4 and bool(re.search(r"\d", written))
    return raw == written or (numbered and re.sub(r"[_\u2010-\u2015]", "-", raw).casefold() == written.casefold())  # fmt: skip


def is_mixed(code: str) -> bool:
    """Whether letters and digits of a code follow each other as no words and numbers side by side do.

    Examples
    --------
    >>> [is_mixed(code) for code in ("RI01M", "k012", "staff12", "F1")]
    [True, True, False, False]
    """
    return bool(_MIXED.fullmatch(code))


def goes_on(one: Identifier, after: str) -> bool:
    """Whether the word goes on; a house has a letter of its own at most."""
    return after[:1].islower() and not (one.kind == "address" and not after[1:].isalnum())


def is_month(word: str, token: Token, after: str) -> bool:
    """Whether a short name is a month before a number: "jan. 2017"."""
    return word in _MONTHS and (not token.capital or bool(re.match(r"\.?\s?\d", after)))


def _alone(text: str, start: int, end: int) -> bool:
    return not _is_sign(text[max(0, start - 1) : start]) and not _is_sign(text[end : end + 1])


def _is_sign(letter: str) -> bool:
    """Whether a letter or digit makes one word with ours; a sign of Chinese does not."""
    return letter.isascii() and letter.isalnum()
