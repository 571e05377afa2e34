"""What happened to the codes between two versions of a project: added, removed, renamed, moved, merged, split."""

from collections.abc import Iterator

import pandas as pd

from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.tree import Tree
from pilots.vocabulary import Column, frame

HISTORY = (
    Column("what", "str", "What", "added, removed, renamed, moved, redefined, merged or split"),
    Column("code", "str", "Code", "its id before, or now where it is new"),
    Column("name", "str", "Code", "what it was called before, or now where it is new"),
    Column("before", "str", "Before", "name, path of the parent, or meaning; missing where it was not there"),
    Column(
        "after", "str", "After", "the same now; of merged and split codes the paths of those that have its passages"
    ),
    Column("segments", "Int64", "Segments", "passages that moved along, of a code that was merged or split"),
)
_PASSAGE = ["document", "start", "end", "coder"]


def code_history(before: QualitativeProject, after: QualitativeProject) -> pd.DataFrame:
    """What became of each code between an earlier and a later version.

    Codes are the same where their ids are; where a program gave new ids, where their paths are. For the others the passages tell: a
    code that is gone was *renamed* where all its passages that are still coded bear one new code now, which took in no other;
    *merged* where that code had been there or took in several; *split* where they bear several. A code that is still there was
    split where some of its passages bear a new code instead. Passages are the same where the ids of their codings are, else where
    document, place and coder are.

    Parameters
    ----------
    before, after
        Projects; those that hold a code book alone tell no merging or splitting.

    Returns
    -------
    DataFrame
        A row a change, in the order of the earlier code book, new codes last: what, code, name, before, after, segments.

    Examples
    --------
    >>> code_history(QualitativeProject(), QualitativeProject()).empty
    True
    """
    old, new = (Tree.of(project.codes).codes.set_index("code") for project in (before, after))
    became = _same(old, new)
    fresh = set(new.index) - set(became.values())
    went = _went(before.segments, after.segments.loc[after.segments["code"].isin(new.index)], became)
    sources = pd.Series([name for targets in went.values() for name in targets.index], dtype="str").value_counts()
    rows: list[dict[str, object]] = []
    for code, name, path in zip(old.index, old["name"], old["path"], strict=True):
        about = {"code": code, "name": name}
        targets = went.get(code, pd.Series(dtype="int64"))
        into = {"before": path, "after": "; ".join(new.loc[targets.index, "path"]), "segments": targets.sum()}
        if code in became:
            rows += [about | change for change in _changed(old.loc[[code]], new.loc[[became[code]]], old, new)]
            if fresh & set(targets.index):
                rows.append(about | into | {"what": "split"})
        elif len(targets) > 1:
            rows.append(about | into | {"what": "split"})
        elif targets.empty:
            rows.append(about | {"what": "removed", "before": path})
        elif targets.index[0] in fresh and sources[targets.index[0]] == 1:
            rows.append(about | {"what": "renamed", "before": name, "after": new.loc[targets.index[0], "name"]})
            fresh -= {targets.index[0]}
        else:
            rows.append(about | into | {"what": "merged"})
    added = [code for code in new.index if code in fresh]
    rows += [{"what": "added", "code": c, "name": new.loc[c, "name"], "after": new.loc[c, "path"]} for c in added]
    return frame(HISTORY, rows)


def _same(old: pd.DataFrame, new: pd.DataFrame) -> dict[str, str]:
    """Which code is which, by id, else by path."""
    became = {str(code): str(code) for code in old.index if code in new.index}
    left = new.loc[~new.index.isin(list(became))]
    paths = dict(zip(left["path"], left.index.astype("str"), strict=True))
    return became | {
        str(code): paths[path]
        for code, path in zip(old.index, old["path"], strict=True)
        if code not in became and path in paths
    }


def _changed(was: pd.DataFrame, now: pd.DataFrame, old: pd.DataFrame, new: pd.DataFrame) -> Iterator[dict[str, object]]:
    """What is otherwise about a code that is still there; it did not move where its parent has another id or name only."""
    one, other = was.iloc[0], now.iloc[0]
    if one["name"] != other["name"]:
        yield {"what": "renamed", "before": one["name"], "after": other["name"]}
    above = [book["path"].get(code["parent"]) for book, code in ((old, one), (new, other))]
    if not _alike(one["parent"], other["parent"]) and not _alike(*above):
        yield {"what": "moved", "before": above[0], "after": above[1]}
    if not _alike(one["description"], other["description"]):
        yield {"what": "redefined", "before": one["description"], "after": other["description"]}


def _alike(one: object, other: object) -> bool:
    return one == other or (not isinstance(one, str) and not isinstance(other, str))


def _went(before: pd.DataFrame, after: pd.DataFrame, became: dict[str, str]) -> "dict[str, pd.Series[int]]":
    """Of each code to which codes those of its passages went that bear it no more, and how many."""
    known = before.merge(after[["segment", "code"]], on="segment", suffixes=("", "_now"))
    elsewhere = before.loc[~before["segment"].isin(after["segment"])].dropna(subset=_PASSAGE)
    fresh = after.loc[~after["segment"].isin(before["segment"]), [*_PASSAGE, "code"]]
    moves = pd.concat([known, elsewhere.merge(fresh, on=_PASSAGE, suffixes=("", "_now"))], ignore_index=True)
    moves = moves[["segment", "code", "code_now"]].dropna()
    stayed = moves["code"].map(became) == moves["code_now"]
    gone = moves.loc[~moves["segment"].isin(moves.loc[stayed, "segment"])]
    return {str(code): own.drop_duplicates()["code_now"].value_counts(sort=False) for code, own in gone.groupby("code")}
