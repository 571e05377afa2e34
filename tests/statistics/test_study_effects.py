import numpy as np
import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.statistics import count_effects, hedges_variance, mean_effects

COUNTS = {"events": ("a", "c"), "ns": ("n1", "n2")}
MEANS = {"means": ("m1", "m2"), "sds": ("s1", "s2"), "ns": ("n1", "n2")}


def counts(a, c, n1=20, n2=30):
    return pd.DataFrame({"pilot": ["Menen"], "a": [a], "c": [c], "n1": [n1], "n2": [n2]})


def reported(**other):
    figures = {"pilot": ["Menen"], "m1": [5.0], "s1": [1.0], "n1": [20], "m2": [4.0], "s2": [2.0], "n2": [25]}
    return pd.DataFrame(figures | other)


def test_the_log_of_the_odds_ratio_is_that_of_the_table():
    found = count_effects(counts(5, 10), "pilot", **COUNTS, measure="log_odds_ratio").iloc[0]
    assert [found["effect"], found["variance"]] == pytest.approx(
        [np.log(5 * 20 / (15 * 10)), 1 / 5 + 1 / 15 + 1 / 10 + 1 / 20]
    )


def test_a_zero_count_adds_half_to_the_four_cells():
    found = count_effects(counts(0, 10), "pilot", **COUNTS).iloc[0]
    assert found["effect"] == pytest.approx(np.log((0.5 / 21) / (10.5 / 31)))


@pytest.mark.parametrize("measure", ["log_risk_ratio", "log_odds_ratio"])
@pytest.mark.parametrize(("a", "c"), [(0, 0), (20, 30), (None, 3)])
def test_a_table_that_says_nothing_about_a_ratio_has_none(a, c, measure):
    assert count_effects(counts(a, c), "pilot", **COUNTS, measure=measure)[["effect", "variance"]].isna().all(axis=None)


@pytest.mark.parametrize(("a", "c"), [(21, 3), (-1, 3)])
def test_impossible_counts_are_refused(a, c):
    with pytest.raises(PilotsError):
        count_effects(counts(a, c), "pilot", **COUNTS)


def test_a_difference_in_means_is_in_the_unit_of_the_scale():
    found = mean_effects(reported(), "pilot", **MEANS, measure="mean_difference").iloc[0]
    assert found[["effect", "variance", "n"]].tolist() == pytest.approx([1, 1 / 20 + 4 / 25, 45])


@pytest.mark.parametrize("other", [{"n1": [1]}, {"s2": [0.0]}, {"m2": [None]}, {"m1": [1e200]}])
def test_figures_that_can_not_be_used_give_no_effect(other):
    assert mean_effects(reported(**other), "pilot", **MEANS)[["effect", "variance"]].isna().all(axis=None)


@pytest.mark.parametrize("kind", ["LS", "LS2", "UB"])
def test_variances_agree_in_large_samples(kind):
    n = np.array([1e5])
    assert hedges_variance(np.array([0.4]), n, n, kind=kind) == pytest.approx(2 / n + 0.16 / (4 * n), rel=1e-4)


def test_what_is_not_known_is_refused():
    with pytest.raises(PilotsError, match="log_risk_ratio"):
        count_effects(counts(1, 2), "pilot", **COUNTS, measure="risk_ratio")
    with pytest.raises(PilotsError, match="LS2"):
        mean_effects(reported(), "pilot", **MEANS, variance="ls")
