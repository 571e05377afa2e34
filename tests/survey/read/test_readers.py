"""What every reader promises, and that real files keep them to it."""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from pilots.errors import PilotsError
from pilots.survey.read import READERS, Reading, Source, read_survey
from pilots.workbook import Sheet, write

ANSWERS = [["1", "007", "één; twee"], ["2", "", 'zei "ja", en\nnee'], ["3", "4", ""]]
LIMESURVEY = ["id", "submitdate", "lastpage", "startlanguage"]
QUALTRICS = ["ResponseId", "EndDate", "Finished", "Progress"]
FORMS = ["ID", "Start time", "Completion time", "Email"]


def _rows(own: list[str], filler: list[str]) -> list[list[str]]:
    return [[*own, "q1", "Wat vindt u?"], *([row[0], *filler, *row[1:]] for row in ANSWERS)]


def _csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _limesurvey(folder: Path) -> Path:
    return _csv(folder / "a.csv", _rows(LIMESURVEY, ["2018-05-02 10:00:00", "3", "nl"]))


def _qualtrics(folder: Path) -> Path:
    head, *body = _rows(QUALTRICS, ["2018-05-02 10:00:00", "True", "100"])
    return _csv(folder / "a.csv", [head, head, [f'{{"ImportId":"QID{n}"}}' for n in range(6)], *body])


def _forms(folder: Path) -> Path:
    head, *body = _rows(FORMS, ["2018-05-02 10:00:00", "2018-05-02 10:05:00", "an@example.org"])
    write(folder / "a.xlsx", [Sheet("Sheet1", pd.DataFrame(body, columns=head).replace("", None))])
    return folder / "a.xlsx"


def _plain(folder: Path) -> Path:
    return _csv(folder / "a.csv", [[row[0], "nl", *row[1:]] for row in [["id", "q1", "Wat vindt u?"], *ANSWERS]])


def _spss(folder: Path) -> Path:
    frame = pd.DataFrame(ANSWERS, columns=["id", "q1", "open"]).assign(number=[1.0, 2.5, None])
    pyreadstat.write_sav(frame, str(folder / "a.sav"), variable_value_labels={"number": {1.0: "één"}})
    return folder / "a.sav"


def _parquet(folder: Path) -> Path:
    pd.DataFrame(ANSWERS, columns=["id", "q1", "open"]).to_parquet(folder / "a.parquet")
    return folder / "a.parquet"


EXAMPLES: dict[str, Callable[[Path], Path]] = {
    "limesurvey": _limesurvey,
    "qualtrics": _qualtrics,
    "forms": _forms,
    "plain": _plain,
    "spss": _spss,
    "parquet": _parquet,
}


