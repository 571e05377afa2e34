"""Files of any encoding, delimiter and format, and files that are none."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.errors import ReadError
from pilots.survey.read import Reading, read_survey
from pilots.survey.read.text import read_text


def read(folder: Path, content: str | bytes, name: str = "a.csv") -> Reading:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_survey(folder / name)


def kinds(reading: Reading) -> list[str]:
    return [remark.kind for remark in reading.remarks]


def workbook(path: Path, write: Callable[[Any, Any], None], **options: Any) -> Reading:
    import xlsxwriter

    with xlsxwriter.Workbook(path, options) as book:
        write(book, book.add_worksheet("A"))
    return read_survey(path)


TEXT = "id{0}naam\n1{0}Zoë à l’école\n2{0}Ça coûte 5\n"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
        "mac_roman",
    ],
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.format(";").encode(encoding))
    assert read_survey(path).responses["naam"].tolist() == ["Zoë à l’école", "Ça coûte 5"]


@pytest.mark.parametrize(
    ("encoding", "word"),
    [("cp1254", "Öğrencinin şubesi güçlü"), ("cp1250", "Źródło: żółta łódź"), ("cp850", "Zoë à Liège, très fâché")],
)
def test_letters_of_other_languages_and_of_dos(tmp_path: Path, encoding: str, word: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"id;naam\n1;{word}\n2;x\n".encode(encoding))
    reading = read_survey(tmp_path / "a.csv")
    assert reading.responses["naam"].tolist() == [word, "x"]
    assert kinds(reading) == ["encoding"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT.format(delimiter), encoding="utf-8")
    assert read_survey(path).responses.shape == (2, 2)


def test_line_ends_of_old_macintoshes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,q\r1,2\r3,4\r")
    assert read_survey(tmp_path / "a.csv").responses["q"].tolist() == ["2", "4"]


def test_ods(tmp_path: Path) -> None:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in (["id", "q"], ["007", "één"])
    )
    space = "urn:oasis:names:tc:opendocument:xmlns"
    with ZipFile(tmp_path / "a.ods", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>')
        file.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
            f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    assert read_survey(tmp_path / "a.ods").responses.iloc[0].tolist() == ["007", "één"]


def test_numbers_and_dates_of_a_workbook(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(0, 0, ["id", "n", "share", "yes", "day"])
        page.write_row(1, 0, ["007", 3, 2.5, True])
        page.write_datetime(1, 4, pd.Timestamp("2018-05-02"), day)
    assert read_survey(tmp_path / "a.xlsx").responses.iloc[0].tolist() == ["007", "3", "2.5", "TRUE", "2018-05-02"]


BROKEN = {
    "a.csv": (b"", "the file is empty"),
    "b.csv": (b"id,q\n", "headings but no answers"),
    "d.csv": (b"id,q\n1,2\n3,4\n5,6,7\n", "row 4 has 3 cells"),
    "e.csv": (b'id,q\n1,"open\n2,x\n', "row 2 and never closed"),
    "f.csv": (b"\x00\x01\x02\x00\xff" * 40, "no text file"),
    "g.xlsx": (b"PK\x03\x04 broken", "no workbook"),
    "h.sav": (b"$FL2 broken", "no SPSS file"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_say_what_is_wrong_and_how_to_mend_it(tmp_path: Path, name: str) -> None:
    content, message = BROKEN[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=message) as caught:
        read_survey(tmp_path / name)
    assert caught.value.mend
    assert name in caught.value.where


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"a\.csv: the file is missing"):
        read_survey(tmp_path / "a.csv")


def test_an_unknown_tool(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n")
    with pytest.raises(ReadError, match="Did you mean 'qualtrics'"):
        read_survey(tmp_path / "a.csv", "qualtrix")


@pytest.mark.parametrize(("broken", "line"), [("Zoë".encode()[:-1], 2), ("één".encode() + b"\xff", 2)])
def test_spoilt_utf8_is_not_read_as_other_letters(tmp_path: Path, broken: bytes, line: int) -> None:
    (tmp_path / "a.csv").write_bytes("id,één\n1,".encode() + broken + "\n2,zoë\n".encode())
    with pytest.raises(ReadError, match=f"first in line {line}"):
        read_survey(tmp_path / "a.csv")


def test_a_very_long_answer_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,story\n1," + "x" * 140_000 + "\n")
    assert read_survey(tmp_path / "a.csv").responses["story"].str.len().tolist() == [140_000]


@pytest.mark.parametrize("line", ["sep=|", '"sep=|"'])
def test_excels_first_line_names_the_delimiter_and_is_no_row(tmp_path: Path, line: str) -> None:
    reading = read(tmp_path, f"{line}\r\nid|q\r\n1|a;b;c\r\n")
    assert reading.responses["q"].to_dict() == {2: "a;b;c"}


def test_quotation_marks_escaped_with_a_backslash(tmp_path: Path) -> None:
    reading = read(tmp_path, 'id,q\n1,"zei \\"ja\\", en C:\\map"\n')
    assert reading.responses["q"].tolist() == ['zei "ja", en C:\\map']
    assert kinds(reading) == ["quotation marks"]


def test_stray_quotation_marks_are_kept(tmp_path: Path) -> None:
    assert read(tmp_path, 'id,q\n1,een 5" buis\n').responses["q"].tolist() == ['een 5" buis']


def test_rows_that_are_too_short_are_remarked(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,a,b\n1,2,3\n4\n5,6\n7,8,9\n")
    assert reading.responses.loc[3].tolist()[0] == "4"
    assert [(remark.kind, remark.rows) for remark in reading.remarks] == [("short rows", (3, 4))]


def test_a_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="breaks off after 2 of 3 cells"):
        read(tmp_path, "id,a,b\n1,2,3\n4,5,6\n7,8")


def test_blank_rows_and_columns_are_remarked(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,q,\n1,2,\n,,\n3,4,\n")
    assert kinds(reading) == ["blank rows", "blank columns"]
    assert reading.remarks[0].rows == (3,)


def test_a_character_that_no_text_holds_is_named_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"NUL.*line 3"):
        read(tmp_path, "id,q\n1,2\n3,\0\n")


@given(st.text(alphabet='",;\n\r aé1', max_size=40), st.integers(1, 3))
def test_the_fast_way_reads_what_the_careful_one_reads(text: str, width: int) -> None:
    head = ",".join("abc"[:width])
    try:
        careful = list(csv.reader(io.StringIO(f"{head}\n{text}", newline=""), strict=True))
    except csv.Error:
        return
    try:
        grid = read_text(f"{head}\n{text}".encode(), "a.csv")
    except ReadError:
        return
    if grid.how.startswith("comma"):
        filled = [row for row in careful if any(row)]
        padded = [[*row, *[""] * (grid.width - len(row))][: grid.width] for row in filled]
        assert list(grid.rows) == padded
        assert list(grid.numbers) == [number for number, row in enumerate(careful, start=1) if any(row)]


def test_spreadsheets_keep_dates_times_and_errors(tmp_path: Path) -> None:
    def write(book: Any, page: Any) -> None:
        page.write_row(0, 0, ["id", "moment", "clock", "passed", "error", "rounded"])
        page.write_string(1, 0, "007")
        page.write_datetime(1, 1, datetime(2018, 5, 2, 10, 11, 12, 345000), book.add_format({"num_format": 22}))
        page.write_datetime(1, 2, time(10, 59, 59), book.add_format({"num_format": "hh:mm:ss"}))
        page.write_number(1, 3, 26.5 / 24, book.add_format({"num_format": "[h]:mm:ss"}))
        page.write_formula(1, 4, "=NA()", None, "#N/A")
        page.write_number(1, 5, 1234567890123456789)

    for epoch in (False, True):
        reading = workbook(tmp_path / "a.xlsx", write, date_1904=epoch)
        cells = ["007", "2018-05-02 10:11:12.345", "10:59:59", "26:30:00", "#N/A", "1.234567890123457e+18"]
        assert reading.responses.iloc[0].tolist() == cells
        assert kinds(reading)[0] == "error cells"


def test_other_sheets_and_merged_cells_are_remarked(tmp_path: Path) -> None:
    def write(book: Any, page: Any) -> None:
        page.merge_range(0, 0, 0, 1, "id")
        page.write_row(1, 0, ["1", "2"])
        book.add_worksheet("B").write_column(0, 0, ["a", "b", "c"])
        book.add_worksheet("C").hide()
        book.worksheets()[-1].write_row(0, 0, ["much", "wider", "but", "hidden"])

    reading = workbook(tmp_path / "a.xlsx", write)
    assert kinds(reading)[:3] == ["merged cells", "sheet not read", "sheet not read"]
    assert reading.responses.iloc[0].tolist() == ["1", "2"]


def test_a_cell_far_away_is_no_reason_to_run_out_of_memory(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="spread over 1048576 rows and 16384 columns"):
        workbook(tmp_path / "a.xlsx", lambda book, page: page.write(1048575, 16383, "x"))


@pytest.mark.parametrize(
    "place", ['r="XFD1048576"', "r = 'XFD1048576'", 'r="xfd6000"', 'r="ZZ99999"', 'r="ZZZZZ4294967295"']
)
def test_a_cell_that_says_it_stands_far_away_is_believed(tmp_path: Path, place: str) -> None:
    workbook(tmp_path / "a.xlsx", lambda book, page: page.write_column(0, 0, ["q", "een", "twee"]))
    with ZipFile(tmp_path / "a.xlsx") as whole, ZipFile(tmp_path / "b.xlsx", "w") as damaged:
        for part in whole.namelist():
            damaged.writestr(part, whole.read(part).replace(b'r="A3"', place.encode()))
    with pytest.raises(ReadError, match="spread over"):
        read_survey(tmp_path / "b.xlsx")


def test_a_web_page_or_a_text_that_is_called_a_workbook(tmp_path: Path) -> None:
    page = "<html><table><tr><th>id<th>q<tr><td>007<td>a&amp;b<br>c</table></html>"
    reading = read(tmp_path, page, "a.xls")
    assert reading.responses.iloc[0].tolist() == ["007", "a&b\nc"]
    assert kinds(reading) == ["disguise"]
    assert read(tmp_path, "id\tq\n007\t2\n", "b.xls").responses.iloc[0].tolist() == ["007", "2"]


def test_the_xml_of_excel_2003(tmp_path: Path) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    rows = "".join(f"<Row>{''.join(map(cell.format, row))}</Row>" for row in (["id", "q"], ["007", "één"]))
    book = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="A"><Table>{rows}'
    reading = read(tmp_path, f"{book}</Table></Worksheet></Workbook>", "a.xls")
    assert reading.responses.iloc[0].tolist() == ["007", "één"]


def test_records_of_json_keep_their_figures(tmp_path: Path) -> None:
    said = (
        '{"next": "page 2", "results": [{"_id": 7, "a": {"b": 1.50, "c": [1, "x"]}, "d": null}, {"_id": 8, "e": true}]}'
    )
    reading = read(tmp_path, said, "a.json")
    assert reading.responses.loc[1].dropna().to_dict() == {"respondent_id": "7", "a.b": "1.50", "a.c": '[1, "x"]'}
    assert reading.responses.loc[2].dropna().to_dict() == {"respondent_id": "8", "e": "true"}
    assert kinds(reading)[0] == "more pages"


NO_TABLES = {
    "a.png": (b"\x89PNG\r\n\x1a\n" + bytes(40), "a picture"),
    "a.pdf": (b"%PDF-1.7\n", "a PDF document"),
    "a.csv": (b"SQLite format 3\0" + bytes(40), "qualitative"),
    "a.json": (b'{"type": "FeatureCollection", "features": []}', "a map"),
    "b.json": (b'[{"a": 1}', "no JSON that can be read"),
    "c.json": (b"[" * 100_000, "nested too deeply|no JSON|no list of records"),
    "d.json": (b'[{"a": 1, "a": 2}]', "names 'a' twice"),
    "e.json": (b'{"a": 1}', "no list of records"),
    "a.xml": (b"<?xml version='1.0'?><a/>", "XML"),
    "a.gz": (b"\x1f\x8b broken", "can't be opened"),
    "a.zip": (b"PK\x03\x04 broken", "can't be opened"),
    "a.xlsx": ("EncryptedPackage".encode("utf-16-le").join([b"\xd0\xcf\x11\xe0", b" "]), "protected by a password"),
    "a.html": (b"<html><body>no</body></html>", "a web page without a table"),
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_is_called_what_it_is(tmp_path: Path, name: str) -> None:
    content, message = NO_TABLES[name]
    with pytest.raises(ReadError, match=message):
        read(tmp_path, content, name)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"this is a folder.*qualitative"):
        read_survey(tmp_path)


def test_several_files_in_one_packed_file_are_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("a.csv", "id\n1\n")
        file.writestr("b.csv", "id\n1\n")
    with pytest.raises(ReadError, match="holds 2 files"):
        read_survey(tmp_path / "a.zip")
