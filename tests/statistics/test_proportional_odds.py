import numpy as np
import pandas as pd
import pytest

from pilots.statistics import ordinal_regression, proportional_odds
from pilots.statistics.methods import Method


def answers(*, unlike: bool, n: int = 400) -> pd.DataFrame:
    """Two groups; unlike, one answers at both ends more often, and not higher on the whole."""
    draws = np.random.default_rng(5)
    group = np.arange(n) % 2
    latent = draws.logistic(size=n) * np.where(unlike & (group == 1), 3, 1)
    return pd.DataFrame({"trust": np.digitize(latent, [-1, 0, 1]), "group": group, "age": draws.normal(size=n)})


def test_a_group_at_both_ends_is_found() -> None:
    found = proportional_odds(answers(unlike=True), "trust", ["group", "age"]).dropna(subset="p_value")
    assert found["p_adjusted"].iloc[0] < 0.001
    assert found["p_adjusted"].iloc[1] > 0.05


def test_proportional_odds_are_left_alone() -> None:
    assert proportional_odds(answers(unlike=False), "trust", "group")["p_value"].iloc[0] > 0.05


def test_the_categories_of_a_predictor_are_tested_together() -> None:
    data = answers(unlike=False).assign(school=lambda data: pd.Series(list("abcd") * 100))
    found = proportional_odds(data, "trust", "school")
    assert found["variable"].tolist() == ["school", "school"]
    assert found["estimate"].iloc[1] == 6


def test_two_categories_leave_nothing_to_test() -> None:
    data = answers(unlike=False).assign(trust=lambda data: (data["trust"] > 1).astype(int))
    assert set(proportional_odds(data, "trust", "group")["method"]) == {Method.TWO_CATEGORIES.value}


def test_counts_of_people_stand_for_rows() -> None:
    data = answers(unlike=False)
    counted = data.groupby(["trust", "group"], as_index=False).agg(people=("age", "size"))
    both = (proportional_odds(data, "trust", "group"), proportional_odds(counted, "trust", "group", weights="people"))
    assert both[0]["estimate"].tolist() == pytest.approx(both[1]["estimate"].tolist(), rel=1e-7)


def test_a_category_that_a_group_left_out_does_not_let_thresholds_cross() -> None:
    """Saturated: each group its own shares, which no other model of the table can beat."""
    data = pd.DataFrame({"trust": [1, 1, 2, 3, 3, 3, 5, 5, 5, 1, 2, 2, 4, 4, 4, 5], "group": [0] * 9 + [1] * 7})
    table = pd.crosstab(data["group"], data["trust"]).to_numpy()
    shares = table / table.sum(axis=1, keepdims=True)
    best = float((table * np.log(np.where(table > 0, shares, 1))).sum())
    reached = ordinal_regression(data, "trust", "group").set_index("statistic").loc["log_likelihood", "estimate"]
    found = proportional_odds(data, "trust", "group").iloc[0]
    assert found["estimate"] == pytest.approx(2 * (best - reached), abs=1e-6)
    assert found["method"] == Method.FEW_FOR_CHECK.value
