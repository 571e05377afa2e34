from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.oneway import anova_oneway

from pilots.statistics import anova, kruskal_wallis, welch_anova
from pilots.statistics.analysis_of_variance import rank_permutations, welch_permutations

SAMPLE = st.lists(st.integers(1, 9), min_size=3, max_size=6, unique=True).map(lambda x: np.array(x, dtype="float64"))
SAMPLES = st.lists(SAMPLE, min_size=3, max_size=3)


@given(SAMPLES)
def test_the_classic_f_is_scipys(samples):
    theirs = stats.f_oneway(*samples)
    assert [*anova(samples)][::3] == pytest.approx([theirs.statistic, theirs.pvalue])


@given(SAMPLES)
def test_welchs_f_is_that_of_statsmodels(samples):
    theirs = anova_oneway(samples, use_var="unequal", welch_correction=True)
    assert [*welch_anova(samples)] == pytest.approx([theirs.statistic, *theirs.df, theirs.pvalue])


@given(SAMPLES)
def test_h_is_scipys_and_its_share_that_of_the_ranks(samples):
    theirs, found = stats.kruskal(*samples), kruskal_wallis(samples)
    assert [found.h, found.p] == pytest.approx([theirs.statistic, theirs.pvalue])
    ranks = np.split(stats.rankdata(np.concatenate(samples)), np.cumsum([len(sample) for sample in samples])[:-1])
    assert found.of_ranks.f == pytest.approx(anova(ranks).f)


def test_every_deal_of_the_ranks_is_counted():
    samples = [np.array([1.0, 2, 2]), np.array([2.0, 4]), np.array([4.0, 5])]
    ranks = stats.rankdata(np.concatenate(samples))

    def spread(deal):
        return deal[:3].sum() ** 2 / 3 + deal[3:5].sum() ** 2 / 2 + deal[5:].sum() ** 2 / 2

    every = [spread(np.array(deal)) for deal in permutations(ranks)]
    assert rank_permutations(samples, seed=0) == (pytest.approx(np.mean(np.array(every) >= spread(ranks) - 1e-9)), True)


def test_random_deals_come_near_to_all_of_them(monkeypatch):
    samples = [np.array([1.0, 2, 3, 5]), np.array([2.0, 4, 6, 9]), np.array([4.0, 5, 7, 8])]
    p, _ = rank_permutations(samples, seed=0)
    monkeypatch.setattr("pilots.statistics.analysis_of_variance.MOST_STATES", 1)
    drawn, every = rank_permutations(samples, seed=0)
    assert not every
    assert drawn == pytest.approx(p, abs=0.02)


@settings(max_examples=10)
@given(st.sampled_from([1e-9, 1e9]))
def test_the_unit_changes_no_permutation(unit):
    samples = [np.array([1.0, 2, 3]), np.array([2.0, 4, 6]), np.array([4.0, 5, 7])]
    assert welch_permutations([sample * unit for sample in samples], seed=1) == welch_permutations(samples, seed=1)
