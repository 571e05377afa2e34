"""Documents rebuilt from the segments that were coded in them."""

from dataclasses import dataclass

import pandas as pd

from pilots.qualitative.read.ids import guid

BETWEEN = "\n\n"
"""Stands between the segments of a document that is not there itself."""


@dataclass(frozen=True)
class Rebuilt:
    """What stood in a table of segments.

    Parameters
    ----------
    rows
        As they were given, with the ids of document, case and selection, and start and end in characters.
    documents, selections
        Frames with some columns of a project.
    texts
        Document to text.
    """

    rows: pd.DataFrame
    documents: pd.DataFrame
    selections: pd.DataFrame
    texts: dict[str, str]


def rebuild(rows: pd.DataFrame) -> Rebuilt:
    """Rebuild documents from segments.

    A row is a document of its own where no document is named: it is known by its case or number, by what was asked, and
    by its text. Elsewhere the text of a document is that of its segments, each once; where start and end count
    characters, each stands in its place and blanks stand between.

    Parameters
    ----------
    rows
        document, text, coder, case, question, start, end, id, language, phase: text cells, a row a segment.
    """
    rows = rows.reset_index(drop=True)
    alone = rows["document"].isna()
    who = rows["case"].fillna(rows["id"]).fillna("")
    key = pd.DataFrame({"who": who, "question": rows["question"], "text": rows["text"]}).fillna("")
    # two rows of nobody with the same text are two rows, and a second coder has them in the same order
    again = key.assign(coder=rows["coder"]).groupby(["who", "question", "text", "coder"], dropna=False).cumcount()
    key["again"] = again.where(who == "", 0).astype("str")
    ids = _known("answer", key).where(alone, _known("document", rows[["document"]].fillna("")))
    names = rows["document"].fillna(who.where(who != "")).fillna(rows["question"])
    cases = _known("case", rows[["case"]].fillna("")).where(rows["case"].notna())
    placed = rows.assign(case_name=rows["case"], case=cases, name=names, alone=alone, document=ids)
    start, end = (pd.to_numeric(rows[name], errors="coerce") for name in ("start", "end"))
    exact = (end - start == rows["text"].str.len()) & (start >= 0) & (start % 1 == 0)
    counts = bool(exact.any()) and bool(exact.loc[rows["text"].notna() & ~alone].all())
    exact = exact & ~alone & counts
    placed["start"], placed["end"] = (part.where(exact).astype("Int64") for part in (start, end))
    place = placed[["document", "start", "end", "text", "id"]].astype("str").fillna("")
    selection = _known("selection", place.assign(id=place["id"].mask(exact, "")))
    placed["selection"] = selection.where(~alone & rows["text"].notna())
    texts = _texts(placed)
    first = placed.drop_duplicates("document")
    documents = first[["document", "name"]].assign(
        kind="text",
        language=_constant(placed, "language"),
        phase=_constant(placed, "phase"),
        characters=first["document"].map({document: len(text) for document, text in texts.items()}),
    )
    marked = placed.dropna(subset="selection").drop_duplicates("selection")
    selections = marked[["selection", "document", "start", "end"]].assign(kind="text", name=marked["text"])
    return Rebuilt(placed, documents, selections, texts)


def _known(kind: str, key: pd.DataFrame) -> "pd.Series[str]":
    """An id a row; rows with the same cells have the same."""
    rows = list(key.itertuples(index=False, name=None))
    ids = {row: guid(kind, *row) for row in set(rows)}
    return pd.Series([ids[row] for row in rows], index=key.index, dtype="str")


def _texts(placed: pd.DataFrame) -> dict[str, str]:
    """Document to its text; none where no segment of it has text."""
    parts = placed.dropna(subset="text").drop_duplicates(["document", "start", "end", "text"])
    texts = {}
    for document, own in parts.groupby("document", sort=False):
        if own["start"].notna().all():
            letters = [" "] * int(own["end"].max())
            for start, end, text in own[["start", "end", "text"]].itertuples(index=False, name=None):
                letters[start:end] = text
            texts[str(document)] = "".join(letters)
        else:
            texts[str(document)] = BETWEEN.join(own["text"])
    return texts


def _constant(placed: pd.DataFrame, name: str) -> "pd.Series[str]":
    """What all rows of a document say, in the order of the documents; empty where they differ or say nothing."""
    said = placed.groupby("document", sort=False)[name].agg(["nunique", "first"])
    one = said["first"].where(said["nunique"] == 1, "").fillna("").astype("str")
    first = placed.drop_duplicates("document")
    return pd.Series(one.loc[first["document"]].to_numpy(), index=first.index, dtype="str")
