"""Where coders gave different codes: unit by unit, with what each of them gave."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pilots.qualitative.coding.book import names_of
from pilots.qualitative.coding.paragraphs import labels
from pilots.qualitative.project import QualitativeProject
from pilots.vocabulary import Column, frame

LONGEST = 5_000
"""Characters of a unit that a workbook shows."""
DISAGREEMENTS = (
    Column("unit", "str", "Unit", "its id"),
    Column("document", "str", "Document", "id"),
    Column("start", "Int64", "Start", "first character; missing for a whole document or a passage without text"),
    Column("end", "Int64", "End", "the character after the last"),
    Column("agreed", "object", "Agreed", "ids of the codes that all who judged it gave"),
    Column("given", "object", "Given", "coder to ids of the other codes that the coder gave"),
    Column("fingerprint", "str", "Fingerprint", "of all that was given there; another when anything of it changes"),
)


def disagreements(project: QualitativeProject) -> pd.DataFrame:
    """The units about which coders have to decide.

    A unit is a passage (the same document, start and end; else the same selection; else a whole document). Whoever coded
    nothing in a document did not judge it. Coders differ about a unit where a code was given by some who judged its document
    and not by others.

    Parameters
    ----------
    project
        With the segments of all coders.

    Returns
    -------
    DataFrame
        A row a unit with at least one code that not all gave, in the order of the documents: unit, document, start, end,
        agreed, given, fingerprint.

    Examples
    --------
    >>> disagreements(QualitativeProject()).empty
    True
    """
    if project.segments.empty:
        return frame(DISAGREEMENTS)
    units = unit_table(project)
    differing = units.loc[~units["agreed"] & units["judged"]]
    if differing.empty:
        return frame(DISAGREEMENTS)
    prints = fingerprints(units, project)
    order = {document: place for place, document in enumerate(project.documents["document"])}
    some = units.loc[units["unit"].isin(differing["unit"])].sort_values("segment", kind="stable")
    columns = ["unit", "document", "start", "end", "code", "coder", "agreed"]
    rows: dict[str, dict[str, Any]] = {}
    for unit, document, start, end, code, coder, agreed in some[columns].itertuples(index=False, name=None):
        place = {"unit": unit, "document": document, "start": start, "end": end, "fingerprint": prints[unit]}
        row = rows.setdefault(unit, place | {"agreed": {}, "given": {}})
        if agreed:
            row["agreed"][code] = None
        else:
            row["given"].setdefault(coder, {})[code] = None
    for row in rows.values():
        row["agreed"] = tuple(row["agreed"])
        row["given"] = {coder: tuple(row["given"][coder]) for coder in sorted(row["given"])}
    found = frame(DISAGREEMENTS, rows.values())
    first = found.assign(at=found["document"].map(order)).sort_values(
        ["at", "start", "end", "unit"], na_position="first"
    )
    return found.loc[first.index].reset_index(drop=True)


def unit_table(project: QualitativeProject) -> pd.DataFrame:
    """The segments of a project with the unit they stand in.

    Returns
    -------
    DataFrame
        The columns of segments; then unit, agreed (whether all who judged the document gave this code there), judged
        (whether two or more judged the document). Segments without a coder are not compared.
    """
    segments = project.segments.reset_index(drop=True)
    known = segments["coder"].notna()
    judges = segments.loc[known].groupby("document")["coder"].nunique()
    count = segments["document"].map(judges).fillna(0).astype("int64")
    unit = unit_ids(segments)
    givers = segments.assign(unit=unit).loc[known].groupby(["unit", "code"])["coder"].nunique().rename("givers")
    found = pd.DataFrame({"unit": unit, "code": segments["code"]}).join(givers, on=["unit", "code"])["givers"]
    agreed = found.fillna(0).astype("int64").eq(count) & known
    return segments.assign(unit=unit, agreed=agreed & (count > 1), judged=known & (count > 1))


def unit_ids(segments: pd.DataFrame) -> "pd.Series[str]":
    """The unit of each segment: its place in the text, else its passage, else its document."""
    if segments.empty:
        return pd.Series(dtype="str")
    placed = segments["start"].notna()
    selection = (
        segments["selection"] if "selection" in segments else pd.Series(pd.NA, index=segments.index, dtype="str")
    )
    place = segments["start"].astype("str").fillna("") + "-" + segments["end"].astype("str").fillna("")
    where = place.where(placed, selection.fillna("")).astype("str")
    keys = segments["document"].astype("str") + "\x1f" + where
    ids = {key: hashlib.sha256(key.encode()).hexdigest()[:12] for key in keys.unique()}
    return keys.map(ids).astype("str")


def fingerprints(units: pd.DataFrame, project: QualitativeProject) -> dict[str, str]:
    """Of each unit, what changes when any coder's codes there, the place or its text change."""
    paths = dict(zip(project.codes["code"], project.codes["path"], strict=True))
    said: dict[str, list[str]] = {}
    columns = ["unit", "document", "start", "end", "code", "coder"]
    rows = units[columns].assign(coder=units["coder"].fillna("")).itertuples(index=False, name=None)
    for unit, document, start, end, code, coder in rows:
        own = said.setdefault(unit, [])
        if not own:
            own.append(unit_text(project, document, start, end))
        own.append(f"{coder}\x1f{paths.get(code, code)}")
    return {unit: _print([text, *sorted(codes)]) for unit, (text, *codes) in said.items()}


def unit_text(project: QualitativeProject, document: str, start: object, end: object) -> str:
    """What a unit says; the whole document where it has no place in it."""
    text = project.texts.get(document, "")
    return (
        text[int(start) : int(end)]
        if isinstance(start, int | np.integer) and isinstance(end, int | np.integer)
        else text
    )


def shown_units(project: QualitativeProject, found: pd.DataFrame, coders: Sequence[str]) -> pd.DataFrame:
    """Disagreements in the words of a workbook: document, place, text, agreed, then a column a coder."""
    names, called = labels(project), names_of(project.codes)

    def said(codes: Sequence[str]) -> str:
        return "; ".join(called.get(code, code) for code in codes)

    columns: Mapping[str, list[str]] = {
        "document": [names.get(document, "") for document in found["document"]],
        "place": [
            "" if start is pd.NA else f"{start}-{end}" for start, end in zip(found["start"], found["end"], strict=True)
        ],
        "text": [
            unit_text(project, *place)[:LONGEST]
            for place in found[["document", "start", "end"]].itertuples(index=False)
        ],
        "agreed": [said(codes) for codes in found["agreed"]],
    }
    given = {
        f"{rank} gave": [said(own.get(coder, ())) for own in found["given"]]
        for rank, coder in zip(ranks(coders), coders, strict=True)
    }
    return pd.DataFrame({**columns, **given}, dtype="str")


def ranks(coders: Sequence[str]) -> list[str]:
    """What a workbook calls the coders: first, second, third, then 4th and so on."""
    words = ["first", "second", "third"]
    return [words[place] if place < len(words) else f"{place + 1}th" for place in range(len(coders))]


def _print(parts: Sequence[str]) -> str:
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
