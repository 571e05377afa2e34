import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pilots.errors import PilotsError
from pilots.statistics import Method, nonoverlap, rank_test, single_case

PHASE = st.lists(st.integers(0, 9), min_size=3, max_size=8).map(lambda x: np.array(x, dtype="float64"))


def told(first, second, **options):
    data = pd.DataFrame({"phase": ["before"] * len(first) + ["after"] * len(second), "x": [*first, *second]})
    data["day"] = range(len(data))
    return single_case(data, "x", phase="phase", time="day", **options).set_index("statistic")


@given(PHASE, PHASE)
def test_nonoverlap_is_the_area_of_the_rank_test(first, second):
    found = nonoverlap(first, second)
    theirs = stats.mannwhitneyu(second, first).statistic / (len(first) * len(second))
    low, high = found.interval()
    assert found.nap == pytest.approx(theirs)
    assert 0 <= low <= found.nap + 1e-9
    assert found.nap - 1e-9 <= high <= 1


@given(PHASE, PHASE)
def test_the_other_way_round_is_the_mirror(first, second):
    there, back = nonoverlap(first, second), nonoverlap(second, first)
    assert there.interval() == pytest.approx([1 - limit for limit in reversed(back.interval())], abs=1e-7)
    assert there.se == pytest.approx(back.se)


def test_without_overlap_there_is_still_an_interval():
    low, high = nonoverlap(np.arange(3.0), np.arange(5.0, 12)).interval()
    assert 0.5 < low < 0.9
    assert high == 1


def test_p_is_that_of_the_rank_test():
    first, second = np.array([3.0, 4, 4, 5, 2]), np.array([5.0, 6, 4, 7, 6, 8])
    assert told(first, second)["p_value"]["nap"] == pytest.approx(rank_test(np.sort(first), np.sort(second)))


def test_tau_u_takes_the_trend_of_the_baseline_off():
    found = told([1, 2, 3, 4], [5, 6, 7])["estimate"]
    assert (found["tau"], found["tau_u"], found["tau_u_all"]) == pytest.approx((1, (12 - 6) / 12, (12 - 6) / 18))


def test_a_trend_of_the_baseline_that_goes_on_is_no_effect_once_corrected():
    found = told(np.arange(8.0), np.arange(8.0, 16))["estimate"]
    assert (found["nap"], found["tau_bc"]) == (1, 0)


def test_without_a_trend_corrected_tau_is_kendalls():
    first, second = [3, 5, 4, 3, 5], [6, 4, 7, 8, 6]
    theirs = stats.kendalltau([0] * 5 + [1] * 5, first + second).statistic
    assert told(first, second)["estimate"]["tau_bc"] == pytest.approx(theirs)


def test_fewer_is_better_where_one_says_so():
    up, down = told([5, 6, 7], [1, 2, 3]), told([5, 6, 7], [1, 2, 3], improvement="decrease")
    assert (up["estimate"]["nap"], down["estimate"]["nap"]) == (0, 1)
    assert down["estimate"][["pnd", "pem"]].tolist() == [1, 1]


def test_cases_are_told_one_by_one():
    data = pd.DataFrame({"phase": list("aaabbb") * 2, "day": [*range(6)] * 2, "child": ["x"] * 6 + ["y"] * 6})
    data["late"] = [5, 6, 5, 3, 2, 1, 1, 2, 1, 4, 5, 6]
    found = single_case(data, "late", phase="phase", time="day", by="child")
    assert found.loc[found["statistic"] == "nap", "estimate"].tolist() == [0, 1]
    with pytest.raises(PilotsError, match="same time"):
        single_case(data, "late", phase="phase", time="day")


@pytest.mark.parametrize(
    ("first", "second", "method"),
    [
        ([1, 2], [3, 4, 5], Method.FEW_PHASE_POINTS),
        ([1, 2, 3], [], Method.ONE_PHASE),
        ([2] * 3, [2] * 3, Method.NO_VARIANCE),
    ],
)
def test_too_little_is_not_told(first, second, method):
    assert set(told(first, second)["method"]) == {method}
