"""Microsoft Forms."""

from pathlib import Path

import pandas as pd
import pytest

from pilots.survey.read import Reading, read_survey
from pilots.workbook import Sheet, write

HEADS = {
    "en": ["ID", "Start time", "Completion time", "Email", "Name"],
    "nl": ["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"],
    "fr": ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"],
}


def read(tmp_path: Path, heads: list[str], row: list[str | None]) -> Reading:
    write(tmp_path / "a.xlsx", [Sheet("Sheet1", pd.DataFrame([row], columns=heads))])
    return read_survey(tmp_path / "a.xlsx")


@pytest.mark.parametrize("language", HEADS)
def test_own_columns_are_known_in_every_language(tmp_path: Path, language: str) -> None:
    heads = [*HEADS[language], "Wat\u00a0vindt u?", "Name"]
    reading = read(
        tmp_path,
        heads if language != "en" else heads[:-1],
        ["1", "a", "b", "x@example.org", "An", "eens", "z"][: len(heads) - (language == "en")],
    )
    assert reading.of_kind("identifier") == ["recipient_email", "full_name"]
    assert reading.of_kind("question")[0] == "Wat vindt u?"


def test_who_is_anonymous_is_nobody(tmp_path: Path) -> None:
    reading = read(tmp_path, [*HEADS["en"], "q"], ["1", "a", "b", "anonymous", None, "eens"])
    assert reading.responses["recipient_email"].isna().all()


def test_points_of_a_quiz_are_no_question(tmp_path: Path) -> None:
    reading = read(tmp_path, [*HEADS["en"], "q", "Points - q"], ["1", "a", "b", None, None, "eens", "1"])
    assert reading.of_kind("question") == ["q"]
