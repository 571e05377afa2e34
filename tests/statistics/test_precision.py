import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import Method, cliffs_delta, expected_width, feldt_interval, mean_interval, needed_n, wilson
from pilots.statistics.correlation_intervals import pearson_interval, spearman_interval

EXPECTED = {
    "mean": {}, "share": {"value": 0.3}, "cronbach_alpha": {"value": 0.8, "items": 6}, "pearson": {"value": 0.4},
    "spearman": {"value": 0.4}, "cliffs_delta": {"value": 0.3},
}  # fmt: skip
every = pytest.mark.parametrize("statistic", EXPECTED)


def width(statistic, n, **options):
    return expected_width(statistic, n, **(EXPECTED[statistic] | options))["estimate"].item()


def span(limits):
    return limits[1] - limits[0]


def test_of_many_people_widths_are_those_of_the_intervals():
    assert width("share", 4000) == pytest.approx(span(wilson(1200, 4000)), rel=1e-3)
    assert width("cronbach_alpha", 4000) == pytest.approx(span(feldt_interval(0.8, 4000, 6)), rel=1e-3)
    assert width("pearson", 4000) == pytest.approx(span(pearson_interval(0.4, 4000)), rel=1e-3)
    assert width("spearman", 4000) == pytest.approx(span(spearman_interval(0.4, 4000)), rel=1e-3)


def test_a_share_of_many_goes_on_where_counts_were_averaged():
    assert width("share", 10_000) / width("share", 10_001) == pytest.approx(1.00005, abs=1e-4)


@pytest.mark.parametrize("n", [8, 30])
def test_simulated_intervals_of_shares_are_as_wide_as_planned(n):
    counts = np.random.default_rng(3).binomial(n, 0.3, 3000)
    assert width("share", n) == pytest.approx(np.mean([span(wilson(int(count), n)) for count in counts]), rel=0.01)


@pytest.mark.parametrize("n", [8, 30])
def test_simulated_intervals_of_correlations_are_as_wide_as_planned(n):
    rng = np.random.default_rng(4)
    x = rng.normal(size=(1500, n))
    y = 0.4 * x + np.sqrt(1 - 0.4**2) * rng.normal(size=(1500, n))
    found = [span(pearson_interval(np.corrcoef(a, b)[0, 1], n)) for a, b in zip(x, y, strict=True)]
    assert width("pearson", n) == pytest.approx(np.mean(found), rel=0.02)


@pytest.mark.parametrize("n", [8, 30])
def test_simulated_intervals_of_alpha_are_as_wide_as_planned(n):
    rng = np.random.default_rng(5)
    answers = rng.normal(size=(1500, 1, n)) + rng.normal(size=(1500, 6, n)) * np.sqrt(1.5)
    covariances = [np.cov(items) for items in answers]
    alphas = [6 / 5 * (1 - np.trace(matrix) / matrix.sum()) for matrix in covariances]
    found = np.mean([span(feldt_interval(alpha, n, 6)) for alpha in alphas])
    assert width("cronbach_alpha", n) == pytest.approx(found, rel=0.06)


@pytest.mark.parametrize("n", [8, 30])
def test_simulated_intervals_of_means_are_as_wide_as_planned(n):
    rng = np.random.default_rng(1)
    found = np.mean([span(mean_interval(rng.normal(size=n))) for _ in range(1500)])
    assert width("mean", n) == pytest.approx(found, rel=0.01)


@pytest.mark.parametrize(("n", "other"), [(15, 15), (40, 25)])
@pytest.mark.parametrize("delta", [0.0, 0.5])
def test_simulated_intervals_of_cliffs_delta_are_as_wide_as_planned(n, other, delta):
    from scipy.special import ndtri

    rng, shift = np.random.default_rng(2), np.sqrt(2) * ndtri((1 + delta) / 2)
    samples = [(np.sort(rng.normal(shift, 1, n)), np.sort(rng.normal(size=other))) for _ in range(300)]
    found = np.mean([span(cliffs_delta(*pair).interval()) for pair in samples])
    assert width("cliffs_delta", n, n_other=other, value=delta) == pytest.approx(found, rel=0.05)


@every
@settings(max_examples=10)
@given(st.integers(10, 400))
def test_more_people_make_it_narrower(statistic, n):
    assert width(statistic, 2 * n) < width(statistic, n)


@every
def test_needed_people_are_just_enough(statistic):
    n = int(needed_n(statistic, 0.3, **EXPECTED[statistic])["estimate"].item())
    assert width(statistic, n) <= 0.3 < width(statistic, n - 1)


@every
def test_schools_widen_it_and_two_tell_nothing(statistic):
    assert width(statistic, 120, school_size=20, icc=0.1) > width(statistic, 120)
    refused = expected_width(statistic, 40, **EXPECTED[statistic], school_size=20, icc=0.1)
    assert refused["method"].item() == Method.FEW_SCHOOLS


@every
@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_a_handful_of_people_gives_a_width_or_a_reason(statistic, n):
    found = expected_width(statistic, n, **EXPECTED[statistic]).iloc[0]
    assert found["estimate"] > 0 or found["method"].startswith("cannot tell")


def test_the_width_of_a_mean_is_in_its_unit():
    assert width("mean", 30, sd=3.0) == pytest.approx(3 * width("mean", 30))


@pytest.mark.parametrize("statistic", ["mean"])
def test_answers_that_do_not_vary_plan_nothing(statistic):
    assert expected_width(statistic, 30, sd=0)["method"].item() == Method.NO_VARIANCE
    assert needed_n(statistic, 0.3, sd=0)["method"].item() == Method.NO_VARIANCE


def test_some_widths_take_more_people_than_there_are():
    assert needed_n("mean", 1e-9)["method"].item() == Method.NO_N


@pytest.mark.parametrize(
    ("statistic", "options"),
    [
        ("median", {}), ("share", {}), ("share", {"value": 1.1}), ("pearson", {"value": 1}),
        ("cronbach_alpha", {"value": 0.8}), ("mean", {"icc": 2}), ("mean", {"ci": 1}), ("mean", {"school_size": 0}),
    ],
)  # fmt: skip
def test_impossible_plans_are_refused(statistic, options):
    with pytest.raises(PilotsError):
        expected_width(statistic, 30, **options)
    with pytest.raises(PilotsError):
        needed_n(statistic, 0.3, **options)


@pytest.mark.parametrize("wanted", [0, -1, float("nan")])
def test_a_width_must_be_above_0(wanted):
    with pytest.raises(PilotsError):
        needed_n("mean", wanted)


def test_without_another_group_there_is_no_delta():
    assert expected_width("cliffs_delta", 10, n_other=0, value=0.2)["method"].item() == Method.FEW_TO_PLAN
