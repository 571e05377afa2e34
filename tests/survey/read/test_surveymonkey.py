"""SurveyMonkey: two rows of headings, and what they tell of the questions."""

import csv
from pathlib import Path

import pytest

from pilots.survey.coding import code_answers
from pilots.survey.headings import match_headings
from pilots.survey.read import Reading, Source, read_survey
from pilots.survey.read.surveymonkey import read_surveymonkey

OWN = [
    "Respondent ID",
    "Collector ID",
    "Start Date",
    "End Date",
    "IP Address",
    "Email Address",
    "Custom Data 1",
    "Custom Data 2",
]
QUESTIONS = ["Hoe komt u?", "", "", "Hoe was het?", "", "Wat nog?"]
UNDER = ["Bus", "Fiets", "Other (please specify)", "Eten", "Ploeg", "Open-Ended Response"]
SAID = [
    ["Bus", "", "", "Goed", "Slecht", ""],
    ["", "Fiets", "te voet", "Goed", "Goed", "Niets"],
    ["", "", "", "", "Goed", ""],
]


def read(tmp_path: Path, said: list[list[str]], own: list[str] = OWN) -> Reading:
    rows = [[*own, *QUESTIONS], [*("" for _ in own), *UNDER]]
    rows += [[str(number), *("x" for _ in own[1:]), *answers] for number, answers in enumerate(said, start=1)]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    reading = read_surveymonkey(Source(tmp_path / "a.csv"))
    assert reading is not None
    return reading


def coded(reading: Reading) -> dict[str, list[str]]:
    match = match_headings(reading, reading.codebook, 0, reading.path)
    answers = code_answers(reading, match, reading.codebook, 0)
    assert not match.problems
    assert not answers.problems
    return {name: column.fillna("").tolist() for name, column in answers.answers.items()}


def test_both_rows_head_a_column(tmp_path: Path) -> None:
    assert read(tmp_path, SAID).of_kind("question") == [
        "Hoe komt u? [Bus]",
        "Hoe komt u? [Fiets]",
        "Hoe komt u? [Other (please specify)]",
        "Hoe was het? [Eten]",
        "Hoe was het? [Ploeg]",
        "Wat nog?",
    ]


def test_custom_data_may_name_people(tmp_path: Path) -> None:
    identifiers = read(tmp_path, SAID).of_kind("identifier")
    assert identifiers == ["ip_address", "recipient_email", "external_reference", "external_reference (2)"]


@pytest.mark.parametrize("numbers", [False, True])
def test_columns_that_hold_their_own_choice_are_one_question(tmp_path: Path, numbers: bool) -> None:
    codes = {"Bus": "1", "Fiets": "2"} if numbers else {}
    reading = read(tmp_path, [[codes.get(cell, cell) for cell in row] for row in SAID])
    assert reading.codebook.choice_labels("q1", "nl") == {"1": "Bus", "2": "Fiets", "other": "Other (please specify)"}
    answers = coded(reading)
    assert (answers["q1/1"], answers["q1/other"]) == (["1", "0", ""], ["0", "1", ""])
    assert answers["q1_other"] == ["", "te voet", ""]


def test_rows_of_a_matrix_are_no_choices(tmp_path: Path) -> None:
    assert (
        "select_multiple"
        not in read(tmp_path, [["", "", "", *row[3:]] for row in SAID]).codebook.variables["type"].tolist()
    )


@pytest.mark.parametrize(
    "own",
    [
        ["Respondent-ID", "Collector-ID", "Begindatum", "Einddatum", "IP-adres", "E-mailadres"],
        ["ID du répondant", "ID du collecteur", "Date de début", "Date de fin", "Adresse IP", "Adresse e-mail"],
        ["Respondent ID", "Verzamelprogramma-ID", "Startdatum", "Einddatum", "IP-adres", "E-mailadres"],
    ],
)
def test_other_languages(tmp_path: Path, own: list[str]) -> None:
    assert list(read(tmp_path, SAID, own).responses.columns[:4]) == [
        "respondent_id",
        "collector_id",
        "started",
        "submitted",
    ]


def test_a_heading_that_nobody_knows_does_not_hide_who_answered(tmp_path: Path) -> None:
    reading = read(tmp_path, SAID, ["Respondent ID", "Verzameld door", "Startdatum", "IP-adres", "Voornaam"])
    assert reading.of_kind("identifier") == ["ip_address", "first_name"]
    assert reading.of_kind("question")[0] == "Verzameld door"


def test_a_real_export(shared: Path) -> None:
    reading = read_survey(shared / "data" / "surveymonkey-raw" / "SurveyMonkeyRaw.xlsx")
    assert (reading.tool, reading.responses.shape) == ("surveymonkey", (198, 100))
    assert "Question 22 [Reponse 2]" in reading.of_kind("question")
    coded(reading)
