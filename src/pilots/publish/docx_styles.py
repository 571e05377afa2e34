"""The named styles of a report in Word, which co-authors may change: one change of a style changes the whole report."""

from typing import NamedTuple

from pilots.language import direction

FONT, SERIF, MONO = "Calibri", "Cambria", "Consolas"
ACCENT, SOFT, LINE, TINT = "0B5A60", "52606B", "C9D1D6", "F2F6F6"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'


class _Style(NamedTuple):
    """A style: its name in Word, its id (by default the name without spaces), what it is based on, and how it looks."""

    name: str
    based: str = "Normal"
    paragraph: str = ""
    run: str = ""
    id: str = ""
    next: str = ""
    kind: str = "paragraph"


def _space(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _letters(size: float = 0, color: str = "", font: str = "", *, bold: bool = False, italic: bool = False) -> str:
    """Properties of letters, in the order that the standard asks."""
    half = round(size * 2)
    return "".join(
        [
            f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:eastAsia="{font}"/>' if font else "",
            "<w:b/><w:bCs/>" if bold else "",
            "<w:i/><w:iCs/>" if italic else "",
            f'<w:color w:val="{color}"/>' if color else "",
            f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if size else "",
        ]
    )


def _border(side: str, size: int, space: int, color: str) -> str:
    return f"<w:pBdr>{_RULE.format(side=side, size=size, space=space, color=color)}</w:pBdr>"


_KEEP = "<w:keepNext/><w:keepLines/>"
_CLOSE = "<w:contextualSpacing/>"
"""No room between paragraphs that share the style."""
_LEFT = '<w:ind w:left="284"/>'
_STYLES = (
    _Style("Normal", "", _space(0, 120, 276)),
    _Style("Body Text", paragraph=_space(0, 140)),
    _Style("First Paragraph", "BodyText", next="BodyText"),
    _Style("Compact", "BodyText", _space(20, 20)),
    _Style("Report Of", paragraph=_space(1800, 240), run=_letters(11, ACCENT, bold=True)),
    _Style("Title", paragraph=_KEEP + _space(0, 200, 240), run=_letters(30, "0C4348", SERIF, bold=True), next="Subtitle"),
    _Style("Subtitle", paragraph=_KEEP + _space(0, 200), run=_letters(15, SOFT, SERIF), next="BodyText"),
    _Style("Edition", paragraph=_space(120, 60), run=_letters(11, bold=True)),
    _Style("Date", paragraph=_space(120, 240), run=_letters(11)),
    _Style("Abstract", "BodyText", _space(240, 240), _letters(12, font=SERIF)),
    _Style("Front Matter", paragraph=_space(60, 60), run=_letters(10)),
    _Style("Notice", paragraph=f'<w:shd w:val="clear" w:color="auto" w:fill="FFF1CC"/>{_space(240, 240)}', run=_letters(11, "4D3300")),
    *(
        _Style(
            f"heading {level}", "Normal",
            f'{_KEEP}{_space(before, after, 240)}<w:outlineLvl w:val="{level - 1}"/>',
            _letters(size, color, SERIF, bold=True), id=f"Heading{level}", next="BodyText",
        )
        for level, before, after, size, color in (
            (1, 480, 160, 19, ACCENT), (2, 320, 120, 14.5, "1D2730"), (3, 240, 100, 12, "1D2730"),
            (4, 200, 80, 11, SOFT), (5, 200, 80, 10.5, SOFT), (6, 200, 80, 10.5, SOFT),
        )
    ),
    # pandoc calls it Block Text; for Word it is its own Quote
    _Style("Quote", "BodyText", _border("left", 18, 10, ACCENT) + _LEFT, _letters(11, font=SERIF), id="BlockText"),
    _Style("caption", "Normal", _KEEP + _space(280, 100), _letters(10.5, bold=True), id="Caption", next="BodyText"),
    _Style("Figure", paragraph=_KEEP + _space(0, 80)),
    _Style("Exhibit Note", paragraph=_space(60, 180, 252) + _CLOSE, run=_letters(8.5, SOFT)),
    _Style("Not Shown", "BodyText", _border("left", 18, 10, LINE) + _LEFT, _letters(color=SOFT)),
    _Style("Aside", "BodyText", f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>{_space(120, 180)}{_LEFT}{_CLOSE}'),
    _Style("Table Text", paragraph=_space(30, 30, 240), run=_letters(8.5)),
    _Style("Table Header", "TableText", "<w:keepNext/>", _letters(bold=True)),
    _Style("Table Group", "TableText", f"<w:keepNext/>{_space(100, 30)}", _letters(color=ACCENT, bold=True)),
    _Style("Table Text Dense", "TableText", run=_letters(7.5)),
    _Style("Table Header Dense", "TableHeader", run=_letters(7.5)),
    _Style("footnote text", "Normal", _space(0, 40), _letters(9), id="FootnoteText"),
    _Style("Footnote Block Text", "FootnoteText"),
    _Style("Bibliography", "BodyText", '<w:ind w:left="425" w:hanging="425"/>'),
    _Style("Definition Term", "BodyText", "<w:keepNext/>", _letters(bold=True), next="Definition"),
    _Style("Definition", "BodyText", _LEFT),
    _Style("Source Code", paragraph=_space(0, 120), run=_letters(9, font=MONO)),
    _Style("TOC Heading", "Normal", f"{_KEEP}<w:pageBreakBefore/>{_space(0, 200)}", _letters(19, ACCENT, SERIF, bold=True)),
    _Style("toc 1", "Normal", f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>{_space(80, 40)}', id="TOC1"),
    _Style("toc 2", "TOC1", f'{_space(0, 20)}<w:ind w:left="284"/>', _letters(color=SOFT), id="TOC2"),
    _Style("header", "Normal", _border("bottom", 4, 4, LINE) + _space(0, 0), _letters(8.5, SOFT), id="Header"),
    _Style("footer", "Normal", f'<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>{_space(0, 0)}', _letters(8.5, SOFT), id="Footer"),
    _Style("Verbatim Char", "DefaultParagraphFont", run=_letters(9.5, font=MONO), kind="character"),
    _Style("footnote reference", "DefaultParagraphFont", run='<w:vertAlign w:val="superscript"/>', id="FootnoteReference", kind="character"),
    _Style("Hyperlink", "DefaultParagraphFont", run=f'{_letters(color=ACCENT)}<w:u w:val="single"/>', kind="character"),
)  # fmt: skip


def styles(language: str) -> str:
    """The part `word/styles.xml`, for text in this language.

    Examples
    --------
    >>> '<w:lang w:val="nl-BE"' in styles("nl-BE")
    True
    """
    right_to_left = direction(language[:2]) == "rtl"
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_letters(font=FONT)}"
        f'<w:sz w:val="21"/><w:szCs w:val="21"/>{"<w:rtl/>" if right_to_left else ""}'
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language if right_to_left else "ar-SA"}"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault>{'<w:pPr><w:bidi/></w:pPr>' if right_to_left else ''}</w:pPrDefault></w:docDefaults>"
    )
    font = '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
    none = '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
    made = "".join(map(_style, _STYLES))
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {_W}>{defaults}{made}{font}{none}{_tables()}</w:styles>'


