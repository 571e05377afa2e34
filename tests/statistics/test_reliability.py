import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.statistics import Method, cronbach_alpha, feldt_interval

ITEMS = ["a", "b", "c"]
ROWS = st.lists(st.tuples(*[st.integers(1, 5)] * 3), min_size=3, max_size=12)


def one(rows: object) -> pd.Series:
    """Alpha of these answers."""
    return cronbach_alpha(pd.DataFrame(rows, columns=ITEMS), ITEMS).iloc[0]


@settings(deadline=None, max_examples=50)
@given(ROWS)
def test_alpha_is_what_pingouin_says(rows):
    found = one(rows)
    if not np.isnan(found["estimate"]):
        theirs, limits = pingouin.cronbach_alpha(pd.DataFrame(rows, columns=ITEMS))
        assert found["estimate"] == pytest.approx(theirs, rel=1e-9)
        assert [found["ci_low"], found["ci_high"]] == pytest.approx(limits, abs=6e-4)


def test_who_skipped_an_item_is_missing_from_alpha_and_from_its_interval():
    rows = [(1, 2, 1), (3, 3, 4), (5, 4, 5), (2, 2, 3)]
    found = one([*rows, (5, None, 1)])
    assert (found["n"], found["n_missing"]) == (4, 1)
    assert found["ci_low"] == one(rows)["ci_low"]


@pytest.mark.parametrize(
    ("rows", "method"),
    [
        ([], Method.FEW_COMPLETE),
        ([(1, 2, 3), (2, 3, 4)], Method.FEW_COMPLETE),
        ([(1, 2, None)] * 9, Method.FEW_COMPLETE),
        ([(3, 3, 3)] * 9, Method.NO_VARIANCE),
        ([(0, 0, 0)] * 9, Method.NO_VARIANCE),
    ],
)
def test_alpha_cannot_be_told(rows, method):
    found = one(rows)
    assert np.isnan(found[["estimate", "ci_low", "ci_high"]].astype(float)).all()
    assert found["method"] == method


def test_one_item_has_no_alpha():
    assert cronbach_alpha(pd.DataFrame({"a": [1, 2, 3]}), ["a"])["method"][0] == Method.ONE_ITEM


def test_a_constant_item_does_not_break_alpha():
    assert one([(1, 2, 3), (4, 5, 3), (2, 2, 3), (5, 5, 3)])["estimate"] > 0


@given(ROWS, st.randoms())
def test_row_order_is_irrelevant_to_alpha(rows, random):
    moved = random.sample(rows, len(rows))
    pd.testing.assert_series_equal(one(moved), one(rows), rtol=0)


@given(ROWS, st.sampled_from([1e-6, 1e6]))
def test_the_unit_is_irrelevant_to_alpha(rows, unit):
    found, scaled = one(rows)["estimate"], one(np.array(rows) * unit)["estimate"]
    assert scaled == pytest.approx(found, nan_ok=True)


def test_alpha_by_school_is_the_alpha_of_each():
    data = pd.DataFrame(np.random.default_rng(1).integers(1, 6, (20, 3)), columns=ITEMS).assign(school=["x", "y"] * 10)
    found = cronbach_alpha(data, ITEMS, by="school").set_index("group")["estimate"]
    assert found["y"] == cronbach_alpha(data.iloc[1::2], ITEMS)["estimate"][0]


def test_feldt_limits_hold_alpha():
    low, high = feldt_interval(0.7, 40, 5)
    assert low < 0.7 < high
