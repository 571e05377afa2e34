import numpy as np
import pytest
from scipy import stats

from pilots.statistics import corrected_v, cramers_v, epsilon_squared, eta_squared, omega_squared


def test_limits_of_eta_squared_are_those_of_the_noncentral_f():
    _, low, high = eta_squared(6.0, 3, 40)
    tails = stats.ncf.cdf(6.0, 3, 40, [40 * low / (1 - low), 40 * high / (1 - high)])
    assert tails == pytest.approx([0.975, 0.025], abs=1e-8)


def test_limits_of_v_are_those_of_the_noncentral_chi_squared():
    _, low, high = cramers_v(20.0, 100, 3, 4)
    assert stats.ncx2.cdf(20.0, 6, np.array([low, high]) ** 2 * 200) == pytest.approx([0.975, 0.025], abs=1e-8)


def test_no_interval_ends_where_it_begins():
    assert cramers_v(0, 16, 2, 2).ci_high > 0.5
    assert cramers_v(0, 16, 2, 2) == pytest.approx((0, 0, cramers_v(stats.chi2.median(1), 16, 2, 2).ci_high))


def test_what_chance_adds_is_taken_out():
    assert omega_squared(0.5, 2, 30).estimate == 0
    assert omega_squared(5, 2, 30).estimate < epsilon_squared(5, 2, 30).estimate < eta_squared(5, 2, 30).estimate
    assert corrected_v(4.0, 50, 3, 3) == 0


@pytest.mark.parametrize("f", [np.inf, np.nan])
def test_without_a_ratio_there_is_no_share(f):
    assert np.isnan(eta_squared(f, 2, 10)).all()
