"""Agreement of coders against irr, irrCAC, krippendorffsalpha and published values, as the oracle holds them."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import stdtrit

from pilots.statistics import (
    agreement,
    agreement_counts,
    agreement_table,
    agreement_weights,
    intraclass,
    kappa_by_category,
    krippendorff_alpha,
    percent_agreement,
)
from pilots.statistics.agreement_coefficients import Weighed, coefficient
from pilots.statistics.ratings import categories_of, of_counts, of_frame

RAW = {
    "percent_agreement": "percent_agreement",
    "gwet": "gwet_ac",
    "fleiss": "fleiss_kappa",
    "krippendorff": "krippendorff_alpha",
    "brennan_prediger": "brennan_prediger",
    "conger": "conger_kappa",
}
TABLE = RAW | {"percent": "percent_agreement", "cohen": "cohen_kappa", "scott": "scott_pi"}
LEVELS = ("nominal", "ordinal", "interval", "ratio")


def frame(coders) -> pd.DataFrame:
    """One list a coder as a frame with a column a coder."""
    given = dict(coders) if isinstance(coders, dict) else {f"coder{k}": values for k, values in enumerate(coders)}
    return pd.DataFrame({coder: pd.Series(values) for coder, values in given.items()})


def estimate(found: pd.DataFrame, statistic: str) -> float:
    return float(found.set_index("statistic").at[statistic, "estimate"])


def alpha(data: pd.DataFrame, level: str) -> float:
    return estimate(krippendorff_alpha(data, list(data), level=level, resamples=100), "krippendorff_alpha")


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_of_the_published_example(oracle, level):
    record = oracle["irr.krippendorff.4coder12unit"]
    data = frame(record["data"])
    assert alpha(data, level) == pytest.approx(record["result"][level], rel=1e-12)
    assert alpha(data, level) == pytest.approx(record["result"]["published"][level], abs=5e-4)
    assert data.loc[data.notna().sum(axis=1) >= 2].notna().sum().sum() == record["result"]["n_pairable"]


def test_two_coders_with_five_categories(oracle):
    record = oracle["irr.krippendorff.ben_gerry"]
    data, result = frame(record["data"]), record["result"]
    found = agreement(data, list(data))
    assert alpha(data, "nominal") == pytest.approx(result["nominal"], rel=1e-12)
    assert estimate(found, "krippendorff_alpha") == pytest.approx(result["nominal"], rel=1e-12)
    assert alpha(data, "nominal") == pytest.approx(result["published_alpha"], abs=5e-4)
    assert estimate(found, "cohen_kappa") == pytest.approx(result["cohen_kappa"], rel=1e-12)
    assert estimate(found, "scott_pi") == pytest.approx(result["scott_pi"], rel=1e-12)


def test_alpha_without_variation_is_not_defined_where_irr_says_1(oracle):
    record = oracle["irr.krippendorff.no_variation"]
    data = frame(record["data"])
    row = krippendorff_alpha(data, list(data)).iloc[0]
    assert record["result"]["irr_value"] == 1
    assert np.isnan(row["estimate"])
    assert row["method"] == "cannot tell: not defined, as only one value occurs"


@pytest.mark.parametrize("level", ["nominal", "interval"])
def test_the_bootstrap_of_units_is_that_of_exact_alphas(oracle, level):
    record = oracle["irr.krippendorff.4coder12unit.bootstrap"]
    data = frame(record["data"])
    row = krippendorff_alpha(data, list(data), level=level, resamples=20_000).iloc[0]
    theirs = [one["ci"] for one in record["result"][f"own_{level}"]]
    assert [row["ci_low"], row["ci_high"]] == pytest.approx(np.mean(theirs, axis=0), abs=0.03)


def test_krippendorffsalpha_counts_the_unit_that_only_one_coder_rated(oracle):
    record = oracle["irr.krippendorff.4coder12unit.bootstrap"]
    counts = frame(record["data"]).apply(lambda unit: unit.value_counts(), axis=1).fillna(0).to_numpy()
    m, n = counts.sum(axis=1), counts.sum()
    within = ((m**2 - (counts**2).sum(axis=1)) / np.maximum(m - 1, 1)).sum() / m[m >= 2].sum()
    over_all = (n**2 - (counts.sum(axis=0) ** 2).sum()) / (n * (n - 1))
    for one in record["result"]["nominal_customary"]:
        assert 1 - within / over_all == pytest.approx(one["alpha"], rel=1e-9)


def raters(oracle, name: str) -> pd.DataFrame:
    """The ratings of a record; irrCAC's own frame of the four raters has the only rating of unit 12 with the third."""
    data = frame(oracle[name]["data"])
    if "raw4raters" in name:
        data.loc[11, "coder1"], data.loc[11, "coder2"] = np.nan, data.loc[11, "coder1"]
    return data


