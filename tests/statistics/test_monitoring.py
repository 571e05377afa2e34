import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import Method, run_chart


def chart(points):
    data = pd.DataFrame({"week": range(len(points)), "share": points})
    return run_chart(data, "share", time="week").set_index("statistic")


def test_a_shift_is_a_signal():
    found = chart([1, 2, 3, 2, 1, 3, 2, 1, 2, 3, 12, 11, 13, 12, 14, 11, 12, 13, 12, 11])
    assert found["estimate"].to_dict() == {
        "median": 7, "useful_points": 20, "longest_run": 10, "longest_run_limit": 7, "crossings": 1, "crossings_limit": 6,
        "signal": 1,
    }  # fmt: skip


def test_points_on_the_median_are_dropped():
    found = chart([5, 1, 5, 9, 5])["estimate"]
    assert (found["useful_points"], found["crossings"]) == (2, 1)


@pytest.mark.parametrize("points", [[], [3], [3] * 30, list(range(9)), [None, None]])
def test_fewer_than_ten_useful_points_cannot_tell(points):
    found = chart(points)
    assert np.isnan(found["estimate"][["signal", "longest_run_limit", "crossings_limit"]]).all()
    assert found["method"]["signal"] in (Method.FEW_POINTS, Method.NO_ANSWERS)


def test_a_week_without_a_count_is_missing():
    found = chart([1, None, 3])
    assert (found["n"]["median"], found["n_missing"]["median"]) == (2, 1)


def test_each_school_has_its_own_median():
    data = pd.DataFrame({"week": [1, 2, 1, 2], "share": [1, 3, 7, 9], "school": list("aabb")})
    found = run_chart(data, "share", time="week", by="school")
    assert found.loc[found["statistic"] == "median", "estimate"].tolist() == [2, 8]


def test_two_points_at_one_time_are_refused():
    with pytest.raises(PilotsError, match="week"):
        run_chart(pd.DataFrame({"week": [1, 1], "share": [2, 3]}), "share", time="week")


@settings(max_examples=20)
@given(st.lists(st.integers(0, 9), min_size=10, max_size=30), st.randoms())
def test_time_orders_the_points_not_the_rows(points, random):
    data = pd.DataFrame({"week": range(len(points)), "share": points})
    moved = data.iloc[random.sample(range(len(points)), len(points))]
    pd.testing.assert_frame_equal(run_chart(moved, "share", time="week"), run_chart(data, "share", time="week"))


@settings(max_examples=20)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=30))
def test_runs_and_crossings_fill_the_chart(points):
    found = chart(points)["estimate"]
    assert found["longest_run"] <= found["useful_points"]
    assert found["crossings"] <= max(found["useful_points"] - 1, 0)
