"""What Word would repair: a check of an OOXML file against the rules of ECMA-376 that it insists on."""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
# ECMA-376, part 1, 17: the order of the children, where it is fixed
ORDER = {
    name: children.split()
    for name, children in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
        " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
        " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
        " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
        " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
        " lang eastAsianLayout specVanish oMath",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
        " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
        "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
        " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
        "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
        " rsid pPr rPr tblPr trPr tcPr tblStylePr",
        "settings": "writeProtection view zoom documentProtection defaultTabStop autoHyphenation characterSpacingControl"
        " updateFields footnotePr endnotePr compat rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator",
        "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
        "tr": "tblPrEx trPr tc",
        "pBdr": "top left bottom right between bar",
        "tblBorders": "top left bottom right insideH insideV",
    }.items()
}  # fmt: skip


def faults(file: bytes) -> list[str]:
    """Each thing that Word would repair or lose."""
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    trees = {name: ET.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    document = trees["word/document.xml"]
    return [
        *_typed(parts, trees["[Content_Types].xml"]),
        *_related(parts, trees),
        *(fault for name, tree in trees.items() for fault in _ordered(name, tree)),
        *_styled(trees),
        *_marked(document),
        *_closed(document),
    ]


def _typed(parts, types) -> Iterator[str]:
    endings = {one.get("Extension") for one in types if one.tag.endswith("Default")}
    named = {one.get("PartName", "")[1:] for one in types if one.tag.endswith("Override")}
    yield from (
        f"{name}: no content type" for name in parts if name not in named and name.rpartition(".")[2] not in endings
    )
    yield from (f"{name}: a content type, but no part" for name in named - parts.keys())


def _related(parts, trees) -> Iterator[str]:
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            ids = Counter(one.get("Id") for one in tree)
            yield from (f"{name}: {one} twice" for one, times in ids.items() if times > 1)
            for one in tree:
                target = posixpath.normpath(posixpath.join(folder, one.get("Target")))
                if one.get("TargetMode") != "External" and target not in parts:
                    yield f"{name}: {target} is missing"
        else:
            relations = trees.get(posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels"))
            known = {one.get("Id") for one in relations} if relations is not None else set()
            used = {value for part in tree.iter() for key, value in part.attrib.items() if key.startswith(R)}
            yield from (f"{name}: {one} leads nowhere" for one in used - known)


def _ordered(name, tree) -> Iterator[str]:
    for part in tree.iter():
        order = ORDER.get(part.tag.removeprefix(W)) if part.tag.startswith(W) else None
        if order:
            children = [child.tag.removeprefix(W) for child in part]
            unknown = set(children) - set(order)
            if unknown:
                yield f"{name}: {unknown} in {part.tag}"
            elif children != sorted(children, key=order.index):
                yield f"{name}: {children} in {part.tag}"


def _styled(trees) -> Iterator[str]:
    known = {(one.get(f"{W}type"), one.get(f"{W}styleId")) for one in trees["word/styles.xml"].iter(f"{W}style")}
    kinds = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    for name, tree in trees.items():
        for tag, kind in kinds.items():
            used = {part.get(f"{W}val") for part in tree.iter(f"{W}{tag}")}
            yield from (f"{name}: no style {one}" for one in used if (kind, one) not in known)
    ids = {one for _, one in known}
    for style in trees["word/styles.xml"].iter(f"{W}style"):
        for tag in ("basedOn", "next"):
            found = style.find(f"{W}{tag}")
            if found is not None and found.get(f"{W}val") not in ids:
                yield f"word/styles.xml: {style.get(f'{W}styleId')} needs {found.get(f'{W}val')}"
    numbers = {one.get(f"{W}numId") for one in trees["word/numbering.xml"].iter(f"{W}num")}
    used = {one.get(f"{W}val") for one in trees["word/document.xml"].iter(f"{W}numId")}
    yield from (f"no list {one}" for one in used - numbers)


def _marked(document) -> Iterator[str]:
    starts = [(one.get(f"{W}id"), one.get(f"{W}name")) for one in document.iter(f"{W}bookmarkStart")]
    ends = [one.get(f"{W}id") for one in document.iter(f"{W}bookmarkEnd")]
    if sorted(ends) != sorted(number for number, _ in starts) or len(set(ends)) < len(ends):
        yield "bookmarks are not paired"
    names = [name for _, name in starts]
    yield from (f"bookmark {name} twice" for name, times in Counter(names).items() if times > 1)
    yield from (
        f"bookmark {name} has no name for Word"
        for name in names
        if len(name) > 40 or not name.replace("_", "a").isalnum()
    )
    asked = {one.get(f"{W}anchor") for one in document.iter(f"{W}hyperlink")} - {None}
    asked |= {one.text.split()[1] for one in document.iter(f"{W}instrText") if one.text.split()[0] == "REF"}
    yield from (f"nothing is called {name}" for name in asked - set(names))
    pictures = [one.get("id") for one in document.iter(f"{WP}docPr")]
    if len(set(pictures)) < len(pictures):
        yield "pictures share a number"


def _closed(document) -> Iterator[str]:
    depth = 0
    for one in document.iter(f"{W}fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[one.get(f"{W}fldCharType")]
        if depth not in (0, 1):
            yield "fields are not closed in order"
    if depth:
        yield "a field is not closed"
    yield from ("a cell does not end in a paragraph" for cell in document.iter(f"{W}tc") if cell[-1].tag != f"{W}p")
    yield from ("a paragraph in a paragraph" for one in document.iter(f"{W}p") if one.find(f".//{W}p") is not None)
    if document[0][-1].tag != f"{W}sectPr":
        yield "the pages are not described last"
