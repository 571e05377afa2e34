"""Reading code books."""

import pandas as pd
import pytest

from pilots.errors import PilotsError, ReadError
from pilots.qualitative.read.code_book import read_code_book, tree_of
from pilots.workbook import Sheet, write


def book(*rows: tuple[str, ...]) -> pd.DataFrame:
    return tree_of(pd.DataFrame(rows, columns=["Code", "Parent", "Betekenis"], dtype="str"), "codes.xlsx")


def test_a_code_stands_under_its_parent_wherever_that_stands():
    assert book(("Koffie", "Onthaal", ""), ("Onthaal", None, "hoe")).sort_values("path")["path"].tolist() == [
        "Onthaal",
        "Onthaal > Koffie",
    ]


def test_what_a_code_means_is_kept():
    assert book(("Onthaal", None, "hoe men binnenkomt"))["description"].tolist() == ["hoe men binnenkomt"]


def test_a_path_may_stand_in_the_code_itself():
    assert book(("Onthaal > Koffie", None, ""))["codable"].tolist() == [False, True]


def test_a_parent_may_be_told_by_its_path():
    rows = [("A", None, ""), ("B", None, ""), ("X", "A", ""), ("X", "B", ""), ("Y", "B > X", "")]
    assert book(*rows)["path"].tolist() == ["A", "A > X", "B", "B > X", "B > X > Y"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("A", "Z", "")], "the parent is no code of this sheet"),
        ([("A", "B", ""), ("B", "A", "")], "row 0: its parents come back to this code. Let one"),
        ([("A", None, ""), ("A", None, "")], "stands in row 0 too"),
        ([("A", "Z", ""), ("B", "A", "")], "row 1: its parent has no place itself"),
        (
            [("A", None, ""), ("X", "A", ""), ("B", None, ""), ("X", "B", ""), ("Y", "X", "")],
            "several codes are called what its parent is",
        ),
    ],
)
def test_what_can_not_be_placed_is_told(rows, said):
    with pytest.raises(PilotsError) as told:
        book(*rows)
    assert said in str(told.value)


def test_a_workbook_and_a_csv_of_taguette_are_read(tmp_path):
    write(tmp_path / "b.xlsx", [Sheet("codes", pd.DataFrame({"code": ["A"], "parent": [None]}))])
    (tmp_path / "b.csv").write_text(
        "tag,description,number of highlights\nplek,waar,1\nplek.thuis,,2\n", encoding="utf-8"
    )
    assert read_code_book(tmp_path / "b.xlsx").codes["path"].tolist() == ["A"]
    assert read_code_book(tmp_path / "b.csv").codes["path"].tolist() == ["plek", "plek > thuis"]


def test_a_table_without_codes_is_told(tmp_path):
    (tmp_path / "b.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadError, match="no column 'code'"):
        read_code_book(tmp_path / "b.csv")
