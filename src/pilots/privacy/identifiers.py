"""What in a text could name, place or reach a person. It finds rather too much than too little."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

KINDS = ("e-mail", "account", "url", "bank account", "national number", "phone", "address", "name", "script")


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of a text, `text[start:end]`, and its kind, one of `KINDS`."""

    start: int
    end: int
    kind: str


def find(text: str, names: Iterable[str] = (), *, allowed: Iterable[str] = (), capitals: bool = True) -> list[Span]:
    """Find what could identify a person in a text in Dutch, French, English or Turkish.

    E-mail addresses, accounts, web addresses, bank and national numbers, telephone numbers and streets are known
    by their form. Names are known from lists of names, from what stands before them ("juf", "je m'appelle") and by
    a capital inside a sentence, unless the word is a language, a people, a month, an institution. Text in another
    script can't be judged and is one span. No list holds all names: let a human read what will be published.

    Parameters
    ----------
    text
        The text.
    names
        Further names, e.g. of people who are known to take part; capitals make no difference.
    allowed
        Names that may stand, e.g. of the schools.
    capitals
        Whether a capital inside a sentence makes a name.

    Returns
    -------
    list of Span
        In order, without overlap.

    Examples
    --------
    >>> text = "Bel Fatima op 0474 12 34 56, ze woont in de Rijselstraat 12."
    >>> [(span.kind, text[span.start : span.end]) for span in find(text)]
    [('name', 'Fatima'), ('phone', '0474 12 34 56'), ('address', 'Rijselstraat 12')]
    """
    permitted = tuple(allowed)
    found: list[Span] = []
    rest = text
    for kind, pattern in _PATTERNS.items():
        rest = _taken(rest, pattern, kind, found)
    wanted = tuple(names)
    for name in wanted if _any_phrase(wanted).search(rest) else ():
        rest = _taken(rest, _phrase(name), "name", found)
    rest = _taken(rest, _SCRIPT, "script", found)
    for phrase in [*_no_names(), *map(_phrase, permitted)]:
        rest = phrase.sub(_blank, rest)
    return sorted([*found, *_names_in(rest, _spared(permitted), capitals)])


def is_listed_name(word: str) -> bool | None:
    """Whether a word stands in the lists of names; None where it does, but is an ordinary word too.

    Examples
    --------
    >>> is_listed_name("Fatima"), is_listed_name("roos"), is_listed_name("school")
    (True, None, False)
    """
    folded = _fold(word)
    return True if folded in _names() else None if folded in _names(with_capital=True) else False


def is_no_name(word: str) -> bool:
    """Whether a word is a language, a people, a month or the like, which has a capital too.

    Examples
    --------
    >>> is_no_name("May"), is_no_name("Fatima")
    (True, False)
    """
    return _is_ordinary(_fold(word))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    opens: bool
    """Whether it is the first of a sentence, where a capital tells nothing."""

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


