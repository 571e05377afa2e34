"""Qualtrics with its structure: columns are found, answers get their codes, labels their languages."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.survey.read.qualtrics_writer import question, write_export, write_survey

from pilots.errors import PilotsError, ReadError
from pilots.survey.coding import Coded, code_answers
from pilots.survey.headings import match_headings
from pilots.survey.read import Reading, read_survey

Columns = Mapping[str, tuple[str, Sequence[str]]]


def coded(reading: Reading) -> Coded:
    """The answers as codes; the codebook fits."""
    match = match_headings(reading, reading.codebook, 0, reading.path)
    answers = code_answers(reading, match, reading.codebook, 0)
    assert [str(problem) for problem in (*match.problems, *answers.problems)] == []
    return answers


def read(
    folder: Path, questions: Sequence[Mapping[str, Any]], columns: Columns, *, ids: bool = True, **more: Any
) -> Reading:
    survey = write_survey(folder / "a.qsf", questions, **more)
    return read_survey(write_export(folder / "a.csv", columns, ids=ids), structure=survey)


def said(reading: Reading) -> dict[str, list[str]]:
    return {name: cells.fillna("").tolist() for name, cells in coded(reading).answers.items()}


SINGLE = question(1, "MC", "SAVR", "TX", Choices=["nooit", "soms"], RecodeValues={"1": "10", "2": "20"})
SEVERAL = question(2, "MC", "MAVR", "TX", Choices=["bus, tram", "fiets (e.g. step, fiets)", "niets"])


@pytest.mark.parametrize("answers", [["10", "20", ""], ["nooit", "Soms", ""]])
@pytest.mark.parametrize("ids", [True, False])
def test_codes_and_labels_give_the_same_answers(tmp_path: Path, ids: bool, answers: list[str]) -> None:
    assert said(read(tmp_path, [SINGLE], {"Q1": ("QID1", answers)}, ids=ids)) == {"Q1": ["10", "20", ""]}


@pytest.mark.parametrize(
    "columns",
    [
        {"Q2": ("QID2", ["1,2", "2", ""])},
        {"Q2": ("QID2", ["bus, tram,fiets (e.g. step, fiets)", "fiets (e.g. step, fiets)", ""])},
        {"Q2_1": ("QID2_1", ["1", "", ""]), "Q2_2": ("QID2_2", ["1", "1", ""]), "Q2_3": ("QID2_3", ["", "", ""])},
        {"a": ("QID2|1", ["bus, tram", "", ""]), "b": ("QID2|2", ["x", "1", ""]), "c": ("QID2|3", ["", "", ""])},
        {
            "Q2_1": ("QID2-1", ["1", "0", "-99"]),
            "Q2_2": ("QID2-2", ["1", "1", "-99"]),
            "Q2_3": ("QID2-3", ["0", "0", "-99"]),
        },
    ],
)
def test_several_choices_in_one_column_or_in_many(tmp_path: Path, columns: Columns) -> None:
    reading = read(tmp_path, [SEVERAL], columns)
    assert said(reading) == {"Q2/1": ["1", "0", ""], "Q2/2": ["1", "1", ""], "Q2/3": ["0", "0", ""]}


def test_labels_in_every_language(tmp_path: Path) -> None:
    french = {"FR": {"QuestionText": "Question <b>1</b>", "Choices": {"1": {"Display": "jamais"}}}}
    reading = read(tmp_path, [{**SINGLE, "Language": french}], {"Q1": ("QID1", ["jamais", "soms", ""])})
    assert reading.codebook.label("Q1", "fr") == "Question 1"
    assert said(reading) == {"Q1": ["10", "20", ""]}


def test_short_names_in_the_place_of_labels(tmp_path: Path) -> None:
    reading = read(tmp_path, [{**SINGLE, "VariableNaming": {"1": "n", "2": "s"}}], {"Q1": ("QID1", ["n", "s", "n"])})
    assert said(reading) == {"Q1": ["10", "20", "10"]}


def test_a_label_that_is_the_code_of_another(tmp_path: Path) -> None:
    asked = question(1, "MC", "SAVR", Choices=["0", "1", "2", "3 of meer"])
    reading = read(tmp_path, [asked], {"Q1": ("QID1", ["2", "3 of meer", "1"])})
    labels = reading.codebook.choice_labels("Q1", "nl")
    assert [labels[code] for code in said(reading)["Q1"]] == ["2", "3 of meer", "1"]


def test_choices_that_share_a_code(tmp_path: Path) -> None:
    asked = {**SINGLE, "RecodeValues": {"1": "1", "2": "1"}}
    assert read(tmp_path, [asked], {"Q1": ("QID1", ["1", "1", ""])}).codebook.choice_labels("Q1", "nl") == {
        "1": "nooit / soms"
    }
    assert said(read(tmp_path, [asked], {"Q1": ("QID1", ["nooit", "soms", ""])})) == {"Q1": ["1", "2", ""]}


def test_answers_of_before_a_choice_was_removed(tmp_path: Path) -> None:
    assert said(read(tmp_path, [SINGLE], {"Q1": ("QID1", ["nooit", "altijd", "soms"])}))["Q1"] == ["10", "altijd", "20"]


def test_what_was_seen_and_left_unanswered(tmp_path: Path) -> None:
    reading = read(tmp_path, [SINGLE], {"Q1": ("QID1", ["10", "-99", ""])})
    assert reading.missing[["respondent_id", "reason"]].to_numpy().tolist() == [["5", "refused"]]
    assert reading.codebook.missing_codes("Q1") == {"-99": "refused"}
    assert "unanswered code" in [remark.kind for remark in reading.remarks]


def test_choices_that_are_no_answer(tmp_path: Path) -> None:
    asked = question(1, "MC", "SAVR", Choices=["nooit", "Weet niet", "x"], AnalyzeChoices={"3": "No"})
    reading = read(tmp_path, [asked], {"Q1": ("QID1", ["1", "2", "3"])})
    assert reading.codebook.missing_codes("Q1") == {"2": "don't know", "3": "not applicable", "-99": "refused"}


def test_rows_of_a_matrix_share_their_scale(tmp_path: Path) -> None:
    asked = question(3, "Matrix", "Likert", "SingleAnswer", Choices=["lezen", "zingen"], Answers=["oneens", "eens"])
    columns = {"Q3_1": ("QID3_1", ["1", "eens"]), "Q3_2": ("QID3_2", ["2", ""])}
    reading = read(tmp_path, [asked], columns)
    assert reading.codebook.variables["list_name"].tolist() == ["Q3", "Q3"]
    assert reading.codebook.label("Q3_2", "nl") == "Vraag 3 - zingen"
    assert said(reading) == {"Q3_1": ["1", "2"], "Q3_2": ["2", ""]}


@pytest.mark.parametrize("heading", ["Q3_lezen", "lezen", "Q3_1"])
def test_rows_with_tags_of_their_own(tmp_path: Path, heading: str) -> None:
    asked = question(
        3, "Matrix", "Likert", "SingleAnswer", Choices=["a"], Answers=["x"], ChoiceDataExportTags={"1": "lezen"}
    )
    assert said(read(tmp_path, [asked], {heading: ("", ["1"])}, ids=False)) == {"lezen": ["1"]}


def test_texts_beside_a_choice(tmp_path: Path) -> None:
    asked = question(1, "MC", "SAVR", Choices={"1": {"Display": "ja"}, "4": {"Display": "Andere", "TextEntry": "true"}})
    reading = read(tmp_path, [asked], {"Q1": ("QID1", ["ja", "Andere"]), "Q1_4_TEXT": ("QID1_4_TEXT", ["", "iets"])})
    assert said(reading) == {"Q1": ["1", "4"], "Q1_4_TEXT": ["", "iets"]}


def test_numbers_and_their_limits(tmp_path: Path) -> None:
    slider = question(1, "Slider", "HSLIDER", Choices=["a"], Configuration={"CSSliderMin": 0, "CSSliderMax": 100})
    score = question(2, "MC", "NPS", Choices=[{"Display": n} for n in range(11)])
    rank = question(3, "RO", "DND", Choices=["a", "b"])
    columns = {"Q1_1": ("QID1_1", ["7"]), "Q2_NPS_GROUP": ("QID2_NPS_GROUP", ["1"]), "Q2": ("QID2", ["9"]),
               "Q3_1": ("QID3_1", ["1"]), "Q3_2": ("QID3_2", ["2"])}  # fmt: skip
    reading = read(tmp_path, [slider, score, rank], columns)
    assert reading.codebook.variables[["type", "maximum"]].to_numpy().tolist()[:2] == [
        ["decimal", 100],
        ["integer", 10],
    ]
    assert said(reading) == {"Q1_1": ["7"], "Q2": ["9"], "Q3_1": ["1"], "Q3_2": ["2"]}


LOOPS = {"Looping": "Static", "LoopingOptions": {"Static": {"1": {"1": "wiskunde"}, "2": {"1": "Frans"}}}}


@pytest.mark.parametrize("ids", [True, False])
def test_a_question_that_is_asked_in_loops(tmp_path: Path, ids: bool) -> None:
    columns = {"1_Q1": ("1_QID1", ["10"]), "2_Q1": ("2_QID1", ["20"])}
    reading = read(tmp_path, [SINGLE], columns, ids=ids, options=LOOPS)
    assert said(reading) == {"loop1_Q1": ["10"], "loop2_Q1": ["20"]}
    assert reading.codebook.label("loop2_Q1", "nl") == "Vraag 1 (Frans)"


def test_timings_and_embedded_data(tmp_path: Path) -> None:
    timing = question(5, "Timing", "PageTimer", Choices=["First Click"])
    columns = {"Q5_First Click": ("QID5_FIRST_CLICK", ["1.2"]), "school": ("school", ["A"]), "Q1": ("QID1", ["10"])}
    reading = read(tmp_path, [timing, SINGLE], columns, fields=["school"])
    assert reading.of_kind("question") == ["school", "Q1"]
    assert list(said(reading)) == ["school", "Q1"]


def test_when_a_question_is_shown(tmp_path: Path) -> None:
    first = {"LogicType": "Question", "LeftOperand": "q://QID1/SelectableChoice/2", "Operator": "NotSelected"}
    second = {**first, "LeftOperand": "q://QID2/SelectableChoice/3", "Operator": "Selected", "Conjuction": "And"}
    logic = {"0": {"0": first, "1": second, "Type": "If"}, "Type": "BooleanExpression"}
    text = {**question(3, "TE", "SL"), "DisplayLogic": logic}
    reading = read_survey(write_survey(tmp_path / "a.qsf", [SINGLE, SEVERAL, text]))
    assert reading.codebook.variables.at["Q3", "relevant"] == "not(${Q1} = '20') and selected(${Q2}, '3')"


def test_unused_questions_give_way(tmp_path: Path) -> None:
    unused = {**question(9, "TE", "SL"), "DataExportTag": "Q1"}
    reading = read(tmp_path, [unused, SINGLE], {"Q1": ("", ["nooit"])}, ids=False, unused=["QID9"])
    assert said(reading) == {"Q1": ["10"]}


def test_questions_named_as_the_tool_names_its_own(tmp_path: Path) -> None:
    asked = {**question(1, "TE", "SL"), "DataExportTag": "Name"}
    assert said(read(tmp_path, [asked], {"Name": ("QID1_TEXT", ["An"])})) == {"Name": ["An"]}


def test_the_survey_alone_has_columns_and_no_rows(tmp_path: Path) -> None:
    reading = read_survey(write_survey(tmp_path / "a.qsf", [SINGLE, SEVERAL], fields=["school"]))
    assert reading.responses.shape == (0, 5)
    assert reading.codebook.settings["form_title"] == "Ouders"
    coded(reading)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"SurveyElements": [{"Element": "SQ", "Payload": []}]}', "[" * 100_000]
)
def test_what_is_no_survey(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.qsf").write_text(content)
    with pytest.raises(ReadError):
        read_survey(tmp_path / "a.qsf")


@pytest.mark.parametrize("junk", [None, 7, [[]], {"1": 7}], ids=str)
def test_a_survey_with_anything_anywhere(tmp_path: Path, junk: object) -> None:
    whole = question(
        3, "Matrix", "Likert", "MultipleAnswer", Choices=["a"], Answers=["x"], AdditionalQuestions={}, DynamicChoices={}
    )
    for name in (
        *whole,
        "RecodeValues",
        "VariableNaming",
        "ChoiceOrder",
        "Configuration",
        "Validation",
        "AnalyzeChoices",
    ):
        survey = write_survey(tmp_path / "a.qsf", [SINGLE])
        content = json.loads(survey.read_text())
        content["SurveyElements"].append({"Element": "SQ", "Payload": {**whole, name: junk}})
        survey.write_text(json.dumps(content))
        export = write_export(tmp_path / "a.csv", {"Q1": ("QID1", ["10"]), "Q3_1_1": ("QID3_1_1", ["1"])})
        try:
            coded(read_survey(export, structure=survey))
        except PilotsError:
            continue


SURVEYS = {
    "qualtrics-samples/better_insights.csv": "better",
    "qualtrics-samples/many_types_insights.csv": "many_types",
    "qualtrics-samples/many_types_legacy.csv": "many_types",
    "qualtrics-samples/multi_answer_mc_insights.csv": "multi_answer_mc",
    "qualtrics-samples/multi_answer_mc_legacy.csv": "multi_answer_mc",
    "qualtrics-samples/side_by_side_insights.csv": "side_by_side",
    "qualtrics-mixed-proctoring/responses.csv": "survey",
}


@pytest.mark.parametrize("name", SURVEYS)
@pytest.mark.parametrize("with_structure", [True, False])
def test_real_surveys_fit_their_exports(shared: Path, name: str, with_structure: bool) -> None:
    path = shared / "data" / name
    reading = read_survey(path, structure=path.parent / f"{SURVEYS[name]}.qsf" if with_structure else None)
    book, answers = reading.codebook, coded(reading).answers
    for variable in book.variables.index[book.variables["type"] == "select_one"]:
        assert set(answers[variable].dropna()) <= {*book.codes(variable, missing=True), *book.missing_codes(variable)}


@pytest.mark.parametrize("name", ["many_types", "multi_answer_mc"])
def test_real_legacy_and_newer_exports_hold_the_same_answers(shared: Path, name: str) -> None:
    folder = shared / "data" / "qualtrics-samples"
    readings = [
        read_survey(folder / f"{name}_{kind}.csv", structure=folder / f"{name}.qsf") for kind in ("insights", "legacy")
    ]
    new, old = (coded(reading).answers.set_axis(reading.responses["respondent_id"]).fillna("") for reading in readings)
    assert old.loc[new.index, new.columns].equals(new)


def test_a_real_answer_of_joined_labels(shared: Path) -> None:
    folder = shared / "data" / "qualtrics-mixed-proctoring"
    reading = read_survey(folder / "responses.csv", structure=folder / "survey.qsf")
    answers = coded(reading).answers
    ticks = answers[reading.codebook.columns("Q29")].eq("1").sum().tolist()
    labels = reading.codebook.choice_labels("Q29", "en").values()
    assert ticks == [reading.responses["Q29"].str.contains(label, regex=False).sum() for label in labels]


def test_tabs_in_utf_16(tmp_path: Path) -> None:
    survey = write_survey(tmp_path / "a.qsf", [SINGLE])
    export = write_export(tmp_path / "a.tsv", {"Q1": ("QID1", ["soms"])}, delimiter="\t")
    assert said(read_survey(export, structure=survey)) == {"Q1": ["20"]}
