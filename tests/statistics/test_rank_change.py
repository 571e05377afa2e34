import numpy as np
import pandas as pd
import pytest

from pilots.statistics import Method, cliffs_delta, rank_change

GENERATOR = np.random.default_rng(8)
BEFORE = GENERATOR.integers(1, 6, 20)
AFTER = np.clip(BEFORE + GENERATOR.integers(-1, 3, 20), 1, 5)


def told(before, after, shift=0):
    data = pd.DataFrame({"wave": [0] * len(before) + [1] * len(after), "x": [*before, *after]})
    data["who"] = [*range(len(before)), *(np.arange(len(after)) + shift)]
    return rank_change(data, "x", person="who", wave="wave").set_index("statistic").loc["cliffs_delta"]


def test_the_effect_is_cliffs_delta_of_all_answers():
    expected = cliffs_delta(np.sort(AFTER).astype(float), np.sort(BEFORE).astype(float)).delta
    for shift in (0, 5, 100):
        assert told(BEFORE, AFTER, shift)["estimate"] == pytest.approx(expected)


def test_without_links_the_interval_is_nearly_that_of_cliffs_delta():
    theirs = cliffs_delta(np.sort(AFTER).astype(float), np.sort(BEFORE).astype(float)).interval()
    ours = told(BEFORE, AFTER, 100)
    assert [ours["ci_low"], ours["ci_high"]] == pytest.approx(theirs, abs=0.02)


def test_linking_makes_the_interval_narrower():
    linked, apart = told(BEFORE, AFTER), told(BEFORE, AFTER, 100)
    assert linked["ci_high"] - linked["ci_low"] < apart["ci_high"] - apart["ci_low"]


def test_the_other_way_round_is_the_mirror():
    there, back = told(BEFORE, AFTER), told(AFTER, BEFORE)
    assert there["p_value"] == pytest.approx(back["p_value"])
    assert [there["ci_low"], there["ci_high"]] == pytest.approx([-back["ci_high"], -back["ci_low"]])


def test_without_overlap_there_is_still_an_interval():
    ours = told([1, 1, 2, 2, 1, 2], [4, 5, 4, 5, 4, 5])
    assert (ours["estimate"], ours["ci_high"]) == (1, 1)
    assert ours["ci_low"] < 1


def test_equal_answers_have_no_interval():
    assert told([3, 3, 3], [3, 3, 3])["method"] == Method.SAME_ANSWERS
