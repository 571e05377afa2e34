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
    assert reading.of_kind("identifier") == ["full_name"]
    assert reading.responses["recipient_email"].tolist() == ["anonymous"]


def test_points_of_a_quiz_are_no_question(tmp_path: Path) -> None:
    heads = [*HEADS["en"], "Total points", "q", "Points - q", "Feedback - q", "Feedback - van wie?"]
    reading = read(tmp_path, heads, ["1", "a", "b", None, None, "1", "eens", "1", None, "Piet"])
    assert reading.of_kind("question") == ["q", "Feedback - van wie?"]


def test_own_columns_of_newer_exports(tmp_path: Path) -> None:
    own = ["Tijd van laatste wijziging", "Taal"]
    reading = read(tmp_path, [*HEADS["nl"], *own, "Klas"], ["1", "a", "b", None, None, "c", "nl", "3B"])
    assert reading.responses["language"].tolist() == ["nl"]
    assert reading.of_kind("question") == ["Klas"]


def test_joined_answers_become_choices(tmp_path: Path) -> None:
    said = ["Bus;Fiets;", "Fiets;", "Bus;", "Te voet;Bus;", "Fiets;Te voet;", "Bus;"]
    rows = pd.DataFrame(
        [[str(n), "a", "b", None, None, cell] for n, cell in enumerate(said)], columns=[*HEADS["nl"], "Hoe?"]
    )
    write(tmp_path / "a.xlsx", [Sheet("Sheet1", rows)])
    book = read_survey(tmp_path / "a.xlsx").codebook
    assert book.variables["type"].tolist() == ["select_multiple"]
    assert set(book.choice_labels(book.variables.index[0], "nl").values()) == {"Bus", "Fiets", "Te voet"}
