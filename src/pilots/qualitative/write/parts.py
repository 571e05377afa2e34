"""The sources of a REFI-QDA project as XML: texts, marked passages, codings."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from pilots.qualitative.project import DOCUMENTS, SEGMENTS, SELECTIONS, QualitativeProject
from pilots.qualitative.read.ids import guids
from pilots.qualitative.read.parts import KINDS, PLACES, path_of
from pilots.qualitative.read.shape import shape
from pilots.qualitative.read.standard import SOURCES
from pilots.qualitative.read.tidy import knows
from pilots.qualitative.write.made import Kept, Row, Users, add, describe, grouped, rows_of

_TAGS = {tag.removesuffix("Source").casefold(): tag for tag in SOURCES}
_PASSAGES = {kind: tag for tag, kind in KINDS.items()}
_INSIDE = {"PDFSource": "Representation", "PictureSource": "TextDescription", "AudioSource": "Transcript",
           "VideoSource": "Transcript"}  # fmt: skip
"""What holds the text of a source that is no text itself."""


def write_sources(every: Element, project: QualitativeProject, texts: Mapping[str, str], users: Users,
                  values: Callable[[Element, Row], None], kept: Kept) -> None:  # fmt: skip
    """Add the sources of a project whose codings all have their passage.

    Parameters
    ----------
    texts
        Document to the name of the file that holds its text.
    values
        Writes the variables of a document.
    """
    passages = grouped(rows_of(SELECTIONS, project.selections), "document")
    codings = rows_of(SEGMENTS, project.segments)
    marked = grouped(codings, "selection")
    whole = grouped((row for row in codings if row["selection"] is None), "document")
    for row in rows_of(DOCUMENTS, project.documents.dropna(subset=["document"])):
        own, tag = str(row["document"]), _TAGS.get(str(row["kind"]), "TextSource")
        source = add(every, tag, guid=own, name=row["name"] or None)
        if row["path"]:
            source.set(path_of(tag), str(row["path"]))
        describe(source, row["description"])
        values(source, row)
        kept.complete(source, own)
        inner = _inner(source, own in texts or any(part["kind"] == "text" for part in passages.get(own, ())))
        if own in texts:
            inner.set("plainTextPath", f"internal://{texts[own]}")
        given = {point.get("guid", ""): point for point in source.iter("TranscriptSelection")}
        for passage in passages.get(own, ()):
            element = _passage(source, inner, passage, given)
            if element is not source:
                _about_passage(element, passage, users, kept)
            for coding in marked.get(str(passage["selection"]), ()):
                _coding(element, coding, users, kept)
        for coding in whole.get(own, ()):
            _coding(source, coding, users, kept)


def with_passages(project: QualitativeProject) -> QualitativeProject:
    """The same with all passages, also those that only the codings tell of."""
    selections, segments = shape(SELECTIONS, project.selections), shape(SEGMENTS, project.segments)
    known = segments["selection"].isin(selections["selection"])
    new = segments.loc[~known & segments[["start", "end"]].notna().all(axis=1)]
    where = ["document", "start", "end", "selected_by"]
    made = new.drop_duplicates(where)
    made = made.assign(own=guids("selection", *(made[name] for name in where)).to_numpy(), kind="text")
    found = new.merge(made[[*where, "own"]], on=where, how="left").set_axis(new.index)
    named = new["selection"].fillna(found["own"])
    segments = segments.assign(selection=segments["selection"].where(known).fillna(named))
    extra = new.assign(selection=named, kind="text").drop_duplicates("selection")
    every = pd.concat([selections, extra.reindex(columns=selections.columns)])
    return replace(project, selections=shape(SELECTIONS, every), segments=segments)


def _inner(source: Element, needed: bool) -> Element:
    """Where the text and its passages stand."""
    tag = _INSIDE.get(source.tag)
    if tag is None:
        return source
    inner = source.find(tag)
    if inner is None and needed:
        inner = SubElement(source, tag, guid=f"{tag} of {source.get('guid')}")
    return source if inner is None else inner


def _passage(source: Element, inner: Element, row: Row, given: Mapping[str, Element]) -> Element:
    """The element of a passage; the source itself where it can't have such a passage."""
    has_text = row["start"] is not None and row["end"] is not None
    own, tag = str(row["selection"]), _PASSAGES.get(str(row["kind"]), "PlainTextSelection")
    if own in given:
        return given[own]
    if inner.tag == "Transcript" and has_text:
        return _timed(inner, row)
    place = inner if tag in ("PlainTextSelection", "TranscriptSelection") else source
    if not knows(place.tag, tag):
        place, tag = inner, "PlainTextSelection"
        if not has_text or not knows(place.tag, tag):
            return source
    element = add(place, tag, guid=own)
    if tag == "PlainTextSelection" and has_text:
        element.attrib |= {"startPosition": str(row["start"]), "endPosition": str(row["end"])}
    for attribute, column in PLACES.items():
        if row[column] is not None and knows(tag, attribute):
            element.set(attribute, str(row[column]))
    return element


def _timed(transcript: Element, row: Row) -> Element:
    """A passage of a transcript, between two points that say where it stands in text and time."""
    own = str(row["selection"])
    element = add(transcript, "TranscriptSelection", guid=own)
    for name, position, time in (("fromSyncPoint", "start", "begin_ms"), ("toSyncPoint", "end", "end_ms")):
        point = add(transcript, "SyncPoint", guid=f"{name} of {own}", timeStamp=row[time], position=row[position])
        element.set(name, point.get("guid", ""))
    return element


def _about_passage(element: Element, row: Row, users: Users, kept: Kept) -> None:
    made = {"name": row["name"], "creatingUser": users.id_of(row["selected_by"]), "creationDateTime": row["created"]}
    element.attrib |= {name: str(said) for name, said in made.items() if said is not None}
    describe(element, row["description"])
    kept.complete(element, str(row["selection"]))
    if element.tag == "PlainTextSelection":
        for name in ("startPosition", "endPosition"):
            element.attrib.setdefault(name, "-1")  # nowhere, which no text has


def _coding(element: Element, row: Row, users: Users, kept: Kept) -> None:
    if row["code"] is None:
        return
    own = str(row["segment"])
    coding = add(element, "Coding", guid=own, creatingUser=users.id_of(row["coder"]), creationDateTime=row["created"])
    SubElement(coding, "CodeRef", targetGUID=str(row["code"]))
    kept.complete(coding, own)
