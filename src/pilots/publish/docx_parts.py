"""The file of Word itself: pandoc's text with our styles, running heads, tables and pictures, the same bytes each time."""

import io
import os
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree as ET

from pilots.publish.docx_styles import styles
from pilots.publish.docx_tables import TableAbout, W, tell_tables
from pilots.publish.docx_text import field, mark, run

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

for _prefix, _space in {"w": W, "r": R, "a": A, "pic": PIC, "wp": WP, "asvg": ASVG, "m": _MATH}.items():
    ET.register_namespace(_prefix, _space)


class About(NamedTuple):
    """What stands in the file's properties and running heads."""

    title: str
    language: str
    authors: Sequence[str]
    keywords: Sequence[str]
    description: str
    notice: str
    version: str


def finished(made: bytes, about: About, tables: Sequence[TableAbout], drawings: Sequence[bytes | None]) -> bytes:
    """Make of pandoc's file ours.

    Parameters
    ----------
    made
        As pandoc made it.
    tables
        What is told of each table, in the order of the text.
    drawings
        For each picture, in the order of the text, what it is as SVG; None where it is a photograph.
    """
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        parts = {name: file.read(name) for name in file.namelist() if not name.endswith("/")}
    parts = {name: part for name, part in parts.items() if name != "docProps/custom.xml"}
    document = ET.fromstring(parts["word/document.xml"])
    vectors = {f"word/media/drawing{number}.svg": svg for number, svg in enumerate(drawings, 1) if svg}
    _name_pictures(document, drawings)
    tell_tables(document, tables)
    footnotes = ET.fromstring(parts["word/footnotes.xml"])
    for tree in (document, footnotes):
        _rename_marks(tree)
    _lay_pages(document)
    parts |= vectors
    parts["word/document.xml"] = _written(document)
    parts["word/footnotes.xml"] = _written(footnotes)
    parts["word/styles.xml"] = styles(about.language).encode()
    parts["word/settings.xml"] = _settings(about.language).encode()
    parts["word/header1.xml"] = _running("hdr", "Header", run(about.title)).encode()
    parts["word/footer1.xml"] = _running("ftr", "Footer", _foot(about)).encode()
    parts["docProps/core.xml"] = _core(about).encode()
    parts["docProps/app.xml"] = _app(about).encode()
    relations = [("rIdHeader", "header", "header1.xml"), ("rIdFooter", "footer", "footer1.xml")]
    relations += [(f"rIdDrawing{_number(name)}", "image", name.removeprefix("word/")) for name in vectors]
    parts["word/_rels/document.xml.rels"] = _related(parts["word/_rels/document.xml.rels"].decode(), relations)
    parts["_rels/.rels"] = re.sub(rb'<Relationship [^>]*custom\.xml"[^>]*/>', b"", parts["_rels/.rels"])
    parts["[Content_Types].xml"] = _content_types(parts["[Content_Types].xml"].decode())
    return _zipped(parts)


def _name_pictures(document: ET.Element, drawings: Sequence[bytes | None]) -> None:
    """Give each picture a name of its own, and what is drawn as lines its lines."""
    pictures = list(document.iter(f"{{{W}}}drawing"))
    for number, (picture, svg) in enumerate(zip(pictures, drawings, strict=True), 1):
        shown, inner = picture.find(f".//{{{WP}}}docPr"), picture.find(f".//{{{PIC}}}cNvPr")
        for part in (shown, inner):
            if part is not None:
                part.set("name", f"Picture {number}")
                part.set("id", str(number))
                part.attrib.pop("title", None)
        if inner is not None:
            inner.attrib.pop("descr", None)
        blip = picture.find(f".//{{{A}}}blip")
        if svg and blip is not None:
            extension = ET.SubElement(ET.SubElement(blip, f"{{{A}}}extLst"), f"{{{A}}}ext", uri=_SVG_EXTENSION)
            ET.SubElement(extension, f"{{{ASVG}}}svgBlip", {f"{{{R}}}embed": f"rIdDrawing{number}"})


