"""A REFI-QDA project (.qdpx): what programs for qualitative analysis exchange.

Format: Rotterdam Exchange Format Initiative, *REFI-QDA standard 1.0* (2019), https://www.qdasoftware.org.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pilots.examples.formats.archive import write_archive

_NAMESPACE = "urn:QDA-XML:project:1.0"


@dataclass(frozen=True)
class Segment:
    """A passage that a coder gave a code: positions in code points, the end not included."""

    start: int
    end: int
    code: str
    coder: str
    when: str


@dataclass(frozen=True)
class Document:
    """A text with its variables and what was coded in it."""

    name: str
    text: str
    variables: Mapping[str, str]
    segments: Sequence[Segment]


@dataclass(frozen=True)
class Case:
    """A person or group, with the documents that are about it."""

    name: str
    documents: Sequence[str]
    variables: Mapping[str, str] = field(default_factory=dict)


def write_project(
    path: Path,
    name: str,
    description: str,
    *,
    coders: Sequence[str],
    codes: Mapping[str, Mapping[str, str]],
    documents: Sequence[Document],
    cases: Sequence[Case],
    when: str,
) -> None:
    """Write a project with texts, two levels of codes, cases and codings.

    Parameters
    ----------
    path
        Where to.
    name, description
        Of the project.
    coders
        Who coded; the first one made the project.
    codes
        Theme to the codes under it, each with its description.
    documents, cases
        What was coded and who said it.
    when
        Date and time in ISO form, as XML writes it.
    """
    made = _Maker(name)
    who = made.guid("user", coders[0])
    project = Element(
        "Project",
        {
            "xmlns": _NAMESPACE,
            "name": name,
            "origin": "pilots",
            "creatingUserGUID": who,
            "creationDateTime": when,
            "basePath": "",
        },
    )
    users = SubElement(project, "Users")
    for coder in coders:
        SubElement(users, "User", guid=made.guid("user", coder), name=coder)
    book = SubElement(SubElement(project, "CodeBook"), "Codes")
    for theme, under in codes.items():
        top = SubElement(book, "Code", guid=made.guid("code", theme), name=theme, isCodable="false")
        for code, means in under.items():
            leaf = SubElement(top, "Code", guid=made.guid("code", code), name=code, isCodable="true")
            SubElement(leaf, "Description").text = means
    variables = SubElement(project, "Variables")
    given = [*(case.variables for case in cases), *(document.variables for document in documents)]
    for variable in dict.fromkeys(name for values in given for name in values):
        SubElement(variables, "Variable", guid=made.guid("variable", variable), name=variable, typeOfVariable="Text")
    people = SubElement(project, "Cases")
    for case in cases:
        person = SubElement(people, "Case", guid=made.guid("case", case.name), name=case.name)
        made.values(person, case.variables)
        for about in case.documents:
            SubElement(person, "SourceRef", targetGUID=made.guid("source", about))
    sources = SubElement(project, "Sources")
    for document in documents:
        made.source(sources, document, who, when)
    SubElement(project, "Description").text = description
    indent(project)
    members = {
        "project.qde": b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(project, encoding="unicode").encode()
    }
    members |= {f"sources/{made.guid('source', document.name)}.txt": document.text.encode() for document in documents}
    write_archive(path, members)


class _Maker:
    """Gives everything its id, the same each time."""

    def __init__(self, project: str) -> None:
        self._space = uuid.uuid5(uuid.NAMESPACE_URL, project)

    def guid(self, *parts: object) -> str:
        return str(uuid.uuid5(self._space, "/".join(map(str, parts))))

    def values(self, element: Element, variables: Mapping[str, str]) -> None:
        for name, said in variables.items():
            value = SubElement(element, "VariableValue")
            SubElement(value, "VariableRef", targetGUID=self.guid("variable", name))
            SubElement(value, "TextValue").text = said

    def source(self, sources: Element, document: Document, who: str, when: str) -> None:
        guid = self.guid("source", document.name)
        own = {"plainTextPath": f"internal://{guid}.txt", "creatingUser": who, "creationDateTime": when}
        source = SubElement(sources, "TextSource", {"guid": guid, "name": document.name, **own})
        for (start, end, coder), given in _by_passage(document.segments):
            user = self.guid("user", coder)
            selection = SubElement(
                source,
                "PlainTextSelection",
                {
                    "guid": self.guid("selection", document.name, start, end, coder),
                    "name": f"{document.name} {start}-{end}",
                    "startPosition": str(start),
                    "endPosition": str(end),
                    "creatingUser": user,
                    "creationDateTime": given[0].when,
                },
            )
            for segment in given:
                coding = SubElement(
                    selection,
                    "Coding",
                    {
                        "guid": self.guid("coding", document.name, start, end, coder, segment.code),
                        "creatingUser": user,
                        "creationDateTime": segment.when,
                    },
                )
                SubElement(coding, "CodeRef", targetGUID=self.guid("code", segment.code))
        self.values(source, document.variables)


def _by_passage(segments: Iterable[Segment]) -> list[tuple[tuple[int, int, str], list[Segment]]]:
    passages: dict[tuple[int, int, str], list[Segment]] = {}
    for segment in segments:
        passages.setdefault((segment.start, segment.end, segment.coder), []).append(segment)
    return sorted(passages.items())
