"""Positions in a text: the standard counts code points, some programs count otherwise."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

Span = tuple[int, int]


def code_points(spans: Sequence[Span | None], text: str | None) -> list[Span | None]:
    r"""Positions as code points, whichever way the program that wrote them counted.

    Outside the basic plane (emoji, say) a character is one code point and two UTF-16 units, which NVivo counts; a line
    break of Windows is two characters, which ATLAS.ti counts as one. Where a text holds such, the count is
    taken by which most passages begin and end at the edge of a word; the standard's own where it does as well.

    Parameters
    ----------
    spans
        Start and end of each passage, from 0, the end not included; None where a passage has none.
    text
        The text they count in; None leaves the positions as they are.

    Returns
    -------
    list of (start, end) or None, as long as `spans`.

    Examples
    --------
    >>> text = "\N{GRINNING FACE} hello world"
    >>> code_points([(3, 8)], text), code_points([(2, 7)], text)
    ([(2, 7)], [(2, 7)])
    >>> code_points([(6, 11)], "hello\r\nworld")
    [(7, 12)]
    """
    if text is None:
        return list(spans)
    counted: list[list[Span | None]] = [list(spans)]
    for units, breaks in ((2, 2), (1, 1), (2, 1)):
        wide = _places(r"[\U00010000-\U0010ffff]", text) if units == 2 else []
        broken = _places("\r\n", text) if breaks == 1 else []
        if (wide or units == 1) and (broken or breaks == 2):
            starts, shifts = _starts(wide, broken)
            counted.append([None if span is None else _shifted(span, starts, shifts) for span in spans])
    # of equals the first: the standard's own
    return max(counted, key=lambda way: _edges(way, text))


def _places(pattern: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(pattern, text)]


def _starts(wide: Sequence[int], broken: Sequence[int]) -> tuple[list[int], list[int]]:
    """Where, as the program counts, a character stands that it counts otherwise; and how far positions after it are off."""
    marks = sorted([(place, -1) for place in wide] + [(place, 1) for place in broken])
    shifts = list(accumulate((shift for _, shift in marks), initial=0))
    return [place - shift for (place, _), shift in zip(marks, shifts, strict=False)], shifts


def _shifted(span: Span, starts: Sequence[int], shifts: Sequence[int]) -> Span:
    """A span as code points; positions up to the beginning of a character are not moved by it."""
    start, end = (position + shifts[bisect_left(starts, position)] for position in span)
    return start, end


def _edges(spans: Sequence[Span | None], text: str) -> int:
    """How many passages begin, and how many end, where no word goes on."""

    def cuts(position: int) -> bool:
        return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()

    def begins(position: int) -> bool:
        return position < len(text) and not cuts(position) and not text[position].isspace()

    def ends(position: int) -> bool:
        return position <= len(text) and not cuts(position)

    return sum(begins(span[0]) + ends(span[1]) for span in spans if span is not None)
