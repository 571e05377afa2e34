import numpy as np
import pandas as pd
import pytest

from pilots.statistics import Method, baseline_adjusted


def made(sizes=(15, 20), *, effect=1.0, schools=4, seed=3):
    generator = np.random.default_rng(seed)
    n = sum(sizes)
    before = generator.normal(size=n)
    group = np.repeat([f"g{k}" for k in range(len(sizes))], sizes)
    after = 0.7 * before + effect * (group == "g0") + generator.normal(size=n)
    people = pd.DataFrame({"who": range(n), "group": group, "school": [f"s{k % schools}" for k in range(n)]})
    return pd.concat([people.assign(wave=0, x=before), people.assign(wave=1, x=after)], ignore_index=True)


def told(data, **options):
    return baseline_adjusted(data, "x", person="who", wave="wave", by="group", **options)


def test_it_is_least_squares_with_hc3():
    import statsmodels.formula.api as smf

    data = made()
    wide = data.pivot(index=["who", "group"], columns="wave", values="x").reset_index()
    wide.columns = ["who", "group", "before", "after"]
    fitted = smf.ols("after ~ C(group, Treatment('g1')) + before", wide).fit(cov_type="HC3", use_t=True)
    ours = told(data).iloc[0]
    name = "C(group, Treatment('g1'))[T.g0]"
    expected = [fitted.params[name], *fitted.conf_int().loc[name], fitted.pvalues[name]]
    assert ours[["estimate", "ci_low", "ci_high", "p_value"]].tolist() == pytest.approx(expected)
    assert (ours["group"], ours["n"]) == ("g0 - g1", 35)


def test_it_is_narrower_than_the_difference_after():
    from pilots.statistics import compare

    data = made()
    ours = told(data).iloc[0]
    after = compare(data[data["wave"] == 1], "x", by="group").iloc[0]
    assert ours["ci_high"] - ours["ci_low"] < after["ci_high"] - after["ci_low"]


def test_with_schools_the_errors_are_clustered():
    found = told(made(), clusters="school").iloc[0]
    assert found["method"] == Method.ANCOVA_SCHOOLS
    assert found["p_value"] > 0


def test_two_schools_have_no_test():
    found = told(made(schools=2), clusters="school").iloc[0]
    assert np.isnan(found["p_value"])
    assert found["method"] == Method.FEW_SCHOOLS


def test_every_pair_of_groups_is_told():
    assert told(made((9, 8, 7)))["group"].tolist() == ["g0 - g1", "g0 - g2", "g1 - g2"]


def test_two_linked_people_are_too_few():
    assert told(made((9, 2)))["method"].tolist() == [Method.FEW_LINKED]


def test_equal_answers_before_leave_the_difference_after():
    data = made()
    same = data.assign(x=data["x"].where(data["wave"] == 1, 2.0))
    after = same[same["wave"] == 1].groupby("group")["x"].mean()
    assert told(same)["estimate"].tolist() == pytest.approx([after["g0"] - after["g1"]])
