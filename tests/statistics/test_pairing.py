import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.statistics import Method
from pilots.statistics.pairing import two_waves

DATA = pd.DataFrame(
    {
        "wave": [0, 0, 0, 0, 1, 2, 2, 2],
        "who": ["a", "b", None, "d", "a", "b", "a", None],
        "x": [1, 2, 3, None, 9, 5, 4, 6],
    }
)


def waves(data=DATA):
    return two_waves(data, ["x"], person="who", wave="wave")["all"]


def test_the_first_and_the_last_wave_are_compared():
    people = waves().people("x")
    assert (people.before.tolist(), people.after.tolist()) == ([1, 2, 3], [4, 5, 6])


def test_people_are_linked_by_name_and_those_without_are_not():
    people = waves().people("x")
    assert people.linked.tolist() == [[1, 4], [2, 5]]
    assert (people.only_before.tolist(), people.only_after.tolist()) == ([3], [6])


def test_everyone_is_counted_once():
    people = waves().people("x")
    assert (people.n, people.asked) == (4, 5)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [([4], Method.ONE_WAVE), ([], Method.ONE_WAVE), (range(8), None)],
)
def test_a_single_wave_is_no_change(rows, reason):
    assert waves(DATA.iloc[list(rows)]).missing is reason


def test_two_rows_in_a_wave_are_refused():
    with pytest.raises(PilotsError, match="two rows"):
        waves(pd.concat([DATA, DATA]))
