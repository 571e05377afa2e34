import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats

from pilots.statistics import Method, cliffs_delta, cluster_permutation


def pupils(arms, size=6, *, seed=1):
    generator = np.random.default_rng(seed)
    school = np.repeat(np.arange(len(arms)), size)
    y = generator.normal(size=len(school)) + generator.normal(size=len(arms))[school]
    return pd.DataFrame({"school": school, "arm": np.array(list(arms))[school], "y": y})


def mixed(schools=4, size=10, *, seed=1):
    data = pupils("a" * schools, size, seed=seed)
    return data.assign(arm=np.random.default_rng(seed).permutation(np.tile(["a", "b"], len(data) // 2)))


def only(data, **options):
    return cluster_permutation(data, "y", by="arm", clusters="school", **options).iloc[0]


def test_few_schools_get_the_t_test_of_their_means():
    data = pupils("aabb")
    means = data.groupby(["arm", "school"])["y"].mean()
    found = only(data)
    assert found["p_value"] == pytest.approx(stats.ttest_ind(means["a"], means["b"]).pvalue)
    assert found["method"] == Method.SCHOOLS_T


def test_many_schools_are_dealt_in_all_ways():
    found = only(pupils("aaaaaabbbbbb"))
    assert found["method"] == Method.SCHOOLS_EXACT
    assert found["p_value"] * 924 == pytest.approx(round(found["p_value"] * 924))


@pytest.mark.parametrize("arms", ["ab", "aaa", "abbbb"])
def test_two_schools_are_no_test(arms):
    tested = {"ab": 0, "abbbb": 1}
    found = cluster_permutation(pupils(arms), "y", by="arm", clusters="school")
    assert int(found["p_value"].notna().sum()) == tested.get(arms, 0)


def test_two_schools_are_described():
    found = only(pupils("ab"))
    assert found["method"] == Method.FEW_SCHOOLS
    assert np.isfinite(found["estimate"])


def test_within_schools_the_difference_is_that_of_least_squares():
    data = mixed()
    fitted = smf.ols("y ~ C(arm, Treatment('b')) + C(school)", data).fit()
    assert only(data, resamples=99)["estimate"] == pytest.approx(fitted.params.iloc[1])


def test_differences_between_schools_do_not_count_within():
    data = mixed()
    shifted = data.assign(y=lambda frame: frame["y"] + 100 * frame["school"])
    first, second = only(data, resamples=99), only(shifted, resamples=99)
    assert second["p_value"] == first["p_value"]
    assert second["ci_low"] == pytest.approx(first["ci_low"])


def test_ranks_within_one_school_are_cliffs_delta():
    data = mixed(1, 20)
    expected = cliffs_delta(*(np.sort(data.loc[data["arm"] == arm, "y"].to_numpy()) for arm in "ab")).delta
    assert only(data, ranks=True, resamples=99)["estimate"] == pytest.approx(expected)


def test_schools_of_one_group_do_not_count_where_others_are_mixed():
    data = pd.concat([mixed(), pupils("c").assign(school=9, arm="a")])
    found = only(data, resamples=99)
    assert found["n"] == 40
    assert found["n_missing"] == 6


def test_equal_means_of_schools_are_no_test():
    found = only(pupils("aabb").assign(y=lambda frame: np.where(frame["arm"] == "a", 1.0, 2.0)))
    assert found["method"] == Method.SAME_SCHOOLS
