"""Read QualCoder projects (.qda)."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pilots.qualitative.project import CASES, DOCUMENTS, NOTES, SEGMENTS, SELECTIONS, VARIABLES, QualitativeProject
from pilots.qualitative.read.archive import stays_inside
from pilots.qualitative.read.belong import segment_cases, take_over
from pilots.qualitative.read.ids import guid, guids
from pilots.qualitative.read.positions import code_points
from pilots.qualitative.read.shape import moments, shape, users
from pilots.qualitative.read.sqlite import open_copy, read_rows, whole_numbers
from pilots.qualitative.read.tree import Node, code_tree

_MEDIA = {"images": "picture", "audio": "audio", "video": "video"}
_MADE = ("memo", "owner", "date")
_NUMBERS = ("start", "end", "page", "first_x", "first_y", "second_x", "second_y", "begin_ms", "end_ms")
_TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "source": (("id", "name", "fulltext", "mediapath"), _MADE),
    "code_cat": (("catid", "name", "supercatid"), _MADE),
    "code_name": (("cid", "name", "catid", "color"), (*_MADE, "supercid")),
    "code_text": (("cid", "fid", "seltext", "pos0", "pos1", "owner"), ("memo", "date")),
    "code_image": ((), ("id", "x1", "y1", "width", "height", "cid", "owner", "memo", "date", "pdf_page")),
    "code_av": ((), ("id", "pos0", "pos1", "cid", "owner", "memo", "date")),
    "cases": ((), ("caseid", "name", "memo")),
    "case_text": ((), ("caseid", "fid", "pos0", "pos1")),
    "attribute_type": ((), ("name", "caseOrFile", "valuetype", "memo")),
    "attribute": ((), ("name", "attr_type", "value", "id")),
    "annotation": ((), ("fid", "pos0", "pos1", "memo", "owner", "date")),
    "journal": ((), ("name", "jentry", "owner", "date")),
    "project": ((), ("memo", "date")),
}
"""What is read of each table: columns that every version has, and those that only some have."""


def read_qualcoder(path: Path) -> QualitativeProject:
    """Read a QualCoder project, of any version of its database.

    Parameters
    ----------
    path
        The folder that ends in .qda, or the file data.qda in it. It is read, never written.

    Returns
    -------
    QualitativeProject
        Sources as documents, categories as codes that passages can't have, codings of texts with positions, those of
        pictures with rectangle, of sound and film with times; the coder is the owner of a coding. Codings of a file or
        code that was deleted are left out, as QualCoder itself does when it opens the project.

    Raises
    ------
    ReadError
        When it is missing, damaged, or no QualCoder project.
    """
    path = Path(path)
    file = path / "data.qda" if path.is_dir() else path
    with closing(open_copy(file)) as connection:
        tables = {
            name: read_rows(connection, name, needed, file, more=more) for name, (needed, more) in _TABLES.items()
        }
    documents = _documents(tables["source"], file.parent)
    documents["document"] = guids("document", documents["document"])
    numbers = tables["source"]["id"]
    own = dict(zip(numbers, documents["document"], strict=True))
    texts = {
        own[number]: text
        for number, text, length in zip(numbers, tables["source"]["fulltext"], documents["characters"], strict=True)
        if pd.notna(length)
    }
    codes, code_ids = code_tree(_nodes(tables["code_cat"], tables["code_name"]))
    marked = _marked(
        tables, own, {key[1]: code for key, code in code_ids.items() if key[0] == "code"}, texts, documents
    )
    said = _values(tables["attribute"], "file").reindex(numbers).reset_index(drop=True)
    documents = shape(DOCUMENTS, pd.concat([documents, said], axis=1))
    cases = _cases(tables, own, texts)
    selections, segments = _apart(marked, segment_cases(marked, cases.spans))
    files = {str(name): (file.parent / str(name), "") for name in documents["path"].dropna().str[len("internal://") :]}
    whose = pd.concat([tables[name]["owner"] for name in ("source", "code_text", "code_image", "code_av", "journal")])
    return QualitativeProject(
        documents=take_over(documents, cases.table),
        cases=cases.table,
        codes=codes,
        segments=segments,
        texts=texts,
        users=users(whose),
        selections=selections,
        variables=_variables(tables["attribute_type"]),
        notes=_notes(tables, marked),
        files=files,
    )


def _documents(source: pd.DataFrame, folder: Path) -> pd.DataFrame:
    rows = []
    for row in source.to_dict("records"):
        where = str(row["mediapath"] or "").replace("\\", "/")
        linked, _, rest = where.partition(":")
        kept_in = where.strip("/").partition("/")[0] if where.startswith("/") else linked
        kind = _MEDIA.get(kept_in, "pdf" if (where or str(row["name"])).casefold().endswith(".pdf") else "text")
        name = where.strip("/") if where.startswith("/") else ""
        inside = bool(name) and stays_inside(name) and (folder / name).is_file()
        text = row["fulltext"] if isinstance(row["fulltext"], str) else None
        rows.append(
            {
                "document": guid("document", row["name"], text if text else rest or where),
                "name": str(row["name"] or ""),
                "kind": kind,
                "language": "",
                "phase": "",
                "characters": None if text is None or (kind in _MEDIA.values() and not text) else len(text),
                "description": row["memo"] or None,
                "path": f"internal://{name}" if inside else None,
            }
        )
    return shape(DOCUMENTS, pd.DataFrame(rows))


def _nodes(categories: pd.DataFrame, names: pd.DataFrame) -> list[Node]:
    nodes = [
        Node(("category", row["catid"]), str(row["name"]), ("category", row["supercatid"]), row["memo"], codable=False)
        for row in categories.to_dict("records")
    ]
    for row in names.to_dict("records"):
        above = ("code", row["supercid"]) if pd.notna(row["supercid"]) else ("category", row["catid"])
        nodes.append(Node(("code", row["cid"]), str(row["name"]), above, row["memo"], row["color"]))
    return nodes


def _marked(
    tables: Mapping[str, pd.DataFrame],
    own: Mapping[object, str],
    codes: Mapping[object, str],
    texts: Mapping[str, str],
    documents: pd.DataFrame,
) -> pd.DataFrame:
    """A row a coding or annotation, with its passage and its memo; codings of what was deleted are left out."""
    kinds = dict(zip(documents["document"], documents["kind"], strict=True))
    text = tables["code_text"].rename(columns={"pos0": "start", "pos1": "end", "fid": "id"}).assign(kind="text")
    annotated = tables["annotation"].rename(columns={"pos0": "start", "pos1": "end", "fid": "id"}).assign(kind="text")
    image = tables["code_image"].rename(columns={"x1": "first_x", "y1": "first_y", "pdf_page": "page"})
    sizes = ["first_x", "first_y", "width", "height"]
    image[sizes] = image[sizes].apply(whole_numbers)
    image = image.assign(second_x=image["first_x"] + image["width"], second_y=image["first_y"] + image["height"])
    sound = tables["code_av"].rename(columns={"pos0": "begin_ms", "pos1": "end_ms"})
    codings = pd.concat([text, image, sound], ignore_index=True)
    rows = pd.concat([codings, annotated], ignore_index=True)
    rows["document"] = rows["id"].map(own)
    rows["code"] = rows["cid"].map(codes)
    rows["annotation"] = rows.index >= len(codings)
    rows = rows.loc[rows["document"].notna() & (rows["code"].notna() | rows["annotation"])].reset_index(drop=True)
    rows["kind"] = rows["kind"].fillna(rows["document"].map(kinds))
    rows["owner"] = rows["owner"].mask(rows["owner"] == "").astype("str")
    rows["created"] = moments(rows["date"])
    rows[list(_NUMBERS)] = rows[list(_NUMBERS)].apply(whole_numbers)
    _correct(rows, texts)
    place = rows[["document", "kind", *_NUMBERS, "owner"]].astype("str").fillna("")
    keys = pd.Series(list(place.itertuples(index=False, name=None)), index=rows.index, dtype="object")
    known = {key: guid("selection", *key) for key in keys.unique()}
    rows["selection"] = pd.Series([known[key] for key in keys], index=rows.index, dtype="str")
    rows["segment"] = guids("coding", rows["selection"], rows["code"])
    return rows


def _correct(rows: pd.DataFrame, texts: Mapping[str, str]) -> None:
    """Positions as code points: where a text holds wide characters the editor counted those twice."""
    placed = rows.loc[rows["kind"].eq("text")].dropna(subset=["seltext", "start", "end"])
    for document, part in placed.groupby("document"):
        text = texts.get(str(document), "")
        if text.isascii() or max(text) <= "\uffff":
            continue
        spans = list(zip(part["start"], part["end"], strict=True))
        if all(text[a:b] == said for (a, b), said in zip(spans, part["seltext"], strict=True)):
            continue
        right = [span or (0, 0) for span in code_points(spans, text)]
        rows.loc[part.index, "start"] = [start for start, _ in right]
        rows.loc[part.index, "end"] = [end for _, end in right]


@dataclass(frozen=True)
class _Cases:
    table: pd.DataFrame
    spans: pd.DataFrame
    """case, document, start, end: the passages that are of a case; no start for a whole document."""


def _cases(tables: Mapping[str, pd.DataFrame], own: Mapping[object, str], texts: Mapping[str, str]) -> _Cases:
    people = tables["cases"].assign(case=[guid("case", name) for name in tables["cases"]["name"]])
    people = people.rename(columns={"memo": "description"})
    spans = tables["case_text"].merge(people[["caseid", "case"]], on="caseid")
    spans = spans.assign(document=spans["fid"].map(own)).dropna(subset="document")
    lengths = spans["document"].map({document: len(text) for document, text in texts.items()}).astype("Float64")
    start, end = (whole_numbers(spans[name]).astype("Float64") for name in ("pos0", "pos1"))
    whole = (start.isna() | lengths.isna() | ((start <= 0) & (end >= lengths - 1))).fillna(True)
    spans = spans.assign(
        start=start.mask(whole), end=end.mask(whole), part=whole.map({True: "whole", False: "passages"})
    )
    # a document that is whole of a case needs no passages of it
    parts = spans.sort_values("part", ascending=False, kind="stable").drop_duplicates(["case", "document"])
    table = people.merge(parts[["case", "document", "part"]], on="case", how="left")
    table = table.merge(_values(tables["attribute"], "case"), left_on="caseid", right_index=True, how="left")
    table = table.drop(columns="caseid")
    return _Cases(shape(CASES, table), spans[["case", "document", "start", "end"]])


def _values(attribute: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Values of the attributes of cases or files: a row an id, a column an attribute."""
    said = attribute.loc[attribute["attr_type"].eq(kind) & attribute["value"].notna() & attribute["value"].ne("")]
    wide = said.drop_duplicates(["id", "name"], keep="last").pivot(index="id", columns="name", values="value")
    return wide.rename(columns={name: column_of(str(name)) for name in wide.columns}).rename_axis(columns=None)


