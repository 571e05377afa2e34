"""The text of a report as Word wants it: title page, contents, captions that number themselves, references to them."""

import base64
import re
from html import escape
from typing import Any

from pilots.project import RESEARCHER
from pilots.publish.document import Document
from pilots.publish.pandoc import attributes, plain
from pilots.publish.pictures import as_png
from pilots.publish.words import edition_name

WIDE = 16.0
"""How many centimetres a line is wide."""
_STYLES = {"notes": "Exhibit Note", "absent": "Not Shown", "folded": "Aside", "references": "Bibliography"}
_TOC = 'TOC \\o "1-2" \\h \\z \\u'

Node = dict[str, Any]


def text(report: Document) -> list[Node]:
    """The blocks of a pandoc document from which pandoc makes the text in Word.

    Captions have the style Caption, with a field SEQ that numbers them and a bookmark `reference_mark(label)` around
    name and number; references are fields REF to that. Pictures made of lines are there as points, in order.
    """
    blocks = _Writing(report).rewritten(report.tree["blocks"])
    return [*_front(report), *_contents(report), *blocks]


def mark(name: str) -> str:
    """A name that Word takes for a bookmark: letters, digits and _, at most 40.

    Examples
    --------
    >>> mark("hoe-ouders-het-zien"), len(mark("x" * 60))
    ('hoe_ouders_het_zien', 40)
    """
    import hashlib

    plain_name = re.sub(r"\W", "_", name)
    if len(plain_name) <= 40:
        return plain_name
    return f"{plain_name[:31]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def reference_mark(label: str) -> str:
    """The bookmark around what a reference to this label says.

    Examples
    --------
    >>> reference_mark("tbl-needs")
    '_Ref_tbl_needs'
    """
    return mark(f"_Ref_{label}")


def field(instruction: str, result: str) -> str:
    """A field that Word computes anew with F9, and what it says until then."""
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    asked = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return f"{kinds[0]}{asked}{kinds[1]}{run(result)}{kinds[2]}"


