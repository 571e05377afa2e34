"""All weights at once, against weights tried one by one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.actions import ActionPlan
from pilots.actions.priorities import ranks_of
from pilots.actions.sensitivity import _above, hangs_on_one_voter, sensitivity, turns
from pilots.errors import PilotsError


def plan_of(**groups):
    """Each group one voter, with points for A, B, C and so on."""
    rows = [
        {"voter": "1", "group": group, "action": action, "points": float(points)}
        for group, given in groups.items()
        for action, points in zip("ABCDE", given, strict=False)
    ]
    return ActionPlan(votes=pd.DataFrame(rows))


def test_an_action_that_every_group_puts_first_always_ranks_first():
    found = sensitivity(plan_of(parents=(4, 2, 1), staff=(5, 1, 2)), top=1).set_index("action")
    assert found.loc["A", ["rank_best", "rank_worst", "in_top"]].tolist() == [1, 1, "always"]
    assert found["rank_worst"].tolist() == [1, 3, 3]
    assert found["in_top"].tolist() == ["always", "never", "never"]


def test_with_two_groups_the_ranks_are_those_of_a_fine_grid_of_weights():
    plan = plan_of(parents=(5, 3, 1, 2, 4), staff=(1, 4, 5, 3, 2))
    weights = np.linspace(0, 1, 2001)[:, None]
    first, second = np.array([5, 3, 1, 2, 4]) / 15, np.array([1, 4, 5, 3, 2]) / 15
    ranks = ranks_of(weights * first + (1 - weights) * second)
    found = sensitivity(plan)
    assert (found["rank_best"] <= ranks.min(axis=0)).all()
    assert found["rank_worst"].tolist() == ranks.max(axis=0).tolist()


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10)
def test_no_sampled_weights_reach_a_rank_beyond(seed):
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet(np.ones(5), size=3)
    drawn = ranks_of(np.vstack([rng.dirichlet(np.ones(3), size=3000), np.eye(3)]) @ shares)
    assert all(_above(shares, j, 0.0, most=False) + 1 <= drawn[:, j].min() for j in range(5))
    assert all(_above(shares, j, 0.0, most=True) + 1 >= drawn[:, j].max() for j in range(5))


def test_when_each_group_keeps_its_part_no_rank_changes():
    plan = plan_of(parents=(5, 3, 1), staff=(1, 3, 4))
    found = sensitivity(plan, least=0.5)
    assert (found["rank_best"] == found["rank_worst"]).all()


def test_the_group_without_which_an_action_is_not_in_the_top_is_named():
    plan = plan_of(parents=(9, 1, 0), staff=(4, 5, 1), partners=(4, 5, 1))
    assert sensitivity(plan, top=1).set_index("action")["left_out"].to_dict() == {
        "A": ("parents",),
        "B": ("parents",),
        "C": (),
    }


def test_the_voice_to_move_is_what_makes_both_equal():
    # d = 1/2 of parents and -1/4 of staff: (1/2 - x) / 2 = (1/2 + x) / 4, so x = 1/6
    moved = turns(plan_of(parents=(3, 1), staff=(3, 5)))["moved"]
    assert moved.tolist() == pytest.approx([1 / 6])


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 2).filter(any), min_size=2, max_size=4))
@settings(max_examples=15)
def test_after_that_move_the_order_has_turned_and_before_it_has_not(given):
    plan = plan_of(**{f"g{number}": points for number, points in enumerate(given)})
    [row] = turns(plan).to_dict("records")
    gaps = np.array([points[0] - points[1] for points in given]) / np.array([sum(points) for points in given])
    gaps = gaps if row["first"] == "A" else -gaps
    weights, least = np.full(len(gaps), 1 / len(gaps)), gaps.argmin()
    for place in np.argsort(-gaps) if row["moved"] == row["moved"] else []:
        part = min(weights[place], row["moved"] - (weights[least] - 1 / len(gaps))) if place != least else 0.0
        weights[place], weights[least] = weights[place] - part, weights[least] + part
    assert weights @ gaps == pytest.approx(0 if row["moved"] == row["moved"] else gaps.mean())


def test_an_action_that_all_groups_prefer_can_not_be_overtaken():
    assert turns(plan_of(parents=(3, 1), staff=(5, 4)))["moved"].isna().all()


def test_one_voter_can_make_the_top():
    votes = pd.DataFrame({"voter": list("123"), "group": "staff", "action": ["A", "A", "B"], "points": 1.0})
    assert hangs_on_one_voter(ActionPlan(votes=votes), top=1)
    assert not hangs_on_one_voter(
        ActionPlan(votes=pd.concat([votes, votes.assign(voter=list("456"), action="A")])), top=1
    )


def test_without_votes_there_is_nothing_to_weigh():
    assert sensitivity(ActionPlan()).empty
    assert turns(ActionPlan()).empty
    assert hangs_on_one_voter(ActionPlan()) is None


def test_equal_shares_are_never_above_each_other_under_any_weights():
    found = sensitivity(plan_of(parents=(0, 0, 4, 0)), top=1).set_index("action")
    assert found["rank_worst"].to_dict() == {"A": 2, "B": 2, "C": 1, "D": 2}


def test_shares_that_differ_by_rounding_only_need_nothing_to_turn():
    found = turns(plan_of(parents=(3, 2, 5), staff=(3, 3, 3), partners=(1, 0.2, 0.4)))
    tied = found[(found["gap"] > 1e-9)]["moved"]
    assert not tied.isna().any()


def test_weights_that_cannot_add_up_to_one_are_told():
    with pytest.raises(PilotsError, match="2 groups can't weigh"):
        sensitivity(plan_of(parents=(1, 2), staff=(2, 1)), least=0.6)
