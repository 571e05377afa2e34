"""Read coded tables (.xlsx, .ods, .csv): a row a coded segment, or a column of 1 and 0 a code."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from pilots.errors import ReadError
from pilots.qualitative.project import CASES, DOCUMENTS, SEGMENTS, SELECTIONS, QualitativeProject
from pilots.qualitative.read.headings import Layout, recognise
from pilots.qualitative.read.ids import guids
from pilots.qualitative.read.names import split_cell, split_path, split_points, without_shared
from pilots.qualitative.read.plain import read_delimited
from pilots.qualitative.read.rebuild import rebuild
from pilots.qualitative.read.shape import moments, shape, users
from pilots.qualitative.read.tree import code_tree, path_nodes
from pilots.rows import YES
from pilots.workbook import read_sheets

WORKBOOKS = (".xlsx", ".xls", ".ods")
MEND = "Give it a column with the text and a column 'code', or a column of 1 and 0 for each code."
FEW = 12
"""Most different values of a column that counts as an attribute of cases."""


def read_table(path: Path) -> QualitativeProject:
    """Read a table of coded segments, as MAXQDA, NVivo, ATLAS.ti, Dedoose, QualCoder, Taguette and people write them.

    Parameters
    ----------
    path
        A workbook, of which every sheet with codes counts, or a CSV. See `read_tables`.

    Raises
    ------
    ReadError
        When it is missing or unreadable, or no sheet has columns for codes.
    """
    path = Path(path)
    sheets = read_sheets(path) if path.suffix.casefold() in WORKBOOKS else {path.stem: read_delimited(path)}
    alone = dict(zip([path.stem], sheets.values(), strict=True)) if len(sheets) == 1 else sheets
    return read_tables(alone, path)


def read_tables(tables: Mapping[str, pd.DataFrame], where: object) -> QualitativeProject:
    """Coded tables as one project.

    Columns are recognised by their headings, in Dutch, French, English and German: document, text, code, coder, case,
    start, end, and so on. A cell may hold several codes (with ; or | between them) and the codes above a code (with >, ->
    or a backslash; in ATLAS.ti a colon; in Taguette a point). A row without a code is text that nobody coded, which is
    not the same as text without a theme. Rows that are the same in every cell count once.

    Parameters
    ----------
    tables
        By name of sheet or file. Where no column names the coder, it is told by what sets the names of the tables apart.
    where
        For messages.

    Returns
    -------
    QualitativeProject
        A document a document, or, where no column names them, a document a row. The text of a document is that of its
        segments, one below the other; positions are known only where start and end count characters.

    Raises
    ------
    ReadError
        When no table has columns for codes.
    """
    layouts = {name: recognise(table) for name, table in tables.items()}
    coded = {name: layout for name, layout in layouts.items() if layout.coded}
    if not coded:
        raise ReadError("no sheet has columns for codes", where=where, mend=MEND)
    rows = pd.concat(
        [_rows(tables[name].drop_duplicates(), layouts[name], coder) for name, coder in _coders(coded).items()],
        ignore_index=True,
    )
    built = rebuild(rows)
    marked = [split_path(code) for layout in coded.values() for code in layout.marks.values()]
    given, codes = _codes(built.rows, marked)
    return QualitativeProject(
        documents=shape(DOCUMENTS, built.documents),
        cases=_cases(built.rows),
        codes=codes,
        segments=shape(SEGMENTS, given),
        texts=built.texts,
        users=users(built.rows["coder"]),
        selections=shape(SELECTIONS, built.selections),
    )


def _coders(coded: Mapping[str, Layout]) -> dict[str, str]:
    """Who coded each table, by its name: compared with the tables that ask the same."""
    alike: dict[str, list[str]] = {}
    for name, layout in coded.items():
        alike.setdefault(layout.columns.get("text", ""), []).append(name)
    return {name: coder for names in alike.values() for name, coder in zip(names, without_shared(names), strict=True)}


def _rows(table: pd.DataFrame, layout: Layout, coder: str) -> pd.DataFrame:
    """A row a segment, in our columns; `paths` holds its codes."""
    told = {role: table[heading].str.strip() for role, heading in layout.columns.items()}
    nothing = pd.Series(pd.NA, index=table.index, dtype="str")
    roles = (
        "document",
        "text",
        "parent",
        "coder",
        "case",
        "question",
        "start",
        "end",
        "id",
        "language",
        "phase",
        "created",
    )
    rows = pd.DataFrame({role: told.get(role, nothing) for role in roles})
    asked = layout.columns.get("text") if "document" not in told else None
    rows["question"] = rows["question"].fillna(asked or "")
    rows["coder"] = rows["coder"].fillna(coder) if "coder" not in told else rows["coder"]
    rows["paths"] = pd.Series(_paths(table, layout, rows["parent"]), index=rows.index, dtype="object")
    for name in layout.others:
        values = table[name].str.strip()
        if "case" in told and 0 < values.nunique() <= FEW and values.nunique() < values.notna().sum():
            rows[f"attribute {name}"] = values
    # what holds no text, no document and no code is a remark below the table
    some = rows[["document", "text", "case"]].notna().any(axis=1) | rows["paths"].map(bool)
    return rows.loc[some]


def _paths(table: pd.DataFrame, layout: Layout, parents: "pd.Series[str]") -> list[tuple[tuple[str, ...], ...]]:
    """The codes of each row, each as its names from the top down."""
    folded = {str(name).strip().casefold() for name in table.columns}
    taguette = folded == {"id", "document", "tag", "content"}
    colon = not taguette and bool(folded & {"quotation content", "quotation name", "zitatinhalt"})
    cells = [table[name].fillna("") for name in layout.codes]
    said = {cell: split_cell(cell) for column in cells for cell in column.unique()}
    tags = {code for codes in said.values() for code in codes} if taguette else set()

    def path(code: str) -> tuple[str, ...]:
        return split_points(code, tags) if taguette else split_path(code, colon=colon)

    known = {cell: [path(code) for code in codes] for cell, codes in said.items()}
    lists = [[known[cell] for cell in column] for column in cells]
    for heading, code in layout.marks.items():
        marked = table[heading].fillna("").str.strip().str.casefold().isin(YES)
        lists.append([[split_path(code)] if yes else [] for yes in marked])
    joined = [[code for part in row for code in part] for row in zip(*lists, strict=True)]
    above = [split_path(parent) if isinstance(parent, str) and parent else () for parent in parents]
    return [
        tuple(dict.fromkeys(code if code[: len(top)] == top else (*top, *code) for code in codes))
        for codes, top in zip(joined, above, strict=True)
    ]


def _codes(rows: pd.DataFrame, marked: Sequence[tuple[str, ...]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row a coding, and the code tree; codes with a column of their own are in it, used or not."""
    paths = list(dict.fromkeys([*marked, *(path for codes in rows["paths"] for path in codes)]))
    codes, ids = code_tree(path_nodes({path: path for path in paths}))
    given = rows.explode("paths", ignore_index=True)
    given = given.loc[given["paths"].notna()].reset_index(drop=True)
    given["code"] = pd.Series([ids[path] for path in given["paths"]], dtype="str")
    given["selected_by"] = given["coder"]
    given["characters"] = given["end"] - given["start"]
    given["created"] = moments(given["created"])
    place = given[["document", "selection", "start", "end", "code", "coder", "id"]].astype("str").fillna("")
    given["segment"] = guids("coding", *(place[name] for name in place))
    return given[[column.name for column in SEGMENTS if column.name in given]], codes


def _cases(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a case and document, with what is the same in all rows of a case."""
    own = rows.loc[rows["case"].notna()]
    pairs = own[["case", "case_name", "document"]].drop_duplicates().rename(columns={"case_name": "name"})
    whole = ~pairs["document"].duplicated(keep=False)
    shared_with_none = ~pairs["document"].isin(rows.loc[rows["case"].isna(), "document"])
    pairs["part"] = (whole & shared_with_none).map({True: "whole", False: "passages"})
    for name in [column for column in rows.columns if column.startswith("attribute ")]:
        values = own.groupby("case")[name].agg(["nunique", "first"])
        if (values["nunique"] <= 1).all():
            pairs[name.removeprefix("attribute ")] = pairs["case"].map(values["first"])
    return shape(CASES, pairs)
