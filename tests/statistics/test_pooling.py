import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from pilots.statistics.pooling import pool_fixed, pool_random

EFFECTS, VARIANCES = np.array([0.1, 0.9, 0.4, 0.2, 0.5]), np.array([0.02, 0.05, 0.03, 0.04, 0.02])


def test_it_is_that_of_statsmodels_with_hartung_and_knapp():
    theirs = combine_effects(EFFECTS, VARIANCES, method_re="pm", use_t=True)
    ours = pool_random(EFFECTS, VARIANCES, estimator="PM", safeguard=False)
    assert [ours.estimate, ours.se] == pytest.approx([theirs.mean_effect_re, theirs.sd_eff_w_re_hksj], rel=1e-6)


def test_one_study_is_its_own_mean():
    assert pool_fixed(EFFECTS[:1], VARIANCES[:1])[:2] == pytest.approx((0.1, 0.02**0.5))


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=8).map(np.array))
def test_the_mean_lies_among_the_effects(effects):
    found = pool_random(effects, np.linspace(0.02, 0.05, len(effects)))
    assert effects.min() - 1e-9 <= found.estimate <= effects.max() + 1e-9


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=8).map(np.array))
def test_the_safeguard_keeps_at_least_the_normal_error(effects):
    variances = np.linspace(0.02, 0.05, len(effects))
    normal = pool_random(effects, variances, knapp_hartung=False)
    assert pool_random(effects, variances).se >= normal.se - 1e-12
