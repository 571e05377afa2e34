"""Amounts that few contributors make up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.privacy.dominance import by_fewest, p_percent

COUNTS = st.lists(st.integers(0, 12), max_size=8)


def test_one_contributor_is_always_known():
    assert p_percent([100])


def test_nothing_given_tells_nothing():
    assert not p_percent([0, 0])
    assert not p_percent([])


def test_the_order_of_contributors_is_irrelevant():
    assert p_percent([2, 90, 3, 5]) == p_percent([90, 5, 3, 2])


def test_a_debt_is_no_contribution():
    with pytest.raises(ValueError, match="0 or more"):
        p_percent([5, -1])


@given(COUNTS)
def test_the_fewest_people_make_up_the_same_counts(counts):
    people = by_fewest(counts)
    assert sum(people) == sum(counts)
    assert len(people) == max(counts, default=0)
    assert all(times <= len(counts) for times in people)


@given(COUNTS, st.randoms(use_true_random=False))
def test_no_other_people_make_up_more_of_it(counts, random):
    there = [random.sample(range(15), n) for n in counts]
    others = sorted((sum(person in each for each in there) for person in range(15)), reverse=True)
    people = by_fewest(counts)
    assert all(sum(others[:first]) <= sum(people[:first]) for first in range(15))
