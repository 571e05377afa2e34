"""Read the workbooks of `pilots code` back, as each coder filled in a copy."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from pilots.errors import PilotsError, ReadError, did_you_mean, raise_all
from pilots.qualitative.coding.book import SHEET, joined, read_book
from pilots.qualitative.coding.pages import same_text
from pilots.qualitative.coding.paragraphs import paragraphs
from pilots.qualitative.coding.workbook import ABOUT, CODE_COLUMNS, CODER, CODING
from pilots.qualitative.project import NOTES, SEGMENTS, SELECTIONS, QualitativeProject
from pilots.qualitative.read.belong import segment_cases
from pilots.qualitative.read.ids import guid, guids
from pilots.qualitative.read.names import split_cell
from pilots.qualitative.read.shape import shape, users
from pilots.rows import RowReader, cells
from pilots.workbook import read_sheets

_CODE = re.compile(r"code\s*\d+", re.IGNORECASE)
_FIXED = ("row", "document", "paragraph", "text", "language", "memo")
_HEADING = "Give the column its heading again, as in a new workbook of `pilots code`."
_FRESH = "Copy it back from a new workbook of `pilots code`."


def read_copies(project: QualitativeProject, paths: Sequence[Path]) -> QualitativeProject:
    """The documents of a project with what coders filled in, each in a copy of its workbook.

    Copies may have been sorted, and saved by Excel or LibreOffice, as .xlsx or .ods: rows are known by their ids.

    Parameters
    ----------
    project
        The documents as they are now, with their codes.
    paths
        The copies, one a coder.

    Returns
    -------
    QualitativeProject
        The project, with a segment for each filled cell: its paragraph, its code, and as coder the initials of the sheet
        `about`; with the codes that coders added, and a note for each memo.

    Raises
    ------
    ReadError, Problems
        With file, sheet and row, all at once: unknown codes; rows that were deleted, doubled or added; texts that were
        changed; missing initials, or two copies with the same.
    """
    if not paths:
        return project
    rows = paragraphs(project).set_index("row")
    problems: list[PilotsError] = []
    copies = []
    for path in paths:
        try:
            copies.append(_copy(Path(path), rows, project.codes, problems))
        except PilotsError as problem:
            problems += problem.each
    first: dict[str, Path] = {}
    for copy in copies:
        if copy.coder.casefold() in first:
            other = first[copy.coder.casefold()].name
            problems.append(
                ReadError(f"the coder has the same initials as in {other}", where=f"{copy.path}, sheet {ABOUT}")
            )
        elif copy.coder:
            first[copy.coder.casefold()] = copy.path
    raise_all(problems)
    given = pd.concat([copy.given for copy in copies], ignore_index=True)
    memos = pd.concat([copy.memos for copy in copies], ignore_index=True)
    return _with(project, rows, given, memos, joined([project.codes, *(copy.codes for copy in copies)]))


@dataclass(frozen=True)
class _Copy:
    path: Path
    coder: str
    codes: pd.DataFrame
    given: pd.DataFrame
    """row, code, coder."""
    memos: pd.DataFrame
    """row, text, coder."""


@dataclass
class _Said:
    given: list[dict[str, str]] = field(default_factory=list)
    memos: list[dict[str, str]] = field(default_factory=list)
    seen: dict[str, object] = field(default_factory=dict)


def _copy(path: Path, rows: pd.DataFrame, known: pd.DataFrame, problems: list[PilotsError]) -> _Copy:
    sheets = read_sheets(path)
    lacking = [name for name in (CODING, SHEET, ABOUT) if name not in sheets]
    if lacking:
        raise ReadError(f"there is no sheet '{lacking[0]}'", where=path, mend="Fill in a workbook of `pilots code`.")
    table = sheets[CODING]
    short = [name for name in ("row", "text") if name not in table]
    if short:
        raise ReadError(f"there is no column '{short[0]}'", where=f"{path}, sheet {CODING}", mend=_HEADING)
    codes, called = read_book(sheets[SHEET], known, f"{path}, sheet {SHEET}")
    coder = _coder(sheets[ABOUT], path, problems)
    reader = RowReader(f"{path}, sheet {CODING}", problems)
    said = _Said()
    columns = [str(name) for name in table.columns if _CODE.fullmatch(str(name).strip())]
    problems += _unknown(table, columns, reader.where)
    texts = dict(zip(map(str, rows.index), rows["text"], strict=True))
    for number, line in table.iterrows():
        _read_row(number, cells(line), columns, texts, called, reader, said, coder)
    _missing(rows, said.seen, reader)
    nothing = {"row": "str", "coder": "str"}
    return _Copy(
        path,
        coder,
        codes,
        pd.DataFrame(said.given, columns=["row", "code", "coder"]).astype(nothing | {"code": "str"}),
        pd.DataFrame(said.memos, columns=["row", "text", "coder"]).astype(nothing | {"text": "str"}),
    )


def _unknown(table: pd.DataFrame, columns: Sequence[str], where: object) -> list[PilotsError]:
    """The columns with another heading than the workbook had, called as spreadsheets do: a heading may say anything."""
    numbers = {int(re.sub(r"\D", "", name)) for name in columns}
    lacking = [f"code {number}" for number in range(1, CODE_COLUMNS + 1) if number not in numbers]
    lacking += ["memo"] if "memo" not in table else []
    lacking = lacking or [f"code {max(numbers) + 1}"]
    found: list[PilotsError] = []
    for place, name in enumerate(table.columns):
        if name not in (*_FIXED, *columns) and table[name].notna().any():
            called = chr(ord("A") + place) if place < 26 else f"number {place + 1}"
            listed = " or ".join(f"'{heading}'" for heading in lacking)
            mend = f"Call it {listed}, or empty it."
            found.append(ReadError(f"the heading of column {called} is not known", where=where, mend=mend))
    return found


def _read_row(
    number: object,
    line: Mapping[str, str],
    columns: Sequence[str],
    texts: Mapping[str, str],
    called: Mapping[str, str],
    reader: RowReader,
    said: _Said,
    coder: str,
) -> None:
    row = line["row"]
    if row not in texts:
        what = (
            "the row has no id: it was added, or its id was emptied"
            if not row
            else "the row is of other documents, or of an older text"
        )
        reader.problem(number, what, "Write the workbook anew and copy the codes into it." if row else _FRESH)
        return
    if row in said.seen:
        reader.problem(number, f"the row is a copy of row {said.seen[row]}", "Keep one of them, with all its codes.")
        return
    said.seen[row] = number
    if not same_text(line["text"], texts[row]):
        reader.problem(number, "the text of the paragraph was changed", _FRESH)
    found: dict[str, None] = {}
    for heading, name in ((column, name) for column in columns for name in split_cell(line[column])):
        code = called.get(" ".join(name.split()).casefold())
        if code is None:
            place = f"{number}, column '{heading}'"
            reader.problem(place, f"this is no code of the sheet {SHEET}", _instead(name, called))
        else:
            found[code] = None
    said.given += [{"row": row, "code": code, "coder": coder} for code in found]
    if line.get("memo"):
        said.memos.append({"row": row, "text": line["memo"], "coder": coder})


def _instead(name: str, called: Mapping[str, str]) -> str:
    """What to do with a cell that is no code."""
    parts = [" ".join(part.split()).casefold() for part in name.split(",")]
    if len(parts) > 1 and all(part in called for part in parts):
        return "Write one code a column, or put ; between them."
    near = did_you_mean(name, called) if called else "There are no codes there yet."
    return f"{near} Or add it there."


def _coder(about: pd.DataFrame, path: Path, problems: list[PilotsError]) -> str:
    """The initials of the coder."""
    said = {str(line.iloc[0]).strip(): line.iloc[1] for _, line in about.iterrows()} if about.shape[1] > 1 else {}
    initials = said.get(CODER)
    if not isinstance(initials, str) or not initials.strip():
        problems.append(
            ReadError(
                "the initials of the coder are missing",
                where=f"{path}, sheet {ABOUT}",
                mend="Write them beside 'coder'.",
            )
        )
        return ""
    return initials.strip()


def _missing(rows: pd.DataFrame, seen: Mapping[str, object], reader: RowReader) -> None:
    gone = rows.loc[~rows.index.isin(list(seen))]
    for label, own in gone.groupby("label", sort=False):
        listed = ", ".join(map(str, own["paragraph"].head(10))) + (" …" if len(own) > 10 else "")
        what = (
            f"the row of {label}, paragraph {listed}, is missing"
            if len(own) == 1
            else f"{len(own)} rows of {label} are missing: paragraphs {listed}"
        )
        reader.problems.append(
            ReadError(what, where=reader.where, mend=_FRESH.replace("it", "them") if len(own) > 1 else _FRESH)
        )


def _with(
    project: QualitativeProject, rows: pd.DataFrame, given: pd.DataFrame, memos: pd.DataFrame, codes: pd.DataFrame
) -> QualitativeProject:
    """The project with a passage a paragraph, which coders share, a segment a code, a note a memo."""
    made = [_placed(table, rows) for table in (given, memos)]
    passages = pd.concat(made, ignore_index=True).drop_duplicates("selection")
    segments = made[0].assign(
        segment=guids("coding", made[0]["selection"], made[0]["code"], made[0]["coder"]),
        selected_by=made[0]["coder"],
        characters=made[0]["end"] - made[0]["start"],
        case=segment_cases(made[0], whole_cases(project)),
    )
    notes = made[1].assign(
        note=guids("note", made[1]["selection"], made[1]["text"], made[1]["coder"]),
        about=made[1]["selection"],
        created_by=made[1]["coder"],
    )
    frames = {
        "segments": (SEGMENTS, segments),
        "selections": (SELECTIONS, passages.assign(kind="text")),
        "notes": (NOTES, notes),
    }
    added = {
        name: pd.concat(
            [getattr(project, name), shape(columns, table[[c.name for c in columns if c.name in table]])],
            ignore_index=True,
        )
        for name, (columns, table) in frames.items()
    }
    people = pd.concat([project.users, users([*given["coder"], *memos["coder"]])]).drop_duplicates("coder")
    return replace(project, codes=codes, users=people.reset_index(drop=True), **added)


def _placed(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    placed = table.merge(rows[["document", "start", "end"]], left_on="row", right_index=True)
    ids = [guid("selection", *place) for place in placed[["document", "start", "end"]].itertuples(index=False)]
    return placed.assign(selection=pd.Series(ids, index=placed.index, dtype="str")).reset_index(drop=True)


def whole_cases(project: QualitativeProject) -> pd.DataFrame:
    """Which case each whole document belongs to, as `segment_cases` wants it: case, document, start, end."""
    whole = project.cases.loc[project.cases["part"] == "whole", ["case", "document"]]
    return whole.reindex(columns=["case", "document", "start", "end"]).astype({"start": "Int64", "end": "Int64"})
