"""Votes in any form become voices: Borda, approval and points by hand, and who votes oddly."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.actions import ActionPlan
from pilots.actions.ballots import ballots, irregular


def cast(form, *voters, group="staff"):
    """A row a voter: what was written for A, B, C; None for nothing."""
    rows = [
        {"voter": str(number), "group": group, "action": action, "points": points, "form": form}
        for number, given in enumerate(voters)
        for action, points in zip("ABC", given, strict=True)
        if points is not None
    ]
    return ActionPlan(votes=pd.DataFrame(rows))


def shares(plan, group="staff"):
    return ballots(plan).groups[group].shares


def test_borda_gives_m_minus_rank():
    plan = cast("ranks", (1, 2, 3), (1, 3, 2), (2, 1, 3))
    assert ballots(plan).groups["staff"].points.tolist() == [5, 3, 1]
    assert shares(plan) == pytest.approx([5 / 9, 3 / 9, 1 / 9])


def test_what_was_not_ranked_shares_the_places_that_are_left():
    plan = cast("ranks", (1, None, None), (1, 2, 3))
    assert shares(plan) == pytest.approx([4 / 6, 1.5 / 6, 0.5 / 6])


def test_equal_ranks_get_their_mean():
    assert ballots(cast("ranks", (1, 1, 3))).groups["staff"].points.tolist() == [1.5, 1.5, 0]


def test_a_gap_in_the_ranks_changes_nothing():
    assert shares(cast("ranks", (1, 5, 9))) == pytest.approx(shares(cast("ranks", (1, 2, 3))))


def test_an_approval_is_one_vote():
    plan = cast("approval", (1, 1, 0), (1, 0, 0))
    assert shares(plan) == pytest.approx([2 / 3, 1 / 3, 0])


def test_who_gives_more_points_has_one_voice():
    assert shares(cast("dots", (8, 0, 0), (0, 5, 0), (0, 5, 0))) == pytest.approx([1 / 3, 2 / 3, 0])


POINTS = st.lists(st.tuples(*[st.integers(0, 5)] * 3).filter(any), min_size=1, max_size=8)


@given(POINTS, st.sampled_from(["dots", "points", "ranks", "approval"]))
@settings(max_examples=15)
def test_shares_add_up_to_one_in_every_form(voters, form):
    assert shares(cast(form, *voters)).sum() == pytest.approx(1)


@given(POINTS, st.sampled_from(["dots", "ranks", "approval"]), st.randoms())
@settings(max_examples=15)
def test_permuting_the_voters_changes_nothing(voters, form, random):
    mixed = random.sample(voters, len(voters))
    assert shares(cast(form, *mixed)) == pytest.approx(shares(cast(form, *voters)))


@given(POINTS, st.integers(2, 4))
@settings(max_examples=15)
def test_points_times_a_number_change_nothing(voters, times):
    more = [tuple(points * times for points in given) for given in voters]
    assert shares(cast("points", *more)) == pytest.approx(shares(cast("points", *voters)))


def test_who_gives_nothing_has_no_voice_and_is_told():
    plan = cast("dots", (5, 0, 0), (0, 0, 0))
    assert len(ballots(plan).groups["staff"].given) == 1
    assert irregular(plan)[["problem", "voters"]].to_numpy().tolist() == [["gave nothing", 1]]


def test_eight_of_five_points_are_told():
    found = irregular(cast("dots", (5, 0, 0), (0, 5, 0), (3, 2, 0), (8, 0, 0), (1, 1, 1)))
    assert found["problem"].tolist() == ["gave more points than the others", "gave fewer points than the others"]


def test_without_a_usual_total_nobody_gave_too_many():
    assert irregular(cast("dots", (5, 0, 0), (0, 8, 0), (3, 0, 0))).empty


def test_a_partial_ranking_is_told():
    assert irregular(cast("ranks", (1, 2, 3), (1, None, None)))["problem"].tolist() == ["ranked only some"]


def test_where_there_is_one_action_to_rank_the_whole_voice_goes_there():
    votes = pd.DataFrame({"voter": ["1", "2"], "group": "staff", "action": "A", "points": 1.0, "form": "ranks"})
    assert shares(ActionPlan(votes=votes)).tolist() == [1.0]
