"""KoboToolbox and ODK: groups, options, repeats and forms."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from pilots.errors import ReadError
from pilots.survey.coding import code_answers
from pilots.survey.headings import match_headings
from pilots.survey.read import Reading, read_survey
from pilots.workbook import Sheet, write

OWN = ["_id", "_uuid", "_submission_time", "_index"]
FORM = [
    {"type": "start", "name": "begun"},
    {"type": "begin_group", "name": "g", "label::English": "Page"},
    {
        "type": "select_one yn",
        "name": "has",
        "label::Nederlands (nl)": "Hebt u dit?",
        "label::English": "Do you have it?",
    },
    {
        "type": "select_multiple town or_other",
        "name": "where",
        "label::Nederlands (nl)": "Waar?",
        "label::English": "Where?",
    },
    {"type": "end_group"},
    {"type": "geopoint", "name": "place"},
    {"type": "begin_repeat", "name": "members"},
    {"type": "integer", "name": "age"},
    {"type": "end_repeat"},
]
CHOICES = [
    {"list_name": "yn", "name": "1", "label::Nederlands (nl)": "Ja", "label::English": "Yes"},
    {"list_name": "yn", "name": "0", "label::Nederlands (nl)": "Nee", "label::English": "No"},
    {"list_name": "town", "name": "menen", "label::Nederlands (nl)": "In Menen/Meenen", "label::English": "In Menen"},
    {"list_name": "town", "name": "wervik", "label::Nederlands (nl)": "In Wervik", "label::English": "In Wervik"},
]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    sheets = [Sheet("survey", pd.DataFrame(FORM, dtype="str")), Sheet("choices", pd.DataFrame(CHOICES, dtype="str"))]
    write(tmp_path / "form.xlsx", sheets)
    return tmp_path / "form.xlsx"


def read(folder: Path, headings: Sequence[str], *rows: Sequence[str], structure: Path | None = None) -> Reading:
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        own = [[str(7 + n), f"uuid:{n}", "2020-03-01T10:00:00", str(1 + n)] for n in range(len(rows))]
        table = [[*headings, *OWN], *([*row, *more] for row, more in zip(rows, own, strict=True))]
        csv.writer(file, delimiter=";").writerows(table)
    return read_survey(folder / "a.csv", structure=structure)


def coded(reading: Reading) -> pd.DataFrame:
    """The answers in the codes of the reading's own codebook, which fits."""
    match = match_headings(reading, reading.codebook, 0, reading.path)
    found = code_answers(reading, match, reading.codebook, 0)
    assert [str(problem) for problem in (*match.problems, *found.problems)] == []
    return found.answers.fillna("")


@pytest.mark.parametrize("mark", ["/", ".", "-"])
def test_groups_are_no_part_of_a_name(tmp_path: Path, mark: str) -> None:
    reading = read(tmp_path, [f"g{mark}a", f"g{mark}h{mark}b", "c"], ["x", "y", "z"])
    assert reading.of_kind("question") == ["a", "b", "c"]


def test_a_name_in_two_groups_keeps_its_groups(tmp_path: Path) -> None:
    assert read(tmp_path, ["g/age", "h/age"], ["1", "2"]).of_kind("question") == ["g.age", "h.age"]


def test_an_empty_multiple_choice_question_is_unanswered(tmp_path: Path) -> None:
    heads = ["g/q", "g/q/red", "g/q/blue"]
    reading = read(tmp_path, heads, ["red", "1", "0"], ["", "", ""])
    assert reading.codebook.variables["type"].to_dict() == {"q": "select_multiple"}
    assert coded(reading).to_numpy().tolist() == [["1", "0"], ["", ""]]


def test_odk_is_read_too(tmp_path: Path) -> None:
    rows = [["SubmissionDate", "g-a", "pos-Latitude", "pos", "meta-instanceID", "KEY", "SubmitterName"],
            ["2020-01-01T10:00:00.000Z", "x", "50.8", "50.8 3.1", "uuid:1", "uuid:1", "An"]]  # fmt: skip
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    reading = read_survey(tmp_path / "a.csv")
    assert list(reading.responses) == [
        "submitted",
        "a",
        "pos-Latitude",
        "pos",
        "instanceID",
        "respondent_id",
        "SubmitterName",
    ]
    assert reading.of_kind("identifier") == ["pos-Latitude", "pos", "SubmitterName"]


def test_a_place_and_a_picture_identify(tmp_path: Path) -> None:
    heads = ["g/place", "_g/place_latitude", "g/_place_longitude", "_place_altitude", "photo", "photo_URL", "q"]
    assert read(tmp_path, heads, ["1 2", "1", "2", "0", "a.jpg", "https://x", "y"]).of_kind("question") == ["q"]


@pytest.mark.parametrize("with_form", [False, True])
def test_a_place_that_stands_in_parts_only_identifies(tmp_path: Path, form: Path, with_form: bool) -> None:
    parts = [f"g-place-{part}" for part in ("Latitude", "Longitude", "Altitude", "Accuracy")]
    reading = read(tmp_path, [*parts, "g-has"], ["50.8", "3.1", "0", "4.5", "1"], structure=form if with_form else None)
    assert reading.of_kind("identifier") == parts
    assert reading.of_kind("question") == ["has"]


