import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pilots.statistics import cohens_d, glass_delta, hedges_g

SAMPLE = st.lists(st.integers(1, 9), min_size=3, max_size=8, unique=True).map(lambda x: np.array(x, dtype="float64"))


@given(SAMPLE, SAMPLE)
def test_d_is_the_t_of_one_spread_without_its_sizes(first, second):
    t = stats.ttest_ind(first, second).statistic
    assert cohens_d(first, second).estimate == pytest.approx(t * np.sqrt(1 / len(first) + 1 / len(second)))


@given(SAMPLE, SAMPLE)
def test_limits_of_d_are_those_of_the_noncentral_t(first, second):
    h = np.sqrt(1 / len(first) + 1 / len(second))
    estimate, low, high = cohens_d(first, second)
    tails = stats.nct.cdf(estimate / h, len(first) + len(second) - 2, [low / h, high / h])
    assert tails == pytest.approx([0.975, 0.025], abs=1e-8)


def test_g_is_d_times_one_factor():
    first, second = np.array([3.0, 4, 4, 5]), np.array([1.0, 2, 3, 4])
    ratios = np.array(hedges_g(first, second)) / np.array(cohens_d(first, second))
    assert ratios == pytest.approx([ratios[0]] * 3)


def test_glass_takes_the_spread_of_the_second_group():
    first, second = np.array([1.0, 9, 20]), np.array([1.0, 2, 3, 4])
    assert glass_delta(first, second).estimate == pytest.approx(7.5 / second.std(ddof=1))


@pytest.mark.parametrize("measure", [cohens_d, hedges_g, glass_delta])
@pytest.mark.parametrize("unit", [1e200, 1e-200])
def test_the_unit_changes_nothing(measure, unit):
    first, second = np.array([3.0, 4, 4, 5]), np.array([1.0, 2, 3, 4])
    assert measure(first * unit, second * unit) == pytest.approx(measure(first, second))


@pytest.mark.parametrize("measure", [cohens_d, hedges_g, glass_delta])
def test_without_spread_there_is_no_effect_size(measure):
    assert np.isnan(measure(np.array([3.0, 3]), np.array([4.0, 4]))).all()
