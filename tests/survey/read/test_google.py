"""Google Forms."""

import csv
from pathlib import Path

import pytest

from pilots.survey.read import Reading, Source, read_survey
from pilots.survey.read.google import read_google

WHEN = "2018/05/02 3:04:05 PM EET"


def read(tmp_path: Path, *rows: list[str]) -> Reading | None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_google(Source(tmp_path / "a.csv"))


@pytest.mark.parametrize("heading", ["Timestamp", "Tijdstempel", "Horodateur", "Zeitstempel"])
@pytest.mark.parametrize("when", [WHEN, "2018/05/02 3:04:05 PM GMT+2", "2/05/2018 15:04:05", "2018-05-02 15:04:05"])
def test_moments_come_first(tmp_path: Path, heading: str, when: str) -> None:
    reading = read(tmp_path, [heading, "Hoe gaat het?"], [when, "goed"])
    assert reading is not None
    assert reading.responses["submitted"].tolist() == [when]


def test_a_log_of_a_machine_is_no_form(tmp_path: Path) -> None:
    assert read(tmp_path, ["Timestamp", "temperature"], ["2018-05-02 15:04:05", "21"]) is None
    assert read(tmp_path, ["Timestamp", "Hoe gaat het?"], ["soms", "goed"]) is None


def test_addresses_and_scores_are_no_questions(tmp_path: Path) -> None:
    heads = ["Timestamp", "Email Address", "Score", "Wat is 1 + 1?", "Wat is 1 + 1? [Score]", "Email Address"]
    reading = read(tmp_path, heads, [WHEN, "a@example.org", "1 / 1", "2", "1.00 / 1", "b@example.org"])
    assert reading is not None
    assert reading.of_kind("identifier") == ["recipient_email"]
    assert reading.of_kind("question") == ["Wat is 1 + 1?", "Email Address"]


def test_rows_of_a_grid_share_their_choices(tmp_path: Path) -> None:
    heads = ["Tijdstempel", "Hoe vaak? [Lezen]", "Hoe vaak? [Zingen]"]
    answers = [[WHEN, one, other] for one, other in [("nooit", "soms"), ("soms", "altijd"), ("altijd", "nooit")] * 3]
    reading = read(tmp_path, heads, *answers)
    assert reading is not None
    assert reading.codebook.variables["list_name"].nunique() == 1


def test_a_real_form_is_known_by_its_signs(shared: Path) -> None:
    reading = read_survey(shared / "data" / "google-forms-student" / "student_mental_health_semicolon.csv")
    assert (reading.tool, len(reading.responses)) == ("google", 101)
