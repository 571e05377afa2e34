import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pilots.statistics.correlation_intervals import kendall_tau, pearson_interval, spearman_interval

PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=5, max_size=15).map(
    lambda pairs: np.array(pairs, dtype="float64").T
)


@given(PAIRS)
def test_pearson_interval_is_what_scipy_says(pairs):
    if np.ptp(pairs, axis=1).all():
        theirs = stats.pearsonr(*pairs)
        if abs(theirs.statistic) < 1 - 1e-9:
            found = pearson_interval(theirs.statistic, pairs.shape[1])
            assert found == pytest.approx(tuple(theirs.confidence_interval(0.95)), rel=1e-9)


@given(st.floats(-0.99, 0.99), st.integers(4, 200))
def test_spearman_interval_is_wider_than_pearsons(r, n):
    narrow, wide = pearson_interval(r, n), spearman_interval(r, n)
    assert wide[0] - 1e-12 <= narrow[0] < narrow[1] <= wide[1] + 1e-12


@given(PAIRS)
def test_tau_is_what_scipy_says(pairs):
    tau, low, high = kendall_tau(*pairs)
    assert tau == pytest.approx(stats.kendalltau(*pairs).statistic, abs=1e-12, nan_ok=True)
    assert np.isnan(low) or -1 <= low <= tau <= high <= 1


@given(PAIRS)
def test_tau_of_the_scale_turned_round_is_the_mirror(pairs):
    x, y = pairs
    tau, low, high = kendall_tau(x, y)
    assert kendall_tau(x, -y) == pytest.approx((-tau, -high, -low), nan_ok=True)


def test_the_variance_of_tau_is_that_of_leaving_each_out():
    x, y = np.random.default_rng(1).integers(1, 6, (2, 12)).astype(float)
    without = [stats.kendalltau(np.delete(x, i), np.delete(y, i)).statistic for i in range(12)]
    tau, low, high = kendall_tau(x, y)
    half = (np.arctanh(high) - np.arctanh(low)) / 2 / stats.norm.ppf(0.975)
    assert half * (1 - tau**2) == pytest.approx(np.sqrt(11 * np.var(without)), rel=1e-9)


@pytest.mark.parametrize("interval", [pearson_interval, spearman_interval])
def test_three_pairs_or_a_perfect_correlation_have_no_interval(interval):
    assert np.isnan([interval(0.5, 3), interval(1.0, 30)]).all()
