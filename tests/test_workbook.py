import pandas as pd
import pytest
import xlsxwriter

from pilots.errors import ReadError
from pilots.workbook import Sheet, read_sheet, read_sheets, write


def workbook(path, rows):
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("data")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def test_cells_are_text_and_whole_numbers_have_no_decimals(tmp_path):
    table = read_sheet(workbook(tmp_path / "a.xlsx", [["id", "score"], ["007", 4], ["8", 2.5]]), "data")
    assert table["id"].tolist() == ["007", "8"]
    assert table["score"].tolist() == ["4", "2.5"]


def test_rows_are_numbered_as_excel_does(tmp_path):
    table = read_sheet(workbook(tmp_path / "a.xlsx", [["id"], ["1"], [""], ["2"]]), "data")
    assert table.index.tolist() == [2, 4]


def test_a_heading_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(ReadError, match="occurs twice"):
        read_sheets(workbook(tmp_path / "a.xlsx", [["id", "id"], ["1", "2"]]))


def test_what_is_no_workbook_is_told_so(tmp_path):
    (tmp_path / "a.xlsx").write_text("no workbook")
    with pytest.raises(ReadError, match="no workbook"):
        read_sheets(tmp_path / "a.xlsx")


def test_a_missing_file_is_told_so(tmp_path):
    with pytest.raises(ReadError, match="missing"):
        read_sheets(tmp_path / "a.xlsx")


def test_an_unknown_sheet_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(ReadError, match="Did you mean 'data'"):
        read_sheet(workbook(tmp_path / "a.xlsx", [["id"]]), "dta")


def test_what_is_written_reads_back(tmp_path):
    table = pd.DataFrame({"id": ["007", None], "note": ["=1+1", "http://x.be"]}, dtype="str")
    write(tmp_path / "a.xlsx", [Sheet("s", table, choices={"note": ["a", "b"]})])
    again = read_sheet(tmp_path / "a.xlsx", "s").reset_index(drop=True)
    pd.testing.assert_frame_equal(again, table)


def test_a_cell_far_away_is_refused_before_it_takes_the_memory(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet("codes").write(1048575, 16383, "x")
    with pytest.raises(ReadError, match="spread over 1048576 rows and 16384 columns"):
        read_sheets(tmp_path / "a.xlsx")
