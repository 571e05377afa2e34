"""Chance that falls the same way everywhere: draws from the raw stream of a seeded PCG64."""

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

from numpy.random import PCG64, SeedSequence

Item = TypeVar("Item")


class Draws:
    """A stream of draws that is the same on every platform and with every version of numpy.

    numpy promises that a bit generator's raw stream stays as it is, not that `Generator.normal` does; and its
    logarithms differ in the last bit from one C library to the next. So draws use raw numbers and plain
    arithmetic only.

    Parameters
    ----------
    seed
        The example's seed.
    part
        What the draws are for; each part has a stream of its own, so that one part can grow and leave the others
        as they are.

    Examples
    --------
    >>> draws = Draws(1, "parents")
    >>> [draws.integer(1, 6) for _ in range(5)]
    [3, 2, 2, 1, 1]
    """

    def __init__(self, seed: int, part: str) -> None:
        self._bits = PCG64(SeedSequence([seed, crc32(part.encode())]))

    def uniform(self) -> float:
        """A number from 0 up to, not including, 1."""
        return (int(self._bits.random_raw()) >> 11) * 2.0**-53

    def normal(self) -> float:
        """A number with mean 0 and standard deviation 1: twelve uniform draws, less six (Irwin-Hall)."""
        return sum(self.uniform() for _ in range(12)) - 6.0

    def integer(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.uniform() < probability

    def choice(self, items: Sequence[Item], weights: Sequence[float] | None = None) -> Item:
        """One of the items, each as likely or by weight."""
        if weights is None:
            return items[self.integer(0, len(items) - 1)]
        place = self.uniform() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            place -= weight
            if place < 0:
                return item
        return items[-1]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order."""
        left = list(items)
        return [left.pop(self.integer(0, len(left) - 1)) for _ in range(len(left))]

    def spread(self, items: Sequence[Item], number: int) -> list[Item]:
        """So many items, each used about equally often, in no order."""
        drawn: list[Item] = []
        while len(drawn) < number:
            drawn += self.shuffled(items)
        return drawn[:number]
