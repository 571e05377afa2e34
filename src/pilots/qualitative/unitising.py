"""What coders are compared on: characters, passages, sentences, paragraphs or whole documents, with what each coder gave there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError, did_you_mean
from pilots.qualitative.matrices import labels
from pilots.qualitative.overlaps import near
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.tree import Counts, Tree

UNITS = ("characters", "segments", "sentences", "paragraphs", "documents")
OVERLAP = 0.9
"""How much two passages must have in common, of what they span together, to count as the same: 90 %, as MAXQDA proposes."""
_HALF = 0.5
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_SENTENCE = re.compile(r"\S(?:.*?[.!?…]+[\"'”’»)\]]*(?=\s|$)|.*$)")


@dataclass(frozen=True)
class Units:
    """Units of texts that at least two coders coded.

    Parameters
    ----------
    frame
        A row a unit: document, start, end (missing for documents), size (characters, else 1).
    text
        The number of the document of each unit.
    coders
        Who coded, in alphabetical order.
    codes
        The codes that somebody gave, in the order of the code tree: code (id) and name.
    judged
        A row a unit, a column a coder: whether the coder coded anything in that document.
    given
        A plane a code, a row a unit, a column a coder: whether the coder gave it there.
    first, last
        A row a unit, a column a coder: where what the coder coded there begins and ends; 0 where nothing, or no place.
    left_out
        Size of all units that fewer than two coders judged.
    """

    frame: pd.DataFrame
    text: Counts
    coders: tuple[str, ...]
    codes: pd.DataFrame
    judged: NDArray[np.bool_]
    given: NDArray[np.bool_]
    first: Counts
    last: Counts
    left_out: int

    @property
    def size(self) -> NDArray[np.float64]:
        """How much each unit counts."""
        return self.frame["size"].to_numpy("float64")

    def coded(self) -> "Units":
        """Only the units in which somebody gave a code."""
        return self.only(np.asarray(self.given.any(axis=(0, 2))))

    def only(self, wanted: NDArray[np.bool_]) -> "Units":
        """Some of the units."""
        some = np.flatnonzero(wanted)
        rows = {name: getattr(self, name)[some] for name in ("text", "judged", "first", "last")}
        return replace(self, frame=self.frame.iloc[some].reset_index(drop=True), given=self.given[:, some], **rows)


def unitise(
    project: QualitativeProject, *, unit: str = "characters", level: "str | int" = "theme", overlap: float = OVERLAP
) -> Units:
    """Lay a project out in units.

    Parameters
    ----------
    unit
        `characters`; `segments`: the passages that somebody marked, those of several coders being one where they overlap far enough; `sentences` or
        `paragraphs` (need texts): a code counts in those that a passage fills for half or more, and in that which holds half of the passage or more;
        `documents`: whether the code was given anywhere in it.
    level
        Which codes are compared: `theme` (a code counts as the one at the top of its branch), `code` (each as it was given), or a level of the code
        tree, 0 being the themes: a code further down counts as the one above it at that level, a code higher up does not count.
    overlap
        For segments: length in common, divided by the length of both together, from which on two passages are one.

    Raises
    ------
    PilotsError
        When there is no such unit or level, or the overlap is no share.
    """
    if unit not in UNITS:
        raise PilotsError(f"coders can't be compared on '{unit}'", mend=did_you_mean(unit, UNITS))
    if not 0 < overlap <= 1:
        raise PilotsError(f"an overlap can't be {overlap}", mend="Take a share above 0, for instance 0.9.")
    tree = Tree.of(project.codes)
    counted = _at_level(tree, level)
    documents = (
        project.documents.dropna(subset=["document"]).drop_duplicates("document").set_index("document", drop=False)
    )
    found = project.segments.dropna(subset=["document", "coder"])
    if unit != "documents":
        known = documents.index[documents["characters"].notna()]
        found = found.dropna(subset=["start", "end"]).loc[lambda rows: rows["document"].isin(known)]
    place = tree.places(found["code"])
    found = found.assign(at_code=np.where(place >= 0, counted[place], -1) if len(tree) else -1)
    texts = documents["document"]
    by = found.groupby("document")["coder"].nunique()
    shared = texts[texts.isin(by.index[by >= 2])].reset_index(drop=True)
    coders = tuple(sorted(found.loc[found["document"].isin(shared), "coder"].unique()))
    rows = found.loc[found["document"].isin(shared)]
    rows = rows.assign(
        at_text=pd.Index(shared).get_indexer(pd.Index(rows["document"])),
        at_coder=pd.Index(coders, dtype="object").get_indexer(pd.Index(rows["coder"].astype("object"))),
    )
    lengths = documents["characters"].reindex(shared).fillna(0).to_numpy("int64")
    frame, hits = _laid_out(rows, shared, lengths, unit, overlap, project.texts)
    used = np.unique(rows["at_code"].to_numpy()[rows["at_code"].to_numpy() >= 0])
    names = pd.Series(labels(tree.codes), dtype="str")
    codes = pd.DataFrame({"code": tree.codes["code"].to_numpy()[used], "name": names.to_numpy()[used]}, dtype="str")
    judged = np.zeros((len(shared), len(coders)), dtype="bool")
    judged[rows["at_text"], rows["at_coder"]] = True
    text = frame["text"].to_numpy("int64")
    given = np.zeros((len(used), len(frame), len(coders)), dtype="bool")
    row, at_unit = hits
    code = rows["at_code"].to_numpy()[row]
    row, at_unit, code = row[code >= 0], at_unit[code >= 0], code[code >= 0]
    coder = rows["at_coder"].to_numpy()[row]
    given[np.searchsorted(used, code), at_unit, coder] = True
    first, last = _reach(rows.iloc[row], frame.iloc[at_unit], (at_unit, coder), judged[text].shape)
    about = frame.assign(document=shared.to_numpy()[text]).drop(columns="text")[["document", "start", "end", "size"]]
    alone = texts[~texts.isin(shared)]
    return Units(
        about,
        text,
        coders,
        codes,
        judged[text],
        given,
        first,
        last,
        _left_out(documents.loc[alone], found, unit, project.texts),
    )


def _reach(
    rows: pd.DataFrame, units: pd.DataFrame, where: tuple[Counts, Counts], shape: tuple[int, ...]
) -> tuple[Counts, Counts]:
    """From where to where each coder coded something in each unit."""
    nowhere = np.iinfo("int64").max
    first, last = np.full(shape, nowhere), np.zeros(shape, dtype="int64")
    start, end = ([frame[name].fillna(0).to_numpy("int64") for frame in (rows, units)] for name in ("start", "end"))
    np.minimum.at(first, where, np.maximum(*start))
    np.maximum.at(last, where, np.minimum(*end))
    return np.where(first == nowhere, 0, first), last


def _at_level(tree: Tree, level: "str | int") -> Counts:
    """As which place of the tree each code counts; -1 where it does not."""
    places = np.arange(len(tree))
    if level == "code":
        return places
    if level == "theme":
        level = 0
    if isinstance(level, str) or level < 0:
        raise PilotsError(
            f"codes have no level '{level}'", mend="Take theme, code, or a whole number from 0 (the themes) on."
        )
    # the last code of that level before a code in the row is the one above it
    at = np.maximum.accumulate(np.where(tree.levels == level, places, -1)) if len(tree) else places
    inside = (at >= 0) & (tree.levels >= level) & (places < tree.ends[at]) if len(tree) else places >= 0
    return np.where(inside, at, -1)


Hits = tuple[Counts, Counts]


def _laid_out(
    rows: pd.DataFrame, shared: "pd.Series[str]", lengths: Counts, unit: str, overlap: float, texts: Mapping[str, str]
) -> tuple[pd.DataFrame, Hits]:
    """The units (text, start, end, size), and which codings (rows, by place) lie in which of them."""
    text = rows["at_text"].to_numpy("int64")
    if unit == "documents":
        every = np.arange(len(shared))
        nowhere = pd.array([None] * len(shared), dtype="Int64")
        return pd.DataFrame({"text": every, "start": nowhere, "end": nowhere, "size": 1}), (np.arange(len(rows)), text)
    start = np.minimum(rows["start"].to_numpy("int64"), lengths[text])
    end = np.minimum(rows["end"].to_numpy("int64"), lengths[text])
    if unit == "segments":
        return _passages(text, start, np.maximum(end, start), overlap)
    if unit == "characters":
        return _runs(text, start, end, lengths)
    return _parts(text, start, end, shared, texts, _SPLIT[unit])


def _runs(text: Counts, start: Counts, end: Counts, lengths: Counts) -> tuple[pd.DataFrame, Hits]:
    """Characters, taken together as long as nobody begins or ends a passage."""
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    cuts = np.unique(np.concatenate([offsets, offsets[text] + start, offsets[text] + end]))
    first, last = cuts[:-1], cuts[1:]
    of = np.searchsorted(offsets, first, side="right") - 1
    frame = pd.DataFrame({"text": of, "start": first - offsets[of], "end": last - offsets[of], "size": last - first})
    return frame, _spread(np.searchsorted(first, offsets[text] + start), np.searchsorted(first, offsets[text] + end))


def _spread(first: Counts, last: Counts) -> Hits:
    """Each row with each of its units, from its first up to but without its last."""
    many = np.maximum(last - first, 0)
    row = np.repeat(np.arange(len(first)), many)
    return row, first[row] + np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)


def _passages(text: Counts, start: Counts, end: Counts, overlap: float) -> tuple[pd.DataFrame, Hits]:
    """Passages that overlap far enough are one unit."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    spans, place = np.unique(np.column_stack([text, start, end]), axis=0, return_inverse=True)
    passage = place.ravel()
    one, other = [np.zeros(0, "int64")], [np.zeros(0, "int64")]
    for a, b in near(*spans.T):
        common = np.minimum(spans[a, 2], spans[b, 2]) - np.maximum(spans[a, 1], spans[b, 1])
        both = np.maximum(spans[a, 2], spans[b, 2]) - np.minimum(spans[a, 1], spans[b, 1])
        same = common >= overlap * both - 1e-9
        one.append(a[same])
        other.append(b[same])
    first, second = np.concatenate(one), np.concatenate(other)
    links = coo_array((np.ones(len(first)), (first, second)), shape=(len(spans), len(spans)))
    _, cluster = connected_components(links, directed=False)
    _, begins, unit = np.unique(cluster, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(begins))
    joined = pd.DataFrame({"unit": order[unit], "text": spans[:, 0], "start": spans[:, 1], "end": spans[:, 2]})
    frame = (
        joined.groupby("unit").agg(text=("text", "first"), start=("start", "min"), end=("end", "max")).assign(size=1)
    )
    return frame.reset_index(drop=True), (np.arange(len(text)), order[unit][passage])


