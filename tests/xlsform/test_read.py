import pandas as pd
import pytest

from pilots.errors import CodebookError, Problems
from pilots.workbook import Sheet, write
from pilots.xlsform import parse, read

CHOICES = pd.DataFrame({"list_name": ["agree", "agree"], "name": ["1", "2"]})
SURVEY = pd.DataFrame({"type": ["select_one agree"], "name": ["welcome"]})


def scales(**more):
    return {
        "survey": SURVEY,
        "choices": CHOICES,
        "scales": pd.DataFrame({"scale": ["climate"], "items": ["welcome"]} | more),
    }


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"list_name": ["agree", "agree"], "name": ["1", "1"]}, "stands twice"),
        ({"list_name": ["agree", ""], "name": ["1", "2"]}, "needs a list_name and a name"),
        ({"list_name": ["agree"], "name": ["9"], "missing": ["refusd"]}, "Did you mean 'refused'"),
    ],
)
def test_a_choice_that_contradicts_itself_is_named(choices, said):
    with pytest.raises(CodebookError, match=said):
        parse({"survey": SURVEY, "choices": pd.DataFrame(choices)})


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"items": [""]}, "needs a name and items"),
        ({"scale": ["welcome"]}, "both a scale and a variable"),
        ({"score": ["median"]}, "Write mean or sum"),
        ({"minimum_items": ["2"]}, "between 1 and 1"),
        ({"minimum_items": ["many"]}, "between 1 and 1"),
    ],
)
def test_a_scale_that_contradicts_itself_is_named(more, said):
    with pytest.raises((CodebookError, Problems), match=said):
        parse(scales(**more))


def test_a_scale_needs_all_its_items_unless_told_otherwise():
    assert parse(scales()).scales["minimum_items"].tolist() == [1]


def test_a_message_names_workbook_sheet_and_row():
    wrong = SURVEY.assign(type="select_one agre")
    with pytest.raises(CodebookError, match="agre") as caught:
        parse({"survey": wrong, "choices": CHOICES}, "book.xlsx")
    assert caught.value.where == "book.xlsx, sheet survey, row 0"


def test_notes_and_groups_of_a_form_are_no_variables():
    form = pd.DataFrame({"type": ["begin_group", "select_one agree", "note"], "name": ["page", "welcome", "thanks"]})
    assert parse({"survey": form, "choices": CHOICES}).variables.index.tolist() == ["welcome"]


def test_missing_codes_of_a_variable_have_their_reason():
    form = SURVEY.assign(missing="8=refused; 9=don't know")
    assert parse({"survey": form, "choices": CHOICES}).variables["missing"].tolist() == [
        {"8": "refused", "9": "don't know"}
    ]


def test_a_decimal_comma_is_a_decimal_point():
    form = pd.DataFrame({"type": ["decimal"], "name": ["hours"], "maximum": ["1,5"]})
    assert parse({"survey": form}).variables["maximum"].tolist() == [1.5]


def test_a_workbook_without_sheet_survey_is_answered_with_the_nearest(tmp_path):
    write(tmp_path / "book.xlsx", [Sheet("survy", SURVEY)])
    with pytest.raises(CodebookError, match="Did you mean 'survy'"):
        read(tmp_path / "book.xlsx")


@pytest.mark.parametrize(("heading", "said"), [("reversed", "'reverse'"), ("laabel", "'label'")])
def test_a_slip_of_the_pen_in_a_heading_is_named(heading, said):
    with pytest.raises(CodebookError, match=f"unknown column '{heading}'.*{said}"):
        parse({"survey": SURVEY.assign(**{heading: "yes"}), "choices": CHOICES})


def test_a_column_of_our_codebooks_that_nobody_reads_is_named():
    with pytest.raises(CodebookError, match=r"unknown column 'zzz'.*There is"):
        parse({"survey": SURVEY.assign(role="item", zzz="yes"), "choices": CHOICES})


def test_a_form_from_elsewhere_may_hold_columns_that_nobody_reads():
    parse({"survey": SURVEY.assign(zzz="yes"), "choices": CHOICES.assign(region="1")})


def test_what_an_xlsform_may_hold_besides_is_let_be():
    more = {
        "label::nl": "a",
        "hint": "b",
        "relevant": "c",
        "media::image": "d",
        "# mine": "e",
        "choice_filter": "town=1",
    }
    parse({"survey": SURVEY.assign(**more), "choices": CHOICES.assign(town="1")})


@pytest.mark.parametrize("column", ["reverse", "required"])
def test_what_is_neither_yes_nor_no_is_told_once(column):
    with pytest.raises(CodebookError, match=f"'{column}' must be yes or no"):
        parse({"survey": SURVEY.assign(**{column: "perhaps"}), "choices": CHOICES})


def test_choices_under_another_name_are_one_problem():
    survey = pd.DataFrame({"type": ["select_one agree"] * 3, "name": ["a", "b", "c"]})
    with pytest.raises(CodebookError, match=r"no sheet 'choices'\. Did you mean 'Choice'"):
        parse({"survey": survey, "Choice": CHOICES})
