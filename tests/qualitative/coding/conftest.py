"""Two talks to code, a code book, and coders who fill in their copies."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from pilots.qualitative.coding import read_copies, write_decisions, write_workbook
from pilots.qualitative.coding.book import with_code_book
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read import read_project
from pilots.qualitative.read.code_book import tree_of
from pilots.workbook import Sheet, read_sheets, write

BOOK = pd.DataFrame(
    {"code": ["Onthaal", "Welkom", "Koffie", "Taal"], "parent": [None, "Onthaal", "Onthaal", None], "meaning": ["hoe", None, None, "welke"]},
    dtype="str",
)  # fmt: skip
Sheets = dict[str, pd.DataFrame]
Filler = Callable[..., Path]
Codes = Mapping[int, Sequence[str]]


@pytest.fixture(scope="session")
def talks(tmp_path_factory: pytest.TempPathFactory) -> QualitativeProject:
    """Two documents of three and two paragraphs, four codes."""
    folder = tmp_path_factory.mktemp("talks")
    (folder / "an.nl.txt").write_text(
        "Ik voel mij welkom.\n\nDe koffie  is goed.\n\tMaar de taal is moeilijk. \n", encoding="utf-8"
    )
    (folder / "bo.fr.txt").write_text("Café \N{GRINNING FACE} très bien.\r\nJe ne comprends pas.", encoding="utf-8")
    return with_code_book(read_project(folder), tree_of(BOOK, "codes.xlsx"))


@pytest.fixture(scope="session")
def workbook(talks: QualitativeProject, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(talks, tmp_path_factory.mktemp("workbook") / "talks.xlsx", name="talks")


@pytest.fixture(scope="session")
def sheets(workbook: Path) -> Sheets:
    return read_sheets(workbook)


@pytest.fixture
def fill(sheets: Sheets, tmp_path: Path) -> Filler:
    """Fills in a copy: codes by paragraph (counted from 0 over all documents), and any other change to its sheets."""

    def filled(coder: str, codes: Codes, change: Callable[[Sheets], object] = len, name: str = "") -> Path:
        return _filled(sheets, tmp_path / f"talks_{name or coder}.xlsx", coder, codes, change)

    return filled


@pytest.fixture(scope="session")
def coded(talks: QualitativeProject, sheets: Sheets, tmp_path_factory: pytest.TempPathFactory) -> QualitativeProject:
    """The talks with the work of two coders: 5 and 4 codings, 2 alike."""
    folder = tmp_path_factory.mktemp("coded")
    first = {0: ["Welkom", "Onthaal"], 1: ["Koffie"], 2: ["Taal"], 3: ["Koffie"]}
    second = {0: ["Welkom"], 1: ["Koffie", "Welkom"], 4: ["Taal"]}
    copies = [
        _filled(sheets, folder / f"{coder}.xlsx", coder, codes) for coder, codes in (("AN", first), ("BO", second))
    ]
    return read_copies(talks, copies)


@pytest.fixture(scope="session")
def to_decide(coded: QualitativeProject, tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    return read_sheets(write_decisions(coded, tmp_path_factory.mktemp("decide") / "decisions.xlsx"))


@pytest.fixture
def decided(to_decide: Sheets, tmp_path: Path) -> Filler:
    """Fills in the workbook of disagreements: a decision a row (counted from 0), by AN and BO."""

    def filled(decisions: Mapping[int, str], change: Callable[[Sheets], object] = len) -> Path:
        own = {title: table.copy() for title, table in to_decide.items()}
        for row, decision in decisions.items():
            for column, value in (("decision", decision), ("decided by", "AN, BO"), ("why", "besproken")):
                own["decisions"].iloc[row, own["decisions"].columns.get_loc(column)] = value
        change(own)
        write(tmp_path / "decided.xlsx", [Sheet(title, table) for title, table in own.items()])
        return tmp_path / "decided.xlsx"

    return filled


def _filled(sheets: Sheets, path: Path, coder: str, codes: Codes, change: Callable[[Sheets], object] = len) -> Path:
    own = {title: table.copy() for title, table in sheets.items()}
    for paragraph, names in codes.items():
        for number, code in enumerate(names, start=1):
            own["coding"].iloc[paragraph, own["coding"].columns.get_loc(f"code {number}")] = code
    own["about"].iloc[0, 1] = coder or None
    change(own)
    write(path, [Sheet(title, table) for title, table in own.items()])
    return path


def given(project: QualitativeProject) -> list[tuple[str, str, str]]:
    """What was said, the code and the coder of each segment."""
    names = dict(zip(project.codes["code"], project.codes["name"], strict=True))
    rows = project.segments[["document", "start", "end", "code", "coder"]].itertuples(index=False, name=None)
    return [(project.texts[document][start:end], names[code], coder) for document, start, end, code, coder in rows]
