import numpy as np
import pytest
from pingouin import power_corr
from scipy.stats import binomtest, fisher_exact
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from pilots.errors import PilotsError
from pilots.statistics import Method, detectable_correlation, detectable_share


def shares(n, **options):
    found = detectable_share(n, **options)
    assert found["statistic"].tolist() == ["detectable_share_above", "detectable_share_below"]
    return found["estimate"].tolist()


@pytest.mark.parametrize("n", [8, 20, 100])
def test_the_correlation_is_that_of_pwr(n):
    assert detectable_correlation(n)["estimate"].item() == pytest.approx(
        power_corr(n=n, power=0.8, alpha=0.05), rel=1e-4
    )


def test_simulated_correlations_are_found_as_often_as_planned():
    n, rng = 20, np.random.default_rng(1)
    r = detectable_correlation(n)["estimate"].item()
    x = rng.normal(size=(4000, n))
    y = r * x + np.sqrt(1 - r**2) * rng.normal(size=(4000, n))
    found = [(np.corrcoef(a, b)[0, 1]) for a, b in zip(x, y, strict=True)]
    assert np.mean(np.abs(found) > 0.44376) == pytest.approx(0.8, abs=0.02)


def test_many_people_are_planned_by_the_arcsine():
    above, below = shares(2000, share=0.4, n_other=3000)
    reach = NormalIndPower().solve_power(nobs1=2000, ratio=1.5, alpha=0.05, power=0.8)
    assert proportion_effectsize(above, 0.4) == pytest.approx(reach, rel=1e-4)
    assert proportion_effectsize(0.4, below) == pytest.approx(reach, rel=1e-4)


def test_the_exact_share_of_two_groups_is_near_the_arcsine_but_more_careful():
    above, reach = (
        shares(400, share=0.4, n_other=400)[0],
        NormalIndPower().solve_power(nobs1=400, alpha=0.05, power=0.8),
    )
    assert 1 < proportion_effectsize(above, 0.4) / reach < 1.06


def test_fishers_test_finds_the_share_as_often_as_planned():
    rng, above = np.random.default_rng(2), shares(15, share=0.3, n_other=12)[0]
    tables = [
        (a, 15 - a, c, 12 - c) for a, c in zip(rng.binomial(15, above, 1500), rng.binomial(12, 0.3, 1500), strict=True)
    ]
    p = {table: fisher_exact(np.reshape(table, (2, 2))).pvalue for table in set(tables)}
    assert np.mean([p[table] <= 0.05 for table in tables]) == pytest.approx(0.8, abs=0.035)


def test_a_target_is_missed_as_often_as_planned():
    above, rng = shares(30, share=0.5)[0], np.random.default_rng(3)
    counts = rng.binomial(30, above, 4000)
    p = {count: binomtest(int(count), 30, 0.5).pvalue for count in set(counts)}
    assert np.mean([p[count] <= 0.05 for count in counts]) == pytest.approx(0.8, abs=0.02)


def test_high_and_low_mirror():
    above, below = shares(30, share=0.35, n_other=25)
    assert shares(30, share=0.65, n_other=25) == pytest.approx([1 - below, 1 - above])


def test_so_few_people_can_not_tell():
    found = detectable_share(4, share=0.5)
    assert (found["method"] == Method.NONE_SHOWN).all()


def test_the_edge_has_one_side():
    found = detectable_share(30, share=1.0)
    assert found["estimate"].isna().tolist() == [True, False]


def test_schools_make_more_people_needed():
    assert shares(120, share=0.5, n_other=120, school_size=20, icc=0.05)[0] > shares(120, share=0.5, n_other=120)[0]


def test_two_schools_can_tell_nothing():
    assert detectable_correlation(40, school_size=20, icc=0.05)["method"].item() == Method.FEW_SCHOOLS
    assert (detectable_share(40, share=0.5, school_size=20, icc=0.05)["method"] == Method.FEW_SCHOOLS).all()


@pytest.mark.parametrize("n", [0, 3])
def test_too_few_people_for_a_correlation(n):
    assert detectable_correlation(n)["method"].item() == Method.FEW_TO_PLAN


@pytest.mark.parametrize("options", [{"share": 1.2}, {"power": 0.01}, {"alpha": 0}, {"icc": 2}, {"school_size": 0.5}])
def test_impossible_plans_are_refused(options):
    with pytest.raises(PilotsError):
        detectable_share(30, **({"share": 0.5} | options))
