"""What a reader can compute of a publication is what an attacker computes, and nothing held back can be."""

from math import inf

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.privacy.attacker import intervals, need, publication, told

from pilots.errors import PilotsError
from pilots.privacy.counts import Count, counts_frame
from pilots.privacy.linked import bounds, derivable, hold_back, protection

SEEDS = st.integers(0, 10**6)


def frame(*rows, of="x/0"):
    return counts_frame([Count(of, where, low, high, held=low < high) for where, low, high in rows])


def exact(where, n):
    return (where, n, n)


def held(where):
    return (where, 0, inf)


@settings(max_examples=6)
@given(SEEDS)
def test_bounds_are_those_of_an_attacker_with_one_table_of_everything(seed):
    rng = np.random.default_rng(seed)
    counts = publication(rng)
    known = told(counts, pd.Series(rng.random(len(counts)) < 0.5))
    pd.testing.assert_frame_equal(bounds(known), intervals(known))


@settings(max_examples=6)
@given(SEEDS, st.integers(3, 10))
def test_an_attacker_gets_no_count_that_is_held_back(seed, threshold):
    counts = publication(np.random.default_rng(seed))
    known = told(counts, hold_back(counts, threshold))
    width = intervals(known).pipe(lambda found: found["high"] - found["low"])
    assert (width >= need(known, threshold))[known["held"]].all()


@settings(max_examples=6)
@given(SEEDS)
def test_the_order_of_counts_is_irrelevant(seed):
    rng = np.random.default_rng(seed)
    counts = publication(rng)
    known = told(counts, pd.Series(rng.random(len(counts)) < 0.5))
    mixed = known.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(bounds(mixed).sort_index(), bounds(known))


def test_margins_give_away_the_cell_of_a_one_way_table():
    table = [exact({"site": "a", "trust": "yes"}, 12), held({"site": "a", "trust": "no"}), exact({"site": "a"}, 14)]
    assert derivable(frame(*table), 5)["high"].to_list() == [2]


def test_all_less_all_but_gives_away_the_rest():
    known = frame(exact({}, 30), exact({"needs": "none"}, 29), held({"needs": "some"}))
    assert bounds(known).iloc[2].to_list() == [1, 1]


def test_tables_are_linked_over_a_third():
    shared = [exact({"site": "a", "language": "nl"}, 10), exact({"site": "a", "language": "fr"}, 0)]
    known = frame(
        *shared,
        exact({"language": "nl", "trust": "no"}, 0),
        held({"language": "nl", "trust": "yes"}),
        held({"site": "a", "trust": "no"}),
    )
    assert bounds(known).iloc[4].to_list() == [0, 0]


def test_a_percentage_with_n_is_an_interval():
    known = frame(exact({}, 20), ({"trust": "yes"}, 16.8, 17.2), held({"trust": "no"}))
    assert bounds(known).iloc[2].to_list() == [3, 3]


def test_counts_of_other_people_tell_nothing():
    before, after = frame(exact({}, 30), exact({"site": "a"}, 20), of="x/0"), frame(held({"site": "a"}), of="x/1")
    assert bounds(pd.concat([before, after], ignore_index=True))["high"].to_list() == [30, 20, inf]


def test_a_count_told_elsewhere_is_not_held_back():
    known = frame(held({"site": "a"}), exact({"site": "a"}, 7))
    assert derivable(known, 5).index.to_list() == [0]


def test_values_that_leave_people_over_get_another_value():
    known = frame(
        exact({}, 30),
        exact({"site": "a"}, 10),
        exact({"site": "b"}, 15),
        held({"site": "a", "trust": "yes"}),
        held({"site": "a", "trust": "no"}),
    )
    assert bounds(known)["high"].to_list() == [30, 10, 15, 10, 10]


def test_people_may_have_several_values_where_these_are_more_than_the_people():
    known = frame(exact({}, 30), exact({"language": "nl"}, 25), exact({"language": "fr"}, 20), held({"language": "ar"}))
    assert bounds(known).iloc[3].to_list() == [0, 30]


def test_what_contradicts_itself_protects_nothing():
    known = frame(exact({}, 30), exact({"site": "a"}, 40), held({"site": "b"}))
    assert bounds(known).isna().all(axis=None)
    assert derivable(known, 5).index.to_list() == [2]


