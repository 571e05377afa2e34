"""Cells that people fill in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.rows import RowReader, by_language, number


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)))
def test_decimal_comma_and_point_read_the_same(value):
    assert number(str(value)) == number(str(value).replace(".", ",")) == value


@pytest.mark.parametrize("text", ["", "nan", "inf", "1.000,5", "vier"])
def test_what_is_no_number_is_none(text):
    assert number(text) is None


@pytest.mark.parametrize("heading", ["title::fr", "title:fr", "title::Français (fr)"])
def test_a_language_is_read_from_the_heading(heading):
    assert by_language("title", {heading: "Café"}, "nl") == {"fr": "Café"}


def test_a_heading_that_begins_alike_is_another():
    assert by_language("title", {"titles::fr": "Cafés"}, "nl") == {}


def test_a_slip_in_a_heading_is_told_an_extra_column_is_not():
    reader = RowReader("plan.xlsx", [])
    reader.headings(["acton", "remarks"], ["action", "points"])
    assert [problem.what for problem in reader.problems] == ["unknown column 'acton'"]


def test_a_word_that_is_none_is_not_repeated():
    reader = RowReader("plan.xlsx", [])
    reader.word(2, "kind", "fatima", ("strength", "problem"))
    assert [problem.what for problem in reader.problems] == ["'kind' must be one of: strength, problem"]


def test_a_number_beyond_all_counting_is_none():
    assert number("1e308") is None
    assert number("9" * 40) is None


@pytest.mark.parametrize("text", ["=2+3", "#REF!", "#N/A"])
def test_a_formula_without_a_value_is_told(text):
    reader = RowReader("plan.xlsx", [])
    assert reader.number(2, "target", text) is None
    reader.date(2, "date", text)
    assert [problem.what.partition(" ")[2] for problem in reader.problems] == ["holds a formula without a value"] * 2
