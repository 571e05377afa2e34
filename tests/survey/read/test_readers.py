"""What every reader promises, and that real files keep them to it."""

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pyreadstat
import pytest
from pandas.testing import assert_frame_equal

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.survey.clean import clean
from pilots.survey.coding import code_answers
from pilots.survey.headings import match_headings
from pilots.survey.log import reconcile, revert
from pilots.survey.read import READERS, Reading, Source, read_survey
from pilots.survey.survey import Survey
from pilots.vocabulary import ADMIN, RESPONDENT, WAVE
from pilots.workbook import Sheet, write

ANSWERS = [["1", "007", "één; twee"], ["2", "", 'zei "ja", en\nnee'], ["3", "4", ""]]
LIMESURVEY = ["id", "submitdate", "lastpage", "startlanguage"]
QUALTRICS = ["ResponseId", "EndDate", "Finished", "Progress"]
KOBO = ["_id", "_uuid", "_submission_time", "_index"]
FORMS = ["ID", "Start time", "Completion time", "Email"]
SURVEYMONKEY = ["Respondent ID", "Collector ID", "Start Date", "End Date"]


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


def _kobo(folder: Path) -> Path:
    return _csv(folder / "a.csv", _rows(KOBO, ["cd618175", "2018-05-02 10:00:00", "1"]))


def _forms(folder: Path) -> Path:
    head, *body = _rows(FORMS, ["2018-05-02 10:00:00", "2018-05-02 10:05:00", "an@example.org"])
    write(folder / "a.xlsx", [Sheet("Sheet1", pd.DataFrame(body, columns=head).replace("", None))])
    return folder / "a.xlsx"


def _google(folder: Path) -> Path:
    rows = [["Timestamp", "q1", "Wat vindt u?"], *(["2018/05/02 3:04:05 PM EET", *row[1:]] for row in ANSWERS)]
    return _csv(folder / "a.csv", rows)


def _surveymonkey(folder: Path) -> Path:
    head, *body = _rows(SURVEYMONKEY, ["1", "05/02/2018 10:00:00 AM", "05/02/2018 10:05:00 AM"])
    return _csv(folder / "a.csv", [head, ["", "", "", "", "Response", "Open-Ended Response"], *body])


def _plain(folder: Path) -> Path:
    return _csv(folder / "a.csv", [[row[0], "nl", *row[1:]] for row in [["id", "q1", "Wat vindt u?"], *ANSWERS]])


def _spss(folder: Path) -> Path:
    frame = pd.DataFrame(ANSWERS, columns=["id", "q1", "open"]).assign(number=[1.0, 2.5, *[None] * (len(ANSWERS) - 2)])
    pyreadstat.write_sav(frame, str(folder / "a.sav"), variable_value_labels={"number": {1.0: "één"}})
    return folder / "a.sav"


def _parquet(folder: Path) -> Path:
    pd.DataFrame(ANSWERS, columns=["id", "q1", "open"]).to_parquet(folder / "a.parquet")
    return folder / "a.parquet"


def _stata(folder: Path) -> Path:
    frame = pd.DataFrame(ANSWERS, columns=["id", "q1", "open"])
    pyreadstat.write_dta(frame, str(folder / "a.dta"), version=15)
    return folder / "a.dta"


EXAMPLES: dict[str, Callable[[Path], Path]] = {
    "limesurvey": _limesurvey,
    "qualtrics": _qualtrics,
    "kobo": _kobo,
    "forms": _forms,
    "google": _google,
    "surveymonkey": _surveymonkey,
    "plain": _plain,
    "spss": _spss,
    "stata": _stata,
    "parquet": _parquet,
}
STATISTICS = ("spss", "stata", "parquet")


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
    if reading.tool == "google":
        assert "respondent_id" not in reading.responses  # which Google Forms gives nobody
    else:
        assert reading.responses["respondent_id"].tolist() == ["1", "2", "3"]


def test_all_is_text(reading: Reading) -> None:
    assert set(map(str, reading.responses.dtypes)) == {"str"}


def test_headings_describe_the_columns(reading: Reading) -> None:
    assert reading.headings["variable"].tolist() == list(reading.responses.columns)
    assert reading.responses.columns.is_unique
    assert set(reading.headings["kind"]) <= {"question", "admin", "identifier"}


