import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.weightstats import ttost_ind, ttost_paired

from pilots.errors import PilotsError
from pilots.statistics import Method, equivalence, share_equivalence


def two(seed=3):
    generator = np.random.default_rng(seed)
    first, second = generator.normal(0.1, 1, 20), generator.normal(0, 1.5, 30)
    return first, second, pd.DataFrame({"x": [*first, *second], "who": ["a"] * 20 + ["b"] * 30})


def test_two_groups_are_those_of_statsmodels():
    first, second, data = two()
    found = equivalence(data, "x", by="who", margin=1)["p_value"][0]
    assert found == pytest.approx(ttost_ind(first, second, -1, 1, usevar="unequal")[0])


def test_pairs_are_those_of_statsmodels():
    first, second, _ = two()
    data = pd.DataFrame({"before": second[:20], "after": first})
    found = equivalence(data, "after", against="before", margin=1)["p_value"][0]
    assert found == pytest.approx(ttost_paired(first, second[:20], -1, 1)[0])


def test_one_mean_can_be_held_against_a_number():
    first, _, data = two()
    found = equivalence(data.query("who == 'a'"), "x", against=0.5, margin=1).iloc[0]
    assert found["estimate"] == pytest.approx(first.mean() - 0.5)
    assert found["method"] == Method.TOST_ONE


@pytest.mark.parametrize("margin", [0.5, 0.8, 1.2])
def test_p_is_below_the_level_just_where_the_interval_is_within_the_margin(margin):
    found = equivalence(two()[2], "x", by="who", margin=margin).iloc[0]
    assert (found["p_value"] < 0.05) == (-margin < found["ci_low"] and found["ci_high"] < margin)
    assert found["ci_level"] == pytest.approx(0.9)


def test_a_margin_in_standard_deviations_is_told_in_the_unit_of_the_column():
    first, second, data = two()
    found = equivalence(data, "x", by="who", margin=0.5, in_sd=True)["estimate"][1]
    assert found == pytest.approx(0.5 * np.sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2))


@pytest.mark.parametrize("counts", [(20, 25), (10, 25), (25, 10), (0, 2), (30, 30)])
@pytest.mark.parametrize("margin", [0.1, 0.25])
def test_shares_are_equivalent_just_where_newcombes_interval_says_so(counts, margin):
    data = pd.DataFrame(
        {"who": ["a"] * 30 + ["b"] * 30, "yes": [int(k < count) for count in counts for k in range(30)]}
    )
    found = share_equivalence(data, "yes", by="who", margin=margin, event="1").iloc[0]
    if found["method"] == Method.TOST_SHARES:
        assert 0 <= found["p_value"] <= 1
        assert (found["p_value"] < 0.05) == (-margin < found["ci_low"] and found["ci_high"] < margin)


def test_without_variation_there_is_no_test():
    found = equivalence(pd.DataFrame({"x": [1, 1, 2, 2], "who": list("aabb")}), "x", by="who", margin=2).iloc[0]
    assert (found["estimate"], found["method"]) == (-1, Method.SAME_ANSWERS)
    assert np.isnan(found["p_value"])


@pytest.mark.parametrize("wrong", [{"margin": 0}, {"margin": 1, "by": "who", "against": "y"}])
def test_a_wrong_call_is_refused(wrong):
    with pytest.raises(PilotsError):
        equivalence(two()[2].assign(y=1.0), "x", **wrong)