def column_of(name: str) -> str:
    """The column of cases and documents that holds an attribute: its name, unless that is taken."""
    taken = {column.name for column in (*CASES, *DOCUMENTS)}
    return f"{name} (variable)" if name in taken else name


def _apart(marked: pd.DataFrame, cases: "pd.Series[str]") -> tuple[pd.DataFrame, pd.DataFrame]:
    """The passages, each once, and the codings in them."""
    about = {"coder": marked["owner"], "selected_by": marked["owner"], "characters": marked["end"] - marked["start"]}
    rows = marked.assign(case=cases, **about)
    codings = rows.loc[~rows["annotation"]]
    passages = rows.drop_duplicates("selection")
    names = [[column.name for column in columns] for columns in (SELECTIONS, SEGMENTS)]
    return (
        shape(SELECTIONS, passages[[name for name in names[0] if name in rows]]),
        shape(SEGMENTS, codings[[name for name in names[1] if name in rows]]),
    )


def _variables(types: pd.DataFrame) -> pd.DataFrame:
    kinds = types["valuetype"].eq("numeric").map({True: "Float", False: "Text"})
    table = pd.DataFrame(
        {
            "variable": [guid("variable", *row) for row in zip(types["caseOrFile"], types["name"], strict=True)],
            "name": types["name"],
            "column": [column_of(str(name)) for name in types["name"]],
            "type": kinds,
            "description": types["memo"].replace("", None),
        }
    )
    return shape(VARIABLES, table)


def _notes(tables: Mapping[str, pd.DataFrame], marked: pd.DataFrame) -> pd.DataFrame:
    """Memos of codings, annotations of passages, the journal, and the memo of the project."""
    whole = tables["project"].assign(about="", text=tables["project"]["memo"], owner=None, name=None)
    journal = tables["journal"].assign(about=None, text=tables["journal"]["jentry"])
    about = marked["segment"].mask(marked["annotation"], marked["selection"])
    memos = marked.assign(about=about, text=marked["memo"], name=None)
    kept = ["about", "name", "text", "owner", "date"]
    notes = pd.concat([part[kept] for part in (whole, journal, memos)], ignore_index=True)
    notes = notes.loc[notes["text"].notna() & notes["text"].ne("")].reset_index(drop=True)
    notes["note"] = guids("note", notes["about"], notes["name"], notes["text"])
    return shape(
        NOTES, notes.assign(created=moments(notes["date"]), created_by=notes["owner"])[[c.name for c in NOTES]]
    )
