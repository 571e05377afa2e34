"""SPSS."""

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from pilots.survey.read import Reading, read_survey


@pytest.fixture(params=["a.sav", "a.zsav"])
def reading(request: pytest.FixtureRequest, tmp_path: Path) -> Reading:
    frame = pd.DataFrame(
        {
            "respid": [1.0, 2.0, 3.0],
            "école": [1.0, 9.0, -5.0],
            "lang": ["x" * 400, "007", "zz"],
            "day": pd.to_datetime(["2018-05-02", None, "2018-05-03"]),
            "share": [0.1, 1e-20, 12345678901.0],
        }
    )
    pyreadstat.write_sav(
        frame,
        str(tmp_path / request.param),
        column_labels={"école": "L’école de l’enfant"},
        variable_value_labels={"école": {1.0: "Menen", 9.0: "weet niet"}},
        missing_ranges={"école": [9.0, {"lo": -10, "hi": -1}], "lang": ["zz"]},
        compress=request.param.endswith("zsav"),
    )
    return read_survey(tmp_path / request.param)


def test_codes_are_text(reading: Reading) -> None:
    assert reading.responses["respondent_id"].tolist() == ["1", "2", "3"]
    assert reading.responses["école"].tolist() == ["1", "9", "-5"]
    assert reading.responses["share"].astype("float64").tolist() == [0.1, 1e-20, 12345678901.0]


def test_long_texts_are_whole(reading: Reading) -> None:
    assert reading.responses["lang"].tolist() == ["x" * 400, "007", "zz"]


def test_dates_are_iso(reading: Reading) -> None:
    assert reading.responses["day"].dropna().tolist() == ["2018-05-02", "2018-05-03"]


def test_declared_missing_values_and_ranges_are_listed(reading: Reading) -> None:
    rows = sorted(reading.missing.itertuples(index=False, name=None))
    assert rows == [("2", "école", "don't know"), ("3", "lang", "invalid"), ("3", "école", "invalid")]


def test_labels_make_a_codebook(reading: Reading) -> None:
    assert reading.codebook.label("école", "fr") == "L’école de l’enfant"
    assert reading.codebook.choice_labels("école", "nl") == {"1": "Menen", "9": "weet niet"}
    assert reading.codebook.missing_codes("école") == {"9": "don't know", "-5": "invalid"}
