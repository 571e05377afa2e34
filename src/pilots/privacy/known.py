"""Find identifiers that are known in a text, however they are written there, and nothing that only looks like one.

A name counts as a whole in any order and case, with initials, with an ending, run together or spread over markup. One of
its words counts alone where it can't be an ordinary word: not where the word may be published, is a month or a language;
an ordinary word only with a capital inside a sentence. Codes count as written, and short ones in the same capitals.
Telephone and other numbers count whatever stands between their digits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from pilots.privacy.codes import readings
from pilots.privacy.folding import Token, plain, squeezed, tokens
from pilots.privacy.identifiers import is_listed_name, is_no_name
from pilots.privacy.identifying import MONTHS, Form, Identifier, forms

_ENDINGS = ("s", "ke", "je", "tje", "kes", "tjes", "se", "en", "ekes", "nin", "gezin", "familie", "dossier", "kind")
_SEPARATORS = re.compile(r"[\W_]{0,8}")
_NUMBER = re.compile(r"\d(?:[\W_]{0,5}\d)+")
_WRITTEN = re.compile(r"\b(\d{1,2})[\s./-]{1,3}(?:(\d{1,2})|([^\W\d_]{3,9})\.?)[\s./-]{1,3}(\d{4}|\d{2})\b|\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b|\b(\d{4})(\d{2})(\d{2})\b")  # fmt: skip
_MONTHS = frozenset(name[:3] for name in MONTHS)
_LONG = 8
"""From this length on a name that is run together with others is no word by chance."""


@dataclass(frozen=True)
class Known:
    """Identifiers to look for, and what may be published.

    Parameters
    ----------
    identifiers
        What may never leave.
    published
        Names that may: of authors, funders, partners, sites. One that is a whole identifier exempts it; its words exempt words
        that stand alone, and never a name of several words.
    ordinary
        Words of questions and of the package's own texts, small: they are no name unless a capital inside a sentence says so.
    """

    identifiers: tuple[Identifier, ...]
    published: tuple[str, ...] = ()
    ordinary: frozenset[str] = field(default=frozenset(), repr=False)

    def find(self, text: str) -> list[Identifier]:
        """The identifiers that stand in a text, each once; also in what it says in percent signs, entities or base64."""
        if text not in self._judged:
            # the same texts leave in every format
            self._judged[text] = list({one: None for said in readings(text) for one in self._in(plain(said))})
        return list(self._judged[text])

    def _in(self, text: str) -> Iterator[Identifier]:
        words = tokens(text)
        shouted = sum(letter.isupper() for letter in text) > sum(letter.islower() for letter in text)
        for at in range(len(words)):
            said = ""
            for end in range(at, len(words)):
                said += words[end].text
                if said not in self._prefixes:
                    break
                for form in self._forms.get(said, ()):
                    if self._stands(form, words[at : end + 1], text, shouted=shouted):
                        yield form.of
        yield from self._inside(words)
        yield from self._counted(text)

    def _stands(self, form: Form, found: list[Token], text: str, *, shouted: bool) -> bool:
        """Whether a form that was found, letter by letter, is that identifier and no chance."""
        start, end = found[0].start, found[-1].end
        raw = text[start:end]
        apart = all(_SEPARATORS.fullmatch(text, one.end, two.start) for one, two in pairwise(found))
        if form.of.kind in ("code", "label") and " " in raw and re.match(r"[.,]\d", text[end : end + 2]):
            return False  # a place and a number with decimals
        inside = (start > 0 and text[start - 1].isalnum() and not found[0].capital) or _goes_on(
            form.of, text[end : end + 2]
        )
        if not apart or inside:
            return False
        ends, length = set[int](), 0
        for token in found:
            length += len(token.text)
            ends.add(length)
        match form.how:
            case "exact":
                return _exact(form.of, raw, text, start, end)
            case "initial":
                as_written = form.ends <= ends and found[0].capital and found[-1].capital
                return as_written or (len(form.text) >= _LONG and len(found) == 1)
            case "word":
                return not _is_month(form.text, found[0], text[end : end + 3]) and self._alone(
                    form, found, raw, shouted=shouted
                )
            case _:
                return form.ends <= ends or len(form.text) >= _LONG

    def _alone(self, form: Form, found: list[Token], raw: str, *, shouted: bool) -> bool:
        """Whether one word of a name, by itself, names somebody."""
        base = min(form.ends)
        word, ended = form.text[:base], len(form.text) > base
        if word in self._exempt or is_no_name(word) or form.text in self._exempt:
            return False
        whole = len(found) == 1 or raw.isalpha() or (ended and found[0].text == word)
        if not whole:
            return self._spread(form, found, raw)
        first = found[0]
        if not word.isascii():  # a script without capitals
            return base >= 4 and word not in self.ordinary
        capital = first.capital and not shouted
        if ended and not raw[base:].startswith("'"):
            return (
                capital
                and (base >= 4 or bool(is_listed_name(word)))
                and form.text not in self.ordinary
                and (not first.opens or bool(is_listed_name(word)))
            )
        if word in self.ordinary or form.text in self.ordinary or is_listed_name(word) is None:
            return capital and not first.opens and raw[:1].isupper()
        if is_listed_name(word):
            return True
        return base >= (4 if capital and not first.opens else 5 if first.capital else 6)

    def _spread(self, form: Form, found: list[Token], raw: str) -> bool:
        """Whether a word that is written in parts was meant as one."""
        parts = [token.text for token in found]
        if all(len(part) == 1 for part in parts):
            return len(form.text) >= 4
        if not re.search(r"\s", raw):
            return len(form.text) >= 5 and not all(part in self.ordinary for part in parts)
        return len(form.text) >= 6 and not any(part in self.ordinary or is_listed_name(part) for part in parts)

    def _inside(self, words: list[Token]) -> Iterator[Identifier]:
        """Long forms inside a longer word, as in a file's name."""
        for word in {word.text for word in words if len(word.text) > _LONG}:
            for at in range(len(word)):
                for end in range(at + _LONG, len(word) + 1):
                    said = word[at:end]
                    if said not in self._prefixes:
                        break
                    yield from (form.of for form in self._forms.get(said, ()) if form.how == "whole")

    def _counted(self, text: str) -> Iterator[Identifier]:
        """Numbers, whatever stands between the digits, and dates in any order."""
        if self._numbers:
            for match in _NUMBER.finditer(text):
                yield from self._number(match[0])
        if self._dates:
            for written in _WRITTEN.finditer(text):
                for day in _days(written):
                    if day in self._dates:
                        yield self._dates[day]

    def _number(self, run: str) -> Iterator[Identifier]:
        groups = list(re.finditer(r"\d+", run))
        for at in range(len(groups)):
            said, between = "", set[bool]()
            for before, group in zip([None, *groups[at:]], groups[at:], strict=False):
                between |= {"," in run[before.end() : group.start()]} if before else set()
                said += group[0]
                if len(said) > self._most_digits:
                    break
                # with a comma here and none there they are numbers in a row
                if said in self._numbers and len(between) < 2:
                    yield self._numbers[said]

    @cached_property
    def _judged(self) -> dict[str, list[Identifier]]:
        return {}

    @cached_property
    def _all(self) -> list[Form]:
        published = {squeezed(name) for name in self.published}
        wanted = [one for one in self.identifiers if squeezed(one.value) not in published]
        return [form for one in wanted for form in forms(one)]

    @cached_property
    def _forms(self) -> dict[str, list[Form]]:
        found: dict[str, list[Form]] = {}
        for form in self._all:
            endings = ("", *_ENDINGS) if form.of.kind == "name" and form.how != "initial" else ("",)
            for ending in endings if form.how != "number" else ():
                text = form.text + ending
                known = found.setdefault(text, [])
                if not any(other.of == form.of and other.how == form.how for other in known):
                    known.append(Form(text, form.ends, form.how, form.of))
        return found

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        return frozenset(text[:length] for text in self._forms for length in range(1, len(text) + 1))

    @cached_property
    def _numbers(self) -> dict[str, Identifier]:
        return {form.text: form.of for form in self._all if form.how == "number" and len(form.text) >= 6}

    @cached_property
    def _most_digits(self) -> int:
        return max(map(len, self._numbers), default=0)

    @cached_property
    def _dates(self) -> dict[tuple[int, int, int], Identifier]:
        found: dict[tuple[int, int, int], Identifier] = {}
        for one in self.identifiers:
            written = _WRITTEN.search(one.value) if one.kind == "date" else None
            found |= dict.fromkeys(_days(written), one) if written else {}
        return found

    @cached_property
    def _exempt(self) -> frozenset[str]:
        """Words of names that may be published."""
        return frozenset(token.text for name in self.published for token in tokens(plain(name)))


