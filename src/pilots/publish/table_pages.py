"""A table over slides: letters small enough for its columns, and on each slide as many rows as one can read."""

import copy
import math
from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import Tag

# measures of a slide, in the size of its text; a letter is about half as wide as it is high
WIDTH, HEIGHT = 58.0, 23.6
LETTER, LINE, PADDING, GAP = 0.52, 1.36, 0.62, 1.3
SMALLEST = 0.55
SIZES = (1.0, 0.9, 0.8)
"""The letters' sizes that are tried before a table goes on over more slides; only its width makes them smaller."""
LONGEST = 60
"""After so many characters a cell is wrapped rather than given more room."""


def table_pages(html: str, under: int = 0) -> tuple[list[str], float]:
    """Split a table's rows over slides.

    Parameters
    ----------
    html
        The table: a `thead`, and a `tbody` in which a row of one cell is the heading of those under it.
    under
        How many characters of notes stand under it on every slide.

    Returns
    -------
    tuple
        A table for each slide, with the columns' headings and the group's heading repeated, without ids; and the size
        of its letters, 1 being that of the text.

    Examples
    --------
    >>> row = "<tr><td>Ouders</td><td>88</td></tr>"
    >>> pages, scale = table_pages(f"<table><thead><tr><th>Groep</th><th>n</th></tr></thead><tbody>{row * 30}</tbody></table>")
    >>> len(pages), [page.count("<td>Ouders") for page in pages], scale
    (3, [10, 10, 10], 0.8)
    """
    table = BeautifulSoup(html, "html.parser").find("table")
    if not isinstance(table, Tag) or not isinstance(table.thead, Tag) or not isinstance(table.tbody, Tag):
        return [html], 1.0
    for part in [table, *table.find_all(True)]:
        for name in ("id", "headers", "data-quarto-disable-processing", "data-quarto-bootstrap"):
            part.attrs.pop(name, None)
    rows = table.tbody.find_all("tr")
    head = _texts(table.thead.find_all("tr")[-1])
    cells = [_texts(row) for row in rows]
    groups = [len(row) == 1 < len(head) for row in cells]
    for size in SIZES:
        scale, widths = _fit([head, *(row for row in cells if len(row) == len(head))], size)
        room = HEIGHT - _height(head, widths, scale) - math.ceil(under / 130) * 1.1
        heights = [_height(row, widths, scale) if len(row) == len(head) else (LINE + 1) * scale for row in cells]
        if sum(heights) <= room:
            break
    fewest = len(_packed(heights, groups, room))
    # as even as so few slides allow
    rooms = (room * part / 20 for part in range(8, 21))
    pages = next(pages for pages in (_packed(heights, groups, less) for less in rooms) if len(pages) == fewest)
    return [str(_only(table, page)) for page in pages], scale


def _texts(row: Tag) -> list[str]:
    cells = [(cell, cell.get_text(" ", strip=True)) for cell in row.find_all(["th", "td"])]
    # numbers are not wrapped
    return [text.replace(" ", "\u00a0") if cell.name == "td" and _is_number(cell) else text for cell, text in cells]


def _is_number(cell: Tag) -> bool:
    return "gt_right" in cell.get_attribute_list("class")


def _fit(rows: Sequence[Sequence[str]], size: float) -> tuple[float, list[float]]:
    """The size of the letters, at most `size`, at which no word is broken; and the columns' widths in characters at that size."""
    columns = list(zip(*rows, strict=True))
    words = [max((len(word) for text in column for word in text.split(" ")), default=1) for column in columns]
    wanted = [min(max(map(len, column)), LONGEST) for column in columns]
    gaps = GAP * len(columns)
    # long texts may wrap, but a line of them must hold more than a word
    least = sum(max(word, wish * 0.45) for word, wish in zip(words, wanted, strict=True)) * LETTER + gaps
    scale = round(max(SMALLEST, min(size, WIDTH / least)), 2)
    characters = (WIDTH / scale - gaps) / LETTER
    share = min(1.0, characters / sum(wanted))
    return scale, [max(word, wish * share) for word, wish in zip(words, wanted, strict=True)]


def _height(row: Sequence[str], widths: Sequence[float], scale: float) -> float:
    lines = max(math.ceil(len(text) / width) for text, width in zip(row, widths, strict=True))
    return (max(lines, 1) * LINE + PADDING) * scale


def _packed(heights: Sequence[float], groups: Sequence[bool], room: float) -> list[list[int]]:
    """Which rows stand on each slide: in order, as many as fit, no group's heading without a row under it."""
    pages: list[list[int]] = []
    heading: int | None = None
    used = math.inf
    for number, height in enumerate(heights):
        after = heights[number + 1] if groups[number] and number + 1 < len(heights) else 0.0
        if groups[number]:
            heading = number
        if used + height + after > room:
            repeated = [heading] if heading is not None and heading != number else []
            pages.append(repeated)
            used = sum(heights[row] for row in repeated)
        pages[-1].append(number)
        used += height
    return pages


def _only(table: Tag, rows: Sequence[int]) -> Tag:
    page = copy.copy(table)
    body = page.tbody
    if isinstance(body, Tag):
        for number, row in enumerate(body.find_all("tr")):
            if number not in rows:
                row.decompose()
    return page
