"""A qualitative project: documents, cases, the code tree, and what was coded by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from pilots.vocabulary import Column, frame

DOCUMENTS = (
    Column("document", "str", "Document", "its id"),
    Column("name", "str", "Name", "as the project calls it; may name a person, so it is never shown"),
    Column("kind", "str", "Kind", "text, pdf, picture, audio or video"),
    Column("language", "str", "Language", "of the document or its case; empty where unknown"),
    Column("phase", "str", "Phase", "of the document or its case; empty where unknown"),
    Column("characters", "Int64", "Characters", "length of its text; missing where there is none"),
    Column("description", "str", "Description", "what the project says of it; missing where nothing"),
    Column(
        "path", "str", "File", "its picture, sound, film, PDF or formatted text: internal:// in `files`, or elsewhere"
    ),
)
CASES = (
    Column("case", "str", "Case", "its id"),
    Column("name", "str", "Name", "as the project calls it; may name a person, so it is never shown"),
    Column("document", "str", "Document", "a document of the case; missing where it has none"),
    Column("part", "str", "Part", "whole or passages: what of the document belongs to the case"),
    Column("description", "str", "Description", "what the project says of it; missing where nothing"),
)
CODES = (
    Column("code", "str", "Code", "its id"),
    Column("parent", "str", "Parent", "id of the code above it; missing at the top"),
    Column("name", "str", "Code", "as the code book calls it"),
    Column("path", "str", "Path", "names from the top down, joined by ' > '"),
    Column("description", "str", "Description", "what it stands for; missing where nothing is said"),
    Column("colour", "str", "Colour", "#rrggbb; missing where it has none"),
    Column("codable", "boolean", "Codable", "whether passages may have it; no for a heading"),
)
SEGMENTS = (
    Column("segment", "str", "Segment", "id of the coding"),
    Column("document", "str", "Document", "where"),
    Column("case", "str", "Case", "the one case it belongs to; missing where that is none or not one"),
    Column("code", "str", "Code", "what"),
    Column("coder", "str", "Coder", "who gave the code"),
    Column("selected_by", "str", "Selected by", "who marked the passage; not always the coder"),
    Column("start", "Int64", "Start", "first character, from 0; missing for the whole document or no text"),
    Column("end", "Int64", "End", "the character after the last"),
    Column("characters", "Int64", "Characters", "end - start"),
    Column("selection", "str", "Selection", "the passage; missing where the whole document has the code"),
    Column("created", "str", "Created", "date and time, ISO; missing where unknown"),
)
USERS = (
    Column("user", "str", "User", "its id"),
    Column("coder", "str", "Coder", "what the other frames call this user, each differently"),
    Column("name", "str", "Name", "as the project says it"),
    Column("initials", "str", "Initials", "as the project says them"),
)
SELECTIONS = (
    Column("selection", "str", "Selection", "its id; several codings may share it, or none have it"),
    Column("document", "str", "Document", "where"),
    Column("kind", "str", "Kind", "text, pdf, picture, audio, video or transcript"),
    Column("start", "Int64", "Start", "first character of the document's text, from 0; missing without text"),
    Column("end", "Int64", "End", "the character after the last"),
    Column("page", "Int64", "Page", "of a PDF, as the program counts it"),
    Column("first_x", "Int64", "Left", "a corner of the rectangle, as the program measures it"),
    Column("first_y", "Int64", "Top", "a corner of the rectangle"),
    Column("second_x", "Int64", "Right", "the corner across"),
    Column("second_y", "Int64", "Bottom", "the corner across"),
    Column("begin_ms", "Int64", "From", "milliseconds from the beginning of the sound or film"),
    Column("end_ms", "Int64", "Until", "milliseconds from the beginning"),
    Column("name", "str", "Name", "often its text, so it is never shown"),
    Column("description", "str", "Description", "what the project says of it; missing where nothing"),
    Column("selected_by", "str", "Selected by", "who marked it"),
    Column("created", "str", "Created", "date and time, ISO; missing where unknown"),
)
VARIABLES = (
    Column("variable", "str", "Variable", "its id"),
    Column("name", "str", "Name", "as the project calls it"),
    Column("column", "str", "Column", "the column of `cases` and `documents` that holds its values"),
    Column("type", "str", "Type", "Text, Boolean, Integer, Float, Date or DateTime"),
    Column("description", "str", "Description", "what it holds; missing where nothing is said"),
)
NOTES = (
    Column("note", "str", "Note", "its id"),
    Column("about", "str", "About", "id of what it is about; empty: the project; missing: nothing"),
    Column("name", "str", "Name", "its title"),
    Column("text", "str", "Text", "what it says; never shown"),
    Column("created_by", "str", "Created by", "who wrote it"),
    Column("created", "str", "Created", "date and time, ISO; missing where unknown"),
)
SETS = (
    Column("set", "str", "Set", "its id"),
    Column("name", "str", "Name", "as the project calls it"),
    Column("description", "str", "Description", "what it gathers; missing where nothing is said"),
    Column("kind", "str", "Kind", "code, document or note: what the member is"),
    Column("member", "str", "Member", "id of a member; missing where it has none"),
)
LINKS = (
    Column("link", "str", "Link", "its id"),
    Column("name", "str", "Name", "how the two hang together"),
    Column("direction", "str", "Direction", "Associative, OneWay or Bidirectional"),
    Column("colour", "str", "Colour", "#rrggbb; missing where it has none"),
    Column("origin", "str", "From", "id of a code, document, selection, note …"),
    Column("target", "str", "To", "id of another"),
)
DETAILS = (
    Column("owner", "str", "Of", "id of what it belongs to; empty for the project"),
    Column("name", "str", "Detail", "name of an attribute or element of the REFI-QDA standard"),
    Column("value", "str", "Value", "what it says; XML for an element that holds others"),
)


@dataclass(frozen=True, repr=False)
class QualitativeProject:
    """Interviews, notes and other documents with their codings.

    Parameters
    ----------
    documents
        One row a document: document, name, kind, language, phase, characters, description, path, then a text
        column a variable.
    cases
        One row a case and document: case, name, document, part, description, then a text column a variable.
    codes
        The code tree, parents before children: code, parent, name, path, description, colour, codable.
    segments
        One row a coding: segment, document, case, code, coder, selected_by, start, end, characters, selection,
        created. Positions count characters (code points) of the text.
    texts
        Document to text, in memory only.
    users, selections, variables, notes, sets, links
        Who worked in it; marked passages, also those without a code; what is known of cases and documents; memos
        (a row a note and what it is about); groups (a row a set and member); lines between two things.
    details
        What a project for exchange holds beyond these frames, one row a fact: owner, name, value.
    files
        Name to where it stands: a file, or an archive and the member of it ("" for a file by itself). What
        `path` calls `internal://name`.
    """

    documents: pd.DataFrame = field(default_factory=lambda: frame(DOCUMENTS))
    cases: pd.DataFrame = field(default_factory=lambda: frame(CASES))
    codes: pd.DataFrame = field(default_factory=lambda: frame(CODES))
    segments: pd.DataFrame = field(default_factory=lambda: frame(SEGMENTS))
    texts: Mapping[str, str] = field(default_factory=dict)
    users: pd.DataFrame = field(default_factory=lambda: frame(USERS))
    selections: pd.DataFrame = field(default_factory=lambda: frame(SELECTIONS))
    variables: pd.DataFrame = field(default_factory=lambda: frame(VARIABLES))
    notes: pd.DataFrame = field(default_factory=lambda: frame(NOTES))
    sets: pd.DataFrame = field(default_factory=lambda: frame(SETS))
    links: pd.DataFrame = field(default_factory=lambda: frame(LINKS))
    details: pd.DataFrame = field(default_factory=lambda: frame(DETAILS))
    files: Mapping[str, tuple[Path, str]] = field(default_factory=dict)

    def __repr__(self) -> str:
        """How much it holds: what a notebook may show of it without naming anybody."""
        tables = {"documents": self.documents, "codes": self.codes, "segments": self.segments}
        held = {name: len(table) for name, table in tables.items()}
        held |= {"cases": self.cases["case"].nunique(), "coders": len(self.coders)}
        return f"QualitativeProject({', '.join(f'{name}={count}' for name, count in held.items())})"

    @property
    def coders(self) -> tuple[str, ...]:
        """Who coded, in alphabetical order."""
        return tuple(sorted(self.segments["coder"].dropna().unique()))

    def at(self, phase: int) -> "QualitativeProject":
        """The documents of one phase only, with what was coded in them; all where no document has a phase.

        Examples
        --------
        >>> len(QualitativeProject().at(1).documents)
        0
        """
        if not (self.documents["phase"].fillna("") != "").any():
            return self
        other = self.documents["phase"] != str(phase)
        outside, inside = set(self.documents.loc[other, "document"]), set(self.documents.loc[~other, "document"])
        marked = self.selections["document"].isin(outside)
        gone = outside | set(self.selections.loc[marked, "selection"])
        gone |= set(self.segments.loc[self.segments["document"].isin(outside), "segment"])
        left_out = set(self.documents.loc[other, "path"].dropna()) if "path" in self.documents else set()
        return replace(
            self,
            documents=self.documents.loc[~other].reset_index(drop=True),
            cases=self.cases.loc[self.cases["document"].isin(inside)].reset_index(drop=True),
            segments=_without(self.segments, gone, "document"),
            selections=_without(self.selections, gone, "document"),
            notes=_without(self.notes, gone, "about"),
            sets=_without(self.sets, gone, "member"),
            links=_without(self.links, gone, "origin", "target"),
            details=_without(self.details, gone, "owner", "value"),
            texts={document: text for document, text in self.texts.items() if document in inside},
            files={name: place for name, place in self.files.items() if f"internal://{name}" not in left_out},
        )

    def units(self) -> pd.Series:
        """What counts as one when people are counted: a segment's case, else its document."""
        return self.segments["case"].fillna(self.segments["document"]).rename("unit")

    def all_units(self) -> list[str]:
        """All that may count as one: cases, and documents that are of no case or of several at once."""
        whole = self.cases.loc[self.cases["part"] == "whole"].groupby("document")["case"].agg(set).to_dict()
        passages = self.cases.loc[self.cases["part"] == "passages"]
        cases = {case for owners in whole.values() if len(owners) == 1 for case in owners}
        open_ended = set(self.segments.loc[self.segments["case"].isna(), "document"])
        divided = set(passages["document"]) - open_ended
        alone = [
            document
            for document in self.documents["document"]
            if len(whole.get(document, ())) != 1 and document not in divided
        ]
        return sorted(cases | set(passages["case"])) + alone