def _rename_marks(tree: ET.Element) -> None:
    """Give bookmarks names that Word takes, and numbers of their own."""
    numbers: dict[str, str] = {}
    for part in tree.iter():
        if part.tag in (f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"):
            number = numbers.setdefault(part.get(f"{{{W}}}id", ""), str(len(numbers) + 1))
            part.set(f"{{{W}}}id", number)
        name = f"{{{W}}}anchor" if part.tag == f"{{{W}}}hyperlink" else f"{{{W}}}name"
        if part.tag in (f"{{{W}}}bookmarkStart", f"{{{W}}}hyperlink") and part.get(name):
            part.set(name, mark(part.get(name, "")))


def _lay_pages(document: ET.Element) -> None:
    body = document[0]
    for old in body.findall(f"{{{W}}}sectPr"):
        body.remove(old)
    pages = ET.fromstring(
        f'<w:sectPr xmlns:w="{W}" xmlns:r="{R}"><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1531" w:right="1417" w:bottom="1417" w:left="1418" w:header="709" w:footer="624" w:gutter="0"/>'
        '<w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )
    body.append(pages)


def _running(kind: str, style: str, inside: str) -> str:
    return f'{_HEAD}<w:{kind} xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p></w:{kind}>'


def _foot(about: About) -> str:
    return f"{run(about.notice)}<w:r><w:tab/></w:r>{field('PAGE', '2')}{run(' / ')}{field('NUMPAGES', '2')}"


def _settings(language: str) -> str:
    compatibility = (
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    separators = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
    return (
        f'{_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>'
        '<w:autoHyphenation w:val="true"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:footnotePr>{separators}</w:footnotePr><w:compat>{compatibility}</w:compat>"
        f'<w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _core(about: About) -> str:
    dated = os.environ.get("SOURCE_DATE_EPOCH")
    when = datetime.fromtimestamp(int(dated), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if dated else ""
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(about.title)}</dc:title><dc:creator>{escape('; '.join(about.authors))}</dc:creator>"
        f"<cp:keywords>{escape(', '.join(about.keywords))}</cp:keywords>"
        f"<dc:description>{escape(about.description)}</dc:description><dc:language>{about.language}</dc:language>"
        f"{times if when else ''}</cp:coreProperties>"
    )


def _app(about: About) -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_HEAD}<Properties xmlns="{space}"><Application>pilots {escape(about.version)}</Application></Properties>'


def _related(relations: str, more: Sequence[tuple[str, str, str]]) -> bytes:
    added = "".join(f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>' for name, kind, target in more)
    return relations.replace("</Relationships>", f"{added}</Relationships>").encode()


def _content_types(types: str) -> bytes:
    types = re.sub(r'<Override PartName="/docProps/custom\.xml"[^>]*/>', "", types)
    added = '<Default Extension="svg" ContentType="image/svg+xml"/>' + "".join(
        f'<Override PartName="/word/{kind}1.xml" ContentType="{_TYPES}.{kind}+xml"/>' for kind in ("header", "footer")
    )
    return types.replace("</Types>", f"{added}</Types>").encode()


def _written(tree: ET.Element) -> bytes:
    said: bytes = ET.tostring(tree, encoding="utf-8")
    return _HEAD.encode() + said


def _number(name: str) -> str:
    return re.sub(r"\D", "", name)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one file, what they are first, each dated SOURCE_DATE_EPOCH or 1980, when such dates begin."""
    dated = os.environ.get("SOURCE_DATE_EPOCH")
    when = datetime.fromtimestamp(max(int(dated), 315532800), UTC).timetuple()[:6] if dated else (1980, 1, 1, 0, 0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
            about = zipfile.ZipInfo(name, when)
            about.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(about, parts[name])
    return buffer.getvalue()
