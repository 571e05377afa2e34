from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pilots.statistics import Method, signed_rank, signed_ranks
from pilots.statistics.signed_rank import biserial_interval

MOVES = st.lists(st.integers(-3, 3), min_size=2, max_size=9).map(lambda x: np.array(x, dtype="float64"))


def found(before, after, **options):
    people = [*range(len(before))] * 2
    data = pd.DataFrame({"wave": [0] * len(before) + [1] * len(after), "who": people, "x": [*before, *after]})
    return signed_rank(data, "x", person="who", wave="wave", **options).set_index("statistic")


@given(MOVES)
def test_the_exact_test_counts_all_signs(moves):
    ours = signed_ranks(moves)
    sums = np.array([np.dot(signs, ours.ranks) for signs in product([-1, 1], repeat=len(ours.ranks))])
    expected = np.mean(np.abs(sums) >= abs(ours.plus - ours.minus) - 1e-9) if len(ours.ranks) else np.nan
    assert ours.p() == pytest.approx(expected, nan_ok=True)


@given(MOVES)
def test_the_rank_biserial_is_the_mean_sign_of_all_sums(moves):
    sums = np.sign(np.add.outer(moves, moves))[np.triu_indices(len(moves))]
    assert signed_ranks(moves).rank_biserial == pytest.approx(sums.mean())


@given(MOVES)
def test_the_other_way_round_is_the_mirror(moves):
    there, back = signed_ranks(moves), signed_ranks(-moves)
    assert (there.plus, there.minus) == (back.minus, back.plus)
    assert biserial_interval(moves) == pytest.approx([-x for x in reversed(biserial_interval(-moves))], nan_ok=True)


def test_many_people_are_tested_as_scipy_does():
    moves = np.random.default_rng(2).integers(-3, 5, 90).astype("float64")
    theirs = stats.wilcoxon(moves, zero_method="pratt", method="asymptotic").pvalue
    assert signed_ranks(moves).p(exact=False) == pytest.approx(theirs)


def test_the_interval_of_the_typical_change_is_that_of_the_test():
    after = np.random.default_rng(3).normal(0.5, 1, 12)
    ours = found(np.zeros(12), after).loc["pseudo_median"]
    assert ours["ci_low"] < ours["estimate"] < ours["ci_high"]
    inside, outside = (stats.wilcoxon(after - ours["ci_low"] + shift).pvalue for shift in (-1e-9, 1e-9))
    assert min(inside, outside) < 0.05 + 1e-9 < max(inside, outside) + 0.01


def test_leaving_out_zeros_makes_the_effect_larger():
    before, after = [1, 1, 1, 1, 1, 2, 2], [2, 2, 3, 1, 1, 2, 1]
    pratt, wilcoxon = (
        found(before, after, zeros=zeros)["estimate"]["rank_biserial"] for zeros in ("pratt", "wilcoxon")
    )
    assert 0 < pratt < wilcoxon


def test_where_nobody_changed_nothing_is_told():
    ours = found([1, 2, 3], [1, 2, 3])
    assert ours["method"]["rank_biserial"] == Method.NOBODY_CHANGED
    assert ours["estimate"][["pseudo_median", "unchanged"]].tolist() == [0, 3]


def test_people_in_one_wave_do_not_count():
    data = pd.DataFrame({"wave": [0, 0, 0, 1, 1, 1], "who": [1, 2, 3, 2, 3, 4], "x": [1, 2, 3, 3, 5, 9]})
    ours = signed_rank(data, "x", person="who", wave="wave").set_index("statistic").loc["rank_biserial"]
    assert (ours["n"], ours["n_missing"]) == (2, 2)


def test_without_links_it_can_not_be_told():
    data = pd.DataFrame({"wave": [0, 0, 1, 1], "who": [1, 2, 3, 4], "x": [1, 2, 3, 3]})
    assert set(signed_rank(data, "x", person="who", wave="wave")["method"]) == {Method.NO_PAIRS}
