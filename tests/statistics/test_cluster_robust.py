from functools import partial

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from pilots.errors import PilotsError
from pilots.statistics import Method, cluster_regression, design_regression, gee, mixed_model, robust_errors


def pupils(schools=8, size=6, *, seed=1):
    generator = np.random.default_rng(seed)
    school = np.repeat(np.arange(schools), size)
    return pd.DataFrame(
        {
            "school": school,
            "arm": np.where(school % 2, "b", "a"),
            "x": generator.normal(size=len(school)),
            "y": generator.normal(size=len(school)) + generator.normal(size=schools)[school],
        }
    )


def test_uncorrected_errors_are_those_of_statsmodels():
    data = pupils()
    x = sm.add_constant(data["x"]).to_numpy()
    fitted = sm.OLS(data["y"].to_numpy(), x).fit(
        cov_type="cluster", cov_kwds={"groups": data["school"].to_numpy(), "use_correction": False}
    )
    assert robust_errors(x, fitted.resid, data["school"].to_numpy(), kind="CR0").se == pytest.approx(fitted.bse)


def test_between_equal_schools_cr2_is_the_t_test_of_their_means():
    data = pupils(schools=4)
    means = data.groupby(["arm", "school"])["y"].mean()
    found = cluster_regression(data, "y", "arm", clusters="school").iloc[0]
    assert found["variable"] == "arm/b"
    assert found["p_value"] == pytest.approx(stats.ttest_ind(means["b"], means["a"]).pvalue)


def test_respondents_who_are_schools_of_their_own_have_hc2():
    data = pupils()
    x = sm.add_constant(data["x"]).to_numpy()
    fitted = sm.OLS(data["y"].to_numpy(), x).fit()
    assert robust_errors(x, fitted.resid, np.arange(len(data))).se == pytest.approx(fitted.HC2_se)


def test_two_schools_are_described_but_not_tested():
    found = cluster_regression(pupils(schools=2), "y", "x", clusters="school")
    assert found["estimate"].notna().all()
    assert found["p_value"].isna().all()
    assert (found["method"] == Method.FEW_SCHOOLS).all()


def test_a_coefficient_of_a_single_school_is_not_tested():
    data = pupils(schools=5).assign(arm=lambda frame: np.where(frame["school"] == 0, "new", "old"))
    found = cluster_regression(data, "y", "arm", clusters="school").iloc[0]
    assert found["method"] == Method.SINGLE_SCHOOL
    assert np.isnan(found["p_value"])


def test_a_predictor_that_the_others_tell_is_refused():
    data = pupils().assign(twice=lambda frame: 2 * frame["x"])
    found = cluster_regression(data, "y", ["x", "twice"], clusters="school")
    assert (found["method"] == Method.NOT_IDENTIFIED).all()


@pytest.mark.parametrize("fit", [cluster_regression, design_regression, mixed_model, partial(gee, family="gaussian")])
def test_every_model_names_its_coefficients_alike(fit):
    found = fit(pupils(schools=12), "y", ["x", "arm"], clusters="school")
    found = found.loc[found["statistic"].isin(["coefficient", "intercept"])]
    assert found[["variable", "statistic"]].values.tolist() == [
        ["x", "coefficient"], ["arm/b", "coefficient"], ["y", "intercept"]
    ]  # fmt: skip
    assert set(found["group"]) == {"all"}
    assert found["p_adjusted"].notna().tolist() == [True, True, False]


def test_a_model_that_fits_all_has_no_interval():
    data = pupils().assign(y=lambda frame: 2 * frame["x"])
    assert (cluster_regression(data, "y", "x", clusters="school")["method"] == Method.NOTHING_LEFT).all()


def test_unknown_errors_are_refused():
    with pytest.raises(PilotsError, match="HC3"):
        cluster_regression(pupils(), "y", "x", clusters="school", errors="HC3")
