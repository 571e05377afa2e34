"""Van der Eijk's A against published values, its definition peeled by hand, and its identities."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.actions.ordered import eijk_interval, van_der_eijk_a

COUNTS = st.lists(st.integers(0, 20), min_size=3, max_size=7).filter(any)


def peeled(counts):
    """Layer by layer, as the article tells it, in fractions."""
    left, total, found = list(counts), sum(counts), Fraction(0)
    while any(left):
        height = min(count for count in left if count)
        filled = [count > 0 for count in left]
        triples = ["".join("10"[not it] for it in triple) for triple in combinations(filled, 3)]
        one, two = triples.count("110") + triples.count("011"), triples.count("101")
        size = len(counts)
        peak = Fraction((size - 2) * one - (size - 1) * two, (size - 2) * (one + two)) if one + two else Fraction(1)
        found += Fraction(height * sum(filled), total) * peak * (1 - Fraction(sum(filled) - 1, size - 1))
        left = [count - height * it for count, it in zip(left, filled, strict=True)]
    return float(found)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([30, 40, 210, 130, 530, 50, 10], 0.6113333), ([0, 0, 9, 0, 0], 1), ([4, 4, 4, 4, 4], 0), ([8, 0, 0, 0, 8], -1),
     ([0, 1, 1, 1, 1, 0, 0], 0.5), ([5, 5], 0), ([0, 5], 1)],
)  # fmt: skip
def test_it_equals_the_r_package_agrmt_and_its_definition(counts, expected):
    assert van_der_eijk_a(np.array(counts)) == pytest.approx(expected, abs=1e-7)


@given(COUNTS)
def test_it_equals_layers_peeled_by_hand(counts):
    assert van_der_eijk_a(np.array(counts)) == pytest.approx(peeled(counts))


@given(COUNTS, st.integers(2, 5))
def test_more_people_who_answer_alike_change_nothing(counts, times):
    assert van_der_eijk_a(np.array(counts) * times) == pytest.approx(van_der_eijk_a(np.array(counts)))


@given(COUNTS)
def test_a_scale_turned_round_changes_nothing(counts):
    assert van_der_eijk_a(np.array(counts[::-1])) == pytest.approx(van_der_eijk_a(np.array(counts)))


def test_many_distributions_at_once_are_each_alone():
    many = np.array([[1, 2, 3, 4, 5], [0, 0, 9, 0, 0]])
    assert van_der_eijk_a(many).tolist() == [van_der_eijk_a(row) for row in many]


def test_nobody_who_answers_has_no_agreement():
    assert np.isnan(van_der_eijk_a(np.zeros(5, dtype=int)))


def test_the_interval_holds_the_estimate_and_shrinks_with_more_people():
    few, many = np.array([1, 2, 3, 8, 4]), np.array([20, 40, 60, 160, 80])
    low, high = eijk_interval(few)
    assert low < van_der_eijk_a(few) < high
    assert np.diff(eijk_interval(many)) < high - low


def test_four_people_have_no_interval():
    assert np.isnan(eijk_interval(np.array([0, 1, 3]))).all()
