"""Positions in a text: the standard counts code points, some programs count UTF-16 units."""

from bisect import bisect_left
from collections.abc import Sequence

Span = tuple[int, int]


def code_points(spans: Sequence[Span | None], text: str | None) -> list[Span | None]:
    """Positions as code points, whichever way the program that wrote them counted.

    Outside the basic plane (emoji, say) a character is one code point and two UTF-16 units. Where a text
    holds such characters, the count is taken by which more passages begin and end at the edge of a word; the
    standard's own where both do as well.

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
    """
    wide = [position for position, character in enumerate(text or "") if ord(character) > 0xFFFF]
    if text is None or not wide:
        return list(spans)
    # in UTF-16 the k-th wide character begins at its code point plus the k wide ones before it
    starts = [position + before for before, position in enumerate(wide)]
    shifted = [None if span is None else _code_points(span, starts) for span in spans]
    return shifted if _edges(shifted, text) > _edges(spans, text) else list(spans)


def _code_points(span: Span, starts: Sequence[int]) -> Span:
    """A span in UTF-16 units as code points; `starts` are the units where wide characters begin."""
    return span[0] - bisect_left(starts, span[0]), span[1] - bisect_left(starts, span[1])


def _edges(spans: Sequence[Span | None], text: str) -> int:
    """How many passages begin, and how many end, where no word goes on."""

    def cuts(position: int) -> bool:
        return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()

    def begins(position: int) -> bool:
        return position < len(text) and not cuts(position) and not text[position].isspace()

    def ends(position: int) -> bool:
        return position <= len(text) and not cuts(position)

    return sum(begins(span[0]) + ends(span[1]) for span in spans if span is not None)
