import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import (
    Method,
    associate,
    cronbach_alpha,
    feldt_interval,
    guttman,
    item_analysis,
    omega,
    split_half,
)

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
    assert found["ci_low"] == pytest.approx(one(rows)["ci_low"], rel=1e-9)


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
    pd.testing.assert_series_equal(one(moved), one(rows), rtol=1e-12)


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


def of_five(n: int, *, missing: float = 0.0, seed: int = 1) -> pd.DataFrame:
    """Invented answers of n people to five items that have a trait in common."""
    rng = np.random.default_rng(seed)
    answers = np.clip(np.round(3 + rng.normal(size=(n, 1)) + rng.normal(size=(n, 5))), 1, 5)
    return pd.DataFrame(answers, columns=list("abcde")).mask(rng.random((n, 5)) < missing)


@pytest.mark.parametrize("missing", ["listwise", "pairwise", "ml"])
def test_without_missing_answers_every_way_gives_the_same(missing):
    found = cronbach_alpha(of_five(40), list("abcde"), missing=missing)[["estimate", "ci_low", "ci_high", "n"]]
    pd.testing.assert_frame_equal(found, cronbach_alpha(of_five(40), list("abcde"))[found.columns], rtol=1e-12)


@pytest.mark.parametrize("missing", ["pairwise", "ml"])
def test_answers_that_are_missing_widen_the_interval_but_less_than_leaving_people_out(missing):
    data = of_five(60, missing=0.1)
    whole, kept, complete = (
        float(frame["ci_high"][0] - frame["ci_low"][0])
        for frame in (
            cronbach_alpha(of_five(60), list("abcde")),
            cronbach_alpha(data, list("abcde"), missing=missing),
            cronbach_alpha(data, list("abcde")),
        )
    )
    assert whole < kept < complete


def test_maximum_likelihood_is_right_where_what_is_missing_hangs_on_an_answer():
    data = of_five(4000)
    holes = data.assign(b=data["b"].mask(data["a"] < 3), c=data["c"].mask(data["a"] < 3))
    true = cronbach_alpha(data, list("abcde"))["estimate"][0]
    off = {
        way: abs(cronbach_alpha(holes, list("abcde"), missing=way)["estimate"][0] - true) for way in ("listwise", "ml")
    }
    assert off["ml"] < 0.01 < 0.03 < off["listwise"]


def test_two_items_that_nobody_answered_together_have_no_alpha_of_pairs():
    data = of_five(20)
    data.loc[:9, "a"] = np.nan
    data.loc[10:, "b"] = np.nan
    assert cronbach_alpha(data, list("abcde"), missing="pairwise")["method"][0] == Method.FEW_TOGETHER


def test_polychoric_alpha_by_maximum_likelihood_is_refused():
    with pytest.raises(PilotsError, match="there is no matrix"):
        cronbach_alpha(of_five(20), list("abcde"), matrix="polychoric", missing="ml")


@pytest.mark.parametrize("unit", [1e200, 1e-200])
def test_huge_and_tiny_answers_give_the_same_alpha(unit):
    found = cronbach_alpha(of_five(30) * unit, list("abcde"))["estimate"][0]
    assert found == pytest.approx(cronbach_alpha(of_five(30), list("abcde"))["estimate"][0], rel=1e-12)


def test_numbers_far_from_zero_lose_nothing():
    found = cronbach_alpha(of_five(30) + 1e7, list("abcde"))["estimate"][0]
    assert found == pytest.approx(cronbach_alpha(of_five(30), list("abcde"))["estimate"][0], rel=1e-12)


def test_lambda_2_is_never_below_alpha_and_lambda_3_is_alpha():
    found = guttman(of_five(30), list("abcde")).set_index("statistic")["estimate"]
    assert found["guttman_lambda_2"] >= found["guttman_lambda_3"]
    assert found["guttman_lambda_3"] == pytest.approx(cronbach_alpha(of_five(30), list("abcde"))["estimate"][0])


def test_lambda_6_of_few_people_has_no_interval():
    found = guttman(of_five(30), list("abcde")).set_index("statistic").loc["guttman_lambda_6"]
    assert (found["method"], found["ci_low"]) == (Method.FEW_PER_ITEM, pytest.approx(np.nan, nan_ok=True))


def test_omega_of_items_that_load_alike_is_alpha():
    data = of_five(50_000)
    alpha = cronbach_alpha(data, list("abcde"), matrix="correlation")["estimate"][0]
    assert omega(data, list("abcde"))["estimate"][0] == pytest.approx(alpha, abs=1e-3)


def test_two_items_have_no_omega():
    assert omega(of_five(30), ["a", "b"])["method"][0] == Method.TWO_ITEMS


def test_the_mean_of_all_splits_of_an_even_number_of_items_is_alpha():
    items = list("abcd")
    found = split_half(of_five(30), items).set_index("statistic")["estimate"]
    assert found["split_half_mean"] == pytest.approx(cronbach_alpha(of_five(30), items)["estimate"][0])
    assert found["split_half_min"] <= found["split_half_mean"] <= found["guttman_lambda_4"]


def test_splits_of_a_long_scale_are_drawn_from_a_seed():
    wide = pd.concat([of_five(40, seed=k).add_suffix(str(k)) for k in range(5)], axis=1)
    found = split_half(wide, list(wide.columns), seed=3)
    assert found["method"][1] == Method.SPLITS_RANDOM
    pd.testing.assert_frame_equal(found, split_half(wide, list(wide.columns), seed=3))


def test_alpha_without_an_item_is_the_alpha_of_the_others():
    found = item_analysis(of_five(30), list("abcde")).set_index(["variable", "statistic"])
    without = cronbach_alpha(of_five(30), list("abde"))
    assert found["estimate"]["c", "alpha_if_dropped"] == pytest.approx(without["estimate"][0])
    assert found["ci_low"]["c", "alpha_if_dropped"] == pytest.approx(without["ci_low"][0])


def test_the_item_and_the_rest_are_correlated_as_pearson_has_it():
    data = of_five(30)
    rest = data.assign(rest=data[list("bcde")].sum(axis=1))
    found = item_analysis(data, list("abcde")).set_index(["variable", "statistic"]).loc[("a", "item_rest")]
    expected = associate(rest, ["a", "rest"], statistic="pearson").iloc[0]
    assert found[["estimate", "ci_low", "ci_high"]].tolist() == pytest.approx(
        expected[["estimate", "ci_low", "ci_high"]].tolist()
    )