def merge(projects: "list[QualitativeProject]") -> QualitativeProject:
    """One project of several: what has the same id, such as a text that coders share, stands once.

    Examples
    --------
    >>> merge([]).coders
    ()
    """
    if len(projects) <= 1:
        return projects[0] if projects else QualitativeProject()
    texts = {document: text for project in reversed(projects) for document, text in project.texts.items()}
    return QualitativeProject(
        documents=_stack([p.documents for p in projects], ["document"]),
        cases=_stack([p.cases for p in projects], ["case", "document"]),
        codes=_stack([p.codes for p in projects], ["code"]),
        segments=_stack([p.segments for p in projects], ["segment"]),
        texts=texts,
        users=_stack([p.users for p in projects], ["user"]),
        selections=_stack([p.selections for p in projects], ["selection"]),
        variables=_stack([p.variables for p in projects], ["variable"]),
        notes=_stack([p.notes for p in projects], ["note", "about"]),
        sets=_stack([p.sets for p in projects], ["set", "kind", "member"]),
        links=_stack([p.links for p in projects], ["link"]),
        details=_stack([p.details for p in projects], ["owner", "name", "value"]),
        files={name: place for p in reversed(projects) for name, place in p.files.items()},
    )


def _without(table: pd.DataFrame, gone: set[str], *columns: str) -> pd.DataFrame:
    return table.loc[~table[list(columns)].isin(gone).any(axis=1)].reset_index(drop=True)


def _stack(tables: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    filled = [table for table in tables if len(table)] or tables[:1]
    return pd.concat(filled, ignore_index=True).drop_duplicates(keys).reset_index(drop=True)