@pytest.mark.parametrize(
    "heads",
    [
        ["g/has", "g/where", "g/where/menen", "g/where/wervik", "g/where/other", "g/where_other"],
        ["has", "where", "where/menen", "where/wervik", "where/other", "where_other"],
        ["g.has", "g.where", "g.where.menen", "g.where.wervik", "g.where.other", "g.where_other"],
        ["g-has", "g-where", "g-where/menen", "g-where/wervik", "g-where/other", "g-where_other"],
        ["Do you have it?", "Where?", "Where?/In Menen", "Where?/In Wervik", "Where?/Other", "where_other"],
        [
            "Hebt u dit?",
            "Page/Waar?",
            "Page/Waar?/In Menen/Meenen",
            "Page/Waar?/In Wervik",
            "Page/Waar?/other",
            "g/where_other",
        ],
    ],
)
@pytest.mark.parametrize("split", [True, False])
@pytest.mark.parametrize("labels", [True, False])
def test_a_form_gives_every_answer_its_code(
    tmp_path: Path, form: Path, heads: list[str], split: bool, labels: bool
) -> None:
    joined = "In Menen Other" if labels else "menen other"
    rows = [["Ja" if labels else "1", joined, "1", "0", "1", "Ieper"], ["", "", "", "", "", ""]]
    kept = [0, 1, 2, 3, 4, 5] if split else [0, 1, 5]
    reading = read(tmp_path, [heads[n] for n in kept], *([row[n] for n in kept] for row in rows), structure=form)
    assert coded(reading).to_numpy().tolist() == [["1", "1", "0", "1", "Ieper"], [""] * 5]
    assert set(reading.codebook.languages) == {"nl", "en"}


def test_what_the_form_records_is_known_whatever_it_calls_it(tmp_path: Path, form: Path) -> None:
    reading = read(tmp_path, ["begun", "g/has"], ["2020-03-01T09:00:00.000+01:00", "1"], structure=form)
    assert reading.of_kind("admin")[0] == "started"


def test_answers_that_the_form_does_not_offer_become_choices(tmp_path: Path, form: Path) -> None:
    reading = read(tmp_path, ["g/has", "g/where", "q"], ["2", "ieper", "x"], structure=form)
    assert coded(reading).to_numpy().tolist() == [["2", "0", "0", "0", "1", "x"]]
    assert [remark.variable for remark in reading.remarks if "does not offer" in remark.what] == ["has", "where"]


def test_repeats_know_their_respondents(tmp_path: Path) -> None:
    main = pd.DataFrame({"q": ["a", "b"], **{name: ["1", "2"] for name in OWN}}, dtype="str")
    members = pd.DataFrame(
        {
            "age": ["4", "5", "6"],
            "_index": ["1", "2", "3"],
            "_parent_table_name": "main",
            "_parent_index": ["2", "2", "9"],
        },
        dtype="str",
    )
    toys = pd.DataFrame(
        {"toy": ["car"], "_index": ["1"], "_parent_table_name": "members", "_parent_index": ["2"]}, dtype="str"
    )
    write(tmp_path / "a.xlsx", [Sheet("main", main), Sheet("members", members), Sheet("toys", toys)])
    reading = read_survey(tmp_path / "a.xlsx")
    assert reading.repeats["members"]["(row)"].fillna("").tolist() == ["3", "3", ""]
    assert reading.repeats["toys"]["(row)"].tolist() == ["3"]
    assert [(remark.variable, remark.rows) for remark in reading.remarks] == [("members", (4,))]


def test_a_form_alone_has_no_rows(form: Path) -> None:
    reading = read_survey(form)
    assert (reading.tool, len(reading.responses)) == ("kobo", 0)
    assert list(reading.responses) == ["has", "where/menen", "where/wervik", "where/other", "where_other", "place"]
    assert reading.of_kind("identifier") == ["place"]


def test_a_structure_that_is_no_form_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "b.xlsx", [Sheet("Blad1", pd.DataFrame({"a": ["1"], "b": ["2"]}))])
    with pytest.raises(ReadError, match="no XLSForm"):
        read(tmp_path, ["q"], ["x"], structure=tmp_path / "b.xlsx")


def test_a_real_workbook_is_read_without_loss(shared: Path) -> None:
    folder = shared / "data" / "kobo-exports"
    path = folder / "koboloader_data.xlsx"
    reading = read_survey(path, structure=folder / "koboloader_xlsform.xlsx")
    grids = [CalamineWorkbook.from_path(str(path)).get_sheet_by_index(n).to_python() for n in (0, 1)]
    filled = [sum(cell != "" for row in grid[1:] for cell in row) for grid in grids]
    members = reading.repeats["members"]
    assert [
        int(reading.responses.notna().sum(axis=None)),
        int(members.drop(columns="(row)").notna().sum(axis=None)),
    ] == filled
    assert members["(row)"].tolist() == ["2", "3", "3", "3", "3", "3", "4", "4", "4", "5", "6", "6"]
    assert coded(reading)["reason/education"].tolist() == ["1", "1", "1", "0", "1"]


def test_a_real_export_keeps_unanswered_and_other_apart(shared: Path) -> None:
    reading = read_survey(shared / "data" / "kobo-exports" / "formtransform_all_types_both_grouped.csv")
    answers = coded(reading)
    assert answers["q_selm_other/other"].tolist() == ["0", "1", "", "1", "", "1"]
    assert answers["q_sel1_other_other"].tolist() == ["DevOps", "", "", "", "", "UX-Design"]
    assert reading.of_kind("identifier") == ["deviceid", "username", "_submitted_by"]


def test_a_heading_that_stands_twice_is_a_question_of_its_own(tmp_path: Path, form: Path) -> None:
    reading = read(tmp_path, ["g/has", "g/has", "g/where/menen", "g/where/menen"], ["1", "0", "1", "7"], structure=form)
    assert len(coded(reading).columns) == 4


def test_a_form_of_another_survey_says_nothing_of_the_options(tmp_path: Path, form: Path) -> None:
    reading = read(tmp_path, ["colour", "colour/red", "place", "place/x"], ["red", "1", "y", "1"], structure=form)
    assert coded(reading)["colour/red"].tolist() == ["1"]
