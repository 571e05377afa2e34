import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from pilots.errors import PilotsError
from pilots.statistics import Method, gas_key, gas_scores, gas_t, goal_attainment

scores = st.lists(st.integers(-2, 2), min_size=1, max_size=6)
GOALS = pd.DataFrame(
    {"who": list("aabbccdd") * 2, "wave": [0] * 8 + [1] * 8, "score": [-1, -2, -1, -1, -2, 0, -1, 0, 1, 0, 0, -1, 2, 0, 1, 1]}
)  # fmt: skip


def attained(data=GOALS, **options):
    return goal_attainment(data, "score", person="who", **({"wave": "wave"} | options)).set_index("group")


@given(scores, st.floats(0, 1), st.floats(1e-200, 1e200))
def test_weights_that_are_all_the_same_change_nothing(x, rho, weight):
    assert gas_t(x, [weight] * len(x), rho=rho) == pytest.approx(gas_t(x, rho=rho))


@given(scores)
def test_scores_turned_round_mirror_at_50(x):
    assert gas_t(x) + gas_t([-score for score in x]) == pytest.approx(100)


@given(scores)
def test_the_key_says_what_the_formula_says(x):
    key = gas_key(len(x)).set_index("sum")["gas_t"]
    assert key[sum(x)] == pytest.approx(gas_t(x))


@pytest.mark.parametrize(("x", "w"), [([], None), ([1, 2], [0, 0])])
def test_without_goals_that_weigh_there_is_no_score(x, w):
    assert np.isnan(gas_t(x, w))


@pytest.mark.parametrize(("x", "options"), [([3], {}), ([1], {"weights": [-1]}), ([1], {"rho": 1.2})])
def test_impossible_scores_weights_and_correlations_are_refused(x, options):
    with pytest.raises(PilotsError):
        gas_t(x, **options)


def test_a_key_needs_a_goal():
    with pytest.raises(PilotsError):
        gas_key(0)


def test_the_change_is_the_paired_t_test_of_the_scores():
    wide = gas_scores(GOALS, "score", person="who", wave="wave").pivot(index="person", columns="wave", values="gas_t")
    theirs = ttest_rel(wide["1"], wide["0"])
    found = attained().loc["1 - 0", ["ci_low", "ci_high", "p_value"]].tolist()
    assert found == pytest.approx([*theirs.confidence_interval(), theirs.pvalue])


def test_who_was_scored_once_only_counts_at_that_occasion():
    found = attained(GOALS.iloc[:14])
    assert found["n"].to_dict() == {"0": 4, "1": 3, "1 - 0": 3}
    assert found["n_missing"].to_dict() == {"0": 0, "1": 1, "1 - 0": 1}


def test_a_goal_without_a_score_is_left_out_and_counted():
    data = GOALS.head(8).assign(score=[1, None, 0, 0, 0, 0, 0, 0])
    found = gas_scores(data, "score", person="who").iloc[0]
    assert found[["goals", "n_missing", "gas_t"]].tolist() == [1, 1, 60]


def test_one_person_has_a_score_but_no_mean():
    found = attained(GOALS.query("who == 'a'"))
    assert (found["method"] == Method.GAS_ONE).all()
    assert len(gas_scores(GOALS.query("who == 'a'"), "score", person="who", wave="wave")) == 2


def test_people_who_all_change_as_much_have_no_interval():
    found = attained(GOALS.assign(score=[-1] * 8 + [1] * 8)).loc["1 - 0"]
    assert found["estimate"] == pytest.approx(2 * (gas_t([1, 1]) - 50))
    assert found["method"] == Method.SAME_ANSWERS


def test_scores_off_the_scale_are_refused_without_being_told():
    with pytest.raises(PilotsError, match=r"^16 scores lie outside -2 to 2"):
        attained(GOALS.assign(score=[7] * 16))