_GAP = r"[\s\u00a0\u202f./()\u2010-\u2015-]"
# Every repetition has a bound, so that a text of a million letters without a space is read as fast as any other.
_NUMBER = (
    r"(?:\s{0,3},?\s{0,3}(?:n°|nr\.?|no\.?)?\s{0,3}\d{1,9}(?:\s?[a-zA-Z]\b)?(?:\s{0,3}[/-]\s{0,3}\d{1,9})?"
    r"(?:\s{0,3},?\s{0,3}(?:bus|bte|boîte|box)\s{0,3}\w{1,9})?)"
)
_STREET = r"(?:straat|str\.|laan|steenweg|stwg|dreef|kaai|plein|lei|weg|baan|singel|pad|hof|markt|berg|wijk|park|veld|kouter|dijk|dorp)"
_WAY = r"(?:rue|avenue|av\.|boulevard|bd\.?|place|chaussée|chemin|impasse|allée|quai|clos|square|route|drève)"
_LINK = r"(?:(?:de\s+la|de\s+l['’]|de|du|des|la|le|les|l['’]|d['’]|à|aux?|saint[e]?)[\s-]{0,3}){0,5}"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]{0,40}"
_ENDS = r"be|com|net|org|eu|nl|fr|de|info|me|io|uk|ma|tr|gent|brussels|vlaanderen"
_PATTERNS = {
    "e-mail": re.compile(
        r"(?<![\w.+-])[\w.+-]++\s?(?:@|\uff20|[(\[]\s?(?:at|apenstaartje|arobase)\s?[)\]]|\s(?:at|apenstaartje|arobase)\s)\s?[\w-]{1,63}"
        r"(?:\s?(?:\.|[(\[]\s?(?:dot|punt|point)\s?[)\]]|\s(?:dot|punt|point)\s)\s?[\w-]{1,63}){1,9}",
        re.IGNORECASE,
    ),
    "account": re.compile(r"@\w[\w.]{2,100}"),
    "url": re.compile(
        rf"(?:https?://|www\.)\S{{0,2000}}[^\s.,;:!?)\]]|\b[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,9}}\.(?:{_ENDS})\b(?:/\S{{0,2000}})?",
        re.IGNORECASE,
    ),
    "bank account": re.compile(
        r"\bBE[\s.-]?\d{2}(?:[\s.-]?\d{4}){3}\b|\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b",
        re.IGNORECASE,
    ),
    "national number": re.compile(r"\b\d{2}[\s.-]?\d{2}[\s.-]?\d{2}[\s.-]\d{3}[\s.-]?\d{2}\b"),
    "phone": re.compile(
        rf"(?<![\w+])(?!(?:19|20)\d\d{_GAP}{{1,3}}(?:19|20)\d\d(?!\d))(?!\d{{4}}-\d{{1,2}}-\d{{1,2}}\b)(?!\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}\b)"
        rf"(?:\+\s?|\(\s?)?\d(?:{_GAP}{{0,3}}\d){{7,14}}(?!\d)"
    ),
    "address": re.compile(
        rf"\b(?:{_CAPITAL}\s{{1,3}}){{0,3}}(?i:\w{{0,40}}{_STREET})(?!\w){_NUMBER}"
        r"|\b(?:[A-ZÀ-Þ][\w'’-]{0,40}\s{1,3}){0,2}(?!(?i:school|speel|winkel|hoofd|zij|op|in)straat)(?i:\w{3,40}(?:straat|steenweg))\b"
        rf"|\b[A-ZÀ-Þ]\w{{2,40}}(?:laan|dreef|kaai|plein)\b"
        rf"|\b(?:\d{{1,9}}\s{{0,3}}[a-zA-Z]?\s{{0,3}},?\s{{1,3}})?(?i:{_WAY})\s{{1,3}}{_LINK}{_CAPITAL}(?:[\s-]{{1,3}}{_CAPITAL}){{0,5}}{_NUMBER}?"
        rf"|\b(?i:{_WAY})\s{{1,3}}{_LINK}[^\W\d][\w'’-]{{0,40}}(?:\s{{1,3}}[^\W\d][\w'’-]{{0,40}}){{0,2}}{_NUMBER}"
        rf"|\b\d{{1,9}}\s{{0,3}}[a-zA-Z]?\s{{0,3}},?\s{{1,3}}(?i:{_WAY})\s{{1,3}}{_LINK}[^\W\d][\w'’-]{{0,40}}"
        rf"|\b[1-9]\d{{3}}\s{{1,3}}{_CAPITAL}"
    ),
}
_FOREIGN = r"[^\u0000-\u036f\u1e00-\u1eff\u2000-\u2bff\ufb00-\ufb06\W\d_]"
_SCRIPT = re.compile(rf"{_FOREIGN}(?:[^\0a-zA-Z\u00c0-\u024f\u1e00-\u1eff]*{_FOREIGN})?")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.](?=[^\W\d_])[^\W\d_]+)*")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu)['’](?=.)", re.IGNORECASE)
_END_OF_SENTENCE = re.compile(r"[.!?…]['’\"”»)\]]*\s+['’\"“«(\[-]*$|\n\s*[-–•*]\s*$")
_CALLED = re.compile(
    r"\b(?i:heet|heette|heten|naam\s+is|m['’]appelle|s['’]appelle|nom\s+est|prénom\s+est|name\s+is)\s+"
    r"(?!(?i:het|niet|wat|een|de|ook|mij|me|mijn|dat|zich|pas|le|la|un|une|the|it|not)\b)[^\W\d_]{2,}"
    r"|\b(?i:noemt|noem|appelée?|named|called|adım|ismim|adı)\s+[A-ZÀ-ÞİŞĞ][^\W\d_]+"
)


def _names_in(text: str, spared: frozenset[str], capitals: bool) -> Iterator[Span]:
    words = list(_words(text))
    called = [match.end() for match in _CALLED.finditer(text)]
    shouted = sum(word.text.isupper() for word in words) > len(words) / 2
    named = [
        word.end in called or _is_name(word, before, spared, capitals and not shouted, shouted)
        for before, word in pairwise([None, *words])
        if word is not None
    ]
    for position, (word, after) in enumerate(pairwise(words)):
        if not named[position] and _leads(word, after, text, named[position + 1]):
            named[position] = True
    for position in list(_in_family_names(text, words, named)):
        named[position] = True
    for is_name, word in zip(named, words, strict=True):
        if is_name:
            yield Span(word.start, word.end, "name")


