import pandas as pd
import pytest

from pilots.codebook import Codebook, build, empty
from pilots.errors import PilotsError

CHOICES = pd.DataFrame(
    {
        "list_name": ["agree"] * 3,
        "name": ["1", "2", "9"],
        "label::nl": ["oneens", "eens", "weet niet"],
        "missing": [None, None, "don't know"],
    }
)


def variables(**more: list[str | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "type": ["select_one agree", "text"],
            "name": ["welcome", "why"],
            "label::Nederlands (nl)": ["Welkom", "Waarom"],
        }
        | more
    )


def test_a_written_codebook_reads_back_the_same(tmp_path):
    scales = pd.DataFrame(
        {"scale": ["climate"], "items": ["welcome"], "label::nl": ["Klimaat"], "minimum_items": ["1"]}
    )
    book = build(
        variables(reverse=["yes", None], missing=[None, "-=refused"]), CHOICES, scales, {"form_title": "Ouders"}
    )
    book.write(tmp_path / "book.xlsx")
    again = Codebook.read(tmp_path / "book.xlsx")
    pd.testing.assert_frame_equal(again.variables, book.variables)
    pd.testing.assert_frame_equal(again.choices, book.choices)
    pd.testing.assert_frame_equal(again.scales, book.scales)
    assert again.settings == book.settings


def test_the_same_codebook_gives_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        build(variables(), CHOICES).write(tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_missing_codes_are_no_answers():
    book = build(variables(), CHOICES)
    assert (book.codes("welcome"), book.missing_codes("welcome")) == (["1", "2"], {"9": "don't know"})


def test_a_multiple_choice_question_has_a_column_an_option():
    book = build(pd.DataFrame({"type": ["select_multiple agree"], "name": ["why"]}), CHOICES)
    assert book.all_columns == ["why/1", "why/2", "why/9"]


def test_labels_are_found_by_language_variable_and_option():
    book = build(variables(), CHOICES)
    assert (book.label("welcome", "nl"), book.label("welcome/1", "nl"), book.label("none", "nl")) == (
        "Welkom",
        "oneens",
        "none",
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"role": ["itme", None]}, "Did you mean 'item'"),
        ({"minimum": ["5", None], "maximum": ["1", None]}, "minimum above its maximum"),
        ({"missing": ["9=ill", None]}, "missing code"),
        ({"reverse": [None, "yes"]}, "can't be reversed"),
        ({"name": ["welcome", "welcome"]}, "already stands"),
        ({"type": ["select_one agre", "text"]}, "Did you mean 'agree'"),
        ({"wave": ["one", None]}, "whole numbers"),
    ],
)
def test_a_row_that_contradicts_itself_is_named(more, said):
    with pytest.raises(PilotsError, match=said) as caught:
        build(variables(**more), CHOICES)
    assert "row" in str(caught.value)


def test_a_scale_of_unknown_items_is_refused():
    scales = pd.DataFrame({"scale": ["climate"], "items": ["welcome wlcome"]})
    with pytest.raises(PilotsError, match="Did you mean 'welcome'"):
        build(variables(), CHOICES, scales)


def test_a_codebook_may_be_empty():
    assert empty().languages == []
