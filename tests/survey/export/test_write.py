from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from python_calamine import CalamineWorkbook

from pilots.errors import PilotsError
from pilots.survey.export import export
from pilots.survey.read import read_survey
from pilots.survey.score import score
from pilots.survey.survey import Survey

Make = Callable[..., Survey]
REASONS = (
    {"respondent_id": "w0-2", "variable": "q1", "reason": "don't know"},
    {"respondent_id": "w0-2", "variable": "school", "reason": "refused"},
    {"respondent_id": "w0-3", "variable": "children", "reason": "not asked"},
)


@pytest.fixture
def survey(make: Make) -> Survey:
    rows = (
        {"remark": "[withheld]", "born": "2014-05-02"},
        {"q1": None, "school": None, "help/talk": None, "help/other": None, "help/none": None},
        {"children": None, "q2": None},
    )
    return score(make(*rows, missing=REASONS))


def test_spss_gets_numbers_labels_and_declared_missing_values(survey: Survey, tmp_path: Path) -> None:
    frame, meta = pyreadstat.read_sav(str(export(survey, tmp_path / "p.sav")), user_missing=True)
    assert frame["q1"].tolist() == [4.0, -97.0, 4.0]
    assert meta.missing_ranges["q1"] == [{"lo": -97.0, "hi": -97.0}]
    assert meta.variable_value_labels["q1"][-97.0] == "weet niet"
    assert meta.variable_value_labels["school"] == {"vlam": "VLAM", "prins": "De Prins", "-98": "wil niet antwoorden"}
    assert frame["welcome"].notna().tolist() == [True, True, True]


def test_spss_leaves_missing_values_out_of_its_sums(survey: Survey, tmp_path: Path) -> None:
    frame, _ = pyreadstat.read_sav(str(export(survey, tmp_path / "p.sav")))
    assert frame["q1"].mean() == 4.0
    assert frame["children"].tolist()[:2] == [2.0, 2.0]
    assert pd.isna(frame["children"][2])


def test_our_own_reader_finds_the_answers_and_the_reasons_again(survey: Survey, tmp_path: Path) -> None:
    reading = read_survey(export(survey, tmp_path / "p.sav"))
    assert reading.responses["q1"].tolist() == ["4", "-97", "4"]
    said = set(reading.missing.itertuples(index=False, name=None))
    assert {("2", "q1", "don't know"), ("2", "school", "refused"), ("3", "children", "not asked")} == said


def test_stata_gets_extended_missing_values_with_labels(survey: Survey, tmp_path: Path) -> None:
    frame, meta = pyreadstat.read_dta(str(export(survey, tmp_path / "p.dta")), user_missing=True)
    assert frame["q1"].tolist() == [4.0, "c", 4.0]
    assert meta.variable_value_labels["q1"]["c"] == "weet niet"


def test_excel_gets_codes_labels_and_a_codebook(survey: Survey, tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(str(export(survey, tmp_path / "p.xlsx", language="fr")))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    column = sheets["data"][0].index("q1")
    assert [row[column] for row in sheets["data"][1:]] == [4.0, -97.0, 4.0]
    assert [row[column] for row in sheets["labels"][1:]] == ["graad 4", "[ne sait pas]", "graad 4"]
    assert ["q1", "", "", "", "-97", "ne sait pas", "don't know"] in sheets["codebook"]


def test_csv_has_its_codebook_beside_it(survey: Survey, tmp_path: Path) -> None:
    path = export(survey, tmp_path / "p.csv", language="en")
    assert pd.read_csv(path)["children"].tolist() == [2, 2, -99]
    beside = pd.read_csv(tmp_path / "p_codebook.csv", dtype="str")
    assert beside.loc[beside["value"] == "-99", "value_label"].tolist() == ["not asked"]


def test_identifiers_stay_here(survey: Survey, tmp_path: Path) -> None:
    book = survey.codebook
    book.variables.loc["remark", "role"] = "identifier"
    try:
        assert "remark" not in pd.read_csv(export(survey, tmp_path / "p.csv")).columns
    finally:
        book.variables.loc["remark", "role"] = "open text"


def test_answers_that_come_low_move_the_missing_codes(make: Make, tmp_path: Path) -> None:
    survey = make({"children": "-98"}, {"children": None}, missing=(REASONS[2] | {"respondent_id": "w0-2"},))
    assert pd.read_csv(export(survey, tmp_path / "p.csv"))["children"].tolist() == [-98, -999]


def test_an_unknown_format_is_told(survey: Survey, tmp_path: Path) -> None:
    with pytest.raises(PilotsError, match="no format to export to"):
        export(survey, tmp_path / "p.docx")


def test_a_file_that_is_open_elsewhere_leaves_nothing_behind(survey: Survey, tmp_path: Path) -> None:
    (tmp_path / "p.sav").mkdir()
    with pytest.raises(PilotsError, match="can't be written"):
        export(survey, tmp_path / "p.sav")
    assert [path.name for path in tmp_path.iterdir()] == ["p.sav"]


def test_the_same_survey_gives_the_same_bytes(survey: Survey, tmp_path: Path) -> None:
    first, again = (export(survey, tmp_path / name / "p.xlsx").read_bytes() for name in "ab")
    assert first == again
