"""The sheet `codes` of a workbook: what the drop-downs offer, and what it means."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pilots.qualitative.coding.pages import ROOM, Page
from pilots.qualitative.project import CODES, QualitativeProject
from pilots.qualitative.read.code_book import tree_of
from pilots.qualitative.read.shape import shape
from pilots.qualitative.read.tree import STEP

SHEET = "codes"
COLUMNS = ("code", "parent", "meaning")
_SIGNS = re.compile(r"->|→|[>;|\n\\]")


def codes_page(codes: pd.DataFrame) -> Page:
    """The code book as a sheet: code, parent, meaning. A name that several codes have stands with those above it."""
    shown = names_of(codes)
    paths = _safe_paths(codes)
    table = pd.DataFrame(
        {
            "code": [shown[code] for code in codes["code"]],
            "parent": [_above(code, parent, shown, paths) for code, parent in codes[["code", "parent"]].values],
            "meaning": codes["description"],
        }
    ).astype("str")
    extra = pd.DataFrame(index=range(ROOM), columns=list(COLUMNS), dtype="str")
    filled = pd.concat([table, extra], ignore_index=True)
    return Page(SHEET, filled, {"code": 34, "parent": 34, "meaning": 80}, open=COLUMNS)


def offered(page: Page) -> str:
    """The range of the sheet that drop-downs offer, with room for codes that people add."""
    return f"={SHEET}!$A$2:$A${len(page.table) + 1}"


def names_of(codes: pd.DataFrame) -> dict[str, str]:
    """What each code is called in a workbook: its name, or its path where others have the name too."""
    paths = _safe_paths(codes)
    names = {code: path.rpartition(STEP)[2] for code, path in paths.items()}
    folded = [name.casefold() for name in names.values()]
    return {code: name if folded.count(name.casefold()) == 1 else paths[code] for code, name in names.items()}


def _safe_paths(codes: pd.DataFrame) -> dict[str, str]:
    """The path of each code, in names without the signs that stand between codes."""
    paths: dict[str, str] = {}
    for code, parent, name in codes[["code", "parent", "name"]].itertuples(index=False, name=None):
        safe = " ".join(_SIGNS.sub("/", name).split()) or "?"
        paths[code] = f"{paths[parent]}{STEP}{safe}" if parent in paths else safe
    return paths


def read_book(table: pd.DataFrame, known: pd.DataFrame, where: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """The codes of a sheet as it was filled in: the frame, and the id of each code by what a cell may call it.

    Parameters
    ----------
    table
        The sheet.
    known
        The codes of the project, which keep their ids.
    where
        For messages.
    """
    tree = tree_of(table, where) if len(table) else shape(CODES, pd.DataFrame())
    codes = with_ids(tree, known)
    called: dict[str, str] = {}
    for column in ("name", "path"):
        folded = codes[column].str.casefold()
        alone = ~folded.duplicated(keep=False)
        called |= dict(zip(folded[alone], codes.loc[alone, "code"], strict=True))
    return codes, called


def with_ids(tree: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """A code tree in which the codes that a project knows, by their path, have its ids."""
    ids = {path.casefold(): code for code, path in _safe_paths(known).items()}
    new = {code: ids.get(path.casefold(), code) for code, path in zip(tree["code"], tree["path"], strict=True)}
    replaced = {name: pd.Series([new.get(code) for code in tree[name]], dtype="str") for name in ("code", "parent")}
    return tree.reset_index(drop=True).assign(**replaced)


def joined(trees: "list[pd.DataFrame]") -> pd.DataFrame:
    """One code tree of several, in which the same code has the same id; the first tells what it means."""
    return shape(CODES, pd.concat(trees, ignore_index=True).drop_duplicates("code"))


def with_code_book(project: QualitativeProject, book: pd.DataFrame) -> QualitativeProject:
    """A project with a code book: its codes are found in the book by path, else by their name.

    What the book holds and the project does not is added; codes that the book lacks stay, under no other code than before.
    """
    paths = dict(zip(book["path"].str.casefold(), book["code"], strict=True))
    names = book["name"].str.casefold()
    alone = ~names.duplicated(keep=False)
    by_name = dict(zip(names[alone], book.loc[alone, "code"], strict=True))
    new: dict[str, str] = {}
    for code, name, path in project.codes[["code", "name", "path"]].itertuples(index=False, name=None):
        new[code] = paths.get(path.casefold()) or by_name.get(name.casefold()) or code
    rest = project.codes.assign(parent=project.codes["parent"].map(lambda code: new.get(code, code)).astype("str"))
    rest = rest.loc[[new[code] == code for code in rest["code"]]]
    codes = _with_paths(joined([book, rest]))

    def mapped(column: "pd.Series[str]") -> "pd.Series[str]":
        return column.map(lambda code: new.get(code, code)).astype("str")

    return replace(
        project,
        codes=codes,
        segments=project.segments.assign(code=mapped(project.segments["code"])),
        notes=project.notes.assign(about=mapped(project.notes["about"])),
        sets=project.sets.assign(member=mapped(project.sets["member"])),
    )


def _with_paths(codes: pd.DataFrame) -> pd.DataFrame:
    paths: dict[str, str] = {}
    for code, parent, name in codes[["code", "parent", "name"]].itertuples(index=False, name=None):
        paths[code] = f"{paths[parent]}{STEP}{name}" if parent in paths else name
    return codes.assign(path=codes["code"].map(paths).astype("str"))


def _above(code: str, parent: object, shown: Mapping[str, str], paths: Mapping[str, str]) -> str | None:
    """What the sheet calls the code above; nothing where the code already stands with its path."""
    if not isinstance(parent, str) or parent not in shown or shown[code] == paths[code]:
        return None
    return shown[parent]
