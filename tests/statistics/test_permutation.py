import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pilots.statistics.permutation import Cells, deal, permuted, wald_of_ranks, ways

TOGETHER = np.zeros(9, dtype="int64")
LABELS = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1])


def once(statistic, labels=LABELS):
    return float(statistic(labels.astype(np.int8)[None, :])[0])


def test_two_groups_without_strata_have_welchs_t():
    values = np.random.default_rng(1).normal(size=9)
    welch = stats.ttest_ind(values[LABELS == 0], values[LABELS == 1], equal_var=False).statistic
    assert once(Cells(values, LABELS, TOGETHER).studentised) == pytest.approx(welch**2)


def test_two_groups_by_ranks_have_brunner_and_munzels_t():
    values = np.array([1.0, 2, 2, 3, 3, 4, 5, 5, 1])
    theirs = stats.brunnermunzel(values[LABELS == 0], values[LABELS == 1]).statistic
    assert once(wald_of_ranks(values, LABELS)) == pytest.approx(theirs**2, rel=1e-6)


def test_effects_within_strata_are_those_of_least_squares():
    generator = np.random.default_rng(2)
    labels, strata = generator.integers(0, 3, 40), generator.integers(0, 4, 40)
    values = generator.normal(size=40)
    design = np.hstack([np.eye(4)[strata], np.eye(3)[labels][:, 1:]])
    expected = np.linalg.lstsq(design, values, rcond=None)[0][4:]
    found = Cells(values, labels, strata).effects(labels.astype(np.int8)[None, :])
    assert found.effects[0] == pytest.approx(expected)


def test_all_ways_are_gone_through_once_each():
    labels, strata = np.array([0, 0, 1, 2, 0, 1]), np.array([0, 0, 0, 0, 1, 1])
    deals, exact = deal(labels, strata, resamples=100, seed=0)
    assert exact
    assert len(deals) == ways(labels, strata) == len(np.unique(deals, axis=0)) == 24


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000))
def test_random_deals_leave_the_strata_as_they_are(seed):
    labels, strata = np.arange(20) % 3, np.arange(20) % 2
    deals, exact = deal(labels, strata, resamples=5, seed=seed)
    assert not exact
    for stratum in (0, 1):
        assert (np.sort(deals[:, strata == stratum], axis=1) == np.sort(labels[strata == stratum])).all()


def test_random_deals_give_nearly_the_exact_p():
    values = np.random.default_rng(3).normal(size=9)
    statistic = Cells(values, LABELS, TOGETHER).studentised
    exact, random = permuted(statistic, LABELS, TOGETHER), permuted(statistic, LABELS, TOGETHER, resamples=83)
    assert exact.exact
    assert not random.exact
    assert random.p == pytest.approx(exact.p, abs=0.2)


def test_groups_that_do_not_overlap_are_the_least_likely_deal():
    values = np.array([1.0, 1, 1, 2, 2, 2, 2, 2, 2])
    assert permuted(wald_of_ranks(values, LABELS), LABELS, TOGETHER).p == pytest.approx(1 / 84)
