"""A qualitative project: documents, cases, the code tree, and what was coded by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from pilots.vocabulary import Column, frame

DOCUMENTS = (
    Column("document", "str", "Document", "its id"),
    Column("name", "str", "Name", "as the project calls it; may name a person, so it is never shown"),
    Column("kind", "str", "Kind", "text, pdf, picture, audio or video"),
    Column("language", "str", "Language", "of the document or its case; empty where unknown"),
    Column("phase", "str", "Phase", "of the document or its case; empty where unknown"),
    Column("characters", "Int64", "Characters", "length of its text; missing where there is none"),
)
CASES = (
    Column("case", "str", "Case", "its id"),
    Column("name", "str", "Name", "as the project calls it; may name a person, so it is never shown"),
    Column("document", "str", "Document", "a document of the case; missing where it has none"),
    Column("part", "str", "Part", "whole or passages: what of the document belongs to the case"),
)
CODES = (
    Column("code", "str", "Code", "its id"),
    Column("parent", "str", "Parent", "id of the code above it; missing at the top"),
    Column("name", "str", "Code", "as the code book calls it"),
    Column("path", "str", "Path", "names from the top down, joined by ' > '"),
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
)


@dataclass(frozen=True)
class QualitativeProject:
    """Interviews, notes and other documents with their codings.

    Parameters
    ----------
    documents
        One row a document: document, name, kind, language, phase, characters.
    cases
        One row a case and document: case, name, document, part, then a text column an attribute.
    codes
        The code tree, parents before children: code, parent, name, path.
    segments
        One row a coding: segment, document, case, code, coder, selected_by, start, end, characters. Positions
        count characters (code points) of the text.
    texts
        Document to text, in memory only.
    """

    documents: pd.DataFrame = field(default_factory=lambda: frame(DOCUMENTS))
    cases: pd.DataFrame = field(default_factory=lambda: frame(CASES))
    codes: pd.DataFrame = field(default_factory=lambda: frame(CODES))
    segments: pd.DataFrame = field(default_factory=lambda: frame(SEGMENTS))
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

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
        kept = self.documents.loc[self.documents["phase"] == str(phase)]
        inside = set(kept["document"])
        return replace(
            self,
            documents=kept.reset_index(drop=True),
            cases=self.cases.loc[self.cases["document"].isin(inside)].reset_index(drop=True),
            segments=self.segments.loc[self.segments["document"].isin(inside)].reset_index(drop=True),
            texts={document: text for document, text in self.texts.items() if document in inside},
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
    )


def _stack(tables: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    filled = [table for table in tables if len(table)] or tables[:1]
    return pd.concat(filled, ignore_index=True).drop_duplicates(keys).reset_index(drop=True)
