"""One document for paper and for Word: what the steps left of a notebook, as a pandoc document with its pictures apart."""

import base64
import json
import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any
from urllib.parse import unquote_to_bytes

from nbformat import NotebookNode

from pilots.project import PARTICIPANT
from pilots.publish import pandoc
from pilots.publish.columns import columns
from pilots.publish.footnotes import placed

_NUMBERS = re.compile(r'<details class="exhibit-numbers">.*?</details>', re.DOTALL)
_DRAWING = re.compile(
    r'<div class="exhibit-picture"[^>]*>\s*<svg role="img" aria-label="([^"]*)" (.*?</svg>)\s*</div>', re.DOTALL
)
_SCROLL = re.compile(r'<div class="exhibit-scroll"[^>]*>(\s*<table.*?</table>)</div>', re.DOTALL)
_CELL = re.compile(r"<(td|th) ([^>]*)>")
_PART = re.compile(r"<(table|tr|tbody) [^>]*>")
_GROUP = re.compile(r'(<tbody[^>]*>)?\s*<tr class="gt_group_heading_row">')
_NOTES = re.compile(r'((?:<p class="exhibit-note">.*?</p>)+)', re.DOTALL)
_HIDDEN = re.compile(r'<p (id="[^"]*" )?hidden class="exhibit-absent">.*?</p>', re.DOTALL)
_ABSENT = re.compile(r'<p (id="[^"]*" )?class="exhibit-absent">(.*?)</p>', re.DOTALL)
_EMBEDDED = re.compile(r'src="data:([a-z]+/[a-z0-9.+-]+)(;base64)?,([^"]*)"')
_FOLDED = re.compile(r"<details[^>]*>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
_REFERENCE = re.compile(r'<a href="([^"]*)"><span class="reference">(.*?)</span></a>', re.DOTALL)
_ENDINGS = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


@dataclass(frozen=True, slots=True)
class Document:
    """A report without its title page: text and exhibits, for formats that have pages or chapters.

    Attributes
    ----------
    tree
        A pandoc document as pandoc's JSON has it: `{"pandoc-api-version", "meta", "blocks"}`, the meta empty.
        Its blocks, in the order of the report:

        - `Header` of level 1, 2, … with its identifier: the report's own title is on the title page, so a section
          of the notebook (`##`) is of level 1.
        - prose as pandoc reads it; notes at the foot of a page are `Note`, formulas are `Math`. What is written in
          another language than the report stands in a `Div` with the attribute `lang`.
        - `Figure` with the exhibit's label as identifier, the class `table` or `figure`, and the attributes `number`
          ("3"), `reference` ("Tabel 3") and `lang`. Its caption is the caption alone, without name or number. Its blocks:
          first one `Table` (column alignments set, and widths where it fills the line; a header row; a `TableBody` for each group of rows, whose heading
          is its intermediate head of one cell) or one `Plain` with one `Image` (its text is the text alternative, its
          target is a name in `pictures`); then, where there are any, a `Div` of class `notes` with a `Para` a note.
        - `Div` of class `absent` with the label as identifier: what is not shown, and why. One without blocks
          is only there to be linked to.
        - `Div` of class `folded`: what a page on a screen folds, e.g. a hint; its first paragraph is what it is called.
        - `Div` of class `references`: the references, each a `Div` whose identifier is linked to.
        - at the end, but not for participants, a `Div` of class `methods`: a header and a `Table` of how each exhibit was
          computed.

        A reference to an exhibit or section is a `Link` of class `reference` to `#label`, with the text "Tabel 3".
    pictures
        The pictures by the name that the images have as target: SVG, or what the author embedded.
    language
        Of the report.
    title
        The report's title, plain.
    front
        What stands on the title page; see `pilots.publish.frontmatter.front_matter`.
    words
        The fixed words of the report in its language; see `pilots.publish.words.words`.
    """

    tree: dict[str, Any]
    pictures: dict[str, bytes] = field(repr=False)
    language: str
    title: str
    front: dict[str, Any]
    words: dict[str, str] = field(repr=False)


def document(nb: NotebookNode, resources: dict[str, Any]) -> Document:
    """The document of a notebook that went through `pilots.publish.steps.STEPS`.

    Parameters
    ----------
    nb, resources
        As the last step gave them.

    Raises
    ------
    PilotsError
        When pandoc can't read it.
    """
    page = resources["pilots"]
    pictures: dict[str, bytes] = {}
    html = "".join([*(_cell(cell, page, pictures) for cell in nb.cells), _methods(nb, page)])
    options = ("--from=html+epub_html_exts", "--to=json", "--shift-heading-level-by=-1")
    tree = json.loads(pandoc.run(html, *options))
    for table in pandoc.found(tree["blocks"], "Table"):
        columns(table)
    return Document(tree, pictures, page["language"], plain_title(page), page["front"], page["words"])


def plain_title(page: dict[str, Any]) -> str:
    """The title of a report without markup: its first heading, or else its pilot's title."""
    html = page["report"]["html"] if page["report"] else escape(page["front"]["report"] or page["front"]["title"])
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def _cell(cell: NotebookNode, page: dict[str, Any], pictures: dict[str, bytes]) -> str:
    about = cell.metadata["pilots"]
    parts = [_exhibit(block, pictures) for block in about.get("blocks", [])]
    if "html" in about:
        parts.append((about["language"], about["html"]))
    return "".join(_in_language(language, _parted(html, pictures), page) for language, html in parts)


def _exhibit(block: dict[str, Any], pictures: dict[str, bytes]) -> tuple[str, str]:
    """A table, figure or sentence as plain HTML, without what only a screen can fold or scroll."""
    label, kind, name = (block[part] for part in ("label", "kind", "name"))
    html = _NUMBERS.sub("", block["html"])

    def drawn(match: re.Match[str]) -> str:
        pictures[f"{label}.svg"] = f"<svg {match[2]}".encode()
        return f'<img src="{label}.svg" alt="{match[1]}">'

    html = _DRAWING.sub(drawn, html)
    html = re.sub(r'<span class="exhibit-number">.*?</span>', "", html)
    about = f'id="{label}" class="{kind}" number="{name.rpartition(" ")[2]}" reference="{escape(name)}" lang="{block["language"]}"'
    html = re.sub(r'<figure class="exhibit [^>]*>', f"<figure {about}>", html)
    html = _NOTES.sub(r'<div class="notes">\1</div>', html)
    html = _HIDDEN.sub(r'<div \1class="absent"></div>', html)
    return block["language"], _ABSENT.sub(r'<div \1class="absent"><p>\2</p></div>', html)


def _parted(html: str, pictures: dict[str, bytes]) -> str:
    """What prose and exhibits share: tables without their frame, pictures apart, references that can be told."""

    def embedded(match: re.Match[str]) -> str:
        data = unquote_to_bytes(unescape(match[3]))
        name = f"picture-{len(pictures) + 1}.{_ENDINGS.get(match[1], 'png')}"
        pictures[name] = base64.b64decode(data) if match[2] else data
        return f'src="{name}"'

    html = _EMBEDDED.sub(embedded, _SCROLL.sub(r"\1", placed(html)))
    html = _GROUP.sub(lambda match: f"{match[1] or '</tbody><tbody>'}<tr>", html)
    html = _CELL.sub(lambda match: f"<{match[1]} {_kept(match[2])}>", html)
    html = _PART.sub(r"<\1>", html)
    html = _FOLDED.sub(r'<div class="folded"><p><strong>\1</strong></p>\2</div>', html)
    return _REFERENCE.sub(r'<a class="reference" href="\1">\2</a>', html)


def _kept(attributes: str) -> str:
    """What a cell's attributes mean: how far it goes and how it is aligned."""
    spans = re.findall(r'(?:col|row)span="[2-9]\d*"|(?:col|row)span="1\d+"', attributes)
    right = "gt_right" in attributes or "right" in re.findall(r"text-align:\s*(\w+)", attributes)
    centre = "center" in re.findall(r"text-align:\s*(\w+)", attributes)
    return " ".join([*spans, f'align="{"right" if right else "center" if centre else "left"}"'])


def _in_language(language: str, html: str, page: dict[str, Any]) -> str:
    return html if language == page["language"] else f'<div lang="{language}">{html}</div>'


def _methods(nb: NotebookNode, page: dict[str, Any]) -> str:
    """How each exhibit was computed: on a screen it is folded under it, here it is a table at the end."""
    blocks = [block for cell in nb.cells for block in cell.metadata["pilots"].get("blocks", [])]
    told = {block["label"]: dict(block["computed"]) for block in blocks if block["name"] and block["computed"]}
    names = {block["label"]: block["name"] for block in blocks}
    if not told or page["edition"] == PARTICIPANT:
        return ""
    words = page["words"]
    head = "".join(f'<th align="left">{escape(said)}</th>' for said in ("", words["method"], words["rests_on"]))
    rows = []
    for label, said in told.items():
        method = escape(said.pop(words["method"], ""))
        rest = "<br>".join(escape(f"{term}{words['colon']} {text}") for term, text in said.items())
        named = f'<a class="reference" href="#{label}">{escape(names[label])}</a>'
        rows.append(f"<tr><td>{named}</td><td>{method}</td><td>{rest}</td></tr>")
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="methods"><h2 id="methods-of-exhibits">{escape(words["computed"])}</h2>{table}</div>'
