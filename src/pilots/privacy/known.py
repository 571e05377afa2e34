"""Find identifiers that are known in a text, however they are written there, and nothing that only looks like one.

A name counts as a whole in any order and case, with initials, with an ending, run together or spread over markup. One of
its words counts alone where it can't be an ordinary word: not where the word may be published, is a month or a language;
an ordinary word only with a capital inside a sentence. Codes count as written, and short ones in the same capitals.
Telephone and other numbers count whatever stands between their digits.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from pilots.privacy.chance import goes_on, is_code, is_mixed, is_month
from pilots.privacy.codes import readings
from pilots.privacy.endings import stems
from pilots.privacy.folding import Token, plain, squeezed, tokens
from pilots.privacy.identifiers import is_listed_name, is_no_name
from pilots.privacy.identifying import Form, Identifier, forms
from pilots.privacy.numbers import Numbers

_ENDINGS = ("s", "ke", "je", "tje", "kes", "tjes", "se", "en", "ekes", "nin", "gezin", "familie", "dossier", "kind")
_SEPARATORS = re.compile(r"[\W_]{0,8}")
_LONG = 8
"""From this length on a name that is run together with others is no word by chance."""
_RUN_TOGETHER = 6
"""So long must a family name with its initial be."""


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
        yield from self._ended(words, shouted=shouted)
        yield from self._numbers.find(text)

    def _stands(self, form: Form, found: list[Token], text: str, *, shouted: bool) -> bool:
        """Whether a form that was found, letter by letter, is that identifier and no chance."""
        start, end = found[0].start, found[-1].end
        raw = text[start:end]
        apart = all(_SEPARATORS.fullmatch(text, one.end, two.start) for one, two in pairwise(found))
        if form.of.kind in ("code", "label") and " " in raw and re.match(r"[.,]\d", text[end : end + 2]):
            return False  # a place and a number with decimals
        inside = (start > 0 and text[start - 1].isalnum() and not found[0].capital) or goes_on(
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
                return is_code(form.of, raw, text, start, end)
            case "initial":
                as_written = form.ends <= ends and found[0].capital and found[-1].capital
                return as_written or (
                    len(found) == 1 and not self._is_common(form.text) and len(form.text) >= _RUN_TOGETHER
                )
            case "turned":
                return self._turned(form, found, raw, text[end : end + 1])
            case "word":
                return not is_month(form.text, found[0], text[end : end + 3]) and self._alone(
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

    def _turned(self, form: Form, found: list[Token], raw: str, after: str) -> bool:
        """Whether letters from back to front, or each thirteen further on, are that name."""
        if after.isalnum() or "\n" in raw or self._is_common(form.text):
            return False
        backwards = raw[:1].islower() and raw[-1:].isupper()
        return backwards or len(form.text) >= (_RUN_TOGETHER if found[0].capital else _RUN_TOGETHER + 1)

    def _is_common(self, word: str) -> bool:
        """Whether a word is one of everyday, a name of others, or may be published."""
        return word in self.ordinary or word in self._exempt or is_listed_name(word) is None or is_no_name(word)

    def _spread(self, form: Form, found: list[Token], raw: str) -> bool:
        """Whether a word that is written in parts was meant as one."""
        parts = [token.text for token in found]
        if all(len(part) == 1 for part in parts):
            return len(form.text) >= 4
        if not re.search(r"\s", raw):
            return len(form.text) >= 5 and not all(part in self.ordinary for part in parts)
        known = [part in self.ordinary or bool(is_listed_name(part)) for part in parts]
        return len(form.text) >= 6 and not (all(known) if len(form.text) >= _LONG else any(known))

    def _ended(self, words: list[Token], *, shouted: bool) -> Iterator[Identifier]:
        """Names with an ending, or run together with a word: Fatihaken, Ilsemama."""
        for token in words:
            if token.text[:4] in self._openings and token.text not in self.ordinary and token.text not in self._exempt:
                for stem in stems(token.text):
                    meant = token.capital and not shouted and (not token.opens or bool(is_listed_name(stem)))
                    if stem in self._words and (meant or len(stem) > _RUN_TOGETHER) and not is_listed_name(token.text):
                        yield self._words[stem]

    def _inside(self, words: list[Token]) -> Iterator[Identifier]:
        """Long forms inside a longer word, as in a file's name."""
        for word in {word.text for word in words if len(word.text) > _LONG}:
            for at in range(len(word)):
                for end in range(at + _LONG, len(word) + 1):
                    said = word[at:end]
                    if said not in self._prefixes:
                        break
                    yield from (
                        form.of
                        for form in self._forms.get(said, ())
                        if form.how == "whole" or (form.how == "word" and not self._is_common(form.text))
                    )

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
            for ending in _endings(form):
                text = form.text + ending
                known = found.setdefault(text, [])
                if not any(other.of == form.of and other.how == form.how for other in known):
                    known.append(Form(text, form.ends, form.how, form.of))
            for turned in _turned(form):
                found.setdefault(turned.text, []).append(turned)
        return found

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        return frozenset(text[:length] for text in self._forms for length in range(1, len(text) + 1))

    @cached_property
    def _words(self) -> dict[str, Identifier]:
        """Words of names that no other word is inflected as."""
        found = {form.text: form.of for form in self._all if form.how == "word" and len(form.text) >= 4}
        return {word: one for word, one in found.items() if not self._is_common(word)}

    @cached_property
    def _openings(self) -> frozenset[str]:
        return frozenset(word[:4] for word in self._words)

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers(self._all, self.identifiers)

    @cached_property
    def _exempt(self) -> frozenset[str]:
        """Words of names that may be published."""
        return frozenset(token.text for name in self.published for token in tokens(plain(name)))


def _endings(form: Form) -> tuple[str, ...]:
    """What may follow a form in one word; numbers are looked for by themselves."""
    if form.how == "number":
        return ()
    if form.of.kind == "name" and form.how != "initial":
        return ("", *_ENDINGS)
    return ("", "s") if form.how == "exact" else ("",)


def _turned(form: Form) -> Iterator[Form]:
    """A name or a code from back to front, a name with letters thirteen further on, a code with O for 0 and I for 1."""
    if form.how in ("whole", "word") and len(form.text) >= 4:
        for text in (form.text[::-1], codecs.encode(form.text, "rot13") if len(form.text) > 4 else ""):
            yield Form(text, frozenset({len(text)}), "turned", form.of)
    elif form.how == "exact" and is_mixed(form.text):
        swapped = [form.text.replace("0", nought).replace("1", one) for nought in "0o" for one in "1il"]
        for text in dict.fromkeys([form.text[::-1], *swapped]):
            yield Form(text, frozenset({len(text)}), "exact", form.of)
