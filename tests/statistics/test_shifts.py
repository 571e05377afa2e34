import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.statistics import Method, hodges_lehmann, median_difference, shifts

SAMPLE = st.lists(st.integers(-20, 20), min_size=5, max_size=15).map(lambda x: np.array(x, dtype="float64"))


@given(SAMPLE, SAMPLE)
def test_the_limits_hold_the_shift(first, second):
    for measure in (hodges_lehmann, median_difference):
        estimate, low, high = measure(first, second)
        assert np.isnan(low) or low <= estimate <= high


@given(SAMPLE, SAMPLE, st.integers(-5, 5))
def test_moving_a_group_moves_the_shift(first, second, by):
    for measure in (hodges_lehmann, median_difference):
        moved = np.array(measure(first + by, second)) - by
        assert moved == pytest.approx(measure(first, second), nan_ok=True)


@given(SAMPLE, SAMPLE)
def test_the_other_way_round_is_the_mirror(first, second):
    for measure in (hodges_lehmann, median_difference):
        estimate, low, high = measure(first, second)
        assert measure(second, first) == pytest.approx((-estimate, -high, -low), nan_ok=True)


@pytest.mark.parametrize("measure", [hodges_lehmann, median_difference])
def test_the_limits_hold_their_level(measure):
    samples = np.random.default_rng(3).exponential(size=(2000, 2, 12))
    found = np.array([measure(*pair) for pair in samples])
    assert np.mean((found[:, 1] <= 0) & (found[:, 2] >= 0)) == pytest.approx(0.955, abs=0.02)


def test_equal_answers_have_no_interval():
    data = pd.DataFrame({"who": list("aaaaabbbbb"), "weeks": [3.0] * 10})
    assert shifts(data, "weeks", by="who")["method"].tolist() == [Method.SAME_ANSWERS.value] * 2


def test_three_a_side_are_too_few():
    data = pd.DataFrame({"who": list("aaabbb"), "weeks": [3.0, 4, 6, 1, 2, 5]})
    assert shifts(data, "weeks", by="who")["method"].tolist() == [Method.FEW_ANSWERS.value] * 2


def test_medians_of_a_scale_of_five_points_have_no_interval():
    data = pd.DataFrame({"who": ["a"] * 10 + ["b"] * 10, "trust": [1.0, 2, 3, 4, 5] * 4})
    found = shifts(data, "trust", by="who").set_index("statistic")
    assert found.loc["median_difference", "method"] == Method.FEW_VALUES.value
    assert found.loc["hodges_lehmann", ["ci_low", "ci_high"]].tolist() == [-2, 2]
