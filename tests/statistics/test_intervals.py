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


@pytest.mark.parametrize(("n", "k"), [(6, 1), (7, 1), (20, 6), (51, 18), (100, 40)])
def test_at_an_exact_level_the_median_interval_is_that_of_two_order_statistics(n, k):
    sample = np.random.default_rng(n).normal(size=n)
    level = 1 - 2 * stats.binom.cdf(k - 1, n, 0.5)
    theirs = stats.quantile_test(sample, q=0, p=0.5).confidence_interval(level - 1e-12)
    assert intervals.median_interval(sample, ci=level - 1e-12) == pytest.approx(tuple(theirs), rel=1e-6)


@pytest.mark.parametrize("n", [6, 7, 8, 20, 51])
def test_median_interval_lies_within_the_exact_one(n):
    sample = np.random.default_rng(n).normal(size=n)
    low, high = stats.quantile_test(sample, q=0, p=0.5).confidence_interval(0.95)
    found = intervals.median_interval(sample)
    assert low <= found[0] < np.median(sample) < found[1] <= high


def test_median_interval_holds_its_level_where_the_exact_one_can_not():
    samples = np.random.default_rng(1).exponential(size=(4000, 8))
    found = np.array([intervals.median_interval(sample) for sample in samples])
    covered = (found[:, 0] <= np.log(2)) & (np.log(2) <= found[:, 1])
    assert covered.mean() == pytest.approx(0.95, abs=0.015)


def test_sd_interval_is_bonetts():
    sample = np.array([15.83, 16.01, 16.24, 16.42, 15.33, 15.44, 16.88, 16.31])
    low, high = intervals.sd_interval(sample, ci=0.95)
    assert low < sample.std(ddof=1) < high
    assert intervals.sd_interval(sample * 1e200) == pytest.approx((low * 1e200, high * 1e200), rel=1e-9)


@pytest.mark.parametrize("sample", [np.ones(9), np.arange(4.0)])
def test_four_values_or_equal_ones_have_no_sd_interval(sample):
    assert np.isnan(intervals.sd_interval(sample)).all()


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


def test_a_noncentrality_far_on_the_other_side_has_limits():
    """scipy's `nctdtr` gives up there: 2 + 2 people, or 2 schools, far apart."""
    low, high = intervals.noncentral_t(-33.41758241758201, 1.0)
    assert low < -33.4 < high < 0
