"""The workbook to code in."""

from zipfile import ZipFile

import pytest

from pilots.errors import PilotsError
from pilots.qualitative.coding import write_workbook
from pilots.qualitative.project import QualitativeProject
from pilots.workbook import read_sheets


def test_a_row_is_a_paragraph_with_room_for_five_codes(workbook):
    table = read_sheets(workbook)["coding"]
    assert table.columns.tolist() == [
        "row",
        "document",
        "paragraph",
        "text",
        "language",
        *(f"code {n}" for n in range(1, 6)),
        "memo",
    ]
    assert table[["document", "paragraph", "language"]].agg(" ".join, axis=1).tolist() == [
        "D1 1 nl", "D1 2 nl", "D1 3 nl", "D2 1 fr", "D2 2 fr",
    ]  # fmt: skip


def test_no_name_of_a_document_is_in_it(talks, workbook):
    with ZipFile(workbook) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist())
    assert not any(name.encode() in text for name in talks.documents["name"])


def test_the_code_book_is_in_it(workbook):
    assert read_sheets(workbook)["codes"].astype("object").where(lambda table: table.notna(), None).values.tolist() == [
        ["Onthaal", None, "hoe"], ["Welkom", "Onthaal", None], ["Koffie", "Onthaal", None], ["Taal", None, "welke"],
    ]  # fmt: skip


def test_drop_downs_offer_the_codes_and_those_that_are_added(workbook):
    with ZipFile(workbook) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<formula1>codes!$A$2:$A$205</formula1>") == 5


def test_texts_are_locked_and_the_head_is_frozen(workbook):
    with ZipFile(workbook) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'sheetProtection sheet="1"' in sheet
    assert 'state="frozen"' in sheet


def test_how_to_fill_it_in_is_said_in_three_languages(workbook):
    about = read_sheets(workbook)["about"]
    assert about["what"].tolist() == ["coder", "documents", "nl", "fr", "en"]


def test_the_same_documents_give_the_same_bytes(talks, workbook, tmp_path):
    assert write_workbook(talks, tmp_path / "again.xlsx", name="talks").read_bytes() == workbook.read_bytes()


def test_a_workbook_that_is_there_is_never_written_over(talks, workbook):
    before = workbook.read_bytes()
    with pytest.raises(PilotsError, match="nothing is overwritten"):
        write_workbook(talks, workbook)
    assert workbook.read_bytes() == before


def test_without_texts_there_is_nothing_to_code(tmp_path):
    with pytest.raises(PilotsError, match="no text to code in talks"):
        write_workbook(QualitativeProject(), tmp_path / "w.xlsx", name="talks")
    assert not (tmp_path / "w.xlsx").exists()
