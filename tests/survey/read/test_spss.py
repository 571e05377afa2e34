"""SPSS."""

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from pilots.errors import ReadError
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


def _read(tmp_path: Path, frame: pd.DataFrame, **about: object) -> Reading:
    pyreadstat.write_sav(frame, str(tmp_path / "b.sav"), **about)
    return read_survey(tmp_path / "b.sav")


def test_a_file_without_cases_is_its_structure(tmp_path: Path) -> None:
    frame = pd.DataFrame({"q": pd.Series([], dtype="float64")})
    reading = _read(tmp_path, frame, variable_value_labels={"q": {1.0: "ja"}}, file_label="Ouders")
    assert reading.responses.shape == (0, 1)
    assert reading.codebook.codes("q") == ["1"]
    assert reading.codebook.settings["form_title"] == "Ouders"


def test_hours_may_be_more_than_a_day_has(tmp_path: Path) -> None:
    frame = pd.DataFrame({"slept": [108000.5, 3600.0, None]})
    assert _read(tmp_path, frame, variable_format={"slept": "DTIME12"}).responses["slept"].dropna().tolist() == [
        "30:00:00.5",
        "01:00:00",
    ]


def test_codes_without_a_label_are_choices_too(tmp_path: Path) -> None:
    frame = pd.DataFrame({"scale": [0.0, 5.0, 10.0], "other": [0.0, 1.0, 2.0]})
    labels = {name: {0.0: "nooit", 10.0: "altijd"} for name in frame}
    book = _read(tmp_path, frame, variable_value_labels=labels).codebook
    assert book.codes("scale") == ["0", "5", "10"]
    assert book.codes("other") == ["0", "1", "2", "10"]


def test_variables_with_the_same_choices_share_a_list(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": [2.0, 1.0]})
    book = _read(tmp_path, frame, variable_value_labels={name: {1.0: "ja", 2.0: "nee"} for name in frame}).codebook
    assert book.variables["list_name"].tolist() == ["a", "a"]


def test_an_age_with_a_name_for_refusing_is_a_number(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        pd.DataFrame({"age": [31.0, 42.0, 99.0]}),
        variable_value_labels={"age": {99.0: "Refused"}},
        missing_ranges={"age": [99.0]},
    )
    assert reading.codebook.variables.at["age", "type"] == "integer"
    assert reading.codebook.missing_codes("age") == {"99": "refused"}


def test_names_are_made_safe_for_a_codebook(tmp_path: Path) -> None:
    reading = _read(tmp_path, pd.DataFrame({"q#1": [2.0], "q_1": [3.0]}))
    assert list(reading.responses) == ["q_1_2", "q_1"]
    assert reading.codebook.variables["heading"].tolist() == ["q#1", ""]


def test_a_multiple_response_set_is_one_question(shared: Path) -> None:
    reading = read_survey(shared / "data" / "spss-fixtures" / "simple_alltypes.sav")
    assert reading.codebook.variables.at["mymrset", "type"] == "select_multiple"
    assert reading.codebook.columns("mymrset") == [f"mymrset/bool{n}" for n in (1, 2, 3)]
    assert [remark.kind for remark in reading.remarks] == ["multiple-response set"]


def test_damaged_dictionaries_are_refused_before_they_can_crash(shared: Path, tmp_path: Path) -> None:
    whole = (shared / "data" / "spss-fixtures" / "metadata_copy_test.sav").read_bytes()
    # the widths of variables, the number of the variable that has labels, the format of a number
    for place, byte in [(180, 127), (336, 127), (368, 127), (616, 127), (194, 1)]:
        (tmp_path / "a.sav").write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
        with pytest.raises(ReadError, match="no SPSS file"):
            read_survey(tmp_path / "a.sav")


def test_the_variable_that_weights_the_cases_has_that_role(tmp_path: Path) -> None:
    pyreadstat.write_sav(pd.DataFrame({"q": [1.0, 2.0], "gewicht_van_de_ouder": [0.5, 1.5]}), str(tmp_path / "a.sav"))
    content = (tmp_path / "a.sav").read_bytes()
    (tmp_path / "a.sav").write_bytes(content[:76] + b"\2\0\0\0" + content[80:])
    assert read_survey(tmp_path / "a.sav").codebook.with_role("weight") == ["gewicht_van_de_ouder"]


def test_a_labelled_text_in_other_letters_than_declared_does_not_crash(shared: Path, tmp_path: Path) -> None:
    whole = (shared / "data" / "spss-fixtures" / "spssio_test.sav").read_bytes()
    (tmp_path / "a.sav").write_bytes(whole[:1676] + b"\xff" + whole[1677:])
    assert read_survey(tmp_path / "a.sav").codebook.codes("aShortStringVar")[0] == "ÿ"