def _parts(
    text: Counts,
    start: Counts,
    end: Counts,
    shared: "pd.Series[str]",
    texts: Mapping[str, str],
    split: Callable[[str], list[tuple[int, int]]],
) -> tuple[pd.DataFrame, Hits]:
    """Sentences or paragraphs, with the passages that fill half of them or lie for half in them."""
    parts = [(place, *span) for place, document in enumerate(shared) for span in split(texts.get(str(document), ""))]
    of, first, last = np.array(parts, dtype="int64").reshape(-1, 3).T
    step = int(max(last.max(initial=0), end.max(initial=0))) + 1
    begin, stop = of * step + first, of * step + last
    row, unit = _spread(np.searchsorted(stop, text * step + start, "right"), np.searchsorted(begin, text * step + end))
    common = np.minimum(stop[unit], (text * step + end)[row]) - np.maximum(begin[unit], (text * step + start)[row])
    enough = (common > 0) & (common >= _HALF * np.minimum((stop - begin)[unit], (end - start)[row]))
    return pd.DataFrame({"text": of, "start": first, "end": last, "size": 1}), (row[enough], unit[enough])


def _paragraphs(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _LINE.finditer(text) if found.group().strip()]


def _sentences(text: str) -> list[tuple[int, int]]:
    return [
        (start + found.start(), start + found.end())
        for start, end in _paragraphs(text)
        for found in _SENTENCE.finditer(text[start:end])
    ]


_SPLIT = {"sentences": _sentences, "paragraphs": _paragraphs}


def _left_out(alone: pd.DataFrame, found: pd.DataFrame, unit: str, texts: Mapping[str, str]) -> int:
    """The size of the units in documents that fewer than two coded."""
    if unit == "documents":
        return len(alone)
    if unit == "characters":
        return int(alone["characters"].fillna(0).sum())
    if unit == "segments":
        own = found.loc[found["document"].isin(alone.index), ["document", "start", "end"]]
        return len(own.drop_duplicates())
    return sum(len(_SPLIT[unit](texts.get(str(document), ""))) for document in alone.index)
