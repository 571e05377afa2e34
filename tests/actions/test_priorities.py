"""Every group's voice weighs the same."""

import pandas as pd
import pytest
from hypothesis import given, settings
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
@settings(max_examples=12)
def test_group_size_is_irrelevant(votes, times):
    more = [(f"{copy}-{who}", *rest) for who, *rest in votes for copy in range(times if rest[0] == "parents" else 1)]
    pd.testing.assert_frame_equal(overall(votes), overall(more))


@given(VOTES)
@settings(max_examples=12)
def test_row_order_is_irrelevant(votes):
    pd.testing.assert_frame_equal(overall(votes), overall(votes[::-1]))


@given(VOTES)
@settings(max_examples=12)
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


def many(n, group="parents", seed=1):
    """So many voters, of whom two thirds prefer A and the others B."""
    return [(number, group, "A" if number % 3 else "B", 5) for number in range(n)]


def test_the_interval_of_a_share_is_that_of_the_mean_over_voters():
    row = priorities(plan_of(many(60))).query("group == 'parents' and action == 'A'").iloc[0]
    half = 1.96 * (2 / 3 * 1 / 3 / 59) ** 0.5
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((2 / 3 - half, 2 / 3 + half), abs=0.02)


def test_a_small_group_makes_the_interval_of_all_wider():
    votes = [*many(60), *many(9, "partners")]
    found = priorities(plan_of(votes)).query("action == 'A'").set_index("group")
    width = found["ci_high"] - found["ci_low"]
    assert width["parents"] < width["all"] < width["partners"]


def test_one_voter_of_a_group_leaves_no_interval():
    found = priorities(plan_of([*many(9), (1, "partners", "A", 5)])).set_index("group")
    assert found.loc[["partners", "all"], ["ci_low", "rank_low", "in_top"]].isna().all(axis=None)
    assert found.loc["parents", "ci_low"].notna().all()


def test_the_top_is_as_many_as_were_asked_and_its_shares_add_up_to_that():
    votes = [(number, "parents", "ABC"[number % 3], 1 + number % 2) for number in range(31)]
    found = priorities(plan_of(votes), top=2).query("group == 'all'")
    assert found["in_top"].sum() == pytest.approx(2, abs=0.2)


def test_the_order_of_groups_is_irrelevant_to_the_draws():
    parents, staff = many(9), many(12, "staff")
    both = (priorities(plan_of(given)) for given in ([*parents, *staff], [*staff, *parents]))
    first, second = (found.set_index(["group", "action"]).sort_index() for found in both)
    pd.testing.assert_frame_equal(first, second)
