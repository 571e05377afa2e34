"""Read REFI-QDA projects (.qdpx), as NVivo, ATLAS.ti, MAXQDA, QualCoder and others exchange them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

import pandas as pd

from pilots.errors import ReadError
from pilots.qualitative.project import CASES, CODES, DOCUMENTS, SEGMENTS, QualitativeProject
from pilots.qualitative.read.archive import AGAIN, WARNING, open_archive, parse_xml, read_member, stays_inside
from pilots.qualitative.read.positions import Span, code_points
from pilots.qualitative.read.qde import (
    ATTRIBUTES,
    Row,
    attribute_of,
    children,
    descendants,
    guid_of,
    read_cases,
    read_codes,
    read_users,
    tag_of,
    target_of,
    values_of,
)
from pilots.vocabulary import frame

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read_qdpx(path: Path) -> QualitativeProject:
    """Read a REFI-QDA project.

    Parameters
    ----------
    path
        A .qdpx file: a zip with project.qde and a folder Sources. Texts that were left out of it are not
        needed; sources outside the archive are not opened.

    Returns
    -------
    QualitativeProject
        All sources, cases with their variables, codes and codings, also of passages of PDF, pictures and
        sound (without positions). The coder is who made the coding, not who marked the passage.

    Raises
    ------
    ReadError
        When the file is missing, damaged or no REFI-QDA project, or would harm: a zip bomb, a path that
        climbs out, XML entities.

    References
    ----------
    REFI-QDA Standard 1.5 (2019), www.qdasoftware.org. Positions are Unicode code points from 0; NVivo counts
    UTF-16 units instead, which is recognised and corrected.
    """
    path = Path(path)
    with open_archive(path) as archive:
        members = {member.filename.replace("\\", "/").casefold(): member for member in archive.infolist()}
        root = parse_xml(read_member(archive, _project_file(members, path), path), path)
        if tag_of(root) != "Project":
            raise ReadError("its project.qde is no REFI-QDA project", where=path, mend=AGAIN)
        found = _read_sources(root, archive, members, path)
    cases, owners = read_cases(root, found.passages, {str(row["document"]) for row in found.documents})
    _assign(found, cases, owners)
    return QualitativeProject(
        documents=frame(DOCUMENTS, found.documents),
        cases=_case_frame(cases),
        codes=frame(CODES, read_codes(root)),
        segments=frame(SEGMENTS, found.segments),
        texts=found.texts,
    )


@dataclass
class _Found:
    """What the sources held."""

    users: Mapping[str, str]
    documents: list[Row] = field(default_factory=list)
    segments: list[Row] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    passages: dict[str, str] = field(default_factory=dict)
    """Passage to document."""
    marked: dict[str, str] = field(default_factory=dict)
    """Segment to passage."""


def _project_file(members: Mapping[str, ZipInfo], path: Path) -> ZipInfo:
    named = [member for name, member in members.items() if name.endswith(".qde")]
    if "project.qde" in members:
        return members["project.qde"]
    if len(named) == 1:
        return named[0]
    raise ReadError("the archive holds no project.qde", where=path, mend=AGAIN)


def _read_sources(root: "Element", archive: ZipFile, members: Mapping[str, ZipInfo], path: Path) -> _Found:
    found = _Found(read_users(root))
    variables = {guid_of(variable): (variable.get("name") or "").strip() for variable in descendants(root, "Variable")}
    for source in (source for sources in children(root, "Sources") for source in sources):
        if not tag_of(source).endswith("Source"):
            continue
        # a PDF's text stands in its Representation, that of sound and film in a Transcript
        inner = next((child for child in source if tag_of(child) in ("Representation", "Transcript")), source)
        text = _text(inner, archive, members, path)
        values = values_of(source, variables)
        found.documents.append(
            {
                "document": guid_of(source),
                "name": source.get("name", ""),
                "kind": tag_of(source).removesuffix("Source").casefold(),
                "characters": None if text is None else len(text),
                **{name: attribute_of(values, name) for name in ATTRIBUTES},
            }
        )
        if text is not None:
            found.texts[guid_of(source)] = text
        _read_codings(source, inner, text, found)
    return found


def _read_codings(source: "Element", inner: "Element", text: str | None, found: _Found) -> None:
    document = guid_of(source)
    passages = [part for part in source.iter() if tag_of(part).endswith("Selection")]
    spans = code_points([_span(passage) for passage in passages], text)
    for passage, span in zip(passages, spans, strict=True):
        found.passages[guid_of(passage)] = document
        for coding in children(passage, "Coding"):
            _add(coding, document, passage, span, found)
    for whole in [source] if inner is source else [source, inner]:
        for coding in children(whole, "Coding"):
            _add(coding, document, coding, None, found)


def _add(coding: "Element", document: str, passage: "Element", span: Span | None, found: _Found) -> None:
    coder, selected_by = (_user(element, found.users) for element in (coding, passage))
    for number, reference in enumerate(children(coding, "CodeRef")):
        segment = guid_of(coding) or f"{document}-{len(found.segments)}"
        segment = f"{segment}-{number}" if number else segment
        found.marked[segment] = guid_of(passage)
        found.segments.append(
            {
                "segment": segment,
                "document": document,
                "code": target_of(reference),
                "coder": coder or selected_by,
                "selected_by": selected_by or coder,
                "start": span[0] if span else None,
                "end": span[1] if span else None,
                "characters": span[1] - span[0] if span else None,
            }
        )


def _assign(found: _Found, cases: list[Row], owners: Mapping[str, set[str]]) -> None:
    """Give segments the one case they belong to, and documents the language and phase of theirs."""
    whole: dict[str, dict[str, Row]] = {}
    for row in cases:
        if row.get("part") == "whole":
            whole.setdefault(str(row["document"]), {})[str(row["case"])] = row
    for document in found.documents:
        mine = whole.get(str(document["document"]), {})
        if len(mine) == 1:
            values = {name: str(said) for about in mine.values() for name, said in about.items()}
            for name in ATTRIBUTES:
                document[name] = document[name] or attribute_of(values, name)
    for segment in found.segments:
        passage = found.marked[str(segment["segment"])]
        who = owners.get(passage) or set(whole.get(str(segment["document"]), ()))
        segment["case"] = next(iter(who)) if len(who) == 1 else None


def _case_frame(cases: list[Row]) -> pd.DataFrame:
    fixed = [column.name for column in CASES]
    table = frame(CASES, [{name: row.get(name) for name in fixed} for row in cases])
    for name in dict.fromkeys(name for row in cases for name in row if name not in fixed):
        table[name] = pd.Series([row.get(name) for row in cases], index=table.index, dtype="str")
    return table


def _text(source: "Element", archive: ZipFile, members: Mapping[str, ZipInfo], path: Path) -> str | None:
    for content in children(source, "PlainTextContent"):
        return content.text or ""
    scheme, _, name = source.get("plainTextPath", "").partition("://")
    if scheme.casefold() != "internal":
        return None
    if not stays_inside(name):
        raise ReadError("a source has a path that climbs out of the archive", where=path, mend=WARNING)
    member = members.get(f"sources/{name}".casefold()) or members.get(name.casefold())
    if member is None:
        return None
    data = read_member(archive, member, path)
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(f"'{member.filename}' is not UTF-8 text", where=path, mend=AGAIN) from None


def _span(passage: "Element") -> Span | None:
    start, end = passage.get("startPosition", ""), passage.get("endPosition", "")
    if not (start.isdecimal() and end.isdecimal()) or int(start) > int(end):
        return None
    return int(start), int(end)


def _user(element: "Element", users: Mapping[str, str]) -> str | None:
    by = element.get("creatingUser", "").strip("{}").casefold()
    return users.get(by, by) or None
