"""Our run charts, control charts and goal attainment against qcc, Anhøj and the published formulas (../shared/oracle/oracle.json)."""

import pandas as pd
import pytest

from pilots.statistics import control_chart, gas_key, gas_t, run_chart


def chart(counts, kind, **options):
    data = pd.DataFrame({"time": range(1, len(counts) + 1), "count": counts}).assign(**options.pop("columns", {}))
    found = control_chart(data, "count", kind=kind, time="time", **options).query("group != 'all'")
    return found.pivot(index="group", columns="statistic", values="estimate").rename(index=int).sort_index()


def beyond(found):
    return found.index[found["beyond_limits"] == 1].tolist()


@pytest.mark.parametrize("kind", ["p", "np"])
def test_share_charts_are_those_of_qcc(oracle, kind):
    record = oracle["chg.pchart.orange"]
    expected = record["result"][kind]
    found = chart(record["data"]["counts"], kind, base="size", columns={"size": record["data"]["size"]})
    assert found["centre_line"].unique() == pytest.approx([expected["center"]], rel=1e-9)
    low, high = expected["limits"].values() if kind == "p" else expected["limits"]
    assert found["lower_limit"].to_numpy() == pytest.approx(low, rel=1e-9)
    assert found["upper_limit"].to_numpy() == pytest.approx(high, rel=1e-9)
    assert sorted(beyond(found)) == sorted(expected["beyond"])


def test_a_share_chart_without_two_points_is_that_of_qcc(oracle):
    record = oracle["chg.pchart.orange"]
    expected = record["result"]["p_without_15_23"]
    found = chart(
        record["data"]["counts"], "p", base="size", columns={"size": record["data"]["size"]}, exclude=[15, 23]
    )
    assert found["centre_line"].unique() == pytest.approx([expected["center"]], rel=1e-9)
    assert found["lower_limit"].drop([15, 23]).to_numpy() == pytest.approx(expected["limits"]["lcl"], rel=1e-9)
    assert found["upper_limit"].drop([15, 23]).to_numpy() == pytest.approx(expected["limits"]["ucl"], rel=1e-9)
    # their 20th, as two were taken out
    assert beyond(found) == [15, 21, 23]


def test_count_chart_is_that_of_qcc(oracle):
    record = oracle["chg.cchart.circuit"]
    found, expected = chart(record["data"]["x"], "c"), record["result"]
    assert found["centre_line"].unique() == pytest.approx([expected["center"]], rel=1e-9)
    limits = [*found["lower_limit"].unique(), *found["upper_limit"].unique()]
    assert limits == pytest.approx(expected["limits"], rel=1e-9)
    assert sorted(beyond(found)) == sorted(expected["beyond"])


@pytest.mark.parametrize("number", [1, 3, 5, 7])
def test_goal_attainment_is_that_of_kiresuk_and_sherman(oracle, number):
    record = oracle[f"chg.gas.{number}"]
    scores, weights = record["data"]["x"], record["data"]["w"]
    for key, rho in {"T": 0.3, "T_rho0": 0.0, "T_rho05": 0.5}.items():
        assert gas_t(scores, weights, rho=rho) == pytest.approx(record["result"][key], rel=1e-9)


def test_goal_attainment_key_is_that_of_cardillo_and_smith(oracle):
    for expected in oracle["chg.gas.conversion"]["result"]["table"]:
        found = gas_key(expected["goals"])
        assert found["sum"].tolist() == expected["sum"]
        assert found["gas_t"].tolist() == pytest.approx(expected["T"], rel=1e-9)


def test_run_chart_is_that_of_the_record(oracle):
    record = oracle["chg.runchart.random"]
    points = record["data"]["x"]
    data = pd.DataFrame({"week": range(len(points)), "share": points})
    found = run_chart(data, "share", time="week").set_index("statistic")["estimate"]
    names = {
        "median": "median", "useful": "useful_points", "longest_run": "longest_run", "crossings": "crossings",
        "limit_run": "longest_run_limit", "limit_cross": "crossings_limit", "signal": "signal",
    }  # fmt: skip
    assert {theirs: found[ours] for theirs, ours in names.items()} == record["result"]


def test_limits_of_run_charts_are_those_of_anhoj(oracle):
    limits = pd.DataFrame(oracle["chg.runchart.anhoj_limits"]["result"]).set_index("n")
    for n, limit in limits.iterrows():
        share = [-1] * (n // 2) + [0, 0] + [1] * (n - n // 2)
        data = pd.DataFrame({"week": range(n + 2), "share": share})
        found = run_chart(data, "share", time="week").set_index("statistic")["estimate"]
        assert found["useful_points"] == n
        assert found[["longest_run_limit", "crossings_limit"]].tolist() == limit.tolist()
