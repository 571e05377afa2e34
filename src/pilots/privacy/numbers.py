"""Numbers and days that one person is known by, whatever stands between their digits and however a day is written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pilots.privacy.identifying import MONTHS, Form, Identifier

_DIGITS = re.compile(r"\d+")
_LONG = 9
"""So many digits are the same by chance nowhere: words and cells may stand between them."""
_SHORTEST = 6
_FAR, _NEAR = 15, 1
"""So many signs may stand between the digits of a long number, and of a short one."""
_WRITTEN = re.compile(r"\b(\d{1,2})[\s./-]{1,3}(?:(\d{1,2})|([^\W\d_]{3,9})\.?)[\s./-]{1,3}(\d{4}|\d{2})\b|\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b|\b(\d{4})(\d{2})(\d{2})\b")  # fmt: skip
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


class Numbers:
    """Numbers to look for in plain texts.

    Parameters
    ----------
    forms
        Of identifiers; only those that are numbers count.
    identifiers
        Whose days are looked for.
    """

    def __init__(self, forms: Iterable[Form], identifiers: Iterable[Identifier]) -> None:
        self._known: dict[str, Identifier] = {}
        self._parts: dict[str, Sequence[str]] = {}
        for form in forms:
            if form.how == "number" and len(form.text) >= _SHORTEST:
                self._learn(form)
        self._begun = {text[:length] for text in self._known for length in range(1, len(text) + 1)}
        self._cores = {text: one for text, one in self._known.items() if len(text) == _LONG and one.kind == "phone"}
        self._dates: dict[tuple[int, int, int], Identifier] = {}
        for one in identifiers:
            written = _WRITTEN.search(one.value) if one.kind == "date" else None
            self._dates |= dict.fromkeys(_days(written), one) if written else {}

    def find(self, text: str) -> Iterator[Identifier]:
        """The numbers that stand in a text, forwards or backwards, and the days."""
        groups = [(match[0], match.start(), match.end()) for match in _DIGITS.finditer(text)] if self._known else []
        for at, (first, _, _) in enumerate(groups):
            said = ""
            for end in range(at, len(groups)):
                said += groups[end][0]
                if said not in self._begun or (end > at and groups[end][1] - groups[end - 1][2] > _FAR):
                    break
                if said in self._known and self._is(said, groups[at : end + 1], text):
                    yield self._known[said]
            if _LONG < len(first) <= 2 * _LONG:  # with a year before or after it
                inside = (first[start : start + _LONG] for start in range(len(first) - _LONG + 1))
                yield from (self._cores[part] for part in inside if part in self._cores)
        for written in _WRITTEN.finditer(text) if self._dates else ():
            yield from (self._dates[day] for day in _days(written) if day in self._dates)

    def _learn(self, form: Form) -> None:
        """A number, also from back to front; of an address in a network its four parts and what they are together."""
        self._known.setdefault(form.text, form.of)
        if not _ADDRESS.fullmatch(form.of.value):
            if len(form.text) >= _LONG:
                self._known.setdefault(form.text[::-1], form.of)
            return
        parts = form.of.value.split(".")
        whole = str(int.from_bytes(bytes(min(int(part), 255) for part in parts)))
        for written in (parts, [part.zfill(3) for part in parts], parts[::-1], [part[::-1] for part in parts[::-1]]):
            self._known.setdefault("".join(written), form.of)
            self._parts.setdefault("".join(written), written)
        self._known.setdefault(whole, form.of)
        self._parts.setdefault(whole, [whole])

    def _is(self, said: str, groups: Sequence[tuple[str, int, int]], text: str) -> bool:
        """Whether digits that stand in a row are this number, and no cells of a table side by side."""
        between = [text[one[2] : two[1]] for one, two in pairwise(groups)]
        if not between:
            return True
        alike = len(set(between)) == 1
        spelt = len(groups) == len(said) and not any("\n" in one or "," in one for one in between)
        if said in self._parts:
            return spelt or [group for group, _, _ in groups] == list(self._parts[said])
        if len(said) < _LONG:
            return spelt or (alike and len(between[0]) <= _NEAR and between[0] != "\n")
        # with a comma here and none there they are numbers in a row
        return (spelt or alike or len(groups) <= _SHORTEST) and len({"," in one for one in between}) == 1


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
