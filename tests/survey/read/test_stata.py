"""Stata."""

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from pilots.errors import ReadError
from pilots.survey.read import Reading, read_survey


@pytest.fixture(params=[8, 10, 12, 13, 14, 15])
def reading(request: pytest.FixtureRequest, tmp_path: Path) -> Reading:
    frame = pd.DataFrame(
        {
            "id": [1.0, 2.0, 3.0, 4.0],
            "agree": [1, "a", 2, "b"],
            "story": ["x" * 200, "007", "", "nee; ja"],
            "day": pd.to_datetime(["2018-05-02", None, "2018-05-03", "2018-05-04"]),
        }
    )
    pyreadstat.write_dta(
        frame,
        str(tmp_path / "a.dta"),
        version=request.param,
        column_labels={"agree": "Bent u het eens?"},
        variable_value_labels={"agree": {1: "ja", 2: "nee", "a": "wil niet zeggen", "b": "weet niet"}}
        if request.param > 12
        else {"agree": {1: "ja", 2: "nee"}},
        missing_user_values={"agree": ["a", "b"]},
    )
    return read_survey(tmp_path / "a.dta")


def test_cells_are_text(reading: Reading) -> None:
    assert reading.responses["respondent_id"].tolist() == ["1", "2", "3", "4"]
    assert reading.responses["agree"].tolist() == ["1", ".a", "2", ".b"]
    assert reading.responses["story"].dropna().tolist() == ["x" * 200, "007", "nee; ja"]
    assert reading.responses["day"].dropna().tolist() == ["2018-05-02", "2018-05-03", "2018-05-04"]


def test_extended_missing_values_are_listed_with_their_reason(reading: Reading) -> None:
    reasons = reading.missing["reason"].tolist()
    assert reading.missing["respondent_id"].tolist() == ["2", "4"]
    assert reasons in (["refused", "don't know"], ["invalid", "invalid"])


def test_labels_make_a_codebook(reading: Reading) -> None:
    labels = reading.codebook.choice_labels("agree", "nl")
    assert (labels["1"], labels["2"]) == ("ja", "nee")
    assert reading.codebook.codes("agree") == ["1", "2"]
    assert reading.codebook.variables["type"].to_dict() == {"agree": "select_one", "story": "text", "day": "date"}


def test_numbers_of_single_precision_have_the_figures_that_were_typed(tmp_path: Path) -> None:
    pd.DataFrame({"share": pd.Series([0.1, 2.5], dtype="float32")}).to_stata(tmp_path / "a.dta", write_index=False)
    assert read_survey(tmp_path / "a.dta").responses["share"].tolist() == ["0.1", "2.5"]


@pytest.mark.parametrize("content", [b"<stata_dta><header>", b"\x72\x02\x01\x00" + b"\xff" * 200, b"id,q\n1,2\n"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.dta").write_bytes(content)
    with pytest.raises(ReadError, match="no Stata file"):
        read_survey(tmp_path / "a.dta")
