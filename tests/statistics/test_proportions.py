import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from pilots.statistics import proportions

COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
SINGLE = ["wilson", "clopper_pearson", "jeffreys", "agresti_coull", "wilson_corrected"]


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


@pytest.mark.parametrize("name", SINGLE)
def test_nobody_has_no_share(name):
    assert np.isnan(getattr(proportions, name)(0, 0)).all()


@given(COUNTS, st.sampled_from(["jeffreys", "agresti_coull"]))
def test_other_intervals_are_what_statsmodels_says_but_at_the_ends(counts, name):
    count, n = counts
    theirs = np.array(proportion_confint(*counts, method=name))
    if name == "jeffreys":
        theirs = np.where([count == 0, count == n], [0, 1], theirs)
    assert getattr(proportions, name)(*counts) == pytest.approx(theirs, abs=1e-12)


@given(COUNTS, st.sampled_from(SINGLE))
def test_every_interval_holds_the_share_and_keeps_to_shares(counts, name):
    low, high = getattr(proportions, name)(*counts)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1


@given(COUNTS)
def test_the_correction_widens(counts):
    low, high = proportions.wilson(*counts)
    wide = proportions.wilson_corrected(*counts)
    assert wide[0] <= low + 1e-12
    assert high - 1e-12 <= wide[1]


@given(COUNTS, COUNTS)
def test_newcombe_is_what_statsmodels_says(first, second):
    theirs = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert proportions.newcombe(*first, *second) == pytest.approx(theirs, abs=1e-9)


@given(st.tuples(*[st.integers(0, 30)] * 4))
def test_pairs_the_other_way_round_are_the_mirror(table):
    both, first, second, neither = table
    found = proportions.newcombe_paired(both, first, second, neither)
    mirror = proportions.newcombe_paired(both, second, first, neither)
    assert found == pytest.approx([-limit for limit in reversed(mirror)], nan_ok=True)
    if sum(table):
        assert -1 - 1e-12 <= found[0] <= (first - second) / sum(table) <= found[1] <= 1 + 1e-12


def test_without_any_correlation_pairs_are_two_groups():
    assert proportions.newcombe_paired(4, 6, 8, 12) == pytest.approx(proportions.newcombe(10, 30, 12, 30))


def test_newcombe_paired_is_that_of_the_worked_example():
    """Airway hyper-responsiveness before and after, 1, 1, 7 and 12 children (Fagerland et al. 2017, table 8.4)."""
    assert proportions.newcombe_paired(1, 1, 7, 12) == pytest.approx((-0.507, -0.026), abs=5e-4)


def test_nobody_has_no_difference():
    assert np.isnan([proportions.newcombe(0, 0, 1, 3), proportions.newcombe_paired(0, 0, 0, 0)]).all()