@pytest.fixture(params=READERS)
def tool(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def reading(tool: str, tmp_path: Path) -> Reading:
    return read_survey(EXAMPLES[tool](tmp_path))


def test_its_export_is_recognised(tool: str, reading: Reading) -> None:
    assert reading.tool == tool
    assert reading.sign


def test_no_cell_is_lost_or_changed(reading: Reading) -> None:
    answers = reading.responses.iloc[:, -3:-1] if reading.tool == "spss" else reading.responses.iloc[:, -2:]
    assert answers.fillna("").to_numpy().tolist() == [row[1:] for row in ANSWERS]


def test_ids_are_named_in_one_way(reading: Reading) -> None:
    assert reading.responses["respondent_id"].tolist() == ["1", "2", "3"]


def test_all_is_text(reading: Reading) -> None:
    assert set(map(str, reading.responses.dtypes)) == {"str"}


def test_headings_describe_the_columns(reading: Reading) -> None:
    assert reading.headings["variable"].tolist() == list(reading.responses.columns)
    assert reading.responses.columns.is_unique
    assert set(reading.headings["kind"]) <= {"question", "admin", "identifier"}


def test_rows_are_counted_as_the_file_counts_them(reading: Reading) -> None:
    first = {"qualtrics": 4, "spss": 1, "parquet": 1}.get(reading.tool, 2)
    assert reading.responses.index.tolist() == [first, first + 1, first + 2]


def test_a_file_of_another_tool_is_left_alone(tool: str, tmp_path: Path) -> None:
    other = _spss(tmp_path) if tool == "plain" else _plain(tmp_path)
    assert READERS[tool](Source(other)) is None


def test_a_wrong_tool_is_refused(tool: str, tmp_path: Path) -> None:
    other = _spss(tmp_path) if tool == "plain" else _plain(tmp_path)
    with pytest.raises(PilotsError, match=f"this is no export of {tool}"):
        read_survey(other, tool)


REAL_TABLES = {
    "limesurvey-dutch-excerpt/survey_381842_excerpt_deidentified.csv": ("limesurvey", ",", 1),
    "limesurvey-automotive/results-survey.csv": ("plain", ";", 2),
    "limesurvey-automotive/results-survey-translated.csv": ("plain", ";", 2),
    "qualtrics-samples/better_insights.csv": ("qualtrics", ",", 3),
    "qualtrics-samples/comments_insights.csv": ("qualtrics", ",", 3),
    "qualtrics-samples/many_types_insights.csv": ("qualtrics", ",", 3),
    "qualtrics-samples/multi_answer_mc_insights.csv": ("qualtrics", ",", 3),
    "qualtrics-samples/side_by_side_insights.csv": ("qualtrics", ",", 3),
    "qualtrics-samples/many_types_legacy.csv": ("qualtrics", ",", 2),
    "qualtrics-samples/multi_answer_mc_legacy.csv": ("qualtrics", ",", 2),
    "qualtrics-mixed-proctoring/responses.csv": ("qualtrics", ",", 2),
    "parents-pfi2016/df_pi.csv": ("plain", ",", 1),
    "education-microdata/edge_hill_attendance.csv": ("plain", ",", 1),
    "education-microdata/student_mat.csv": ("plain", ",", 1),
    "education-microdata/xapi_edu_data.csv": ("plain", ",", 1),
    "google-forms-student/student_mental_health_semicolon.csv": ("plain", ";", 1),
    "kobo-exports/formtransform_all_types_both_grouped.csv": ("plain", ";", 1),
}


@pytest.mark.parametrize("name", REAL_TABLES)
def test_real_tables_are_read_without_loss(shared: Path, name: str) -> None:
    tool, delimiter, heads = REAL_TABLES[name]
    with (shared / "data" / name).open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in list(csv.reader(file, delimiter=delimiter))[heads:] if any(row)]
    reading = read_survey(shared / "data" / name)
    assert (reading.tool, len(reading.responses)) == (tool, len(rows))
    assert sorted(reading.responses.stack().dropna()) == sorted(cell for row in rows for cell in row if cell)


SPSS_FILES = [
    "july2004_selective_exposure",
    "greetings",
    "hebrews",
    "metadata_copy_test",
    "pspp_hotel",
    "sample_missing",
]
SPSS_FILES += ["simple_alltypes", "spssio_test", "test_dates"]


@pytest.mark.parametrize("name", SPSS_FILES)
def test_real_spss_files_are_read_without_loss(shared: Path, name: str) -> None:
    path = next((shared / "data").glob(f"spss-*/{name}.sav"))
    frame, meta = pyreadstat.read_sav(path, user_missing=True)
    reading = read_survey(path)
    assert reading.responses.shape == frame.shape
    assert reading.responses.notna().sum().tolist() == (frame.notna() & (frame != "")).sum().tolist()
    assert reading.headings["heading"].tolist() == meta.column_names


def test_real_spss_numbers_are_the_same_numbers(shared: Path) -> None:
    path = shared / "data" / "spss-pew2004" / "july2004_selective_exposure.sav"
    frame, _ = pyreadstat.read_sav(path, user_missing=True)
    numbers = frame.columns[frame.dtypes == "float64"]
    texts = read_survey(path).responses.set_axis(frame.columns, axis=1)[numbers]
    assert (texts.astype("float64").fillna(-1).to_numpy() == frame[numbers].fillna(-1).to_numpy()).all()


def test_a_real_portable_file(shared: Path) -> None:
    responses = read_survey(shared / "data" / "spss-fixtures" / "sample.por").responses
    assert responses["MYNUM"].tolist()[:3] == ["1.1", "1.2", "-1000.3"]
