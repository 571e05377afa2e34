import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from pilots.errors import PilotsError
from pilots.statistics import gee, logistic_regression
from pilots.statistics.methods import Method


def visits(clusters: int = 25, *, seed: int = 2) -> pd.DataFrame:
    """Two to five answers a person, one after the other, with something of the person in each."""
    draws = np.random.default_rng(seed)
    sizes = draws.integers(2, 6, clusters)
    person = np.repeat(np.arange(clusters), sizes)
    age, feels = draws.normal(size=len(person)), draws.normal(size=clusters)[person]
    return pd.DataFrame(
        {
            "person": person,
            "wave": np.concatenate([np.arange(size) for size in sizes]),
            "age": age,
            "came": (draws.logistic(size=len(person)) < 0.5 * age + feels).astype(int),
            "trust": 3 + age + feels + draws.normal(size=len(person)),
        }
    )


def column(found: pd.DataFrame, statistic: str, name: str = "estimate") -> float:
    return float(found.loc[found["statistic"] == statistic, name].iloc[0])


def half_width(found: pd.DataFrame) -> float:
    return column(found, "coefficient", "ci_high") - column(found, "coefficient")


@pytest.mark.parametrize("structure", ["Independence", "Exchangeable"])
@pytest.mark.parametrize(("family", "outcome"), [("Binomial", "came"), ("Gaussian", "trust")])
def test_errors_with_and_without_correction_are_those_of_statsmodels(structure: str, family: str, outcome: str) -> None:
    data = visits()
    theirs = sm.GEE(
        data[outcome].to_numpy(), sm.add_constant(data[["age"]]).to_numpy(), groups=data["person"].to_numpy(),
        family=getattr(sm.families, family)(), cov_struct=getattr(sm.cov_struct, structure)(),
    )  # fmt: skip
    plain = theirs.fit(maxiter=500, ctol=1e-13, params_niter=1)
    corrected = theirs.fit(cov_type="bias_reduced", maxiter=500, ctol=1e-13)
    options = {"clusters": "person", "family": family.lower(), "correlation": structure.lower()}
    robust = gee(data, outcome, "age", errors="robust", **options)  # type: ignore[arg-type]
    small = gee(data, outcome, "age", **options)  # type: ignore[arg-type]
    # statsmodels divides the pairs' products by other counts: exchangeable is alike, not equal
    alike = 1e-6 if structure == "Independence" else 2e-2
    assert column(robust, "coefficient") == pytest.approx(plain.params[1], rel=alike)
    assert half_width(robust) == pytest.approx(1.959963985 * plain.bse[1], rel=alike)
    assert half_width(small) == pytest.approx(2.06865761 * corrected.bse[1], rel=alike)  # t on 23 degrees of freedom


def test_independence_has_the_estimates_of_logistic_regression() -> None:
    found = gee(visits(), "came", "age", clusters="person", correlation="independence")
    alone = logistic_regression(visits(), "came", "age")
    assert column(found, "odds_ratio") == pytest.approx(column(alone, "odds_ratio"), rel=1e-9)


def test_with_two_answers_ar1_is_exchangeable() -> None:
    data = visits().query("wave < 2")
    ar1, exchangeable = (
        gee(data, "came", "age", clusters="person", time="wave", correlation=kind)  # type: ignore[arg-type]
        for kind in ("ar1", "exchangeable")
    )
    pd.testing.assert_frame_equal(ar1, exchangeable, rtol=1e-9)


def test_another_zero_and_unit_change_nothing_but_the_intercept() -> None:
    data = visits()
    other = data.assign(age=data["age"] * 12 + 500, trust=data["trust"] * 4 - 3)
    first, second = (gee(each, "trust", "age", clusters="person", family="gaussian") for each in (data, other))
    assert column(second, "coefficient") == pytest.approx(column(first, "coefficient") * 4 / 12, rel=1e-9)
    expected = 4 * column(first, "intercept") - 3 - 500 * column(second, "coefficient")
    assert column(second, "intercept") == pytest.approx(expected, rel=1e-9)


def test_few_clusters_are_refused() -> None:
    found = gee(visits(9), "came", "age", clusters="person")
    assert set(found["method"]) == {Method.FEW_CLUSTERS_GEE.value}


def test_separation_is_refused() -> None:
    data = visits().assign(came=lambda data: (data["age"] > 0).astype(int))
    assert set(gee(data, "came", "age", clusters="person")["method"]) == {Method.SEPARATED.value}


@pytest.mark.parametrize(
    "wrong", [{"correlation": "ar1"}, {"family": "poisson"}, {"errors": "hc0"}, {"correlation": "ar1", "time": "came"}]
)
def test_wrong_calls_say_how_to_mend_them(wrong: dict[str, str]) -> None:
    with pytest.raises(PilotsError):
        gee(visits(), "trust", "age", clusters="person", **({"family": "gaussian"} | wrong))  # type: ignore[arg-type]
