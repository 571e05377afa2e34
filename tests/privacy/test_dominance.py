"""Amounts that few contributors make up."""

import pytest

from pilots.privacy.dominance import dominated, p_percent


def test_one_contributor_is_always_known():
    assert p_percent([100])
    assert dominated([100])


def test_nothing_given_tells_nothing():
    assert not p_percent([0, 0])
    assert not dominated([])


def test_the_order_of_contributors_is_irrelevant():
    assert p_percent([2, 90, 3, 5]) == p_percent([90, 5, 3, 2])


@pytest.mark.parametrize("rule", [p_percent, dominated])
def test_a_debt_is_no_contribution(rule):
    with pytest.raises(ValueError, match="0 or more"):
        rule([5, -1])
