import numpy as np
import pandas as pd
import pytest
from scipy.stats import f as fisher
from scipy.stats import ttest_ind
from statsmodels.regression.mixed_linear_model import MixedLM

from pilots.errors import PilotsError
from pilots.statistics import mixed_model
from pilots.statistics.methods import Method


def schools(count: int = 12, size: int = 8, *, between: float = 1.0, seed: int = 3) -> pd.DataFrame:
    draws = np.random.default_rng(seed)
    school = np.repeat(np.arange(count), size)
    hours = draws.normal(5, 2, len(school))
    level, slope = np.sqrt(between) * draws.normal(size=count), 0.4 * draws.normal(size=count)
    trust = 3 + (0.5 + slope[school]) * hours + level[school] + draws.normal(size=len(school))
    return pd.DataFrame({"school": school, "project": school % 2, "hours": hours, "trust": trust})


def column(found: pd.DataFrame, statistic: str, name: str = "estimate") -> list[float]:
    return found.loc[found["statistic"] == statistic, name].tolist()


def test_estimates_are_those_of_statsmodels_as_far_as_they_go() -> None:
    data = schools()
    theirs = MixedLM.from_formula("trust ~ hours", data, groups="school").fit(method="bfgs", gtol=1e-8)
    found = mixed_model(data, "trust", "hours", clusters="school")
    assert column(found, "coefficient") == pytest.approx([theirs.params["hours"]], rel=1e-4)
    assert column(found, "variance_between") == pytest.approx([theirs.cov_re.iloc[0, 0]], rel=1e-3)
    assert column(found, "log_likelihood") == pytest.approx([theirs.llf], rel=1e-7)


def test_schools_of_one_size_are_analysis_of_variance() -> None:
    data = schools()
    means = data.groupby("school")["trust"].mean()
    within = data.groupby("school")["trust"].var().mean()
    found = mixed_model(data, "trust", clusters="school")
    assert column(found, "variance_within") == pytest.approx([within], rel=1e-8)
    assert column(found, "variance_between") == pytest.approx([means.var() - within / 8], rel=1e-8)
    assert column(found, "degrees_of_freedom") == pytest.approx([11], rel=1e-8)


@pytest.mark.parametrize("df", ["kenward-roger", "satterthwaite"])
def test_a_project_in_half_of_the_schools_is_a_t_test_on_their_means(df: str) -> None:
    means = schools().groupby("school")[["project", "trust"]].mean()
    expected = ttest_ind(*(means.loc[means["project"] == kind, "trust"] for kind in (1, 0)))
    found = mixed_model(schools(), "trust", "project", clusters="school", df=df)  # type: ignore[arg-type]
    assert column(found, "coefficient", "p_value") == pytest.approx([expected.pvalue], rel=1e-6)
    assert column(found, "degrees_of_freedom")[0] == pytest.approx(10, rel=1e-6)


def test_another_zero_and_unit_change_nothing_else() -> None:
    data = schools()
    other = data.assign(hours=data["hours"] * 60 - 700, trust=data["trust"] * 10 + 1000)
    first, second = (mixed_model(each, "trust", "hours", clusters="school", slope="hours") for each in (data, other))
    assert column(second, "coefficient") == pytest.approx([column(first, "coefficient")[0] / 6], rel=1e-7)
    assert column(second, "coefficient", "p_value") == pytest.approx(column(first, "coefficient", "p_value"), rel=1e-5)
    assert column(second, "variance_between")[1] == pytest.approx(column(first, "variance_between")[1] / 36, rel=1e-6)
    assert column(second, "variance_within")[0] == pytest.approx(column(first, "variance_within")[0] * 100, rel=1e-6)


@pytest.mark.parametrize("starts", [(0.2,), (1.0,), (3.0,)])
def test_a_search_that_ends_at_nought_goes_on_beside_it(starts: tuple[float], monkeypatch: pytest.MonkeyPatch) -> None:
    found = mixed_model(schools(), "trust", "hours", clusters="school", slope="hours")
    monkeypatch.setattr("pilots.statistics.mixed_likelihood.STARTS", starts)
    again = mixed_model(schools(), "trust", "hours", clusters="school", slope="hours")
    pd.testing.assert_frame_equal(found, again, rtol=1e-6)


