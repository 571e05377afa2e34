import csv
import json

import pytest
from python_calamine import CalamineWorkbook

from pilots.pilot import Pilot
from pilots.survey import read_survey


@pytest.mark.parametrize(
    ("file", "tool", "rows"),
    [
        ("parents_w0.csv", "limesurvey", 111),
        ("parents_w1.csv", "limesurvey", 140),
        ("staff_w0.csv", "qualtrics", 28),
        ("staff_w1.csv", "qualtrics", 35),
        ("partners_w0.xlsx", "forms", 12),
    ],
)
def test_each_export_is_known_as_its_tool_s(menen: Pilot, file: str, tool: str, rows: int) -> None:
    reading = read_survey(menen.folder / "surveys" / file)
    assert (reading.tool, len(reading.responses)) == (tool, rows)


def test_limesurvey_puts_every_value_in_quotes(menen: Pilot) -> None:
    lines = (menen.folder / "surveys" / "parents_w0.csv").read_text(encoding="utf-8").split("\n")
    assert all(line.startswith('"') and line.endswith('"') for line in lines[:-1])
    assert lines[-1] == ""


def test_limesurvey_has_one_column_for_other_and_its_text(menen: Pilot) -> None:
    with (menen.folder / "surveys" / "parents_w0.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["barriers[time]"] for row in rows} == {"Y", ""}
    assert any(len(row["barriers[other]"]) > 1 for row in rows)
    assert any(row["homelang"] == "-oth-" and row["homelang[other]"] for row in rows)


def test_qualtrics_has_three_rows_of_headings(menen: Pilot) -> None:
    with (menen.folder / "surveys" / "staff_w1.csv").open(encoding="utf-8", newline="") as file:
        names, texts, ids = [next(rows) for rows in [csv.reader(file)] for _ in range(3)]
    assert names[:3] == ["StartDate", "EndDate", "Status"]
    assert texts[0] == "Start Date"
    assert json.loads(ids[names.index("Q4_1")]) == {"ImportId": "QID4_1"}


def test_forms_joins_several_answers_with_a_semicolon_at_the_end(menen: Pilot) -> None:
    grid = (
        CalamineWorkbook.from_path(str(menen.folder / "surveys" / "partners_w0.xlsx")).get_sheet_by_index(0).to_python()
    )
    column = grid[0].index("Wat kan uw organisatie bijdragen?")
    answers = [str(row[column]) for row in grid[1:] if row[column]]
    assert answers
    assert all(answer.endswith(";") for answer in answers)


def test_addresses_are_of_networks_and_domains_that_nobody_owns(menen: Pilot) -> None:
    reading = read_survey(menen.folder / "surveys" / "parents_w1.csv").responses
    assert reading["ip_address"].dropna().str.match(r"(192\.0\.2|198\.51\.100|203\.0\.113)\.").all()
    assert reading["rafflemail"].dropna().str.match(r".+@example\.(org|com|net)$").all()
