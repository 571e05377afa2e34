import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.statistics import little_mcar, missing_patterns
from pilots.statistics.incomplete_normal import fit_incomplete


def answers(n, seed=1):
    rng = np.random.default_rng(seed)
    first = rng.normal(size=n)
    return pd.DataFrame({"a": first, "b": 0.6 * first + rng.normal(size=n), "c": rng.normal(size=n)})


def shares(found, group):
    rows = found.loc[found["group"] == group]
    return dict(zip(rows["variable"], rows["estimate"], strict=True))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=20))
def test_the_patterns_add_up_to_everyone_and_to_each_column(gaps):
    data = pd.DataFrame([[None if gap else 1.0 for gap in row] for row in gaps], columns=["a", "b"], dtype="float64")
    found = missing_patterns(data, ["a", "b"])
    patterns = shares(found, "pattern")
    assert sum(patterns.values()) == pytest.approx(1)
    assert sum(s for name, s in patterns.items() if "a" in name.split(" + ")) == pytest.approx(
        shares(found, "all")["a"]
    )


def test_the_most_frequent_pattern_comes_first():
    data = pd.DataFrame({"a": [None, None, None, 1.0], "b": [1.0, 1.0, 1.0, 1.0]})
    found = missing_patterns(data, ["a", "b"])
    assert found.loc[found["group"] == "pattern", "variable"].tolist() == ["a", "(complete)"]


def test_without_gaps_the_fit_is_that_of_all_answers():
    data = answers(30).to_numpy()
    fit = fit_incomplete(data)
    assert fit.mean == pytest.approx(data.mean(axis=0))
    assert fit.covariance == pytest.approx(np.cov(data.T, bias=True))


def test_with_a_gap_in_one_column_the_fit_is_that_of_regression():
    data = answers(40).to_numpy().copy()
    data[:15, 1] = np.nan
    complete = data[15:]
    slopes = np.linalg.lstsq(np.column_stack([np.ones(25), complete[:, [0, 2]]]), complete[:, 1], rcond=None)[0]
    assert fit_incomplete(data).mean[1] == pytest.approx(slopes @ [1, *data[:, [0, 2]].mean(axis=0)])


def test_nothing_missing_can_not_be_tested():
    assert little_mcar(answers(30), ["a", "b", "c"])["method"].tolist() == ["cannot tell: nothing is missing"] * 2


def test_more_columns_than_respondents_can_not_be_tested():
    data = answers(3).mask(np.eye(3, dtype=bool))
    assert little_mcar(data, ["a", "b", "c"])["estimate"].isna().all()


def test_gaps_that_hang_on_the_answers_are_found():
    data = answers(200)
    data["b"] = data["b"].mask(data["a"] > 0.3)
    assert little_mcar(data, ["a", "b", "c"])["p_value"].iloc[0] < 0.001


def test_gaps_by_chance_are_seldom_called_more():
    def p(seed):
        data = answers(60, seed)
        gaps = np.random.default_rng(seed + 1000).random(data.shape) < 0.1
        return little_mcar(data.mask(gaps), ["a", "b", "c"])["p_value"].iloc[0]

    assert np.mean([p(seed) < 0.05 for seed in range(100)]) < 0.12
