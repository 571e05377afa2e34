from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pilots.errors import PilotsError
from pilots.statistics import Method, compare_repeated, friedman

ANSWERS = st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3, unique=True), min_size=4, max_size=8).map(
    np.array
)


@given(ANSWERS)
def test_friedman_is_scipys(answers):
    theirs, found = stats.friedmanchisquare(*answers.T), friedman(answers)
    assert [found.chi_squared, found.p] == pytest.approx([theirs.statistic, theirs.pvalue], abs=1e-12)


def test_every_order_of_everybodys_answers_is_counted():
    answers = np.array([[1, 2, 3], [1, 2, 2], [2, 1, 3], [1, 3, 2]])
    ranks = [stats.rankdata(person) for person in answers]
    every = [np.var(np.sum(chosen, axis=0)) for chosen in product(*(list(permutations(person)) for person in ranks))]
    expected = np.mean(np.array(every) >= np.var(np.sum(ranks, axis=0)) - 1e-9)
    found = compare_repeated(pd.DataFrame(answers, columns=["a", "b", "c"]), ["a", "b", "c"])
    assert found["p_value"][0] == pytest.approx(expected)
    assert found["method"][0] == Method.FRIEDMAN_EXACT


def test_many_questions_are_reordered_at_random():
    data = pd.DataFrame(np.random.default_rng(1).normal(size=(9, 6)), columns=list("abcdef"))
    found = compare_repeated(data, list("abcdef"))
    assert found["method"][0] == Method.FRIEDMAN_RANDOM
    assert found["p_value"][0] == pytest.approx(friedman(data.to_numpy()).p, abs=0.05)


def test_full_agreement_has_nothing_left_for_quade():
    data = pd.DataFrame({"a": [1, 2, 1, 0], "b": [2, 3, 2, 1], "c": [3, 4, 3, 2]})
    found = compare_repeated(data, ["a", "b", "c"])
    assert found["estimate"][0] == pytest.approx(1)
    assert found["method"][[0, 2]].tolist() == [Method.SAME_ORDER, Method.ALL_AGREE]


def test_only_who_answered_all_counts():
    data = pd.DataFrame({"a": [1, 2, 1, None], "b": [2, 1, 3, 2], "c": [3, 3, 2, 1]})
    found = compare_repeated(data, ["a", "b", "c"])
    assert found[["n", "n_missing"]].iloc[0].tolist() == [3, 1]


def test_two_answers_are_for_another_function():
    with pytest.raises(PilotsError, match="fewer than three"):
        compare_repeated(pd.DataFrame({"a": [1], "b": [2]}), ["a", "b"])
