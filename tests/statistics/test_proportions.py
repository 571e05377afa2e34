import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from pilots.statistics import proportions

COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_wilson_is_what_statsmodels_says(counts):
    assert proportions.wilson(*counts) == pytest.approx(proportion_confint(*counts, method="wilson"), abs=1e-12)


@given(COUNTS, st.sampled_from([0.8, 0.95, 0.99]))
def test_clopper_pearson_is_what_scipy_says(counts, ci):
    theirs = stats.binomtest(*counts).proportion_ci(ci, method="exact")
    assert proportions.clopper_pearson(*counts, ci=ci) == pytest.approx(tuple(theirs), abs=1e-12)


@given(COUNTS)
def test_the_share_of_the_others_has_the_mirrored_interval(counts):
    count, n = counts
    low, high = proportions.wilson(n - count, n)
    assert proportions.wilson(count, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@pytest.mark.parametrize("interval", [proportions.wilson, proportions.clopper_pearson])
def test_nobody_has_no_share(interval):
    assert np.isnan(interval(0, 0)).all()
