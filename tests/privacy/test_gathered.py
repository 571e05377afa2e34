"""Counts of several exhibits and reports, together."""

from math import inf

from pilots.privacy.counts import Count
from pilots.privacy.gathered import Gathered

SITES = [Count("p/0", {"site": "a"}, 30, 30), Count("p/0", {"site": "b"}, 0, held=True)]


def leaks(*told):
    return Gathered.of(told).leaks(5)


def test_what_the_total_gives_away_leaks():
    assert leaks(Count("p/0", {}, 33, 33), *SITES)["high"].to_list() == [3]


def test_what_is_told_twice_adds_nothing():
    assert leaks(*SITES, *SITES).empty


def test_respondents_are_the_forms_that_are_analysed():
    forms = [Count("p/0 received", {}, 36, 36), Count("p/0 received", {"form": "removed: refused"}, 0, held=True)]
    found = leaks(*forms, Count("p/0 received", {"form": "analysed"}, 0, held=True), Count("p/0", {}, 33, 33))
    assert set(found["high"]) == {3, 33}


def test_joined_answers_are_the_sum_of_their_parts():
    answers = [Count("p/0", {"trust": "1|2"}, 9, 9), Count("p/0", {"trust": "2|3"}, 20, 20)]
    held = [Count("p/0", {"trust": one}, 0, held=True) for one in "12"]
    assert leaks(*answers, *held, Count("p/0", {"trust": "3"}, 18, 18))["high"].to_list() == [7, 2]


def test_an_implied_group_of_few_leaks_and_one_of_many_does_not():
    few = [Count("c", {}, 30, 30), Count("c", {"a": "yes"}, 28, 28), Count("c", {"a": "no"}, 0)]
    many = [Count("c", {}, 30, 30), Count("c", {"a": "yes"}, 20, 20), Count("c", {"a": "no"}, 0)]
    assert len(leaks(*few)) == 1
    assert leaks(*many).empty


def test_who_did_not_answer_is_no_secret():
    asked = [Count("p/0", {}, 30, 30), Count("p/0", {"answered:trust": "yes"}, 28, 28)]
    assert leaks(*asked, Count("p/0", {"answered:trust": "no"}, 0)).empty


def test_what_left_already_is_never_held_back():
    told = [Count("p/0", {}, 63, 63), *SITES, Count("p/0", {"site": "c"}, 30, 30)]
    found = Gathered.of(told)
    assert found.to_hold(found.leaks(5), [inf, inf, 1.0, 31.0], 5) == [3]


def test_what_follows_from_what_left_already_is_not_told_again():
    before = [Count("p/0", {}, 33, 33), *SITES]
    now = [Count("q/0", {}, 20, 20)]
    assert Gathered.of([*now, *before]).leaks(5, before).empty
    assert len(Gathered.of(before).leaks(5, before[1:])) == 1
