"""Our statistics against values that R packages and papers give (../shared/oracle/oracle.json)."""

import json
from math import nan

import numpy as np
import pandas as pd
import pytest

from pilots.statistics import (
    cliffs_delta,
    clopper_pearson,
    compare,
    feldt_interval,
    holm,
    rank_test,
    run_chart,
    wilson,
)


@pytest.fixture(scope="module")
def oracle(shared):
    records = json.loads((shared / "oracle" / "oracle.json").read_text(encoding="utf-8"))
    return {record["id"]: record for record in records}


@pytest.mark.parametrize("name", ["a0.6_n12_k8", "a0.3_n15_k4"])
def test_feldt_interval_is_that_of_psych(oracle, name):
    alpha, n, items = (float(part[1:]) for part in name.split("_"))
    expected = oracle[f"rel.feldt_ci.{name}"]["result"]["formula_feldt"]
    assert feldt_interval(alpha, int(n), int(items)) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name", ["A.first15", "N.first15", "E.first30", "A.first60", "N.first60"])
def test_feldt_interval_of_small_samples_is_that_of_psych(oracle, name):
    result = oracle[f"rel.alpha.bfi.{name}"]["result"]
    found = feldt_interval(result["raw_alpha"], result["n_complete"], len(result["items"]))
    assert found == pytest.approx(result["feldt_ci95"], rel=1e-9)


@pytest.mark.parametrize("name", ["3_10", "12_12", "45_60"])
def test_intervals_of_shares_are_those_of_r(oracle, name):
    result = oracle[f"grp.propci.{name}"]["result"]
    count, n = (int(part) for part in name.split("_"))
    assert wilson(count, n) == pytest.approx(result["wilson"], rel=1e-9)
    assert clopper_pearson(count, n) == pytest.approx(result["clopper_pearson"], rel=1e-9)


@pytest.mark.parametrize("name", ["likert_small", "likert_tiny", "no_overlap"])
def test_exact_rank_test_and_cliffs_delta_are_those_of_coin_and_effectsize(oracle, name):
    record = oracle[f"grp.mwu.{name}"]
    first, second = (np.sort(np.array(record["data"][key], dtype="float64")) for key in ("x", "y"))
    assert rank_test(first, second) == pytest.approx(record["result"]["p_exact_two_sided"], rel=1e-9)
    assert cliffs_delta(first, second).delta == pytest.approx(record["result"]["cliffs_delta"], rel=1e-9)


def test_comparing_by_ranks_is_that_of_coin(oracle):
    record = oracle["grp.mwu.likert_small"]
    data = pd.DataFrame(
        [(value, key) for key in ("x", "y") for value in record["data"][key]], columns=["answer", "who"]
    )
    found = compare(data, "answer", by="who").set_index("statistic")["p_value"]["cliffs_delta"]
    assert found == pytest.approx(record["result"]["p_exact_two_sided"], rel=1e-9)


def test_holm_is_that_of_rstatix(oracle):
    dunn = oracle["grp.kw.insectsprays"]["result"]["dunn"]
    assert holm([*dunn["p"], nan])[:-1] == pytest.approx(dunn["p_holm"], rel=1e-9)


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
