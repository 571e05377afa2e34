from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pilots import Pilot, vocabulary
from pilots.errors import CleaningError, PilotsError
from pilots.survey.clean import clean
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


def test_what_concerns_a_question_has_no_respondent_and_no_old_value(make: Make) -> None:
    table = merge(
        make({}),
        vocabulary.flags([{"variable": "q1", "check": "constant question", "severity": "note"}]),
        pd.DataFrame(),
    )
    assert table[["respondent_id", "old"]].isna().all(axis=None)
    assert table["question"].item() == "q1"


def test_what_concerns_a_question_can_be_settled_and_nothing_else(make: Make) -> None:
    note = vocabulary.flags([{"variable": "q1", "check": "constant question", "severity": "note"}])
    table = merge(make({}), note, pd.DataFrame()).assign(decision="keep", initials="AB", why="gezien", where="rij 2")
    assert clean(make({}), table).decisions.empty
    with pytest.raises(CleaningError, match="'blank' needs a respondent"):
        clean(make({}), table.assign(decision="blank"))


def test_the_workbook_shows_what_may_be_answered(make: Make) -> None:
    found = flags("a")
    found = pd.concat([found, found.assign(variable="children"), found.assign(variable="help/talk")])
    assert [str(said)[:20] for said in merge(make({}), found, pd.DataFrame())["allowed"]] == [
        "1 = graad 1; 2 = gra", "from 0 to 12", "1 = yes; 0 = no",
    ]  # fmt: skip


def test_all_that_a_check_says_of_a_cell_is_one_row(make: Make) -> None:
    found = pd.concat([flags("a"), flags("a").assign(reason="!", severity="error"), flags("b")])
    table = merge(make({}), found, pd.DataFrame())
    assert table[["check", "severity", "reason"]].to_numpy().tolist() == [["a", "error", "?; !"], ["b", "doubt", "?"]]


def test_a_sheet_says_what_to_fill_in(whole: Pilot) -> None:
    sheets = read_sheets(write_review(whole, "parents"))
    assert list(sheets) == ["decisions", "how to"]
    assert set(sheets["how to"]["what"]) >= {"keep", "correct", "blank", "remove"}
    assert list(read_sheets(write_review(whole, "parents"))) == list(sheets)


def test_a_workbook_of_before_gets_the_new_columns(whole: Pilot) -> None:
    path = write_review(whole, "parents")
    fill_in(path, decision="keep", why="klopt", initials="AB")
    table = read_sheets(path)["decisions"].drop(columns=["question", "allowed"])
    write(path, [Sheet("decisions", table)])
    after = read_sheets(write_review(whole, "parents"))["decisions"]
    assert after.columns.tolist() == [*COLUMNS, "eigen"]
    assert after["why"].iloc[0] == "klopt"


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
