"""The HTML and SVG of what a notebook shows: frames, tables, pictures, and the numbers behind them."""

import re
from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from pilots.language import translate

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure as Drawing

NUMBER = '<span class="exhibit-number"></span>'
"""Where the exporter writes 'Table 3. ' in an exhibit's HTML."""

DRAWING = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL | re.IGNORECASE)
"""A figure as it stands in HTML."""


def framed(kind: str, label: str, caption: str, body: str, notes: Sequence[str]) -> str:
    """A table or figure with its number and caption above and its notes below."""
    under = "".join(f'<p class="exhibit-note">{escape(note)}</p>' for note in notes)
    head = f"<figcaption>{NUMBER}{escape(caption)}</figcaption>"
    return f'<figure class="exhibit exhibit-{kind}" id="{label}">{head}{body}{under}</figure>'


def absent(note: str) -> str:
    """What stands in the place of a table or figure that can't be made."""
    return f'<p class="exhibit-absent">{escape(note)}</p>'


def paragraphs(text: str) -> str:
    """Sentences, a paragraph a line."""
    return "".join(f'<p class="exhibit-sentence">{escape(line)}</p>' for line in text.splitlines() if line.strip())


def table(data: "pd.DataFrame", name: str, caption: str, numeric: Sequence[str], row_groups: str) -> str:
    """Cells as a table that can be scrolled, by keyboard too.

    Parameters
    ----------
    numeric
        The headings of columns that are aligned as numbers.
    row_groups
        A heading whose values group the rows under each other; "" where there is none.
    """
    from great_tables import GT

    cells = data.astype("str").reset_index(drop=True)
    text = [heading for heading in cells.columns if heading not in numeric and heading != row_groups]
    made = GT(cells, id=name, groupname_col=row_groups or None)
    made = made.cols_align("right", [heading for heading in numeric if heading in cells]).cols_align("left", text)
    html = made.as_raw_html()
    only = html[html.index("<table") : html.index("</table>") + len("</table>")].replace(' style=""', "")
    return _scrolled(only, escape(caption, True))


def picture(svg: str, alt: str) -> str:
    """A drawing with its text alternative."""
    told = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alt, True)}" ', 1)
    return f'<div class="exhibit-picture">{told}</div>'


def numbers(data: "pd.DataFrame", language: str) -> str:
    """The numbers behind a figure, folded; "" where there are none."""
    if data.empty:
        return ""
    cells = data.astype("str").fillna("")
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in cells.columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in cells.to_numpy())
    said = escape(translate("The numbers behind this figure", language))
    grid = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<details class="exhibit-numbers"><summary>{said}</summary>{_scrolled(grid, said)}</details>'


def svg(drawing: "Drawing", label: str) -> str:
    """A matplotlib drawing as SVG: the same drawing gives the same text, and its ids are its own on a page."""
    import matplotlib as mpl

    buffer = BytesIO()
    with mpl.rc_context({"svg.hashsalt": label or "pilots", "svg.fonttype": "path"}):
        drawing.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = buffer.getvalue().decode()
    # ids are unique per drawing only; two figures on one page must not share theirs
    prefix = label.removeprefix("fig-") + "-"
    for before in ('id="', 'xlink:href="#', "url(#"):
        text = text.replace(before, before + prefix)
    # as a page is written: without spaces at the end of lines
    return "\n".join(line.rstrip() for line in text[text.index("<svg ") :].splitlines())


def _scrolled(html: str, said: str) -> str:
    return f'<div class="exhibit-scroll" tabindex="0" role="group" aria-label="{said}">{html}</div>'
