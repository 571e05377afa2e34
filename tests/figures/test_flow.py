import pandas as pd
import pytest

from pilots import Pilot, figures

STAGES = [("sent", 40), ("received", 30), ("removed: consent", 3), ("removed: too fast", 7), ("analysed", 20)]


@pytest.fixture
def stages() -> pd.DataFrame:
    rows = [("parents", "parents", 0, None, "nl", stage, n) for stage, n in STAGES]
    return pd.DataFrame(rows, columns=["survey", "group", "wave", "site", "language", "stage", "n"])


def test_every_stage_has_its_box_and_small_ones_are_held_back(stages: pd.DataFrame, pilot: Pilot) -> None:
    drawn = figures.flow(stages, pilot)
    assert drawn.data["n"].tolist() == ["40", "30", "·", "·", "20"]
    assert any("·" in note for note in drawn.notes)


def test_the_text_alternative_names_no_hidden_number(stages: pd.DataFrame, pilot: Pilot) -> None:
    alt = figures.flow(stages, pilot).alt
    assert "ontvangen 30" in alt
    assert "weggelaten" not in alt


def test_a_pilot_without_surveys_says_so(stages: pd.DataFrame, pilot: Pilot) -> None:
    assert figures.flow(stages.iloc[:0], pilot).empty_note