@pytest.mark.parametrize("seed", [51, 95])
def test_a_step_to_no_likelihood_at_all_is_no_trouble(seed: int) -> None:
    data = schools(seed=seed, between=1.5)
    found = mixed_model(data, "trust", "hours", clusters="school", slope="hours")
    assert column(found, "coefficient")[0] == pytest.approx(0.5, abs=0.5)


def test_the_likelihood_does_not_hang_on_units_but_by_their_size() -> None:
    data = schools()
    first, second = (
        mixed_model(each, "trust", "hours", clusters="school", likelihood="ml", df="satterthwaite")
        for each in (data, data.assign(hours=data["hours"] * 60))
    )
    assert column(first, "aic") == pytest.approx(column(second, "aic"), rel=1e-10)


def test_crossed_groupings_may_come_in_any_order() -> None:
    data = schools().assign(week=lambda data: np.tile(np.arange(8), 12))
    there, back = (
        mixed_model(data, "trust", "hours", clusters=order) for order in (["school", "week"], ["week", "school"])
    )
    assert column(there, "variance_between") == pytest.approx(
        column(back, "variance_between")[::-1], rel=1e-5, abs=1e-7
    )
    assert column(there, "coefficient", "ci_low") == pytest.approx(column(back, "coefficient", "ci_low"), rel=1e-6)


def test_schools_that_do_not_differ_are_told() -> None:
    data = schools(between=0).assign(trust=np.tile([1.0, 2, 3, 4, 5, 6, 7, 8], 12))
    found = mixed_model(data, "trust", "project", clusters="school").set_index("statistic")
    assert found.loc["variance_between", "estimate"] == 0
    assert found.loc["variance_between", "method"] == Method.NO_VARIANCE_BETWEEN
    assert found.loc["icc", "ci_low"] == 0
    assert np.isfinite(found.loc["coefficient", "p_value"])


def test_kenward_roger_does_not_forget_the_schools_where_they_do_not_differ() -> None:
    data = schools(between=0).assign(trust=np.tile([1.0, 2, 3, 4, 5, 6, 7, 8], 12))
    careful, forgets = (
        column(mixed_model(data, "trust", "project", clusters="school", df=df), "degrees_of_freedom")[0]  # type: ignore[arg-type]
        for df in ("kenward-roger", "satterthwaite")
    )
    assert (careful, forgets) == (pytest.approx(10), pytest.approx(94))


def test_the_limits_of_the_icc_are_near_the_exact_ones_of_equal_schools() -> None:
    data = schools(30)
    within, between = data.groupby("school")["trust"].var().mean(), 8 * data.groupby("school")["trust"].mean().var()
    exact = [between / within / fisher.ppf(q, 29, 210) for q in (0.975, 0.025)]
    found = mixed_model(data, "trust", clusters="school")
    limits = column(found, "icc", "ci_low") + column(found, "icc", "ci_high")
    assert limits == pytest.approx([(ratio - 1) / (ratio + 7) for ratio in exact], abs=0.02)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (schools(4), Method.FEW_CLUSTERS_MIXED),
        (schools(12, 1), Method.ONE_PER_CLUSTER),
        (schools().assign(trust=3.0), Method.NO_VARIANCE),
        (schools().assign(hours=1.0), Method.NOT_IDENTIFIED),
        (schools().assign(trust=lambda data: data["school"] + 2 * data["hours"]), Method.NOT_IN_CLUSTERS),
    ],
)
def test_what_the_data_cannot_bear_is_told(data: pd.DataFrame, reason: Method) -> None:
    found = mixed_model(data, "trust", "hours", clusters="school")
    assert set(found["method"]) == {reason.value}
    assert found["estimate"].isna().all()


@pytest.mark.parametrize(
    "wrong", [{"likelihood": "ml"}, {"df": "residual"}, {"slope": "school"}, {"clusters": ["school", "town"]}]
)
def test_wrong_calls_say_how_to_mend_them(wrong: dict[str, str]) -> None:
    with pytest.raises(PilotsError):
        mixed_model(schools().assign(town=schools()["school"]), "trust", "hours", **({"clusters": "school"} | wrong))  # type: ignore[arg-type]
