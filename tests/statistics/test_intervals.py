import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pilots.statistics import intervals

SAMPLE = st.lists(st.integers(-50, 50), min_size=2, max_size=20).map(lambda x: np.array(x, dtype="float64"))


def test_mean_interval_is_what_scipy_says():
    sample = np.array([2.0, 3, 3, 4, 5, 1])
    theirs = stats.t.interval(0.9, 5, loc=sample.mean(), scale=stats.sem(sample))
    assert intervals.mean_interval(sample, ci=0.9) == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("n", [6, 7, 20, 51])
def test_median_interval_is_what_scipy_says(n):
    sample = np.random.default_rng(n).normal(size=n)
    theirs = stats.quantile_test(sample, q=0, p=0.5).confidence_interval(0.95)
    assert intervals.median_interval(sample) == pytest.approx(tuple(theirs))


@pytest.mark.parametrize("n", [0, 1, 5])
def test_five_values_have_no_median_interval(n):
    assert np.isnan(intervals.median_interval(np.arange(float(n)))).all()


@given(SAMPLE, SAMPLE)
def test_nobody_in_both_samples_is_welch(first, second):
    found = intervals.mean_difference(first, second)
    if np.ptp(first) and np.ptp(second):
        theirs = stats.ttest_ind(first, second, equal_var=False)
        assert (found.p, found.df) == pytest.approx((theirs.pvalue, theirs.df), rel=1e-9)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=20))
def test_everyone_in_both_samples_is_the_paired_test(pairs):
    first, second = np.array(pairs, dtype="float64").T
    if np.ptp(first) and np.ptp(second) and np.ptp(first - second):
        r = np.corrcoef(first, second)[0, 1]
        found = intervals.mean_difference(first, second, correlation=r, pairs=len(pairs))
        theirs = stats.ttest_rel(first, second)
        assert (found.p, found.df) == pytest.approx((theirs.pvalue, theirs.df), rel=1e-6)


@pytest.mark.parametrize(("t", "df"), [(2, 10), (0, 5), (-8, 4.3), (40, 11_000), (100, 100)])
def test_noncentral_t_limits_give_the_tails_back(t, df):
    low, high = intervals.noncentral_t(t, df)
    assert stats.nct.cdf(t, df, [low, high]) == pytest.approx([0.975, 0.025], abs=1e-10)


def test_small_sample_factor_goes_to_one():
    assert intervals.small_sample_factor(4) == pytest.approx(0.7978845608, rel=1e-9)
    assert intervals.small_sample_factor(1e6) == pytest.approx(1, abs=1e-6)
