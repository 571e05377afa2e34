"""Every group's voice weighs the same."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.actions import ActionPlan, priorities

VOTE = st.tuples(st.integers(1, 4), st.sampled_from(["parents", "staff"]), st.sampled_from("ABC"), st.integers(1, 5))
VOTES = st.lists(VOTE, min_size=1, max_size=20, unique_by=lambda vote: vote[:3])


def plan_of(votes):
    table = pd.DataFrame(votes, columns=["voter", "group", "action", "points"]).astype({"voter": "str"})
    return ActionPlan(votes=table)


def overall(votes):
    ranked = priorities(plan_of(votes))
    return ranked.loc[ranked["group"] == "all"].set_index("action")[["share", "rank"]].sort_index()


@given(VOTES, st.integers(2, 4))
def test_group_size_is_irrelevant(votes, times):
    more = [(f"{copy}-{who}", *rest) for who, *rest in votes for copy in range(times if rest[0] == "parents" else 1)]
    pd.testing.assert_frame_equal(overall(votes), overall(more))


@given(VOTES)
def test_row_order_is_irrelevant(votes):
    pd.testing.assert_frame_equal(overall(votes), overall(votes[::-1]))


@given(VOTES)
def test_shares_of_every_group_add_up_to_one(votes):
    assert priorities(plan_of(votes)).groupby("group")["share"].sum().to_numpy() == pytest.approx(1)


def test_equal_voice_is_the_mean_of_the_groups_shares():
    result = overall([(1, "parents", "A", 3), (2, "parents", "B", 1), (9, "staff", "B", 1)])
    assert result["share"].tolist() == [0.25, 0.75]


def test_an_action_nobody_chose_ranks_last(pilot_with):
    from pilots.actions import load

    plan = load(pilot_with(("votes", 1, "action", "A1"), ("votes", 1, "voter", "2")))
    assert priorities(plan).set_index(["group", "action"]).loc[("all", "A2"), ["share", "rank"]].tolist() == [0, 2]


def test_a_group_without_points_has_no_voice():
    ranked = priorities(plan_of([(1, "parents", "A", 1), (2, "staff", "B", 0)]))
    assert ranked["group"].unique().tolist() == ["parents", "all"]


def test_without_votes_there_are_no_priorities():
    assert priorities(ActionPlan()).empty
