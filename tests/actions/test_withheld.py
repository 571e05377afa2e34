"""What is hidden of votes can't be computed from what is shown, even from shares without rounding."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pilots.actions import ActionPlan
from pilots.actions.ballots import ballots
from pilots.actions.withheld import withheld

THRESHOLD = 5


def drawn(seed, groups, actions):
    """Groups of 5 to 12 voters who divide five dots at random."""
    rng = np.random.default_rng(seed)
    rows = []
    for group in range(groups):
        liked = rng.dirichlet(np.full(actions, 0.7))
        for voter in range(rng.integers(5, 13)):
            dots = rng.multinomial(5, liked)
            rows += [(str(voter), f"g{group}", f"a{place}", float(n)) for place, n in enumerate(dots)]
    return ActionPlan(votes=pd.DataFrame(rows, columns=["voter", "group", "action", "points"]))


def reach(shares, hidden, total_hidden):
    """How far each hidden share can still vary, given the others, the sums of the groups and the shares over all groups."""
    places = np.argwhere(hidden)
    rules, ends = [], []
    for group in range(len(shares)):
        rules.append([float(place[0] == group) for place in places])
        ends.append(1 - shares[group][~hidden[group]].sum())
    for action in np.flatnonzero(~total_hidden):
        rules.append([float(place[1] == action) for place in places])
        ends.append(shares[:, action][hidden[:, action]].sum())
    widths = []
    for one in np.eye(len(places)):
        low, high = (linprog(sign * one, A_eq=rules, b_eq=ends, bounds=(0, 1)) for sign in (1, -1))
        widths.append(-high.fun - low.fun)
    return widths


@given(st.integers(0, 10_000), st.integers(2, 3), st.integers(3, 5))
@settings(max_examples=10)
def test_every_hidden_share_could_be_another(seed, groups, actions):
    plan = drawn(seed, groups, actions)
    cast, kept = ballots(plan), withheld(plan, THRESHOLD)
    hidden = np.array([[action in kept.actions[group] for action in cast.actions] for group in cast.groups])
    total = np.array([action in kept.together for action in cast.actions])
    assert all(width > 1e-6 for width in reach(cast.shares, hidden, total))


@given(st.integers(0, 10_000))
@settings(max_examples=10)
def test_what_few_voted_for_is_hidden(seed):
    plan = drawn(seed, 2, 4)
    kept = withheld(plan, THRESHOLD)
    voters = plan.votes[plan.votes["points"] > 0].groupby(["group", "action"])["voter"].nunique()
    assert all(action in kept.actions[group] for (group, action), n in voters.items() if n < THRESHOLD)


@pytest.mark.parametrize(("voters", "ranking"), [(1, True), (2, True), (3, False), (4, False)])
def test_one_or_two_voters_of_a_group_hide_the_ranking(voters, ranking):
    votes = [(str(n), group, "A", 1.0) for group, many in (("parents", 9), ("partners", voters)) for n in range(many)]
    kept = withheld(ActionPlan(votes=pd.DataFrame(votes, columns=["voter", "group", "action", "points"])), THRESHOLD)
    assert (kept.groups, kept.ranking) == (("partners",), ranking)


def test_without_votes_nothing_is_held_back():
    assert withheld(ActionPlan(), THRESHOLD).groups == ()


def test_what_one_voter_gave_nearly_all_of_is_hidden():
    one, others = [("0", "A1", 90.0), ("0", "A2", 10.0)], [(str(voter), "A2", 99.0) for voter in range(1, 9)]
    crumbs = [(str(voter), "A1", 1.0) for voter in range(1, 9)]
    votes = pd.DataFrame([*one, *others, *crumbs], columns=["voter", "action", "points"]).assign(group="staff")
    kept = withheld(ActionPlan(votes=votes), THRESHOLD)
    assert kept.actions["staff"] == kept.together == {"A1", "A2"}