def _goes_on(one: Identifier, after: str) -> bool:
    """Whether the word goes on; a house has a letter of its own at most."""
    return after[:1].islower() and not (one.kind == "address" and not after[1:].isalnum())


def _is_month(word: str, token: Token, after: str) -> bool:
    """Whether a short name is a month before a number: "jan. 2017"."""
    return word in _MONTHS and (not token.capital or bool(re.match(r"\.?\s?\d", after)))


def _exact(one: Identifier, raw: str, text: str, start: int, end: int) -> bool:
    """Whether a code stands there as a word of its own; a short one in the same capitals, without spaces."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or "\n" in raw:
        return False
    written = plain(one.value)
    bare = re.sub(r"[\W_]", "", written)
    if one.kind == "label":
        return raw.casefold().split() == written.casefold().split() and not re.match(
            r"[.,]\d|\s?%", text[end : end + 3]
        )
    if len(bare) >= 5 and re.search(r"\d", bare):
        return bool(re.fullmatch(r"\w+(?:(?:[-_./ ·•:]|- )\w+)*", raw))
    return raw == written


def _days(written: re.Match[str]) -> list[tuple[int, int, int]]:
    """The days that a written date can mean: year, month, day."""
    if year := written[5] or written[8]:
        month, day = (written[6], written[7]) if written[5] else (written[9], written[10])
        return [(int(year), int(month), int(day))]
    century = [int(written[4])] if len(written[4]) == 4 else [1900 + int(written[4]), 2000 + int(written[4])]
    if written[3]:
        month_named = MONTHS.get(written[3].casefold()) or next((number for name, number in MONTHS.items() if name.startswith(written[3].casefold())), 0)  # fmt: skip
        return [(one, month_named, int(written[1])) for one in century]
    return [(one, int(written[2]), int(written[1])) for one in century]
