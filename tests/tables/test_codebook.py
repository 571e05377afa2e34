import pandas as pd
import pytest

from pilots import Pilot, tables
from pilots.codebook import Codebook, build
from pilots.survey import Survey
from pilots.vocabulary import ADMIN


@pytest.fixture
def book() -> Codebook:
    survey = pd.DataFrame(
        {
            "type": ["select_one agree", "select_one agree", "integer", "select_multiple when"],
            "name": ["warm", "cold", "age", "when"],
            "label::nl": ["Ik voel mij welkom", "Het is er kil", "Leeftijd", "Wanneer?"],
            "label::fr": ["Je me sens bienvenu", None, "Âge", "Quand ?"],
            "reverse": [None, "yes", None, None],
            "minimum": [None, None, "18", None],
            "missing": [None, None, "-9=refused", None],
            "relevant": [None, None, "${warm} > 1", None],
            "fixed": [None, None, "yes", None],
        }
    )
    choices = pd.DataFrame(
        [("agree", "1", "oneens"), ("agree", "2", "eens"), ("when", "am", "voormiddag")],
        columns=["list_name", "name", "label::nl"],
    )
    scales = pd.DataFrame(
        {
            "scale": ["welcome"],
            "items": ["warm cold"],
            "minimum_items": ["1"],
            "score": ["sum"],
            "citation": ["Zelf (2017)"],
        }
    )
    return build(survey, choices, scales)


def test_each_variable_has_its_question_and_answers(book: Codebook, pilot: Pilot) -> None:
    shown = tables.variables(book, ["warm", "when"], pilot, caption="Vragen").data
    assert shown.iloc[0, :3].tolist() == ["warm", "Ik voel mij welkom", "1 = oneens; 2 = eens"]
    assert shown.iloc[1, 2] == "Meerdere antwoorden: am = voormiddag"


def test_what_else_holds_is_told(book: Codebook, pilot: Pilot) -> None:
    (row,) = tables.variables(book, ["age"], pilot, caption="Vragen", language="en").data.to_numpy().tolist()
    assert row[2:] == [
        "whole number, from 18",
        "Missing: -9 = refused. Asked only if ${warm} > 1. Can't change between waves",
    ]


def test_how_a_scale_is_scored_carries_its_citation(book: Codebook, pilot: Pilot) -> None:
    nobody = Survey("parents", "parents", pd.DataFrame(columns=[*ADMIN, *book.all_columns]), book)
    table = tables.scoring({"parents": nobody}, pilot)
    (row,) = table.data.to_numpy().tolist()
    assert row[1:3] == ["welcome", "warm, cold (R)"]
    assert row[3].startswith("som, naar rato")
    assert row[4:] == ["1 van 2", "Zelf (2017)"]
    assert len(table.notes) == 1


def test_a_missing_translation_shows(book: Codebook, pilot: Pilot) -> None:
    table = tables.translations(book, pilot)
    assert table.data.columns.tolist() == ["Variabele", "Nederlands", "Frans"]
    assert table.data.loc[1].tolist() == ["cold", "Het is er kil", "–"]
