import numpy as np
import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.statistics import Method, nested_synthesis, synthesis

PILOTS = pd.DataFrame(
    {"pilot": list("aabbccddee"), "g": [0.1, 0.2, 0.7, 0.9, 0.4, 0.5, 0.2, 0.0, 0.6, 0.5], "v": [0.04, 0.03] * 5}
)


def nested(data=PILOTS, **options):
    return nested_synthesis(data, "g", variance="v", study="pilot", **options).set_index("statistic")


def test_effects_that_repeat_within_studies_add_nothing_within():
    twice = PILOTS.assign(g=PILOTS.groupby("pilot")["g"].transform("mean"))
    assert nested(twice)["estimate"]["tau2_within"] == 0


def test_of_equal_pairs_it_is_the_synthesis_of_their_means():
    means = PILOTS.assign(v=0.04).groupby("pilot", as_index=False).agg(g=("g", "mean"), v=("v", "first"))
    apart = synthesis(means.assign(v=0.02), "g", study="pilot", variance="v", safeguard=False).set_index("statistic")
    both = nested(PILOTS.assign(v=0.04))
    limits = ["estimate", "ci_low", "ci_high", "p_value"]
    assert both.loc["pooled_effect", limits].tolist() == pytest.approx(apart.loc["pooled_effect", limits].tolist())


@pytest.mark.parametrize("rows", [0, 2, 6])
def test_below_four_studies_nothing_is_pooled(rows):
    assert (nested(PILOTS.head(rows))["method"] == Method.FEW_STUDIES).all()


def test_one_effect_a_study_has_no_third_level():
    assert (nested(PILOTS.iloc[::2])["method"] == Method.ONE_EFFECT_EACH).all()


def test_effects_that_all_agree_have_no_variance_between_or_within():
    assert nested(PILOTS.assign(g=0.3))["estimate"][["tau2_between", "tau2_within"]].tolist() == [0, 0]


def test_an_effect_without_variance_is_counted_as_missing():
    assert nested(PILOTS.assign(v=[np.nan, *[0.04] * 9]))["n_missing"].unique().tolist() == [1]


def test_different_indicators_are_refused():
    with pytest.raises(PilotsError, match="trust, welcome"):
        nested(PILOTS.assign(scale=["trust", "welcome"] * 5), measure="scale")


def test_chance_alone_is_found_seldom():
    rng, found = np.random.default_rng(1), []
    for _ in range(30):
        pilots = rng.normal(0, 0.3, 8).repeat(3) + rng.normal(0, 0.2, 24) + rng.normal(0, 0.2, 24)
        data = pd.DataFrame({"pilot": np.arange(8).repeat(3), "g": pilots, "v": 0.04})
        found.append(nested(data)["p_value"]["pooled_effect"] < 0.05)
    assert np.mean(found) < 0.2
