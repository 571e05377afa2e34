"""Reading back what coders filled in."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.qualitative.coding.conftest import given

from pilots.errors import PilotsError
from pilots.qualitative.coding import read_copies
from pilots.qualitative.coding.book import with_code_book
from pilots.qualitative.read.code_book import tree_of


def told(talks, *paths):
    with pytest.raises(PilotsError) as error:
        read_copies(talks, list(paths))
    return str(error.value)


def test_every_filled_cell_is_a_segment_at_its_place(talks, fill):
    project = read_copies(talks, [fill("AN", {1: ["Koffie", "Taal"], 3: ["Koffie"]})])
    assert given(project) == [
        ("De koffie  is goed.", "Koffie", "AN"),
        ("De koffie  is goed.", "Taal", "AN"),
        ("Café \N{GRINNING FACE} très bien.", "Koffie", "AN"),
    ]


def test_coders_share_the_passages(coded):
    assert (len(coded.segments), coded.coders, len(coded.selections)) == (9, ("AN", "BO"), 5)


def test_sorted_rows_are_known_by_their_ids(talks, fill):
    codes = {0: ["Welkom"], 4: ["Taal"]}

    def turned(sheets):
        sheets["coding"] = sheets["coding"].iloc[::-1]

    straight, upside_down = (
        read_copies(talks, [fill("AN", codes, change)]) for change in (lambda sheets: None, turned)
    )
    assert sorted(given(straight)) == sorted(given(upside_down))


def test_a_code_twice_in_a_row_counts_once(talks, fill):
    assert len(read_copies(talks, [fill("AN", {0: ["Taal", "taal ", "Taal"]})]).segments) == 1


def test_codes_that_coders_add_are_in_the_tree(talks, fill):
    def added(sheets):
        sheets["codes"] = pd.concat(
            [sheets["codes"], pd.DataFrame({"code": ["Thee"], "parent": ["Koffie"], "meaning": ["warm"]})]
        )

    project = read_copies(talks, [fill("AN", {0: ["Thee"]}, added), fill("BO", {0: ["Thee"]}, added)])
    assert project.codes["path"].tolist()[-1] == "Onthaal > Koffie > Thee"
    assert project.segments["code"].nunique() == 1


def test_codes_with_the_same_name_are_told_apart_by_their_path(talks, fill):
    both = with_code_book(talks, tree_of(pd.DataFrame({"code": ["Koffie"], "parent": [None]}), "b"))
    assert both.codes["path"].tolist() == ["Koffie", "Onthaal", "Onthaal > Welkom", "Taal"]


def test_memos_are_notes_about_their_passage(talks, fill):
    def remark(sheets):
        sheets["coding"].loc[sheets["coding"].index[2], "memo"] = "vraag dit na"

    project = read_copies(talks, [fill("AN", {}, remark)])
    about = project.selections.set_index("selection").loc[project.notes["about"][0]]
    assert (project.notes["text"][0], project.notes["created_by"][0]) == ("vraag dit na", "AN")
    assert project.texts[about["document"]][about["start"] : about["end"]] == "Maar de taal is moeilijk."


def test_a_sixth_code_has_room_in_a_column_of_its_own(talks, fill):
    def sixth(sheets):
        sheets["coding"]["code 6"] = ["Taal", *[None] * 4]

    assert len(read_copies(talks, [fill("AN", {}, sixth)]).segments) == 1


def test_segments_belong_to_the_case_of_their_document(talks, fill):
    document = talks.documents["document"][0]
    cases = pd.DataFrame([{"case": "k1", "name": "An", "document": document, "part": "whole"}], dtype="str")
    project = read_copies(replace(talks, cases=cases), [fill("AN", {0: ["Taal"], 3: ["Taal"]})])
    assert project.segments["case"].fillna("").tolist() == ["k1", ""]


def test_without_copies_the_documents_are_as_they_were(talks):
    assert read_copies(talks, []) is talks


def emptied(column):
    def change(sheets):
        sheets["coding"].loc[sheets["coding"].index[1], column] = None

    return change


def doubled(sheets):
    sheets["coding"] = pd.concat([sheets["coding"], sheets["coding"].iloc[[1]]])


def deleted(sheets):
    sheets["coding"] = sheets["coding"].drop(sheets["coding"].index[1])


def retyped(sheets):
    sheets["coding"].loc[sheets["coding"].index[1], "text"] = "De koffie was goed."


def swapped(sheets):
    table = sheets["coding"]
    table["text"] = table["text"].iloc[[0, 2, 1, 3, 4]].to_numpy()


def renamed(sheets):
    sheets["coding"] = sheets["coding"].rename(columns={"code 1": "Fatima"})


def beside(sheets):
    sheets["coding"]["Fatima zegt"] = ["x"] * 5


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (emptied("row"), ["sheet coding, row 3: the row has no id", "the row of D1, paragraph 2, is missing"]),
        (doubled, ["sheet coding, row 7: the row is a copy of row 3"]),
        (deleted, ["sheet coding: the row of D1, paragraph 2, is missing"]),
        (retyped, ["sheet coding, row 3: the text of the paragraph was changed"]),
        (swapped, ["row 3: the text of the paragraph was changed", "row 4: the text of the paragraph was changed"]),
        (beside, ["sheet coding: the heading of column L is not known. Call it 'code 6'"]),
        (renamed, ["sheet coding: the heading of column F is not known. Call it 'code 1', or empty it."]),
        (lambda sheets: sheets.pop("about"), ["there is no sheet 'about'"]),
        (lambda sheets: sheets["coding"].pop("row"), ["there is no column 'row'"]),
    ],
)
def test_what_was_changed_is_told_with_its_row(talks, fill, change, said):
    message = told(talks, fill("AN", {0: ["Taal"]}, change))
    assert [part for part in said if part not in message] == []
    assert not any(said in message for said in ("koffie", "Fatima"))


def test_an_unknown_code_is_told_with_what_it_may_be(talks, fill):
    assert "sheet coding, row 2, column 'code 1': this is no code of the sheet codes. Did you mean 'taal'?" in told(
        talks, fill("AN", {0: ["Taall"]})
    )


def test_two_codes_in_a_cell_with_a_comma_are_told(talks, fill):
    message = told(talks, fill("AN", {0: ["Taal, Koffie"]}))
    assert "this is no code of the sheet codes. Write one code a column, or put ; between them." in message


def test_missing_initials_are_told(talks, fill):
    assert "sheet about: the initials of the coder are missing" in told(talks, fill("", {}, name="x"))


def test_two_copies_with_the_same_initials_are_told(talks, fill):
    assert "the coder has the same initials as in talks_a.xlsx" in told(
        talks, fill("AN", {}, name="a"), fill("an", {}, name="b")
    )


def test_problems_of_all_copies_are_told_at_once(talks, fill, tmp_path):
    message = told(talks, fill("", {0: ["?"]}, deleted, name="a"), tmp_path / "none.xlsx")
    assert message.startswith("4 problems")


def test_a_workbook_of_other_documents_is_told(talks, fill):
    other = replace(talks, texts={document: f"{text}!" for document, text in talks.texts.items()})
    assert "the row is of other documents, or of an older text" in told(other, fill("AN", {}))