def _style(style: _Style) -> str:
    known = style.id or style.name.replace(" ", "")
    default = ' w:default="1"' if style.name == "Normal" else ""
    own = "" if style.name[0].islower() or style.name in _BUILT_IN else ' w:customStyle="1"'
    parts = [
        f'<w:name w:val="{style.name}"/>',
        f'<w:basedOn w:val="{style.based}"/>' if style.based else "",
        f'<w:next w:val="{style.next}"/>' if style.next else "",
        "<w:qFormat/>" if style.kind == "paragraph" else "",
        f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else "",
        f"<w:rPr>{style.run}</w:rPr>" if style.run else "",
    ]
    return f'<w:style w:type="{style.kind}"{default}{own} w:styleId="{known}">{"".join(parts)}</w:style>'


_BUILT_IN = {"Normal", "Body Text", "Title", "Subtitle", "Date", "Quote", "Bibliography", "TOC Heading", "Hyperlink"}


def _tables() -> str:
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in
                      (("top", 0), ("left", 60), ("bottom", 0), ("right", 60)))  # fmt: skip
    outer = "".join(_RULE.format(side=side, size=8, space=0, color="1D2730") for side in ("top", "bottom"))
    inner = _RULE.format(side="insideH", size=4, space=0, color=LINE)
    head = _RULE.format(side="bottom", size=6, space=0, color="1D2730")
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/>'
        f"<w:qFormat/><w:tblPr><w:tblBorders>{outer}{inner}</w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{head}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        "</w:style>"
    )
