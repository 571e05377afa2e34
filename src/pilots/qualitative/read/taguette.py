"""Read the database of Taguette (.sqlite3)."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from pilots.qualitative.project import DOCUMENTS, NOTES, SEGMENTS, SELECTIONS, QualitativeProject
from pilots.qualitative.read.html import text_of
from pilots.qualitative.read.ids import guids
from pilots.qualitative.read.shape import moments, shape, users
from pilots.qualitative.read.sqlite import open_copy, read_rows, whole_numbers
from pilots.qualitative.read.tree import Node, code_tree

POINT = "."
_TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "projects": (("id", "name"), ("description",)),
    "documents": (("id", "name", "project_id", "contents"), ("description", "created")),
    "tags": (("id", "project_id", "path"), ("description",)),
    "highlights": (("id", "document_id", "start_offset", "end_offset"), ()),
    "highlight_tags": (("highlight_id", "tag_id"), ()),
    "commands": ((), ("id", "date", "user_login", "payload")),
    "project_members": ((), ("project_id", "user_login")),
}


def read_taguette(path: Path) -> QualitativeProject:
    """Read a Taguette database, with one project or several.

    Parameters
    ----------
    path
        The .sqlite3 file, as "Export project" gives it or as Taguette keeps it. It is read, never written.

    Returns
    -------
    QualitativeProject
        Highlights are passages; each of their tags is a coding. Taguette counts bytes of UTF-8, the project counts
        characters. A tag `a.b` stands under the tag `a` where there is such a tag, as Taguette's own search by prefix
        has it; else its whole name is kept. The coder is who gave the tag, as the history of the project says. Of
        several projects in one database, each has its codes under a heading with its name.

    Raises
    ------
    ReadError
        When it is missing, damaged, or no Taguette database.
    """
    path = Path(path)
    with closing(open_copy(path)) as connection:
        tables = {
            name: read_rows(connection, name, needed, path, more=more) for name, (needed, more) in _TABLES.items()
        }
    documents, texts = _documents(tables["documents"])
    codes, code_ids = code_tree(_nodes(tables["projects"], tables["tags"]))
    members = dict(tables["project_members"].groupby("project_id")["user_login"].agg(list))
    passages = _passages(tables, dict(zip(tables["documents"]["id"], documents["document"], strict=True)), texts)
    alone = {project: own[0] for project, own in members.items() if len(own) == 1}
    marked, given = _history(tables["commands"])
    makers = [marked.get(number, (None, None)) for number in passages["id"]]
    only = pd.Series([alone.get(project) for project in passages["project_id"]], dtype="str")
    passages["selected_by"] = pd.Series([who for who, _ in makers], dtype="str").fillna(only)
    passages["created"] = moments(pd.Series([date for _, date in makers], dtype="str"))
    rows = tables["highlight_tags"].merge(passages, left_on="highlight_id", right_on="id").reset_index(drop=True)
    givers = [given.get(key, (None, None)) for key in zip(rows["highlight_id"], rows["tag_id"], strict=True)]
    rows["code"] = pd.Series([code_ids.get(tag) for tag in rows["tag_id"]], dtype="str")
    rows["coder"] = pd.Series([who for who, _ in givers], dtype="str").fillna(rows["selected_by"])
    rows["created"] = moments(pd.Series([date for _, date in givers], dtype="str"))
    rows = rows.loc[rows["code"].notna()].reset_index(drop=True)
    rows["segment"] = guids("coding", rows["selection"], rows["code"])
    rows["characters"] = rows["end"] - rows["start"]
    told = tables["projects"].loc[lambda table: table["description"].fillna("").ne("")]
    notes = told.assign(about="", text=told["description"], note=list(guids("note", told["name"], told["description"])))
    return QualitativeProject(
        documents=documents,
        codes=codes,
        segments=shape(SEGMENTS, rows[[column.name for column in SEGMENTS if column.name in rows]]),
        texts=texts,
        users=users(pd.concat([tables["project_members"]["user_login"], rows["coder"], rows["selected_by"]])),
        selections=shape(SELECTIONS, passages[[column.name for column in SELECTIONS if column.name in passages]]),
        notes=shape(NOTES, notes[["note", "about", "name", "text"]]),
    )


def _documents(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    texts = [text_of(str(contents)) for contents in table["contents"]]
    ids = guids("document", table["name"], texts)
    about = {"document": ids, "name": table["name"], "kind": "text", "language": "", "phase": ""}
    told = table["description"].mask(table["description"] == "")
    shaped = shape(DOCUMENTS, pd.DataFrame(about | {"characters": [len(text) for text in texts], "description": told}))
    return shaped, dict(zip(ids, texts, strict=True))


def _nodes(projects: pd.DataFrame, tags: pd.DataFrame) -> list[Node]:
    """Tags, each under the longest tag of its project that its name begins with and then has a point."""
    several = len(projects) > 1
    nodes = [Node(("project", row.id), str(row.name), codable=False) for row in _rows(projects) if several]
    known = {(row.project_id, row.path): row.id for row in _rows(tags)}
    for row in _rows(tags):
        name = str(row.path)
        cuts = [place for place, letter in enumerate(name) if letter == POINT]
        cut = next((place for place in reversed(cuts) if (row.project_id, name[:place]) in known), None)
        top = ("project", row.project_id) if several else None
        above = top if cut is None else known[row.project_id, name[:cut]]
        nodes.append(Node(row.id, name if cut is None else name[cut + 1 :], above, row.description))
    return nodes


def _rows(table: pd.DataFrame) -> Iterator[Any]:
    return (SimpleNamespace(**{str(name): value for name, value in row.items()}) for row in table.to_dict("records"))


def _passages(tables: Mapping[str, pd.DataFrame], own: Mapping[object, str], texts: Mapping[str, str]) -> pd.DataFrame:
    """A row a highlight: id, project_id, document, start, end, kind, selection."""
    rows = tables["highlights"].merge(
        tables["documents"][["id", "project_id"]].rename(columns={"id": "document_id"}), on="document_id"
    )
    offsets = ["start_offset", "end_offset"]
    rows[offsets] = rows[offsets].apply(whole_numbers)
    rows = rows.dropna(subset=offsets).reset_index(drop=True).assign(start=0, end=0)
    rows["document"] = rows["document_id"].map(own).astype("str")
    for document, part in rows.groupby("document"):
        first = _first_bytes(texts[str(document)])
        starts, ends = (part[name].to_numpy(dtype="int64") for name in offsets)
        # a position within a character is that character's: it begins there, or ends after it
        rows.loc[part.index, "start"] = np.clip(np.searchsorted(first, starts, side="right") - 1, 0, len(first) - 1)
        rows.loc[part.index, "end"] = np.searchsorted(first[:-1], ends, side="left")
    rows = rows.assign(kind="text").astype({"start": "Int64", "end": "Int64"})
    rows["selection"] = list(guids("selection", rows["document"], rows["start"], rows["end"]))
    return rows[["id", "project_id", "document", "kind", "start", "end", "selection"]]


def _first_bytes(text: str) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """The byte of UTF-8 at which each character begins, and behind them how many bytes there are."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    sizes = 1 + (points > 0x7F).astype("int64") + (points > 0x7FF) + (points > 0xFFFF)
    return np.concatenate([[0], np.cumsum(sizes)])


Said = tuple[str | None, str | None]


def _history(commands: pd.DataFrame) -> tuple[dict[int, Said], dict[tuple[int, int], Said]]:
    """Who made each highlight, and who gave it each tag that it has now, with when: from the log of commands."""
    marked: dict[int, Said] = {}
    given: dict[int, dict[int, Said]] = {}
    for row in _rows(commands):
        try:
            said = json.loads(row.payload)
        except (TypeError, ValueError):
            continue
        by = (row.user_login, row.date)
        match said:
            case {"type": "highlight_add", "highlight_id": int(number), "tags": list(tags)}:
                marked.setdefault(number, by)
                before = given.get(number, {})
                given[number] = {tag: before.get(tag, by) for tag in tags if isinstance(tag, int)}
            case {"type": "tag_merge", "src_tag_id": source, "dest_tag_id": target}:
                for tags_of in given.values():
                    if source in tags_of:
                        tags_of.setdefault(target, tags_of.pop(source))
            case _:
                continue
    return marked, {(number, tag): by for number, tags in given.items() for tag, by in tags.items()}
