"""The passages themselves, for the researcher: by code, case, coder or document, and where two codes meet.

What these functions give holds what people said. It is a DataFrame, to be read in the notebook; a report shows exhibits only, so
it can't be published by mistake.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError, did_you_mean
from pilots.qualitative.overlaps import near
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.tree import Tree

HOW = ("overlapping", "within")
_SHOWN = ["document", "case", "path", "coder", "start", "end", "text", "segment", "code"]


def segments(
    project: QualitativeProject,
    *,
    code: str | Sequence[str] | None = None,
    case: str | None = None,
    coder: str | None = None,
    document: str | None = None,
    under: bool = True,
    once: bool = False,
) -> pd.DataFrame:
    """The coded passages with their text, in the order of the documents.

    Parameters
    ----------
    code
        Name, path or id of a code, or several; left out, all.
    case, document
        Id or name.
    coder
        As `project.coders` tells.
    under
        Whether a code stands for those under it too.
    once
        Whether passages that overlap are shown as one, whoever coded them.

    Returns
    -------
    DataFrame
        document, case, path (of the code), coder, start, end, text, segment, code; text is missing where the document has none,
        the whole text where the whole document was coded. With `once` a row a stretch of text: document, case, start, end, text,
        codings (how many it joins).

    Raises
    ------
    PilotsError
        When there is no such code, case, coder or document.

    Examples
    --------
    >>> segments(QualitativeProject()).empty
    True
    """
    tree = Tree.of(project.codes)
    asked = project.segments.loc[_asked(project, tree, code, case, coder, document, under=under)]
    rank = {name: place for place, name in enumerate(project.documents["document"])}
    ordered = asked.assign(at=asked["document"].map(rank)).sort_values(["at", "start", "end"], kind="stable")
    placed = ordered.assign(path=ordered["code"].map(tree.codes.set_index("code")["path"]))
    shown = _joined(placed, project.documents) if once else placed
    said = shown.assign(text=_texts(shown, project.texts))
    columns = ["document", "case", "start", "end", "text", "codings"] if once else _SHOWN
    return said[columns].reset_index(drop=True)


def intersections(
    project: QualitativeProject, first: str, second: str, *, how: str = "overlapping", under: bool = True
) -> pd.DataFrame:
    """The passages in which two codes meet.

    Parameters
    ----------
    first, second
        Names, paths or ids of codes.
    how
        "overlapping": what both have in common; "within": passages of the first that lie wholly within one of the second.
    under
        Whether a code stands for those under it too.

    Returns
    -------
    DataFrame
        A row a pair of codings with places: document, case, start, end, text (of what they have in common), coder_first,
        coder_second, segment_first, segment_second. A coding does not meet itself.

    Raises
    ------
    PilotsError
        When there is no such code, or `how` is neither.

    Examples
    --------
    >>> intersections(QualitativeProject(), "a", "b").empty
    True
    """
    if how not in HOW:
        raise PilotsError(f"codes can't meet '{how}'", mend=did_you_mean(how, HOW))
    tree = Tree.of(project.codes)
    placed = project.segments.dropna(subset=["start", "end"]).reset_index(drop=True)
    one, other = (_with_code(placed, tree, [name], under=under) for name in (first, second))
    start, end = (placed[name].to_numpy("int64") for name in ("start", "end"))
    rows = np.flatnonzero(one | other)
    texts = pd.factorize(placed["document"])[0].astype("int64")
    pairs = [(rows[a], rows[b]) for a, b in near(texts[rows], start[rows], end[rows])]
    a, b = (np.concatenate([np.r_[0:0], *(np.r_[pair[side], pair[1 - side]] for pair in pairs)]) for side in (0, 1))
    met = one[a] & other[b] if how == "overlapping" else one[a] & other[b] & (start[a] >= start[b]) & (end[a] <= end[b])
    a, b = a[met], b[met]
    order = np.lexsort((b, a, start[a], texts[a]))
    a, b = a[order], b[order]
    found: pd.DataFrame = placed.loc[a, ["document", "case"]].reset_index(drop=True).assign(
        start=np.maximum(start[a], start[b]), end=np.minimum(end[a], end[b]),
        coder_first=placed["coder"].to_numpy()[a], coder_second=placed["coder"].to_numpy()[b],
        segment_first=placed["segment"].to_numpy()[a], segment_second=placed["segment"].to_numpy()[b],
    )  # fmt: skip
    found.insert(4, "text", _texts(found, project.texts))
    return found


def _asked(
    project: QualitativeProject, tree: Tree, code: str | Sequence[str] | None, case: str | None, coder: str | None,
    document: str | None, *, under: bool,
) -> "pd.Series[bool]":  # fmt: skip
    rows = project.segments
    asked = pd.Series(True, index=rows.index)
    if code is not None:
        asked &= _with_code(rows, tree, [code] if isinstance(code, str) else code, under=under)
    if case is not None:
        asked &= rows["case"].isin(_ids(project.cases, "case", case))
    if document is not None:
        asked &= rows["document"].isin(_ids(project.documents, "document", document))
    if coder is not None:
        if len(rows) and coder not in project.coders:
            raise PilotsError("there is no such coder", mend=f"There are {len(project.coders)}: see project.coders.")
        asked &= rows["coder"].eq(coder)
    return asked


def _ids(table: pd.DataFrame, kind: str, name: str) -> "pd.Series[str]":
    """Those with this id or name; a message names none, as they may be people."""
    found = table.loc[(table[kind] == name) | (table["name"] == name), kind]
    if found.empty and len(table):
        raise PilotsError(f"there is no such {kind}", mend=f"See project.{kind}s for their ids and names.")
    return found


def _with_code(rows: pd.DataFrame, tree: Tree, names: Sequence[str], *, under: bool) -> NDArray[np.bool_]:
    wanted = np.zeros(len(tree) + 1, "bool")
    wanted[np.flatnonzero(tree.under(names)) if under else tree.find(names)] = True
    return np.asarray(wanted[tree.places(rows["code"])], "bool")


def _joined(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Stretches of text that passages cover together; a coding of the whole document covers it all."""
    lengths = rows["document"].map(documents.drop_duplicates("document").set_index("document")["characters"])
    placed = rows.assign(start=rows["start"].fillna(0), end=rows["end"].fillna(lengths).fillna(0))
    placed = placed.sort_values(["at", "start", "end"], kind="stable", ignore_index=True)
    reached = placed.groupby("document")["end"].cummax().groupby(placed["document"]).shift()
    opens = (reached.isna() | (placed["start"] >= reached)).astype("bool")
    return placed.groupby(opens.cumsum().rename("stretch")).agg(
        document=("document", "first"), case=("case", _only), start=("start", "min"), end=("end", "max"),
        codings=("segment", "size"),
    )  # fmt: skip


def _only(cases: "pd.Series[str]") -> str | None:
    return str(cases.iloc[0]) if cases.nunique(dropna=False) == 1 and cases.notna().all() else None


def _texts(rows: pd.DataFrame, texts: Mapping[str, str]) -> "pd.Series[str]":
    said = []
    for document, start, end in zip(rows["document"], rows["start"], rows["end"], strict=True):
        text = texts.get(document)
        placed = not (pd.isna(start) or pd.isna(end))
        said.append(None if text is None else text[int(start) : int(end)] if placed else text)
    return pd.Series(said, index=rows.index, dtype="str")
