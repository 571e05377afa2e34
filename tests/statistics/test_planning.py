import numpy as np
import pytest
from statsmodels.stats.power import TTestIndPower, TTestPower

from pilots.errors import PilotsError
from pilots.statistics import Method, detectable_difference


def estimate(*sizes, **options):
    return detectable_difference(*sizes, **options).set_index("statistic")["estimate"]


@pytest.mark.parametrize(("before", "after"), [(2, 2), (3, 3), (10, 10), (60, 90)])
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


def test_whole_schools_show_less_and_two_of_them_nothing():
    assert estimate(60, 60, school_size=20, icc=0.05)["detectable_difference"] > 1.3 * estimate(60, 60).iloc[0]
    assert (detectable_difference(20, 20, school_size=20, icc=0.05)["method"] == Method.FEW_SCHOOLS).all()


def test_schools_that_are_all_alike_change_nothing():
    assert estimate(60, 60, school_size=20, icc=0).equals(estimate(60, 60))


def test_groups_of_whole_schools_find_it_as_often_as_planned():
    size, rng = 10, np.random.default_rng(4)
    difference = estimate(80, 80, school_size=size, icc=0.1)["detectable_difference"]
    schools = rng.normal(0, np.sqrt(0.1), (4000, 16)) + rng.normal(0, np.sqrt(0.9 / size), (4000, 16))
    gap = schools[:, 8:].mean(axis=1) + difference - schools[:, :8].mean(axis=1)
    pooled = np.sqrt((schools[:, 8:].var(axis=1, ddof=1) + schools[:, :8].var(axis=1, ddof=1)) / 8)
    assert np.mean(np.abs(gap / pooled) > 2.144787) == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize("options", [{"icc": -0.1}, {"icc": 1.1}, {"school_size": 0}])
def test_impossible_schools_are_refused(options):
    with pytest.raises(PilotsError):
        detectable_difference(10, 20, **options)
