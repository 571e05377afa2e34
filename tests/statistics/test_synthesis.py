import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import Method, compare, count_effects, synthesis

PILOTS = pd.DataFrame(
    {"pilot": ["Aalst", "Genk", "Menen", "Ronse", "Tielt"], "g": [0.1, 0.9, 0.4, 0.2, 0.5], "v": [0.02, 0.05, 0.03, 0.04, 0.02]}
)  # fmt: skip


def pooled(data=PILOTS, **options):
    return synthesis(data, "g", **({"study": "pilot", "variance": "v"} | options))


def of_all(**options):
    return pooled(**options).query("group == 'all'").set_index("statistic")


@pytest.mark.parametrize("rows", [0, 1, 2, 3])
def test_below_four_pilots_nothing_is_pooled(rows):
    found = pooled(PILOTS.head(rows)).set_index("statistic")
    assert np.isnan(found["estimate"][["pooled_effect", "fixed_effect", "tau2", "predicted_effect"]]).all()
    assert found["method"]["pooled_effect"] == Method.FEW_STUDIES


def test_below_four_pilots_the_range_and_each_study_are_told():
    found = pooled(PILOTS.head(3))
    assert found.set_index("statistic")["estimate"][["smallest_effect", "largest_effect"]].tolist() == [0.1, 0.9]
    assert found.loc[found["statistic"] == "study_effect", "estimate"].tolist() == [0.1, 0.9, 0.4]


def test_leaving_one_out_is_pooling_the_others():
    without = pooled().query("statistic == 'pooled_effect_without' and group == 'Genk'").iloc[0]
    others = of_all(data=PILOTS.drop(1)).loc["pooled_effect"]
    assert without[["estimate", "ci_low", "n"]].tolist() == others[["estimate", "ci_low", "n"]].tolist()


def test_of_four_pilots_none_can_be_left_out():
    left = pooled(PILOTS.head(4)).query("statistic == 'pooled_effect_without'")
    assert left["estimate"].isna().all()


def test_limits_give_the_variance_back():
    from_limits = PILOTS.assign(low=PILOTS["g"] - 1.6448536269514722 * PILOTS["v"] ** 0.5)
    from_limits["high"] = 2 * PILOTS["g"] - from_limits["low"]
    found = pooled(from_limits, variance=None, limits=("low", "high"), level=0.9)
    pd.testing.assert_frame_equal(found, pooled())


def test_studies_that_agree_have_no_variance_between_them():
    found = of_all(data=PILOTS.assign(g=0.3), estimator="DL")["estimate"]
    assert found[["tau2", "i_squared", "i_squared_q", "h_squared"]].tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize("prediction", ["distribution", "t"])
def test_a_next_study_is_less_sure_than_the_mean(prediction):
    found = of_all(prediction=prediction)
    assert found["ci_low"]["predicted_effect"] < found["ci_low"]["pooled_effect"]
    assert found["ci_high"]["predicted_effect"] > found["ci_high"]["pooled_effect"]


def test_the_safeguard_never_narrows():
    alike = PILOTS.assign(g=[0.30, 0.31, 0.29, 0.30, 0.32])
    safe, bare = (of_all(data=alike, safeguard=safeguard).loc["pooled_effect"] for safeguard in (True, False))
    assert safe["ci_high"] - safe["ci_low"] > 2 * (bare["ci_high"] - bare["ci_low"])


def test_a_study_without_variance_is_told_and_left_out():
    found = pooled(PILOTS.assign(v=[0.02, 0, 0.03, 0.04, 0.02]))
    assert found.iloc[0][["n", "n_missing"]].tolist() == [4, 1]
    assert (found.loc[found["group"] == "Genk", "method"] == Method.NO_EFFECT).all()


def test_one_indicator_gives_its_name():
    assert set(pooled(PILOTS.assign(scale="trust"), measure="scale")["variable"]) == {"trust"}


def test_different_indicators_are_refused_by_name():
    data = PILOTS.assign(scale=["trust", "trust", "welcome", "trust", "trust"])
    with pytest.raises(PilotsError, match="trust, welcome"):
        pooled(data, measure="scale")


@pytest.mark.parametrize("unknown", [None, np.nan])
def test_an_unknown_indicator_is_refused(unknown):
    with pytest.raises(PilotsError, match="not known"):
        pooled(PILOTS.assign(scale=["trust"] * 4 + [unknown]), measure="scale")


def test_two_rows_of_a_study_are_refused():
    with pytest.raises(PilotsError, match="Genk"):
        pooled(PILOTS.replace("Ronse", "Genk"))


@pytest.mark.parametrize(
    "options", [{"variance": None}, {"limits": ("g", "v")}, {"estimator": "reml"}, {"prediction": "z"}, {"level": 2}]
)
def test_impossible_calls_are_refused(options):
    with pytest.raises(PilotsError):
        pooled(**options)


@pytest.mark.parametrize(("column", "factor"), [("g", 1e12), ("v", 1e-160), ("v", 1e160)])
def test_variances_of_another_size_are_refused(column, factor):
    with pytest.raises(PilotsError, match="variances"):
        pooled(PILOTS.assign(**{column: PILOTS[column] * factor}))


@settings(max_examples=10)
@given(st.floats(-5, 5), st.floats(0.01, 100))
def test_another_unit_changes_only_the_unit(shift, factor):
    moved = of_all(data=PILOTS.assign(g=PILOTS["g"] * factor + shift, v=PILOTS["v"] * factor**2), prediction="t")
    limits = ["estimate", "ci_low", "ci_high"]
    found = of_all(prediction="t")
    for statistic in ("pooled_effect", "predicted_effect", "fixed_effect"):
        expected = found.loc[statistic, limits].astype("float64") * factor + shift
        assert moved.loc[statistic, limits].tolist() == pytest.approx(expected.tolist(), rel=1e-6, abs=1e-9)
    assert moved["estimate"]["i_squared"] == pytest.approx(found["estimate"]["i_squared"], abs=1e-7)


def test_counts_feed_a_synthesis():
    counts = pd.DataFrame({"pilot": list("abcd"), "a": [3, 5, 0, 7], "n1": 20, "c": [6, 9, 4, 8], "n2": 22})
    effects = count_effects(counts, "pilot", events=("a", "c"), ns=("n1", "n2"))
    found = synthesis(effects, "effect", study="study", variance="variance", measure="measure")
    assert found.set_index("statistic")["estimate"]["pooled_effect"] < 0


def test_estimates_of_our_own_feed_a_synthesis():
    rng = np.random.default_rng(1)
    people = pd.DataFrame({"pilot": list("abcd") * 30, "who": ["new", "old"] * 60, "trust": rng.normal(size=120)})
    people["who"] = rng.permutation(people["who"])
    rows = [compare(own, "trust", by="who").assign(pilot=name) for name, own in people.groupby("pilot")]
    effects = pd.concat(rows).query("statistic == 'hedges_g'")
    found = synthesis(effects, "estimate", study="pilot", limits=("ci_low", "ci_high"), measure="variable")
    assert found.loc[0, ["variable", "n"]].tolist() == ["trust", 4]
    assert found["ci_low"][0] < 0 < found["ci_high"][0]