def test_rows_are_counted_as_the_file_counts_them(reading: Reading) -> None:
    first = {"qualtrics": 4, "surveymonkey": 3, **dict.fromkeys(STATISTICS, 1)}.get(reading.tool, 2)
    assert reading.responses.index.tolist() == [first, first + 1, first + 2]


def test_a_file_of_another_tool_is_left_alone(tool: str, tmp_path: Path) -> None:
    other = _spss(tmp_path) if tool == "plain" else _plain(tmp_path)
    assert READERS[tool](Source(other)) is None


def test_a_wrong_tool_is_refused(tool: str, tmp_path: Path) -> None:
    other = _spss(tmp_path) if tool == "plain" else _plain(tmp_path)
    with pytest.raises(PilotsError, match=f"this is no export of {tool}"):
        read_survey(other, tool)


def test_its_codebook_fits(reading: Reading) -> None:
    assert problems_of(reading) == []


@pytest.mark.parametrize("said", [("1", "2"), ("helemaal eens", "eerder oneens")])
def test_its_codebook_fits_codes_and_labels(
    tool: str, said: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [[str(n), said[n % 2], f"tekst {n}"] for n in range(1, 21)]
    monkeypatch.setattr(sys.modules[__name__], "ANSWERS", answers)
    reading = read_survey(EXAMPLES[tool](tmp_path))
    assert (reading.tool, problems_of(reading)) == (tool, [])
    coded = code_answers(reading, match_headings(reading, reading.codebook, 0, reading.path), reading.codebook, 0)
    if reading.codebook.variables.at["q1", "type"] == "select_one":
        assert set(coded.answers["q1"]) <= set(reading.codebook.codes("q1"))
    assert coded.answers["q1"].nunique() == 2


def test_what_cleaning_makes_of_it_can_be_undone(reading: Reading) -> None:
    assert_reversible(reading)


def test_a_packed_export_is_read_as_what_is_in_it(tool: str, reading: Reading, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "b.zip", "w") as packed:
        packed.write(reading.path, reading.path.name)
    (tmp_path / f"{reading.path.name}.gz").write_bytes(gzip.compress(reading.path.read_bytes()))
    for name in ("b.zip", f"{reading.path.name}.gz"):
        again = read_survey(tmp_path / name)
        assert again.tool == tool
        assert again.responses.equals(reading.responses)


def test_what_was_left_out_is_remarked(tool: str, tmp_path: Path) -> None:
    if tool in STATISTICS or tool == "forms":
        pytest.skip("it has no blank rows")
    path = EXAMPLES[tool](tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\r\n3", b"\r\n\r\n3").replace(b'\r\n"3', b'\r\n\r\n"3') + b"\r\n\r\n")
    blank = [remark for remark in read_survey(path).remarks if remark.kind == "blank rows"]
    assert bool(blank) == (tool != "google")  # whose rows do not begin with a number


def problems_of(reading: Reading) -> list[str]:
    """What keeps an export and its own codebook apart."""
    match = match_headings(reading, reading.codebook, 0, reading.path)
    coded = code_answers(reading, match, reading.codebook, 0)
    return list(map(str, [*match.problems, *coded.problems]))


def assert_reversible(reading: Reading) -> None:
    """Clean it by the rules of its own codebook, and undo that."""
    coded = code_answers(reading, match_headings(reading, reading.codebook, 0, reading.path), reading.codebook, 0)
    ids = [f"w0-r{row}" for row in reading.responses.index]
    admin = {name: reading.responses[name] for name in ADMIN if name in reading.of_kind("admin")}
    answers = pd.DataFrame({**dict.fromkeys(ADMIN), **admin, **coded.answers}, index=reading.responses.index)
    missing = [
        pd.DataFrame({RESPONDENT: ids, "variable": column, "reason": reasons.array}).dropna()
        for column, reasons in coded.reasons.items()
    ]
    raw = Survey(
        "s",
        "g",
        answers.assign(**{RESPONDENT: ids, WAVE: 0}),
        reading.codebook,
        missing=pd.concat([vocabulary.missing(), *missing], ignore_index=True),
    )
    cleaned = clean(raw)
    back = revert(cleaned, cleaned.decisions)
    assert_frame_equal(back.responses, raw.responses)
    assert_frame_equal(back.missing, raw.missing)
    assert reconcile(raw, cleaned, cleaned.decisions).empty


NO_SURVEYS = {
    "belgium_municipalities_2019.topojson": "this is a map",
    "flanders_municipalities_2019.geojson": "this is a map",
    "data.qda": "a database .SQLite.*qualitative",
    "taguette_project.sqlite3": "a database .SQLite.*qualitative",
    "refi_nvivo_two_coders.qdpx": "a REFI-QDA project.*qualitative",
}
"""Files of the shared data that hold no answers, and what is said of each."""
STRUCTURES = (".lss", ".lsg", ".lsq", ".qsf", "all_types_survey.tsv", "koboloader_xlsform.xlsx")
HEADS = {
    "_insights.csv": 3, "_legacy.csv": 2, "mixed-proctoring/responses.csv": 2, "SurveyMonkeyRaw.xlsx": 2,
    "results-survey.csv": 2, "results-survey-translated.csv": 2, "results-survey.xlsx": 2,
}  # fmt: skip
"""Rows of headings, where there are more than one."""
DATA = Path(__file__).parents[4] / "shared" / "data"
FILES = [str(p.relative_to(DATA)) for p in sorted(DATA.rglob("*")) if p.is_file() and p.suffix != ".md"]


def _is_structure(name: str) -> bool:
    return name.endswith(STRUCTURES)


@pytest.mark.parametrize("name", [name for name in FILES if Path(name).name in NO_SURVEYS])
def test_what_is_no_survey_is_said_to_be_none(shared: Path, name: str) -> None:
    with pytest.raises(PilotsError, match=NO_SURVEYS[Path(name).name]):
        read_survey(shared / "data" / name)


@pytest.mark.parametrize("name", [name for name in FILES if _is_structure(name)])
def test_real_structures_give_a_codebook_without_rows(shared: Path, name: str) -> None:
    reading = read_survey(shared / "data" / name)
    assert len(reading.responses) == 0
    assert len(reading.codebook.variables)


@pytest.mark.parametrize("name", [n for n in FILES if Path(n).name not in NO_SURVEYS and not _is_structure(n)])
def test_real_exports_lose_nothing_and_their_codebooks_fit(shared: Path, name: str) -> None:
    reading = read_survey(shared / "data" / name)
    counts = _counts(shared / "data" / name, next((n for end, n in HEADS.items() if name.endswith(end)), 1))
    assert (len(reading.responses), int(reading.responses.notna().sum().sum())) == counts
    assert problems_of(reading) == []
    assert_reversible(reading)


def _counts(path: Path, heads: int) -> tuple[int, int]:
    """Rows and filled cells, by other means than ours."""
    if path.suffix == ".json":
        said = json.loads(path.read_text(encoding="utf-8"))
        frame = pd.json_normalize(said if isinstance(said, list) else said["facts"])
        return len(frame), int(frame.notna().sum().sum())
    if path.suffix in (".sav", ".por"):
        frame = (
            pyreadstat.read_por(path)[0] if path.suffix == ".por" else pyreadstat.read_sav(path, user_missing=True)[0]
        )
        return len(frame), int((frame.notna() & (frame != "")).sum().sum())
    if path.suffix == ".xlsx":
        sheets = pd.read_excel(path, sheet_name=None, header=None, engine="calamine", na_filter=False, dtype="str")
        frame = max(sheets.values(), key=lambda sheet: sheet.shape[::-1])
    else:
        text = path.read_text(encoding="utf-8-sig")
        mark = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
        frame = pd.DataFrame(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=mark))
    filled = frame.iloc[heads:].fillna("") != ""
    return int(filled.any(axis=1).sum()), int(filled.sum().sum())


def test_real_spss_numbers_are_the_same_numbers(shared: Path) -> None:
    path = shared / "data" / "spss-pew2004" / "july2004_selective_exposure.sav"
    frame, _ = pyreadstat.read_sav(path, user_missing=True)
    numbers = frame.columns[frame.dtypes == "float64"]
    texts = read_survey(path).responses.set_axis(frame.columns, axis=1)[numbers]
    assert (texts.astype("float64").fillna(-1).to_numpy() == frame[numbers].fillna(-1).to_numpy()).all()
