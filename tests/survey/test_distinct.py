import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pilots.survey.distinct import beside, distinct, first_equal

ANSWERS = st.lists(st.one_of(st.none(), st.sampled_from(["", "1", "10", " 1", "3.5", "nee", "\0", "1e3"])), max_size=30)


def column(answers: list[str | None]) -> "pd.Series[str]":
    return pd.Series(answers, dtype="str")


@given(ANSWERS)
def test_written_with_its_own_texts_a_column_is_what_it_was(answers: list[str | None]) -> None:
    found = distinct(column(answers))
    pd.testing.assert_series_equal(found.written(found.texts.tolist()), column(answers))


@given(ANSWERS)
def test_numbers_are_those_of_pandas(answers: list[str | None]) -> None:
    expected = pd.to_numeric(column(answers), errors="coerce").astype("float64")
    np.testing.assert_array_equal(distinct(column(answers)).numbers(), expected)


@given(st.integers(0, 12).flatmap(lambda n: st.lists(st.lists(st.sampled_from([None, "a", "b", "c"]), min_size=n, max_size=n), min_size=2, max_size=4)))  # fmt: skip
def test_beside_each_other_equal_codes_are_equal_answers(columns: list[list[str | None]]) -> None:
    both = beside([distinct(column(answers)) for answers in columns])
    said = [[None if code < 0 else both.texts[code] for code in codes] for codes in both.codes.T]
    assert said == columns


def test_many_different_answers_need_longer_codes() -> None:
    assert distinct(column([str(n) for n in range(128)])).codes.dtype == "int16"


def test_columns_joined_of_several_pieces_are_one() -> None:
    pieces = pd.concat([column(["a", "b"]), column(["c", "a", None])], ignore_index=True)
    assert distinct(pieces).codes.tolist() == [0, 1, 2, 0, -1]


@given(st.lists(st.tuples(*[st.sampled_from([-1, 0, 1, 126])] * 3), max_size=40))
def test_the_first_equal_row_is_that_of_pandas(rows: list[tuple[int, ...]]) -> None:
    columns = [np.array([row[place] for row in rows], dtype=np.int8) for place in range(3)]
    expected = [rows.index(row) for row in rows]
    assert first_equal(columns).tolist() == expected
