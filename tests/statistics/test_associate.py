from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import Method, associate
from pilots.statistics.bivariate_normal import bivariate_normal_cdf
from pilots.statistics.polychoric import polychoric

STATISTICS = ["pearson", "spearman", "kendall", "polychoric"]
every = pytest.mark.parametrize("statistic", STATISTICS)


def answers(n: int, *, seed: int = 1) -> pd.DataFrame:
    """Invented answers of n people to three questions and their age."""
    rng = np.random.default_rng(seed)
    trait = rng.normal(size=(n, 1))
    likert = np.clip(np.round(3 + trait + rng.normal(size=(n, 3))), 1, 5)
    return pd.DataFrame(likert, columns=["a", "b", "c"]).assign(age=30 + 5 * trait + rng.normal(size=(n, 1)))


def one(data: pd.DataFrame, **options: object) -> pd.Series:
    return associate(data, ["a", "b"], **options).iloc[0]


@every
def test_every_pair_has_a_row_and_holm_goes_over_all(statistic):
    found = associate(answers(20), ["a", "b", "c"], statistic=statistic)
    assert found["variable"].tolist() == ["a x b", "a x c", "b x c"]
    assert found["p_adjusted"].min() == pytest.approx(min(1, 3 * found["p_value"].min()))


def test_columns_are_set_against_others():
    found = associate(answers(20), ["a", "b"], against="age")
    assert found["variable"].tolist() == ["a x age", "b x age"]


@every
@pytest.mark.parametrize("n", [7, 20, 40])
def test_turning_an_answer_round_turns_the_correlation_round(statistic, n):
    data = answers(n)
    found, turned = (one(frame, statistic=statistic) for frame in (data, data.assign(b=6 - data["b"])))
    assert turned["estimate"] == pytest.approx(-found["estimate"], abs=1e-8, nan_ok=True)
    assert turned["ci_low"] == pytest.approx(-found["ci_high"], abs=1e-8, nan_ok=True)
    assert turned["p_value"] == pytest.approx(found["p_value"], abs=0.02, nan_ok=True)


def test_exact_p_with_ties_is_the_share_of_orders():
    x, y = np.array([1.0, 2, 2, 3, 4, 4]), np.array([2.0, 1, 3, 3, 3, 5])
    rx, ry = pd.Series(x).rank().to_numpy(), pd.Series(y).rank().to_numpy()
    sums = np.array([abs(np.corrcoef(rx, order)[0, 1]) for order in permutations(ry)])
    found = one(pd.DataFrame({"a": x, "b": y}))
    assert found["p_value"] == pytest.approx((sums >= abs(np.corrcoef(rx, ry)[0, 1]) - 1e-9).mean())
    assert found["method"] == Method.SPEARMAN_EXACT


def test_exact_p_of_kendall_without_ties_is_that_of_scipy():
    from scipy.stats import kendalltau

    x, y = [1.0, 2, 3, 4, 5, 6, 7], [2.0, 1, 4, 3, 7, 5, 6]
    found = one(pd.DataFrame({"a": x, "b": y}), statistic="kendall")
    assert found["p_value"] == pytest.approx(kendalltau(x, y, method="exact").pvalue)


def test_p_of_rho_without_ties_counts_all_orders():
    x, y = np.arange(1.0, 10), np.array([3.0, 1, 2, 6, 4, 9, 5, 7, 8])
    sums = np.array([order @ x for order in permutations(range(1, 10))]) - 225
    found = one(pd.DataFrame({"a": x, "b": y}))
    assert found["p_value"] == pytest.approx((abs(sums) >= abs(x @ y - 225)).mean(), rel=1e-12)
    assert found["method"] == Method.SPEARMAN_EXACT


