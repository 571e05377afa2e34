"""Qualtrics: headings are headings and respondents are respondents."""

import csv
from pathlib import Path

import pytest

from pilots.errors import ReadError
from pilots.survey.read import Reading, read_survey

NAMES = ["StartDate", "EndDate", "Finished", "ResponseId", "RecipientEmail", "UserLanguage", "Q1", "Q1"]
TEXTS = ["Startdatum", "Einddatum", "Voltooid", "Antwoord-id", "E-mail", "Taal", "Hoe gaat het?", "En nu?"]
JSON = [f'{{"ImportId":"QID{number}","timeZone":"Europe/Brussels"}}' for number in range(8)]
DICT = [f"{{'ImportId': 'QID{number}'}}" for number in range(8)]
ANSWERS = [["2018-05-02 10:00", "2018-05-02 10:05", "1", f"R_{number}", "", "NL", "goed", ""] for number in "abc"]


def read(tmp_path: Path, rows: list[list[str]], delimiter: str = ",") -> Reading:
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return read_survey(tmp_path / "a.csv")


@pytest.mark.parametrize(
    "heads", [[NAMES, TEXTS, JSON], [NAMES, TEXTS, DICT], [NAMES, JSON], [NAMES, TEXTS], [NAMES]], ids=str
)
def test_no_respondent_is_taken_for_a_heading(tmp_path: Path, heads: list[list[str]]) -> None:
    reading = read(tmp_path, heads + ANSWERS)
    assert reading.responses["respondent_id"].tolist() == ["R_a", "R_b", "R_c"]


def test_an_export_without_responses_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no answers"):
        read(tmp_path, [NAMES, TEXTS, JSON])


def test_tabs(tmp_path: Path) -> None:
    assert len(read(tmp_path, [NAMES, TEXTS, JSON, *ANSWERS], "\t").responses) == 3


def test_labels_stand_in_the_second_row(tmp_path: Path) -> None:
    assert read(tmp_path, [NAMES, TEXTS, JSON, *ANSWERS]).headings["label"].tolist() == TEXTS


def test_double_names_are_told_apart(tmp_path: Path) -> None:
    reading = read(tmp_path, [NAMES, TEXTS, JSON, *ANSWERS])
    assert reading.of_kind("question") == ["Q1", "Q1 (2)"]


def test_who_answered_is_an_identifier(tmp_path: Path) -> None:
    assert read(tmp_path, [NAMES, TEXTS, JSON, *ANSWERS]).of_kind("identifier") == ["recipient_email"]


def test_legacy_names_stand_in_the_second_row(tmp_path: Path) -> None:
    first = [f"V{number}" for number in range(1, 7)]
    reading = read(tmp_path, [[*first, "Q1", "Q2"], [*NAMES[:6], *TEXTS[6:]], *ANSWERS])
    assert list(reading.responses.columns[:4]) == ["started", "submitted", "finished", "respondent_id"]
    assert len(reading.responses) == 3