def run(said: str, properties: str = "") -> str:
    """Letters, as they are."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{escape(said)}</w:t></w:r>'


class _Writing:
    """One report, while its text is rewritten."""

    def __init__(self, report: Document) -> None:
        self.report = report
        self.targets = {name for name, _, about in _labelled(report.tree["blocks"]) if name}
        self.marks = 0

    def rewritten(self, nodes: list[Any]) -> list[Any]:
        """Blocks or inlines, each as one or more others."""
        made: list[Any] = []
        for node in nodes:
            found = self.one(node)
            made.extend(found if isinstance(found, list) and isinstance(node, dict) else [found])
        return made

    def one(self, node: Any) -> Any:
        """A part of the document, rewritten; a list where it became several."""
        if isinstance(node, list):
            return self.rewritten(node)
        if not isinstance(node, dict) or "c" not in node:
            return node
        name, classes, about = attributes(node)
        if node["t"] == "Figure" and name:
            return self.exhibit(node, name, about)
        if node["t"] == "Header":
            level, heading, inlines = node["c"]
            inside = (
                self.marked(self.rewritten(inlines), mark(f"_Toc_{name}"), reference_mark(name)) if name else inlines
            )
            return {"t": "Header", "c": [level, heading, inside]}
        if node["t"] == "Link" and "reference" in classes and node["c"][2][0][1:] in self.targets:
            return _raw(field(f"REF {reference_mark(node['c'][2][0][1:])} \\h", plain(node["c"][1])))
        if node["t"] == "Image":
            return self.picture(node)
        if node["t"] == "Div" and _STYLES.keys() & set(classes):
            style = next(_STYLES[one] for one in classes if one in _STYLES)
            return _styled(style, self.rewritten(node["c"][1]), name, about.get("lang", ""))
        return node | {"c": self.one(node["c"])}

    def exhibit(self, node: Node, label: str, about: dict[str, str]) -> list[Node]:
        """A caption, and under it the table or the picture with its notes."""
        _, (_, captions), blocks = node["c"]
        kind, number = about["reference"].removesuffix(about["number"]), about["number"]
        numbered = _raw(run(kind) + field(f"SEQ {kind.strip()} \\* ARABIC", number))
        said = self.rewritten([part for block in captions for part in block["c"]])
        caption = [*self.marked([numbered], reference_mark(label), mark(label)), {"t": "Str", "c": ". "}, *said]
        inside = [_styled("Figure", [block]) if block["t"] == "Plain" else block for block in self.rewritten(blocks)]
        return [_styled("Caption", [{"t": "Para", "c": caption}], lang=about.get("lang", "")), *inside]

    def picture(self, node: Node) -> Node:
        """A picture inside the file, as wide as it was drawn but no wider than a line."""
        (name, classes, about), alt, (target, title) = node["c"]
        data = self.report.pictures.get(target)
        if data is None:
            return node
        kind = target.rpartition(".")[2]
        if kind == "svg":
            width = re.search(rb'<svg [^>]*?\bwidth="([\d.]+)pt"', data)
            wide = min(WIDE, float(width[1]) / 72 * 2.54) if width else WIDE
            about = [
                *([key, value] for key, value in about if key not in ("width", "height")),
                ["width", f"{wide:.2f}cm"],
            ]
            data, kind = as_png(data), "png"
        kind = "jpeg" if kind == "jpg" else kind
        inside = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        return {"t": "Image", "c": [[name, classes, about], alt, [inside, title]]}

    def marked(self, inlines: list[Node], *names: str) -> list[Node]:
        """Inlines between bookmarks."""
        starts, ends = "", ""
        for name in names:
            self.marks += 1
            # pandoc numbers its own from 1 on
            number = 1_000_000 + self.marks
            starts += f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            ends += f'<w:bookmarkEnd w:id="{number}"/>'
        return [_raw(starts), *inlines, _raw(ends)]


def _labelled(node: Any) -> list[tuple[str, list[str], dict[str, str]]]:
    """What has a number or is a heading, and so can be referred to by what it is called."""
    from pilots.publish.pandoc import found

    return [attributes(one) for kind in ("Figure", "Header") for one in found(node, kind)]


def _front(report: Document) -> list[Node]:
    front, words = report.front, report.words
    lines = [("Report Of", front["title"] if front["title"] != report.title else ""), ("Title", report.title)]
    edition = words["edition"] if words["edition"] != edition_name(RESEARCHER, report.language) else ""
    lines += [
        ("Subtitle", front["subtitle"]),
        ("Edition", edition),
        ("Date", " · ".join(filter(None, (front["phase"], front["period"])))),
    ]
    blocks = [_line(style, [_str(said)]) for style, said in lines if said]
    if front["synthetic"]:
        said = [
            {"t": "Strong", "c": [_str(words["synthetic"] + words["colon"])]},
            _str(f" {words['synthetic_notice']}"),
        ]
        blocks.append(_line("Notice", said))
    if front["summary"]:
        blocks.append(_line("Abstract", [_str(front["summary"])]))
    people = [
        ("authors", [", ".join(filter(None, (one["name"], one["affiliation"]))) for one in front["authors"]]),
        ("sites", front["sites"]),
        ("partners", [": ".join(filter(None, (one["name"], one["role"]))) for one in front["partners"]]),
        ("funders", [" ".join(filter(None, (one["name"], one["grant"]))) for one in front["funders"]]),
    ]
    for part, names in people:
        if names:
            said = [{"t": "Strong", "c": [_str(words[part])]}, {"t": "LineBreak"}, _str("; ".join(names))]
            blocks.append(_line("Front Matter", said))
    return blocks


def _contents(report: Document) -> list[Node]:
    """The contents as a field, with what it will say already in it."""
    from pilots.publish.pandoc import found

    headings = [one["c"] for one in found(report.tree["blocks"], "Header") if one["c"][0] <= 2 and one["c"][1][0]]
    if not headings:
        return []
    # the field begins in the first entry and ends in the last
    opening, closing = field(_TOC, "").split(run(""))
    entries = []
    for place, (level, (name, _, _), inlines) in enumerate(headings):
        link = f'<w:hyperlink w:anchor="{mark(f"_Toc_{name}")}" w:history="1">{run(plain(inlines))}</w:hyperlink>'
        first, last = opening if place == 0 else "", closing if place == len(headings) - 1 else ""
        entries.append(f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{first}{link}{last}</w:p>')
    title = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{run(report.words["contents"])}</w:p>'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    content = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{title}{''.join(entries)}</w:sdtContent></w:sdt>"
    page = '<w:p><w:pPr><w:pStyle w:val="Compact"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'
    return [{"t": "RawBlock", "c": ["openxml", content + page]}]


def _raw(xml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", xml]}


def _str(said: str) -> Node:
    return {"t": "Str", "c": said}


def _line(style: str, inlines: list[Node]) -> Node:
    return _styled(style, [{"t": "Para", "c": inlines}])


def _styled(style: str, blocks: list[Node], name: str = "", lang: str = "") -> Node:
    about = [["custom-style", style], *([["lang", lang]] if lang else [])]
    return {"t": "Div", "c": [[name, [], about], blocks]}