@pytest.mark.parametrize("statistic", ["pearson", "spearman"])
def test_partial_correlation_is_that_of_pingouin(statistic):
    import pingouin

    theirs = pingouin.partial_corr(answers(40), "a", "b", covar=["c", "age"], method=statistic)
    found = one(answers(40), statistic=statistic, covariates=["c", "age"])
    assert (found["estimate"], found["p_value"]) == pytest.approx((theirs["r"].iloc[0], theirs["p_val"].iloc[0]))


def test_point_biserial_correlation_tests_as_students_t():
    from scipy.stats import ttest_ind

    data = answers(60).assign(b=lambda frame: (frame["c"] > 3).astype(float))
    sides = [data.loc[data["b"] == side, "a"] for side in (0, 1)]
    assert one(data, statistic="pearson")["p_value"] == pytest.approx(ttest_ind(*sides).pvalue)


@pytest.mark.parametrize(
    ("rows", "method"),
    [
        ([(1, 2), (2, 3), (3, 1)], Method.FEW_PAIRS_OF_ANSWERS),
        ([(3, 1), (3, 2), (3, 3), (3, 4), (3, 5)], Method.NO_VARIANCE),
        ([(1, None)] * 9, Method.FEW_PAIRS_OF_ANSWERS),
    ],
)
@every
def test_a_correlation_cannot_be_told(statistic, rows, method):
    found = one(pd.DataFrame(rows, columns=["a", "b"]), statistic=statistic)
    assert np.isnan(found["estimate"])
    assert found["method"] == method


def test_a_table_without_an_answer_against_the_order_has_no_polychoric_correlation():
    data = pd.DataFrame({"a": [1, 1, 2, 2, 3, 3, 1], "b": [1, 1, 2, 2, 3, 3, 1]})
    assert one(data, statistic="polychoric")["method"] == Method.NO_POLYCHORIC


def test_covariates_that_say_all_leave_nothing():
    data = answers(20)
    found = one(data.assign(d=data["a"] * 2), statistic="pearson", covariates="d")
    assert found["method"] == Method.ALL_HELD_CONSTANT


@pytest.mark.parametrize(
    "options", [{"statistic": "kendal"}, {"statistic": "kendall", "covariates": "c"}, {"covariates": "a"}]
)
def test_what_does_not_go_together_is_refused(options):
    with pytest.raises(PilotsError):
        one(answers(20), **options)


def test_tetrachoric_correlation_of_a_split_at_the_median_is_the_sine_of_the_share():
    data = pd.DataFrame({"a": [0] * 50 + [1] * 50, "b": [0] * 35 + [1] * 15 + [0] * 15 + [1] * 35})
    assert polychoric(data, ["a", "b"]).matrix[0, 1] == pytest.approx(np.sin(np.pi * (0.7 - 0.5)), abs=1e-8)


def test_a_correction_pulls_an_empty_cell_to_no_correlation():
    data = pd.DataFrame({"a": [0] * 9 + [1] * 9, "b": [0] * 9 + [0] * 3 + [1] * 6})
    assert np.isnan(polychoric(data, ["a", "b"]).matrix[0, 1])
    assert 0 < polychoric(data, ["a", "b"], correction=0.5).matrix[0, 1] < 1


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(-0.99, 0.99))
@example(0.0, -1e-116, 0.0)
def test_the_bivariate_normal_distribution_is_that_of_scipy(h, k, rho):
    from scipy.stats import multivariate_normal

    theirs = multivariate_normal.cdf([h, k], cov=[[1, rho], [rho, 1]])
    assert bivariate_normal_cdf(np.array(h), np.array(k), np.array(rho)) == pytest.approx(theirs, abs=1e-13)


def test_the_standard_error_of_a_polychoric_correlation_is_the_spread_over_samples():
    found = [polychoric(answers(300, seed=seed), ["a", "b"]) for seed in range(200)]
    spread = np.std([one.matrix[0, 1] for one in found])
    assert np.mean([one.se[0, 1] for one in found]) == pytest.approx(spread, rel=0.15)
