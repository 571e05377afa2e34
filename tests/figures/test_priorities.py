"""Shares with equal voices; what a few people voted is not drawn."""

import pandas as pd

from pilots import figures
from pilots.actions import ActionPlan, priorities


def drawn(plan, pilot, **voters):
    rows = [
        {"voter": f"{group}{number}", "group": group, "action": action, "points": 1.0}
        for group, many in voters.items()
        for number in range(many)
        for action in (["A1", "A2"] if number < 6 else ["A1"])
    ]
    voted = ActionPlan(plan.needs, plan.actions, pd.DataFrame(rows)) if rows else plan
    return figures.priorities(priorities(voted), voted, pilot)


def test_each_action_stands_with_the_shares_and_the_interval(plan, pilot):
    data = drawn(plan, pilot, parents=9, staff=9).data
    assert data.columns.tolist() == ["Actie", "Ouders", "Schoolteam", "Gelijke stem", "95%-interval"]
    assert data["Actie"].tolist() == ["A1. Koffie *", "A2. Tolk"]


def test_a_group_of_few_voters_is_not_drawn_and_all_together_neither(plan, pilot):
    assert drawn(plan, pilot, parents=9, partners=4).data.columns.tolist() == ["Actie", "Ouders"]


def test_the_text_alternative_names_what_ranks_highest(plan, pilot):
    assert drawn(plan, pilot, parents=9, staff=9).alt.endswith("Bovenaan: Koffie; Tolk.")


def test_one_voter_of_a_group_keeps_the_order_from_being_told(plan, pilot):
    assert "Bovenaan" not in drawn(plan, pilot, parents=9, partners=1).alt


def test_where_nothing_may_be_shown_it_says_why(plan, pilot):
    assert "Minder dan 5" in drawn(plan, pilot, parents=3).to_html()


def test_without_votes_it_says_so(plan, pilot):
    assert "niet gestemd" in drawn(plan, pilot).to_html()
