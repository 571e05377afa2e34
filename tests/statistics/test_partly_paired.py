from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pilots.statistics import rank_test
from pilots.statistics.pairing import People
from pilots.statistics.partly_paired import permutation_test

SOME = st.lists(st.integers(1, 4), min_size=1, max_size=4)
PAIRS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=5)
NONE = np.empty((0, 2))


def people(pairs, before, after):
    both = np.array(pairs, dtype="float64").reshape(-1, 2)
    old, new = (np.array(part, dtype="float64") for part in (before, after))
    everyone = (np.sort(np.concatenate([both[:, k], part])) for k, part in ((0, old), (1, new)))
    return People(*everyone, both, 0, np.sort(old), np.sort(new))


@settings(max_examples=25)
@given(PAIRS, SOME, SOME)
def test_the_exact_test_counts_all_swaps_and_deals(pairs, before, after):
    ours = people(pairs, before, after)
    ranks = stats.rankdata(np.concatenate([ours.linked.ravel(), before, after]))
    swaps, deals = ranks[: 2 * len(pairs)].reshape(-1, 2), ranks[2 * len(pairs) :]
    found = swaps[:, 1].sum() + deals[len(before) :].sum()
    sums = np.array([
        sum(swaps[k, side] for k, side in enumerate(sides)) + sum(dealt)
        for sides in product([0, 1], repeat=len(pairs))
        for dealt in combinations(deals, len(after))
    ])  # fmt: skip
    expected = np.mean(np.abs(sums - sums.mean()) >= abs(found - sums.mean()) - 1e-9)
    assert permutation_test(ours) == pytest.approx(expected)


@given(SOME, SOME)
def test_without_links_it_is_the_rank_test(before, after):
    ours = permutation_test(people([], before, after))
    assert ours == pytest.approx(rank_test(np.sort(np.array(before, float)), np.sort(np.array(after, float))))


def test_linked_answers_of_yes_and_no_get_mcnemars_test():
    ours = people([(0, 1)] * 9 + [(1, 0)] * 2 + [(1, 1)] * 5, [], [])
    assert permutation_test(ours) == pytest.approx(stats.binomtest(2, 11).pvalue)


def test_others_who_say_yes_or_no_get_fishers_test():
    ours = people([], [1] * 3 + [0] * 9, [1] * 8 + [0] * 4)
    assert permutation_test(ours) == pytest.approx(stats.fisher_exact([[3, 9], [8, 4]]).pvalue)


def test_many_answers_get_nearly_the_exact_p():
    generator = np.random.default_rng(4)
    few = people(generator.integers(1, 6, (30, 2)), generator.integers(1, 6, 30), generator.integers(2, 6, 29))
    # counted as more than can be told exactly
    more = few._replace(before=np.repeat(few.before, 2))
    assert permutation_test(more) == pytest.approx(permutation_test(few), abs=0.01)
