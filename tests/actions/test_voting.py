"""Every action against every other: textbook elections, cycles and ties."""

import pandas as pd
import pytest

from pilots.actions import ActionPlan
from pilots.actions.voting import approval, duels

TENNESSEE = ((42, "ABCD"), (26, "BCDA"), (15, "CDBA"), (17, "DCBA"))
"""Memphis, Nashville, Chattanooga, Knoxville: the capital that voters of each city would like, in percent."""


def ranked(*blocs):
    rows = [
        {"voter": f"{bloc}-{voter}", "group": "voters", "action": action, "points": rank + 1.0, "form": "ranks"}
        for bloc, (many, order) in enumerate(blocs)
        for voter in range(many)
        for rank, action in enumerate(order)
    ]
    return ActionPlan(votes=pd.DataFrame(rows))


def together(plan):
    return duels(plan).query("group == 'all'").set_index("action").sort_index()


def test_nashville_beats_every_other_city():
    found = together(ranked(*TENNESSEE))
    assert found["wins"].tolist() == [0, 3, 2, 1]
    assert found["condorcet"].tolist() == [False, True, False, False]


def test_in_a_cycle_no_action_beats_all():
    found = together(ranked((1, "ABC"), (1, "BCA"), (1, "CAB")))
    assert (found["condorcet"].any(), found["copeland"].tolist()) == (False, [1, 1, 1])


def test_equal_votes_are_a_tie_that_counts_half():
    assert together(ranked((1, "AB"), (1, "BA")))["copeland"].tolist() == [0.5, 0.5]


def test_group_size_is_irrelevant():
    votes = ranked((2, "AB"), (1, "BA")).votes
    more = pd.concat([votes, votes.assign(voter=votes["voter"] + "x")])
    other = ranked((3, "BA")).votes.assign(group="others")
    first, second = (together(ActionPlan(votes=pd.concat([own, other]))) for own in (votes, more))
    assert first["wins"].tolist() == second["wins"].tolist()


def test_approval_is_the_share_of_the_voters_with_wilsons_interval():
    votes = pd.DataFrame({"voter": [*"0123456789", "0"], "group": "staff", "action": ["A"] * 10 + ["B"],
                          "points": [1.0] * 3 + [0.0] * 7 + [1.0], "form": "approval"})  # fmt: skip
    votes = pd.concat([votes, votes[3:10].assign(action="B", points=1.0)])
    found = approval(ActionPlan(votes=votes)).set_index("variable")
    assert found.loc["A", ["estimate", "ci_low", "ci_high"]].tolist() == pytest.approx([0.3, 0.1078, 0.6032], abs=1e-4)
    assert found.loc["B", "estimate"] == pytest.approx(0.8)


def test_points_are_no_approval():
    assert approval(ActionPlan(votes=pd.DataFrame({"voter": "1", "group": "a", "action": "A", "points": [1.0]}))).empty
