"""Our synthesis of studies against metafor (../shared/oracle/oracle.json)."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import stdtrit

from pilots.statistics import count_effects, mean_effects, nested_synthesis, stratified_counts, synthesis
from pilots.statistics.heterogeneity import ESTIMATORS, i_squared, q_profile, tau_squared
from pilots.statistics.pooling import pool_fixed, pool_random

COUNTS = {"meta.bcg.RR": "log_risk_ratio", "meta.bcg.RD": "risk_difference"}
MEANS = {
    "meta.smd.k5.UB": "UB", "meta.smd.k7.LS": "LS", "meta.smd.k7.LS2": "LS2", "meta.normand1999": "LS",
}  # fmt: skip
GIVEN = ["meta.generic.k3_homog", "meta.bangertdrowns2004"]
EVERY = [*COUNTS, *MEANS, *GIVEN]
every = pytest.mark.parametrize("name", EVERY)


def reported(record):
    """The figures of a record as a frame with a row a study."""
    data = pd.DataFrame(record["data"])
    return data.assign(study=[f"{k:02d}" for k in range(len(data))])


def studies(record):
    """Effects and variances, worked out by us where the record has counts or means."""
    data = reported(record)
    if record["id"] in COUNTS:
        data = data.assign(n1=data["ai"] + data["bi"], n2=data["ci"] + data["di"])
        return count_effects(data, "study", events=("ai", "ci"), ns=("n1", "n2"), measure=COUNTS[record["id"]])
    if record["id"] in MEANS:
        names = {"means": ("m1i", "m2i"), "sds": ("sd1i", "sd2i"), "ns": ("n1i", "n2i")}
        return mean_effects(data, "study", **names, variance=MEANS[record["id"]])
    return data.rename(columns={"yi": "effect", "vi": "variance"})


def given(record):
    """What a record says of each estimator of tau² that it has, of which REML is always one."""
    found = {name: record["result"][name] for name in ESTIMATORS if name in record["result"]}
    assert "REML" in found
    return found


def numbers(record):
    found = studies(record)
    return found["effect"].to_numpy(), found["variance"].to_numpy()


@pytest.mark.parametrize("name", [*COUNTS, *MEANS])
def test_effects_and_variances_are_those_of_escalc(oracle, name):
    found, result = studies(oracle[name]), oracle[name]["result"]
    assert found["effect"].tolist() == pytest.approx(result["yi"], rel=1e-9)
    assert found["variance"].tolist() == pytest.approx(result["vi"], rel=1e-9)


@every
def test_fixed_effect_is_that_of_metafor(oracle, name):
    expected, found = oracle[name]["result"]["FE"], pool_fixed(*numbers(oracle[name]))
    assert [found.estimate, found.se, found.p] == pytest.approx([expected[key] for key in ("est", "se", "p")], rel=1e-8)
    assert found.interval() == pytest.approx(expected["ci"], rel=1e-8)


@every
def test_random_effects_are_those_of_metafor(oracle, name):
    y, v = numbers(oracle[name])
    for estimator, expected in given(oracle[name]).items():
        normal = pool_random(y, v, estimator=estimator, knapp_hartung=False)
        found = [normal.estimate, normal.se, *normal.interval(), *normal.prediction()]
        assert found == pytest.approx([expected["est"], expected["se"], *expected["ci"], *expected["pi"]], rel=1e-7)
        assert normal.tau2 == pytest.approx(expected["tau2"], rel=1e-7, abs=1e-9)
        assert i_squared(normal.tau2, v) * 100 == pytest.approx(expected["I2"], abs=1e-6)


@every
def test_hartung_and_knapp_without_safeguard_is_that_of_metafor(oracle, name):
    for estimator, record in given(oracle[name]).items():
        expected = record["knha"]
        found = pool_random(*numbers(oracle[name]), estimator=estimator, safeguard=False)
        assert [found.se, found.df, found.p] == pytest.approx([expected[key] for key in ("se", "df", "p")], rel=1e-6)
        assert found.interval() == pytest.approx(expected["ci"], rel=1e-7)
        assert found.prediction() == pytest.approx(expected["pi"], rel=1e-7)


@every
def test_q_profile_is_that_of_metafor(oracle, name):
    y, v = numbers(oracle[name])
    result = oracle[name]["result"]
    tau2 = [tau_squared(y, v), *q_profile(y, v)]
    assert tau2 == pytest.approx(result["qprofile_tau2"], rel=1e-7)
    assert np.sqrt(tau2) == pytest.approx(result["qprofile_tau"], rel=1e-7)
    assert [100 * i_squared(value, v) for value in tau2] == pytest.approx(result["qprofile_I2"], rel=1e-7)


@pytest.mark.parametrize("name", [name for name in EVERY if name != "meta.generic.k3_homog"])
def test_the_frame_says_what_the_numbers_say(oracle, name):
    options = {"study": "study", "variance": "variance", "safeguard": False, "prediction": "t"}
    found = synthesis(studies(oracle[name]), "effect", **options).query("group == 'all'").set_index("statistic")
    expected, result = oracle[name]["result"]["REML"], oracle[name]["result"]
    pooled = found.loc["pooled_effect", ["estimate", "ci_low", "ci_high", "p_value"]]
    assert pooled.tolist() == pytest.approx([expected["est"], *expected["knha"]["ci"], expected["knha"]["p"]], rel=1e-6)
    assert found.loc["predicted_effect", ["ci_low", "ci_high"]].tolist() == pytest.approx(expected["knha"]["pi"])
    assert found.loc["cochran_q", ["estimate", "p_value", "n"]].tolist() == pytest.approx(
        [result["Q"], result["FE"]["Q_p"], result["k"]], rel=1e-7
    )
    assert found["estimate"][["tau2", "i_squared", "h_squared"]].tolist() == pytest.approx(
        [expected["tau2"], expected["I2"] / 100, expected["H2"]], rel=1e-7
    )


def test_mantel_haenszel_and_peto_are_those_of_metafor(oracle):
    record = oracle["meta.bcg.mh_peto"]
    data, result = reported(record), record["result"]
    data = data.assign(n1=data["ai"] + data["bi"], n2=data["ci"] + data["di"])
    found = stratified_counts(data, "study", events=("ai", "ci"), ns=("n1", "n2")).set_index("statistic")
    for statistic, key in {"mh_odds_ratio": "mh_or", "mh_risk_ratio": "mh_rr", "peto_odds_ratio": "peto"}.items():
        log_ratio, low, high = np.log(found.loc[statistic, ["estimate", "ci_low", "ci_high"]].astype("float64"))
        assert log_ratio == pytest.approx(result[key]["log_est"], rel=1e-9)
        assert (high - low) / 2 / 1.959963984540054 == pytest.approx(result[key]["se"], rel=1e-9)
    assert found["p_value"]["mh_odds_ratio"] == pytest.approx(result["mh_or"]["CMH_p"], rel=1e-9)
    assert found["estimate"]["tarone_q"] == pytest.approx(result["mh_or"]["TA"], rel=1e-9)


def test_three_levels_are_those_of_metafor_and_clubsandwich(oracle):
    record = oracle["meta.konstantopoulos2011"]
    found = nested_synthesis(reported(record), "yi", variance="vi", study="district").set_index("statistic")
    expected = record["result"]
    assert found["estimate"]["pooled_effect"] == pytest.approx(expected["est"], rel=1e-6)
    assert found["estimate"][["tau2_between", "tau2_within"]].tolist() == pytest.approx(expected["sigma2"], rel=1e-6)
    assert found["estimate"]["cochran_q"] == pytest.approx(expected["Q"], rel=1e-9)
    reach = stdtrit(expected["CR2_df"], 0.975) * expected["CR2_se"]
    assert found["ci_high"]["pooled_effect"] == pytest.approx(expected["est"] + reach, rel=1e-6)
