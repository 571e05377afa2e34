from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pilots.statistics import cliffs_delta, rank_test

SAMPLE = st.lists(st.integers(1, 5), min_size=2, max_size=6).map(lambda x: np.sort(np.array(x, dtype="float64")))


def by_hand(first, second):
    signs = np.sign(np.subtract.outer(first, second))
    n, m = signs.shape
    d = signs.mean()
    rows, columns = ((signs.mean(axis=axis) - d) ** 2 for axis in (1, 0))
    return d, (m**2 * rows.sum() + n**2 * columns.sum() - ((signs - d) ** 2).sum()) / (n * m * (n - 1) * (m - 1))


@given(SAMPLE, SAMPLE)
def test_cliffs_delta_is_what_the_matrix_of_signs_gives(first, second):
    delta, variance = by_hand(first, second)
    found = cliffs_delta(first, second)
    assert found.delta == pytest.approx(delta)
    least = (1 - delta**2) / (len(first) * len(second) - 1)
    if variance > least:
        assert found.se**2 == pytest.approx(variance)


@given(SAMPLE, SAMPLE)
def test_the_limits_hold_the_delta_and_stay_within_one(first, second):
    found = cliffs_delta(first, second)
    low, high = found.interval()
    assert np.isnan(low) or -1 <= low <= found.delta + 1e-12 <= high + 2e-12 <= 1 + 3e-12


@given(SAMPLE, SAMPLE)
def test_the_other_way_round_is_the_mirror(first, second):
    there, back = cliffs_delta(first, second), cliffs_delta(second, first)
    assert there.interval() == pytest.approx([-limit for limit in reversed(back.interval())], nan_ok=True)
    assert rank_test(first, second) == pytest.approx(rank_test(second, first))


@settings(deadline=None)
@given(SAMPLE, SAMPLE)
def test_the_exact_test_counts_all_deals(first, second):
    ranks = stats.rankdata(np.concatenate([first, second]))
    expected = ranks.mean() * len(first)
    deals = [abs(sum(deal) - expected) for deal in combinations(ranks, len(first))]
    surprise = abs(ranks[: len(first)].sum() - expected)
    assert rank_test(first, second) == pytest.approx(np.mean(np.array(deals) >= surprise - 1e-9))


def test_many_people_are_tested_as_scipy_does():
    generator = np.random.default_rng(3)
    first, second = generator.integers(1, 6, 40).astype(float), generator.integers(2, 6, 50).astype(float)
    theirs = stats.mannwhitneyu(first, second, method="asymptotic").pvalue
    assert rank_test(np.sort(first), np.sort(second)) == pytest.approx(theirs, rel=1e-10)
