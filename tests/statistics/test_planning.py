import numpy as np
import pytest
from statsmodels.stats.power import TTestIndPower, TTestPower

from pilots.errors import PilotsError
from pilots.statistics import Method, detectable_difference


def estimate(*sizes, **options):
    return detectable_difference(*sizes, **options).set_index("statistic")["estimate"]


@pytest.mark.parametrize(("before", "after"), [(10, 10), (60, 90)])
def test_without_pairs_it_is_the_power_of_the_t_test(before, after):
    theirs = TTestIndPower().solve_power(nobs1=before, ratio=after / before, alpha=0.05, power=0.8)
    assert estimate(before, after)["detectable_difference"] == pytest.approx(theirs, rel=1e-5)


def test_with_pairs_only_it_is_the_power_of_the_paired_test():
    theirs = TTestPower().solve_power(nobs=25, alpha=0.05, power=0.9)
    ours = estimate(25, 25, pairs=25, r=0.7, power=0.9)["detectable_difference"]
    assert ours == pytest.approx(theirs * np.sqrt(2 * (1 - 0.7)), rel=1e-6)


def test_linking_people_makes_smaller_changes_visible():
    unlinked, half, all_linked = (estimate(40, 40, pairs=pairs)["detectable_difference"] for pairs in (0, 20, 40))
    assert all_linked < half < unlinked


def test_the_unit_is_that_of_the_standard_deviation():
    assert estimate(30, 30, sd=3.0).tolist() == pytest.approx((3 * estimate(30, 30)).tolist())


@pytest.mark.parametrize(
    ("n", "sd", "method"), [(1, 1, Method.ONE_ANSWER), (9, 0, Method.NO_VARIANCE), (9, np.nan, Method.NO_VARIANCE)]
)
def test_too_little_to_plan_with(n, sd, method):
    found = detectable_difference(n, n, sd=sd)
    assert found["estimate"].isna().all()
    assert (found["method"] == method).all()


@pytest.mark.parametrize("options", [{"pairs": 11}, {"pairs": -1}, {"r": 1}, {"power": 0.04}, {"alpha": 0}])
def test_impossible_plans_are_refused(options):
    with pytest.raises(PilotsError):
        detectable_difference(10, 20, **options)
