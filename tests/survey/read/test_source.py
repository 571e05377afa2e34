"""Files of any encoding, delimiter and format, and files that are none."""

from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest

from pilots.errors import ReadError
from pilots.survey.read import read_survey

TEXT = "id{0}naam\n1{0}Zoë à l’école\n2{0}Ça coûte 5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.format(";").encode(encoding))
    assert read_survey(path).responses["naam"].tolist() == ["Zoë à l’école", "Ça coûte 5"]


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
