"""Counts that tell too much by themselves."""

import pytest

from pilots.privacy.counts import Count, counts_frame
from pilots.privacy.primary import primary


def of_site(*answers, n=30, known=()):
    told = [Count("x/0", {"site": "a"}, n, n)]
    told += [Count("x/0", {"site": "a", "trust": str(at)}, count, count) for at, count in enumerate(answers)]
    return primary(counts_frame(told), 5, known=known).to_list()[1:]


@pytest.mark.parametrize(("n", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_few_people_are_sensitive_and_nobody_is_not(n, small):
    assert of_site(n, 10, 20 - n)[0] == small


def test_all_but_few_are_sensitive():
    assert of_site(28) == [True]


def test_everybody_in_a_group_is_sensitive():
    assert of_site(30, 0) == [True, False]


def test_everybody_is_not_sensitive_where_there_is_no_other_value():
    assert of_site(30) == [False]


def test_everybody_is_not_sensitive_of_what_is_no_secret():
    assert of_site(30, 0, known=["trust"]) == [False, False]


def test_what_is_not_told_exactly_is_not_judged():
    assert not primary(counts_frame([Count("x/0", {}, 1, 4)]), 5).any()
