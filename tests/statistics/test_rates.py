"""Garwood's limits: a table of 1936, and that they cover."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from pilots.statistics.rates import garwood


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.69), (1, 0.025, 5.57), (5, 1.62, 11.67), (10, 4.80, 18.39), (30, 20.24, 42.83)]
)
def test_limits_are_those_of_garwood(count, low, high):
    """Garwood (1936), table 1 (5 % level, both tails)."""
    assert garwood(count) == pytest.approx((low, high), abs=0.006)


@given(st.integers(1, 200), st.sampled_from([0.8, 0.9, 0.95]))
def test_at_a_limit_the_tail_is_what_was_asked(count, ci):
    low, high = garwood(count, ci=ci)
    assert poisson.sf(count - 1, low) == pytest.approx((1 - ci) / 2)
    assert poisson.cdf(count, high) == pytest.approx((1 - ci) / 2)
