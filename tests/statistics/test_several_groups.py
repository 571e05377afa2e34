import numpy as np
import pandas as pd
import pytest
from pingouin import pairwise_gameshowell

from pilots.statistics import Method, compare_several, holm, post_hoc


def normal(n=12, *, groups="abc", seed=4):
    generator = np.random.default_rng(seed)
    return pd.DataFrame({"x": generator.normal(size=n * len(groups)), "who": list(groups) * n})


def test_games_and_howell_are_pingouins():
    data = normal()
    found = post_hoc(data, "x", by="who").query("statistic == 'mean_difference'")
    theirs = pairwise_gameshowell(data, dv="x", between="who")
    assert found["p_adjusted"].tolist() == pytest.approx(
        theirs["p_tukey"] if "p_tukey" in theirs else theirs["pval"], abs=1e-6
    )


def test_the_interval_leaves_out_no_difference_where_its_p_is_just_its_level():
    data = normal()
    p = post_hoc(data, "x", by="who")["p_adjusted"][0]
    row = post_hoc(data, "x", by="who", ci=1 - p).iloc[0]
    assert min(abs(row["ci_low"]), abs(row["ci_high"])) == pytest.approx(0, abs=1e-6)


def test_pairs_are_corrected_within_a_column():
    data = normal().assign(y=lambda frame: frame["x"] ** 2)
    found = post_hoc(data, ["x", "y"], by="who").query("statistic == 'dunn_z'")
    for column in ("x", "y"):
        pairs = found.loc[found["variable"] == column]
        assert pairs["p_adjusted"].tolist() == pytest.approx(holm(pairs["p_value"]))


def test_small_groups_get_permutations():
    found = compare_several(normal(4), "x", by="who").set_index("statistic")["method"]
    assert found[["welch_f", "kruskal_wallis_h"]].tolist() == [Method.WELCH_F_RANDOM, Method.KRUSKAL_WALLIS_EXACT]


def test_a_group_that_does_not_vary_has_no_spread_for_welch():
    data = normal(4).assign(x=lambda frame: frame["x"].where(frame["who"] != "a", 1.0))
    found = compare_several(data, "x", by="who").set_index("statistic")
    assert found["method"]["welch_f"] == Method.ONE_STILL
    assert found["p_value"][["anova_f", "kruskal_wallis_h"]].notna().all()


def test_a_group_with_one_answer_is_left_out_and_counted():
    data = pd.concat([normal(4), pd.DataFrame({"x": [1.0, None], "who": ["d", "d"]})])
    found = compare_several(data, "x", by="who")
    assert (found["n"] == 12).all()
    assert (found["n_missing"] == 2).all()


@pytest.mark.parametrize(
    ("answers", "method"), [([1.0, None, 2, None], Method.ONE_GROUP), ([1.0, 1, 1, 1], Method.NO_VARIANCE)]
)
def test_where_nothing_can_be_told_the_reason_is(answers, method):
    found = compare_several(pd.DataFrame({"x": answers, "who": list("abab")}), "x", by="who")
    assert found["estimate"].isna().all()
    assert (found["method"] == method).all()
