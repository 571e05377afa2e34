from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pilots.statistics.ranks import brunner_munzel, cliffs_delta, rank_test

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
    first, second = generator.integers(1, 6, 70).astype(float), generator.integers(2, 6, 90).astype(float)
    theirs = stats.mannwhitneyu(first, second, method="asymptotic").pvalue
    assert rank_test(np.sort(first), np.sort(second)) == pytest.approx(theirs, rel=1e-10)


def test_the_degrees_of_freedom_are_those_of_brunner_and_munzel():
    first, second = np.random.default_rng(2).normal(size=(2, 30)) * [[1], [3]]
    theirs = stats.brunnermunzel(first, second)
    delta, _, df, _ = cliffs_delta(np.sort(first), np.sort(second))
    assert 2 * stats.t.sf(abs(theirs.statistic), df) == pytest.approx(theirs.pvalue, rel=1e-9)
    assert np.sign(delta) == -np.sign(theirs.statistic)


def test_brunner_munzel_of_large_groups_is_what_scipy_says():
    generator = np.random.default_rng(4)
    first, second = np.sort(generator.integers(1, 6, 20)) * 1.0, np.sort(generator.integers(2, 6, 30)) * 1.0
    assert brunner_munzel(first, second) == pytest.approx(stats.brunnermunzel(first, second).pvalue, rel=1e-9)


@given(SAMPLE, SAMPLE)
def test_brunner_munzel_goes_through_all_deals(first, second):
    everyone = np.concatenate([first, second])

    def t(mine):
        x, y = everyone[list(mine)], np.delete(everyone, list(mine))
        share = [[np.mean(np.sign(v - other) / 2 + 0.5) for v in own] for own, other in ((x, y), (y, x))]
        a, b = (np.var(values, ddof=1) / len(values) for values in share)
        gap = np.mean(share[0]) - 0.5
        return abs(gap) / np.sqrt(a + b) if a + b > 1e-12 else np.sign(abs(gap).round(9)) * 1e9

    if np.ptp(everyone) and len(everyone) <= 8:
        deals = np.array([t(mine) for mine in combinations(range(len(everyone)), len(first))])
        assert brunner_munzel(first, second) == pytest.approx(np.mean(deals >= deals[0] - 1e-9))


def test_a_small_spread_out_group_raises_no_false_alarms():
    generator = np.random.default_rng(6)
    first, second = np.sort(generator.normal(0, 3, (400, 8))), np.sort(generator.normal(0, 1, (400, 40)))
    assert np.mean([rank_test(x, y) < 0.05 for x, y in zip(first, second, strict=True)]) > 0.11
    assert np.mean([brunner_munzel(x, y) < 0.05 for x, y in zip(first[:80], second, strict=False)]) < 0.12


def test_equal_answers_are_not_tested():
    assert np.isnan(brunner_munzel(np.ones(5), np.ones(9)))


def test_a_hundred_answers_without_ties_have_the_exact_p_of_scipy():
    first, second = np.random.default_rng(4).normal([0, 0.5], size=(50, 2)).T
    expected = stats.mannwhitneyu(first, second, method="exact").pvalue
    assert rank_test(np.sort(first), np.sort(second)) == pytest.approx(expected, rel=1e-9)
