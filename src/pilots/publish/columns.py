"""How wide the columns of a table on paper are: as a browser would have them, which pandoc does not tell."""

import re
from typing import Any

from pilots.publish.pandoc import plain

LINE = 100
"""As many letters stand on a line of a table."""
DENSE = "dense"
"""The class of a table whose longest words do not fit beside each other: it is to be set in smaller letters."""
_TIGHT = 1.12
_BETWEEN = 3
_BOLD = 1.2
_UNBROKEN = 22
_HYPHENATED = 10
"""Longer words may be hyphenated, but not those with an apostrophe."""
_WIDER = 0.6
"""By so much the letters m and w are wider than others: in a narrow column it counts."""
_READABLE = 18
"""A column of texts that are longer has room for as many letters."""
_WORDS = re.compile(r"[^\s-]+-?")


def columns(table: dict[str, Any]) -> None:
    """Give the columns of a pandoc table the alignment of their headings, and widths where it fills a line.

    Parameters
    ----------
    table
        An element `Table` of a pandoc document; changed in place. Where its texts fit beside each other, its columns
        keep no width; where their longest words don't, it gets the class `dense`.
    """
    specified, head = table["c"][2], table["c"][3][1]
    headings = head[-1][1] if head else []
    if len(headings) == len(specified):
        for column, heading in zip(specified, headings, strict=True):
            column[0] = heading[1]
    right = [column[0]["t"] == "AlignRight" for column in specified]
    least, most = _needs(headings, [row[1] for body in table["c"][4] for row in body[3]], right)
    if sum(least) > LINE * _TIGHT:
        table["c"][0][1].append(DENSE)
    for column, width in zip(specified, _parts(least, most), strict=True):
        column[1] = {"t": "ColWidth", "c": width} if width else {"t": "ColWidthDefault"}


def _needs(headings: list[Any], rows: list[Any], right: list[bool]) -> tuple[list[float], list[float]]:
    """What each column needs at least, for its longest word, and at most, for its longest text, in letters."""
    least: list[float] = [_BETWEEN + 1] * len(right)
    most = list(least)
    for cells, heading in [(headings, True), *((row, False) for row in rows)]:
        place = 0
        for _, _, _, wide, blocks in cells:
            text = plain(blocks)
            if wide == 1 and place < len(right):
                size = _BOLD if heading else 1
                # a number stays on its line; its heading may take several
                whole = right[place] and not heading and len(text) <= _UNBROKEN
                word = len(text) if whole else max(map(_unbroken, _WORDS.findall(text)), default=0)
                if not heading and not right[place]:
                    word = max(word, min(len(text), _READABLE))
                least[place] = max(least[place], word * size + _BETWEEN)
                wanted = word if heading and right[place] else max(len(text), word)
                most[place] = max(most[place], wanted * size + _BETWEEN)
            place += wide
    return least, most


def _parts(least: list[float], most: list[float]) -> list[float]:
    """The part of the line that each column gets; zeros where all fit as they are.

    As in CSS 2.2, 17.5.2.2: every column gets what it needs at least, and what is left goes to those that could use
    more. Here by the square root of how much more, as texts take several lines anyway.
    """
    if sum(most) <= LINE:
        return [0.0] * len(least)
    left = max(LINE - sum(least), 0)
    more = [(b - a) ** 0.5 for a, b in zip(least, most, strict=True)]
    given = [a + left * part / (sum(more) or 1) for a, part in zip(least, more, strict=True)]
    return [round(width / sum(given), 4) for width in given]


def _unbroken(word: str) -> float:
    long = len(word) if {"'", "’"} & set(word) else min(len(word), _HYPHENATED)
    return long + _WIDER * sum(letter in "mwMW" for letter in word[:long])
