import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from pilots.errors import PilotsError
from pilots.statistics import Method, compare


def two(first, second, **options):
    data = pd.DataFrame({"x": [*first, *second], "who": ["a"] * len(first) + ["b"] * len(second)})
    return compare(data, "x", by="who", **options).set_index("statistic")


def test_many_people_get_welch():
    generator = np.random.default_rng(5)
    first, second = generator.normal(0.4, 1, 30), generator.normal(0, 2, 20)
    theirs = stats.ttest_ind(first, second, equal_var=False)
    found = two(first, second).loc["mean_difference"]
    limits = theirs.confidence_interval()
    assert found[["p_value", "ci_low", "ci_high"]].astype(float).tolist() == pytest.approx([theirs.pvalue, *limits])


def test_hedges_g_is_pingouins_but_for_its_approximate_factor():
    first, second = [3, 4, 4, 5, 4, 3, 5], [2, 3, 2, 1, 3, 4]
    theirs = pingouin.compute_effsize(first, second, eftype="hedges")
    assert two(first, second)["estimate"]["hedges_g"] == pytest.approx(theirs, rel=1e-3)


def test_the_limits_of_g_are_those_of_its_noncentral_t():
    first, second = np.arange(1.0, 21), np.arange(5.0, 25)
    found, n = two(first, second).loc["hedges_g"], 20
    factor = found["estimate"] / stats.ttest_ind(first, second).statistic
    t = found["estimate"] / factor
    tails = stats.nct.cdf(t, 2 * n - 2, [found["ci_low"] / factor, found["ci_high"] / factor])
    assert tails == pytest.approx([0.975, 0.025], abs=1e-9)


def test_few_people_get_every_permutation():
    found = two([1, 2, 3, 4], [5, 6, 7, 9])
    assert found["p_value"]["mean_difference"] == pytest.approx(2 / 70)
    assert found["method"]["hedges_g"] == Method.G_EXACT


def test_random_permutations_are_seeded_and_said():
    generator = np.random.default_rng(2)
    first, second = generator.normal(size=14), generator.normal(0.8, 1, 40)
    found, again, other = (two(first, second, seed=seed) for seed in (1, 1, 2))
    assert found["p_value"].tolist() == again["p_value"].tolist()
    assert found["p_value"]["hedges_g"] == pytest.approx(other["p_value"]["hedges_g"], abs=0.02)
    assert found["method"]["mean_difference"] == Method.WELCH_RANDOM


def test_p_is_adjusted_over_pairs_and_columns_but_not_twice_for_one_test():
    generator = np.random.default_rng(7)
    data = pd.DataFrame(generator.normal(size=(60, 2)), columns=["x", "y"]).assign(who=["a", "b", "c"] * 20)
    found = compare(data, ["x", "y"], by="who").query("statistic == 'mean_difference'")
    assert len(found) == 6
    assert found["p_adjusted"].tolist() == pytest.approx(multipletests(found["p_value"], method="holm")[1])


def test_two_schools_cannot_be_tested_but_can_be_described():
    found = two([1, 2, 3, 4], [2, 3, 4, 6], schools=True)
    assert found["p_value"].isna().all()
    assert (found["method"] == Method.FEW_SCHOOLS).all()
    assert found["ci_low"].notna().all()


def test_three_schools_can_be_tested():
    data = pd.DataFrame({"x": [1, 2, 4, 2, 3, 6, 7, 8, 8], "school": list("aaabbbccc")})
    assert compare(data, "x", by="school", schools=True)["p_value"].notna().all()


@pytest.mark.parametrize(
    ("first", "second", "method"),
    [
        ([], [1, 2], Method.NO_ANSWERS),
        ([None], [1, 2], Method.NO_ANSWERS),
        ([3], [1, 2], Method.ONE_ANSWER),
        ([3, 3, 3], [4, 4, 4], Method.NO_VARIANCE),
        ([3, 3, 3], [3, 3, 3], Method.NO_VARIANCE),
    ],
)
def test_where_nothing_can_be_told_g_is_missing_with_its_reason(first, second, method):
    found = two([None, *first], [None, *second]).loc["hedges_g"]
    assert np.isnan(found["estimate"])
    assert found["method"] == method


def test_a_difference_between_constants_has_no_interval():
    found = two([3, 3, 3], [4, 4, 4]).loc["mean_difference"]
    assert found["estimate"] == -1
    assert np.isnan(found[["ci_low", "p_value"]].astype(float)).all()


def test_one_group_has_nothing_to_compare():
    assert two([1, 2, 3], []).empty


def test_pairs_follow_the_order_of_the_categories():
    data = pd.DataFrame({"x": [1, 2, 3, 4], "who": pd.Categorical(list("bbaa"), categories=["b", "a", "c"])})
    assert compare(data, "x", by="who")["group"].unique().tolist() == ["b - a"]


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(12)))
def test_row_order_is_irrelevant_to_comparisons(order):
    data = pd.DataFrame({"x": [1, 2, 2, 5, 3, 3, 4, None, 1, 2, 5, 5], "who": list("aabbccabcabc")})
    pd.testing.assert_frame_equal(compare(data.iloc[order], "x", by="who"), compare(data, "x", by="who"), rtol=0)


@settings(deadline=None, max_examples=20)
@given(st.sampled_from([1e-9, 1e9]))
def test_the_unit_is_irrelevant_to_g_and_p(unit):
    first, second = np.array([1.0, 2, 4, 3, 3]), np.array([2.0, 4, 5, 5])
    found, scaled = two(first, second), two(first * unit, second * unit)
    for column in ("estimate", "ci_low", "p_value"):
        assert scaled[column]["hedges_g"] == pytest.approx(found[column]["hedges_g"])


def test_other_effect_sizes_can_be_asked_for():
    found = two([1, 2, 3, 5], [2, 4, 6, 9], statistics=["cohens_d", "glass_delta", "rank_biserial"])
    assert found["estimate"].notna().all()
    assert found["p_value"]["cohens_d"] == two([1, 2, 3, 5], [2, 4, 6, 9])["p_value"]["hedges_g"]


def test_an_effect_size_that_is_none_is_refused_with_its_like():
    with pytest.raises(PilotsError, match="hedges_g"):
        two([1, 2], [3, 4], statistics=["hedge_g"])


@pytest.mark.parametrize("unit", [1e200, 1e-200])
def test_huge_and_tiny_units_change_nothing(unit):
    first, second = np.array([1.0, 2, 4, 3, 3]), np.array([2.0, 4, 5, 5])
    found, scaled = two(first, second), two(first * unit, second * unit)
    assert scaled["p_value"].tolist() == pytest.approx(found["p_value"].tolist())
    assert scaled["estimate"]["hedges_g"] == pytest.approx(found["estimate"]["hedges_g"])
    assert scaled["ci_low"]["mean_difference"] / unit == pytest.approx(found["ci_low"]["mean_difference"])


def test_an_unknown_column_is_named():
    with pytest.raises(PilotsError, match="'y'"):
        compare(pd.DataFrame({"x": [1]}), "x", by="y")