def _is_name(word: _Word, before: "_Word | None", spared: frozenset[str], capitals: bool, shouted: bool) -> bool:
    parts = [_fold(part) for part in re.split(r"[-.]", word.text) if part]
    titled = (
        before is not None and _fold(before.text).rstrip(".") in _listed("titles.txt") and word.capital and not shouted
    )
    whole = _fold(word.text)
    if whole in spared and not titled:
        return False
    if any(part in _names() or (part.removesuffix("s") in _names() and word.capital) for part in [whole, *parts]):
        return not _is_ordinary(whole) or titled
    if _is_ordinary(whole):
        return titled and whole not in _listed("openers.txt")
    if word.opens and whole in _listed("openers.txt"):
        return False
    if word.capital and (titled or any(part in _names(with_capital=True) for part in [whole, *parts])):
        return not shouted or len(whole) > 3
    acronym = word.text.isupper() and len(word.text) <= 5
    return capitals and word.capital and not word.opens and len(word.text) > 1 and not acronym


def _leads(word: _Word, after: _Word, text: str, after_is_name: bool) -> bool:
    """The first word of a sentence before a name ("Yassmina Peeters zei"), or a word before "hanım" or "bey"."""
    beside = not text[word.end : after.start].strip()
    if not beside or not word.capital or _is_ordinary(_fold(word.text)) or _fold(word.text) in _listed("openers.txt"):
        return False
    return (after_is_name and after.capital and word.opens) or _fold(after.text) in _listed("honours.txt")


def _in_family_names(text: str, words: Sequence[_Word], named: Sequence[bool]) -> Iterator[int]:
    """Particles and the capital after them, once a name went before: "Jan van den Berg", "Fatima el Amrani"."""
    for position, is_name in enumerate(named):
        end = position + 1
        while end < len(words) and end - position <= 3 and _fold(words[end].text) in _listed("particles.txt"):
            end += 1
        if is_name and position + 1 < end < len(words) and words[end].capital:
            between = text[words[position].end : words[end].start]
            if not re.search(r"[.,;:!?\n\0]", between):
                yield from range(position + 1, end + 1)


def _words(text: str) -> Iterator[_Word]:
    first = re.search(r"[\w\0]", text)
    for match in _WORD.finditer(text):
        start, end = match.span()
        if elided := _ELISION.match(match[0]):
            start += elided.end()
        if text[start:end][-2:] in ("'s", "’s"):
            end -= 2
        before = text[max(0, match.start() - 12) : match.start()]
        opens = (first is not None and first.start() == match.start()) or bool(_END_OF_SENTENCE.search(before))
        yield _Word(text[start:end], start, end, opens or before[-3:] in ("'s ", "'t "))


def _taken(text: str, pattern: re.Pattern[str], kind: str, found: list[Span]) -> str:
    """The text without what a pattern finds in it, which is added to `found`."""
    spans = [Span(*match.span(), kind) for match in pattern.finditer(text)]
    found += spans
    return pattern.sub(_blank, text) if spans else text


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


@cache
def _spared(allowed: tuple[str, ...]) -> frozenset[str]:
    """Words of names that may stand, but for those that are names of people too."""
    parts = frozenset(_fold(part) for name in allowed for part in _WORD.findall(name))
    return parts - _names() - _names(with_capital=True)


@cache
def _phrase(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_spaced(name)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _any_phrase(names: tuple[str, ...]) -> re.Pattern[str]:
    """Whether any of many names stands in a text, in one look."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spaced, names)) or '(?!)'})(?!\w)", re.IGNORECASE)


def _spaced(name: str) -> str:
    return r"[\s\u00a0]+".join(re.escape(part) for part in name.split()) or "(?!)"


@cache
def _no_names() -> tuple[re.Pattern[str], ...]:
    """Phrases in small letters in which a word is no name, though it is one elsewhere; the first may have a capital."""
    lines = (files("pilots.privacy") / "words" / "no_names.txt").read_text(encoding="utf-8").splitlines()
    parts = [line.split() for line in lines if line and not line.startswith("#")]
    return tuple(re.compile(rf"(?<!\w)(?i:{first})" + "".join(rf"\s{{1,3}}{word}" for word in rest) + r"(?!\w)") for first, *rest in parts)  # fmt: skip


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").translate(_LETTERS)).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_LETTERS = str.maketrans("ıøłđßİ", "ioldsI")


def _is_ordinary(folded: str) -> bool:
    """A language, people, month, institution or the like, also with an ending."""
    stems = _listed("capitals.txt")
    return folded in stems or any(
        folded.endswith(end) and folded.removesuffix(end) in stems
        for end in ("e", "s", "se", "en", "talig", "talige", "es", "ne")
    )


@cache
def _names(*, with_capital: bool = False) -> frozenset[str]:
    listed = _listed("given_names.txt") | _listed("family_names.txt")
    also_words = {name.rstrip("*") for name in listed if name.endswith("*")}
    return frozenset(also_words if with_capital else listed - also_words)


@cache
def _listed(name: str) -> frozenset[str]:
    lines = (files("pilots.privacy") / "words" / name).read_text(encoding="utf-8").splitlines()
    return frozenset(_fold(word) for line in lines if not line.startswith("#") for word in line.split())
