"""The code tree laid out in one row: a code, then all that stands under it, then the next."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError, did_you_mean

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Tree:
    """Codes from the top down, so that those under a code follow it without a gap.

    Parameters
    ----------
    codes
        Code, parent, name and path, in this order; the index counts from 0.
    levels
        0 for a code at the top, 1 for one under it, and so on.
    tops
        Place of the code at the top of its branch.
    ends
        The place after the last code under it: `codes[place:end]` is a code with all under it.
    """

    codes: pd.DataFrame
    levels: Counts
    tops: Counts
    ends: Counts

    @classmethod
    def of(cls, codes: pd.DataFrame) -> "Tree":
        """Lay out a code book.

        A code stands at the top where its parent is missing or not in the book. In a ring of codes that are each other's parents, the
        first of the book stands at the top. Codes under the same parent keep the order of the book.

        Parameters
        ----------
        codes
            A row a code: code, parent (and name, path; where these are missing, the id).

        Examples
        --------
        >>> book = pd.DataFrame({"code": ["a", "b", "c"], "parent": [None, None, "a"]}, dtype="str")
        >>> tree = Tree.of(book)
        >>> tree.codes["code"].tolist(), tree.levels.tolist()
        (['a', 'c', 'b'], [0, 1, 0])
        """
        book = codes.dropna(subset=["code"]).drop_duplicates("code").reset_index(drop=True)
        named = {name: book[name].fillna(book["code"]) for name in ("name", "path") if name in book}
        book = book.assign(**named)
        above = pd.Index(book["code"]).get_indexer(pd.Index(book["parent"].fillna("")))
        order, levels, tops, ends = _laid_out(above.tolist())
        return cls(book.iloc[order].reset_index(drop=True), np.array(levels, "int64"), np.array(tops, "int64"),
                   np.array(ends, "int64"))  # fmt: skip

    def __len__(self) -> int:
        return len(self.codes)

    def places(self, codes: "pd.Series[str]") -> Counts:
        """The place of each of these ids; -1 where the book holds no such code."""
        return np.asarray(pd.Index(self.codes["code"]).get_indexer(pd.Index(codes)), "int64")

    def add_up(self, counts: Counts) -> Counts:
        """Of each code (a row) the sum with all codes under it."""
        sums = np.zeros((len(counts) + 1, *counts.shape[1:]), "int64")
        np.cumsum(counts, axis=0, out=sums[1:])
        return sums[self.ends] - sums[:-1]

    def above(self, place: int) -> list[int]:
        """The places of the codes above a code, from the top down."""
        found: list[int] = []
        while self.levels[place]:
            place = int(np.flatnonzero(self.levels[:place] < self.levels[place])[-1])
            found.append(place)
        return found[::-1]

    def find(self, names: Sequence[str]) -> Counts:
        """The places of codes by name, path (`Theme > Code`) or id; several where a name is given twice.

        Raises
        ------
        PilotsError
            When the book holds codes, but not one of these.
        """
        found: list[int] = []
        for name in names if len(self) else ():
            sought = name.casefold()
            named = [self.codes[column].str.casefold() == sought for column in ("code", "path", "name")]
            places = np.flatnonzero(named[0] | named[1] | named[2])
            if not len(places):
                raise PilotsError(
                    f"the code book holds no code '{name}'", mend=did_you_mean(name, self.codes["name"].dropna())
                )
            found += places.tolist()
        return np.array(list(dict.fromkeys(found)), "int64")

    def under(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each place is one of these codes or stands under one; raises as `find`."""
        inside = np.zeros(len(self), "bool")
        for place in self.find(names):
            inside[place : self.ends[place]] = True
        return inside


def _laid_out(above: list[int]) -> tuple[list[int], list[int], list[int], list[int]]:
    """Order, level, top and end of each code, without recursion: a branch may be as deep as there are codes."""
    below: list[list[int]] = [[] for _ in above]
    for code, parent in enumerate(above):
        if parent >= 0:
            below[parent].append(code)
    order: list[int] = []
    levels: list[int] = []
    tops: list[int] = []
    seen = [False] * len(above)
    # what no top leads to hangs in a ring
    for start in [code for code, parent in enumerate(above) if parent < 0] + list(range(len(above))):
        if seen[start]:
            continue
        top = len(order)
        waiting = [(start, 0)]
        while waiting:
            code, level = waiting.pop()
            if seen[code]:
                continue
            seen[code] = True
            order.append(code)
            levels.append(level)
            tops.append(top)
            waiting += [(child, level + 1) for child in reversed(below[code])]
    return order, levels, tops, _ends(levels)


def _ends(levels: list[int]) -> list[int]:
    """Where the next code stands that is not deeper."""
    ends = [len(levels)] * len(levels)
    open_codes: list[int] = []
    for place, level in enumerate(levels):
        while open_codes and levels[open_codes[-1]] >= level:
            ends[open_codes.pop()] = place
        open_codes.append(place)
    return ends
