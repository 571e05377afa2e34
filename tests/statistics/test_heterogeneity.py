import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from pilots.errors import PilotsError
from pilots.statistics.heterogeneity import ESTIMATORS, generalised_q, i_squared, q_profile, tau_squared

EFFECTS, VARIANCES = np.array([0.1, 0.9, 0.4, 0.2, 0.5]), np.array([0.02, 0.05, 0.03, 0.04, 0.02])
some_effects = st.lists(st.floats(-2, 2), min_size=3, max_size=8).map(np.array)


@pytest.mark.parametrize(("ours", "theirs"), [("DL", "dl"), ("PM", "pm")])
def test_it_is_that_of_statsmodels_where_studies_differ(ours, theirs):
    expected = combine_effects(EFFECTS, VARIANCES, method_re=theirs).tau2
    assert tau_squared(EFFECTS, VARIANCES, estimator=ours) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_equal_effects_have_none(estimator):
    assert tau_squared(np.full(5, 0.3), VARIANCES, estimator=estimator) == 0


def test_equal_variances_make_reml_that_of_hedges():
    equal = np.full(5, 0.03)
    assert tau_squared(EFFECTS, equal) == pytest.approx(tau_squared(EFFECTS, equal, estimator="HE"), rel=1e-9)


def test_an_unknown_estimator_is_refused():
    with pytest.raises(PilotsError, match="REML"):
        tau_squared(EFFECTS, VARIANCES, estimator="reml")


@given(some_effects, st.sampled_from([name for name in ESTIMATORS if name != "SJ"]))
def test_it_is_never_negative_and_no_more_than_the_effects_allow(effects, estimator):
    found = tau_squared(effects, VARIANCES[:1].repeat(len(effects)), estimator=estimator)
    assert 0 <= found <= 1.01 * effects.var(ddof=1) + 1e-12


def test_the_limits_are_where_q_has_its_quantiles():
    low, high = q_profile(EFFECTS * 3, VARIANCES)
    assert generalised_q(low, EFFECTS * 3, VARIANCES) == pytest.approx(11.143286781877796)
    assert generalised_q(high, EFFECTS * 3, VARIANCES) == pytest.approx(0.48441855708792994)


@given(some_effects)
def test_paule_and_mandel_lie_between_the_limits(effects):
    variances = np.linspace(0.02, 0.05, len(effects))
    low, high = q_profile(effects, variances)
    assert low - 1e-9 <= tau_squared(effects, variances, estimator="PM") <= high + 1e-9 or high == 0


def test_i_squared_of_dersimonian_and_laird_is_that_of_q():
    q = generalised_q(0.0, EFFECTS, VARIANCES)
    assert i_squared(tau_squared(EFFECTS, VARIANCES, estimator="DL"), VARIANCES) == pytest.approx(1 - 4 / q)