@pytest.mark.parametrize("part", list(RAW))
@pytest.mark.parametrize(
    "name",
    [f"raw4raters.{w}" for w in ("unweighted", "quadratic", "radical")] + ["raw5obs.unweighted", "raw5obs.linear"],
)
def test_coefficients_of_raw_ratings_are_irrcac_s(oracle, name, part):
    data, weights = raters(oracle, f"irr.gwet.{name}"), name.rpartition(".")[2]
    expected = oracle[f"irr.gwet.{name}"]["result"][part]
    ratings = of_frame(data, list(data), categories_of(data, list(data)))
    found = coefficient(RAW[part], Weighed(ratings, agreement_weights(weights, ratings.scores)))
    assert found.value == pytest.approx(expected["coeff_full"], rel=1e-9)
    assert (found.observed, found.expected) == pytest.approx((expected["pa"], expected["pe"]), rel=1e-9)
    assert found.standard_error == pytest.approx(expected["se"], abs=6e-6)
    assert found.p == pytest.approx(expected["p"], rel=1e-4)
    statistic = "weighted_agreement" if part == "percent_agreement" and weights != "unweighted" else RAW[part]
    names = None if part == "percent_agreement" else [RAW[part]]
    row = agreement(data, list(data), coefficients=names, weights=weights).set_index("statistic").loc[statistic]
    limits = [float(limit) for limit in expected["ci"].strip("()").split(",")]
    assert [row["ci_low"], row["ci_high"]] == pytest.approx(limits, abs=6e-4)


@pytest.mark.parametrize("part", list(TABLE))
@pytest.mark.parametrize(
    ("name", "weights"),
    [
        ("gwet.diagnosis4x4.linear", "linear"),
        ("gwet.abstractors3x3.unweighted", "unweighted"),
        ("gwet.abstractors3x3.quadratic", "quadratic"),
        ("paradox.feinstein1", "unweighted"),
    ],
)
def test_coefficients_of_a_table_are_irrcac_s(oracle, name, weights, part):
    record = oracle[f"irr.{name}"]
    if part not in record["result"]:
        return
    expected = record["result"][part]
    table = pd.DataFrame(record["data"])
    found = agreement_table(table, weights=weights).set_index("statistic")
    row = found.loc["weighted_agreement" if part == "percent" and weights != "unweighted" else TABLE[part]]
    half = stdtrit(table.to_numpy().sum() - 1, 0.975) * expected["se"]
    assert row["estimate"] == pytest.approx(expected["coeff"], rel=1e-9)
    assert row["ci_low"] == pytest.approx(expected["coeff"] - half, rel=1e-9)
    assert row["ci_high"] == pytest.approx(min(expected["coeff"] + half, 1), rel=1e-9)
    if "p" in expected and part != "percent":
        assert row["p_value"] == pytest.approx(float(expected["p"]), rel=1e-3, abs=1e-15)


COUNTS = {
    "fleiss": "fleiss_kappa",
    "gwet_ac1": "gwet_ac",
    "krippendorff": "krippendorff_alpha",
    "bp": "brennan_prediger",
}


