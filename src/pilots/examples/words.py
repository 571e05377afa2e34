"""Open answers: texts from the pool, filled with invented names, phone numbers and addresses."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from pilots.examples.draws import Draws


class Words:
    """Hands out open answers, each about equally often.

    Parameters
    ----------
    draws
        Chance.
    texts
        Lists of texts, in tables; those of `people` are what marks such as {name} are filled with.
    """

    def __init__(self, draws: Draws, texts: Mapping[str, Any]) -> None:
        self._draws, self._texts = draws, texts
        self._pools: dict[tuple[str, ...], Iterator[str]] = {}
        self._people = texts["people"]
        self._last = ""

    def take(self, *place: str) -> str:
        """The next text of a pool: the path to a list."""
        if place not in self._pools:
            self._pools[place] = self._cycle(place)
        return self.fill(next(self._pools[place]))

    def fill(self, text: str) -> str:
        """Put invented personal data where a text asks for them."""
        return re.sub(r"\{(name|phone|email|child)\}", lambda match: getattr(self, match[1])(), text)

    def name(self) -> str:
        """An invented woman's first and last name; an address that follows is hers."""
        self._last = f"{self._draws.choice(self._people['first'])} {self._draws.choice(self._people['last'])}"
        return self._last

    def anyone(self) -> str:
        """An invented first and last name, of a woman or a man."""
        first = self._draws.choice([*self._people["first"], *self._people["men"]])
        self._last = f"{first} {self._draws.choice(self._people['last'])}"
        return self._last

    def child(self) -> str:
        """An invented first name of a child."""
        return str(self._draws.choice(self._people["child"]))

    def phone(self) -> str:
        """An invented mobile number, written as people do."""
        first, rest = self._draws.choice(["0470", "0486", "0495"]), f"{self._draws.integer(1, 99):06d}"
        pairs = [rest[at : at + 2] for at in (0, 2, 4)]
        shape = self._draws.choice(["{0} {1}", "{0}/{1}", "+32 {2} {1}", "{0}{3}", "{0}.{4}"])
        return shape.format(first, " ".join(pairs), first[1:], rest, ".".join(pairs))

    def email(self) -> str:
        """An invented address, in a domain that nobody owns, of the name that was handed out last."""
        first, *rest = (self._last or self.name()).split()
        plain = unicodedata.normalize("NFKD", f"{first}.{''.join(rest)}".replace("ı", "i"))
        local = "".join(sign for sign in plain if sign.isascii() and (sign.isalnum() or sign == ".")).lower()
        return f"{local}@{self._draws.choice(self._people['mail'])}"

    def _cycle(self, place: tuple[str, ...]) -> Iterator[str]:
        pool: Any = self._texts
        for part in place:
            pool = pool[part]
        while True:
            yield from self._draws.shuffled(list(pool))