def test_protection_is_as_wide_as_the_people_allow():
    known = frame(
        exact({"site": "a"}, 3),
        held({"site": "a", "trust": "no"}),
        ({"site": "b", "trust": "no"}, 1, 4),
        held({"site": "b"}),
    )
    assert protection(known, 5).to_list() == [1, 3, 3, 5]


def test_a_count_of_nobody_among_nobody_is_no_secret():
    known = frame(exact({"site": "a"}, 0), held({"site": "a", "trust": "no"}))
    assert derivable(known, 5).empty


def test_a_table_that_is_too_large_to_lay_out_whole_is_bounded_by_its_margins():
    names = [f"q{at}" for at in range(9)]
    pairs = [exact({one: "1", two: "1"}, 4) for at, one in enumerate(names) for two in names[at + 1 :]]
    margins = [exact({one: value}, 5) for one in names for value in "12"]
    found = bounds(frame(*pairs, *margins, held({"q0": "1", "q1": "2"})))
    assert found.iloc[-1].to_list() == [1, 1]


def test_totals_stay_told_where_they_can():
    sizes = {("a", "yes"): 20, ("a", "no"): 3, ("b", "yes"): 12, ("b", "no"): 14}
    cells = [exact({"site": site, "trust": trust}, n) for (site, trust), n in sizes.items()]
    margins = [
        exact({"site": "a"}, 23),
        exact({"site": "b"}, 26),
        exact({"trust": "yes"}, 32),
        exact({"trust": "no"}, 17),
    ]
    assert hold_back(frame(*cells, *margins), 5).to_list() == [True] * 4 + [False] * 4


ROW = [
    exact({"site": "a", "trust": "yes"}, 12),
    exact({"site": "a", "trust": "no"}, 2),
    exact({"trust": "no"}, 2),
    exact({"site": "a"}, 14),
]


def test_without_a_way_to_protect_it_says_so():
    with pytest.raises(PilotsError, match="can't be protected"):
        hold_back(frame(*ROW), 5, totals=False, sensitive=pd.Series([False, True, False, False]))


def test_totals_are_held_back_where_nothing_else_helps():
    hidden = hold_back(frame(*ROW), 5)
    assert derivable(told(frame(*ROW), hidden), 5).empty


def test_a_count_of_which_only_the_least_is_told_may_stand_beside_others():
    counts = frame(*(exact({"a": a}, 20) for a in "13"), held({"a": "2"}), exact({}, 43), ({}, 40, inf))
    assert derivable(told(counts, hold_back(counts, 5)), 5).empty


def test_what_an_earlier_report_told_stays_told():
    counts = frame(*(exact({"site": site}, n) for site, n in {"a": 3, "b": 8, "c": 40}.items()), exact({}, 51))
    price = pd.Series([1, inf, 1, inf])
    assert hold_back(counts, 5, cost=price).to_list() == [True, False, True, False]


def test_many_small_counts_are_protected_table_by_table():
    rng = np.random.default_rng(1)
    site, answers = rng.integers(0, 5, 120), rng.choice(6, (3, 120), p=[0.3, 0.3, 0.2, 0.1, 0.06, 0.04])
    rows = [exact({"site": str(own)}, float(n)) for own, n in enumerate(np.bincount(site))]
    for item, given_ in enumerate(answers):
        table = pd.crosstab(site, given_).stack()
        rows += [exact({"site": str(own), f"q{item}": str(to)}, float(n)) for (own, to), n in table.items()]
        rows += [exact({f"q{item}": str(to)}, float(n)) for to, n in enumerate(np.bincount(given_))]
    counts = frame(*rows)
    assert derivable(told(counts, hold_back(counts, 5)), 5).empty


def test_what_is_computed_as_fewer_than_the_threshold_is_no_leak():
    told = [Count("a", {}, 1, 9, held=True), Count("a", {"site": "only"}, 0, held=True)]
    assert derivable(counts_frame(told), 10).empty


def test_what_is_computed_more_narrowly_than_that_is():
    told = [Count("a", {}, 1, 8), Count("a", {"site": "only"}, 0, held=True)]
    assert len(derivable(counts_frame(told), 10)) == 1
