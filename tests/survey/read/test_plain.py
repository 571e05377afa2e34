"""Plain tables."""

from pathlib import Path

import pytest

from pilots.errors import ReadError
from pilots.survey.read import Reading, read_survey


def read(tmp_path: Path, text: str) -> Reading:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    return read_survey(tmp_path / "a.csv")


def test_two_rows_of_headings_are_joined(tmp_path: Path) -> None:
    reading = read(tmp_path, "Wat is uw beroep?;;;Leeftijd\nLeraar;Ouder;Andere;\nJa;Nee;;41\nNee;Ja;kok;38\n")
    assert list(reading.responses.columns[:2]) == ["Wat is uw beroep? [Leraar]", "Wat is uw beroep? [Ouder]"]
    assert reading.responses.shape == (2, 4)


def test_a_first_respondent_is_no_second_heading(tmp_path: Path) -> None:
    reading = read(tmp_path, "id;q;;\n1;ja;ja;nee\n2;nee;nee;ja\n3;ja;ja;nee\n")
    assert len(reading.responses) == 3


def test_blank_columns_without_answers_are_left_out(tmp_path: Path) -> None:
    assert list(read(tmp_path, "id;q;;\n1;ja;;\n").responses.columns) == ["respondent_id", "q"]


def test_row_numbers_are_no_question(tmp_path: Path) -> None:
    reading = read(tmp_path, ",Unnamed: 0,q\n0,3,a\n1,7,b\n")
    assert reading.of_kind("question") == ["q"]


def test_double_headings_are_told_apart(tmp_path: Path) -> None:
    assert list(read(tmp_path, "id,q,q\n1,2,3\n").responses.columns) == ["respondent_id", "q", "q (2)"]


def test_one_column_stands_for_the_id(tmp_path: Path) -> None:
    assert list(read(tmp_path, "respondent_id,id,q\n1,2,3\n").responses.columns) == ["respondent_id", "id", "q"]


def test_blank_rows_are_left_out_but_counted(tmp_path: Path) -> None:
    assert read(tmp_path, "id,q\n1,2\n\n,\n3,4\n").responses.index.tolist() == [2, 5]


def test_who_answered_is_an_identifier(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,Voornaam,E-mail Address,E-mail,q\n1,An,x,y@example.org,3\n")
    assert reading.of_kind("identifier") == ["first_name", "recipient_email"]


ODDITIES = {
    "scientific notation": ["4.74E+08", "4,75E+08"],
    "rounded numbers": ["123456789012345000", "2"],
    "lost zeros": ["474123456", "475123456", "486123456"],
    "decimal comma": ["1,5", "2", "3,25"],
    "error cells": ["#REF!", "3"],
    "spoilt letters": ["jÃ©", "x"],
    "mixed types": [*map(str, range(1, 20)), "veel"],
}


@pytest.mark.parametrize("kind", ODDITIES)
def test_oddities_are_remarked_and_left_as_they_are(tmp_path: Path, kind: str) -> None:
    reading = read(tmp_path, "naam;q\n" + "".join(f"x;{cell}\n" for cell in ODDITIES[kind]))
    assert reading.responses["q"].tolist() == ODDITIES[kind]
    assert [(remark.kind, remark.variable) for remark in reading.remarks] == [(kind, "q")]
    assert reading.remarks[0].rows


def test_no_oddity_is_seen_in_plain_answers(tmp_path: Path) -> None:
    assert read(tmp_path, "naam;q;r\nAn;007;1.5\nBo;;3\nCé;12;ja\n").remarks == ()


def test_double_and_absent_headings_are_remarked(tmp_path: Path) -> None:
    reading = read(tmp_path, "q,q,\n1,2,3\n")
    kinds = [(remark.kind, remark.variable) for remark in reading.remarks]
    assert kinds == [("duplicate heading", "q"), ("duplicate heading", "q (2)"), ("no heading", "column 3")]


def test_prose_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("Wie, wat\n\neen, twee\n", encoding="utf-8")
    with pytest.raises(ReadError, match="no table of answers"):
        read_survey(path)
