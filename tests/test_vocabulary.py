import pytest

from pilots import vocabulary
from pilots.vocabulary import ESTIMATES, Column, frame

FRAMES = [vocabulary.FLAGS, vocabulary.DECISIONS, vocabulary.ESTIMATES, vocabulary.MISSING]


@pytest.mark.parametrize("columns", FRAMES)
def test_a_frame_without_rows_has_its_columns_and_types(columns):
    made = frame(columns)
    assert [(name, str(made[name].dtype)) for name in made] == [(column.name, column.dtype) for column in columns]


def test_a_cell_left_out_is_missing():
    assert frame(ESTIMATES, [{"variable": "climate"}])["n"].isna().all()


def test_a_column_that_a_frame_does_not_know_is_refused():
    with pytest.raises(KeyError, match="estimat'"):
        vocabulary.estimates([{"estimat": 1.0}])


@pytest.mark.parametrize("columns", FRAMES)
def test_every_column_says_what_it_holds(columns):
    assert all(isinstance(column, Column) and column.label and column.meaning for column in columns)


def test_the_same_name_means_the_same_type_everywhere():
    types = {(column.name, column.dtype) for columns in FRAMES for column in columns}
    assert len(types) == len({name for name, _ in types})