@pytest.mark.parametrize("part", [*COUNTS, "percent"])
def test_coefficients_of_counts_are_irrcac_s(oracle, part):
    record = oracle["irr.gwet.distrib6raters"]
    (expected,) = record["result"][part]
    data = pd.DataFrame(record["data"], columns=list("abcde"))
    ratings = of_counts(data, list("abcde"))
    found = coefficient((COUNTS | {"percent": "percent_agreement"})[part], Weighed(ratings, np.eye(5)))
    assert (found.value, found.observed) == pytest.approx((expected["coeff"], expected["pa"]), rel=1e-9)
    assert found.expected == pytest.approx(expected["pe"], rel=1e-9)
    if part != "krippendorff":
        assert (found.standard_error, found.p) == pytest.approx((expected["stderr"], expected["p.value"]), rel=1e-6)
    if part in COUNTS:
        assert estimate(agreement_counts(data, list("abcde")), COUNTS[part]) == found.value


def test_irrcac_s_error_of_alpha_from_counts_takes_chance_once_instead_of_twice(oracle):
    (theirs,) = oracle["irr.gwet.distrib6raters"]["result"]["krippendorff"]
    counts = np.array(oracle["irr.gwet.distrib6raters"]["data"], dtype="float64")
    n, m = len(counts), 6
    share, own = counts.sum(axis=0) / counts.sum(), 1 / counts.sum()
    chance = share @ share
    seen = (1 - own) * (counts * (counts - 1)).sum(axis=1) / (m * (m - 1)) + own
    once = (seen - chance - (1 - theirs["coeff"]) * (counts @ share / m - chance)) / (1 - chance)
    assert np.sqrt(((once - theirs["coeff"]) ** 2).sum() / (n * (n - 1))) == pytest.approx(theirs["stderr"], rel=1e-6)


@pytest.mark.parametrize("pair", ["12", "23"])
def test_two_raters_on_six_points(oracle, pair):
    record = oracle[f"irr.kappa.anxiety.{pair}"]
    data, result = frame(record["data"]), record["result"]
    plain = agreement(data, list(data))
    assert plain["n"].tolist() == [result["n"]] * len(plain)
    assert estimate(plain, "percent_agreement") == pytest.approx(result["percent"] / 100)
    near = percent_agreement(data, list(data), tolerance=1)["estimate"].tolist()
    assert near == pytest.approx([result["percent_tol1"] / 100] * 2)
    assert estimate(plain, "cohen_kappa") == pytest.approx(result["kappa"], rel=1e-9)
    assert estimate(plain, "scott_pi") == pytest.approx(result["scott"], rel=1e-9)
    assert estimate(plain, "gwet_ac") == pytest.approx(result["gwet_ac1"], abs=6e-6)
    used = [str(value) for value in np.unique(data)]  # irr spaces the categories that occur alike
    for weights in ("linear", "quadratic"):
        alike = agreement(data, list(data), weights=weights, categories=used)
        assert estimate(alike, "cohen_kappa") == pytest.approx(result[weights], rel=1e-9)
    linear = agreement(data, list(data), weights="linear")
    assert estimate(linear, "gwet_ac") == pytest.approx(result["gwet_ac2_linear"], abs=6e-6)
    for level, value in result["kripp"].items():
        assert alpha(data, level) == pytest.approx(value, rel=1e-9)
    p = kappa_by_category(data, list(data)).iloc[0]["p_value"]
    from scipy.special import ndtr

    assert p == pytest.approx(2 * ndtr(-abs(result["z"])), rel=1e-9)


def test_intraclass_correlations_of_shrout_and_fleiss(oracle):
    record = oracle["irr.icc.shrout_fleiss"]
    data = pd.DataFrame(record["data"], columns=list("abcd"))
    found = intraclass(data, list("abcd")).set_index("statistic")
    for form, expected in record["result"].items():
        row = found.loc[form.lower()]
        assert row["estimate"] == pytest.approx(expected["icc"], rel=1e-9)
        assert row["p_value"] == pytest.approx(expected["p"], rel=1e-9)
        assert [row["ci_low"], row["ci_high"]] == pytest.approx(expected["ci"], rel=1e-7)


def test_a_rater_who_always_gives_the_same_has_kappa_nought(oracle):
    record = oracle["irr.kappa.constant_rater"]
    data = frame(record["data"])
    found = agreement(data, list(data))
    assert estimate(found, "cohen_kappa") == pytest.approx(record["result"]["kappa"], abs=1e-12)
    assert estimate(found, "percent_agreement") == pytest.approx(record["result"]["percent"] / 100)
