from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pilots import Pilot, vocabulary
from pilots.errors import CleaningError, PilotsError
from pilots.survey.review import COLUMNS, merge, read_review, review_path, write_review
from pilots.survey.survey import Survey
from pilots.workbook import Sheet, read_sheets, write

Make = Callable[..., Survey]


def flags(*checks: str) -> pd.DataFrame:
    return vocabulary.flags(
        {"respondent_id": "w0-1", "variable": "q1", "check": name, "severity": "doubt", "reason": "?"}
        for name in checks
    )


def fill_in(path: Path, **cells: str) -> None:
    """Fill in the first row as a researcher would, and add a sheet and a column of one's own."""
    table = read_sheets(path)["decisions"]
    for column, value in cells.items():
        table[column] = table[column].where(table.index != table.index[0], value)
    write(path, [Sheet("decisions", table.assign(eigen="x")), Sheet("notities", pd.DataFrame({"wat": ["bellen"]}))])


def test_the_workbook_shows_flags_with_their_old_value(whole: Pilot) -> None:
    shown = read_review(write_review(whole, "parents"))
    assert shown.columns.tolist() == [*COLUMNS, "where"]
    assert shown["decision"].isna().all()
    assert "consent" in set(shown["check"])


def test_what_was_filled_in_stays(whole: Pilot) -> None:
    path = write_review(whole, "parents")
    fill_in(path, decision="keep", why="klopt", initials="AB")
    before = read_sheets(path)
    write_review(whole, "parents")
    after = read_sheets(path)
    pd.testing.assert_frame_equal(after["notities"], before["notities"])
    pd.testing.assert_series_equal(after["decisions"].iloc[0], before["decisions"].iloc[0])


def test_writing_twice_gives_the_same_rows(whole: Pilot) -> None:
    first = read_review(write_review(whole, "parents"))
    pd.testing.assert_frame_equal(read_review(write_review(whole, "parents")), first)


def test_new_flags_come_after_what_was_decided(make: Make) -> None:
    survey = make({"q1": "4"})
    decided = merge(survey, flags("a"), pd.DataFrame()).assign(decision="keep", old="3")
    merged = merge(survey, flags("a", "b"), decided)
    assert merged[["check", "decision", "old"]].fillna("").to_numpy().tolist() == [["a", "keep", "3"], ["b", "", "4"]]


def test_flags_that_are_gone_lose_their_row_unless_decided(make: Make) -> None:
    survey = make({})
    table = merge(survey, flags("a", "b"), pd.DataFrame())
    table["decision"] = pd.Series(["keep", None], dtype="str")
    assert merge(survey, flags(), table)["check"].tolist() == ["a"]


def test_a_decision_has_a_drop_down(whole: Pilot) -> None:
    from zipfile import ZipFile

    sheet = ZipFile(write_review(whole, "parents")).read("xl/worksheets/sheet1.xml").decode()
    assert '"keep,correct,blank,remove"' in sheet


def test_where_names_the_row_as_excel_counts_it(whole: Pilot) -> None:
    path = write_review(whole, "parents")
    assert read_review(path)["where"].iloc[0] == f"{path}, sheet decisions, row 2"


def test_no_workbook_is_no_decision(whole: Pilot) -> None:
    assert read_review(review_path(whole, "parents")).empty


def test_a_workbook_without_its_sheet_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "x.xlsx", [Sheet("Blad1", pd.DataFrame({"a": ["1"]}))])
    with pytest.raises(CleaningError, match="no sheet 'decisions'"):
        read_review(tmp_path / "x.xlsx")


def test_a_sheet_without_its_columns_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "x.xlsx", [Sheet("decisions", pd.DataFrame({"respondent_id": ["1"]}))])
    with pytest.raises(PilotsError, match="variable, old, decision"):
        read_review(tmp_path / "x.xlsx")
